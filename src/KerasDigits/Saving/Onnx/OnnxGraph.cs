using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Google.Protobuf.Collections;
using KerasDigits.Backend;
using KerasDigits.Saving.Onnx.Proto;

namespace KerasDigits.Saving.Onnx;

/// <summary>A value of the graph: its name, Keras's shape and dtype, and the mask that goes with it.</summary>
/// <param name="Name">Name in the graph.</param>
/// <param name="Shape">Shape as Keras sees it, None where it depends on the data.</param>
/// <param name="DType">Keras's dtype, such as "float32".</param>
/// <param name="Mask">Name of its mask, (batch, steps) of bool; null: none.</param>
/// <param name="MaskRank">Number of the mask's axes: more than two for sequences of sequences.</param>
internal sealed record OnnxValue(string Name, Shape Shape, string DType, string? Mask = null, int MaskRank = 2);

/// <summary>
/// Builds an ONNX graph of opset 17: nodes, constants, and values whose channels stand first beside those whose channels stand last.
/// </summary>
/// <remarks>Keras's values have channels last, ONNX's convolutions want them first. Each result of one is kept in both orders; a layer
/// takes the order it wants, and unused transposes are left out.</remarks>
internal sealed class OnnxGraph
{
    public const int Float = 1, Int32 = 6, Int64 = 7, Text = 8, Bool = 9, Half = 10, Double = 11;

    /// <summary>The domain of ONNX's operators for tables and trees.</summary>
    public const string Tables = "ai.onnx.ml";

    private readonly GraphProto _graph = new();
    private RepeatedField<NodeProto> _nodes;
    private Dictionary<string, string> _first = [];
    private readonly Dictionary<string, string> _constants = [];
    private readonly Dictionary<string, int> _names = [];
    private readonly HashSet<string> _taken = [];

    private readonly bool _halfWeights;

    /// <param name="halfWeights">Whether weights are stored in 16 bits.</param>
    public OnnxGraph(bool halfWeights) => (_halfWeights, _nodes) = (halfWeights, _graph.Node);

    /// <summary>Start of new names: the layer's.</summary>
    public string Scope { get; set; } = "";

    /// <summary>A node with one output; gives its name.</summary>
    public string AddOp(string op, string[] inputs, params (string Name, object Value)[] attributes) =>
        AddOps(op, inputs, 1, attributes)[0];

    /// <summary>A node of one input.</summary>
    public string AddOp(string op, string input) => AddOp(op, [input]);

    /// <summary>A node with several outputs.</summary>
    public string[] AddOps(string op, string[] inputs, int outputs, params (string Name, object Value)[] attributes)
    {
        string name = MakeName(op);
        var node = new NodeProto { Name = name, OpType = op };
        node.Input.Add(inputs);
        for (int i = 0; i < outputs; i++)
        {
            node.Output.Add(i == 0 ? name : MakeUnique($"{name}:{i.ToString(CultureInfo.InvariantCulture)}"));
        }
        node.Attribute.Add(attributes.Select(a => MakeAttribute(a.Name, a.Value)));
        if (op == "LabelEncoder") { node.Domain = Tables; }
        _nodes.Add(node);
        return [.. node.Output];
    }

    /// <summary>A loop over the first axis of sequences.</summary>
    /// <param name="states">What goes from step to step: the start.</param>
    /// <param name="sequences">The sequences, with their types.</param>
    /// <param name="body">Of the states and the sequences' slices the next states and what is put out.</param>
    /// <returns>The last states, and the outputs of all steps.</returns>
    public (string[] States, string[] Outputs) Scan(string[] states, (string Name, int Type)[] sequences,
        Func<string[], string[], (string[] States, string[] Outputs)> body)
    {
        var steps = new GraphProto { Name = MakeName("steps") };
        var (nodes, first) = (_nodes, _first);
        // What is made inside is not seen outside.
        (_nodes, _first) = (steps.Node, new(_first));
        string[] before = [.. states.Select(_ => MakeName("state"))], now = [.. sequences.Select(_ => MakeName("step"))];
        steps.Input.Add(before.Select(n => Of(n, Float)).Concat(now.Select((n, i) => Of(n, sequences[i].Type))));
        var (after, outputs) = body(before, now);
        steps.Output.Add(after.Concat(outputs).Select(n => Of(AddOp("Identity", n), Float)).ToArray());
        (_nodes, _first) = (nodes, first);
        string[] made = AddOps("Scan", [.. states, .. sequences.Select(s => s.Name)], after.Length + outputs.Length, ("body", steps),
            ("num_scan_inputs", sequences.Length));
        return (made[..after.Length], made[after.Length..]);

        static ValueInfoProto Of(string name, int type) =>
            new() { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type } } };
    }

    private static AttributeProto MakeAttribute(string name, object value) => value switch
    {
        long n => new AttributeProto { Name = name, I = n, Type = 2 },
        int n => new AttributeProto { Name = name, I = n, Type = 2 },
        double x => new AttributeProto { Name = name, F = (float)x, Type = 1 },
        string s => new AttributeProto { Name = name, S = ByteString.CopyFromUtf8(s), Type = 3 },
        long[] n => new AttributeProto { Name = name, Ints = { n }, Type = 7 },
        double[] x => new AttributeProto { Name = name, Floats = { x.Select(v => (float)v) }, Type = 6 },
        GraphProto g => new AttributeProto { Name = name, G = g, Type = 5 },
        string[] s => new AttributeProto { Name = name, Strings = { s.Select(ByteString.CopyFromUtf8) }, Type = 8 },
        _ => throw new ArgumentException($"An attribute cannot be a {value.GetType().Name}."),
    };

    private string MakeName(string op) => MakeUnique(Scope.Length == 0 ? op : $"{Scope}/{op}");

    /// <summary>Keeps names for the graph's own inputs and outputs.</summary>
    public void Reserve(IEnumerable<string> names) => _taken.UnionWith(names);

    /// <summary>A name that nothing in the file has: the wanted one, else with a number.</summary>
    public string MakeUnique(string wanted)
    {
        string name = wanted;
        for (int n = _names.GetValueOrDefault(wanted); !_taken.Add(name); _names[wanted] = n)
        {
            name = $"{wanted}_{(++n).ToString(CultureInfo.InvariantCulture)}";
        }
        return name;
    }

    /// <summary>A constant list of whole numbers.</summary>
    public string AddLongs(params long[] values) => AddConstant(Int64, [values.Length], MemoryMarshal.AsBytes<long>(values).ToArray());

    /// <summary>A constant number.</summary>
    public string AddNumber(double value) => AddFloats([(float)value]);

    /// <summary>A constant array.</summary>
    public string AddFloats(float[] values, params long[] dims) => AddConstant(Float, dims, MemoryMarshal.AsBytes<float>(values).ToArray());

    /// <summary>A tensor's values as they are.</summary>
    public string AddValues(Tensor value, int type)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        Tensor plain = value.detach().cpu().to_type(DTypes.ParseTorch(type switch
        {
            Int64 => "int64",
            Int32 => "int32",
            Bool => "bool",
            _ => "float32"
        })).contiguous();
        return AddConstant(type, plain.shape, plain.bytes.ToArray());
    }

    /// <summary>Of masks that are there whether all are true; null: none is there.</summary>
    public string? CombineMasks(params string?[] masks) => masks.OfType<string>().Distinct().ToArray() is { Length: > 0 } given
        ? given.Skip(1).Aggregate(given[0], (a, b) => AddOp("And", [a, b]))
        : null;

    /// <summary>A value in another type.</summary>
    public string Cast(string value, int type) => AddOp("Cast", [value], ("to", type));

    /// <summary>A weight's values, in another order if wanted; stored in 16 bits where that was asked for.</summary>
    public string AddWeight(Tensor value)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        Tensor plain = value.detach().cpu().to_type(DTypes.ParseTorch("float32")).contiguous();
        if (!_halfWeights || plain.numel() < 64) { return AddConstant(Float, plain.shape, plain.bytes.ToArray()); }
        return AddOp("Cast", [AddConstant(Half, plain.shape, plain.to_type(DTypes.ParseTorch("float16")).bytes.ToArray())], ("to", Float));
    }

    private string AddConstant(int type, long[] dims, byte[] bytes)
    {
        string key = $"{type}|{string.Join(',', dims)}|{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes))}";
        if (_constants.TryGetValue(key, out string? known)) { return known; }
        string name = MakeName("const");
        var tensor = new TensorProto { Name = name, DataType = type, RawData = UnsafeByteOperations.UnsafeWrap(bytes) };
        tensor.Dims.Add(dims);
        _graph.Initializer.Add(tensor);
        return _constants[key] = name;
    }

    /// <summary>The value with its channels behind the batch axis.</summary>
    public string ToChannelsFirst(string last, int rank) => _first.TryGetValue(last, out string? known) ? known
        : _first[last] = AddOp("Transpose", [last], ("perm", (long[])[0, rank - 1, .. Enumerable.Range(1, rank - 2).Select(i => (long)i)]));

    /// <summary>A value whose channels stand first, as Keras sees it.</summary>
    public string ToChannelsLast(string first, int rank)
    {
        string last = AddOp("Transpose", [first], ("perm", (long[])[0, .. Enumerable.Range(2, rank - 2).Select(i => (long)i), 1]));
        _first[last] = first;
        return last;
    }

    /// <summary>Whether a value is there with channels first too.</summary>
    public bool IsFirst(string last) => _first.ContainsKey(last);

    /// <summary>
    /// Something that is done value by value, with channels first where one of the values is there so: the others are often small, as the
    /// weights of channels are.
    /// </summary>
    public string AddForEach(string[] inputs, int rank, Func<string[], string> make) =>
        rank > 2 && Array.Exists(inputs, IsFirst) ? ToChannelsLast(make(Array.ConvertAll(inputs, i => ToChannelsFirst(i, rank))), rank)
            : make(inputs);

    public void AddInput(string name, OnnxValue value, string batch) => _graph.Input.Add(MakeInfo(name, value, batch));

    public void AddOutput(string name, OnnxValue value, string batch)
    {
        var node = new NodeProto { Name = MakeUnique($"{name}/output"), OpType = "Identity", Input = { value.Name }, Output = { name } };
        _nodes.Add(node);
        _graph.Output.Add(MakeInfo(name, value, batch));
    }

    private static ValueInfoProto MakeInfo(string name, OnnxValue value, string batch)
    {
        var shape = new TensorShapeProto();
        for (int i = 0; i < value.Shape.Rank; i++)
        {
            shape.Dim.Add(value.Shape[i] is { } n
                ? new TensorShapeProto.Types.Dimension { DimValue = n }
                : new TensorShapeProto.Types.Dimension { DimParam = i == 0
                    ? batch
                    : $"{name}_{i.ToString(CultureInfo.InvariantCulture)}" });
        }
        return new ValueInfoProto { Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = FindType(value.DType), Shape = shape } } };
    }

    /// <summary>Keras's dtype of a value in the file: all floats are float32.</summary>
    public static string GetDType(string dtype) => DTypes.IsFloating(dtype) ? "float32" : dtype;

    /// <summary>The value in a type that ONNX Runtime adds and compares: whole numbers of fewer bits become longer ones.</summary>
    public string GetWide(string value, string dtype) => dtype is "bool" or "uint8" or "int8" or "int16" ? Cast(value, Int32) : value;

    /// <summary>A wide value in its own type again.</summary>
    public string Narrow(string value, string dtype) =>
        dtype is "bool" or "uint8" or "int8" or "int16" ? Cast(value, FindType(dtype)) : value;

    /// <summary>A value in the type of another dtype.</summary>
    public string As(OnnxValue value, string dtype) => value.DType == dtype ? value.Name : Cast(value.Name, FindType(dtype));

    public static int FindType(string dtype) => dtype switch
    {
        "int32" => Int32,
        "int64" => Int64,
        "bool" => Bool,
        "uint8" => 2,
        "int16" => 5,
        "int8" => 3,
        DTypes.Text => Text,
        _ => Float
    };

    /// <summary>The file's message: nodes and constants that nothing reads are left out.</summary>
    public ModelProto Finish(string name, bool foldNormalization)
    {
        if (foldNormalization) { OnnxFolding.Run(_graph, MakeUnique); }
        HashSet<string> wanted = [.. _graph.Output.Select(o => o.Name)];
        for (int i = _graph.Node.Count - 1; i >= 0; i--)
        {
            if (_graph.Node[i].Output.Any(wanted.Contains)) { wanted.UnionWith(Read(_graph.Node[i])); }
            else { _graph.Node.RemoveAt(i); }
        }
        foreach (TensorProto unused in _graph.Initializer.Where(t => !wanted.Contains(t.Name)).ToArray())
        {
            _graph.Initializer.Remove(unused);
        }
        _graph.Name = name;
        var model = new ModelProto { IrVersion = 8, ProducerName = "KerasDigits", Graph = _graph,
            OpsetImport = { new OperatorSetId { Domain = "", Version = 17 } } };
        if (_graph.Node.Any(n => n.Domain == Tables)) { model.OpsetImport.Add(new OperatorSetId { Domain = Tables, Version = 2 }); }
        return model;
    }

    /// <summary>What a node reads, in its loop too.</summary>
    private static IEnumerable<string> Read(NodeProto node) =>
        node.Input.Concat(node.Attribute.Where(a => a.G is not null).SelectMany(a => a.G.Node).SelectMany(Read));
}

/// <summary>Puts BatchNormalization into the convolution before it.</summary>
internal static class OnnxFolding
{
    public static void Run(GraphProto graph, Func<string, string> unique)
    {
        var constants = graph.Initializer.ToDictionary(t => t.Name);
        var makers = graph.Node.SelectMany(n => n.Output.Select(o => (o, n))).ToDictionary(p => p.o, p => p.n);
        foreach (NodeProto normal in graph.Node.Where(n => n.OpType == "BatchNormalization").ToArray())
        {
            if (!makers.TryGetValue(normal.Input[0], out NodeProto? conv) || conv.OpType != "Conv"
                || !constants.TryGetValue(conv.Input[1], out TensorProto? kernel) || kernel.DataType != OnnxGraph.Float
                || graph.Node.Count(n => n.Input.Contains(conv.Output[0])) != 1) { continue; }
            float[][] numbers = [.. normal.Input.Skip(1).Select(i => ReadFloats(constants[i]))];
            float epsilon = normal.Attribute.First(a => a.Name == "epsilon").F;
            float[] scale = [.. numbers[0].Select((g, i) => g / MathF.Sqrt(numbers[3][i] + epsilon))], weights = ReadFloats(kernel);
            float[] bias = conv.Input.Count > 2 ? ReadFloats(constants[conv.Input[2]]) : new float[scale.Length];
            int each = weights.Length / scale.Length;
            for (int i = 0; i < weights.Length; i++) { weights[i] *= scale[i / each]; }
            for (int i = 0; i < bias.Length; i++) { bias[i] = ((bias[i] - numbers[2][i]) * scale[i]) + numbers[1][i]; }
            string w = unique($"{normal.Name}/kernel"), b = unique($"{normal.Name}/bias");
            graph.Initializer.Add(MakeTensor(w, kernel.Dims, weights));
            graph.Initializer.Add(MakeTensor(b, [bias.Length], bias));
            (string x, string y) = (conv.Input[0], normal.Output[0]);
            conv.Input.Clear();
            conv.Input.Add([x, w, b]);
            conv.Output.Clear();
            conv.Output.Add(y);
            graph.Node.Remove(normal);
        }
    }

    private static TensorProto MakeTensor(string name, IEnumerable<long> dims, float[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = OnnxGraph.Float,
            RawData = UnsafeByteOperations.UnsafeWrap(MemoryMarshal.AsBytes<float>(values).ToArray()) };
        tensor.Dims.Add(dims);
        return tensor;
    }

    private static float[] ReadFloats(TensorProto tensor) => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();
}
