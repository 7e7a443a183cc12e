using NumSharp;
using static KerasDigits.keras;
using static KerasDigits.Tests.Layers.LayerFormula;

namespace KerasDigits.Tests.Layers;

/// <summary>By NumPy, from the formula that Keras documents: the pack has no case.</summary>
public sealed class LocallyConnectedTests
{
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
