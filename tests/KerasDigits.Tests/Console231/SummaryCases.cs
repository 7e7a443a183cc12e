using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Models;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Console231;

/// <summary>summary() in every form of the pack, character for character.</summary>
public sealed class SummaryCases
{
    private static readonly Dictionary<string, Action<ConsoleCase>> s_twins = new()
    {
        ["summary_plain"] = c => c.dense().summary(),
        ["summary_line_length"] = c =>
        {
            Sequential m = c.dense();
            m.summary(line_length: c.Param("length"));
            m.summary(line_length: 40);
        },
        ["summary_positions_relative"] = c => c.dense().summary(positions: [.3, .6, 1]),
        ["summary_positions_absolute"] = c => c.dense().summary(line_length: 80, positions: [30, 60, 80]),
        ["summary_print_fn"] = c =>
        {
            var lines = new List<string>();
            c.dense().summary(print_fn: lines.Add);
            Assert.Equal(c.Results.GetProperty("lines").EnumerateArray().Select(l => l.GetString()!), lines);
        },
        ["summary_unbuilt"] = c =>
        {
            Sequential m = models.Sequential([layers.Dense(3), layers.Dense(2)]);
            Fails(c, "summary", () => m.summary());
            Fails(c, "count_params", () => m.count_params());
            m.build(new Shape(null, c.dim));
            m.summary();
        },
        ["summary_empty"] = c => Fails(c, "summary", () => models.Sequential().summary()),
        ["summary_functional_line"] = c =>
        {
            var i = Input(c.dim, name: "numbers");
            Model(i, layers.Dense(2, name: "out").Apply(layers.Dense(c.units).Apply(i)), name: "line").summary();
        },
        ["summary_two_inputs"] = c =>
        {
            var a = Input(c.dim, name: "a");
            var b = Input(c.units, name: "b");
            var t = layers.concatenate([layers.Dense(4).Apply(a), layers.Dense(4).Apply(b)]);
            var m = Model([a, b],
                [layers.Dense(1, name: "one").Apply(t), layers.Dense(c.classes, activation: "softmax", name: "many").Apply(t)],
                name: "two");
            m.summary();
            m.summary(line_length: 120);
            m.summary(positions: [.25, .5, .7, 1]);
        },
        ["summary_shared_layer"] = c =>
        {
            var i = Input((c.dim, c.dim));
            var d = layers.Dense(c.dim, name: "shared");
            var j = Input((c.dim, c.dim));
            Model([i, j], layers.add([d.Apply(i), d.Apply(j)])).summary();
        },
        ["summary_residual"] = c =>
        {
            var i = Input((8, 8, 3));
            var t = layers.Conv2D(c.units, 3, padding: "same").Apply(i);
            var s = layers.Conv2D(c.units, 1).Apply(i);
            // Python makes the outer layer first.
            Layer activation = layers.Activation("relu");
            t = activation.Apply(layers.BatchNormalization().Apply(t));
            Layer pool = layers.GlobalAveragePooling2D();
            Model(i, pool.Apply(layers.add([t, s]))).summary();
        },
        ["summary_many_connected"] = c =>
        {
            var i = Input(4);
            Model(i, layers.concatenate([.. Enumerable.Range(0, 6).Select(k => layers.Dense(2, name: $"tower_{k}").Apply(i))])).summary();
        },
        ["summary_nested"] = c =>
        {
            Sequential b = models.Sequential([layers.Conv2D(c.units, 3, input_shape: (9, 9, 1)), layers.BatchNormalization()],
                name: "base");
            b.trainable = false;
            models.Sequential([b, layers.Flatten(), layers.Dense(c.classes)], name: "top").summary();
            b.summary();
        },
        ["summary_long_names"] = c =>
            models.Sequential([layers.Conv2D(12345, 3, input_shape: (128, 128, 3), name: "a_very_long_layer_name_that_does_not_fit"),
                layers.MaxPooling2D(), layers.BatchNormalization(),
            layers.Dense(1, name: new string('x', 28)), layers.Dense(1, name: new string('y', 29))]).summary(),
        ["summary_trainable_change"] = c =>
        {
            Sequential m = c.dense();
            m.summary();
            m.trainable = false;
            m.summary();
            m.layers[0].trainable = true;
            m.summary();
        },
        ["summary_recurrent"] = c =>
        {
            models.Sequential([layers.Embedding(100, 8, input_length: 7),
                layers.Bidirectional(layers.LSTM(c.units, return_sequences: true)), layers.GRU(c.units), layers.Dense(1)]).summary();
            models.Sequential([layers.TimeDistributed(layers.Dense(2), input_shape: (3, 2)), layers.Flatten()]).summary();
        },
        ["summary_multi_output_layer"] = c =>
        {
            var i = Input((5, c.dim));
            Model(i, layers.LSTM(c.units, return_state: true).ApplyAll(i)).summary();
        },
        ["summary_frozen_batchnorm"] = c =>
        {
            Sequential m = models.Sequential([layers.Dense(c.units, input_shape: c.dim), layers.BatchNormalization()]);
            m.layers[1].trainable = false;
            m.summary();
        },
        ["summary_input_layer"] = c =>
        {
            Sequential m = models.Sequential();
            m.add(Input(c.dim));
            m.add(layers.Dense(2));
            m.summary();
            m = models.Sequential([layers.InputLayer(c.dim, name: "begin"), layers.Dense(2)]);
            m.summary();
            Output.WriteLine($"['{string.Join("', '", m.layers.Select(l => l.name))}']");
        },
        ["vgg16_and_transfer"] = c =>
        {
            Model v = applications.VGG16(weights: null, include_top: false, input_shape: (32, 32, 3));
            Sequential m = models.Sequential([v, layers.Flatten(), layers.Dense(c.classes)]);
            m.summary();
            v.trainable = false;
            m.summary();
            Output.WriteLine($"{m.trainable_weights.Count} {m.weights.Count}");
        },
        ["default_names_of_classes"] = c =>
        {
            Layer[] all = [layers.Conv2D(1, 1), layers.MaxPool2D(), layers.GlobalAveragePooling2D(), layers.BatchNormalization(),
                layers.ReLU(), layers.LeakyReLU(), layers.PReLU(), layers.ELU(), layers.LSTM(1), layers.GRU(1),
                layers.SimpleRNN(1), layers.Bidirectional(layers.LSTM(1)), layers.TimeDistributed(layers.Dense(1)), layers.ZeroPadding2D(),
                layers.SeparableConv2D(1, 1), layers.DepthwiseConv2D(1), layers.Conv2DTranspose(1, 1),
                layers.UpSampling2D(), layers.Dropout(.1), layers.SpatialDropout2D(.1), layers.GaussianNoise(.1),
                layers.LayerNormalization(), layers.Embedding(2, 2), layers.Add(), layers.Concatenate(), layers.RepeatVector(2),
                layers.Permute(1), layers.ConvLSTM2D(1, 1), layers.Softmax(), layers.ThresholdedReLU(), layers.ActivityRegularization(),
                layers.Masking(), layers.Lambda(t => t), layers.Attention()];
            Output.WriteLine(string.Join("\n", all.Select(l => l.name)));
        },
    };

    /// <summary>Cases of these names without a twin, each with its reason.</summary>
    public static IReadOnlyDictionary<string, string> Without { get; } = new Dictionary<string, string>
    {
        ["summary_lambda_ops"] = "operators on symbolic tensors have a pack of their own; TensorFlow's names of operations",
        ["summary_built_by_call"] = "a Sequential that a call on data built says None for the batch, where 2.3.1 says the batch's size",
        ["summary_subclassed"] = "OwnStepTests and SummaryTests",
        ["names"] = "weights' names: NameTests; TensorFlow's own text of a tensor", ["reprs"] = "TensorFlow's own text of objects",
    };

    public static IEnumerable<object[]> Twins() => s_twins.Keys.Where(ConsoleCase.Names.Contains).Select(n => new object[] { n });

    public static IEnumerable<string> Names => s_twins.Keys;

    [Theory, MemberData(nameof(Twins))]
    public void Prints_what_TF_2_3_1_prints(string name)
    {
        ConsoleCase c = ConsoleCase.Of(name);
        var (printed, _, thrown) = ConsoleCase.Run(() => s_twins[name](c));
        if (thrown is not null) { throw new InvalidOperationException(name, thrown); }
        Assert.Equal(c.Stdout, printed);
    }

    private static void Fails(ConsoleCase c, string key, Action what) =>
        Assert.StartsWith(c.Results.GetProperty(key).GetProperty("message").GetString()!, Assert.ThrowsAny<Exception>(what).Message);
}
