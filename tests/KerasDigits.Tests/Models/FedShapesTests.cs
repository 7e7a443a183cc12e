using KerasDigits.Data;
using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Tests.Models;

/// <summary>
/// A model that is fed another shape than it was built with warns in TF 2.3.1's words where it can go on; a layer's input_spec throws.
/// </summary>
public sealed class FedShapesTests
{
    private static NDArray Ones(params int[] shape) => np.ones(shape, NPTypeCode.Single);

    private static Sequential Net(bool flatten = false)
    {
        var model = keras.models.Sequential([keras.layers.Conv2D(2, 3, input_shape: (28, 28, 1), name: "conv"),
            flatten ? keras.layers.Flatten() : keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(3, name: "head")]);
        model.compile("sgd", "mse");
        return model;
    }

    /// <summary>What act writes to standard error, a line each.</summary>
    private static string[] Warnings(Action act)
    {
        TextWriter standard = Console.Error;
        using var warned = new StringWriter();
        Console.SetError(warned);
        try { act(); }
        finally { Console.SetError(standard); }
        return warned.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Sentence(string built, string input, string came) =>
        $"WARNING:tensorflow:Model was constructed with shape {built} for input Tensor(\"{input}:0\", shape={built}, dtype=float32), but "
        + $"it was called on an input with incompatible shape {came}.";

    [Fact]
    public void Another_picture_size_warns_once_per_shape()
    {
        Sequential model = Net();
        Assert.Equal([Sentence("(None, 28, 28, 1)", "conv_input", "(None, 20, 20, 1)"),
            Sentence("(None, 28, 28, 1)", "conv_input", "(None, 21, 20, 1)")], Warnings(() =>
        {
            model.fit(Ones(8, 28, 28, 1), Ones(8, 3), verbose: 0);
            model.fit(Ones(8, 20, 20, 1), Ones(8, 3), verbose: 0);
            model.predict(Ones(4, 20, 20, 1));
            model.evaluate(Ones(4, 21, 20, 1), Ones(4, 3), verbose: 0);
        }));
    }

    [Fact]
    public void Functional_models_and_models_as_layers_warn_too()
    {
        var picture = keras.Input((20, 20, 1), name: "picture");
        Model model = keras.models.Model(picture, keras.layers.Conv2D(1, 3).Apply(picture));
        Assert.Equal([Sentence("(None, 20, 20, 1)", "picture", "(None, 10, 10, 1)")], Warnings(() => model.predict(Ones(2, 10, 10, 1))));
        Assert.Equal([Sentence("(None, 20, 20, 1)", "picture", "(None, 12, 12, 1)")],
            Warnings(() => model.Apply(keras.Input((12, 12, 1)))));
    }

    [Fact]
    public void A_layer_that_cannot_take_the_shape_throws_after_the_warning()
    {
        ArgumentException? thrown = null;
        Assert.Single(Warnings(() => thrown = Assert.Throws<ArgumentException>(() => Net(flatten: true).predict(Ones(8, 20, 20, 1)))));
        Assert.Equal("Input 0 of layer head is incompatible with the layer: expected axis -1 of input shape to have value 1352 but "
            + "received input with shape [None, 648]", thrown!.Message);
    }

    /// <summary>Layers look again when a generator's batches change their shape in mid-epoch.</summary>
    [Fact]
    public void Batches_of_several_shapes_are_looked_at()
    {
        static IEnumerable<Batch> Batches(params int[][] shapes) => shapes.Select(s => (Batch)(Ones(s), Ones(s[0], 3)));
        Assert.Equal([Sentence("(None, 28, 28, 1)", "conv_input", "(None, 20, 20, 1)")],
            Warnings(() => Net().fit(ModelData.From(Batches([4, 28, 28, 1], [4, 20, 20, 1], [4, 28, 28, 1], [4, 20, 20, 1])), verbose: 0)));
        var dense = keras.models.Sequential([keras.layers.Dense(3, input_shape: 4, name: "dense")]);
        dense.compile("sgd", "mse");
        Warnings(() => Assert.Contains($"Input 0 of layer {dense.name} is incompatible with the layer: expected axis -1 of input shape to "
            + "have value 4",
            Assert.Throws<ArgumentException>(() => dense.fit(ModelData.From(Batches([4, 4], [4, 5])), verbose: 0)).Message));
    }

    [Fact]
    public void What_Keras_takes_without_a_word_is_taken_so()
    {
        Assert.Empty(Warnings(() =>
        {
            // Sizes that come from the first data bind no later data.
            var deferred = keras.models.Sequential([keras.layers.Conv2D(2, 3), keras.layers.GlobalAveragePooling2D()]);
            deferred.predict(Ones(2, 9, 9, 1));
            deferred.predict(Ones(2, 8, 8, 1));
            // None fits anything, and a last axis of one value may be missing or too much.
            keras.models.Sequential([keras.layers.Conv2D(2, 3, input_shape: (null, null, 1))]).predict(Ones(2, 9, 7, 1));
            var (picture, vector) = (keras.Input((28, 28, 1)), keras.Input(4));
            Assert.Equal([2L, 26, 26, 2], keras.Model(picture, keras.layers.Conv2D(2, 3).Apply(picture)).predict(Ones(2, 28, 28)).shape);
            Assert.Equal([2L, 1], keras.Model(vector, keras.layers.Dense(1).Apply(vector)).predict(Ones(2, 4, 1)).shape);
        }));
    }

    /// <summary>
    /// A Sequential of TF 2.3.1 demands what its first layer does; later ones are lenient as functional models are, and compare shapes as a
    /// whole.
    /// </summary>
    [Fact]
    public void A_Sequential_speaks_for_its_first_layer()
    {
        Assert.Equal("Input 0 of layer net is incompatible with the layer: : expected min_ndim=4, found ndim=3. Full shape received: "
            + "[None, 28, 28]",
            Assert.Throws<ArgumentException>(() => keras.models.Sequential([keras.layers.Conv2D(2, 3, input_shape: (28, 28, 1))],
                name: "net").predict(Ones(2, 28, 28))).Message);
        using var late = new VersionScope("2.15");
        Assert.Equal([2L, 26, 26, 2], keras.models.Sequential([keras.layers.Conv2D(2, 3, input_shape: (28, 28, 1))])
            .predict(Ones(2, 28, 28)).shape);
        Assert.Equal("Input 0 of layer \"net\" is incompatible with the layer: expected shape=(None, 4), found shape=(None, 5)",
            Assert.Throws<ArgumentException>(() => keras.models.Sequential([keras.layers.Dense(2, input_shape: 4)], name: "net")
                .predict(Ones(3, 5))).Message);
    }
}
