using NumSharp;

namespace KerasDigits.Tests.Facade;

/// <summary>NumPy's lines as Python writes them, where NumSharp alone has another form.</summary>
public sealed class NumPyFormTests
{
    private static readonly NDArray s_x = np.arange(24).reshape(2, 3, 4).astype(np.float64);

    [Fact]
    public void Tuples_of_arrays_lists_of_numbers_and_arrays_own_means_over_axes()
    {
        NDArray a = np.arange(4).reshape(2, 2), images = s_x;
        Assert.Equal([4, 2], np.vstack((a, a)).shape);
        Assert.Equal([2, 6], np.hstack((a, a, a)).shape);
        List<double> losses = [3, 1, 2];
        Assert.Equal((2.0, 6.0, 3.0, 1.0, 0, 1),
            (np.mean(losses), np.sum(losses), np.max(losses), np.min(losses), np.argmax(losses), np.argmin(losses)));
        Assert.Contains("numbers", Assert.Throws<ArgumentException>(() => np.mean(new List<double>())).Message, StringComparison.Ordinal);
        Assert.Equal([10.0, 11, 12, 13], images.mean(axis: (0, 1)).ToArray<double>());
        Assert.Equal(Math.Sqrt(47.916666666666664), (double)images.std(axis: (0, 1, 2)), 12);
        Assert.Equal([60L, 66, 72, 78], images.sum(axis: (0, 1)).astype(NPTypeCode.Int64).ToArray<long>());
        Assert.Equal(0.25, keras.optimizers.schedules.ExponentialDecay(0.5, 1, 0.5).Apply(1), 6);
    }

    [Fact]
    public void Several_axes_at_once()
    {
        Assert.Equal([10.0, 11, 12, 13], np.mean(s_x, axis: (0, 1)).ToArray<double>());
        Assert.Equal([66.0, 210], np.sum(s_x, axis: (1, -1)).ToArray<double>());
        Assert.Equal([23.0], np.max(s_x, axis: (0, 1, 2)).flatten().ToArray<double>());
        Assert.Equal([0.0, 1, 2, 3], np.min(s_x, axis: (0, 1)).ToArray<double>());
        Assert.Equal(np.sqrt(np.mean(np.square(s_x[":, :, 0"] - 10))).flatten().ToArray<double>()[0],
            np.std(s_x, axis: (0, 1)).ToArray<double>()[0], 12);
        Assert.Equal(47.916666666666664, np.var(s_x, axis: (0, 1, 2)).flatten().ToArray<double>()[0], 12);
        Assert.Equal(np.std(s_x, axis: (0, 1)).ToArray<double>().Select(s => s * s), np.var(s_x, axis: (0, 1)).ToArray<double>(),
            (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal([10.0, 11, 12, 13], np.mean(s_x.reshape(1, 2, 3, 4), axis: (0, 1, 2)).ToArray<double>());
    }

    [Fact]
    public void Rounding_steps_borders_and_bins()
    {
        Assert.Equal([1.23], np.round(np.array(new[] { 1.2345 }), 2).ToArray<double>());
        Assert.Equal(50, np.linspace(0, 1).size);
        Assert.Equal([4, 6], np.tile(np.arange(6).reshape(2, 3), (2, 2)).shape);
        Assert.Equal([0L, 1, 2, 0], np.pad(np.arange(1, 3).reshape(1, 2), ((0, 0), (1, 1))).astype(np.int64).flatten().ToArray<long>());
        Assert.Equal([1L, 1, 2, 2], np.pad(np.arange(1, 3).reshape(1, 2), ((0, 0), (1, 1)), mode: "edge").astype(np.int64).flatten()
            .ToArray<long>());
        Assert.Equal([false, true, true], np.isin(np.array(new[] { 1, 2, 3 }), [2, 3]).ToArray<bool>());
        Assert.Equal([1L, 2], np.digitize(np.array(new[] { .2, .7 }), [0, 0.5, 1]).astype(np.int64).ToArray<long>());
    }

    [Fact]
    public void Histograms_are_NumPys()
    {
        // np.histogram([1, 2, 1, 4, 5, 5, 5.0], bins=4)
        var (hist, edges) = np.histogram(np.array(new[] { 1, 2, 1, 4, 5, 5, 5.0 }), bins: 4);
        Assert.Equal([2L, 1, 0, 4], hist.ToArray<long>());
        Assert.Equal([1.0, 2, 3, 4, 5], edges.ToArray<double>());
        (hist, edges) = np.histogram(np.array(new[] { 0.5 }), bins: 2, range: (0, 1), density: true);
        Assert.Equal([0.0, 2], hist.ToArray<double>());
        Assert.Contains("positive", Assert.Throws<ArgumentException>(() => np.histogram(s_x, bins: 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_values_of_a_shape_by_its_name_alone()
    {
        np.random.seed(3);
        NDArray a = np.random.uniform(size: (2, 3));
        np.random.seed(3);
        Assert.Equal(a.flatten().ToArray<double>(), np.random.uniform(0, 1, (2, 3)).flatten().ToArray<double>());
        Assert.Equal([2, 3], np.random.normal(size: (2, 3), scale: 2).shape);
        Assert.Equal([2, 3], np.random.random((2, 3)).shape);
    }

    [Fact]
    public void Shapes_are_taken_apart()
    {
        var (a, b, c) = s_x.shape;
        Assert.Equal((2, 3, 4), (a, b, c));
        var (rows, columns) = s_x.reshape(6, 4).shape;
        Assert.Equal((6, 4), (rows, columns));
        Assert.Contains("axes", Assert.Throws<ArgumentException>(() => { var (_, _) = s_x.shape; }).Message, StringComparison.Ordinal);
    }
}
