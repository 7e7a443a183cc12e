using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>A layer's call that is to be said in ONNX: the layer's arguments and weights by Keras's names, inputs, and what is known of the outputs.</summary>
internal sealed class OnnxCall(OnnxGraph graph, Layer layer, OnnxValue[] inputs, Shape[] outputs, Config? keywords, Func<Layer, OnnxValue[], OnnxValue[]> inner)
{
    private readonly Config _config = layer.get_config();

    public OnnxGraph Graph => graph;

    public Layer Layer => layer;

    public OnnxValue[] Inputs => inputs;

    public OnnxValue X => inputs[0];

    public int Rank => inputs[0].Shape.Rank;

    public Shape Output => outputs[0];

    public Shape[] Outputs => outputs;

    public Config? Keywords => keywords;

    /// <summary>Says a layer inside this one.</summary>
    public OnnxValue[] Inside(Layer part, params OnnxValue[] values) => inner(part, values);

    public bool ChannelsFirst => Text("data_format") == "channels_first";

    public object? Get(string argument) => _config.Get(argument);

    public string? Text(string argument) => Get(argument) as string;

    public double Number(string argument) => Convert.ToDouble(Get(argument), System.Globalization.CultureInfo.InvariantCulture);

    public bool Flag(string argument) => Get(argument) is true;

    /// <summary>A list of whole numbers, also where one stands for a list of one.</summary>
    public long[] Sizes(string argument) => Get(argument) switch
    {
        List<object?> list => [.. list.Select(v => Convert.ToInt64(v, System.Globalization.CultureInfo.InvariantCulture))],
        null => [],
        var one => [Convert.ToInt64(one, System.Globalization.CultureInfo.InvariantCulture)],
    };

    /// <summary>Numbers for both ends of each spatial axis.</summary>
    public (long Before, long After)[] Ends(string argument)
    {
        List<object?> list = (List<object?>)Get(argument)!;
        return list[0] is List<object?> ? [.. list.Cast<List<object?>>().Select(p => (Convert.ToInt64(p[0]), Convert.ToInt64(p[1])))] : [(Convert.ToInt64(list[0]), Convert.ToInt64(list[1]))];
    }

    /// <summary>A weight by its name; null where the layer has none.</summary>
    public Tensor? Weight(string name) => Weight(layer, name);

    public static Tensor? Weight(Layer layer, string name) => layer.TrackedParts().Where(p => p.Name == name).Select(p => p.Part).OfType<Variable>().FirstOrDefault()?.value.detach();

    /// <summary>A value with its channels behind the batch axis, whatever the layer's data_format.</summary>
    public string First(string value) => ChannelsFirst ? value : graph.First(value, Rank);

    public string Last(string value, int? rank = null) => ChannelsFirst ? value : graph.Last(value, rank ?? Rank);

    /// <summary>Sizes of the spatial axes; null where one depends on the data.</summary>
    public long?[] Spatial() => [.. Enumerable.Range(ChannelsFirst ? 2 : 1, Rank - 2).Select(i => X.Shape[i])];

    public NotSupportedException Refused(string why) => new($"The layer \"{layer.name}\" of class {layer.GetType().Name} cannot be exported to ONNX: {why}");

    public string Activate(string value, string argument = "activation", int? rank = null)
    {
        var activation = layer.GetType().GetProperty(argument)?.GetValue(layer) as ActivationFn;
        return activation is null ? value : Activate(activation, value, rank ?? Output.Rank);
    }

    public string Activate(ActivationFn activation, string value, int rank)
    {
        string name = ReferenceEquals(activation, ActivationFn.HardSigmoidOfKeras3) ? "hard_sigmoid_3" : (string)activation.ToConfig()!;
        return name is "softmax" or "log_softmax" ? OnnxActivations.Make(this, name, value) : graph.Each([value], rank, x => OnnxActivations.Make(this, name, x[0]));
    }
}

/// <summary>Activation functions out of ONNX's operators.</summary>
internal static class OnnxActivations
{
    public static string Make(OnnxCall call, string name, string x)
    {
        OnnxGraph g = call.Graph;
        switch (name)
        {
            case "linear": return x;
            case "relu": return g.Op("Relu", x);
            case "relu6": return g.Op("Clip", [x, g.Number(0), g.Number(6)]);
            case "sigmoid": return g.Op("Sigmoid", x);
            case "tanh": return g.Op("Tanh", x);
            case "softplus": return g.Op("Softplus", x);
            case "softsign": return g.Op("Softsign", x);
            case "elu": return g.Op("Elu", x);
            case "selu": return g.Op("Selu", x);
            case "exponential": return g.Op("Exp", x);
            case "softmax": return g.Op("Softmax", [x], ("axis", -1));
            case "log_softmax": return g.Op("LogSoftmax", [x], ("axis", -1));
            case "hard_sigmoid": return g.Op("HardSigmoid", [x], ("alpha", 0.2), ("beta", 0.5));
            case "hard_sigmoid_3": return g.Op("HardSigmoid", [x], ("alpha", 1.0 / 6), ("beta", 0.5));
            case "swish" or "silu": return g.Op("Mul", [x, g.Op("Sigmoid", x)]);
            case "mish": return g.Op("Mul", [x, g.Op("Tanh", g.Op("Softplus", x))]);
            case "gelu": return g.Op("Mul", [g.Op("Mul", [x, g.Number(0.5)]), g.Op("Add", [g.Op("Erf", g.Op("Mul", [x, g.Number(Math.Sqrt(0.5))])), g.Number(1)])]);
            default: throw call.Refused($"its activation \"{name}\" has no counterpart there.");
        }
    }
}
