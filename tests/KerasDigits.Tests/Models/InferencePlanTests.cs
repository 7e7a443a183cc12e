using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Tests.Models;

/// <summary>predict by the plan gives what the layers give one by one.</summary>
public sealed class InferencePlanTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Nets => [.. s_nets.Keys];

    private static readonly Dictionary<string, Func<Model>> s_nets = new()
    {
        ["conv, norm, relu6"] = () => Chain(new(12, 12, 3), "relu6", "channels_last"),
        ["channels first"] = () => Chain(new(3, 12, 12), "relu", "channels_first"),
        ["swish"] = () => Chain(new(12, 12, 3), "swish", "channels_last"),
        ["an activation without a form in place"] = () => Chain(new(12, 12, 3), "softplus", "channels_last"),
        ["dense"] = () =>
            keras.models.Sequential([keras.layers.Dense(16, input_shape: 8), keras.layers.BatchNormalization(),
                keras.layers.Activation("relu"), keras.layers.Dropout(.5), keras.layers.Dense(3, activation: "softmax")]),
        ["series"] = () =>
            keras.models.Sequential([keras.layers.Conv1D(8, 3, padding: "causal", input_shape: new(10, 4)),
                keras.layers.BatchNormalization(), keras.layers.ReLU(),
            keras.layers.SeparableConv1D(6, 3), keras.layers.BatchNormalization(),
            keras.layers.Bidirectional(keras.layers.LSTM(5, return_sequences: true)), keras.layers.LSTM(4), keras.layers.Dense(2)]),
        ["volumes"] = () =>
            keras.models.Sequential([keras.layers.Conv3D(4, 2, input_shape: new(4, 5, 6, 2)), keras.layers.BatchNormalization(),
                keras.layers.LeakyReLU(), keras.layers.Conv3DTranspose(3, 2), keras.layers.ReLU(max_value: 1.5), keras.layers.Flatten()]),
        ["residual"] = Residual,
        ["inside a model"] = () =>
        {
            var x = keras.Input(new Shape(12, 12, 3));
            var inner = Chain(new(12, 12, 3), "relu", "channels_last");
            return keras.Model(x, keras.layers.Dense(2).Apply(keras.layers.add([inner.Apply(x), inner.Apply(x)])));
        },
        ["outputs in the middle"] = Tapped,
        ["masks"] = () =>
            keras.models.Sequential([keras.layers.Masking(0.3, input_shape: new(6, 3)), keras.layers.Dense(4),
                keras.layers.Activation("relu"), keras.layers.LSTM(3, return_sequences: true), keras.layers.GRU(3)]),
        ["a layer of one's own that keeps its input"] = () =>
        {
            var x = keras.Input(8);
            var keeper = new Keeper();
            return keras.Model(x, keras.layers.Dense(2)
                .Apply(new Reader(keeper).Apply(keras.layers.Dense(4, activation: "relu")
                    .Apply(keeper.Apply(keras.layers.Dense(4).Apply(x))))));
        },
        ["MobileNetV2"] = () => keras.applications.MobileNetV2(input_shape: new(32, 32, 3), weights: null, alpha: .35, classes: 5),
        ["ResNet50V2"] = () => keras.applications.ResNet50V2(input_shape: new(32, 32, 3), weights: null, classes: 5),
        ["DenseNet121"] = () => keras.applications.DenseNet121(input_shape: new(32, 32, 3), weights: null, classes: 5),
        ["EfficientNetB0"] = () => keras.applications.EfficientNetB0(input_shape: new(32, 32, 3), weights: null, classes: 5),
        ["Xception"] = () => keras.applications.Xception(input_shape: new(71, 71, 3), weights: null, classes: 5),
    };

    /// <summary>A sum that is written over one of its inputs is let go after its last reader, too.</summary>
    [Fact]
    public void Deeper_nets_hold_no_more_values()
    {
        long Count(int blocks)
        {
            var x = keras.Input(new Shape(8, 8, 4));
            var (conv, counter) = (keras.layers.Conv2D(4, 3, padding: "same"), new Counter());
            KerasTensor y = conv.Apply(x);
            for (int i = 0; i < blocks; i++) { y = keras.layers.ReLU().Apply(keras.layers.add([conv.Apply(y), y])); }
            var model = keras.Model(x, counter.Apply(keras.layers.Flatten().Apply(y)));
            long before = Counter.Now;
            model.predict(np.ones(new[] { 2, 8, 8, 4 }));
            return counter.Live - before;
        }
        Assert.Equal(Count(3), Count(12));
    }

    /// <summary>How many tensors of this thread's scopes live when it is called.</summary>
    private sealed class Counter : Layer
    {
        public static long Now => TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        public long Live { get; private set; }

        public override Tensor call(Tensor inputs, bool training)
        {
            Live = Now;
            return inputs * 1;
        }
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void Predictions_are_those_of_the_layers_one_by_one(string net)
    {
        keras.utils.set_random_seed(3);
        Model model = s_nets[net]();
        Settle(model);
        NDArray x = np.random.uniform(-1, 1, (int[])[8, .. model.input_shape.Skip(1).Select(d => (int)d!.Value)]).astype(NPTypeCode.Single);
        NDArray[] planned = model.predict_all(x);
        NDArray[] again = model.predict_all(x);
        NDArray[] plain = LayerByLayer(model, x);
        for (int i = 0; i < plain.Length; i++)
        {
            Assert.Null(Golden.Difference(plain[i], planned[i], Tolerance, net));
            Assert.Null(Golden.Difference(planned[i], again[i], 0, $"{net}, a second time"));
        }
    }

    [Fact]
    public void New_weights_count_at_once()
    {
        Model model = Chain(new(12, 12, 3), "relu", "channels_last");
        Settle(model);
        NDArray x = np.random.uniform(-1, 1, new[] { 8, 12, 12, 3 }).astype(NPTypeCode.Single);
        _ = model.predict(x);
        foreach (BatchNormalization norm in model.layers.OfType<BatchNormalization>()) { norm.gamma!.assign(2.5); }
        Assert.Null(Golden.Difference(LayerByLayer(model, x)[0], model.predict(x), Tolerance, "after assign"));
        model.compile("sgd", "mse");
        model.fit(x, np.ones(new[] { 8, 2 }), epochs: 2, verbose: 0);
        Assert.Null(Golden.Difference(LayerByLayer(model, x)[0], model.predict(x), Tolerance, "after fit"));
    }

    [Fact]
    public void Dropout_that_was_asked_to_drop_drops()
    {
        var x = keras.Input(100);
        Model model = keras.Model(x, keras.layers.Activation("relu").Apply(keras.layers.Dropout(.5).Apply(x, training: true)));
        NDArray y = model.predict(np.ones(new[] { 2, 100 }));
        Assert.Contains(y.ToArray<float>(), v => v == 0);
        Assert.Contains(y.ToArray<float>(), v => v == 2);
    }

    [Fact]
    public void Losses_of_evaluate_see_the_logits_behind_the_output()
    {
        var model =
            keras.models.Sequential(
                [keras.layers.Dense(3, activation: "softmax", kernel_initializer: keras.initializers.Constant(60.0), input_shape: 2)]);
        model.layers[0].set_weights([np.array(new float[,] { { 90, 0, 0 }, { 0, 0, 90 } }), np.zeros(new[] { 3 }, NPTypeCode.Single)]);
        model.compile("sgd", "sparse_categorical_crossentropy");
        Assert.Equal(180.0, (double)model.evaluate(np.array(new float[,] { { 2, 0 } }), np.array(new[] { 1 }), verbose: 0), 3);
    }

    private static Model Chain(Shape shape, string activation, string format)
    {
        int axis = format == "channels_first" ? 1 : -1;
        Layer Norm() => keras.layers.BatchNormalization(axis: axis);
        return keras.models.Sequential([
            keras.layers.Conv2D(16, 3, use_bias: false, data_format: format, input_shape: shape), Norm(),
            keras.layers.Activation(activation),
            keras.layers.DepthwiseConv2D(3, depth_multiplier: 2, padding: "same", data_format: format), Norm(),
            keras.layers.Activation(activation),
            keras.layers.SeparableConv2D(8, 3, data_format: format), Norm(), keras.layers.SpatialDropout2D(.2),
            keras.layers.Activation(activation),
            keras.layers.Conv2D(32, 3, padding: "same", activation: activation, data_format: format), Norm(),
            keras.layers.Conv2D(32, 3, padding: "same", data_format: format), Norm(), keras.layers.ReLU(),
            keras.layers.MaxPooling2D(2, data_format: format), keras.layers.Flatten(), keras.layers.Dense(2)]);
    }

    private static Model Residual()
    {
        var x = keras.Input(new Shape(8, 8, 4));
        var a = keras.layers.Conv2D(4, 3, padding: "same").Apply(x);
        var b = keras.layers.BatchNormalization().Apply(keras.layers.Conv2D(4, 1).Apply(a));
        var sum = keras.layers.Activation("relu").Apply(keras.layers.add([a, b]));
        var view = keras.layers.Reshape(new Shape(64, 4)).Apply(sum);
        var changed = keras.layers.ReLU().Apply(keras.layers.add([sum, keras.layers.Conv2D(4, 1).Apply(sum)]));
        var twice = keras.layers.add([changed, changed]);
        return keras.Model(x, keras.layers.concatenate([keras.layers.Flatten().Apply(view), keras.layers.Flatten().Apply(twice)]));
    }

    private static Model Tapped()
    {
        var x = keras.Input(new Shape(8, 8, 3));
        var conv = keras.layers.Conv2D(4, 3).Apply(x);
        var norm = keras.layers.BatchNormalization().Apply(conv);
        var relu = keras.layers.Activation("relu").Apply(norm);
        return keras.Model(x, [conv, relu, keras.layers.Dropout(.5).Apply(relu), norm]);
    }

    /// <summary>Moving statistics as after a training, so that normalizations do something.</summary>
    private static void Settle(Model model)
    {
        foreach (Variable v in model.weights)
        {
            if (v.name.Contains("moving_variance", StringComparison.Ordinal) || v.name.Contains("gamma", StringComparison.Ordinal))
            {
                v.assign(np.random.uniform(.5, 1.5, new[] { (int)v.Size }));
            }
            if (v.name.Contains("moving_mean", StringComparison.Ordinal) || v.name.Contains("beta", StringComparison.Ordinal))
            {
                v.assign(np.random.uniform(-.5, .5, new[] { (int)v.Size }));
            }
        }
    }

    private static NDArray[] LayerByLayer(Model model, NDArray x)
    {
        using var scope = Scopes.Step();
        using var none = Scopes.NoGradient();
        var context = new CallContext();
        using var entered = context.Enter();
        return Array.ConvertAll(model.Graph!.RunLayers([Arrays.ToTensor(x, "float32")], context), Arrays.ToArray);
    }

    private sealed class Keeper : Layer
    {
        public Tensor? Kept { get; private set; }

        public override Tensor call(Tensor inputs, bool training) => (Kept = inputs) + 0;
    }

    private sealed class Reader(Keeper keeper) : Layer
    {
        public override Tensor call(Tensor inputs, bool training) => inputs + keeper.Kept!;

        public override Shape compute_output_shape(Shape input_shape) => input_shape;
    }
}
