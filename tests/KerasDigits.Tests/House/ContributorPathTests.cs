using System.Text.RegularExpressions;
using KerasDigits.Testing;
using KerasDigits.Tests.House.Dummies;
using KerasDigits.Tuner;

namespace KerasDigits.Tests.House;

/// <summary>
/// CONTRIBUTING's table "Where things go", walked: each thing is made as a dummy, published by its attribute alone, held by its contract,
/// and a faulty twin is caught.
/// </summary>
public sealed class ContributorPathTests
{
    [Fact]
    public void A_layer() =>
        Walk("layer", "keras.layers.ScaledLayer", nameof(ScaledLayer), () => LayerContract.Check(() => new ScaledLayer(0.5), 4),
        () => LayerContract.Check(() => new FaultyLayer(2), 4), "compute_output_shape says", "gets no gradient", "property `units`",
        "a second call without training");

    [Fact]
    public void A_loss() =>
        Walk("loss", "keras.losses.SquaredLoss", nameof(SquaredLoss), () => LossContract.Check(() => new SquaredLoss(3)),
        () => LossContract.Check(() => new FaultyLoss()), "a value per sample", "gets no gradient");

    [Fact]
    public void A_metric() =>
        Walk("metric", "keras.metrics.CountedMetric", nameof(CountedMetric), () => MetricContract.Check(() => new CountedMetric(1.5)),
        () => MetricContract.Check(() => new FaultyMetric()), "after reset_states()", "two batches", "sample_weight 0");

    [Fact]
    public void An_optimizer() => Walk("optimizer", "keras.optimizers.PlainOptimizer", nameof(PlainOptimizer),
        () => OptimizerContract.Check(() => new PlainOptimizer(0.1)),
        () => OptimizerContract.Check(() => new FaultyOptimizer()), "smaller", "same steps", "property `power`");

    [Fact]
    public void A_callback() => Walk("callback", "keras.callbacks.PatientCallback", nameof(PatientCallback),
        () => CallbackContract.Check(() => new PatientCallback(2)),
        () => CallbackContract.Check(() => new FaultyCallback()), "set_model", "fit without validation data", "eight epochs");

    [Fact]
    public void An_initializer() => Walk("initializer", "keras.initializers.StepInitializer", nameof(StepInitializer),
        () => InitializerContract.Check(() => new StepInitializer(0, 1)),
        () => InitializerContract.Check(() => new FaultyInitializer()), "must have that shape", "finite", "set_random_seed");

    [Fact]
    public void An_oracle() => Walk("oracle of the tuner", "keras_tuner.oracles.SteadyOracle", nameof(SteadyOracle),
        () => OracleContract.Check(space => new SteadyOracle(new Objective("score", "min"), max_trials: 7, seed: 3,
            hyperparameters: space)),
        () => OracleContract.Check(space => new FaultyOracle(space)), "units must be", "died in trial");

    [Fact]
    public void A_file_format() =>
        Walk("file format", null, nameof(LineFormat), () => FileFormatContract.Check(LineFormat.Save, LineFormat.Load, ".lines"),
        () => FileFormatContract.Check(FaultyFormat.Save, FaultyFormat.Load, ".lines"), "notes.txt", "must predict the same",
        "a damaged file");

    /// <summary>Under its Python name, with what Python printed for it, and as a row of the porting table.</summary>
    [Fact]
    public void A_function_of_a_notebook() => Walk("function of a notebook", null, nameof(clip_lib), () =>
    {
        Assert.Equal(new[] { 0, 4, 9 }, clip_lib.clip([-3, 4, 12], 0, 9)); // Python: [0, 4, 9]
        Assert.Null(PortingTests.Fault(new PortingRow("clip_lib.clip([-3, 4, 12], 0, 9)",
            "KerasDigits.Tests.House.Dummies.clip_lib.clip([-3, 4, 12], 0, 9)")));
    }, () =>
    {
        string fault = PortingTests.Fault(new PortingRow("clip_lib.gone()", "KerasDigits.Tests.House.Dummies.clip_lib.gone()")) ?? "";
        if (fault.Length > 0) { throw new ContractException(nameof(clip_lib), [fault]); }
    }, "gone");

    [Fact]
    public void Every_row_of_the_table_is_walked()
    {
        string[] walked = ["layer", "loss", "metric", "optimizer", "callback", "initializer", "oracle of the tuner", "file format",
            "function of a notebook"];
        string[] elsewhere = ["row of the porting table", "difference between two versions of Keras"]; // PortingTests, VersionTableTests
        string[] things = [.. walked, .. elsewhere];
        Assert.Equal(things, Rows().Select(r => r.Thing));
    }

    private static void Walk(string thing, string? path, string dummy, Action check, Action faulty, params string[] caught)
    {
        Assert.Contains(Rows(), r => r.Thing == thing);
        if (path is not null) { Published(path, dummy); }
        check();
        var fault = Assert.Throws<ContractException>(faulty);
        Assert.All(caught, words => Assert.Contains(words, fault.Message, StringComparison.Ordinal));
    }

    /// <summary>
    /// The facade that the generator writes of the dummy's file has it under its Keras name, and what it writes compiles.
    /// </summary>
    private static void Published(string path, string dummy)
    {
        string file = Path.Combine(Repository.Root, "tests/KerasDigits.Tests/House/Dummies", dummy + ".cs");
        var (facade, errors) = CoreSources.Facade(File.ReadAllText(file));
        Assert.Contains($" @{path[(path.LastIndexOf('.') + 1)..]}(", facade, StringComparison.Ordinal);
        Assert.Empty(errors);
    }

    private static (string Thing, string Files, string Test)[] Rows() =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "CONTRIBUTING.md"))
            .SkipWhile(l => !l.StartsWith("| a new …", StringComparison.Ordinal))
        .Skip(2).TakeWhile(l => l.StartsWith('|')).Select(l => Regex.Split(l.Trim('|'), @"\|").Select(c => c.Trim()).ToArray())
        .Select(c => (c[0], c[1], c[2]))];
}
