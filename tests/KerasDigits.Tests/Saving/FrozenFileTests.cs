using KerasDigits.Backend;
using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;
using K = KerasDigits.keras.backend;

namespace KerasDigits.Tests.Saving;

/// <summary>PORTING's own example of a layer: two weights without names.</summary>
[utils.register_keras_serializable(package: "nameless")]
public sealed class NamelessLinear : Layer
{
    private readonly int units;
    private Variable w = null!, b = null!;

    public NamelessLinear(int units = 32, string? name = null)
    {
        this.name = name;
        this.units = units;
    }

    public override void build(Shape input_shape)
    {
        w = add_weight(shape: (input_shape[-1], units), initializer: "random_normal", trainable: true);
        b = add_weight(shape: units, initializer: "zeros", trainable: true);
    }

    public override Tensor call(Tensor inputs, bool training) => K.dot(inputs, w) + b;

    public override Config get_config()
    {
        var config = base.get_config();
        config["units"] = units;
        return config;
    }
}

/// <summary>Files of models with frozen parts, and of weights that have no names of their own.</summary>
public sealed class FrozenFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-frozen-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static float[][] Values(IEnumerable<NDArray> arrays) =>
        [.. arrays.Select(a => a.astype(NPTypeCode.Single).flatten().ToArray<float>())];

    private static float[][] Values(Layer layer) => [.. layer.SubLayers.SelectMany(l => Values(l.get_weights()))];

    private static void Randomize(Model model) =>
        model.set_weights([.. model.get_weights().Select(w => np.random.rand(w.shape).astype(NPTypeCode.Single))]);

    [Theory]
    [InlineData("m.h5", false)]
    [InlineData("m.h5", true)]
    [InlineData("m.keras", false)]
    [InlineData("m.keras", true)]
    public void State_of_weights_without_names_is_kept(string file, bool modern)
    {
        Model model = models.Sequential([new NamelessLinear(3), new NamelessLinear(2)]);
        model.compile(optimizer: modern ? new KerasDigits.Optimizers.Experimental.Adam() : "adam", loss: "mse");
        NDArray x = np.random.rand(8, 4).astype(NPTypeCode.Single);
        model.fit(x, x[":, :2"], epochs: 2, verbose: 0);
        Assert.Equal(4, model.weights.Select(w => w.name).Distinct().Count());
        Assert.EndsWith("/Variable_1:0", model.weights[1].name, StringComparison.Ordinal);
        model.save(Path.Combine(_folder, file));
        Model again = models.load_model(Path.Combine(_folder, file));
        Assert.Equal(Values(model.get_weights()), Values(again.get_weights()));
        Assert.Equal(2, again.optimizer.iterations);
        Assert.Equal(9, again.optimizer.get_weights().Length);
        Assert.Equal(Values(model.optimizer.get_weights()), Values(again.optimizer.get_weights()));
    }

    private static (Model Outer, Model Inner) Nested(bool named)
    {
        string? Name(string name) => named ? name : null;
        Model inner = models.Sequential([layers.Dense(3, input_shape: 3, name: Name("one")), layers.BatchNormalization(name: Name("norm")),
            layers.Dense(3, name: Name("two"))]);
        return (models.Sequential([inner, layers.Dense(3, name: Name("top"))]), inner);
    }

    [Theory]
    [InlineData(true, new[] { 0 })]
    [InlineData(false, new[] { 0 })]
    [InlineData(true, new[] { 0, 1 })]
    [InlineData(false, new[] { 0, 1 })]
    [InlineData(true, new[] { 2 })]
    [InlineData(false, new[] { 1 })]
    [InlineData(false, new[] { 0, 1, 2 })]
    public void Weights_saved_while_a_part_was_frozen_load_after_unfreezing(bool named, int[] frozen)
    {
        var (outer, inner) = Nested(named);
        outer.build((null, 3));
        Randomize(outer);
        foreach (int i in frozen) { inner.layers[i].trainable = false; }
        string file = Path.Combine(_folder, "w.h5");
        outer.save_weights(file);
        var (freshOuter, freshInner) = Nested(named);
        freshOuter.build((null, 3));
        freshOuter.load_weights(file);
        Assert.Equal(Values(inner), Values(freshInner));
        freshOuter.save_weights(file);
        foreach (int i in frozen) { freshInner.layers[i].trainable = false; }
        Randomize(freshOuter);
        freshOuter.load_weights(file);
        Assert.Equal(Values(inner), Values(freshInner));
    }

    [Fact]
    public void A_whole_frozen_model_loads_after_unfreezing()
    {
        var (outer, inner) = Nested(named: true);
        outer.build((null, 3));
        Randomize(outer);
        inner.trainable = false;
        string file = Path.Combine(_folder, "w.h5");
        outer.save_weights(file);
        float[][] before = Values(inner);
        inner.trainable = true;
        Randomize(outer);
        outer.load_weights(file);
        Assert.Equal(before, Values(inner));
    }
}
