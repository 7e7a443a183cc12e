using NumSharp;

namespace KerasDigits.Tests.Versions;

/// <summary>Differences between TF 2.3.1 and 2.15 in layers and losses; each asserts both sides.</summary>
public sealed class LayerVersionTests
{
    /// <summary>TensorFlow's fused kernel takes volumes from 2.4 on: two values, 1 and 5, have the variance 4, or 8 by n − 1.</summary>
    [Theory, InlineData("2.3", 4), InlineData("2.15", 8)]
    public void The_moving_variance_of_volumes(string version, double variance)
    {
        using var compat = new VersionScope(version);
        var layer = keras.layers.BatchNormalization(momentum: 0.5);
        layer.Apply(np.array(new[] { 1f, 5 }).reshape(1, 1, 2, 1, 1), training: true);
        Assert.Equal(0.5 + (variance / 2), (double)layer.moving_variance!.numpy().ToArray<float>()[0], 5);
        Exception? refused = Record.Exception(() => keras.layers.BatchNormalization(fused: true).build(new Shape(null, 2, 2, 2, 3)));
        Assert.Equal(version == "2.3", refused is ArgumentException);
    }

    /// <summary>The pack semantics, recurrent/mask_states_returned: a Bidirectional makes three cells in 2.3.1.</summary>
    [Theory]
    [InlineData("2.3", "r/lstm_cell/kernel:0", "bi/forward_lstm_1/lstm_cell_2/kernel:0", "bi/backward_lstm_1/lstm_cell_3/kernel:0",
        "enc/lstm_cell_4/kernel:0")]
    [InlineData("2.15", "r/lstm_cell/kernel:0", "bi/forward_lstm_1/lstm_cell/kernel:0", "bi/backward_lstm_1/lstm_cell/kernel:0",
        "enc/lstm_cell/kernel:0")]
    public void Cells_of_recurrent_layers_are_numbered(string version, params string[] names)
    {
        using var compat = new VersionScope(version);
        keras.backend.clear_session();
        var x = keras.Input((3, 2));
        var r = keras.layers.LSTM(2, return_sequences: true, name: "r");
        var inner = keras.layers.LSTM(2, return_sequences: true, name: "lstm_1");
        var bi = keras.layers.Bidirectional(inner, name: "bi");
        var enc = keras.layers.LSTM(2, name: "enc");
        var model = keras.Model(x, enc.Apply(bi.Apply(r.Apply(x))));
        Assert.Equal(names, model.weights.Select(w => w.name).Where(n => n.EndsWith("/kernel:0", StringComparison.Ordinal)));
    }

    /// <summary>
    /// The pack semantics, recurrent/stateful_gru: 2.15 adds the one sample to the states of all, as if it came once for each.
    /// </summary>
    [Theory]
    [InlineData("2.3", "GRU"), InlineData("2.15", "GRU"), InlineData("2.3", "LSTM"), InlineData("2.15", "LSTM"),
        InlineData("2.3", "SimpleRNN"), InlineData("2.15", "SimpleRNN")]
    public void One_sample_before_the_states_of_several(string version, string kind)
    {
        using var compat = new VersionScope(version);
        KerasDigits.Layers.Layer layer = kind switch
        {
            "GRU" => keras.layers.GRU(4, stateful: true, batch_input_shape: (2, 3, 2)),
            "LSTM" => keras.layers.LSTM(4, stateful: true, batch_input_shape: (2, 3, 2)),
            _ => keras.layers.SimpleRNN(4, stateful: true, batch_input_shape: (2, 3, 2)),
        };
        var model = keras.Sequential([layer, keras.layers.Dense(1)]);
        model.compile("sgd", "mse");
        NDArray x = np.arange(24).reshape(4, 3, 2).astype(np.float32) / 24, y = np.ones(new NumSharp.Shape(3, 1)).astype(np.float32);
        if (version == "2.3")
        {
            Assert.Throws<ArgumentException>(() => model.predict(x["0:3"], batch_size: 2));
            return;
        }
        float[] came = model.predict(x["0:3"], batch_size: 2).ToArray<float>();
        model.reset_states();
        x["3"] = x["2"];
        Assert.Equal(model.predict(x, batch_size: 2).ToArray<float>(), came);
        Assert.InRange(model.fit(x["0:3"], y, batch_size: 2, verbose: 0).history["loss"][0], 1e-6, 100);
        // a batch of another size goes with no states
        Assert.Throws<ArgumentException>(() => model.predict(x["0:3"], batch_size: 3));
    }

    /// <summary>
    /// 2.15 keeps the logits with a softmax's output and takes them for a sigmoid's; TF 2.3.1 looks at the operation. The pack semantics
    /// holds both, labels/binary_crossentropy_softmax2_hot.
    /// </summary>
    [Theory]
    [InlineData("2.3", 0.126928), InlineData("2.15", 0.313262)]
    public void Binary_crossentropy_of_a_softmax(string version, double expected)
    {
        using var compat = new VersionScope(version);
        var model = keras.Sequential([keras.layers.Dense(2, activation: "softmax", use_bias: false, input_shape: 1)]);
        model.set_weights([np.array(new float[,] { { 1, -1 } })]);
        model.compile("sgd", "binary_crossentropy");
        Assert.Equal(expected, model.evaluate(np.array(new float[,] { { 1 } }), np.array(new float[,] { { 1, 0 } }), verbose: 0)[0], 1e-5);
    }

    /// <summary>
    /// The pack sequence, string_lookup, and tf231_differences: in TF 2.3 the empty text is number 0, the unknown one number 1.
    /// </summary>
    [Theory]
    [InlineData("2.3", new[] { "", "[UNK]", "a", "b", "c" }, new long[] { 2, 4, 1 }),
        InlineData("2.15", new[] { "[UNK]", "a", "b", "c" }, new long[] { 1, 3, 0 })]
    public void Lookups_of_the_early_names(string version, string[] vocabulary, long[] numbers)
    {
        using var compat = new VersionScope(version);
        var texts = keras.layers.experimental.preprocessing.StringLookup(vocabulary: ["a", "b", "c"]);
        Assert.Equal(vocabulary, texts.get_vocabulary());
        Assert.Equal(numbers, keras.Sequential([texts]).predict(new[] { "a", "c", "z" }).flatten().astype(NPTypeCode.Int64)
            .ToArray<long>());
        var values = keras.layers.experimental.preprocessing.IntegerLookup(vocabulary: [10, 20, 30]);
        Assert.Equal(numbers, values.Apply(np.array(new long[] { 10, 30, 7 })).astype(NPTypeCode.Int64).ToArray<long>());
        // The later names have the later defaults under both.
        Assert.Equal(4, keras.layers.StringLookup(vocabulary: ["a", "b", "c"]).get_vocabulary().Length);
    }

    [Theory]
    [InlineData("2.3"), InlineData("2.15")]
    public void Boundaries_of_bins_under_their_early_name(string version)
    {
        using var compat = new VersionScope(version);
        var bins = keras.layers.experimental.preprocessing.Discretization(bins: new[] { 0.0, 1.0, 2.0 });
        Assert.Equal([0L, 1, 3], bins.Apply(np.array(new[] { -1f, .5f, 2f })).astype(NPTypeCode.Int64).ToArray<long>());
        Assert.Equal("multi_hot", keras.layers.TextVectorization(output_mode: "binary").output_mode);
        Assert.Equal("tf_idf", keras.layers.TextVectorization(output_mode: "tf-idf").output_mode);
    }

    /// <summary>tf231_differences, normalization_adapt: three means, in 2.15 as one row.</summary>
    [Theory]
    [InlineData("2.3", 3L), InlineData("2.15", 1L, 3L)]
    public void The_shape_of_learned_means(string version, params long[] shape)
    {
        using var compat = new VersionScope(version);
        var layer = keras.layers.Normalization();
        layer.adapt(np.array(new float[,] { { 1, 2, 3 }, { 3, 2, 7 } }));
        Assert.Equal(shape, layer.adapt_mean.shape);
        Assert.Equal([1f, 0f, 4f], layer.adapt_variance.ToArray<float>());
    }
}
