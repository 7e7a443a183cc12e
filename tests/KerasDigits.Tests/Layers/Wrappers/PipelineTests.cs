using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers;

/// <summary>Layers one after the other as one layer, and the layer on boxes, to which pictures are nothing.</summary>
public sealed class PipelineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-pipeline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Layer[] Parts() => [layers.Rescaling(0.5), layers.Conv2D(2, 3, name: "c"), layers.MaxNumBoundingBoxes(4)];

    [Fact]
    public void Computes_what_its_layers_compute()
    {
        np.random.seed(3);
        NDArray x = np.random.uniform(-1, 1, new[] { 2, 6, 6, 3 }).astype(np.float32);
        Model one = models.Sequential([layers.Pipeline(Parts()), layers.Flatten()]);
        Model all = models.Sequential([.. Parts(), layers.Flatten()]);
        one.build(new Shape(null, 6, 6, 3));
        all.build(new Shape(null, 6, 6, 3));
        all.set_weights(one.get_weights());
        Assert.Equal(2, one.trainable_weights.Count);
        Assert.Null(Golden.Difference(all.predict(x), one.predict(x), 1e-6, "the pipeline"));
        foreach (string ending in new[] { "keras", "h5" })
        {
            string path = Path.Combine(_folder, "m." + ending);
            one.save(path);
            Assert.Null(Golden.Difference(one.predict(x), models.load_model(path).predict(x), 1e-6, ending));
        }
    }

    [Fact]
    public void Masks_pass_from_layer_to_layer()
    {
        NDArray x = np.array(new[,] { { 1, 2, 0 }, { 3, 0, 0 } });
        Layer embedding = layers.Embedding(5, 3, mask_zero: true), lstm = layers.LSTM(2);
        Model one = models.Sequential([layers.Pipeline([embedding, lstm])]);
        NDArray y = one.predict(x);
        Assert.Null(Golden.Difference(models.Sequential([embedding, lstm]).predict(x), y, 1e-6, "the pipeline"));
        Assert.Null(Golden.Difference(y["1:2"], one.predict(np.array(new[,] { { 3 } })), 1e-6, "without what is masked"));
    }

    [Fact]
    public void Holds_a_layer() => Assert.Contains("layers", Assert.Throws<ArgumentException>(() => layers.Pipeline([])).Message,
        StringComparison.Ordinal);
}
