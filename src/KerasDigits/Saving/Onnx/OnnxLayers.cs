using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>How each layer is said in ONNX, or why it cannot be.</summary>
internal static class OnnxLayers
{
    private const string Own = "it is a class of its own; export the model without it, or build it of Keras's layers.";
    private const string Cell = "it is a cell, which a recurrent layer runs.",
        Hash = "it hashes as TensorFlow does, which ONNX has no operator for.";

    /// <summary>Layers that do nothing in inference.</summary>
    private static readonly HashSet<string> s_nothing =
    [
        "Dropout", "GaussianNoise", "GaussianDropout", "AlphaDropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D",
        "ActivityRegularization", "RandomFlip", "RandomRotation", "RandomTranslation", "RandomZoom",
        "RandomContrast", "RandomBrightness", "RandomGrayscale", "RandomInvert", "RandomPosterization", "RandomSaturation", "RandomHue",
        "RandomColorDegeneration", "RandomSharpness", "RandomColorJitter",
        "RandAugment", "AugMix", "RandomPerspective", "RandomElasticTransform", "MaxNumBoundingBoxes",
        "RandomErasing", "RandomGaussianBlur", "RandomShear", "MixUp", "CutMix", "Solarization", "Equalization", "RandomHeight",
        "RandomWidth", "Identity", "InputLayer", "AddLoss", "AddMetric",
    ];

    /// <summary>Layers that are not exported, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> Refusals { get; } = new Dictionary<string, string>
    {
        ["Lambda"] = "its function is code. Write it with keras.ops or tf on the symbolic tensors (x * 2, tf.reduce_mean(x)): these are "
        + "exported.", ["TensorFlowOpLayer"] = "it is a node of TensorFlow's graph; make the model anew with tf.keras 2.4 or later, which "
        + "names its functions.",
        ["StackedRNNCells"] = Cell, ["LSTMCell"] = Cell, ["PeepholeLSTMCell"] = Cell, ["GRUCell"] = Cell, ["SimpleRNNCell"] = Cell,
        ["ConvLSTM2DCell"] = Cell,
        ["TextVectorization"] = "it cuts texts into words, which opset 17 has no operator for: call the layer's Apply on the texts, and "
        + "export the model behind it.", ["CategoryCrossing"] = "it puts texts together, which opset 17 has no operator for.",
        ["Hashing"] = Hash, ["HashedCrossing"] = Hash,
        ["MelSpectrogram"] = "opset 17's STFT gives complex numbers that its other operators do not take.",
        ["STFTSpectrogram"] = "call it before the model, and export the model behind it, as with the other layers of sounds.",
        ["ContrastLimitedAdaptiveHistogramEqualization"] = "opset 17 counts no frequencies: call the layer before the model, and export "
        + "the model behind it.",
    };

    private static readonly Dictionary<string, Func<OnnxCall, OnnxValue[]>> s_conversions = new()
    {
        ["Dense"] = c => c.One(Dense(c)), ["Activation"] = c => c.One(Activation(c)), ["Embedding"] = Embedding,
        ["Masking"] = Masking, ["ReversibleEmbedding"] = Reversible, ["Highway"] = c => c.One(Highway(c)),
        ["MaxoutDense"] = c => c.One(Maxout(c)),
        ["Flatten"] = c => c.One(Flatten(c)), ["Reshape"] = c => c.One(Shaped(c, c.X.Name, c.Output)),
        ["Permute"] = c => c.One(c.Graph.Op("Transpose", [c.X.Name], ("perm", (long[])[0, .. c.Sizes("dims")]))),
        ["RepeatVector"] = c =>
            c.One(c.Graph.Op("Expand", [c.Graph.Op("Unsqueeze", [c.X.Name, c.Graph.Longs(1)]), c.Graph.Longs(1, c.Sizes("n")[0], 1)])),
        ["ReLU"] = c => c.One(ReLU(c)), ["LeakyReLU"] = c => c.One(c.Each("LeakyRelu", ("alpha", c.Number("alpha")))),
        ["ELU"] = c => c.One(c.Each("Elu", ("alpha", c.Number("alpha")))),
        ["ThresholdedReLU"] = c => c.One(c.Each("ThresholdedRelu", ("alpha", c.Number("theta")))), ["Softmax"] = c => c.One(Softmax(c)),
        ["PReLU"] = c => c.One(PReLU(c)), ["ParametricSoftplus"] = c => c.One(OnnxEarly.Softplus(c)),
        ["SReLU"] = c => c.One(OnnxEarly.Bent(c)), ["ModeBatchNormalization"] = c => c.One(OnnxEarly.Normalized(c)),
        ["AutoContrast"] = c => c.One(OnnxEarly.Stretched(c)),
        ["Add"] = c => Merged(c, "Add"), ["Subtract"] = c => Merged(c, "Sub"), ["Multiply"] = c => Merged(c, "Mul"),
        ["Average"] = c => Merged(c, "Mean"), ["Maximum"] = c => Merged(c, "Max"), ["Minimum"] = c => Merged(c, "Min"),
        ["Concatenate"] = Concatenate, ["Dot"] = Dot, ["BatchNormalization"] = c => c.One(OnnxNormalizations.Batch(c)),
        ["SyncBatchNormalization"] = c => c.One(OnnxNormalizations.Batch(c)),
        ["LayerNormalization"] = c => c.One(OnnxNormalizations.Layer(c)),
        ["RMSNormalization"] = c => c.One(OnnxNormalizations.RootMeanSquare(c)),
        ["UnitNormalization"] = c => c.One(UnitNormalization(c)), ["Rescaling"] = c => c.One(Rescaling(c)),
        ["CustomScaleLayer"] = c => c.One(ScaledSum(c)), ["Normalization"] = c => c.One(OnnxNormalizations.Data(c)),
        ["TimeDistributed"] = TimeDistributed,
        ["Pipeline"] = c => ((Pipeline)c.Layer).layers.Aggregate(c.Inputs, (values, layer) => c.Inside(layer, values)),
        ["Attention"] = OnnxAttention.Dense, ["AdditiveAttention"] = OnnxAttention.Dense, ["MultiHeadAttention"] = OnnxAttention.Heads,
        ["GroupQueryAttention"] = OnnxAttention.Grouped, ["EinsumDense"] = c => c.One(EinsumDense(c)),
        ["GroupNormalization"] = c => c.One(OnnxNormalizations.Group(c)),
        ["Conv1D"] = OnnxSpatial.Conv, ["Conv2D"] = OnnxSpatial.Conv, ["Conv3D"] = OnnxSpatial.Conv, ["DepthwiseConv1D"] = OnnxSpatial.Conv,
        ["DepthwiseConv2D"] = OnnxSpatial.Conv,
        ["SeparableConv1D"] = OnnxSpatial.Conv, ["SeparableConv2D"] = OnnxSpatial.Conv, ["Conv1DTranspose"] = OnnxSpatial.Transposed,
        ["Conv2DTranspose"] = OnnxSpatial.Transposed, ["Conv3DTranspose"] = OnnxSpatial.Transposed,
        ["MaxPooling1D"] = OnnxSpatial.Pool, ["MaxPooling2D"] = OnnxSpatial.Pool, ["MaxPooling3D"] = OnnxSpatial.Pool,
        ["AveragePooling1D"] = OnnxSpatial.Pool, ["AveragePooling2D"] = OnnxSpatial.Pool, ["AveragePooling3D"] = OnnxSpatial.Pool,
        ["GlobalMaxPooling1D"] = OnnxSpatial.GlobalPool, ["GlobalMaxPooling2D"] = OnnxSpatial.GlobalPool,
        ["GlobalMaxPooling3D"] = OnnxSpatial.GlobalPool,
        ["GlobalAveragePooling1D"] = OnnxSpatial.GlobalPool, ["GlobalAveragePooling2D"] = OnnxSpatial.GlobalPool,
        ["GlobalAveragePooling3D"] = OnnxSpatial.GlobalPool,
        ["ZeroPadding1D"] = OnnxSpatial.Pad, ["ZeroPadding2D"] = OnnxSpatial.Pad, ["ZeroPadding3D"] = OnnxSpatial.Pad,
        ["Cropping1D"] = OnnxSpatial.Crop, ["Cropping2D"] = OnnxSpatial.Crop, ["Cropping3D"] = OnnxSpatial.Crop,
        ["UpSampling1D"] = OnnxSpatial.UpSample, ["UpSampling2D"] = OnnxSpatial.UpSample, ["UpSampling3D"] = OnnxSpatial.UpSample,
        ["Resizing"] = OnnxSpatial.Resize, ["CenterCrop"] = OnnxWindows.Crop, ["RandomCrop"] = OnnxWindows.Crop,
        ["AdaptiveAveragePooling1D"] = OnnxWindows.Adaptive, ["AdaptiveAveragePooling2D"] = OnnxWindows.Adaptive,
        ["AdaptiveAveragePooling3D"] = OnnxWindows.Adaptive,
        ["AdaptiveMaxPooling1D"] = OnnxWindows.Adaptive, ["AdaptiveMaxPooling2D"] = OnnxWindows.Adaptive,
        ["AdaptiveMaxPooling3D"] = OnnxWindows.Adaptive,
        ["LocallyConnected1D"] = OnnxWindows.LocallyConnected, ["LocallyConnected2D"] = OnnxWindows.LocallyConnected,
        ["Discretization"] = OnnxCategories.Discretization, ["CategoryEncoding"] = OnnxCategories.CategoryEncoding,
        ["StringLookup"] = OnnxCategories.Lookup, ["IntegerLookup"] = OnnxCategories.Lookup,
        ["TFOpLambda"] = OnnxFunctions.Run, ["SlicingOpLambda"] = OnnxFunctions.Run, ["KerasOperation"] = OnnxFunctions.Run,
        ["SpectralNormalization"] = c => c.Inside(((Wrapper)c.Layer).layer, c.Inputs), ["RandomFourierFeatures"] = c => c.One(Fourier(c)),
        ["RNN"] = OnnxRecurrent.Run, ["ConvLSTM1D"] = OnnxRecurrent.Run, ["ConvLSTM2D"] = OnnxRecurrent.Run,
        ["ConvLSTM3D"] = OnnxRecurrent.Run,
        ["LSTM"] = OnnxRecurrent.Run, ["GRU"] = OnnxRecurrent.Run, ["SimpleRNN"] = OnnxRecurrent.Run,
        ["Bidirectional"] = OnnxRecurrent.BothWays,
    };

    /// <summary>Whether there is a conversion or a written refusal of a class of that name.</summary>
    public static bool Knows(string className) => s_nothing.Contains(className) || s_conversions.ContainsKey(className)
        || Refusals.ContainsKey(className);

    /// <summary>Says a call.</summary>
    /// <exception cref="NotSupportedException">ONNX cannot say it; the message names the layer and the reason.</exception>
    public static OnnxValue[] Convert(OnnxCall call)
    {
        string name = call.Layer.GetType().Name;
        // A class of the program's own may bear the name of one of these.
        if (call.Layer.GetType().Assembly != typeof(Layer).Assembly) { throw call.Refused(Own); }
        if (s_nothing.Contains(name))
        {
            return [call.X with { Name = call.Graph.As(call.X, call.DType), Shape = call.Output, DType = call.DType }];
        }
        if (Refusals.TryGetValue(name, out string? why)) { throw call.Refused(why); }
        if (!s_conversions.TryGetValue(name, out var conversion)) { throw call.Refused(Own); }
        return conversion(call.InFloats());
    }

    /// <summary>One output that carries the input's mask on.</summary>
    public static OnnxValue[] One(this OnnxCall c, string name, string? dtype = null) =>
        [new OnnxValue(name, c.Output, dtype ?? c.DType, c.Layer.supports_masking ? c.X.Mask : null)];

    private static string Each(this OnnxCall c, string op, params (string, object)[] attributes) =>
        c.Graph.Each([c.X.Name], c.Rank, x => c.Graph.Op(op, x, attributes));

    private static string Dense(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string kernel = g.Weight(c.Kernel()), x = c.Summed(), y;
        string? bias = c.Weight("bias") is { } b ? g.Weight(b) : null;
        if (c.Rank == 2) { y = g.Op("Gemm", bias is null ? [x, kernel] : [x, kernel, bias]); }
        else
        {
            y = g.Op("MatMul", [x, kernel]);
            if (bias is not null) { y = g.Op("Add", [y, bias]); }
        }
        return c.Activate(y);
    }

    private static OnnxValue[] Embedding(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string ids = g.Op("Cast", [c.X.Name], ("to", OnnxGraph.Int64));
        // Fractions are rows by their whole part, but masked by what they are.
        string? mask = c.Flag("mask_zero")
            ? g.Op("Not", c.X.DType == "float32" ? g.Op("Equal", [c.X.Name, g.Number(0)]) : g.Op("Equal", [ids, g.Longs(0)]))
            : null;
        return [new OnnxValue(g.Op("Gather", [g.Weight(c.Vectors()), ids], ("axis", 0)), c.Output, "float32", mask)];
    }

    /// <summary>Of whole numbers "relu" gives whole numbers.</summary>
    private static string Activation(OnnxCall c) => c.DType == "float32" || c.Layer.PassesThrough ? c.Activate(c.X.Name) : Whole(c);

    private static string Whole(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        return g.Narrow(g.Op("Max", [g.Wide(c.X.Name, c.X.DType), Zero(g, c.X.DType)]), c.X.DType);
    }

    private static string Zero(OnnxGraph g, string dtype) =>
        g.Values(Tensors.Scalar(0), dtype == "int64" ? OnnxGraph.Int64 : OnnxGraph.Int32);

    private static OnnxValue[] Masking(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string number = g.As(c.X, "float32");
        string other = g.Op("Cast", [g.Op("Not", g.Op("Equal", [number, g.Number(c.Number("mask_value"))]))], ("to", OnnxGraph.Float));
        string any = g.Op("ReduceMax", [other], ("axes", (long[])[-1]), ("keepdims", 1));
        string mask = g.Op("Cast", [g.Op("Squeeze", [any, g.Longs(-1)])], ("to", OnnxGraph.Bool));
        if (c.DType == "float32") { return [new OnnxValue(g.Op("Mul", [c.X.Name, any]), c.Output, c.DType, mask)]; }
        string there = g.Cast(any, c.DType == "int64" ? OnnxGraph.Int64 : OnnxGraph.Int32);
        return [new OnnxValue(g.Narrow(g.Op("Mul", [g.Wide(c.X.Name, c.DType), there]), c.DType), c.Output, c.DType, mask)];
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
        return sizes.Count(s => s == -1) > 1
            ? throw c.Refused("more than one size depends on the data.")
            : c.Graph.Op("Reshape", [x, c.Graph.Longs(sizes)]);
    }

    private static string ReLU(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        if (c.DType != "float32") { return Whole(c); }
        double slope = c.Number("negative_slope"), threshold = c.Number("threshold");
        return g.Each([c.X.Name], c.Rank, x =>
        {
            string y = slope == 0 && threshold == 0 ? g.Op("Relu", x)
                : g.Op("Where",
                    [g.Op("GreaterOrEqual", [x[0], g.Number(threshold)]), x[0],
                        g.Op("Mul", [g.Op("Sub", [x[0], g.Number(threshold)]), g.Number(slope)])]);
            return c.Get("max_value") is null ? y : g.Op("Min", [y, g.Number(c.Number("max_value"))]);
        });
    }

    private static string PReLU(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        Tensor alpha = c.Weight("alpha")!;
        return c.Rank > 2 && g.IsFirst(c.X.Name)
            ? g.Last(g.Op("PRelu", [g.First(c.X.Name, c.Rank), g.Weight(alpha.movedim([-1], [0]))]), c.Rank)
            : g.Op("PRelu", [c.X.Name, g.Weight(alpha)]);
    }

    private static OnnxValue[] Merged(OnnxCall c, string op)
    {
        int rank = c.Inputs.Max(i => i.Shape.Rank);
        string[] names = Array.ConvertAll(c.Inputs, i => i.Shape.Rank == rank ? Number(i)
            : c.Graph.Op("Unsqueeze", [Number(i), c.Graph.Longs([.. Enumerable.Range(1, rank - i.Shape.Rank).Select(a => (long)a)])]));
        string y = c.Graph.Each(names, rank, x => op is "Add" or "Mul" or "Sub" ? x.Skip(1)
            .Aggregate(x[0], (a, b) => c.Graph.Op(op, [a, b])) : c.Graph.Op(op, x));
        return [new OnnxValue(c.Graph.Narrow(y, c.DType), c.Output, c.DType, AllMasks(c))];

        string Number(OnnxValue x) => c.Graph.Wide(c.Graph.As(x, c.DType), c.DType);
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
        string[] names = [.. c.Inputs.Select(i => c.Graph.As(i, c.DType))];
        bool first = c.Rank > 2 && Array.TrueForAll(names, c.Graph.IsFirst);
        long place = !first || axis == 0 ? axis : axis == c.Rank - 1 ? 1 : axis + 1;
        string y = c.Graph.Each(names, c.Rank, x => c.Graph.Op("Concat", x, ("axis", place)));
        return [new OnnxValue(y, c.Output, c.DType, JoinedMask(c, (int)axis))];
    }

    /// <summary>Keras joins the masks as the values, true where an input has none, and a place counts where all its features do.</summary>
    private static string? JoinedMask(OnnxCall c, int axis)
    {
        OnnxGraph g = c.Graph;
        if (c.Inputs.All(i => i.Mask is null) || c.Rank < 3) { return null; }
        string Whole(OnnxValue x) => x.Mask is { } mask ? g.Cast(mask, OnnxGraph.Int32)
            : g.Op("Expand",
                [g.Values(Backend.Tensors.Scalar(1), OnnxGraph.Int32), g.Op("Slice", [g.Op("Shape", x.Name), g.Longs(0), g.Longs(2)])]);
        string[] parts = Array.ConvertAll(c.Inputs, Whole);
        return axis == 1 ? g.Cast(g.Op("Concat", parts, ("axis", 1)), OnnxGraph.Bool) : g.Cast(g.Op("Min", parts), OnnxGraph.Bool);
    }

    private static OnnxValue[] Dot(OnnxCall c)
    {
        long[] axes = c.Sizes("axes");
        (long a, long b) = (axes[0], axes[^1]);
        if (a < 0) { a += c.Inputs[0].Shape.Rank; }
        if (b < 0) { b += c.Inputs[1].Shape.Rank; }
        OnnxGraph g = c.Graph;
        string[] x = [.. c.Inputs.Select((v, i) => c.Flag("normalize") ? Unit(g, g.As(v, "float32"), i == 0 ? a : b)
            : g.Wide(g.As(v, c.DType), c.DType))];
        (int left, int right) = (c.Inputs[0].Shape.Rank, c.Inputs[1].Shape.Rank);
        // The axes of both but the summed ones, as Keras's batch_dot orders them.
        string letters = "bcdefgh", others = "ijklmno";
        char[] first = [.. "a" + letters[..(left - 1)]], second = [.. "a" + others[..(right - 1)]];
        (first[(int)a], second[(int)b]) = ('z', 'z');
        string result = "a" + new string([.. first.Skip(1).Concat(second.Skip(1)).Where(l => l != 'z')]);
        string y = g.Op("Einsum", x, ("equation", $"{new string(first)},{new string(second)}->{result}"));
        return c.One(g.Narrow(result.Length == 1 ? g.Op("Unsqueeze", [y, g.Longs(1)]) : y, c.DType));
    }

    private static string Unit(OnnxGraph g, string x, params long[] axes)
    {
        string square = g.Op("ReduceSum", [g.Op("Mul", [x, x]), g.Longs(axes)], ("keepdims", 1));
        return g.Op("Div", [x, g.Op("Sqrt", g.Op("Max", [square, g.Number(1e-12)]))]);
    }

    private static string UnitNormalization(OnnxCall c) => Unit(c.Graph, c.X.Name, c.Sizes("axis"));

    private static string Softmax(OnnxCall c) => c.Inputs.Length > 1 ? throw c.Refused("a mask arrives as an input.")
        : c.Sizes("axis") is [var axis] ? c.Graph.Op("Softmax", [c.X.Name], ("axis", axis)) : SoftmaxOver(c, c.Sizes("axis"));

    /// <summary>exp(x) over its sum along several axes.</summary>
    private static string SoftmaxOver(OnnxCall c, long[] axes)
    {
        OnnxGraph g = c.Graph;
        string y = g.Op("Exp", g.Op("Sub", [c.X.Name, g.Op("ReduceMax", [c.X.Name], ("axes", axes), ("keepdims", 1))]));
        return g.Op("Div", [y, g.Op("ReduceSum", [y, g.Longs(axes)], ("keepdims", 1))]);
    }


    private static string Rescaling(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string x = c.X.DType == "float32" ? c.X.Name : g.Op("Cast", [c.X.Name], ("to", OnnxGraph.Float));
        return g.Op("Add", [g.Op("Mul", [x, Numbers(c, "scale")]), Numbers(c, "offset")]);
    }

    private static string ScaledSum(OnnxCall c) =>
        c.Graph.Op("Add", [c.Inputs[0].Name, c.Graph.Op("Mul", [c.Inputs[1].Name, c.Graph.Number(c.Number("scale"))])]);

    private static string Numbers(OnnxCall c, string argument) => c.Get(argument) is List<object?> list
        ? c.Graph.Floats([.. list.Select(v => System.Convert.ToSingle(v, System.Globalization.CultureInfo.InvariantCulture))], list.Count)
        : c.Graph.Number(c.Number(argument));

    private static OnnxValue[] TimeDistributed(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        Layer layer = ((Wrapper)c.Layer).layer;
        Shape step = c.X.Shape[2..].WithBatch(null);
        // (samples, steps, …) as samples, and apart again.
        string Both(string x) => g.Op("Slice", [g.Op("Shape", x), g.Longs(0), g.Longs(2)]);
        string Rest(string x, long from) => g.Op("Slice", [g.Op("Shape", x), g.Longs(from), g.Longs(long.MaxValue)]);
        string Merged(string x) => g.Op("Reshape", [x, g.Op("Concat", [g.Longs(-1), Rest(x, 2)], ("axis", 0))]);
        string Apart(string y) => g.Op("Reshape", [y, g.Op("Concat", [Both(c.X.Name), Rest(y, 1)], ("axis", 0))]);
        bool deep = c.X is { Mask: not null, MaskRank: > 2 };
        OnnxValue[] inner = c.Inside(layer,
            new OnnxValue(Merged(c.X.Name), step, c.X.DType, deep ? Merged(c.X.Mask!) : null, Math.Max(2, c.X.MaskRank - 1)));
        var (outer, rank) = (c.X.Mask, 2);
        if (inner[0].Mask is { } made && (outer is null || deep)) { (outer, rank) = (Apart(made), inner[0].MaskRank + 1); }
        else if (deep)
        {
            outer = g.Cast(g.Op("ReduceMax", [g.Cast(outer!, OnnxGraph.Int32)],
                ("axes", (long[])[.. Enumerable.Range(2, c.X.MaskRank - 2).Select(i => (long)i)]), ("keepdims", 0)), OnnxGraph.Bool);
        }
        return [.. inner.Select((v, i) => new OnnxValue(Apart(v.Name), c.Outputs[i], v.DType, i == 0 ? outer : null, rank))];
    }

    private static string EinsumDense(OnnxCall c)
    {
        string y = c.Graph.Op("Einsum", [c.Summed(), c.Graph.Weight(c.Kernel())], ("equation", c.Text("equation")!));
        return c.Activate(c.Weight("bias") is { } bias ? c.Graph.Op("Add", [y, c.Graph.Weight(bias)]) : y);
    }

    private static OnnxValue[] Reversible(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        if (c.Keywords?.Get("reverse") is not true) { return Embedding(c); }
        string y = g.Op("MatMul", [c.Back(), g.Weight(c.KernelBack())]);
        return [new OnnxValue(c.Get("logit_soft_cap") is null
            ? y
            : g.Op("Mul", [g.Op("Tanh", g.Op("Div", [y, g.Number(c.Number("logit_soft_cap"))])), g.Number(c.Number("logit_soft_cap"))]),
            c.Output, "float32")];
    }

    private static string Highway(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string Half(string kernel, string bias)
        {
            string y = g.Op("MatMul", [c.X.Name, g.Weight(c.Weight(kernel)!)]);
            return c.Weight(bias) is { } b ? g.Op("Add", [y, g.Weight(b)]) : y;
        }
        string gate = g.Op("Sigmoid", Half("W_carry", "b_carry"));
        return g.Op("Add", [g.Op("Mul", [c.Activate(Half("W", "b")), gate]), g.Op("Mul", [g.Op("Sub", [g.Number(1), gate]), c.X.Name])]);
    }

    private static string Maxout(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string all = g.Op("MatMul", [g.Op("Unsqueeze", [c.X.Name, g.Longs(0)]), g.Weight(c.Weight("W")!)]);
        if (c.Weight("b") is { } bias) { all = g.Op("Add", [all, g.Weight(bias.unsqueeze(1))]); }
        return g.Op("ReduceMax", [all], ("axes", (long[])[0]), ("keepdims", 0));
    }

    private static string Fourier(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        Tensor kernel = c.Weight("unscaled_kernel")! / c.Weight("kernel_scale")!;
        return g.Op("Cos", g.Op("Add", [g.Op("MatMul", [c.X.Name, g.Weight(kernel)]), g.Weight(c.Weight("bias")!)]));
    }
}
