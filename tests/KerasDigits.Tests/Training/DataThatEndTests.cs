using KerasDigits.Data;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Training;

/// <summary>Generators and lists that come to their end.</summary>
public sealed class DataThatEndTests
{
    private static readonly NDArray s_x = np.ones(new[] { 4, 2 }), s_y = np.zeros(new[] { 4, 1 });

    [Fact]
    public void AGeneratorForValidationStartsAnewInEachEpoch()
    {
        var history = Model().fit(s_x, s_y, epochs: 3, verbose: 0, validation_data: ModelData.From(Two())).history;
        Assert.Equal(3, history["val_loss"].Count);
        Assert.All(history["val_loss"], loss => Assert.True(loss > 0));
    }

    [Fact]
    public void AListForValidationIsReadAgain()
    {
        List<(NDArray, NDArray)> batches = [.. Two()];
        var history = Model().fit(s_x, s_y, epochs: 3, verbose: 0, validation_data: batches).history;
        Assert.All(history["val_loss"], loss => Assert.True(loss > 0));
    }

    [Fact]
    public void AListOfBatchesTrainsEachEpoch()
    {
        List<(NDArray, NDArray)> batches = [.. Two()];
        Assert.Equal(3, Model().fit(ModelData.From(batches), epochs: 3, verbose: 0).history["loss"].Count);
    }

    [Fact]
    public void NothingAtAllThrows()
    {
        Assert.Contains("non-empty", Assert.Throws<ArgumentException>(() => Model().evaluate(ModelData.From(Two().Take(0)), verbose: 0)).Message);
        Assert.Contains("non-empty", Assert.Throws<ArgumentException>(() => Model().predict(ModelData.From(Two().Take(0)))).Message);
        Assert.Contains("validation_data", Assert.Throws<ArgumentException>(() => Model().fit(s_x, s_y, verbose: 0, validation_data: ModelData.From(Two().Take(0)))).Message);
    }

    private static Sequential Model()
    {
        var model = models.Sequential([layers.Dense(1, kernel_initializer: "ones", input_shape: 2)]);
        model.compile("sgd", "mae");
        return model;
    }

    private static IEnumerable<(NDArray, NDArray)> Two()
    {
        for (int i = 0; i < 2; i++) { yield return (s_x, s_y + 5); }
    }
}
