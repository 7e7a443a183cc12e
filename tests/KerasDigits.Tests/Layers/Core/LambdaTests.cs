using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;
using K = KerasDigits.keras.backend;

namespace KerasDigits.Tests.Layers;

/// <summary>Functions as layers.</summary>
public sealed class LambdaTests
{
    private static Tensor Distance(Tensor[] pair) => K.sqrt(K.sum(K.square(pair[0] - pair[1]), axis: 1, keepdims: true));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_function_of_several_inputs_is_a_layer_and_comes_back_from_a_file(bool shapeGiven)
    {
        KerasTensor a = Input(shape: 3), b = Input(shape: 3);
        KerasTensor distance = shapeGiven
            ? layers.Lambda(Distance, output_shape: 1, name: "distance").Apply([a, b])
            : layers.Lambda(Distance, name: "distance").Apply([a, b]);
        Assert.Equal("(None, 1)", distance.shape.ToString());
        Model model = Model([a, b], distance);
        NDArray left = np.array(new[,] { { 0f, 0, 0 }, { 1, 2, 3 } }), right = np.array(new[,] { { 3f, 0, 4 }, { 1, 2, 5 } });
        float[] Distances(Model of) => of.predict([left, right]).flatten().ToArray<float>();
        Assert.Equal([5f, 2], Distances(model));

        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "model.h5");
        model.save(path);
        Assert.Equal([5f, 2],
            Distances(models.load_model(path, custom_objects: new() { ["Distance"] = (Func<Tensor[], Tensor>)Distance })));
    }

    [Fact]
    public void A_function_of_one_input_is_meant_where_both_would_do()
    {
        using var scope = Scopes.Step();
        Assert.Equal([2, 2], layers.Lambda(x => x[0]).Apply(np.zeros((3, 2, 2))).shape);
        var e = Assert.Throws<ArgumentException>(() => layers.Lambda(x => x).Apply([Input(shape: 2), Input(shape: 2)]));
        Assert.Contains("make it a function of a Tensor[]", e.Message, StringComparison.Ordinal);
    }

    private static Shape Same(Shape shape) => shape;

    [Fact]
    public void Its_shape_may_be_a_function_as_Python_writes_it()
    {
        Sequential model = models.Sequential([layers.Lambda(x => x * 2, output_shape: s => s, input_shape: 3),
            new Lambda(x => x * 2, output_shape: s => s), layers.Lambda(x => x[.., ..2], output_shape: s => (s[0], 2)),
            layers.Lambda(x => x, output_shape: Same), layers.Lambda(x => x, output_shape: null),
            layers.Lambda(x => x, output_shape: s => { return s; }, name: "last")]);
        Assert.Equal("(None, 2)", model.output_shape.ToString());
        Assert.Equal([4f, 4], model.predict(np.ones((1, 3)), verbose: 0).ToArray<float>());
        KerasTensor a = Input(shape: 3), b = Input(shape: 3);
        Assert.Equal("(None, 1)", layers.Lambda(Distance, output_shape: s => (s[0][0], 1)).Apply([a, b]).shape.ToString());
    }

    [Fact]
    public void A_Lambda_says_its_shape_by_a_function()
    {
        Lambda layer = layers.Lambda(x => K.concatenate([x, x]), output_shape: new(s => (s[0], 2 * s[1])));
        Assert.Equal(new Shape(null, 6), layer.Apply(keras.Input(3)).shape);
        Assert.Equal("function", layer.get_config()["output_shape_type"]);
        Lambda fixedShape = layers.Lambda(x => K.concatenate([x, x]), output_shape: 6);
        Assert.Equal(new Shape(null, 6), fixedShape.Apply(keras.Input(3)).shape);
        Lambda several = layers.Lambda((Tensor[] x) => x[0] + x[1], output_shape: new((Shape[] s) => s[0]));
        Assert.Equal(new Shape(null, 3), several.Apply(keras.Input(3), keras.Input(3)).shape);
    }
}
