using KerasDigits.Data;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;
using Named = System.Collections.Generic.Dictionary<string, NumSharp.NDArray>;

namespace KerasDigits.Tests.Training;

/// <summary>
/// Data of several inputs and outputs by name, from dictionaries, generators and Sequences, with weights for some outputs.
/// </summary>
public sealed class NamedDataTests
{
    private static readonly NDArray s_a = np.linspace(-1, 1, 12).reshape(6, 2), s_b = np.linspace(0, 2, 18).reshape(6, 3);
    private static readonly NDArray s_score = np.linspace(1, 2, 6).reshape(6, 1), s_kind = np.array(new[] { 0, 1, 2, 0, 1, 2 });
    private static readonly NDArray s_weights = np.array(new[] { 1.0, 0, 2, 0, 3, 1 });

    private static Model Two()
    {
        var (a, b) = (Input(2, name: "a"), Input(3, name: "b"));
        KerasDigits.Layers.KerasTensor t = layers.concatenate([a, b]);
        KerasDigits.Layers.KerasTensor score = layers.Dense(1, kernel_initializer: "ones", name: "score").Apply(t);
        var model = models.Model([a, b],
            [score, layers.Dense(3, activation: "softmax", kernel_initializer: "zeros", name: "kind").Apply(t)]);
        model.compile("sgd", new LossSpec { ["score"] = "mse", ["kind"] = "sparse_categorical_crossentropy" },
            metrics: new MetricSpec { ["kind"] = "accuracy" });
        return model;
    }

    private static IEnumerable<(Named, Named)> Pairs()
    {
        for (int i = 0; i < 6; i += 2) { yield return (X(i), Y(i)); }
    }

    private static Named X(int i) => new() { ["b"] = s_b[$"{i}:{i + 2}"], ["a"] = s_a[$"{i}:{i + 2}"] };

    private static Named Y(int i) => new() { ["kind"] = s_kind[$"{i}:{i + 2}"], ["score"] = s_score[$"{i}:{i + 2}"] };

    private sealed class Batches : Sequence
    {
        public override int Length => 3;

        public override Batch this[int index] => (X(2 * index), Y(2 * index));
    }

    private static double[][] Numbers(History history) => [.. history.history.Values.Select(v => v.ToArray())];

    [Fact]
    public void A_generator_of_dictionaries_trains_as_the_arrays_do()
    {
        double[][] arrays = Numbers(Two().fit(new[] { s_a, s_b }, new[] { s_score, s_kind }, batch_size: 2, shuffle: false, verbose: 0));
        Assert.Equal(arrays, Numbers(Two().fit(Pairs(), verbose: 0)));
        Assert.Equal(arrays, Numbers(Two().fit(new Batches(), shuffle: false, verbose: 0)));
        Assert.Equal(arrays,
            Numbers(Two().fit(new Named { ["a"] = s_a, ["b"] = s_b }, new Named { ["kind"] = s_kind, ["score"] = s_score }, batch_size: 2,
                shuffle: false, verbose: 0)));
        Assert.Equal(arrays, Numbers(Two().fit(Pairs().Select(p => (new[] { p.Item1["a"], p.Item1["b"] }, p.Item2)), verbose: 0)));
        Assert.Equal(Two().evaluate(new[] { s_a, s_b }, new[] { s_score, s_kind }, verbose: 0)["loss"],
            Two().evaluate(Pairs(), verbose: 0)["loss"], 4);
        Assert.Null(Golden.Difference(Two().predict(new[] { s_a, s_b })[1], Two().predict(Pairs().Select(p => p.Item1))[1], 1e-6,
            "predict"));
    }

    [Fact]
    public void Weights_may_be_given_for_some_outputs()
    {
        NDArray ones = np.ones(new[] { 6 });
        double[][] all = Numbers(Two().fit(new[] { s_a, s_b }, new[] { s_score, s_kind }, sample_weight: new[] { s_weights, ones },
            batch_size: 6, shuffle: false, verbose: 0));
        Named x = new() { ["a"] = s_a, ["b"] = s_b }, y = new() { ["kind"] = s_kind, ["score"] = s_score },
            some = new() { ["score"] = s_weights };
        Assert.Equal(all, Numbers(Two().fit(x, y, sample_weight: some, batch_size: 6, shuffle: false, verbose: 0)));
        Assert.Equal(all, Numbers(Two().fit(new List<(Named, Named, Named)> { (x, y, some) }, verbose: 0)));
        Assert.Equal(all,
            Numbers(Two().fit(ModelData.From(new List<Batch> { new([s_a, s_b], [s_score, s_kind], [s_weights, null]) }), verbose: 0)));
        // One array of weights holds for all outputs.
        double[][] both = Numbers(Two().fit(x, y, sample_weight: s_weights, batch_size: 6, shuffle: false, verbose: 0));
        Assert.Equal(both, Numbers(Two().fit(new[] { (x, y, s_weights) }.AsEnumerable(), verbose: 0)));
        Assert.NotEqual(all[2], both[2]);
        var validated = Two().fit(x, y, validation_data: (x, y, some), batch_size: 6, verbose: 0).history;
        Assert.True(validated["val_loss"][0] > 0);
    }

    [Fact]
    public void A_target_that_is_left_out_has_no_loss_and_a_wrong_name_is_said()
    {
        Named x = new() { ["a"] = s_a, ["b"] = s_b };
        var history = Two().fit(x, new Named { ["kind"] = s_kind }, verbose: 0).history;
        Assert.Equal(0, history["score_loss"][0]);
        Assert.Equal(history["loss"][0], history["kind_loss"][0], 6);
        IEnumerable<(Named, Named)> Wrong() { yield return (x, new Named { ["kind"] = s_kind, ["points"] = s_score }); }
        string message = Assert.Throws<ArgumentException>(() => Two().fit(Wrong(), verbose: 0)).Message;
        Assert.Contains("Found unexpected keys that do not correspond to any Model output: points. Expected: score, kind.", message);
        Assert.Contains("`x` must hold an array named \"b\"",
            Assert.Throws<ArgumentException>(() => Two()
                .fit(Pairs().Select(p => (new Named { ["a"] = p.Item1["a"] }, p.Item2)), verbose: 0)).Message);
    }

    [Fact]
    public void Class_weights_are_refused_for_several_outputs_and_weigh_a_dictionary_of_one()
    {
        Assert.Contains("single output",
            Assert.Throws<ArgumentException>(() => Two()
                .fit(Pairs(), class_weight: new() { [0] = 1, [1] = 2, [2] = 1 }, verbose: 0)).Message);
        Sequential One()
        {
            var model =
                models.Sequential([layers.Dense(3, activation: "softmax", kernel_initializer: "ones", name: "kind", input_shape: 2)]);
            model.compile("sgd", "sparse_categorical_crossentropy");
            return model;
        }
        Dictionary<int, double> weights = new() { [0] = 0, [1] = 0, [2] = 3 };
        double expected = One().fit(s_a, s_kind, class_weight: weights, batch_size: 6, shuffle: false, verbose: 0).history["loss"][0];
        Assert.Equal(Math.Log(3), expected, 5);
        Assert.Equal(expected,
            One().fit(new[] { (s_a, new Named { ["kind"] = s_kind }) }.AsEnumerable(), class_weight: weights,
                verbose: 0).history["loss"][0], 6);
    }
}
