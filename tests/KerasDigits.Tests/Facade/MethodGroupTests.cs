using KerasDigits.Layers;
using NumSharp;
using K = KerasDigits.keras.backend;

namespace KerasDigits.Tests.Facade;

/// <summary>Functions handed on as they stand: <c>activation: tf.nn.relu</c>, <c>loss: my_loss</c>.</summary>
public sealed class MethodGroupTests
{
    private static readonly NDArray s_x = np.array(new[,] { { 1f, -2f, 3f }, { 4f, 5f, -6f } });

    [Fact]
    public void Keras_own_functions_are_those_of_their_names()
    {
        Assert.Equal("relu", Saved(keras.layers.Dense(4, activation: tf.nn.relu)));
        Assert.Equal("softmax", Saved(keras.layers.Dense(4, activation: keras.activations.softmax)));
        Assert.Equal("elu", Saved(keras.layers.Conv2D(4, 3, activation: tf.keras.activations.elu)));
        Assert.Equal("swish", Saved(keras.layers.Dense(4, activation: tf.nn.silu)));
        Assert.Equal("sigmoid", Saved(keras.layers.Activation(tf.sigmoid)));
        Assert.Equal("relu", Saved(keras.layers.Dense(4, activation: "relu")));
        Assert.Equal("linear", Saved(keras.layers.Dense(4)));
    }

    [Fact]
    public void Functions_of_ones_own_compute_what_they_say()
    {
        static Tensor Doubled(Tensor x) => x * 2;
        Assert.Equal("Doubled", Saved(keras.layers.Dense(4, activation: Doubled)));
        Assert.Equal([2f, -4, 6, 8, 10, -12], Values(keras.layers.Activation(Doubled)));
        Assert.Equal([1f, 4, 9, 16, 25, 36], Values(keras.layers.Activation(x => x * x)));
        Assert.Equal([1f, -0.4f, 3, 4, 5, -1.2f], Values(keras.layers.Activation(tf.nn.leaky_relu)), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void One_of_two_activations_may_be_a_function()
    {
        LSTM first = keras.layers.LSTM(2, activation: tf.nn.relu), second = keras.layers.LSTM(2, recurrent_activation: tf.nn.relu);
        Assert.Equal(("relu", "sigmoid"), (first.activation.name, first.recurrent_activation.name));
        Assert.Equal(("tanh", "relu"), (second.activation.name, second.recurrent_activation.name));
        LSTM both = keras.layers.LSTM(2, activation: tf.nn.elu, recurrent_activation: keras.activations.relu);
        Assert.Equal(("elu", "relu"), (both.activation.name, both.recurrent_activation.name));
    }

    [Fact]
    public void A_model_with_functions_is_written_and_read_back()
    {
        var model = keras.Sequential([keras.layers.Dense(4, activation: tf.nn.relu, input_shape: 3),
            keras.layers.Dense(2, activation: tf.nn.softmax)]);
        var again = keras.models.model_from_json(model.to_json());
        again.set_weights(model.get_weights());
        Assert.Equal(model.predict(s_x).ToArray<float>(), again.predict(s_x).ToArray<float>());
    }

    [Fact]
    public void A_loss_may_be_a_function()
    {
        static Tensor my_loss(Tensor y_true, Tensor y_pred) => K.mean(K.abs(y_true - y_pred), axis: -1);
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 3, kernel_initializer: "zeros")]);
        NDArray y = np.array(new[,] { { 2f }, { 4f } });
        model.compile(optimizer: "sgd", loss: my_loss);
        Assert.Equal(3.0, model.evaluate(s_x, y, verbose: 0)[0], 6);
        model.compile(optimizer: "sgd", loss: keras.losses.mse);
        Assert.Equal(10.0, model.evaluate(s_x, y, verbose: 0)[0], 6);
        model.compile(optimizer: "sgd", loss: (t, p) => K.sum(K.square(t - p), axis: -1), metrics: ["mae"]);
        Assert.Equal(10.0, model.evaluate(s_x, y, verbose: 0)[0], 6);
        model.compile(loss: keras.losses.categorical_crossentropy, optimizer: "sgd");
        Assert.Equal("categorical_crossentropy", model.CompileArguments!.loss!.ToPlain());
    }

    private static object? Saved(Layer layer) => layer.get_config()["activation"];

    private static float[] Values(Layer layer) => layer.Apply(s_x).flatten().ToArray<float>();
}
