using System.Text.Json;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving.Checkpoints;

/// <summary>
/// SavedModels that hold classes and functions of Python's own: their C# counterparts, passed in custom_objects, predict and train on as
/// they do.
/// </summary>
public sealed class OwnClassesTests : IDisposable
{
    private readonly SavedModelPack _pack = new();

    public void Dispose() => _pack.Dispose();

    private static readonly Dictionary<string, object> s_own = new()
    {
        ["House>Scaler"] = typeof(Scale), ["Gate"] = typeof(Gate), ["Bare"] = typeof(Bare), ["House>Net"] = typeof(Net),
        ["Plain"] = typeof(Plain), ["TiedModel"] = typeof(TiedModel),
        ["swishy"] = (Func<Tensor, Tensor>)(x => x * (x * 1.5).sigmoid()),
        ["mad"] = (Func<Tensor, Tensor, Tensor>)((y, p) => (y - p).abs().mean([-1L])),
        ["dbl"] = layers.Lambda(x => KerasDigits.Ops.NN.Concatenate([x * 2, x.square()], -1), name: "dbl"),
        ["shifted"] = (Func<Tensor, Tensor>)(x => x + 1),
    };

    public static TheoryData<string, string> Cases() => SavedModelPack.Cases(c => c.TryGetProperty("saved_model", out _)
        && c.GetProperty("name").GetString() is "custom_registered" or "custom_unregistered" or "custom_no_config" or "custom_model"
        or "custom_functional" or "subclass_plain" or "subclass_tied");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Predict_and_train_on(string pack, string name)
    {
        JsonElement c = SavedModelPack.Case(pack, name);
        string folder = _pack.Unpack(c);
        Model model = models.load_model(Path.Combine(folder, c.GetProperty("saved_model").GetString()!), s_own);
        Golden.Report([SavedModelPack.Predictions(pack, c, model)]);
        JsonElement step = c.TryGetProperty("reload", out JsonElement reload)
            && reload.TryGetProperty("step", out JsonElement again) ? again : c.GetProperty("step");
        // A case without what Keras makes of the folder says what comes of training on: load_weights brings the optimizer's state.
        if (!c.TryGetProperty("reload", out _)) { model.load_weights(Path.Combine(folder, c.GetProperty("saved_model").GetString()!)); }
        // its weights stand in another order, its outputs have keys
        if (name == "subclass_plain") { VariablesInFieldsAreTrained(model, SavedModelPack.Arrays(pack, c.GetProperty("inputs"))!); return; }
        model.train_on_batch(SavedModelPack.Arrays(pack, c.GetProperty("inputs"))!,
            SavedModelPack.Arrays(pack, c.GetProperty("step").GetProperty("targets"))!);
        NDArray[] expected = SavedModelPack.Arrays(pack, step.GetProperty("weights"))!, actual = model.get_weights();
        Assert.Equal(expected.Length, actual.Length);
        Golden.Report(expected.Select((w, i) => Golden.Difference(w, actual[i], 1e-4, $"{name}, weight {i}")));
    }

    /// <summary>As in TensorFlow a variable in a field is one of the weights, and is trained unless it says otherwise.</summary>
    private static void VariablesInFieldsAreTrained(Model model, NDArray[] inputs)
    {
        Assert.Equal(22, model.weights.Count);
        Variable scale = model.trainable_weights.Single(w => w.name.StartsWith("scale", StringComparison.Ordinal)),
            counter = model.non_trainable_weights.Single(w => w.name.StartsWith("counter", StringComparison.Ordinal));
        double before = scale.numpy().astype(NPTypeCode.Double).flatten().ToArray<double>()[0];
        model.compile(optimizers.SGD(0.1), loss: "mse");
        NDArray[] targets = [.. model.predict_all(inputs).Select(p => p + 1)];
        model.train_on_batch(inputs, targets);
        Assert.NotEqual(before, scale.numpy().astype(NPTypeCode.Double).flatten().ToArray<double>()[0]);
        Assert.Equal(3, counter.numpy().astype(NPTypeCode.Double).flatten().ToArray<double>()[0]);
    }

    private sealed class Scale(double factor = 2) : Layer
    {
        private Variable? gain, calls;

        public double factor { get; } = factor;

        public override void build(Shape input_shape)
        {
            gain = add_weight("gain", new Shape(input_shape[^1]), initializer: "ones");
            calls = add_weight("calls", Shape.Of([]), dtype: "int64", initializer: "zeros", trainable: false);
        }

        public override Tensor call(Tensor inputs, bool training) => inputs * gain!.value * factor;
    }

    private sealed class Gate(int units) : Layer
    {
        private readonly Dense main = layers.Dense(units, activation: "tanh");
        private readonly List<Dense> stack = [layers.Dense(units), layers.Dense(units)];
        private readonly Dictionary<string, Dense> named = new() { ["left"] = layers.Dense(units, use_bias: false),
            ["right"] = layers.Dense(units) };

        public int units { get; } = units;

        public override Tensor call(Tensor inputs, bool training)
        {
            Tensor h = stack[1].Apply(stack[0].Apply(main.Apply(inputs)));
            return named["left"].Apply(h).sigmoid() * named["right"].Apply(h);
        }
    }

    private sealed class Bare(int units) : Layer
    {
        private readonly Dense d = layers.Dense(units);

        public int units { get; } = units;

        public override Tensor call(Tensor inputs, bool training) => d.Apply(inputs).relu();
    }

    private sealed class Net(int units = 4) : Model
    {
        private readonly Dense a = keras.layers.Dense(units, activation: "relu"), b = keras.layers.Dense(1);

        public int units { get; } = units;

        public override Tensor call(Tensor inputs, bool training) => b.Apply(a.Apply(inputs));
    }

    private sealed class Plain(int units = 5) : Model
    {
        private readonly Dense first = keras.layers.Dense(units, activation: "relu");
        private readonly Dense[] blocks = [keras.layers.Dense(units, activation: "tanh"), keras.layers.Dense(units, activation: "tanh")];
        private readonly Layer[] pair = [keras.layers.LayerNormalization(), keras.layers.Dense(units)];
        private readonly Dictionary<string, Dense> heads = new() { ["b"] = keras.layers.Dense(1), ["a"] = keras.layers.Dense(2) };
        private readonly Variable scale = tf.Variable(np.array(1.5f), name: "scale");
        private readonly Variable counter = tf.Variable(np.array(3L), trainable: false, name: "counter", dtype: "int64");
        private readonly Sequential inner = keras.models.Sequential([keras.layers.Dense(units), keras.layers.BatchNormalization()]);

        public int units { get; } = units;

        public override Tensor[] call(Tensor[] inputs, CallContext context)
        {
            Tensor h = blocks.Aggregate(first.Apply(inputs[0]), (x, block) => block.Apply(x));
            h = inner.Apply(pair[1].Apply(pair[0].Apply(h))) * scale.value;
            return [heads["a"].Apply(h), heads["b"].Apply(h)];
        }
    }

    private sealed class Tied(Embedding emb) : Layer
    {
        private readonly Embedding emb = emb;
        private Variable? bias;

        public override void build(Shape input_shape) => bias = add_weight("bias", new Shape(emb.input_dim), initializer: "zeros");

        public override Tensor call(Tensor inputs, bool training) => inputs.matmul(emb.embeddings.value.transpose(0, 1)) + bias!.value;
    }

    private sealed class TiedModel : Model
    {
        private readonly Embedding emb;
        private readonly Tied @out;

        public TiedModel(int v = 9, int d = 4)
        {
            (this.v, this.d, emb) = (v, d, keras.layers.Embedding(v, d));
            @out = new Tied(emb);
        }

        public int v { get; }

        public int d { get; }

        public override Tensor call(Tensor inputs, bool training) => @out.Apply(emb.Apply(inputs));
    }
}
