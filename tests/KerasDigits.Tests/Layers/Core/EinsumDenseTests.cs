using static KerasDigits.keras;
using static KerasDigits.Tests.Layers.LayerFormula;

namespace KerasDigits.Tests.Layers;

/// <summary>By NumPy, from the formula that Keras documents: the pack has no case.</summary>
public sealed class EinsumDenseTests
{
    /// <summary>numpy.einsum("abc,cd->abd", x, kernel) + bias.</summary>
    [Fact]
    public void EinsumDense_with_a_bias_over_two_axes() =>
        Gives(layers.EinsumDense("abc,cd->abd", new Shape(null, 3), bias_axes: "d"), Sines(1, 4, 2),
        [0.8613858, 0.8024975, 0.0057966, 1.5329694, 1.7633338, 0.3724972, 0.2460264, 0.3052884, 0.0838696, 0.6455574, 0.557974,
            -0.0426081], Sines(2, 3), Sines(3));

    /// <summary>numpy.einsum("...x,xy->...y", x, kernel).</summary>
    [Fact]
    public void EinsumDense_with_axes_left_out_in_front() => Gives(layers.EinsumDense("...x,xy->...y", 3), Sines(2, 1, 2, 2),
        [0.0199149, -0.1068, -0.1353234, 0.6914984, 0.8540363, 0.2313772, -0.5954446, -0.6040091, -0.0572504, -0.1959136, -0.3513234,
            -0.1837281], Sines(2, 3));

    /// <summary>numpy.einsum("ab...,bc->ac...", x, kernel) + bias.reshape(3, 1).</summary>
    [Fact]
    public void EinsumDense_with_axes_left_out_at_the_end() =>
        Gives(layers.EinsumDense("ab...,bc->ac...", 3, bias_axes: "c"), Sines(2, 2, 3),
        [2.1222944, 2.3323347, 1.1716817, 2.4001611, 2.655655, 1.3055558, 0.4713307, 0.5373784, 0.2391079, 1.8060227, 2.4307823, 1.5943365,
            2.0283687, 2.7678332, 1.7985685, 0.3858419, 0.560151, 0.349205],
        Sines(2, 3), Sines(3, 1));

    [Theory]
    [InlineData("ab,bc", null, "Invalid einsum equation")]
    [InlineData("...ab,bc->ac", null, "Invalid einsum equation")]
    [InlineData("ab,bc->ad", null, "Dimension 'd' was specified in the output")]
    [InlineData("ab,bd->a", null, "Weight dimension 'd' did not have a match")]
    [InlineData("ab,bc->ac", "z", "Bias dimension 'z' was requested")]
    public void EinsumDense_says_what_is_wrong_with_an_equation(string equation, string? bias_axes, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => layers.EinsumDense(equation, 3, bias_axes: bias_axes)).Message,
            StringComparison.Ordinal);
}
