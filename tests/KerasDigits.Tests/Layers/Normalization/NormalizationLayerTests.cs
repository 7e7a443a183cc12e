using KerasDigits.Layers;
using NumSharp;
using static KerasDigits.keras;
using static KerasDigits.Tests.Layers.LayerFormula;

namespace KerasDigits.Tests.Layers;

/// <summary>By NumPy, from the formula that Keras documents: the pack has no case.</summary>
public sealed class NormalizationLayerTests
{
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

    [Fact]
    public void A_spectral_normalization_brings_the_greatest_singular_value_to_1()
    {
        NDArray kernel = np.array(new float[,] { { 3, 0 }, { 0, 4 }, { 0, 0 } }), x = np.ones(new[] { 2, 3 });
        SpectralNormalization layer = layers.SpectralNormalization(layers.Dense(2, use_bias: false), power_iterations: 50);
        _ = layer.Apply(x);
        Assert.Equal(["kernel", "vector_u"], layer.weights.Select(w => w.name.Split('/')[^1].Split(':')[0]));
        Assert.Equal(new Shape(1, 2), layer.vector_u.shape);
        layer.set_weights([kernel, np.array(new float[,] { { 0.1f, 0.2f } })]);
        Assert.Equal(3f, layer.Apply(x).GetSingle(0, 0)); // not in training: the kernel stays
        NDArray y = layer.Apply(x, training: true);
        Assert.Equal(0.75, y.GetSingle(0, 0), 1e-5);
        Assert.Equal(1.0, y.GetSingle(0, 1), 1e-5);
        Assert.Equal(0.75, layer.get_weights()[0].GetSingle(0, 0), 1e-5);
        var again = (SpectralNormalization)ConfigBinder.Create(typeof(SpectralNormalization), layer.get_config());
        Assert.Equal(50, again.power_iterations);
        Assert.Contains("power_iterations",
            Assert.Throws<ArgumentException>(() => layers.SpectralNormalization(layers.Dense(1), 0)).Message, StringComparison.Ordinal);
        Assert.Contains("'kernel' nor 'embeddings'",
            Assert.Throws<ArgumentException>(() => layers.SpectralNormalization(layers.Flatten()).Apply(x)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_with_spectral_normalization_is_trained_and_saved()
    {
        var model = models.Sequential([layers.SpectralNormalization(layers.Conv2D(4, 3), input_shape: (6, 6, 2)), layers.Flatten(),
            layers.Dense(1)]);
        model.compile("sgd", "mse");
        NDArray x = np.random.RandomState(0).uniform(0, 1, new[] { 8, 6, 6, 2 }).astype(NPTypeCode.Single);
        _ = model.fit(x, np.ones(new[] { 8, 1 }), epochs: 2, verbose: 0);
        foreach (string ending in new[] { "h5", "keras" })
        {
            string file = Path.Combine(Path.GetTempPath(), $"spectral-{Guid.NewGuid():N}.{ending}");
            try
            {
                model.save(file);
                Assert.Null(Golden.Difference(model.predict(x), models.load_model(file).predict(x), 1e-6, ending));
            }
            finally { File.Delete(file); }
        }
    }

    [Fact]
    public void A_synchronized_batch_normalization_is_a_plain_one_on_one_device()
    {
        NDArray x = np.random.RandomState(0).uniform(0, 1, new[] { 4, 3 }).astype(NPTypeCode.Single);
        NDArray y = layers.BatchNormalization().Apply(x, training: true);
        Assert.Equal(y.ToArray<float>(), layers.experimental.SyncBatchNormalization().Apply(x, training: true).ToArray<float>());
        Assert.Equal(y.ToArray<float>(), layers.BatchNormalization(synchronized: true).Apply(x, training: true).ToArray<float>());
        Assert.Equal(true, layers.BatchNormalization(synchronized: true).get_config()["synchronized"]);
    }
}
