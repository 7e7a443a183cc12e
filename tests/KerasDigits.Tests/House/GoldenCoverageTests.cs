using KerasDigits.Losses;
using KerasDigits.Metrics;
using KerasDigits.Optimizers;

namespace KerasDigits.Tests.House;

/// <summary>
/// Everything exported is checked against real Keras: a loss, metric or optimizer without a case fails here, and so does a case whose
/// subject is missing.
/// </summary>
public sealed class GoldenCoverageTests
{
    /// <summary>Exported without a case, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_without = new()
    {
        ["CTC"] = "Keras 3's: all ways through the steps, CtcTests",
        ["Dice"] = "Keras 3's: real files of it, EpochTests", ["Tversky"] = "Keras 3's: real files of it, EpochTests",
        ["Mean"] = "takes values, not predictions; FitTests and OwnStepTests use it",
        ["Sum"] = Formula, ["MeanTensor"] = Formula, ["MeanRelativeError"] = Formula, ["R2Score"] = Formula,
        ["PearsonCorrelation"] = Formula, ["ConcordanceCorrelation"] = Formula, ["CategoricalGeneralizedCrossEntropy"] = Formula,
        ["CategoricalFocalCrossentropy"] = Formula,
        ["IoU"] = Formula, ["BinaryIoU"] = Formula, ["OneHotIoU"] = Formula, ["OneHotMeanIoU"] = Formula,
        ["Adafactor"] = Formula, ["Lamb"] = "Keras 3's: real files of it, EpochTests", ["Muon"] = "Keras 3's: real files of it, EpochTests",
        ["LossScaleOptimizer"] = "a wrapper: MixedPrecisionTests, and the pack semantics",
        ["MeanMetricWrapper"] = "the form of a user's own function",
    };

    private const string Formula = "figures of Keras's documentation, and of NumPy by the formula documented there: FormulaMetricTests";

    [Theory]
    [InlineData("losses", typeof(Loss))]
    [InlineData("metrics", typeof(Metric))]
    [InlineData("optimizers", typeof(Optimizer))]
    public void Every_exported_class_has_a_case_and_every_case_a_class(string pack, Type kind)
    {
        HashSet<string> cases = [.. Golden.Pack(pack).Cases.Select(c => c.GetProperty("class_name").GetString()!)];
        string[] exported = [.. Registry.Classes.Values.Where(t => kind.IsAssignableFrom(t) && !t.IsAbstract && t.Assembly == kind.Assembly)
            .Select(t => Registry.NameOf(t)!).Distinct()];
        Assert.True(exported.Length > 5);
        string[] bare = [.. exported.Except(cases).Except(s_without.Keys)];
        Assert.True(bare.Length == 0, $"Exported without a case: {string.Join(", ", bare)}");
        string[] missing = [.. cases.Where(c => Registry.FindClass(c, kind) is null
            && Registry.FindClass(c, typeof(KerasDigits.Optimizers.Schedules.LearningRateSchedule)) is null)];
        Assert.True(missing.Length == 0, $"Cases without a class: {string.Join(", ", missing)}");
    }

    [Fact]
    public void Every_case_of_the_pack_misc_has_a_test()
    {
        string[] tested = ["regularizer_", "constraint_", "activation_", "to_categorical", "normalize", "train_test_split_"];
        string[] left = [.. Golden.Pack("misc").Cases.Select(c => c.GetProperty("name").GetString()!)
            .Where(n => !tested.Any(t => n.StartsWith(t, StringComparison.Ordinal)))];
        Assert.True(left.Length == 0, string.Join(", ", left));
    }
}
