using KerasDigits.Data;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Tests.Training;

/// <summary>Bad input throws when it is given, with what must hold, what came and what to do.</summary>
public sealed class BadInputTests
{
    private static Sequential Net(string loss = "categorical_crossentropy")
    {
        var model = keras.models.Sequential([keras.layers.Dense(3, activation: "softmax", input_shape: 4)]);
        model.compile("sgd", loss: loss, metrics: ["accuracy"]);
        return model;
    }

    private static NDArray X(int n = 8, int d = 4) => np.ones(new[] { n, d }, NPTypeCode.Single);

    private static void Throws<T>(Action act, params string[] parts) where T : Exception
    {
        T e = Assert.ThrowsAny<T>(act);
        foreach (string part in parts) { Assert.Contains(part, e.Message, StringComparison.Ordinal); }
    }

    [Fact]
    public void Unknown_names_tell_the_nearest_known_ones()
    {
        Throws<ArgumentException>(() => keras.layers.Dense(3, activation: "rellu"), "rellu", "\"relu\"");
        Throws<ArgumentException>(() => keras.layers.Dense(3, kernel_initializer: "glorot"), "glorot.", "Glorot");
        Throws<ArgumentException>(() => Net("categorical_cross"), "categorical_crossentropy");
        Throws<ArgumentException>(() => Net().compile("admm"), "Adam");
        Throws<ArgumentException>(() => Net().compile("sgd", "mse", metrics: ["acuracy"]), "accuracy");
    }

    [Fact]
    public void Wrong_input_shape() =>
        Throws<ArgumentException>(() => Net().predict(X(8, 5)), "expected axis -1 of input shape to have value 4", "[None, 5]");

    [Fact]
    public void Numbers_of_samples_that_differ() =>
        Throws<ArgumentException>(() => Net().fit(X(8), X(7, 3), verbose: 0), "Data cardinality is ambiguous", "x sizes: 8", "y sizes: 7");

    [Fact]
    public void Empty_data_are_refused() =>
        Throws<ArgumentException>(() => Net().fit(np.zeros(new[] { 0, 4 }, NPTypeCode.Single), np.zeros(new[] { 0, 3 }, NPTypeCode.Single),
            verbose: 0), "at least one sample");

    [Fact]
    public void Labels_outside_the_classes() =>
        Throws<ArgumentException>(() => Net("sparse_categorical_crossentropy").fit(X(3), np.array(new[] { 0, 1, 3 }), verbose: 0),
            "from 0 to 2", "from 0 to 3");

    [Fact]
    public void Targets_that_do_not_fit_the_output() =>
        Throws<ArgumentException>(() => Net().fit(X(8), X(8, 5), verbose: 0), "(None, 5) and (None, 3) are incompatible");

    [Fact]
    public void Fit_before_compile() =>
        Throws<InvalidOperationException>(() => keras.models.Sequential([keras.layers.Dense(1, input_shape: 4)]).fit(X(), X(8, 1)),
            "You must compile your model");

    [Fact]
    public void A_layer_added_twice()
    {
        var dense = keras.layers.Dense(4, input_shape: 4);
        Throws<ArgumentException>(() => keras.models.Sequential([dense, dense]), "is in this Sequential model already");
    }

    [Fact]
    public void A_window_larger_than_the_picture() =>
        Throws<ArgumentException>(() => keras.layers.Conv2D(1, 5, input_shape: (3, 3, 1)).Apply(keras.Input((3, 3, 1))),
            "Negative dimension size");

    [Fact]
    public void Labels_below_zero() =>
        Throws<ArgumentException>(() => Net("sparse_categorical_crossentropy").fit(X(3), np.array(new[] { -1, 1, 2 }), verbose: 0),
            "from 0 to 2", "from -1 to 2");

    [Fact]
    public void A_split_of_a_generator()
    {
        static IEnumerable<Batch> Batches() { yield return (X(), X(8, 3)); }
        Throws<ArgumentException>(() => Net().fit(ModelData.From(Batches()), validation_split: 0.2, verbose: 0),
            "`validation_split` is only supported for arrays", "validation_data");
        Throws<ArgumentException>(() => Net().fit(ModelData.From(Batches()), X(8, 3), verbose: 0), "`y` argument is not supported");
    }

    [Fact]
    public void A_generator_without_batches() => Throws<ArgumentException>(() => Net().fit(ModelData.From([]), verbose: 0), "non-empty");

    [Fact]
    public void A_split_that_leaves_nothing() =>
        Throws<ArgumentException>(() => Net().fit(X(1), X(1, 3), validation_split: 0.01, verbose: 0), "Training data contains 1 samples",
            "validation_split=0.01");

    [Fact]
    public void More_steps_than_data_warn_as_in_Keras_and_end_the_run()
    {
        TextWriter standard = Console.Error;
        using var warned = new StringWriter();
        Console.SetError(warned);
        try { Assert.Equal([0, 1], Net().fit(X(), X(8, 3), batch_size: 4, epochs: 3, steps_per_epoch: 5, verbose: 0).epoch); }
        finally { Console.SetError(standard); }
        Assert.Contains("Your input ran out of data", warned.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Unsupported_dtypes_are_refused()
    {
        Throws<ArgumentException>(() => keras.layers.Dense(1, dtype: "int7"), "int7", "float32");
        Throws<ArgumentException>(() => keras.layers.Dense(1, dtype: "complex64"), "complex64");
        Throws<Exception>(() => Net().fit(np.ones(new[] { 8, 4 }, NPTypeCode.Complex), X(8, 3), verbose: 0), "dtype");
    }

    [Fact]
    public void Arguments_of_fit_out_of_range()
    {
        Throws<ArgumentException>(() => Net().fit(X(), X(8, 3), batch_size: 0), "`batch_size` must be above 0", "batch_size=0");
        Throws<ArgumentException>(() => Net().fit(X(), X(8, 3), verbose: 3), "`verbose` must be 0, 1 or 2");
        Throws<ArgumentException>(() => Net().fit(X(), X(8, 3), validation_split: 1.5), "validation_split=1.5");
        Throws<ArgumentException>(() => Net().fit(X(), X(8, 3), validation_batch_size: 0), "`validation_batch_size` must be above 0");
        Throws<ArgumentException>(() => Net().predict(X(), batch_size: 0), "`batch_size` must be above 0");
        Throws<ArgumentException>(() => Net().predict(X(), verbose: 7), "`verbose` must be 0, 1 or 2");
        Throws<ArgumentException>(() => Net().evaluate(X(), X(8, 3), batch_size: -1), "batch_size=-1");
        Throws<ArgumentException>(() => Net().evaluate(X(), X(8, 3), steps: 0), "`steps` must be above 0");
    }

    [Fact]
    public void Lists_that_do_not_fit_the_outputs()
    {
        // TF 2.3.1 looks at them when training begins.
        void Trained(LossSpec loss)
        {
            Sequential net = Net();
            net.compile("sgd", loss: loss);
            net.fit(X(), X(8, 3), verbose: 0);
        }
        // A list that is too long is read as far as there are outputs, as in Keras.
        Trained(new[] { "mse", "mae" });
        Throws<ArgumentException>(() => Trained(new() { ["head"] = "mse" }), "Found unexpected keys", "head");
        Throws<ArgumentException>(() => Net().fit(new[] { X(), X() }, X(8, 3), verbose: 0), "expects 1 input array(s)", "Received: 2");
    }

    [Fact]
    public void Numbers_of_arrays_that_differ()
    {
        var (a, b) = (keras.Input(4, name: "a"), keras.Input(2, name: "b"));
        var model = keras.models.Model([a, b], keras.layers.Dense(3, name: "head").Apply(keras.layers.Concatenate().Apply(a, b)));
        model.compile("sgd", "mse");
        Throws<ArgumentException>(() => model.predict(X()), "expects 2 input array(s) (a, b)", "Received: 1");
        Throws<ArgumentException>(() => model.predict(new Dictionary<string, NDArray> { ["a"] = X(), ["c"] = X() }),
            "`x` holds the name \"c\"", "a, b");
        Throws<ArgumentException>(() => model.predict(new Dictionary<string, NDArray> { ["a"] = X() }),
            "`x` must hold an array named \"b\"");
        Throws<ArgumentException>(() => model.fit(new[] { X(), X(8, 2) }, new[] { X(8, 3), X(8, 3) }, verbose: 0),
            "The model has 1 output(s) (head)", "Received: 2");
        Throws<ArgumentException>(() => model.fit(ModelData.From([(X(), X(8, 3))]), verbose: 0), "expects 2 input array(s) (a, b)",
            "Received: 1");
    }

    [Fact]
    public void Batches_that_are_none()
    {
        void Refused(Batch batch, params string[] parts) =>
            Throws<ArgumentException>(() => Net().fit(ModelData.From([batch]), verbose: 0), parts);
        Refused((X(), X(7, 3)), "Data cardinality is ambiguous", "x sizes: 8", "y sizes: 7");
        Refused((X(), X(8, 3), np.ones(new[] { 7 }, NPTypeCode.Single)), "sample_weight sizes: 7");
        Refused((np.zeros(new[] { 0, 4 }, NPTypeCode.Single), np.zeros(new[] { 0, 3 }, NPTypeCode.Single)), "non-empty array or dataset");
        Refused(null!, "must give batches. Received: null");
        Refused(X(), "has a loss but no target");
    }

    /// <summary>What only shows when the loss is computed: later batches, models without a fixed shape.</summary>
    [Fact]
    public void Targets_that_only_the_loss_can_judge()
    {
        const string sparse = "sparse_categorical_crossentropy";
        Throws<ArgumentException>(() => Net(sparse)
            .fit(ModelData.From([(X(2), np.array(new[] { 0, 2 })), (X(2), np.array(new[] { 0, 3 }))]), verbose: 0),
            "class numbers from 0 to 2", "labels from 0 to 3");
        var deferred = keras.models.Sequential([keras.layers.Dense(3, activation: "softmax")]);
        deferred.compile("sgd", "categorical_crossentropy");
        Throws<ArgumentException>(() => deferred.fit(X(3), np.array(new[] { 0, 1, 2 }), verbose: 0),
            "Shapes (None, 1) and (None, 3) are incompatible", sparse);
        Throws<ArgumentException>(() => Net(sparse).fit(X(), X(8, 3), verbose: 0), "must be class numbers of shape (None,)",
            "Received: shape (None, 3)", "\"categorical_crossentropy\"");
        Throws<ArgumentException>(() => Net("mse").fit(X(), X(8, 5), verbose: 0),
            "The loss mse of output \"", "\" cannot compute with targets of shape (8, 5), predictions of shape (8, 3): ");
        Throws<ArgumentException>(() => Net().fit(X(), X(8, 3), sample_weight: X(8, 7), verbose: 0), "Received: shape (8, 7)");
        var pictures = keras.models.Sequential([keras.layers.Conv2D(3, 3, padding: "same", input_shape: (8, 8, 1))]);
        pictures.compile("sgd", sparse);
        Throws<ArgumentException>(() => pictures.fit(np.ones(new[] { 2, 8, 8, 1 }, NPTypeCode.Single),
            np.zeros(new[] { 2, 7, 7 }, NPTypeCode.Int32), verbose: 0), "class numbers of shape (None, 8, 8)", "(None, 7, 7)");
    }

    /// <summary>The engine's own stack, a page of addresses, is for nobody.</summary>
    [Fact]
    public void A_layer_says_what_it_cannot_compute()
    {
        void Refused(KerasDigits.Layers.Layer layer, NDArray x, params string[] parts)
        {
            ArgumentException e = Assert.Throws<ArgumentException>(() => keras.models.Sequential([layer]).predict(x));
            Assert.DoesNotContain("frame #", e.ToString(), StringComparison.Ordinal);
            foreach (string part in parts) { Assert.Contains(part, e.Message, StringComparison.Ordinal); }
        }
        Refused(keras.layers.Conv2D(1, 3, input_shape: (28, 28, 1), name: "c"), np.ones(new[] { 8, 2, 2, 1 }, NPTypeCode.Single),
            "Layer c (Conv2D) cannot compute with input of shape (8, 2, 2, 1): ", "It was built for (None, 28, 28, 1).");
        Refused(keras.layers.Reshape((2, 2), input_shape: 4, name: "r"), X(2, 6),
            "Layer r (Reshape) cannot compute with input of shape (2, 6): ", "It was built for (None, 4).");
        Refused(keras.layers.Lambda(t => t.reshape(7, 7), name: "l"), X(2, 6),
            "Layer l (Lambda) cannot compute with input of shape (2, 6): ");
    }

    [Fact]
    public void Class_weights_that_do_not_fit_the_classes()
    {
        void Refused(Dictionary<int, double> weights, params string[] parts) =>
            Throws<ArgumentException>(() => Net().fit(X(), X(8, 3), class_weight: weights, verbose: 0), parts);
        Refused(new() { [0] = 1, [7] = 2.5 }, "keys from 0 to one less than the number of classes, found {0: 1.0, 7: 2.5}");
        Throws<ArgumentException>(() => Net("sparse_categorical_crossentropy")
            .fit(X(3), np.array(new[] { 0, 1, 2 }), class_weight: new() { [0] = 1, [1] = 2 }, verbose: 0),
            "a factor for each class of the targets, 0 to 1 here", "from 0 to 2");
    }

    [Fact]
    public void Names_and_sizes_of_layers()
    {
        var input = keras.Input(4);
        Throws<ArgumentException>(() => keras.models.Model(input, keras.layers.Dense(1, name: "x")
            .Apply(keras.layers.Dense(4, name: "x").Apply(input))), "The name \"x\" is used 2 times in the model");
        Throws<ArgumentException>(() => keras.models.Sequential([keras.layers.Dense(1, input_shape: -1)]),
            "`input_shape` must hold whole numbers, or null", "(None, -1)");
        Throws<ArgumentException>(() => keras.layers.Conv2D(1, 3, padding: "sam"), "`padding` must be one of \"valid\", \"same\"",
            "padding=\"sam\"");
        Throws<ArgumentException>(() => keras.mixed_precision.set_global_policy("mixed_float17"), "\"mixed_bfloat16\"", "mixed_float17");
        Throws<ArgumentException>(() => Net().fit(X(), X(8, 3), callbacks: [null!], verbose: 0),
            "`callbacks` must hold callbacks. Received: null");
    }

    [Fact]
    public void NaN_in_data_is_allowed_as_in_Keras()
    {
        NDArray x = X();
        x[0, 0] = float.NaN;
        Assert.True(double.IsNaN(Net().fit(x, X(8, 3), verbose: 0).history["loss"][0]));
    }
}
