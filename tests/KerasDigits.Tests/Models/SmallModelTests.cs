using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Tests.Models;

/// <summary>Small chains of dense layers are predicted in loops of our own, with the engine's results.</summary>
public sealed class SmallModelTests
{
    [Theory]
    [InlineData("linear", "sigmoid")]
    [InlineData("relu", "softmax")]
    [InlineData("tanh", "linear")]
    [InlineData("sigmoid", "softmax")]
    [InlineData("softmax", "linear")]
    public void Predictions_are_the_engines(string hidden, string last)
    {
        foreach (var (rows, units) in new[] { (1, 1), (3, 10), (7, 64), (100, 33), (501, 75) }) { Compare(hidden, last, rows, units); }
    }

    private static void Compare(string hidden, string last, int rows, int units)
    {
        keras.utils.set_random_seed(rows);
        Model model = keras.models.Sequential([
            keras.layers.Flatten(input_shape: new(5, 7)), keras.layers.Dense(units, activation: hidden, bias_initializer: "random_normal"),
            keras.layers.Dropout(.3),
            keras.layers.Dense(units + 3, use_bias: false), keras.layers.Activation("relu"),
            keras.layers.Dense(4, activation: last, bias_initializer: "random_normal")]);
        NDArray x = np.random.uniform(-2, 2, new[] { rows, 5, 7 });
        Assert.Equal(hidden != "softmax", SmallModel.Of(model.Graph!) is not null);
        Assert.Null(Golden.Difference(model.predict(x, callbacks: []), model.predict(x), 2e-6, "float64"));
        Assert.Null(Golden.Difference(model.predict(x, callbacks: []), model.predict(x.astype(NPTypeCode.Single)), 2e-6, "float32"));
    }

    [Fact]
    public void What_is_not_finite_goes_the_engines_way()
    {
        Model model = keras.models.Sequential([keras.layers.Dense(5, activation: "relu", input_shape: 3),
            keras.layers.Dense(2, activation: "softmax")]);
        NDArray x = np.array(new float[,] { { 1, float.NaN, 0 }, { 1, 2, 3 }, { float.PositiveInfinity, 0, 0 } });
        Assert.Null(Golden.Difference(model.predict(x, callbacks: []), model.predict(x), 2e-6, "not finite"));
    }

    [Fact]
    public void Wrong_shapes_are_refused_as_ever()
    {
        Model model = keras.models.Sequential([keras.layers.Dense(2, input_shape: 3)]);
        Assert.ThrowsAny<ArgumentException>(() => model.predict(np.zeros(new[] { 2, 4 })));
        Assert.ThrowsAny<ArgumentException>(() => model.predict(np.zeros(new[] { 0, 3 })));
        NDArray all = np.random.uniform(-1, 1, new[] { 5, 3 });
        Assert.Null(Golden.Difference(model.predict(all["1:3"], callbacks: []), model.predict(all["1:3"]), 2e-6, "a slice"));
        Assert.Equal([2, 2], model.predict(np.zeros(new[] { 3, 2 }).T).shape.Select(n => (int)n));
    }

    [Fact]
    public void Weights_count_as_they_are_now_and_on_any_thread()
    {
        Model model = keras.models.Sequential([keras.layers.Dense(8, activation: "relu", input_shape: 6), keras.layers.Dense(2)]);
        NDArray x = np.random.uniform(-1, 1, new[] { 40, 6 }).astype(NPTypeCode.Single), y = np.random.uniform(-1, 1, new[] { 40, 2 });
        _ = model.predict(x);
        model.compile("sgd", "mse");
        model.fit(x, y, epochs: 2, verbose: 0);
        NDArray wanted = model.predict(x, callbacks: []);
        Assert.Null(Golden.Difference(wanted, model.predict(x), 2e-6, "after fit"));
        Parallel.For(0, 64, _ => Assert.Null(Golden.Difference(wanted, model.predict(x), 2e-6, "from a thread")));
        model.set_weights([.. model.get_weights().Select(w => w * 2)]);
        Assert.Null(Golden.Difference(model.predict(x, callbacks: []), model.predict(x), 2e-6, "after set_weights"));
    }
}
