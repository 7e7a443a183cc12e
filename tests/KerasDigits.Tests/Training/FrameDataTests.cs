using KerasDigits.Notebook;
using NumSharp;

namespace KerasDigits.Tests.Training;

/// <summary>Frames and columns go into fit, evaluate and predict, and as validation data, as arrays do; so do tuples of inputs.</summary>
public sealed class FrameDataTests
{
    private static readonly DataFrame s_frame = pd.DataFrame(new() { ["a"] = [1, 2, 3, 4], ["b"] = [2.5, 3, 4, 5], ["y"] = [1, 0, 1, 0] });

    [Fact]
    public void A_frame_trains_and_judges_as_its_values_do()
    {
        DataFrame x = s_frame[["a", "b"]];
        Series y = s_frame["y"];
        var (ofFrames, ofArrays) = (Made(), Made());
        ofArrays.set_weights(ofFrames.get_weights());
        var frames = ofFrames.fit(x, y, epochs: 2, batch_size: 2, shuffle: false, validation_data: (x, y), verbose: 0).history;
        var arrays = ofArrays.fit(x.values, y.values, epochs: 2, batch_size: 2, shuffle: false, validation_data: (x.values, y.values),
            verbose: 0).history;
        Assert.Equal(arrays["loss"], frames["loss"]);
        Assert.Equal(arrays["val_loss"], frames["val_loss"]);
        Assert.Equal((double)ofArrays.evaluate(x.values, y.values, verbose: 0), (double)ofFrames.evaluate(x, y, verbose: 0));
        Assert.Equal(ofArrays.predict(x.values).ToArray<float>(), ofFrames.predict(x).ToArray<float>());
    }

    [Fact]
    public void Tuples_of_inputs_and_targets_are_their_lists_in_validation_data_too()
    {
        NDArray a = np.arange(8.0).reshape(4, 2), b = np.ones((4, 2)), y = np.arange(4.0).reshape(4, 1);
        var (i, j) = (keras.Input(2), keras.Input(2));
        var one = keras.Model([i, j], keras.layers.Dense(1, use_bias: false, kernel_initializer: "ones").Apply(keras.layers.add([i, j])));
        one.compile("sgd", "mse");
        double wanted = one.evaluate([a, b], y, verbose: 0);
        // The weights stay where they are: a rate of 0.
        one.compile(keras.optimizers.SGD(0.0), "mse");
        Assert.Equal(wanted, one.fit((a, b), y, validation_data: ((a, b), y), verbose: 0).history["val_loss"][0], 5);
        var two = keras.Model([i, j], [keras.layers.Dense(1).Apply(i), keras.layers.Dense(1).Apply(j)]);
        two.compile("sgd", "mse");
        Assert.Single(two.fit((a, b), (y, y), validation_data: ((a, b), (y, y)), verbose: 0).history["val_loss"]);
    }

    private static KerasDigits.Models.Sequential Made()
    {
        var model = keras.models.Sequential([keras.layers.Dense(1, input_shape: 2)]);
        model.compile("sgd", "mse");
        return model;
    }
}
