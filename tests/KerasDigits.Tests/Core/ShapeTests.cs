using KerasDigits.Core;

namespace KerasDigits.Tests.Core;

/// <summary>Shapes, sizes and lists of axes: what they are made of, what they compute, and what they refuse.</summary>
public sealed class ShapeTests
{
    [Fact]
    public void Axes_are_counted_from_both_ends()
    {
        var shape = new Shape(null, 4, 3);
        Assert.Equal((null, 4, 3), (shape[0], shape[-2], shape[-1]));
        Assert.Null(shape[-3]);
        foreach (int index in (int[])[3, -4])
        {
            Assert.Contains($"(None, 4, 3) has 3 dimensions. Received: index {index}",
                Assert.Throws<ArgumentOutOfRangeException>(() => shape[index]).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_product_is_known_where_all_axes_are()
    {
        Assert.Equal(12, new Shape(4, 3).ComputeProduct());
        Assert.Equal(1, new Shape().ComputeProduct());
        Assert.Null(new Shape(4, null).ComputeProduct());
        Assert.Throws<OverflowException>(() => new Shape(1L << 40, 1L << 40).ComputeProduct());
    }

    [Fact]
    public void An_unknown_axis_fits_any_size()
    {
        Assert.True(new Shape(null, 3).IsCompatibleWith(new Shape(7, 3)));
        Assert.True(new Shape(7, 3).IsCompatibleWith(new Shape(null, null)));
        Assert.False(new Shape(null, 3).IsCompatibleWith(new Shape(7, 4)));
        Assert.False(new Shape(null, 3).IsCompatibleWith(new Shape(7, 3, 1)));
        Assert.False(new Shape(7, 3, 1).IsCompatibleWith(new Shape(7, 3)));
    }

    [Fact]
    public void Equal_shapes_are_equal()
    {
        Assert.True(new Shape(null, 3) == new Shape(null, 3));
        Assert.True(new Shape(null, 3) != new Shape(3, null));
        Assert.Equal(new Shape(null, 3).GetHashCode(), new Shape(null, 3).GetHashCode());
        Assert.Equal("(3,)", new Shape(3).ToString());
        Assert.Equal([-1L, 3], new Shape(null, 3).ToArray());
    }

    [Fact]
    public void A_configuration_gives_the_shape_back()
    {
        Assert.Equal(new Shape(null, 3), Shape.FromConfig(new Shape(null, 3).ToConfig()));
        Assert.Equal(new Shape(5), Shape.FromConfig(5L));
        Assert.Contains("Received: null", Assert.Throws<ArgumentException>(() => Shape.FromConfig(null)).Message, StringComparison.Ordinal);
        Assert.Contains("Received: x", Assert.Throws<ArgumentException>(() => Shape.FromConfig("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_have_a_number_for_each_axis()
    {
        Size1 one = [4];
        Size2 two = [4, 5], both = 6;
        Size3 three = [4, 5, 6], all = 7;
        Assert.Equal([4L, 4, 5, 6, 6], one.ToArray().Concat(two.ToArray()).Concat(both.ToArray()));
        Assert.Equal([4L, 5, 6, 7, 7, 7], three.ToArray().Concat(all.ToArray()));
        Assert.Equal((one, two, three), (Size1.FromConfig(one.ToConfig()), Size2.FromConfig(two.ToConfig()),
            Size3.FromConfig(three.ToConfig())));
        Assert.Equal((new Size2(3, 3), new Size3(3, 3, 3)), (Size2.FromConfig(3L), Size3.FromConfig(3)));
        int[] read = [.. one, .. two, .. three];
        Assert.Equal([4, 4, 5, 4, 5, 6], read);
    }

    [Fact]
    public void A_size_of_another_length_is_refused()
    {
        Assert.Contains("1 axis must have 1 number. Received: 2", Assert.Throws<ArgumentException>(
            () => Size1.Create([1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("2 axes must have 2 numbers. Received: 3", Assert.Throws<ArgumentException>(
            () => Size2.Create([1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("3 axes must have 3 numbers. Received: 2", Assert.Throws<ArgumentException>(
            () => Size3.Create([1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("a list of 2 whole numbers. Received: null", Assert.Throws<ArgumentException>(
            () => Size2.FromConfig(null)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Size2.FromConfig(new List<object?> { 1L, 2L, 3L }));
    }

    [Fact]
    public void Lists_of_axes_and_numbers_come_back_from_a_configuration()
    {
        IntList? none = (int[]?)null;
        Assert.Null(none);
        IntList several = [1, -2];
        Assert.Equal([1, -2], IntList.FromConfig(several.ToConfig()));
        Assert.Equal([3], IntList.FromConfig(3L));
        Assert.Contains("Received: null", Assert.Throws<ArgumentException>(() => IntList.FromConfig(null)).Message,
            StringComparison.Ordinal);
        Numbers one = 0.5, list = new[] { 0.5f, 2f };
        Assert.Equal(0.5, one.ToConfig());
        Assert.Equal([0.5, 2.0], Assert.IsType<List<object?>>(list.ToConfig()).Cast<double>());
        Assert.Equal([0.5, 2.0], Numbers.FromConfig(list.ToConfig()).Items);
        Assert.Equal(0.5, Numbers.FromConfig(0.5).ToConfig());
    }
}
