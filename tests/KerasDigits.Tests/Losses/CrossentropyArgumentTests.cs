using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Tests.Losses;

/// <summary>The crossentropies' arguments of later 2.x versions: axis and ignore_class.</summary>
public sealed class CrossentropyArgumentTests
{
    private static Tensor Of(NDArray a) => Arrays.ToTensor(a, "float32");

    [Fact]
    public void Axis_says_where_the_classes_are()
    {
        using var scope = Scopes.Step();
        NDArray p = np.random.uniform(0.1, 0.9, new[] { 4, 3, 5 }), t = np.random.uniform(0, 1, new[] { 4, 3, 5 });
        Tensor last = keras.losses.categorical_crossentropy(Of(t), Of(p));
        Tensor first = keras.losses.categorical_crossentropy(Of(t.transpose([2, 0, 1])), Of(p.transpose([2, 0, 1])), axis: 0);
        Assert.Null(Golden.Difference(Arrays.ToArray(last), Arrays.ToArray(first), 1e-6, "axis 0"));
        Assert.Equal([4L, 5L], keras.losses.binary_crossentropy(Of(t), Of(p), axis: 1).shape);
    }

    /// <summary>Keras divides by the size of the last axis, also where another one holds the classes (2.15, losses.py).</summary>
    [Fact]
    public void Smoothing_counts_the_classes_along_the_last_axis()
    {
        using var scope = Scopes.Step();
        Tensor p = Of(np.random.uniform(0.1, 0.9, new[] { 5, 4, 3 })), t = Of(np.random.uniform(0, 1, new[] { 5, 4, 3 }));
        Tensor smooth = t * 0.7 + 0.3 / 3;
        Tensor[] expected = [keras.losses.categorical_crossentropy(smooth, p, axis: 0),
            keras.losses.categorical_focal_crossentropy(smooth, p, axis: 0)];
        Tensor[] given = [keras.losses.categorical_crossentropy(t, p, label_smoothing: 0.3, axis: 0),
            keras.losses.categorical_focal_crossentropy(t, p, label_smoothing: 0.3, axis: 0)];
        Assert.All(expected.Zip(given), e =>
            Assert.Null(Golden.Difference(Arrays.ToArray(e.First), Arrays.ToArray(e.Second), 1e-6, "axis 0")));
    }

    [Fact]
    public void Samples_of_the_ignored_class_do_not_count()
    {
        using var scope = Scopes.Step();
        NDArray p = np.random.uniform(0.1, 0.9, new[] { 6, 4 });
        NDArray labels = np.array([0, 255, 3, 1, 255, 2]);
        Tensor counted = keras.losses.SparseCategoricalCrossentropy(ignore_class: 255).Apply(Arrays.ToTensor(labels), Of(p));
        NDArray rows = np.array([0, 2, 3, 5]);
        Tensor alone = keras.losses.SparseCategoricalCrossentropy().Apply(Arrays.ToTensor(labels[rows]), Of(p[rows]));
        Assert.Equal(alone.ToNumber(), counted.ToNumber(), 1e-5f);
        var metric = keras.metrics.SparseCategoricalCrossentropy(ignore_class: 255);
        metric.update_state(Arrays.ToTensor(labels), Of(p));
        Assert.Equal(alone.ToNumber(), metric.result().ToNumber(), 1e-5f);
        Assert.False(keras.losses.SparseCategoricalCrossentropy().get_config().ContainsKey("ignore_class"));
    }
}
