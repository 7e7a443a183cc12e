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
        Tensor last = keras.losses.categorical_crossentropy(Of(t), Of(p), label_smoothing: 0.1);
        Tensor first = keras.losses.categorical_crossentropy(Of(t.transpose([2, 0, 1])), Of(p.transpose([2, 0, 1])),
            label_smoothing: 0.1, axis: 0);
        Assert.Null(Golden.Difference(Arrays.ToArray(last), Arrays.ToArray(first), 1e-6, "axis 0"));
        Assert.Equal([4L, 5L], keras.losses.binary_crossentropy(Of(t), Of(p), axis: 1).shape);
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
