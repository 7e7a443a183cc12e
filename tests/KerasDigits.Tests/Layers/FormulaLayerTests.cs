using KerasDigits.Backend;
using KerasDigits.Core;
using KerasDigits.Layers;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers;

/// <summary>
/// Layers of which the pack has no case. The figures are NumPy's, by the formula that Keras documents, from inputs and weights that are
/// sin(1), sin(2), … in the order of memory.
/// </summary>
public sealed class FormulaLayerTests
{
    private static NDArray Sines(params int[] shape) =>
        np.sin(np.arange(1, shape.Aggregate((a, b) => a * b) + 1).astype(NPTypeCode.Double)).reshape(shape).astype(NPTypeCode.Single);

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
        Gives(layers.LocallyConnected1D(2, 2), Sines(1, 4, 2), [1.045332, 0.1981064, 0.3714644, -1.2969678, -0.3664385, -0.7161233],
            Sines(3, 4, 2), Sines(3, 2));

    /// <summary>out[i, j] = x[2i : 2i + 2, j : j + 2].reshape(-1) @ kernel[2i + j] + bias[i, j].</summary>
    [Fact]
    public void LocallyConnected2D_has_weights_of_its_own_at_every_place() =>
        Gives(layers.LocallyConnected2D(1, (2, 2), strides: (2, 1)), Sines(1, 4, 3, 2), [1.7951132, 1.6264607, -1.7548023, -2.8892594],
            Sines(4, 8, 1), Sines(2, 2, 1));

    /// <summary>
    /// The same numbers as above from the other layouts of the kernel: the connected pairs alone, and all pairs, of which the others do
    /// nothing.
    /// </summary>
    [Fact]
    public void A_locally_connected_layer_takes_every_layout_of_its_kernel()
    {
        double[] expected = [1.7951132, 1.6264607, -1.7548023, -2.8892594];
        NDArray pairs = Sines(32), all = np.ones(new[] { 24, 4 }) * 7;
        for (int place = 0; place < 4; place++)
        {
            for (int k = 0; k < 8; k++)
            {
                int row = place / 2 * 2 + k / 4, column = place % 2 + k / 2 % 2;
                all[(row * 3 + column) * 2 + k % 2, place] = Math.Sin(place * 8 + k + 1);
            }
        }
        NDArray dense = all.astype(NPTypeCode.Single).reshape(4, 3, 2, 2, 2, 1);
        Gives(layers.LocallyConnected2D(1, (2, 2), strides: (2, 1), implementation: 3), Sines(1, 4, 3, 2), expected, pairs, Sines(2, 2, 1));
        Gives(layers.LocallyConnected2D(1, (2, 2), strides: (2, 1), implementation: 2), Sines(1, 4, 3, 2), expected, dense, Sines(2, 2, 1));
    }

    /// <summary>Windows of three around each of three steps: 2, 3 and 2 connected pairs, out[p] = Σ x[q] · kernel.</summary>
    [Theory]
    [InlineData("channels_last")]
    [InlineData("channels_first")]
    public void A_locally_connected_layer_pads(string data_format)
    {
        double[] s = [.. Enumerable.Range(0, 8).Select(i => Math.Sin(i))];
        double[] expected = [s[1] * s[1] + s[2] * s[2], s[1] * s[3] + s[2] * s[4] + s[3] * s[5], s[2] * s[6] + s[3] * s[7]];
        int[] shape = data_format == "channels_last" ? [1, 3, 1] : [1, 1, 3];
        Gives(layers.LocallyConnected1D(1, 3, padding: "same", data_format: data_format, use_bias: false, implementation: 3), Sines(shape),
            expected, Sines(7));
    }

    /// <summary>x / sqrt(mean(x²) + epsilon) · scale.</summary>
    [Fact]
    public void RMSNormalization_divides_by_the_root_of_the_mean_square()
    {
        double[] x = [.. Enumerable.Range(1, 6).Select(i => Math.Sin(i))];
        double Root(int row) => Math.Sqrt(x[(3 * row)..(3 * row + 3)].Average(v => v * v) + 1e-6);
        Gives(layers.RMSNormalization(), Sines(2, 3), [.. x.Select((v, i) => v / Root(i / 3) * Math.Sin(i % 3 + 1))], Sines(3));
    }

    /// <summary>
    /// Each pair of row and channel has statistics of its own, over batch and columns; the weights have the input's rank.
    /// </summary>
    [Fact]
    public void A_batch_normalization_over_several_axes_is_one_over_all_their_places()
    {
        NDArray x = Sines(4, 2, 3, 2);
        BatchNormalization several = layers.BatchNormalization(axis: new[] { 1, 3 }), flat = layers.BatchNormalization();
        NDArray y = several.Apply(x, training: true);
        NDArray expected = flat.Apply(x.transpose(new[] { 0, 2, 1, 3 }).reshape(12, 4), training: true).reshape(4, 3, 2, 2)
            .transpose(new[] { 0, 2, 1, 3 });
        Close(expected.astype(NPTypeCode.Double).flatten().ToArray<double>(), y);
        Assert.All(several.get_weights(), w => Assert.Equal(new long[] { 1, 2, 1, 2 }, w.shape));
        for (int i = 0; i < 4; i++)
        {
            Close(flat.get_weights()[i].astype(NPTypeCode.Double).flatten().ToArray<double>(), several.get_weights()[i]);
        }
        Assert.Contains("Duplicate axis: [1, -3]",
            Assert.Throws<ArgumentException>(() => layers.BatchNormalization(axis: new[] { 1, -3 }).Apply(x)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>All numbers along the axes together make 1.</summary>
    [Fact]
    public void A_softmax_over_several_axes_is_one_over_all_their_places()
    {
        double[] e = [.. Enumerable.Range(1, 6).Select(i => Math.Exp(Math.Sin(i)))];
        Gives(layers.Softmax(axis: new[] { 1, 2 }), Sines(1, 2, 3), [.. e.Select(v => v / e.Sum())]);
    }

    /// <summary>Windows ⌊5i/3⌋ to ⌈5(i + 1)/3⌉ of five steps: 0–1, 1–3, 3–4.</summary>
    [Fact]
    public void Adaptive_poolings_spread_their_windows_over_the_input()
    {
        double[] s = [.. Enumerable.Range(1, 5).Select(i => Math.Sin(i))];
        double[] means = [s[..2].Average(), s[1..4].Average(), s[3..].Average()], most = [s[..2].Max(), s[1..4].Max(), s[3..].Max()];
        Gives(layers.AdaptiveAveragePooling1D(3), Sines(1, 5, 1), means);
        Gives(layers.AdaptiveMaxPooling1D(3), Sines(1, 5, 1), most);
        Gives(layers.AdaptiveAveragePooling1D(3, data_format: "channels_first"), Sines(1, 1, 5), means);
        Gives(layers.AdaptiveAveragePooling2D((3, 1)), Sines(1, 5, 1, 1), means);
        Gives(layers.AdaptiveMaxPooling2D((1, 3), data_format: "channels_first"), Sines(1, 1, 1, 5), most);
        Gives(layers.AdaptiveAveragePooling3D((1, 3, 1)), Sines(1, 1, 5, 1, 1), means);
        Gives(layers.AdaptiveMaxPooling3D((1, 1, 3)), Sines(1, 1, 1, 5, 1), most);
    }

    /// <summary>Two steps of the paper's formula; gates are clip(0.2 x + 0.5, 0, 1).</summary>
    [Fact]
    public void PeepholeLSTMCell_shows_its_gates_the_memory()
    {
        double[] x = [Math.Sin(1), Math.Sin(2)], k = [.. Enumerable.Range(1, 4).Select(i => Math.Sin(i))];
        double h = 0, c = 0;
        double Gate(double v) => Math.Clamp(0.2 * v + 0.5, 0, 1);
        foreach (double v in x)
        {
            double Z(int gate) => v * k[gate] + h * k[gate] + k[gate];
            double input = Gate(Z(0) + 0.5 * c), forget = Gate(Z(1) - 0.25 * c), candidate = Math.Tanh(Z(2));
            c = forget * c + input * candidate;
            h = Gate(Z(3) + 0.75 * c) * Math.Tanh(c);
        }
        Gives(layers.RNN(keras.experimental.PeepholeLSTMCell(1)), Sines(1, 2, 1), [h], Sines(1, 4), Sines(1, 4), Sines(4),
            np.array(new[] { 0.5f }), np.array(new[] { -0.25f }), np.array(new[] { 0.75f }));
    }

    [Fact]
    public void Locally_connected_layers_say_what_they_cannot()
    {
        Assert.Contains("only \"valid\" is supported",
            Assert.Throws<ArgumentException>(() => layers.LocallyConnected2D(1, 2, padding: "same")).Message, StringComparison.Ordinal);
        Assert.Contains("It must be 1, 2 or 3",
            Assert.Throws<ArgumentException>(() => layers.LocallyConnected1D(1, 2, implementation: 4)).Message, StringComparison.Ordinal);
        Assert.Contains("fully-defined",
            Assert.Throws<ArgumentException>(() => layers.LocallyConnected1D(1, 2).Apply(keras.Input(new Shape(null, 3)))).Message,
            StringComparison.Ordinal);
        Assert.Contains("Negative dimension size",
            Assert.Throws<ArgumentException>(() => layers.LocallyConnected1D(1, 5).Apply(keras.Input(new Shape(3, 3)))).Message,
            StringComparison.Ordinal);
    }

    /// <summary>A picture of one row is a sequence, a volume of one slice a picture.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Convolutional_memories_of_one_and_three_axes_compute_what_that_of_two_computes(bool return_sequences)
    {
        NDArray x = Sines(2, 3, 5, 2);
        ConvLSTM1D line = layers.ConvLSTM1D(3, 2, strides: 2, padding: "same", return_sequences: return_sequences, return_state: true);
        ConvLSTM2D picture = layers.ConvLSTM2D(3, (1, 2), strides: (1, 2), padding: "same", return_sequences: return_sequences,
            return_state: true);
        ConvLSTM3D volume = layers.ConvLSTM3D(3, (1, 2, 1), strides: (1, 2, 1), padding: "same", return_sequences: return_sequences,
            return_state: true);
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

    [Fact]
    public void Identity_gives_its_input_back() =>
        Gives(layers.Identity(), Sines(2, 3), [.. Sines(2, 3).flatten().ToArray<float>().Select(v => (double)v)]);

    [Fact]
    public void The_layers_train()
    {
        utils.set_random_seed(3);
        NDArray x = Sines(32, 6, 6, 1), y = x.reshape(32, 36).sum(1);
        var model = models.Sequential([layers.LocallyConnected2D(2, 3, input_shape: (6, 6, 1)), layers.Reshape((16, 2)),
            layers.EinsumDense("abc,cd->abd", new Shape(null, 2), bias_axes: "d", activation: "tanh"),
            layers.LocallyConnected1D(1, 2), layers.Flatten(), layers.Identity(), layers.Dense(1)]);
        model.compile("adam", "mse");
        var losses = model.fit(x, y, epochs: 15, verbose: 0).history["loss"];
        Assert.True(losses[^1] < losses[0], $"{losses[0]} … {losses[^1]}");
    }
}
