using KerasDigits.Models;
using KerasDigits.Layers;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;
using Named = System.Collections.Generic.Dictionary<string, NumSharp.NDArray>;

namespace KerasDigits.Tests.Training;

/// <summary>Models whose outputs are a dictionary: functional ones, and own ones that take and give dictionaries.</summary>
public sealed class NamedOutputsTests
{
    private static readonly NDArray s_x = np.linspace(-1, 1, 24).reshape(8, 3), s_y = np.linspace(0, 1, 8).reshape(8, 1),
        s_z = np.linspace(1, 3, 8).reshape(8, 1);

    private static Model Functional(bool named)
    {
        KerasTensor i = Input(3, name: "in"), t = layers.Dense(4, activation: "tanh", kernel_initializer: "ones", name: "h").Apply(i);
        KerasTensor o = layers.Dense(1, kernel_initializer: "ones", name: "o").Apply(t),
            p = layers.Dense(1, kernel_initializer: "ones", name: "p").Apply(t);
        Model model = named
            ? models.Model(i, new Dictionary<string, KerasTensor> { ["second"] = o, ["first"] = p })
            : models.Model(i, [p, o]);
        if (named)
        {
            model.compile("sgd", new LossSpec { ["first"] = "mse", ["second"] = "mae" }, new MetricSpec { ["second"] = "mse" },
                new LossWeights { ["first"] = .25 });
        }
        else { model.compile("sgd", ["mse", "mae"], new MetricSpec { ["o"] = "mse" }, [.25, 1]); }
        return model;
    }

    [Fact]
    public void A_functional_model_goes_by_the_names_of_its_dictionary()
    {
        Model model = Functional(named: true);
        Assert.Equal(["p", "o"], model.output_names);
        Named y = new() { ["first"] = s_y, ["second"] = s_z };
        var history = model.fit(s_x, y, batch_size: 4, epochs: 2, shuffle: false, verbose: 0).history;
        var plain = Functional(named: false).fit(s_x, new[] { s_y, s_z }, batch_size: 4, epochs: 2, shuffle: false, verbose: 0).history;
        Assert.Equal(["loss", "p_loss", "o_loss", "o_mse"], history.Keys);
        Assert.Equal(plain.Values, history.Values);
        Predictions predicted = model.predict(s_x);
        Rounding.Same(predicted[0], predicted["first"]);
        Assert.Equal(["first", "second"], predicted.ToDictionary().Keys);
        Assert.Contains("first, second", Assert.Throws<KeyNotFoundException>(() => predicted["third"]).Message);
        Assert.Contains("Expected: first, second",
            Assert.Throws<ArgumentException>(() => model.fit(s_x, new Named { ["p"] = s_y }, verbose: 0)).Message);
        Rounding.Same(predicted["second"], model.Apply(new Named { ["in"] = s_x })["second"]);
    }

    [Theory, InlineData(".h5"), InlineData(".keras"), InlineData("json"), InlineData("clone")]
    public void The_names_are_kept(string how)
    {
        Model model = Functional(named: true), again;
        if (how == "json") { again = models.model_from_json(model.to_json()); }
        else if (how == "clone") { again = (Model)models.clone_model(model); }
        else
        {
            string path = Path.Combine(Path.GetTempPath(), $"named-{Guid.NewGuid():N}{how}");
            try
            {
                model.save(path);
                again = (Model)models.load_model(path);
                Named y = new() { ["first"] = s_y, ["second"] = s_z };
                Assert.Equal(model.evaluate(s_x, y, verbose: 0).ToArray(), again.evaluate(s_x, y, verbose: 0).ToArray());
            }
            finally { File.Delete(path); }
        }
        Assert.Equal(["first", "second"], again.predict(s_x).ToDictionary().Keys);
    }

    private sealed class Own : Model
    {
        private readonly Dense _left = keras.layers.Dense(2, kernel_initializer: "ones"),
            _score = keras.layers.Dense(1, kernel_initializer: "ones"), _kind = keras.layers.Dense(3, activation: "softmax");

        public override Dictionary<string, Tensor> call(Dictionary<string, Tensor> inputs, bool training)
        {
            Tensor t = _left.Apply(inputs["a"]) + inputs["b"];
            return new() { ["score_out"] = _score.Apply(t), ["kind_out"] = _kind.Apply(t) };
        }
    }

    [Fact]
    public void An_own_model_takes_and_gives_dictionaries()
    {
        NDArray b = np.ones(new[] { 8, 2 }), kinds = np.array(new[] { 0, 1, 2, 0, 1, 2, 0, 1 });
        Named x = new() { ["b"] = b, ["a"] = s_x }, y = new() { ["score_out"] = s_y, ["kind_out"] = kinds };
        var model = new Own();
        model.compile("sgd", new LossSpec { ["score_out"] = "mse", ["kind_out"] = "sparse_categorical_crossentropy" },
            new MetricSpec { ["kind_out"] = "accuracy" }, new LossWeights { ["score_out"] = .5 });
        var history = model.fit(x, y, epochs: 2, verbose: 0, validation_split: .25).history;
        Assert.Equal(["loss", "kind_out_loss", "score_out_loss", "kind_out_accuracy", "val_loss", "val_kind_out_loss", "val_score_out_loss",
            "val_kind_out_accuracy"], history.Keys);
        Assert.Equal(history["loss"][0], history["kind_out_loss"][0] + (.5 * history["score_out_loss"][0]), 1e-5);
        Assert.Equal([8L, 3L], model.predict(x)["kind_out"].shape);
        Rounding.Same(model.predict(x)["score_out"], model.Apply(x)["score_out"]);
        Assert.Equal(3, model.evaluate(new[] { (x, y) }.AsEnumerable(), verbose: 0).Skip(1).Count());
        Assert.Contains("unexpected keys",
            Assert.Throws<ArgumentException>(() => model.fit(x, new Named { ["score"] = s_y }, verbose: 0)).Message);
        var other = new Own(); // its first call is that of the targets' names
        other.compile("sgd", new LossSpec { ["score_out"] = "mse" });
        Assert.Equal(["loss", "score_out_loss"], other.fit(x, y, verbose: 0).history.Keys);
    }
}
