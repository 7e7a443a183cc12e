using KerasDigits.Data;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Training;

/// <summary>Tensors where a model takes arrays.</summary>
public sealed class TensorDataTests
{
    private static readonly NDArray s_x = np.arange(24).astype(NPTypeCode.Single).reshape(8, 3) / 24f,
        s_y = np.arange(8).astype(NPTypeCode.Single).reshape(8, 1);

    [Fact]
    public void Every_call_of_a_model_takes_tensors()
    {
        KerasDigits.Models.Sequential arrays = Made(), tensors = Made();
        Tensor x = tf.constant(s_x), y = tf.constant(s_y);
        Close(arrays.fit(s_x, s_y, epochs: 2, shuffle: false, verbose: 0, validation_data: (s_x, s_y)).history["val_loss"],
            tensors.fit(x, y, epochs: 2, shuffle: false, verbose: 0, validation_data: (x, y)).history["val_loss"]);
        Assert.Equal(arrays.evaluate(s_x, s_y, verbose: 0)[0], tensors.evaluate(x, y, verbose: 0)[0], 1e-4);
        Assert.Equal(arrays.train_on_batch(s_x, s_y)[0], tensors.train_on_batch(x, y)[0], 1e-4);
        Assert.Equal(arrays.test_on_batch(s_x, s_y)[0], tensors.test_on_batch(x, y)[0], 1e-4);
        NDArray expected = arrays.predict(s_x), predicted = tensors.predict(x), batch = tensors.predict_on_batch(x);
        Close(Numbers(expected), Numbers(predicted));
        Close(Numbers(expected), Numbers(batch));
    }

    [Fact]
    public void What_a_model_gives_goes_into_the_next()
    {
        var encoder = models.Sequential([layers.Dense(3, input_shape: 3, activation: "relu")]);
        KerasDigits.Models.Sequential model = Made();
        NDArray direct = model.predict(encoder.predict(s_x)), tensor = model.predict(encoder.Apply(tf.constant(s_x)));
        Close(Numbers(direct), Numbers(tensor));
    }

    [Fact]
    public void Several_inputs_names_and_generators_take_tensors()
    {
        var (a, b) = (Input(3, name: "a"), Input(3, name: "b"));
        var model = Model([a, b], layers.add([layers.Dense(1, name: "left").Apply(a), b]));
        model.compile("sgd", "mse");
        Tensor x = tf.constant(s_x);
        NDArray arrays = model.predict([s_x, s_x]);
        foreach (ModelData given in new ModelData[] { (x, x), new[] { x, x }, new List<Tensor> { x, x },
            new Dictionary<string, Tensor> { ["a"] = x, ["b"] = x } })
        {
            NDArray predicted = model.predict(given);
            Close(Numbers(arrays), Numbers(predicted));
        }
        static IEnumerable<(Tensor, Tensor)> Batches()
        {
            for (int i = 0; i < 2; i++) { yield return (tf.constant(s_x), tf.constant(s_y)); }
        }
        Assert.True(double.IsFinite(Made().fit(ModelData.From(Batches()), steps_per_epoch: 2, verbose: 0).history["loss"][0]));
    }

    private static IEnumerable<double> Numbers(NDArray x) => x.ToArray<float>().Select(v => (double)v);

    // One batch and several are summed in other orders.
    private static void Close(IEnumerable<double> expected, IEnumerable<double> actual) =>
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-4);

    private static KerasDigits.Models.Sequential Made()
    {
        var model = models.Sequential([layers.Dense(1, input_shape: 3, kernel_initializer: "ones")]);
        model.compile("sgd", "mse");
        return model;
    }
}
