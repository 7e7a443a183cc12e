using KerasDigits.Backend;
using KerasDigits.Callbacks;
using KerasDigits.Data;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Tests.Training;

/// <summary>What a user sees of compile, fit, evaluate and predict.</summary>
public sealed class FitTests
{
    private static (NDArray X, NDArray Y) Data(int n = 64)
    {
        np.random.seed(3);
        NDArray x = np.random.uniform(0, 1, new[] { n, 6 }).astype(NPTypeCode.Single);
        return (x, keras.utils.to_categorical(np.argmax(x[":, :3"], 1), 3));
    }

    private static Sequential Net()
    {
        keras.utils.set_random_seed(5);
        var model = keras.models.Sequential([keras.layers.Dense(8, activation: "relu", input_shape: 6),
            keras.layers.Dense(3, activation: "softmax")]);
        model.compile(optimizer: "adam", loss: "categorical_crossentropy", metrics: ["accuracy"]);
        return model;
    }

    [Fact]
    public void A_run_with_a_seed_repeats_bit_for_bit()
    {
        var (x, y) = Data();
        History first = Net().fit(x, y, epochs: 3, verbose: 0), second = Net().fit(x, y, epochs: 3, verbose: 0);
        Assert.Equal(first.history["loss"], second.history["loss"]);
        Assert.True(first.history["loss"][^1] < first.history["loss"][0]);
    }

    [Fact]
    public void History_holds_training_and_validation_series()
    {
        var (x, y) = Data();
        History h = Net().fit(x, y, epochs: 2, verbose: 0, validation_split: 0.25);
        Assert.Equal(["loss", "accuracy", "val_loss", "val_accuracy"], h.history.Keys);
        Assert.Equal([0, 1], h.epoch);
        Assert.Equal(2, h.@params!.steps);
        Assert.Throws<KeyNotFoundException>(() => h.history["val_acc"]);
    }

    [Fact]
    public void Evaluate_agrees_with_predict()
    {
        var (x, y) = Data();
        Sequential model = Net();
        model.fit(x, y, epochs: 2, verbose: 0);
        var (loss, accuracy) = model.evaluate(x, y, verbose: 0, batch_size: 10);
        NDArray p = model.predict(x, batch_size: 7);
        int[] right = np.argmax(p, 1).astype(NPTypeCode.Int32).ToArray<int>(),
            wanted = np.argmax(y, 1).astype(NPTypeCode.Int32).ToArray<int>();
        Assert.Equal(right.Zip(wanted, (a, b) => a == b ? 1.0 : 0.0).Average(), accuracy, 5);
        double sum = 0;
        for (int i = 0; i < wanted.Length; i++) { sum -= Math.Log((float)p[i, wanted[i]]); }
        Assert.Equal(sum / wanted.Length, loss, 4);
    }

    [Fact]
    public void Strided_and_net_arrays_and_generators_give_the_same_numbers()
    {
        var (x, y) = Data();
        Sequential model = Net();
        NDArray expected = model.predict(x);
        NDArray wide = np.zeros(new[] { 64, 12 }, NPTypeCode.Double);
        wide[":, ::2"] = x.astype(NPTypeCode.Double);
        Assert.Null(Golden.Difference(expected, model.predict(wide[":, ::2"]), 1e-6, "strided"));
        Assert.Null(Golden.Difference(expected, model.predict(x.transpose().copy().transpose()), 1e-6, "transposed"));
        float[,] net = new float[64, 6];
        for (int i = 0; i < 64; i++) { for (int j = 0; j < 6; j++) { net[i, j] = (float)x[i, j]; } }
        Assert.Null(Golden.Difference(expected, model.predict(net), 1e-6, "float[,]"));
        IEnumerable<Batch> Batches() { for (int i = 0; i < 64; i += 16) { yield return (x[$"{i}:{i + 16}"], y[$"{i}:{i + 16}"]); } }
        Assert.Null(Golden.Difference(expected, model.predict(ModelData.From(Batches())), 1e-6, "generator"));
        Assert.Equal(model.evaluate(x, y, verbose: 0)[0], model.evaluate(ModelData.From(Batches()), verbose: 0)[0], 5);
    }

    [Fact]
    public void A_functional_model_with_two_inputs_and_heads_trains()
    {
        var (x, y) = Data();
        var a = keras.Input(6, name: "a");
        var b = keras.Input(6, name: "b");
        var shared = keras.layers.Dense(4, activation: "relu", name: "shared");
        var both = keras.layers.concatenate([shared.Apply(a), shared.Apply(b)]);
        var head = keras.layers.Dense(3, activation: "softmax", name: "head").Apply(both);
        var number = keras.layers.Dense(1, name: "number").Apply(both);
        Model model = keras.Model(inputs: [a, b], outputs: [head, number]);
        model.compile("rmsprop", loss: new() { ["head"] = "categorical_crossentropy", ["number"] = "mse" },
            metrics: new() { ["head"] = "accuracy" }, loss_weights: new Dictionary<string, double> { ["number"] = 0.5 });
        History h = model.fit(new[] { x, x }, new[] { y, x[":, :1"] }, epochs: 3, verbose: 0);
        Assert.Equal(["loss", "head_loss", "number_loss", "head_accuracy"], h.history.Keys);
        Assert.Equal(h.history["loss"][1], h.history["head_loss"][1] + (0.5 * h.history["number_loss"][1]), 4);
        Assert.Equal(2, model.predict_all(new[] { x, x }).Length);
    }

    [Fact]
    public void Class_and_sample_weights_weigh_the_loss()
    {
        var (x, y) = Data();
        Sequential model = Net();
        NDArray half = np.ones(64, NPTypeCode.Double) * 0.5;
        double plain = model.test_on_batch(x, y)[0];
        Assert.Equal(plain / 2, model.test_on_batch(x, y, half)[0], 5);
        double weighted = model.train_on_batch(x, y, class_weight: new Dictionary<int, double> { [0] = 3, [1] = 3, [2] = 3 })[0];
        Assert.Equal(plain * 3, weighted, 4);
    }

    [Fact]
    public void A_frozen_layer_keeps_its_weights()
    {
        var (x, y) = Data();
        Sequential model = Net();
        model.layers[0].trainable = false;
        model.compile("sgd", "mse");
        NDArray before = model.layers[0].get_weights()[0], other = model.layers[1].get_weights()[0];
        model.fit(x, y, epochs: 1, verbose: 0);
        Assert.Equal(2, model.trainable_weights.Count);
        Assert.Null(Golden.Difference(before, model.layers[0].get_weights()[0], 0, "frozen"));
        Assert.NotNull(Golden.Difference(other, model.layers[1].get_weights()[0], 0, "trained"));
    }

    [Fact]
    public void A_users_layer_loss_metric_and_callback_work_without_registration()
    {
        var (x, y) = Data();
        static Tensor my_loss(Tensor t, Tensor p) => (t - p).square().mean([-1]);
        var model = keras.models.Sequential([new Scale { InputShapeArgument = 6 }, keras.layers.Dense(3)]);
        model.compile("sgd", loss: new(my_loss), metrics: [new(my_loss)]);
        var counter = new Counter();
        History h = model.fit(x, y, epochs: 2, verbose: 0, shuffle: false, callbacks: [counter]);
        Assert.Equal(4, counter.Batches);
        Assert.Equal(h.history["loss"][1], h.history["my_loss"][1], 5);
        Assert.Equal(["scale/factor:0"], model.layers[0].weights.Select(w => w.name));
    }

    [Fact]
    public void Memory_is_flat_over_many_steps()
    {
        var (x, y) = Data();
        Sequential model = Net();
        model.fit(x, y, epochs: 2, verbose: 0);
        long before = Tensor.TotalCount;
        model.fit(x, y, epochs: 30, verbose: 0);
        Assert.InRange(Tensor.TotalCount - before, long.MinValue, 8);
    }

    private sealed class Scale : Layer
    {
        private Variable? _factor;

        public override void build(Shape input_shape) => _factor = add_weight("factor", new Shape(input_shape[^1]), initializer: "ones");

        public override Tensor call(Tensor inputs, bool training) => inputs * _factor!;
    }

    private sealed class Counter : Callback
    {
        public int Batches { get; private set; }

        public override void on_train_batch_end(int batch, Logs? logs = null) => Batches += logs!.ContainsKey("loss") ? 1 : 0;
    }
}
