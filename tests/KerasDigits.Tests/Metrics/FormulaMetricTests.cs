using KerasDigits.Backend;
using KerasDigits.Metrics;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Metrics;

/// <summary>
/// Metrics and losses of which the packs have no case: the figures of Keras's own documentation, and NumPy's by the formula documented
/// there.
/// </summary>
public sealed class FormulaMetricTests
{
    private static NDArray Floats(params float[] values) => np.array(values);

    private static NDArray Grid(float[,] values) => np.array(values);

    private static double Read(Metric metric)
    {
        using var scope = Scopes.Step();
        return metric.result().ToNumber();
    }

    private static double After(Metric metric, NDArray y_true, NDArray y_pred, NDArray? sample_weight = null)
    {
        metric.update_state(y_true, y_pred, sample_weight);
        return Read(metric);
    }

    [Fact]
    public void Sum_is_that_of_Keras()
    {
        var m = metrics.Sum();
        Assert.Equal(0, Read(m));
        m.update_state(Floats(1, 3, 5, 7));
        Assert.Equal(16, Read(m));
        m.reset_states();
        m.update_state(Floats(1, 3, 5, 7), Floats(1, 1, 0, 0));
        Assert.Equal(4, Read(m));
        Assert.Contains("takes values", Assert.Throws<NotSupportedException>(() => ((Metric)m).update_state(Floats(1), Floats(1))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void MeanTensor_is_that_of_Keras()
    {
        using var scope = Scopes.Step();
        var m = metrics.MeanTensor();
        Assert.Contains("does not have any value yet", Assert.Throws<InvalidOperationException>(() => m.result()).Message,
            StringComparison.Ordinal);
        m.update_state(Floats(0, 1, 2, 3));
        m.update_state(Floats(4, 5, 6, 7));
        Assert.Equal([2, 3, 4, 5], Arrays.ToArray(m.result()).ToArray<float>());
        m.update_state(Floats(12, 10, 8, 6), Floats(0, 0.2f, 0.5f, 1));
        float[] expected = [2, 8 / 2.2f, 12 / 2.5f, 16 / 3f];
        Assert.Equal(expected, Arrays.ToArray(m.result()).ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Contains("must always have the same shape", Assert.Throws<ArgumentException>(() => m.update_state(Floats(1, 2))).Message,
            StringComparison.Ordinal);
        Assert.Equal([0, 0], Arrays.ToArray(metrics.MeanTensor(shape: 2).result()).ToArray<float>());
    }

    /// <summary>Figures of Keras 3.15.</summary>
    [Fact]
    public void Correlations_are_those_of_Keras()
    {
        NDArray t = Grid(new[,] { { 0, 1, 0.5f }, { 1, 1, 0.2f } }), p = Grid(new[,] { { 0.1f, 0.9f, 0.5f }, { 1, 0.9f, 0.2f } });
        Assert.Equal(0.9966996, After(metrics.PearsonCorrelation(), t, p), 2e-6);
        Assert.Equal(0.9816317, After(metrics.ConcordanceCorrelation(), t, p), 2e-6);
    }

    /// <summary>Figures of Keras 3.15.</summary>
    [Theory]
    [InlineData(0.5, 0.3598597)]
    [InlineData(0.8, 0.3383281)]
    public void GeneralizedCrossentropy_is_that_of_Keras(double q, double expected)
    {
        using var scope = Scopes.Step();
        NDArray p = Grid(new[,] { { 0.7f, 0.3f }, { 0.2f, 0.8f }, { 0.6f, 0.4f }, { 0.4f, 0.6f } });
        Assert.Equal(expected, losses.CategoricalGeneralizedCrossEntropy(q)
            .Apply(Arrays.ToTensor(np.array([0, 1, 0, 1])), Arrays.ToTensor(p)).ToNumber(), 1e-6);
        Assert.Contains("(0, 1)", Assert.Throws<ArgumentException>(() => losses.CategoricalGeneralizedCrossEntropy(1)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>The formula that TensorFlow 2.3 documents.</summary>
    [Fact]
    public void Lines_times_cosines()
    {
        var line = keras.experimental.LinearCosineDecay(0.1, 10);
        double[] expected = [0.1001, 0.055672484, 0.0062832212, 0.0001, 0.0001];
        Assert.All(new[] { 0, 3, 7, 10, 15 }.Zip(expected), p => Assert.Equal(p.Second, line.Call(p.First), 1e-9));
        Assert.Equal(0.0032024568, keras.experimental.LinearCosineDecay(0.1, 10, 1.5, 0.2, 0.01).Call(3), 1e-9);
        Assert.Equal(line.Call(4), keras.experimental.NoisyLinearCosineDecay(0.1, 10, initial_variance: 0).Call(4), 1e-12);
        np.random.seed(1);
        var noisy = keras.experimental.NoisyLinearCosineDecay(0.1, 10);
        Assert.NotEqual(noisy.Call(4), noisy.Call(4));
    }

    [Fact]
    public void MeanRelativeError_is_that_of_Keras()
    {
        Assert.Equal(1.25, After(metrics.MeanRelativeError([1, 3, 2, 3]), Floats(1, 3, 2, 3), Floats(2, 4, 6, 8)), 1e-6);
        // what is divided by 0 counts as 0
        Assert.Equal(1 / 3.0, After(metrics.MeanRelativeError([0, 3]), Floats(1, 3), Floats(2, 5)), 1e-6);
        Assert.Contains("as many numbers as the last axis",
            Assert.Throws<ArgumentException>(() => After(metrics.MeanRelativeError([1, 2, 3]), Floats(1, 3), Floats(2, 5))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Intersection_over_union()
    {
        NDArray t = Floats(0, 0, 1, 1), p = Floats(0, 1, 0, 1), w = Floats(0.3f, 0.3f, 0.3f, 0.1f);
        Assert.Equal(1 / 3.0, After(metrics.IoU(2, 0), t, p), 1e-6);
        Assert.Equal(1 / 7.0, After(metrics.IoU(2, 1), t, p, w), 1e-6);
        t = Floats(1, 0, 1, 0, 2, 1, 2, 2);
        p = Floats(1, 0, 2, 0, 2, 0, 2, 1);
        w = Floats(1, 2, 1, 0.5f, 1, 3, 1, 2);
        Assert.Equal(0.4272727, After(metrics.IoU(3, (0, 2)), t, p, w), 1e-6);
        Assert.Equal(0.3324675, After(metrics.MeanIoU(3), t, p, w), 1e-6);
        Assert.Contains("class numbers from 0 to 2", Assert.Throws<ArgumentException>(() => metrics.IoU(3, 3)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void BinaryIoU_is_that_of_Keras()
    {
        NDArray t = Floats(0, 1, 0, 1), p = Floats(0.1f, 0.2f, 0.4f, 0.7f);
        Assert.Equal(1 / 3.0, After(metrics.BinaryIoU(threshold: 0.3), t, p), 1e-6);
        Assert.Equal(0.17361112, After(metrics.BinaryIoU(threshold: 0.3), t, p, Floats(0.2f, 0.3f, 0.4f, 0.1f)), 1e-6);
    }

    [Fact]
    public void One_hot_intersection_over_union()
    {
        NDArray t = Grid(new float[,] { { 0, 0, 1 }, { 1, 0, 0 }, { 0, 1, 0 }, { 1, 0, 0 } });
        NDArray p = Grid(new[,] { { 0.2f, 0.3f, 0.5f }, { 0.1f, 0.2f, 0.7f }, { 0.5f, 0.3f, 0.1f }, { 0.1f, 0.4f, 0.5f } }),
            w = Floats(0.1f, 0.2f, 0.3f, 0.4f);
        Assert.Equal(0.07142857, After(metrics.OneHotIoU(3, (0, 2)), t, p, w), 1e-6);
        Assert.Equal(0.047619047, After(metrics.OneHotMeanIoU(3), t, p, w), 1e-6);
    }

    [Fact]
    public void R2Score_is_that_of_Keras()
    {
        Assert.Equal(0.57142854,
            After(metrics.R2Score(), Grid(new float[,] { { 1 }, { 4 }, { 3 } }), Grid(new float[,] { { 2 }, { 4 }, { 4 } })), 1e-6);
        NDArray t = np.sin(np.arange(1, 13).astype(NPTypeCode.Double)).reshape(6, 2);
        NDArray p = (t * 0.8) + (0.1 * np.cos(np.arange(12).astype(NPTypeCode.Double)).reshape(6, 2));
        Assert.Equal(0.9835983, After(metrics.R2Score(), t, p), 1e-6);
        Assert.Equal(0.9836364, After(metrics.R2Score("variance_weighted_average"), t, p), 1e-6);
        Assert.Equal(0.9799535, After(metrics.R2Score(num_regressors: 2), t, p), 1e-6);
        using var scope = Scopes.Step();
        var each = metrics.R2Score(null);
        each.update_state(t, p, Floats(1, 2, 1, 0.5f, 1, 3));
        Assert.Equal([0.9821767f, 0.9756466f], Arrays.ToArray(each.result()).astype(NPTypeCode.Single).ToArray<float>(),
            (a, b) => Math.Abs(a - b) < 1e-6);
    }

    /// <summary>Σ alpha · (1 − p)^gamma · −t · log(p), p scaled to sum 1.</summary>
    [Fact]
    public void CategoricalFocalCrossentropy_is_that_of_Keras()
    {
        using var scope = Scopes.Step();
        Tensor t = Tensors.Of([0, 1, 0, 0, 0, 1], 2, 3), p = Tensors.Of([0.05f, 0.9f, 0.05f, 0.1f, 0.8f, 0.2f], 2, 3),
            logits = Tensors.Of([1, 2, 0, 0, 1, 3], 2, 3);
        static void Same(double[] expected, Tensor actual) =>
            Assert.Equal(expected, Arrays.ToArray(actual).astype(NPTypeCode.Double).ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-6);
        Same([0.0002634, 0.2852988], losses.categorical_focal_crossentropy(t, p));
        Same([0.0997817, 0.6886831], losses.CategoricalFocalCrossentropy(alpha: 0.5, gamma: 1, label_smoothing: 0.1).call(t, p));
        Same([0.0114194, 0.0010361], losses.CategoricalFocalCrossentropy(from_logits: true).call(t, logits));
    }
}
