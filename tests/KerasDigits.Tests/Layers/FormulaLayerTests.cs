using KerasDigits.Backend;
using KerasDigits.Core;
using KerasDigits.Layers;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers;

/// <summary>Layers of which the pack has no case. The figures are NumPy's, by the formula that Keras documents, from inputs and weights that are sin(1), sin(2), … in the order of memory.</summary>
public sealed class FormulaLayerTests
{
    private static NDArray Sines(params int[] shape) => np.sin(np.arange(1, shape.Aggregate((a, b) => a * b) + 1).astype(NPTypeCode.Double)).reshape(shape).astype(NPTypeCode.Single);

    private static void Gives(Layer layer, NDArray x, double[] expected, params NDArray[] weights)
    {
        NDArray first = layer.Apply(x);
        layer.set_weights(weights);
        NDArray y = layer.Apply(x);
        Assert.Equal(layer.compute_output_shape(Shape.Of(x.shape)), Shape.Of(y.shape));
        Assert.Equal(first.shape, y.shape);
        Close(expected, y);
        var again = (Layer)ConfigBinder.Create(layer.GetType(), layer.get_config());
        _ = again.Apply(x);
        again.set_weights(weights);
        Close(expected, again.Apply(x));
    }

    private static void Close(double[] expected, NDArray actual)
    {
        float[] a = actual.flatten().ToArray<float>();
        Assert.Equal(expected.Length, a.Length);
        for (int i = 0; i < a.Length; i++) { Assert.Equal(expected[i], a[i], 2e-6 * Math.Max(1, Math.Abs(expected[i]))); }
    }

    /// <summary>out[p] = x[p : p + 2].reshape(-1) @ kernel[p] + bias[p].</summary>
    [Fact]
    public void LocallyConnected1D_has_weights_of_its_own_at_every_step() =>
        Gives(layers.LocallyConnected1D(2, 2), Sines(1, 4, 2), [1.045332, 0.1981064, 0.3714644, -1.2969678, -0.3664385, -0.7161233], Sines(3, 4, 2), Sines(3, 2));

    /// <summary>out[i, j] = x[2i : 2i + 2, j : j + 2].reshape(-1) @ kernel[2i + j] + bias[i, j].</summary>
    [Fact]
    public void LocallyConnected2D_has_weights_of_its_own_at_every_place() =>
        Gives(layers.LocallyConnected2D(1, (2, 2), strides: (2, 1)), Sines(1, 4, 3, 2), [1.7951132, 1.6264607, -1.7548023, -2.8892594], Sines(4, 8, 1), Sines(2, 2, 1));

    [Fact]
    public void Locally_connected_layers_say_what_they_cannot()
    {
        Assert.Contains("only \"valid\" is supported", Assert.Throws<ArgumentException>(() => layers.LocallyConnected2D(1, 2, padding: "same")).Message, StringComparison.Ordinal);
        Assert.Contains("`implementation` must be 1", Assert.Throws<NotSupportedException>(() => layers.LocallyConnected1D(1, 2, implementation: 3)).Message, StringComparison.Ordinal);
        Assert.Contains("fully-defined", Assert.Throws<ArgumentException>(() => layers.LocallyConnected1D(1, 2).Apply(keras.Input(new Shape(null, 3)))).Message, StringComparison.Ordinal);
        Assert.Contains("Negative dimension size", Assert.Throws<ArgumentException>(() => layers.LocallyConnected1D(1, 5).Apply(keras.Input(new Shape(3, 3)))).Message, StringComparison.Ordinal);
    }

    /// <summary>A picture of one row is a sequence, a volume of one slice a picture.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Convolutional_memories_of_one_and_three_axes_compute_what_that_of_two_computes(bool return_sequences)
    {
        NDArray x = Sines(2, 3, 5, 2);
        ConvLSTM1D line = layers.ConvLSTM1D(3, 2, strides: 2, padding: "same", return_sequences: return_sequences, return_state: true);
        ConvLSTM2D picture = layers.ConvLSTM2D(3, (1, 2), strides: (1, 2), padding: "same", return_sequences: return_sequences, return_state: true);
        ConvLSTM3D volume = layers.ConvLSTM3D(3, (1, 2, 1), strides: (1, 2, 1), padding: "same", return_sequences: return_sequences, return_state: true);
        _ = line.ApplyAll([x]);
        NDArray[] w = line.get_weights();
        Assert.Equal(new long[] { 2, 2, 12 }, w[0].shape);
        NDArray[] Run(Layer layer, int[] shape, int[] window)
        {
            _ = layer.ApplyAll([x.reshape(shape)]);
            layer.set_weights([w[0].reshape([.. window, 2, 12]), w[1].reshape([.. window, 3, 12]), w[2]]);
            return layer.ApplyAll([x.reshape(shape)]);
        }
        NDArray[] expected = line.ApplyAll([x]), a = Run(picture, [2, 3, 1, 5, 2], [1, 2]), b = Run(volume, [2, 3, 1, 5, 1, 2], [1, 2, 1]);
        for (int i = 0; i < 3; i++)
        {
            Close(expected[i].astype(NPTypeCode.Double).flatten().ToArray<double>(), a[i]);
            Close(expected[i].astype(NPTypeCode.Double).flatten().ToArray<double>(), b[i]);
        }
        Assert.Equal(new Shape(2, 3, 3), line.compute_output_shape([new Shape(2, 3, 5, 2)])[1]);
    }

    /// <summary>numpy.einsum("abc,cd->abd", x, kernel) + bias.</summary>
    [Fact]
    public void EinsumDense_with_a_bias_over_two_axes() => Gives(layers.EinsumDense("abc,cd->abd", new Shape(null, 3), bias_axes: "d"), Sines(1, 4, 2),
        [0.8613858, 0.8024975, 0.0057966, 1.5329694, 1.7633338, 0.3724972, 0.2460264, 0.3052884, 0.0838696, 0.6455574, 0.557974, -0.0426081], Sines(2, 3), Sines(3));

    /// <summary>numpy.einsum("...x,xy->...y", x, kernel).</summary>
    [Fact]
    public void EinsumDense_with_axes_left_out_in_front() => Gives(layers.EinsumDense("...x,xy->...y", 3), Sines(2, 1, 2, 2),
        [0.0199149, -0.1068, -0.1353234, 0.6914984, 0.8540363, 0.2313772, -0.5954446, -0.6040091, -0.0572504, -0.1959136, -0.3513234, -0.1837281], Sines(2, 3));

    /// <summary>numpy.einsum("ab...,bc->ac...", x, kernel) + bias.reshape(3, 1).</summary>
    [Fact]
    public void EinsumDense_with_axes_left_out_at_the_end() => Gives(layers.EinsumDense("ab...,bc->ac...", 3, bias_axes: "c"), Sines(2, 2, 3),
        [2.1222944, 2.3323347, 1.1716817, 2.4001611, 2.655655, 1.3055558, 0.4713307, 0.5373784, 0.2391079, 1.8060227, 2.4307823, 1.5943365, 2.0283687, 2.7678332, 1.7985685, 0.3858419, 0.560151, 0.349205],
        Sines(2, 3), Sines(3, 1));

    [Theory]
    [InlineData("ab,bc", null, "Invalid einsum equation")]
    [InlineData("...ab,bc->ac", null, "Invalid einsum equation")]
    [InlineData("ab,bc->ad", null, "Dimension 'd' was specified in the output")]
    [InlineData("ab,bd->a", null, "Weight dimension 'd' did not have a match")]
    [InlineData("ab,bc->ac", "z", "Bias dimension 'z' was requested")]
    public void EinsumDense_says_what_is_wrong_with_an_equation(string equation, string? bias_axes, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => layers.EinsumDense(equation, 3, bias_axes: bias_axes)).Message, StringComparison.Ordinal);

    [Fact]
    public void Identity_gives_its_input_back() => Gives(layers.Identity(), Sines(2, 3), [.. Sines(2, 3).flatten().ToArray<float>().Select(v => (double)v)]);

    [Fact]
    public void The_layers_train()
    {
        utils.set_random_seed(3);
        NDArray x = Sines(32, 6, 6, 1), y = x.reshape(32, 36).sum(1);
        var model = models.Sequential([layers.LocallyConnected2D(2, 3, input_shape: (6, 6, 1)), layers.Reshape((16, 2)), layers.EinsumDense("abc,cd->abd", new Shape(null, 2), bias_axes: "d", activation: "tanh"),
            layers.LocallyConnected1D(1, 2), layers.Flatten(), layers.Identity(), layers.Dense(1)]);
        model.compile("adam", "mse");
        var losses = model.fit(x, y, epochs: 15, verbose: 0).history["loss"];
        Assert.True(losses[^1] < losses[0], $"{losses[0]} … {losses[^1]}");
    }
}
