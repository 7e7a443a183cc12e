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

    private static Tensor Scale(Tensor x, double factor, int power = 1, bool training = false) =>
        training ? x : factor * K.pow(x, power);

    [Fact]
    public void Its_mask_is_made_of_inputs_and_mask_or_stands()
    {
        NDArray x = np.array(new[,] { { 1, 2, 0 }, { 3, 0, 0 } });
        float[] Sums(Layer lambda) => models.Sequential([layers.Embedding(4, 1, mask_zero: true, embeddings_initializer: "ones",
            input_length: 3), lambda, layers.SimpleRNN(1, activation: "linear", kernel_initializer: "ones",
            recurrent_initializer: "ones")]).predict(x).ToArray<float>();
        Assert.Equal([3f, 3], Sums(layers.Lambda(t => t))); // the mask ends here
        Assert.Equal([2f, 1], Sums(layers.Lambda(t => t, mask: (_, m) => m)));
        Assert.Equal([1f, 2], Sums(layers.Lambda(t => t, mask: (_, m) => m!.logical_not())));
        Tensor mask = tf.constant(new[,] { { true, false, false }, { false, true, false } });
        Assert.Equal([1f, 1], Sums(layers.Lambda((Tensor t) => t, mask: mask)));
        Assert.Equal([3f, 3], Sums(layers.Lambda(t => t, mask: (t, _) => K.greater(t[.., .., 0], 0))));
        KerasTensor a = Input(shape: 3), b = Input(shape: 3);
        KerasTensor sum = layers.Lambda((Tensor[] t) => t[0] + t[1], mask: (_, m) => m?[0])
            .Apply([layers.Masking().Apply(layers.Reshape((3, 1)).Apply(a)), layers.Reshape((3, 1)).Apply(b)]);
        Model model = Model([a, b], layers.SimpleRNN(1, activation: "linear", kernel_initializer: "ones", recurrent_initializer: "ones")
            .Apply(sum));
        Assert.Equal([11f], model.predict([np.array(new[,] { { 1f, 0, 0 } }), np.array(new[,] { { 10f, 20, 30 } })]).ToArray<float>());
    }

    [Fact]
    public void Its_arguments_are_given_by_name_and_come_back_from_a_file()
    {
        Sequential model = models.Sequential([layers.Lambda(Scale, arguments: new() { ["factor"] = 2, ["power"] = 3 }, input_shape: 1)]);
        NDArray x = np.array(new[,] { { 1f }, { 2f } });
        Assert.Equal([2f, 16], model.predict(x).ToArray<float>());
        Assert.Equal([1f, 2], model.Apply(x, training: true).ToArray<float>());
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "model.h5");
        model.save(path);
        Model loaded = models.load_model(path, custom_objects: new() { ["Scale"] = (Delegate)Scale });
        Assert.Equal([2f, 16], loaded.predict(x).ToArray<float>());
        Assert.Contains("has no argument \"faktor\"", Assert.Throws<ArgumentException>(() => layers.Lambda(Scale,
            arguments: new() { ["faktor"] = 2 })).Message, StringComparison.Ordinal);
        Assert.Contains("needs a value for its argument \"factor\"", Assert.Throws<ArgumentException>(() => layers.Lambda(Scale,
            arguments: new() { ["power"] = 2 })).Message, StringComparison.Ordinal);
        Assert.Equal([3f, 6], models.Sequential([layers.Lambda((Tensor t, float by) => t * by, arguments: new() { ["by"] = 3f },
            input_shape: 1)]).predict(x).ToArray<float>());
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
