using System.Text.Json;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Console231;

/// <summary>Messages of common mistakes: ours begin with TF 2.3.1's sentence.</summary>
public sealed class MistakeCases
{
    [Fact]
    public void Unknown_names_are_refused() => Check("unknown_names", c => new()
    {
        ["optimizer"] = () => c.dense(false).compile("quick", "mse"),
        ["loss_fit"] = () => c.dense(false).compile("sgd", "mean_error"),
        ["metric_fit"] = () => c.dense(false).compile("sgd", "mse", metrics: ["goodness"]),
        ["activation"] = () => layers.Dense(2, activation: "reluu"),
        ["initializer"] = () => layers.Dense(2, kernel_initializer: "he"),
        ["regularizer"] = () => layers.Dense(2, kernel_regularizer: "l3"),
        ["constraint"] = () => layers.Dense(2, kernel_constraint: "big"),
        ["momentum"] = () => optimizers.SGD(momentum: 2),
        ["clip"] = () => optimizers.SGD(clipnorm: -1),
        ["get_optimizer"] = () => optimizers.get("quick"),
        ["get_loss"] = () => losses.get("x"),
        ["get_metric"] = () => metrics.get("x"),
    });

    [Fact]
    public void Misused_layers_are_refused() => Check("layers_misuse", c =>
    {
        Sequential m = models.Sequential(), empty = models.Sequential();
        m.add(layers.Dense(2, input_shape: c.dim, name: "one"));
        return new()
        {
            ["pop_empty"] = empty.pop,
            ["same_name"] = () => m.add(layers.Dense(2, name: "one")),
            ["get_layer"] = () => m.get_layer("two"),
            ["get_index"] = () => m.get_layer(index: 4),
            ["get_nothing"] = () => m.get_layer(),
            ["set_weights_shape"] = () => m.set_weights([np.zeros(new[] { c.dim + 1, 2 }), np.zeros(new[] { 2 })]),
            ["merge_one"] = () => layers.Add().Apply(Input(c.dim)),
            ["concat_shapes"] = () => layers.concatenate([Input((2, 3)), Input((3, 4))]),
            ["dense_unknown"] = () => layers.Dense(2).Apply(Input(new Shape([null]))),
            ["reshape"] = () => layers.Reshape((5, 7)).Apply(Input(6)),
        };
    });

    [Fact]
    public void Mistaken_data_are_refused() => Check("data_mistakes", c => new()
    {
        ["lengths"] = () => c.dense().fit(c.x, c.y[":-1"], verbose: 0),
        ["sample_weight_length"] = () => c.dense().fit(c.x, c.y, sample_weight: np.ones(new[] { 3 }), verbose: 0),
        ["class_weight_missing"] = () => c.dense().fit(c.x, c.y, class_weight: new() { [0] = 1, [2] = 1 }, verbose: 0),
        ["split_one_row"] = () => c.dense().fit(c.x[":1"], c.y[":1"], validation_split: .5, verbose: 0),
    });

    [Fact]
    public void What_is_not_compiled_is_refused() => Check("not_compiled", c => new()
    {
        ["fit"] = () => c.dense(false).fit(c.x, c.y),
        ["evaluate"] = () => c.dense(false).evaluate(c.x, c.y),
        ["train_on_batch"] = () => c.dense(false).train_on_batch(c.x, c.y),
        ["test_on_batch"] = () => c.dense(false).test_on_batch(c.x, c.y),
    });

    [Fact]
    public void Mistaken_classes_are_refused() => Check("wrong_classes", c => new()
    {
        ["one_hot_too_wide"] = () => c.dense().fit(c.x, utils.to_categorical(c.ys, c.classes + 1), verbose: 0),
        ["integers_into_categorical"] = () => c.dense().fit(c.x, c.ys, verbose: 0),
        ["evaluate"] = () => c.dense().evaluate(c.x, utils.to_categorical(c.ys, c.classes + 2), verbose: 0),
    });

    [Fact]
    public void Mistaken_helpers_are_refused() => Check("utils_mistakes", c => new()
    {
        ["pad_mode_used"] = () => preprocessing.sequence.pad_sequences([[1], [1, 2]], padding: "mid"),
        ["tokenizer_matrix"] = () => preprocessing.text.Tokenizer().texts_to_matrix(["a"]),
        ["timeseries"] = () => preprocessing.sequence.TimeseriesGenerator(np.zeros(new[] { 5 }), np.zeros(new[] { 4 }), length: 2),
        ["timeseries_long"] = () => preprocessing.sequence.TimeseriesGenerator(np.zeros(new[] { 5 }), np.zeros(new[] { 5 }), length: 9),
        ["vgg_size"] = () => applications.VGG16(weights: null, include_top: false, input_shape: (16, 16, 3)),
        ["vgg_classes"] = () => applications.VGG16(weights: "imagenet", classes: 5),
    });

    private static void Check(string name, Func<ConsoleCase, Dictionary<string, Action>> twins)
    {
        if (!ConsoleCase.Names.Contains(name)) { return; }
        ConsoleCase c = ConsoleCase.Of(name);
        var found = new List<string?>();
        ConsoleCase.Run(() =>
        {
            foreach (var (key, act) in twins(c))
            {
                if (!c.Results.TryGetProperty(key, out JsonElement r)) { continue; }
                string wanted = r.GetProperty("message").GetString()!;
                Exception? thrown = Record.Exception(act);
                found.Add(thrown?.Message.StartsWith(wanted.TrimEnd('.'), StringComparison.Ordinal) == true
                    ? null
                    : $"{key}: {thrown?.Message ?? "nothing"} instead of {wanted}");
            }
        });
        Golden.Report(found);
    }
}
