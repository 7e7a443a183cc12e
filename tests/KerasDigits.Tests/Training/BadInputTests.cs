using KerasDigits.Data;
using KerasDigits.Models;
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
        Throws<ArgumentException>(() => keras.layers.Dense(3, activation: "rellu"), "\"rellu\"", "\"relu\"");
        Throws<ArgumentException>(() => keras.layers.Dense(3, kernel_initializer: "glorot"), "\"glorot\"", "glorot_");
        Throws<ArgumentException>(() => Net("categorical_cross"), "categorical_crossentropy");
        Throws<ArgumentException>(() => Net().compile("admm"), "Adam");
        Throws<ArgumentException>(() => Net().compile("sgd", "mse", metrics: ["acuracy"]), "accuracy");
    }

    [Fact]
    public void Wrong_input_shape() => Throws<ArgumentException>(() => Net().predict(X(8, 5)), "expected axis -1 of input shape to have value 4", "(8, 5)");

    [Fact]
    public void Numbers_of_samples_that_differ() =>
        Throws<ArgumentException>(() => Net().fit(X(8), X(7, 3), verbose: 0), "Data cardinality is ambiguous", "x sizes: 8", "y sizes: 7");

    [Fact]
    public void Empty_data() => Throws<ArgumentException>(() => Net().fit(np.zeros(new[] { 0, 4 }, NPTypeCode.Single), np.zeros(new[] { 0, 3 }, NPTypeCode.Single), verbose: 0), "at least one sample");

    [Fact]
    public void Labels_outside_the_classes() =>
        Throws<ArgumentException>(() => Net("sparse_categorical_crossentropy").fit(X(3), np.array(new[] { 0, 1, 3 }), verbose: 0), "from 0 to 2", "from 0 to 3");

    [Fact]
    public void Targets_that_do_not_fit_the_output() => Throws<ArgumentException>(() => Net().fit(X(8), X(8, 5), verbose: 0), "(None, 5) and (None, 3) are incompatible");

    [Fact]
    public void Fit_before_compile() =>
        Throws<InvalidOperationException>(() => keras.models.Sequential([keras.layers.Dense(1, input_shape: 4)]).fit(X(), X(8, 1)), "You must compile your model");

    [Fact]
    public void A_layer_added_twice()
    {
        var dense = keras.layers.Dense(4, input_shape: 4);
        Throws<ArgumentException>(() => keras.models.Sequential([dense, dense]), "is in this Sequential model already");
    }

    [Fact]
    public void Channels_first_is_refused_with_a_sentence() => Throws<NotSupportedException>(() => keras.layers.Conv2D(1, 3, data_format: "channels_first"), "channels_last");

    [Fact]
    public void A_window_larger_than_the_picture() => Throws<ArgumentException>(() => keras.layers.Conv2D(1, 5, input_shape: (3, 3, 1)).Apply(keras.Input((3, 3, 1))), "Negative dimension size");

    [Fact]
    public void Labels_below_zero() => Throws<ArgumentException>(() => Net("sparse_categorical_crossentropy").fit(X(3), np.array(new[] { -1, 1, 2 }), verbose: 0), "from 0 to 2", "from -1 to 2");

    [Fact]
    public void A_split_of_a_generator()
    {
        static IEnumerable<Batch> Batches() { yield return (X(), X(8, 3)); }
        Throws<ArgumentException>(() => Net().fit(ModelData.From(Batches()), validation_split: 0.2, verbose: 0), "`validation_split` is only supported for arrays", "validation_data");
        Throws<ArgumentException>(() => Net().fit(ModelData.From(Batches()), X(8, 3), verbose: 0), "`y` argument is not supported");
    }

    [Fact]
    public void A_generator_without_batches() => Throws<ArgumentException>(() => Net().fit(ModelData.From([]), verbose: 0), "non-empty");

    [Fact]
    public void A_split_that_leaves_nothing() => Throws<ArgumentException>(() => Net().fit(X(1), X(1, 3), validation_split: 0.01, verbose: 0), "Training data contains 1 samples", "validation_split=0.01");

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
    public void Unsupported_dtypes()
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
    }

    [Fact]
    public void Lists_that_do_not_fit_the_outputs()
    {
        Throws<ArgumentException>(() => Net().compile("sgd", loss: new[] { "mse", "mae" }), "one entry per output");
        Throws<ArgumentException>(() => Net().compile("sgd", loss: new() { ["head"] = "mse" }), "Found unexpected keys", "head");
        Throws<ArgumentException>(() => Net().fit(new[] { X(), X() }, X(8, 3), verbose: 0), "expects 1 input array(s)", "Received: 2");
    }

    [Fact]
    public void NaN_in_data_is_allowed_as_in_Keras()
    {
        NDArray x = X();
        x[0, 0] = float.NaN;
        Assert.True(double.IsNaN(Net().fit(x, X(8, 3), verbose: 0).history["loss"][0]));
    }
}
