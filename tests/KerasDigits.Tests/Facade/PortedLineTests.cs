using KerasDigits.Backend;
using NumSharp;
using static KerasDigits.keras;
using K = KerasDigits.keras.backend;

namespace KerasDigits.Tests.Facade;

/// <summary>Lines that Python's Keras programs are full of, as a porter writes them first.</summary>
public sealed class PortedLineTests
{
    [Fact]
    public void Layers_are_sliced_and_counted_from_the_end()
    {
        var model = models.Sequential([layers.Dense(4, input_shape: 3, name: "a"), layers.Dense(4, name: "b"), layers.Dense(4, name: "c")]);
        foreach (var layer in model.layers[..^1]) { layer.trainable = false; }
        Assert.Equal([false, false, true], model.layers.Select(l => l.trainable));
        Assert.Equal(("c", "c", "a"), (model.layers[-1].name, model.layers[^1].name, model.layers[-3].name));
        Assert.Equal(["b", "c"], model.layers[1..].Select(l => l.name));
        Assert.Contains("below 3", Assert.Throws<ArgumentOutOfRangeException>(() => model.layers[3]).Message);
    }

    [Fact]
    public void Calls_of_a_shared_layer_are_found_by_number()
    {
        var shared = layers.Dense(2, name: "shared");
        var (a, b) = (Input(3), Input(3));
        var (x, y) = (shared.Apply(a), shared.Apply(b));
        Assert.Same(y, shared.get_output_at(1));
        Assert.Same(a, shared.get_input_at(0));
        Assert.NotSame(x, y);
        Assert.Contains("only 2 inbound nodes", Assert.Throws<ArgumentException>(() => shared.get_output_at(2)).Message);
    }

    [Fact]
    public void Outputs_are_unpacked_by_names()
    {
        var (output, h, c) = layers.LSTM(5, return_sequences: true, return_state: true).ApplyAll(Input(shape: (4, 3)));
        Assert.Equal(3, output.shape.Rank);
        Assert.Equal(h.shape, c.shape);
        var model = models.Model(h.Producer.Inputs[0], [h, c]);
        var (first, second) = model.ApplyAll(K.ones((2, 4, 3)));
        Assert.Equal([2L, 5L], first.numpy().shape);
        Assert.False(np.array_equal(first.numpy(), second.numpy()));
        var error = Assert.Throws<ArgumentException>(() => { var (one, two, three) = model.ApplyAll(K.ones((2, 4, 3))); });
        Assert.Contains("as many tensors as names, 3. Received: 2", error.Message);
    }

    [Fact]
    public void Dtypes_are_names()
    {
        Assert.Equal(NPTypeCode.Single, np.arange(3).astype("float32").typecode);
        Assert.Equal(NPTypeCode.Byte, np.arange(3).astype("uint8").typecode);
    }

    [Fact]
    public void Variables_are_reckoned_with_and_changed_in_place()
    {
        Variable total = K.variable(np.array(new[] { 6f, 8f })), count = K.variable(np.array(new[] { 2f, 4f }));
        Assert.Equal([3f, 2f], (total / count).numpy().ToArray<float>());
        Assert.Equal([3f, 4f], (0.5 * total).numpy().ToArray<float>());
        Assert.Equal([12f, 16f], (total * 2).numpy().ToArray<float>());
        Assert.Equal([3f, 4f], (total / 2).numpy().ToArray<float>());
        Assert.Equal([8f, 12f], (total + count).numpy().ToArray<float>());
        Assert.Equal([5f, 7f], (total - 1).numpy().ToArray<float>());
        Assert.Equal([3f, 1f], (9 - total).numpy().ToArray<float>());
        Assert.Equal([-6f, -8f], (-total).numpy().ToArray<float>());
        Assert.Equal([4f, 2f], (8 / count).numpy().ToArray<float>());
        Assert.Equal([12f, 32f], (total * count).numpy().ToArray<float>());
        Assert.Equal([4f, 4f], (total - count).numpy().ToArray<float>());
        total.assign_add(K.ones(2)).assign_sub(2);
        Assert.Equal([5f, 7f], total.numpy().ToArray<float>());
        total.assign(0.0).assign_sub(K.ones(2)).assign_add(4);
        Assert.Equal([3f, 3f], total.numpy().ToArray<float>());
    }

    [Fact]
    public void Own_layers_name_their_arguments_by_updating_the_bases_configuration()
    {
        var model = models.Sequential([Input(3), new Linear(5)]);
        Assert.Equal(("units", (long?)5), (model.layers[0].get_config().Last().Key, model.output_shape[-1]));
        var again = models.model_from_json(model.to_json(), new() { ["Linear"] = typeof(Linear) });
        again.set_weights(model.get_weights());
        NDArray x = np.ones(new NumSharp.Shape(2, 3));
        Assert.True(np.array_equal(again.predict(x), model.predict(x)));
        Assert.IsType<Linear>(
            models.clone_model(models.Sequential([layers.TimeDistributed(new Linear(2), input_shape: (4, 3))])).layers[0].SubLayers[0]);
        Assert.Contains("has 2 dimensions. Received: index -3",
            Assert.Throws<ArgumentOutOfRangeException>(() => model.output_shape[-3]).Message);
    }

    private sealed class Linear(int units) : KerasDigits.Layers.Layer
    {
        private readonly int _units = units;
        private Variable _w = null!;

        public override void build(KerasDigits.Core.Shape input_shape) =>
            _w = add_weight(shape: (input_shape[-1], _units), initializer: "random_normal");

        public override KerasDigits.Core.Config get_config()
        {
            var config = base.get_config();
            config["units"] = _units;
            return config;
        }

        public override TorchSharp.torch.Tensor call(TorchSharp.torch.Tensor inputs, bool training) => K.dot(inputs, _w);
    }

    [Fact]
    public void A_scheduled_rate_says_that_it_has_no_value_of_its_own()
    {
        var optimizer = optimizers.SGD(optimizers.schedules.ExponentialDecay(0.1, 10, 0.5));
        Assert.Contains("learning_rate.At(optimizer.iterations)",
            Assert.Throws<InvalidOperationException>(() => K.get_value(optimizer.lr)).Message);
        Assert.Equal(0.1, optimizer.learning_rate.At(optimizer.iterations), 6);
    }

    [Fact]
    public void What_evaluate_gives_prints_as_in_Python()
    {
        var model = models.Sequential([layers.Dense(1, input_shape: 3, kernel_initializer: "zeros")]);
        model.compile("sgd", "mse", metrics: ["mae"]);
        NDArray x = np.ones(new NumSharp.Shape(4, 3)), y = np.ones(new NumSharp.Shape(4)) * 2;
        Assert.Equal("[4.0, 2.0]", $"{model.evaluate(x, y, verbose: 0)}");
    }

    [Fact]
    public void A_schedule_of_the_epoch_alone_speaks_too()
    {
        var model = models.Sequential([layers.Dense(1, input_shape: 3)]);
        model.compile("sgd", "mse");
        NDArray x = np.ones(new NumSharp.Shape(4, 3)), y = np.ones(new NumSharp.Shape(4));
        var history = model.fit(x, y, epochs: 2, verbose: 0,
            callbacks: [callbacks.LearningRateScheduler(epoch => 0.1 / (epoch + 1), verbose: 0)]);
        Assert.Equal([0.1, 0.05], history.history["lr"].Select(v => Math.Round(v, 6)));
    }
}
