using KerasDigits.Layers;
using KerasDigits.Losses;
using KerasDigits.Models;
using KerasDigits.Optimizers;
using KerasDigits.Training;
using KerasDigits.Training.Small;
using NumSharp;

namespace KerasDigits.Tests.Training;

/// <summary>Compiled steps of small chains come to what the layers, the engine's gradients and the optimizers come to.</summary>
public sealed class SmallStepTests
{
    private const int Samples = 75, Batch = 16;

    private static readonly Dictionary<string, Func<Model>> s_nets = new()
    {
        ["dense"] = () => Net([new Dense(13, "relu"), new Dense(5, "softmax")], 7, "categorical_crossentropy", "rmsprop", "accuracy", "mse",
            "categorical_crossentropy"),
        ["wide"] = () => Net([new Dense(64, "tanh"), new Dense(33, "elu"), new Dense(10)], 50,
            new CategoricalCrossentropy(from_logits: true, label_smoothing: .1), "adam", "accuracy"),
        ["class numbers"] = () => Net([new Dense(6, "selu"), new Dense(4), new Softmax()], 3, "sparse_categorical_crossentropy",
            new SGD(.1, momentum: .9), "accuracy", "sparse_categorical_crossentropy"),
        ["class numbers, logits"] = () => Net([new Dense(4)], 3, new SparseCategoricalCrossentropy(from_logits: true),
            new SGD(.1, momentum: .9, nesterov: true), "accuracy"),
        ["class numbers, probabilities"] = () => Net([new Dense(4, "sigmoid")], 3, "sparse_categorical_crossentropy", "sgd", "accuracy"),
        ["probabilities"] = () => Net([new Dense(4, "sigmoid"), new Dropout(0)], 3, "categorical_crossentropy", "adagrad"),
        ["yes or no"] = () => Net([new Dense(9, "softplus"), new Dense(1, "sigmoid")], 4, "binary_crossentropy", "adam", "accuracy", "mae",
            "binary_crossentropy"),
        ["yes or no, logits"] = () => Net([new Dense(9, "softsign"), new Dense(3)], 4,
            new BinaryCrossentropy(from_logits: true, label_smoothing: .2), "adamax", "accuracy"),
        ["yes or no, probabilities"] = () =>
            Net([new Dense(9, "exponential"), new Dense(3, "softmax"), new Dense(3, "sigmoid"), new Reshape(3)], 2, "binary_crossentropy",
                "nadam", new KerasDigits.Metrics.BinaryAccuracy(threshold: .4)),
        ["errors"] = () => Net([new Dense(8, "leaky_relu"), new LeakyReLU(.1), new ELU(.5), new Dense(2)], 5, "mse", "sgd", "mae",
            new KerasDigits.Metrics.RootMeanSquaredError()),
        ["absolute errors"] = () => Net([new Dense(8, "relu"), new Activation("tanh"), new Dense(1, use_bias: false)], 5, "mae",
            new RMSprop(momentum: .5), "mse"),
        ["sums"] = () => Net([new Dense(3)], 5, new MeanSquaredError(reduction: "sum"), new SGD(1e-3)),
        ["dropout"] = () =>
            Net([new Dense(40, "relu"), new Dropout(.3), new Dense(20, "relu"), new Dropout(.5, seed: 4), new Dense(3, "softmax")], 6,
                "categorical_crossentropy", "adam", "accuracy"),
        // Not by an optimizer that divides by the gradient's size: offsets in front of a normalization have none.
        ["normalized"] = () =>
            Net([new BatchNormalization(), new Dense(21), new BatchNormalization(scale: false), new Activation("relu"),
                new Dense(3, "softmax"), new BatchNormalization(center: false, momentum: .5)], 6, "mse", new SGD(.1, momentum: .5)),
        ["frozen"] = () =>
            Net([new Dense(9, "relu") { trainable = false }, new BatchNormalization { trainable = false }, new Dense(5, "relu"),
                new Dense(3, "softmax")], 6, "categorical_crossentropy", "adam"),
        ["words"] = () => Net([new Embedding(30, 6, input_length: 8), new Dense(5, "relu"), new Flatten(), new Dense(1, "sigmoid")], 8,
            "binary_crossentropy", "adam", "accuracy"),
        ["words by momentum"] = () => Net([new Embedding(30, 6, input_length: 8), new Flatten(), new Dense(1, "sigmoid")], 8,
            "binary_crossentropy", new SGD(.1, momentum: .9), "accuracy"),
        ["steps of series"] = () => Net([new Reshape(new(4, 5)), new Dense(6, "tanh"), new BatchNormalization(), new Dense(3, "softmax")],
            20, "categorical_crossentropy", "adam", "accuracy"),
        ["gates"] = () => Net([new Reshape(new(6, 3)), new GRU(20, return_sequences: true), new GRU(5), new Dense(2)], 18, "mse",
            new SGD(.1)),
        ["gates of every sequence"] = () =>
            Net([new Reshape(new(4, 5)), new GRU(3, use_bias: false, return_sequences: true), new Activation("relu"), new Flatten(),
                new Dense(1, "sigmoid")], 20, "binary_crossentropy", "adam", "accuracy"),
        ["gates of one step"] = () => Net([new Reshape(new(1, 5)), new GRU(9), new Dense(2)], 5, "mse", "adam"),
        ["long memory"] = () =>
            Net([new Reshape(new(6, 3)), new LSTM(17, return_sequences: true), new Dropout(.2), new LSTM(4), new Dense(2)], 18, "mse",
                new SGD(.1)),
        ["long memory of every sequence"] = () =>
            Net([new Reshape(new(4, 5)), new LSTM(2, use_bias: false, return_sequences: true), new Dense(3, "softmax")], 20,
                "categorical_crossentropy", "adam", "accuracy"),
        ["frozen gates"] = () =>
            Net([new Reshape(new(6, 3)), new Dense(4), new GRU(7, return_sequences: true) { trainable = false },
                new LSTM(5) { trainable = false }, new Dense(2)], 18, "mse", "adam"),
        ["words and gates"] = () =>
            Net([new Embedding(30, 6, input_length: 8), new LSTM(5, return_sequences: true), new GRU(5), new Dense(1, "sigmoid")], 8,
                "binary_crossentropy", "adam", "accuracy"),
        ["penalized"] = () =>
            Net([new Dense(19, "relu", kernel_regularizer: "l2", bias_regularizer: new KerasDigits.Regularizers.L1(.1)),
                new Dense(2, kernel_regularizer: new KerasDigits.Regularizers.L1L2(.01, .02)),
                new BatchNormalization(gamma_regularizer: "l1")], 4, "mse", new SGD(.1)),
        ["a model inside"] = () =>
            Net([keras.models.Sequential([keras.layers.Dense(9, activation: "relu", input_shape: 4), keras.layers.Dropout(.2)]),
                new Dense(2)], 4, "mse", "sgd"),
        ["clipped, with a constraint"] = () =>
            Net([new Dense(9, "relu", kernel_constraint: new KerasDigits.Constraints.MaxNorm(.5)), new Dense(2)], 4, "mse",
                new Adam(.1) { clipnorm = .1 }),
    };

    public static TheoryData<string> Nets => [.. s_nets.Keys];

    private static Model Net(Layer[] layers, int width, LossSpec loss, Optimizer optimizer, params MetricSpec[] metrics)
    {
        KerasTensor x = keras.Input(width), y = x;
        foreach (Layer layer in layers) { y = layer.Apply(y); }
        Model model = keras.Model(x, y);
        model.compile(optimizer, loss, metrics: metrics.Length == 0 ? null : MetricSpec.Create(metrics));
        return model;
    }

    private static (NDArray X, NDArray Y, NDArray Weights) Data(Model model, string net)
    {
        np.random.seed(11);
        int[] Of(Shape shape) => [Samples, .. shape.Skip(1).Select(d => (int)d!.Value)];
        bool words = net.StartsWith("words", StringComparison.Ordinal);
        NDArray x = words
            ? np.random.randint(0, 30, new NumSharp.Shape(Of(model.input_shape)))
            : np.random.uniform(-1, 1, Of(model.input_shape)).astype(NPTypeCode.Single);
        NDArray y = np.random.uniform(0, 1, Of(model.output_shape)).astype(NPTypeCode.Single);
        if (net.StartsWith("class numbers", StringComparison.Ordinal)) { y = np.random.randint(0, 4, new NumSharp.Shape(Samples)); }
        else if (net.StartsWith("yes or no", StringComparison.Ordinal) || words)
        {
            y = np.random.randint(0, 2, new NumSharp.Shape(Of(model.output_shape)));
        }
        return (x, y, np.random.uniform(0, 2, Samples));
    }

    private static (History History, NDArray[] Weights, NDArray[] Slots) Train(string net, bool ordinary,
        Func<Model, (NDArray X, NDArray Y, NDArray Weights), History> train)
    {
        keras.utils.set_random_seed(3);
        Model model = s_nets[net]();
        SmallStep.IsOff = ordinary;
        try
        {
            History history = train(model, Data(model, net));
            Assert.Equal(!ordinary, model.StepIsCompiled);
            return (history, [.. model.get_weights()], model.optimizer.get_weights());
        }
        finally { SmallStep.IsOff = false; }
    }

    private static void BothWays(string net, Func<Model, (NDArray X, NDArray Y, NDArray Weights), History> train)
    {
        var (history, weights, slots) = Train(net, ordinary: false, train);
        var (known, knownWeights, knownSlots) = Train(net, ordinary: true, train);
        Assert.Equal(known.history.Keys, history.history.Keys);
        foreach (string key in known.history.Keys)
        {
            for (int i = 0; i < known.history[key].Count; i++)
            {
                Assert.Equal(known.history[key][i], history.history[key][i], 1e-5 * Math.Max(1, Math.Abs(known.history[key][i])));
            }
        }
        for (int i = 0; i < weights.Length; i++) { Same(knownWeights[i], weights[i], 1e-4, $"weight {i}"); }
        for (int i = 1; i < slots.Length; i++) { Same(knownSlots[i], slots[i], 1e-3, $"slot {i}"); }
    }

    /// <summary>Compares but for what is nothing else than rounding: an offset in front of a normalization has no gradient.</summary>
    private static void Same(NDArray known, NDArray found, double tolerance, string what)
    {
        if (known.ToArray<float>().Concat(found.ToArray<float>()).Max(Math.Abs) > 1e-6f)
        {
            Assert.Null(Golden.Difference(known, found, tolerance, what));
        }
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void Fit_comes_to_the_same_both_ways(string net) =>
        BothWays(net, (model, d) => model.fit(d.X, d.Y, batch_size: Batch, epochs: 2, verbose: 0, validation_split: .2));

    [Theory]
    [InlineData("dense")]
    [InlineData("class numbers")]
    [InlineData("yes or no")]
    [InlineData("errors")]
    public void Sample_weights_count_both_ways(string net) =>
        BothWays(net, (model, d) => model.fit(d.X, d.Y, batch_size: Batch, epochs: 2, verbose: 0, sample_weight: d.Weights));

    [Theory]
    [InlineData("dense")]
    [InlineData("words")]
    [InlineData("normalized")]
    public void Batches_of_generators_and_doubles_in_strides_are_read(string net)
    {
        IEnumerable<(NDArray, NDArray)> Batches((NDArray X, NDArray Y, NDArray Weights) d)
        {
            for (int at = 0; at < 64; at += Batch) { yield return (d.X[$"{at}:{at + Batch}"], d.Y[$"{at}:{at + Batch}"]); }
        }
        BothWays(net, (model, d) => model.fit(Batches(d), verbose: 0));
        BothWays(net,
            (model, d) => model.fit(d.X.astype(NPTypeCode.Double)["::2"], d.Y["::2"], batch_size: Batch, verbose: 0, shuffle: false));
    }

    [Fact]
    public void Weighted_metrics_and_class_weights_count_both_ways()
    {
        static Model Make()
        {
            Model model = Net([new Dense(5, "softmax")], 7, "categorical_crossentropy", "sgd");
            model.compile("sgd", "categorical_crossentropy", metrics: ["accuracy"], weighted_metrics: ["accuracy", "mse"],
                loss_weights: new double[] { .5 });
            return model;
        }
        var results = new List<double[]>();
        foreach (bool ordinary in (bool[])[false, true])
        {
            keras.utils.set_random_seed(3);
            Model model = Make();
            (NDArray x, _, NDArray weights) = Data(model, "");
            NDArray y = keras.utils.to_categorical(np.random.randint(0, 5, new NumSharp.Shape(Samples)), 5);
            SmallStep.IsOff = ordinary;
            History history = model.fit(x, y, verbose: 0, shuffle: false, sample_weight: weights,
                class_weight: Enumerable.Range(0, 5).ToDictionary(i => i, i => .5 + i));
            Assert.Equal(!ordinary, model.StepIsCompiled);
            SmallStep.IsOff = false;
            results.Add([.. history.history.Values.SelectMany(v => v)]);
        }
        for (int i = 0; i < results[0].Length; i++) { Assert.Equal(results[1][i], results[0][i], 1e-5); }
    }

    [Fact]
    public void Callbacks_see_and_change_weights_rates_and_metrics_at_every_batch()
    {
        var seen = new List<double[]>();
        foreach (bool ordinary in (bool[])[false, true])
        {
            keras.utils.set_random_seed(3);
            Model model = s_nets["dense"]();
            (NDArray x, NDArray y, _) = Data(model, "dense");
            var log = new List<double>();
            SmallStep.IsOff = ordinary;
            model.fit(x, y, batch_size: Batch, verbose: 0, epochs: 3,
                callbacks: [keras.callbacks.LambdaCallback(on_batch_end: (batch, logs) =>
            {
                log.AddRange([logs!["loss"], logs["accuracy"], model.get_weights()[0].ToArray<float>().Sum(),
                    model.predict(x)[0].ToArray<float>()[0]]);
                if (batch == 1) { model.optimizer.learning_rate = model.optimizer.learning_rate.Value / 2; }
                if (batch == 2) { model.set_weights([.. model.get_weights().Select(w => w * .9f)]); }
                if (batch == 3 && log.Count > 30) { model.stop_training = true; }
            })]);
            SmallStep.IsOff = false;
            seen.Add([.. log]);
        }
        Assert.Equal(seen[1].Length, seen[0].Length);
        for (int i = 0; i < seen[0].Length; i++) { Assert.Equal(seen[1][i], seen[0][i], 1e-4 * Math.Max(1, Math.Abs(seen[1][i]))); }
    }

    [Fact]
    public void A_new_optimizer_another_loss_and_frozen_layers_count_from_the_next_compile()
    {
        Model model = s_nets["dense"]();
        (NDArray x, NDArray y, _) = Data(model, "dense");
        model.fit(x, y, verbose: 0);
        Assert.True(model.StepIsCompiled);
        NDArray before = model.get_weights()[0];
        model.layers[1].trainable = false;
        model.compile("adam", "mse");
        model.fit(x, y, verbose: 0);
        Assert.True(model.StepIsCompiled);
        Assert.Null(Golden.Difference(before, model.get_weights()[0], 0, "a frozen kernel"));
        model.compile("adam", new LossFunction((t, p) => (t - p).abs().mean([-1])));
        model.fit(x, y, verbose: 0);
        Assert.False(model.StepIsCompiled);
    }

    [Fact]
    public void Batches_that_do_not_fit_are_refused_as_ever()
    {
        Model model = s_nets["class numbers"]();
        NDArray x = np.ones((4, 3));
        Assert.Throws<ArgumentException>(() => model.fit(x, np.array(0, 1, 2, 9), verbose: 0));
        Model words = s_nets["words"]();
        Assert.Throws<ArgumentException>(() => words.fit(np.ones((4, 8)) * 99, np.ones((4, 1)), verbose: 0));
        Assert.Equal(0, words.optimizer.iterations);
    }

    [Fact]
    public void Models_of_two_threads_train_side_by_side()
    {
        keras.utils.set_random_seed(3);
        Model[] models = [s_nets["dense"](), s_nets["dense"](), s_nets["dense"]()];
        models[1].set_weights([.. models[0].get_weights()]);
        models[2].set_weights([.. models[0].get_weights()]);
        (NDArray x, NDArray y, _) = Data(models[0], "dense");
        Parallel.For(0, 3, i =>
        {
            models[i].fit(x, y, batch_size: Batch, epochs: 20, verbose: 0, shuffle: false);
            GC.Collect();
        });
        for (int i = 1; i < 3; i++)
        {
            for (int w = 0; w < 4; w++)
            {
                Assert.Null(Golden.Difference(models[0].get_weights()[w], models[i].get_weights()[w], 0, $"weight {w} of model {i}"));
            }
        }
    }
}
