using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Facade;

/// <summary>fit, evaluate and predict of a generator take what they take of arrays.</summary>
public sealed class GeneratorTrainingTests
{
    // What says how arrays are cut into batches, or is no part of Keras.
    private static readonly string[] s_ofArrays =
        ["y", "batch_size", "validation_split", "shuffle", "sample_weight", "validation_batch_size", "cancel"];

    [Theory, InlineData("fit"), InlineData("evaluate"), InlineData("predict")]
    public void Every_argument_is_there(string method)
    {
        string[] wanted = [.. typeof(TrainableModel).GetMethods().Where(m => m.Name == method).MaxBy(m => m.GetParameters().Length)!
            .GetParameters().Select(p => p.Name!).Except(s_ofArrays)];
        string[] found = [.. typeof(GeneratorTraining).GetMethods().Where(m => m.Name == method && m.GetGenericArguments().Length == 1
            && m.GetParameters()[1].ParameterType.Name.StartsWith("IEnumerable", StringComparison.Ordinal)).Single().GetParameters()
            .Select(p => p.Name!)];
        Assert.Empty(wanted.Except(found));
    }

    [Fact]
    public void A_generator_of_dictionaries_is_evaluated_with_return_dict()
    {
        var a = layers.Input(2, name: "a");
        var model = models.Model(a, layers.Dense(1, kernel_initializer: "ones", name: "out").Apply(a));
        model.compile(optimizer: "sgd", loss: "mse");
        IEnumerable<(Dictionary<string, NDArray>, Dictionary<string, NDArray>)> Batches()
        {
            yield return (new() { ["a"] = np.ones(new[] { 3, 2 }) }, new() { ["out"] = np.zeros(new[] { 3, 1 }) });
        }
        Assert.Equal(4, model.evaluate(Batches(), return_dict: true, verbose: 0)["loss"], 1e-6);
    }
}
