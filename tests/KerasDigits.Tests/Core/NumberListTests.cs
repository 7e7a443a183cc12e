using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Core;

/// <summary>Lists of numbers as Python writes them, whole ones and others, wherever a layer takes them.</summary>
public sealed class NumberListTests
{
    [Fact]
    public void Lists_of_whole_numbers_and_others_are_taken()
    {
        NDArray x = np.array(new[] { -1f, 0.5f, 3 }).reshape(3, 1);
        Assert.Equal([0L, 1, 2], layers.Discretization(bin_boundaries: [0, 1]).Apply(x).flatten().astype(np.int64).ToArray<long>());
        Assert.Equal([0L, 0, 2], layers.Discretization([0.75, 2]).Apply(x).flatten().astype(np.int64).ToArray<long>());
        Assert.Equal([2.0, 3], ((IEnumerable<double>)[.. layers.Normalization(mean: [2, 3], variance: [1, 4.5]).mean!]).ToArray());
        Assert.Equal([1f, 4, 1.5f], layers.Rescaling([1, 2, 0.5]).Apply(np.array(new[,] { { 1f, 2, 3 } })).flatten().ToArray<float>());
        Assert.Equal((133, 137), (layers.Hashing(3, salt: [133, 137]).salt!.First, layers.Hashing(3, salt: [133, 137]).salt!.Second));
        Assert.Equal((0, 0.2), (layers.RandomZoom([0, 0.2]).height_factor.Lower, layers.RandomZoom([0, 0.2]).height_factor.Upper));
        Assert.Equal((-1, 1), (layers.RandomTranslation([-1, 1], 0.5).height_factor.Lower,
            layers.RandomTranslation([-1, 1], 0.5).height_factor.Upper));
        Assert.Equal([0.0, 1], metrics.Precision(thresholds: [0, 1]).thresholds!.Values);
        Assert.Equal((2, 3), (layers.Conv2D(1, [2, 3]).kernel_size.Height, layers.MaxPooling2D([2, 3]).pool_size.Width));
        Assert.Equal((1, 2), (layers.ZeroPadding1D([1, 2]).padding.Before, layers.ZeroPadding1D([1, 2]).padding.After));
        Assert.Equal([0, 1], metrics.IoU(num_classes: 2, target_class_ids: [0, 1]).target_class_ids);
        Assert.Equal([1, 2], layers.LayerNormalization(axis: [1, 2]).axis);
        Assert.Equal([1.0, 2.5], optimizers.schedules.PiecewiseConstantDecay([1, 2.5], [1, 0.5, 0]).boundaries);
        Assert.Throws<ArgumentException>(() => layers.RandomZoom([0, 0.1, 0.2]));
        Assert.Throws<ArgumentException>(() => layers.Hashing(3, salt: [1, 2, 3]));
    }
}
