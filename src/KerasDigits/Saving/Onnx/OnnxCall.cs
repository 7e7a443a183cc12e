using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>
/// A layer's call that is to be said in ONNX: the layer's arguments and weights by Keras's names, inputs, and what is known of the outputs.
/// </summary>
internal sealed class OnnxCall(OnnxGraph graph, Layer layer, OnnxValue[] inputs, (Shape Shape, string DType)[] outputs, Config? keywords,
    IReadOnlyList<string?>? names, Func<Layer, OnnxValue[], OnnxValue[]> inner)
{
    private readonly Config _config = layer.get_config();

    public OnnxGraph Graph => graph;

    public Layer Layer => layer;

    public OnnxValue[] Inputs => inputs;

    public OnnxValue X => inputs[0];

    public int Rank => inputs[0].Shape.Rank;

    public Shape Output => outputs[0].Shape;

    public Shape[] Outputs { get; } = Array.ConvertAll(outputs, o => o.Shape);

    /// <summary>Dtype of the first output.</summary>
    public string DType => DTypes[0];

    /// <summary>Dtypes of the outputs in the file.</summary>
    public string[] DTypes { get; } = Array.ConvertAll(outputs, o => OnnxGraph.GetDType(o.DType));

    /// <summary>The call with floats where the layer computes with floats: ONNX's operators take one type at a time.</summary>
    public OnnxCall GetInFloats()
    {
        bool all = layer.Wholes == WholeNumbers.Cast,
            some = layer.Wholes == WholeNumbers.Otherwise && layer.CastsFloats && DType == "float32";
        bool IsTurned(string dtype) => dtype is not ("float32" or Backend.DTypes.Text) && (all || (some && dtype != "bool"));
        return !Array.Exists(inputs, x => IsTurned(x.DType)) ? this : new OnnxCall(graph, layer,
            Array.ConvertAll(inputs, x => IsTurned(x.DType) ? x with { Name = graph.Cast(x.Name, OnnxGraph.Float), DType = "float32" } : x),
            outputs, keywords, names, inner);
    }

    public Config? Keywords => keywords;

    /// <summary>For each input the keyword it was given by; null: all by position.</summary>
    public IReadOnlyList<string?>? Names => names;

    /// <summary>An input by its keyword or position; null: it was not given.</summary>
    public OnnxValue? FindArgument(string name, int position) => CallArguments.Find(inputs.Length, names, name, position) is >= 0 and var at
        ? inputs[at]
        : null;

    /// <summary>Says a layer inside this one.</summary>
    public OnnxValue[] ConvertInside(Layer part, params OnnxValue[] values) => inner(part, values);

    public bool ChannelsFirst => ReadText("data_format") == "channels_first";

    public object? Get(string argument) => _config.Get(argument);

    public string? ReadText(string argument) => Get(argument) as string;

    public double ReadNumber(string argument) => Convert.ToDouble(Get(argument), System.Globalization.CultureInfo.InvariantCulture);

    public bool ReadFlag(string argument) => Get(argument) is true;

    /// <summary>A list of whole numbers, also where one stands for a list of one.</summary>
    public long[] ReadSizes(string argument) => Get(argument) switch
    {
        List<object?> list => [.. list.Select(v => Convert.ToInt64(v, System.Globalization.CultureInfo.InvariantCulture))],
        null => [],
        var one => [Convert.ToInt64(one, System.Globalization.CultureInfo.InvariantCulture)],
    };

    /// <summary>Numbers for both ends of each spatial axis.</summary>
    public (long Before, long After)[] ReadEnds(string argument)
    {
        List<object?> list = (List<object?>)Get(argument)!;
        return list[0] is List<object?>
            ? [.. list.Cast<List<object?>>().Select(p => (Convert.ToInt64(p[0]), Convert.ToInt64(p[1])))]
            : [(Convert.ToInt64(list[0]), Convert.ToInt64(list[1]))];
    }

    /// <summary>A weight by its name; null where the layer has none.</summary>
    public Tensor? FindWeight(string name) => FindWeight(layer, name);

    public static Tensor? FindWeight(Layer layer, string name) =>
        layer.EnumerateTrackedParts().Where(p => p.Name == name).Select(p => p.Part).OfType<Variable>().FirstOrDefault()?.value.detach();

    /// <summary>A value with its channels behind the batch axis, whatever the layer's data_format.</summary>
    public string ToChannelsFirst(string value) => ChannelsFirst ? value : graph.ToChannelsFirst(value, Rank);

    public string ToChannelsLast(string value, int? rank = null) => ChannelsFirst ? value : graph.ToChannelsLast(value, rank ?? Rank);

    /// <summary>Sizes of the spatial axes; null where one depends on the data.</summary>
    public long?[] GetSpatial() => [.. Enumerable.Range(ChannelsFirst ? 2 : 1, Rank - 2).Select(i => X.Shape[i])];

    public NotSupportedException Refused(string why) =>
        new($"The layer \"{layer.name}\" of class {layer.GetType().Name} cannot be exported to ONNX: {why}");

    public string Activate(string value, string argument = "activation", int? rank = null)
    {
        var activation = layer.GetType().GetProperty(argument)?.GetValue(layer) as ActivationFn;
        return activation is null ? value : Activate(activation, value, rank ?? Output.Rank);
    }

    public string Activate(ActivationFn activation, string value, int rank)
    {
        string name = activation.KerassName
            ?? throw Refused($"its activation \"{activation.name}\" is a function of one's own, of which no formula is known. Give it "
                + "one of Keras's.");
        string Make(string x) => OnnxActivations.Find(graph, name, x)
            ?? throw Refused($"its activation \"{name}\" has no counterpart there.");
        return OnnxActivations.IsEach(name) ? graph.AddForEach([value], rank, x => Make(x[0])) : Make(value);
    }
}
