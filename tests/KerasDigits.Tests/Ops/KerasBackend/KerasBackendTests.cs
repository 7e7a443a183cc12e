using KerasDigits.Backend;
using NumSharp;
using static KerasDigits.keras;
using K = KerasDigits.keras.backend;

namespace KerasDigits.Tests.Ops;

/// <summary>keras.backend in the lines that people write.</summary>
public sealed class KerasBackendTests
{
    private static NDArray Array(Tensor t) => K.eval(t);

    [Fact]
    public void Losses_written_with_K_train()
    {
        Tensor rmse(Tensor y_true, Tensor y_pred) => K.sqrt(K.mean(K.square(y_pred - y_true)));
        Tensor dice(Tensor y_true, Tensor y_pred)
        {
            Tensor both = K.sum(K.flatten(y_true) * K.flatten(y_pred));
            return 1 - ((2 * both + K.epsilon()) / (K.sum(y_true) + K.sum(y_pred) + K.epsilon()));
        }
        Tensor f1(Tensor y_true, Tensor y_pred)
        {
            Tensor hits = K.sum(K.round(K.clip(y_true * y_pred, 0, 1)));
            Tensor precision = hits / (K.sum(K.round(K.clip(y_pred, 0, 1))) + K.epsilon());
            Tensor recall = hits / (K.sum(K.round(K.clip(y_true, 0, 1))) + K.epsilon());
            return 2 * ((precision * recall) / (precision + recall + K.epsilon()));
        }
        utils.set_random_seed(2);
        NDArray x = np.random.uniform(0, 1, new[] { 64, 4 });
        NDArray y = (np.sum(x, 1, keepdims: true) > 2.0).astype(NPTypeCode.Single);
        var model = models.Sequential([layers.Dense(8, activation: "relu", input_dim: 4), layers.Dense(1, activation: "sigmoid")]);
        model.compile(optimizers.Adam(0.05), loss: new(dice), metrics: [new(rmse), new(f1)]);
        var h = model.fit(x, y, epochs: 30, verbose: 0).history;
        Assert.True(h["loss"][^1] < 0.8 * h["loss"][0], $"{h["loss"][0]} to {h["loss"][^1]}");
        Assert.True(h["f1"][^1] > 0.5, $"f1 {h["f1"][^1]}");
    }

    [Fact]
    public void Reductions_have_axes_and_keepdims()
    {
        using var scope = Scopes.Step();
        Tensor x = K.constant(np.arange(24).reshape(2, 3, 4));
        Assert.Equal(276, K.sum(x).ToNumber());
        Assert.Equal([2L, 1L, 4L], K.mean(x, axis: 1, keepdims: true).shape);
        Assert.Equal([3L], K.max(x, axis: (0, 2)).shape);
        Assert.Equal(23, K.max(x).ToNumber());
        Assert.Equal(Math.Sqrt(((24 * 24) - 1) / 12.0), K.std(x).ToNumber(), 4);
        Assert.Equal([24f, 1680, 11880], Array(K.prod(x + 1, axis: -1)).flatten().ToArray<float>()[..3]);
        Assert.Equal([false, true], Array(K.any(K.greater(x, 11.0), axis: (1, 2))).ToArray<bool>());
        Assert.Equal([false, true], Array(K.all(K.greater(x, 11.0), axis: (1, 2))).ToArray<bool>());
        Assert.Equal(3, Array(K.argmax(x)).astype(NPTypeCode.Int32).flatten().ToArray<int>()[0]);
    }

    [Fact]
    public void Comparisons_and_choices_take_numbers()
    {
        using var scope = Scopes.Step();
        Tensor x = K.constant(np.array(new[] { -2.0, 0, 3 }));
        Assert.Equal([0f, 0, 3], Array(K.maximum(x, 0.0)).ToArray<float>());
        Assert.Equal([-2f, 0, 1], Array(K.minimum(1.0, x)).ToArray<float>());
        Assert.Equal([9f, 0, 3], Array(K.@switch(K.less(x, 0.0), 9.0, x)).ToArray<float>());
        Assert.Equal([-1f, 0, 1], Array(K.clip(x, -1, 1)).ToArray<float>());
        Assert.Equal([0f, 0, (float)Math.Sqrt(3)], Array(K.sqrt(x)).ToArray<float>());
    }

    [Fact]
    public void Shapes_and_products()
    {
        using var scope = Scopes.Step();
        Tensor a = K.ones((2, 3)), b = K.ones((4, 3, 5));
        Assert.Equal(new Shape(2, 4, 5), K.int_shape(K.dot(a, b)));
        Assert.Equal(new Shape(2, 6), K.int_shape(K.batch_flatten(K.ones((2, 3, 2)))));
        Assert.Equal(new Shape(2, 3, 1), K.int_shape(K.expand_dims(a)));
        Assert.Equal(new Shape(5, 3, 4), K.int_shape(K.transpose(b)));
        Assert.Equal([1f, 1, 2, 2], Array(K.repeat_elements(K.constant(np.array(new[] { 1.0, 2 })), 2, 0)).ToArray<float>());
        Assert.Equal(new Shape(3, 3), K.int_shape(K.one_hot(K.arange(3), 3)));
        Assert.Equal(3, K.ndim(b));
        Assert.Equal(new Shape(null, 7), K.int_shape(Input(7)));
        Assert.True(K.is_keras_tensor(Input(7)));
    }

    [Fact]
    public void Values_of_weights_and_rates_are_read_and_set()
    {
        Variable v = K.variable(np.array(new[] { 1.0, 2 }));
        K.set_value(v, np.array(new[] { 3f, 4 }));
        K.update_add(v, 1.0);
        Assert.Equal([4f, 5], K.get_value(v).ToArray<float>());
        var model = models.Sequential([layers.Dense(1, input_dim: 2)]);
        model.compile("adam", "mse");
        K.set_value(model.optimizer.learning_rate, 0.25);
        Assert.Equal(0.25, K.get_value(model.optimizer.learning_rate));
    }

    [Fact]
    public void Settings_hold_for_what_is_made_afterwards()
    {
        try
        {
            K.set_floatx("float64");
            K.set_epsilon(1e-5);
            Assert.Equal(("float64", 1e-5), (K.floatx(), K.epsilon()));
            Assert.Equal("float64", layers.Dense(1).compute_dtype);
        }
        finally
        {
            K.set_floatx("float32");
            K.set_epsilon(1e-7);
        }
        Assert.Equal("float32", layers.Dense(1).compute_dtype);
        K.clear_session();
        Assert.Equal("dense", layers.Dense(1).name);
    }
}
