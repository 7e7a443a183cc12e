using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>How each layer is said in ONNX, or why it cannot be.</summary>
internal static class OnnxLayers
{
    private const string Random = "it draws random numbers also in inference.", Scan = "its steps would have to be written out as a loop.", Texts = "it takes texts.", Own = "its function is code.", Later = "it is not written out in ONNX yet.",
        Windows = "its windows may differ in size.";

    /// <summary>Layers that do nothing in inference.</summary>
    private static readonly HashSet<string> s_nothing =
    [
        "Dropout", "GaussianNoise", "GaussianDropout", "AlphaDropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "ActivityRegularization", "RandomFlip", "RandomRotation", "RandomTranslation", "RandomZoom",
        "RandomContrast", "RandomBrightness", "RandomGrayscale", "RandomInvert", "RandomPosterization", "RandomSaturation", "RandomHue", "RandomColorDegeneration", "RandomSharpness", "RandomColorJitter",
        "RandomErasing", "RandomGaussianBlur", "RandomShear", "MixUp", "CutMix", "Solarization", "Equalization", "Identity", "InputLayer",
    ];

    private const string OldLayer = "only files of Keras 1 have it.";

    /// <summary>Layers that are not exported, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> Refusals { get; } = new Dictionary<string, string>
    {
        ["Lambda"] = Own, ["TFOpLambda"] = Own, ["SlicingOpLambda"] = Own, ["TensorFlowOpLayer"] = Own, ["OpLambda"] = Own, ["KerasOperation"] = Own,
        ["ConvLSTM1D"] = Scan, ["ConvLSTM2D"] = Scan, ["ConvLSTM3D"] = Scan, ["RNN"] = Scan, ["StackedRNNCells"] = Scan, ["LSTMCell"] = Scan, ["PeepholeLSTMCell"] = Scan, ["GRUCell"] = Scan, ["SimpleRNNCell"] = Scan, ["ConvLSTM2DCell"] = Scan,
        ["LocallyConnected1D"] = "its windows have weights of their own.", ["LocallyConnected2D"] = "its windows have weights of their own.",
        ["StringLookup"] = Texts, ["TextVectorization"] = Texts, ["IntegerLookup"] = "its table would have to be an operator of another domain.", ["Hashing"] = "it hashes as TensorFlow does.", ["HashedCrossing"] = "it hashes as TensorFlow does.",
        ["MelSpectrogram"] = "opset 17's STFT gives complex numbers that its other operators do not take.", ["AutoContrast"] = "it divides by what each picture holds, and leaves single values alone.",
        ["ReversibleEmbedding"] = "it is called both ways.", ["Highway"] = OldLayer, ["MaxoutDense"] = OldLayer, ["ParametricSoftplus"] = OldLayer, ["SReLU"] = OldLayer, ["ModeBatchNormalization"] = OldLayer,
        ["Discretization"] = "bins are counted by code.", ["CategoryEncoding"] = "categories are counted by code.",
        ["RandomCrop"] = "it cuts and resizes as the picture's size asks.", ["CenterCrop"] = "it cuts and resizes as the picture's size asks.", ["RandomHeight"] = Random, ["RandomWidth"] = Random,
        ["RandomFourierFeatures"] = Later, ["SpectralNormalization"] = Later, ["SyncBatchNormalization"] = Later, ["GroupQueryAttention"] = Later, ["RMSNormalization"] = Later,
        ["AdaptiveAveragePooling1D"] = Windows, ["AdaptiveAveragePooling2D"] = Windows, ["AdaptiveAveragePooling3D"] = Windows,
        ["AdaptiveMaxPooling1D"] = Windows, ["AdaptiveMaxPooling2D"] = Windows, ["AdaptiveMaxPooling3D"] = Windows,
        ["Conv3DTranspose"] = "of the transposed convolutions those of one and two axes are written.",
    };

    private static readonly Dictionary<string, Func<OnnxCall, OnnxValue[]>> s_conversions = new()
    {
        ["Dense"] = c => c.One(Dense(c)), ["Activation"] = c => c.One(c.Activate(c.X.Name)), ["Embedding"] = Embedding, ["Masking"] = Masking,
        ["Flatten"] = c => c.One(Flatten(c)), ["Reshape"] = c => c.One(Shaped(c, c.X.Name, c.Output)), ["Permute"] = c => c.One(c.Graph.Op("Transpose", [c.X.Name], ("perm", (long[])[0, .. c.Sizes("dims")]))),
        ["RepeatVector"] = c => c.One(c.Graph.Op("Expand", [c.Graph.Op("Unsqueeze", [c.X.Name, c.Graph.Longs(1)]), c.Graph.Longs(1, c.Sizes("n")[0], 1)])),
        ["ReLU"] = c => c.One(ReLU(c)), ["LeakyReLU"] = c => c.One(c.Each("LeakyRelu", ("alpha", c.Number("alpha")))), ["ELU"] = c => c.One(c.Each("Elu", ("alpha", c.Number("alpha")))),
        ["ThresholdedReLU"] = c => c.One(c.Each("ThresholdedRelu", ("alpha", c.Number("theta")))), ["Softmax"] = c => c.One(Softmax(c)),
        ["PReLU"] = c => c.One(c.Graph.Op("PRelu", [c.X.Name, c.Graph.Weight(c.Weight("alpha")!)])),
        ["Add"] = c => Merged(c, "Add"), ["Subtract"] = c => Merged(c, "Sub"), ["Multiply"] = c => Merged(c, "Mul"), ["Average"] = c => Merged(c, "Mean"), ["Maximum"] = c => Merged(c, "Max"), ["Minimum"] = c => Merged(c, "Min"),
        ["Concatenate"] = Concatenate, ["Dot"] = Dot, ["BatchNormalization"] = c => c.One(BatchNormalization(c)), ["LayerNormalization"] = c => c.One(LayerNormalization(c)),
        ["UnitNormalization"] = c => c.One(UnitNormalization(c)), ["Rescaling"] = c => c.One(Rescaling(c)), ["Normalization"] = c => c.One(Normalization(c)), ["TimeDistributed"] = TimeDistributed,
        ["Attention"] = OnnxAttention.Dense, ["AdditiveAttention"] = OnnxAttention.Dense, ["MultiHeadAttention"] = OnnxAttention.Heads, ["EinsumDense"] = c => c.One(EinsumDense(c)), ["GroupNormalization"] = c => c.One(GroupNormalization(c)),
        ["Conv1D"] = OnnxSpatial.Conv, ["Conv2D"] = OnnxSpatial.Conv, ["Conv3D"] = OnnxSpatial.Conv, ["DepthwiseConv1D"] = OnnxSpatial.Conv, ["DepthwiseConv2D"] = OnnxSpatial.Conv,
        ["SeparableConv1D"] = OnnxSpatial.Conv, ["SeparableConv2D"] = OnnxSpatial.Conv, ["Conv1DTranspose"] = OnnxSpatial.Transposed, ["Conv2DTranspose"] = OnnxSpatial.Transposed,
        ["MaxPooling1D"] = OnnxSpatial.Pool, ["MaxPooling2D"] = OnnxSpatial.Pool, ["MaxPooling3D"] = OnnxSpatial.Pool, ["AveragePooling1D"] = OnnxSpatial.Pool, ["AveragePooling2D"] = OnnxSpatial.Pool, ["AveragePooling3D"] = OnnxSpatial.Pool,
        ["GlobalMaxPooling1D"] = OnnxSpatial.GlobalPool, ["GlobalMaxPooling2D"] = OnnxSpatial.GlobalPool, ["GlobalMaxPooling3D"] = OnnxSpatial.GlobalPool,
        ["GlobalAveragePooling1D"] = OnnxSpatial.GlobalPool, ["GlobalAveragePooling2D"] = OnnxSpatial.GlobalPool, ["GlobalAveragePooling3D"] = OnnxSpatial.GlobalPool,
        ["ZeroPadding1D"] = OnnxSpatial.Pad, ["ZeroPadding2D"] = OnnxSpatial.Pad, ["ZeroPadding3D"] = OnnxSpatial.Pad, ["Cropping1D"] = OnnxSpatial.Crop, ["Cropping2D"] = OnnxSpatial.Crop, ["Cropping3D"] = OnnxSpatial.Crop,
        ["UpSampling1D"] = OnnxSpatial.UpSample, ["UpSampling2D"] = OnnxSpatial.UpSample, ["UpSampling3D"] = OnnxSpatial.UpSample, ["Resizing"] = OnnxSpatial.Resize,
        ["LSTM"] = OnnxRecurrent.Run, ["GRU"] = OnnxRecurrent.Run, ["SimpleRNN"] = OnnxRecurrent.Run, ["Bidirectional"] = OnnxRecurrent.BothWays,
    };

    /// <summary>Whether there is a conversion or a written refusal of a class of that name.</summary>
    public static bool Knows(string className) => s_nothing.Contains(className) || s_conversions.ContainsKey(className) || Refusals.ContainsKey(className);

    /// <summary>Says a call.</summary>
    /// <exception cref="NotSupportedException">ONNX cannot say it; the message names the layer and the reason.</exception>
    public static OnnxValue[] Convert(OnnxCall call)
    {
        string name = call.Layer.GetType().Name;
        if (s_nothing.Contains(name)) { return [call.X with { Shape = call.Output }]; }
        if (Refusals.TryGetValue(name, out string? why)) { throw call.Refused(why); }
        if (!s_conversions.TryGetValue(name, out var conversion)) { throw call.Refused("it is a class of its own; export the model without it, or build it of Keras's layers."); }
        return conversion(call);
    }

    /// <summary>One output that carries the input's mask on.</summary>
    public static OnnxValue[] One(this OnnxCall c, string name, string? dtype = null) => [new OnnxValue(name, c.Output, dtype ?? "float32", c.Layer.supports_masking ? c.X.Mask : null)];

    private static string Each(this OnnxCall c, string op, params (string, object)[] attributes) => c.Graph.Each([c.X.Name], c.Rank, x => c.Graph.Op(op, x, attributes));

    private static string Dense(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string kernel = g.Weight(c.Weight("kernel")!), y;
        string? bias = c.Weight("bias") is { } b ? g.Weight(b) : null;
        if (c.Rank == 2) { y = g.Op("Gemm", bias is null ? [c.X.Name, kernel] : [c.X.Name, kernel, bias]); }
        else
        {
            y = g.Op("MatMul", [c.X.Name, kernel]);
            if (bias is not null) { y = g.Op("Add", [y, bias]); }
        }
        return c.Activate(y);
    }

    private static OnnxValue[] Embedding(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string ids = g.Op("Cast", [c.X.Name], ("to", OnnxGraph.Int64));
        string? mask = c.Flag("mask_zero") ? g.Op("Not", g.Op("Equal", [ids, g.Longs(0)])) : null;
        return [new OnnxValue(g.Op("Gather", [g.Weight(c.Weight("embeddings")!), ids], ("axis", 0)), c.Output, "float32", mask)];
    }

    private static OnnxValue[] Masking(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string other = g.Op("Cast", [g.Op("Not", g.Op("Equal", [c.X.Name, g.Number(c.Number("mask_value"))]))], ("to", OnnxGraph.Float));
        string any = g.Op("ReduceMax", [other], ("axes", (long[])[-1]), ("keepdims", 1));
        string mask = g.Op("Cast", [g.Op("Squeeze", [any, g.Longs(-1)])], ("to", OnnxGraph.Bool));
        return [new OnnxValue(g.Op("Mul", [c.X.Name, any]), c.Output, "float32", mask)];
    }

    private static string Flatten(OnnxCall c)
    {
        string x = c.X.Name;
        if (c.ChannelsFirst && c.Rank > 2) { x = c.Graph.Last(x, c.Rank); }
        return c.Rank == 1 ? c.Graph.Op("Unsqueeze", [x, c.Graph.Longs(1)]) : c.Graph.Op("Reshape", [x, c.Graph.Longs(0, -1)]);
    }

    /// <summary>A value in another shape, with the batch axis as it is.</summary>
    private static string Shaped(OnnxCall c, string x, Shape shape)
    {
        long[] sizes = [0, .. Enumerable.Range(1, shape.Rank - 1).Select(i => shape[i] ?? -1)];
        return sizes.Count(s => s == -1) > 1 ? throw c.Refused("more than one size depends on the data.") : c.Graph.Op("Reshape", [x, c.Graph.Longs(sizes)]);
    }

    private static string ReLU(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        double slope = c.Number("negative_slope"), threshold = c.Number("threshold");
        return g.Each([c.X.Name], c.Rank, x =>
        {
            string y = slope == 0 && threshold == 0 ? g.Op("Relu", x)
                : g.Op("Where", [g.Op("GreaterOrEqual", [x[0], g.Number(threshold)]), x[0], g.Op("Mul", [g.Op("Sub", [x[0], g.Number(threshold)]), g.Number(slope)])]);
            return c.Get("max_value") is null ? y : g.Op("Min", [y, g.Number(c.Number("max_value"))]);
        });
    }

    private static OnnxValue[] Merged(OnnxCall c, string op)
    {
        int rank = c.Inputs.Max(i => i.Shape.Rank);
        string[] names = Array.ConvertAll(c.Inputs, i => i.Shape.Rank == rank ? i.Name
            : c.Graph.Op("Unsqueeze", [i.Name, c.Graph.Longs([.. Enumerable.Range(1, rank - i.Shape.Rank).Select(a => (long)a)])]));
        string y = c.Graph.Each(names, rank, x => op is "Add" or "Mul" or "Sub" ? x.Skip(1).Aggregate(x[0], (a, b) => c.Graph.Op(op, [a, b])) : c.Graph.Op(op, x));
        return [new OnnxValue(y, c.Output, "float32", AllMasks(c))];
    }

    private static string? AllMasks(OnnxCall c)
    {
        string[] masks = [.. c.Inputs.Select(i => i.Mask).OfType<string>()];
        return masks.Length < c.Inputs.Length ? null : masks.Skip(1).Aggregate(masks[0], (a, b) => a == b ? a : c.Graph.Op("And", [a, b]));
    }

    private static OnnxValue[] Concatenate(OnnxCall c)
    {
        long axis = c.Sizes("axis")[0];
        if (axis < 0) { axis += c.Rank; }
        string[] names = [.. c.Inputs.Select(i => i.Name)];
        bool first = c.Rank > 2 && Array.TrueForAll(names, c.Graph.IsFirst);
        long place = !first || axis == 0 ? axis : axis == c.Rank - 1 ? 1 : axis + 1;
        string y = c.Graph.Each(names, c.Rank, x => c.Graph.Op("Concat", x, ("axis", place)));
        if (c.Inputs.Any(i => i.Mask is not null)) { throw c.Refused("a mask arrives, whose concatenation is not written."); }
        return [new OnnxValue(y, c.Output, c.X.DType)];
    }

    private static OnnxValue[] Dot(OnnxCall c)
    {
        long[] axes = c.Sizes("axes");
        (long a, long b) = (axes[0], axes[^1]);
        if (a < 0) { a += c.Inputs[0].Shape.Rank; }
        if (b < 0) { b += c.Inputs[1].Shape.Rank; }
        OnnxGraph g = c.Graph;
        string[] x = [.. c.Inputs.Select((v, i) => c.Flag("normalize") ? Unit(g, v.Name, i == 0 ? a : b) : v.Name)];
        (int left, int right) = (c.Inputs[0].Shape.Rank, c.Inputs[1].Shape.Rank);
        if (left > 3 || right > 3) { throw c.Refused("more than three axes."); }
        if (left == 2 && right == 2) { return c.One(g.Op("ReduceSum", [g.Op("Mul", x), g.Longs(1)], ("keepdims", 1))); }
        string rows = left == 2 ? g.Op("Unsqueeze", [x[0], g.Longs(1)]) : a == 1 ? g.Op("Transpose", [x[0]], ("perm", (long[])[0, 2, 1])) : x[0];
        string columns = right == 2 ? g.Op("Unsqueeze", [x[1], g.Longs(2)]) : b == 2 ? g.Op("Transpose", [x[1]], ("perm", (long[])[0, 2, 1])) : x[1];
        string y = g.Op("MatMul", [rows, columns]);
        return c.One(left == 2 ? g.Op("Squeeze", [y, g.Longs(1)]) : right == 2 ? g.Op("Squeeze", [y, g.Longs(2)]) : y);
    }

    private static string Unit(OnnxGraph g, string x, params long[] axes)
    {
        string square = g.Op("ReduceSum", [g.Op("Mul", [x, x]), g.Longs(axes)], ("keepdims", 1));
        return g.Op("Div", [x, g.Op("Sqrt", g.Op("Max", [square, g.Number(1e-12)]))]);
    }

    private static string UnitNormalization(OnnxCall c) => Unit(c.Graph, c.X.Name, c.Sizes("axis"));

    private static string Softmax(OnnxCall c) => c.Sizes("axis") is [var axis] ? c.Graph.Op("Softmax", [c.X.Name], ("axis", axis)) : throw c.Refused("it has several axes.");

    private static string BatchNormalization(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        if (c.Sizes("axis").Length > 1) { throw c.Refused("it has several axes."); }
        long axis = c.Sizes("axis")[0];
        if (axis < 0) { axis += c.Rank; }
        Tensor mean = c.Weight("moving_mean")!, variance = c.Weight("moving_variance")!;
        string[] numbers = [g.Weight(c.Weight("gamma") ?? variance * 0 + 1), g.Weight(c.Weight("beta") ?? mean * 0), g.Weight(mean), g.Weight(variance)];
        string Apply(string x) => g.Op("BatchNormalization", [x, .. numbers], ("epsilon", c.Number("epsilon")));
        if (axis == 1) { return Apply(c.X.Name); }
        if (axis == c.Rank - 1) { return g.Last(Apply(g.First(c.X.Name, c.Rank)), c.Rank); }
        throw c.Refused($"its axis {axis} is neither the first nor the last one.");
    }

    private static string LayerNormalization(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] axes = [.. c.Sizes("axis").Select(a => a < 0 ? a + c.Rank : a).Order()];
        bool trailing = axes[^1] == c.Rank - 1 && axes[^1] - axes[0] == axes.Length - 1;
        if (!trailing || c.Flag("rms_scaling")) { throw c.Refused("its axes are not the last ones, or it scales by the root of the mean square."); }
        long[] sizes = [.. axes.Select(a => c.X.Shape[(int)a]!.Value)];
        float[] ones = new float[sizes.Aggregate(1L, (a, b) => a * b)];
        Array.Fill(ones, 1f);
        string gamma = c.Weight("gamma") is { } scale ? g.Weight(scale) : g.Floats(ones, sizes);
        return g.Op("LayerNormalization", c.Weight("beta") is { } beta ? [c.X.Name, gamma, g.Weight(beta)] : [c.X.Name, gamma], ("axis", axes[0]), ("epsilon", c.Number("epsilon")));
    }

    private static string Rescaling(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string x = c.X.DType == "float32" ? c.X.Name : g.Op("Cast", [c.X.Name], ("to", OnnxGraph.Float));
        return g.Op("Add", [g.Op("Mul", [x, Numbers(c, "scale")]), Numbers(c, "offset")]);
    }

    private static string Numbers(OnnxCall c, string argument) => c.Get(argument) is List<object?> list
        ? c.Graph.Floats([.. list.Select(v => System.Convert.ToSingle(v, System.Globalization.CultureInfo.InvariantCulture))], list.Count) : c.Graph.Number(c.Number(argument));

    private static string Normalization(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] axes = [.. c.Sizes("axis").Select(a => a < 0 ? a + c.Rank : a)];
        if (axes.Length > 1 || (axes.Length == 1 && axes[0] != c.Rank - 1) || c.Flag("invert")) { throw c.Refused("its axis is not the last one, or it is inverted."); }
        string mean = c.Get("mean") is not null ? Numbers(c, "mean") : g.Weight(c.Weight("mean")!);
        Tensor? learned = c.Weight("variance");
        string variance = c.Get("variance") is not null ? Numbers(c, "variance") : g.Weight(learned!);
        return g.Op("Div", [g.Op("Sub", [c.X.Name, mean]), g.Op("Max", [g.Op("Sqrt", variance), g.Number(1e-7)])]);
    }

    private static OnnxValue[] TimeDistributed(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        if (c.X.Mask is not null) { throw c.Refused("a mask arrives, which its layer would have to see."); }
        Layer layer = ((Wrapper)c.Layer).layer;
        Shape step = c.X.Shape[2..].WithBatch(null);
        long?[] sizes = [.. Enumerable.Range(1, step.Rank - 1).Select(i => step[i])];
        if (sizes.Any(s => s is null) || Enumerable.Range(2, c.Output.Rank - 2).Any(i => c.Output[i] is null)) { throw c.Refused("the sizes of a step depend on the data."); }
        string merged = g.Op("Reshape", [c.X.Name, g.Longs([-1, .. sizes.Select(s => s!.Value)])]);
        OnnxValue inner = c.Inside(layer, new OnnxValue(merged, step, c.X.DType))[0];
        long[] rest = [.. Enumerable.Range(2, c.Output.Rank - 2).Select(i => c.Output[i]!.Value)];
        string shape = c.X.Shape[1] is { } steps ? g.Longs([-1, steps, .. rest])
            : g.Op("Concat", [g.Op("Slice", [g.Op("Shape", c.X.Name), g.Longs(0), g.Longs(2)]), g.Longs(rest)], ("axis", 0));
        return c.One(g.Op("Reshape", [inner.Name, shape]));
    }

    private static string EinsumDense(OnnxCall c)
    {
        string y = c.Graph.Op("Einsum", [c.X.Name, c.Graph.Weight(c.Weight("kernel")!)], ("equation", c.Text("equation")!));
        return c.Activate(c.Weight("bias") is { } bias ? c.Graph.Op("Add", [y, c.Graph.Weight(bias)]) : y);
    }

    private static string GroupNormalization(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long axis = c.Sizes("axis")[0] is < 0 and var a ? a + c.Rank : c.Sizes("axis")[0];
        if (c.Rank < 3 || (axis != 1 && axis != c.Rank - 1)) { throw c.Refused("its axis is neither the first nor the last one of several."); }
        bool last = axis == c.Rank - 1;
        string x = last ? g.First(c.X.Name, c.Rank) : c.X.Name;
        long channels = c.X.Shape[(int)axis]!.Value, groups = c.Sizes("groups")[0] is -1 ? channels : c.Sizes("groups")[0];
        float[] ones = new float[groups];
        Array.Fill(ones, 1f);
        string even = g.Op("InstanceNormalization", [g.Op("Reshape", [x, g.Longs(0, groups, -1)]), g.Floats(ones, groups), g.Floats(new float[groups], groups)], ("epsilon", c.Number("epsilon")));
        string y = g.Op("Reshape", [even, g.Op("Shape", x)]);
        long[] shape = [channels, .. Enumerable.Repeat(1L, c.Rank - 2)];
        if (c.Weight("gamma") is { } gamma) { y = g.Op("Mul", [y, g.Weight(gamma.reshape(shape))]); }
        if (c.Weight("beta") is { } beta) { y = g.Op("Add", [y, g.Weight(beta.reshape(shape))]); }
        return last ? g.Last(y, c.Rank) : y;
    }
}
