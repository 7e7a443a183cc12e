using KerasDigits.Activations;
using KerasDigits.Layers;
using NumSharp;

namespace KerasDigits.Tests.Models;

/// <summary>A function of one's own that has the name of one of Keras's is not taken for that.</summary>
public sealed class NamesakeTests
{
    private static readonly NDArray s_x = np.ones(new[] { 2, 3 }).astype(np.float32);

    [Fact]
    public void An_LSTM_computes_its_own_tanh()
    {
        var own = new ActivationFn(x => (x * 0) + 3, "tanh");
        var model = keras.models.Sequential([keras.layers.LSTM(2, activation: own, kernel_initializer: "zeros",
            recurrent_initializer: "zeros", input_shape: new(4, 3))]);
        NDArray y = model.predict(np.ones(new[] { 2, 4, 3 }).astype(np.float32), verbose: 0);
        Assert.All(y.ToArray<float>(), v => Assert.Equal(1.5f, v)); // half of 3: the gate of the output is half open
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_linear_of_ones_own_is_applied_before_a_normalization(bool apart)
    {
        var own = new ActivationFn(x => (x * 0) + 5, "linear");
        Layer[] first = apart ? [keras.layers.Dense(2, input_shape: 3), keras.layers.Activation(own)]
            : [keras.layers.Dense(2, activation: own, input_shape: 3)];
        var model = keras.models.Sequential([.. first, keras.layers.BatchNormalization(epsilon: 0)]);
        Assert.All(model.predict(s_x, verbose: 0).ToArray<float>(), v => Assert.Equal(5f, v, 3));
        var picture = keras.models.Sequential([keras.layers.Conv2D(2, 1, activation: own, input_shape: new(3, 3, 1)),
            keras.layers.BatchNormalization(epsilon: 0)]);
        NDArray y = picture.predict(np.ones(new[] { 1, 3, 3, 1 }).astype(np.float32), verbose: 0);
        Assert.All(y.ToArray<float>(), v => Assert.Equal(5f, v, 3));
    }
}
