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
    public void A_generator_for_validation_starts_anew_in_each_epoch()
    {
        var history = Model().fit(s_x, s_y, epochs: 3, verbose: 0, validation_data: ModelData.From(Two())).history;
        Assert.Equal(3, history["val_loss"].Count);
        Assert.All(history["val_loss"], loss => Assert.True(loss > 0));
    }

    [Fact]
    public void A_list_for_validation_is_read_again()
    {
        List<(NDArray, NDArray)> batches = [.. Two()];
        var history = Model().fit(s_x, s_y, epochs: 3, verbose: 0, validation_data: batches).history;
        Assert.All(history["val_loss"], loss => Assert.True(loss > 0));
    }

    [Fact]
    public void A_list_of_batches_trains_each_epoch()
    {
        List<(NDArray, NDArray)> batches = [.. Two()];
        Assert.Equal(3, Model().fit(ModelData.From(batches), epochs: 3, verbose: 0).history["loss"].Count);
    }

    [Fact]
    public void Nothing_at_all_throws()
    {
        Assert.Contains("non-empty",
            Assert.Throws<ArgumentException>(() => Model().evaluate(ModelData.From(Two().Take(0)), verbose: 0)).Message);
        Assert.Contains("non-empty", Assert.Throws<ArgumentException>(() => Model().predict(ModelData.From(Two().Take(0)))).Message);
        Assert.Contains("validation_data",
            Assert.Throws<ArgumentException>(() => Model()
                .fit(s_x, s_y, verbose: 0, validation_data: ModelData.From(Two().Take(0)))).Message);
    }

    [Fact]
    public void A_plain_iterator_for_validation_beside_arrays_starts_anew_in_each_epoch()
    {
        var history = Model().fit(s_x, s_y, batch_size: 2, epochs: 3, verbose: 0, validation_data: Two()).history;
        Assert.Equal(3, history["val_loss"].Count);
        Assert.All(history["val_loss"], loss => Assert.True(loss > 0));
        history = Model().fit(Two(), Two(), epochs: 3, steps_per_epoch: null, verbose: 0).history;
        Assert.All(history["val_loss"], loss => Assert.True(loss > 0));
        Assert.Contains("validation_data",
            Assert.Throws<ArgumentException>(() => Model().fit(s_x, s_y, verbose: 0, validation_data: Two().Take(0))).Message);
    }

    [Fact]
    public void Steps_are_what_Pythons_divisions_give()
    {
        int seen = 0;
        var count = callbacks.LambdaCallback(on_batch_end: (_, _) => seen++);
        NDArray x = np.ones(new[] { 10, 2 }), y = np.zeros(new[] { 10, 1 });
        Model().fit(x, y, batch_size: 4, steps_per_epoch: x.shape[0] / 4, verbose: 0, callbacks: [count]);
        Assert.Equal(2, seen);
        Model().fit(x, y, batch_size: 4, steps_per_epoch: x.shape[0] / 4.0, verbose: 0, callbacks: [count]);
        Assert.Equal(2 + 3, seen);
        Assert.Equal([8L, 1L], Model().predict(Two(), steps: 1.5).shape);
        Assert.Contains("steps_per_epoch=0",
            Assert.Throws<ArgumentException>(() => Model().fit(x, y, steps_per_epoch: 0, verbose: 0)).Message);
        Assert.Contains("validation_steps=-0.5",
            Assert.Throws<ArgumentException>(() => Model().fit(x, y, validation_data: (x, y), validation_steps: -0.5, verbose: 0)).Message);
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
