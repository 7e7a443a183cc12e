using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>NaN and infinity as arguments are written and read as Python's json module has them.</summary>
public sealed class EdgeNumberTests
{
    [Fact]
    public void Configurations_hold_them()
    {
        Model model = Made();
        Assert.Equal(double.NaN, model.layers[0].get_config().Get("mask_value"));
        Assert.Equal(double.PositiveInfinity, model.layers[1].get_config().Get("max_value"));
        string json = model.to_json();
        Assert.Contains("\"mask_value\": NaN", json);
        Assert.Contains("\"max_value\": Infinity", json);
        Check(models.model_from_json(json));
        Check((Model)models.clone_model(model));
        Check(KerasDigits.Models.Sequential.from_config(model.get_config()));
    }

    [Theory, InlineData(".h5"), InlineData(".keras")]
    public void Files_hold_them(string ending)
    {
        string path = Path.Combine(Path.GetTempPath(), $"edges-{Guid.NewGuid():N}{ending}");
        try
        {
            Model model = Made();
            model.save(path);
            var loaded = (Model)models.load_model(path);
            Check(loaded);
            NDArray x = np.ones(new NumSharp.Shape(2, 3, 2));
            Assert.Equal(model.predict(x).flatten().ToArray<float>(), loaded.predict(x).flatten().ToArray<float>());
        }
        finally { File.Delete(path); }
    }

    private static Model Made()
    {
        var model = Sequential([
            layers.Masking(double.NaN, input_shape: (3, 2)),
            layers.ReLU(max_value: double.PositiveInfinity, threshold: double.NegativeInfinity),
            layers.Dense(2, kernel_constraint: constraints.MaxNorm(double.PositiveInfinity),
                bias_initializer: initializers.Constant(double.NegativeInfinity)),
        ]);
        model.compile(optimizers.SGD(.1, clipvalue: double.PositiveInfinity), "mse");
        return model;
    }

    private static void Check(Model model)
    {
        Assert.Equal(double.NaN, Assert.IsType<Masking>(model.layers[0]).mask_value);
        var relu = Assert.IsType<ReLU>(model.layers[1]);
        Assert.Equal(double.PositiveInfinity, relu.max_value);
        Assert.Equal(double.NegativeInfinity, relu.threshold);
        Assert.Equal(double.PositiveInfinity, ((Dense)model.layers[2]).kernel_constraint!.get_config().Get("max_value"));
        Assert.Equal(double.NegativeInfinity, ((Dense)model.layers[2]).bias_initializer!.get_config().Get("value"));
    }
}
