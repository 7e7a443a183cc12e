using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Training;

/// <summary>Functions of one's own as losses and metrics bear their own names, also after loading.</summary>
public sealed class OwnFunctionNamesTests
{
    [Fact]
    public void A_metric_is_called_as_its_function()
    {
        var model = models.Sequential([layers.Dense(1, input_shape: 2)]);
        model.compile("sgd", new LossSpec(Own.far), metrics: [new(Own.mine), new(near)]);
        var history = model.fit(np.ones(new[] { 4, 2 }), np.zeros(new[] { 4, 1 }), verbose: 0).history;
        Assert.Equal(["loss", "mine", "near"], history.Keys);

        static Tensor near(Tensor t, Tensor p) => (t - p).abs().mean([-1]);
    }

    [Fact]
    public void A_metric_in_custom_objects_works_after_loading()
    {
        var model = models.Sequential([layers.Dense(1, input_shape: 2)]);
        model.compile("sgd", new LossSpec(Own.far), metrics: [new(Own.mine), "mae"]);
        NDArray x = np.ones(new[] { 4, 2 }), y = np.zeros(new[] { 4, 1 });
        model.fit(x, y, verbose: 0);
        string file = Path.Combine(Path.GetTempPath(), $"own-{Guid.NewGuid():N}.h5");
        try
        {
            model.save(file);
            var loaded = models.load_model(file,
                custom_objects: new() { ["mine"] = (Func<Tensor, Tensor, Tensor>)Own.mine,
                    ["far"] = (Func<Tensor, Tensor, Tensor>)Own.far });
            Assert.Equal(["loss", "mine", "mae"], loaded.fit(x, y, verbose: 0).history.Keys);
            Assert.Equal(3, loaded.evaluate(x, y, verbose: 0).Count);
        }
        finally { File.Delete(file); }
    }

    private static class Own
    {
        public static Tensor mine(Tensor t, Tensor p) => (t - p).abs().mean([-1]);

        public static Tensor far(Tensor t, Tensor p) => (t - p).square().mean([-1]);
    }
}
