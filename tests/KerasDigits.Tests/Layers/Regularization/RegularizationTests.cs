using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers;

/// <summary>What random layers do in training, by their statistics; penalties; functions as layers.</summary>
public sealed class RegularizationTests
{
    private static NDArray Ones(params int[] shape) => np.ones(new NumSharp.Shape(shape)).astype(NPTypeCode.Single);

    private static (double Mean, double Deviation) Statistics(NDArray x)
    {
        double[] values = [.. x.flatten().ToArray<float>().Select(v => (double)v)];
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))));
    }

    [Fact]
    public void GaussianDropout_keeps_the_mean()
    {
        var (mean, deviation) = Statistics(layers.GaussianDropout(0.2, seed: 5).Apply(Ones(100, 100), training: true));
        Assert.Equal(1, mean, 0.02);
        Assert.Equal(0.5, deviation, 0.02);
    }

    [Fact]
    public void AlphaDropout_keeps_mean_and_variance()
    {
        NDArray x = np.random.RandomState(3).normal(0, 1, new[] { 200, 200 }).astype(NPTypeCode.Single);
        var (mean, deviation) = Statistics(layers.AlphaDropout(0.3, seed: 5).Apply(x, training: true));
        Assert.Equal(0, mean, 0.03);
        Assert.Equal(1, deviation, 0.03);
    }

    [Fact]
    public void Spatial_dropouts_drop_whole_channels()
    {
        NDArray line = layers.SpatialDropout1D(0.5, seed: 5).Apply(Ones(6, 7, 8), training: true),
            volume = layers.SpatialDropout3D(0.5, seed: 5).Apply(Ones(4, 2, 3, 2, 8), training: true);
        Assert.Equal([0f, 2f], line.flatten().ToArray<float>().Distinct().Order());
        Assert.Equal([0f, 2f], volume.flatten().ToArray<float>().Distinct().Order());
        for (int i = 0; i < 6; i++)
        {
            for (int c = 0; c < 8; c++) { Assert.Single(line[$"{i}, :, {c}"].flatten().ToArray<float>().Distinct()); }
        }
    }

    [Fact]
    public void A_penalty_on_activity_adds_to_the_loss()
    {
        var model = models.Sequential([layers.ActivityRegularization(l1: 0.5, l2: 0.25, input_shape: 2)]);
        model.compile("sgd", "mse");
        NDArray x = np.array(new float[,] { { 1, 2 }, { 3, 4 } });
        Assert.Equal(((0.5 * 10) + (0.25 * 30)) / 2, model.evaluate(x, x, verbose: 0)[0], 5);
    }

    [Fact]
    public void A_function_is_a_layer_and_comes_back_by_its_name()
    {
        var model = models.Sequential([layers.Lambda(Twice, input_shape: 2), layers.Lambda(x => x + 1, name: "one_more")]);
        NDArray x = np.array(new float[,] { { 1, 2 } });
        Assert.Equal([3f, 5f], model.predict(x).flatten().ToArray<float>());
        Assert.Contains("Twice",
            Assert.Throws<KerasDigits.Saving.ModelFileException>(() => models.model_from_json(model.to_json())).Message);
        Model copy = models.model_from_json(model.to_json(),
            new Dictionary<string, object> { ["Twice"] = (Func<Tensor, Tensor>)Twice, ["one_more"] = (Func<Tensor, Tensor>)(y => y + 1) });
        Assert.Equal([3f, 5f], copy.predict(x).flatten().ToArray<float>());
    }

    private static Tensor Twice(Tensor x) => x * 2;
}
