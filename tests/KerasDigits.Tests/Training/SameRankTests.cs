using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Tests.Training;

/// <summary>Targets, outputs and weights whose ranks differ by a last axis of 1: Keras drops it, or adds one to the weights.</summary>
public sealed class SameRankTests
{
    private static readonly NDArray s_x = np.array(new float[,] { { 1, 2 }, { 3, -1 }, { 0, 4 } });

    private static Sequential Net(int units, string activation, int? steps = null)
    {
        var model = keras.Sequential([steps is { } t ? keras.layers.Reshape((t, 1), input_shape: 2) : keras.layers.Flatten(input_shape: 2),
            keras.layers.Dense(units, activation: activation)]);
        model.set_weights([.. model.get_weights()
            .Select((w, i) => i == 0
                ? (np.arange((int)w.size).astype(NPTypeCode.Single) * 0.25f).reshape(new NumSharp.Shape(w.shape))
                : w)]);
        return model;
    }

    [Theory]
    [InlineData("2.3")]
    [InlineData("2.15")]
    public void Targets_lose_a_last_axis_of_1_that_outputs_lack(string version)
    {
        using var compat = new VersionScope(version);
        foreach (var (units, activation, loss) in (IEnumerable<(int, string, string)>)[(1, "sigmoid", "binary_crossentropy"),
            (1, "linear", "mse"), (3, "softmax", "sparse_categorical_crossentropy")])
        {
            Sequential model = Net(units, activation);
            model.compile("sgd", loss, metrics: ["accuracy"]);
            NDArray y = np.array(new[] { 0, 1, 0 });
            double[] column = [.. model.evaluate(x: s_x, y: y.reshape(3, 1), verbose: 0)],
                deeper = [.. model.evaluate(x: s_x, y: y.reshape(3, 1, 1), verbose: 0)];
            Assert.Equal(column[0], deeper[0], 1e-6);
            Assert.Equal(column[1], deeper[1], 1e-6);
        }
    }

    [Fact]
    public void Outputs_lose_a_last_axis_of_1_that_targets_lack()
    {
        // Outputs (3, 2, 1), targets (3, 2): without that they would spread to (3, 2, 2).
        Sequential model = Net(1, "linear", steps: 2);
        NDArray y = np.array(new float[,] { { 1, 0 }, { 0, 2 }, { -1, 1 } }), p = model.predict(s_x).reshape(3, 2);
        model.compile("sgd", "mse", metrics: ["mae", keras.metrics.RootMeanSquaredError()]);
        double[] values = [.. model.evaluate(s_x, y, verbose: 0)];
        double[] errors = [.. Enumerable.Range(0, 6)
            .Select(i => Convert.ToDouble(p.flatten().GetAtIndex(i)) - Convert.ToDouble(y.flatten().GetAtIndex(i)))];
        Assert.Equal(errors.Average(e => e * e), values[0], 1e-5);
        Assert.Equal(errors.Average(Math.Abs), values[1], 1e-5);
        Assert.Equal(Math.Sqrt(errors.Average(e => e * e)), values[2], 1e-5);
    }

    [Fact]
    public void Weights_of_a_column_weigh_samples()
    {
        Sequential model = Net(1, "linear");
        NDArray y = np.array(new float[,] { { 1 }, { 0 }, { 2 } }), w = np.array(new[] { 1f, 0f, 3f });
        model.compile("sgd", "mse", weighted_metrics: ["mae"]);
        double[] flat = [.. model.evaluate(s_x, y, sample_weight: w, verbose: 0)],
            column = [.. model.evaluate(s_x, y, sample_weight: w.reshape(3, 1), verbose: 0)];
        Assert.Equal(flat[0], column[0], 1e-6);
        Assert.Equal(flat[1], column[1], 1e-6);
    }

    /// <summary>A class of the program's own gets what it was given, as in Keras, whose Loss alone drops nothing.</summary>
    [Fact]
    public void Own_loss_classes_see_the_shapes_as_they_are()
    {
        var own = new Ranks();
        Sequential model = Net(1, "linear", steps: 2);
        model.compile("sgd", own);
        _ = model.evaluate(s_x, np.zeros(new NumSharp.Shape(3, 2), NPTypeCode.Single), verbose: 0);
        Assert.Equal((2L, 3L), own.Seen);
    }

    private sealed class Ranks : KerasDigits.Losses.Loss
    {
        public (long, long) Seen { get; private set; }

        public override Tensor call(Tensor y_true, Tensor y_pred)
        {
            Seen = (y_true.dim(), y_pred.dim());
            return y_pred.mean([-1]);
        }
    }
}
