using KerasDigits.Callbacks;
using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Metrics;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers;

/// <summary>
/// Classes that derive from ours, as <c>class MyDense(Dense)</c>: what they override holds in every way that models run, and in files.
/// </summary>
public sealed class DerivedLayerTests
{
    private static readonly NDArray s_x = np.ones(new[] { 4, 2 }).astype(np.float32);

    [Fact]
    public void A_dense_layer_of_ones_own_is_neither_compiled_nor_fused()
    {
        Sequential model = models.Sequential([new Scaled(3, 10) { InputShapeArgument = 2 }, layers.BatchNormalization(epsilon: 0)]);
        Assert.Equal(20f, (float)model.predict(s_x)[0, 0]);
        Assert.Equal(20f, (float)model.predict(s_x, callbacks: [])[0, 0]);
        Assert.Equal(20f, (float)model.Apply(s_x)[0, 0]);
        Sequential plain = models.Sequential([new Scaled(1, 10) { InputShapeArgument = 2 }]);
        plain.compile(optimizers.SGD(0.001), "mae");
        plain.fit(s_x, np.zeros(new[] { 4, 1 }), verbose: 0);
        Assert.Equal(0.99f, (float)plain.get_weights()[0][0, 0], 1e-5f); // the gradient of 10 · (a + b)
    }

    [Theory]
    [InlineData("h5")]
    [InlineData("keras")]
    public void It_comes_back_from_a_file(string kind)
    {
        Sequential model = models.Sequential([new Scaled(3, 10) { InputShapeArgument = 2 }]);
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, $"model.{kind}");
        model.save(path);
        Model loaded = models.load_model(path, custom_objects: new() { ["Scaled"] = typeof(Scaled) });
        Assert.Equal(10, ((Scaled)loaded.layers[0]).factor);
        Assert.Equal(20f, (float)loaded.predict(s_x)[0, 0]);
    }

    [Fact]
    public void Built_by_hand_it_makes_its_weights_once()
    {
        foreach (var (layer, shape) in new (Layer, Shape)[] { (new Scaled(3, 1), (null, 2)), (new Window(2), (null, 5, 5, 1)),
            (new Looked(5, 2), (null, 3)), (new Kept(2), (null, 3, 2)) })
        {
            layer.build(shape);
            int weights = layer.weights.Count;
            Assert.True(weights > 0, layer.name);
            layer.Apply(np.ones(shape.ToArray(none: 1)));
            Assert.Equal(weights, layer.weights.Count);
        }
    }

    [Fact]
    public void Dropout_and_activation_of_ones_own_are_not_left_out()
    {
        Sequential model = models.Sequential([new Negated(0.5) { InputShapeArgument = 2 }, layers.Dense(1, kernel_initializer: "ones"),
            new Doubled()]);
        Assert.Equal(-4f, (float)model.predict(s_x)[0, 0]);
    }

    [Fact]
    public void Recurrent_layers_embeddings_and_convolutions_run_as_overridden()
    {
        Model model = models.Sequential([new Looked(5, 2) { InputShapeArgument = 3 }, new Kept(2), layers.Dense(1)]);
        Assert.Equal((4L, 1L), (model.predict(s_x[":, :1"] * np.ones(new[] { 1, 3 })).shape[0], model.output_shape[1]!.Value));
        Assert.Equal(3, ((Kept)model.layers[1]).Steps);
        Model images = models.Sequential([new Window(2) { InputShapeArgument = (5, 5, 1) }, layers.BatchNormalization(epsilon: 0),
            layers.ReLU()]);
        Assert.Equal(100f, (float)images.predict(np.ones(new[] { 1, 5, 5, 1 }))[0, 0, 0, 0]);
    }

    [Theory]
    [InlineData("h5")]
    [InlineData("keras")]
    public void A_stack_of_ones_own_is_trained_and_comes_back_from_a_file(string kind)
    {
        var model = new Net(3);
        model.compile("adam", "mse");
        model.fit(s_x, np.zeros(new[] { 4, 3 }), verbose: 0);
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, $"model.{kind}");
        model.save(path);
        var loaded = (Net)models.load_model(path, custom_objects: new() { ["Net"] = typeof(Net) });
        Assert.Equal(3, loaded.units);
        Assert.True(np.allclose(model.predict(s_x), loaded.predict(s_x)));
        Assert.Equal(model.name, loaded.name);
    }

    [Fact]
    public void Metrics_and_callbacks_run_as_overridden()
    {
        Sequential model = models.Sequential([layers.Dense(1, activation: "sigmoid", input_shape: 2)]);
        var told = new Told();
        model.compile("sgd", "binary_crossentropy", metrics: [new Seven()]);
        History history = model.fit(s_x, np.ones(new[] { 4, 1 }), verbose: 0, epochs: 2, callbacks: [told]);
        Assert.Equal(7, history.history["seven"][^1]);
        Assert.Equal(2, told.Epochs);
        Assert.Equal(1, told.stopped_epoch);
    }

    internal sealed class Scaled(int units, double factor) : Dense(units, kernel_initializer: "ones")
    {
        public double factor { get; } = factor;

        public override Tensor call(Tensor inputs, bool training) => factor * base.call(inputs, training);
    }

    private sealed class Window(int filters) : Conv2D(filters, (2, 2), kernel_initializer: "ones")
    {
        public override Tensor call(Tensor inputs, bool training) => 25 * base.call(inputs, training);
    }

    private sealed class Negated(double rate) : Dropout(rate)
    {
        public override Tensor call(Tensor inputs, bool training) => -inputs;
    }

    private sealed class Doubled() : Activation("relu")
    {
        public override Tensor call(Tensor inputs, bool training) => 2 * inputs;
    }

    private sealed class Looked(int input_dim, int output_dim) : Embedding(input_dim, output_dim);

    private sealed class Kept(int units) : LSTM(units)
    {
        public long Steps { get; private set; }

        public override Tensor[] call(Tensor[] inputs, CallContext context)
        {
            Steps = inputs[0].shape[1];
            return base.call(inputs, context);
        }
    }

    internal sealed class Net : Sequential
    {
        public Net(int units)
        {
            this.units = units;
            add(keras.layers.Dense(4, activation: "relu", input_shape: 2));
            add(keras.layers.Dense(units));
        }

        public int units { get; }

        public override Config get_config() => new(base.get_config()) { ["units"] = units };
    }

    private sealed class Seven() : BinaryAccuracy("seven")
    {
        public override Tensor result() => 7 + (0 * base.result());
    }

    private sealed class Told() : EarlyStopping("loss", patience: 0, mode: "max")
    {
        public int Epochs { get; private set; }

        public override void on_epoch_end(int epoch, Logs? logs)
        {
            Epochs++;
            base.on_epoch_end(epoch, logs);
        }
    }
}
