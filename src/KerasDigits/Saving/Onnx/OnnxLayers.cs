using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>How each layer is written in ONNX, or why it cannot be.</summary>
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
        ["Dense"] = c => c.ConvertOne(ConvertDense(c)), ["Activation"] = c => c.ConvertOne(ConvertActivation(c)),
            ["Embedding"] = ConvertEmbedding,
        ["Masking"] = ConvertMasking, ["ReversibleEmbedding"] = ConvertReversible, ["Highway"] = c => c.ConvertOne(ConvertHighway(c)),
        ["MaxoutDense"] = c => c.ConvertOne(ConvertMaxout(c)),
        ["Flatten"] = c => c.ConvertOne(Flatten(c)), ["Reshape"] = c => c.ConvertOne(ConvertShape(c, c.X.Name, c.Output)),
        ["Permute"] = c => c.ConvertOne(c.Graph.AddOp("Transpose", [c.X.Name], ("perm", (long[])[0, .. c.ReadSizes("dims")]))),
        ["RepeatVector"] = c =>
            c.ConvertOne(c.Graph.AddOp("Expand",
                [c.Graph.AddOp("Unsqueeze", [c.X.Name, c.Graph.AddLongs(1)]), c.Graph.AddLongs(1, c.ReadSizes("n")[0], 1)])),
        ["ReLU"] = c => c.ConvertOne(ConvertReLU(c)), ["LeakyReLU"] = c =>
            c.ConvertOne(c.ConvertEach("LeakyRelu", ("alpha", c.ReadNumber("alpha")))),
        ["ELU"] = c => c.ConvertOne(c.ConvertEach("Elu", ("alpha", c.ReadNumber("alpha")))),
        ["ThresholdedReLU"] = c => c.ConvertOne(c.ConvertEach("ThresholdedRelu", ("alpha", c.ReadNumber("theta")))), ["Softmax"] = c =>
            c.ConvertOne(ConvertSoftmax(c)),
        ["PReLU"] = c => c.ConvertOne(ConvertPReLU(c)), ["ParametricSoftplus"] = c => c.ConvertOne(OnnxEarly.GetSoftplus(c)),
        ["SReLU"] = c => c.ConvertOne(OnnxEarly.GetBent(c)), ["ModeBatchNormalization"] = c => c.ConvertOne(OnnxEarly.Normalize(c)),
        ["AutoContrast"] = c => c.ConvertOne(OnnxEarly.GetStretched(c)),
        ["Add"] = c => ConvertMerged(c, "Add"), ["Subtract"] = c => ConvertMerged(c, "Sub"), ["Multiply"] = c => ConvertMerged(c, "Mul"),
        ["Average"] = c => ConvertMerged(c, "Mean"), ["Maximum"] = c => ConvertMerged(c, "Max"), ["Minimum"] = c => ConvertMerged(c, "Min"),
        ["Concatenate"] = Concatenate, ["Dot"] = ConvertDot, ["BatchNormalization"] = c => c.ConvertOne(OnnxNormalizations.ConvertBatch(c)),
        ["SyncBatchNormalization"] = c => c.ConvertOne(OnnxNormalizations.ConvertBatch(c)),
        ["LayerNormalization"] = c => c.ConvertOne(OnnxNormalizations.ConvertLayer(c)),
        ["RMSNormalization"] = c => c.ConvertOne(OnnxNormalizations.ConvertRootMeanSquare(c)),
        ["UnitNormalization"] = c => c.ConvertOne(ConvertUnitNormalization(c)), ["Rescaling"] = c => c.ConvertOne(ConvertRescaling(c)),
        ["CustomScaleLayer"] = c => c.ConvertOne(ConvertScaledSum(c)), ["Normalization"] = c =>
            c.ConvertOne(OnnxNormalizations.ConvertData(c)),
        ["TimeDistributed"] = ConvertTimeDistributed,
        ["Pipeline"] = c => ((Pipeline)c.Layer).layers.Aggregate(c.Inputs, (values, layer) => c.ConvertInside(layer, values)),
        ["Attention"] = OnnxAttention.ConvertDense, ["AdditiveAttention"] = OnnxAttention.ConvertDense,
        ["MultiHeadAttention"] = OnnxAttention.ConvertHeads,
        ["GroupQueryAttention"] = OnnxAttention.ConvertGrouped, ["EinsumDense"] = c => c.ConvertOne(ConvertEinsumDense(c)),
        ["GroupNormalization"] = c => c.ConvertOne(OnnxNormalizations.ConvertGroup(c)),
        ["Conv1D"] = OnnxSpatial.ConvertConv, ["Conv2D"] = OnnxSpatial.ConvertConv, ["Conv3D"] = OnnxSpatial.ConvertConv,
            ["DepthwiseConv1D"] = OnnxSpatial.ConvertConv,
        ["DepthwiseConv2D"] = OnnxSpatial.ConvertConv,
        ["SeparableConv1D"] = OnnxSpatial.ConvertConv, ["SeparableConv2D"] = OnnxSpatial.ConvertConv,
            ["Conv1DTranspose"] = OnnxSpatial.ConvertTransposed,
        ["Conv2DTranspose"] = OnnxSpatial.ConvertTransposed, ["Conv3DTranspose"] = OnnxSpatial.ConvertTransposed,
        ["MaxPooling1D"] = OnnxSpatial.ConvertPool, ["MaxPooling2D"] = OnnxSpatial.ConvertPool, ["MaxPooling3D"] = OnnxSpatial.ConvertPool,
        ["AveragePooling1D"] = OnnxSpatial.ConvertPool, ["AveragePooling2D"] = OnnxSpatial.ConvertPool,
            ["AveragePooling3D"] = OnnxSpatial.ConvertPool,
        ["GlobalMaxPooling1D"] = OnnxSpatial.ConvertGlobalPool, ["GlobalMaxPooling2D"] = OnnxSpatial.ConvertGlobalPool,
        ["GlobalMaxPooling3D"] = OnnxSpatial.ConvertGlobalPool,
        ["GlobalAveragePooling1D"] = OnnxSpatial.ConvertGlobalPool, ["GlobalAveragePooling2D"] = OnnxSpatial.ConvertGlobalPool,
        ["GlobalAveragePooling3D"] = OnnxSpatial.ConvertGlobalPool,
        ["ZeroPadding1D"] = OnnxSpatial.Pad, ["ZeroPadding2D"] = OnnxSpatial.Pad, ["ZeroPadding3D"] = OnnxSpatial.Pad,
        ["Cropping1D"] = OnnxSpatial.ConvertCrop, ["Cropping2D"] = OnnxSpatial.ConvertCrop, ["Cropping3D"] = OnnxSpatial.ConvertCrop,
        ["UpSampling1D"] = OnnxSpatial.ConvertUpSample, ["UpSampling2D"] = OnnxSpatial.ConvertUpSample,
            ["UpSampling3D"] = OnnxSpatial.ConvertUpSample,
        ["Resizing"] = OnnxSpatial.Resize, ["CenterCrop"] = OnnxWindows.ConvertCrop, ["RandomCrop"] = OnnxWindows.ConvertCrop,
        ["AdaptiveAveragePooling1D"] = OnnxWindows.ConvertAdaptive, ["AdaptiveAveragePooling2D"] = OnnxWindows.ConvertAdaptive,
        ["AdaptiveAveragePooling3D"] = OnnxWindows.ConvertAdaptive,
        ["AdaptiveMaxPooling1D"] = OnnxWindows.ConvertAdaptive, ["AdaptiveMaxPooling2D"] = OnnxWindows.ConvertAdaptive,
        ["AdaptiveMaxPooling3D"] = OnnxWindows.ConvertAdaptive,
        ["LocallyConnected1D"] = OnnxWindows.ConvertLocallyConnected, ["LocallyConnected2D"] = OnnxWindows.ConvertLocallyConnected,
        ["Discretization"] = OnnxCategories.ConvertDiscretization, ["CategoryEncoding"] = OnnxCategories.ConvertCategoryEncoding,
        ["StringLookup"] = OnnxCategories.ConvertLookup, ["IntegerLookup"] = OnnxCategories.ConvertLookup,
        ["TFOpLambda"] = OnnxFunctions.Run, ["SlicingOpLambda"] = OnnxFunctions.Run, ["KerasOperation"] = OnnxFunctions.Run,
        ["SpectralNormalization"] = c => c.ConvertInside(((Wrapper)c.Layer).layer, c.Inputs), ["RandomFourierFeatures"] = c =>
            c.ConvertOne(ConvertFourier(c)),
        ["RNN"] = OnnxRecurrent.Run, ["ConvLSTM1D"] = OnnxRecurrent.Run, ["ConvLSTM2D"] = OnnxRecurrent.Run,
        ["ConvLSTM3D"] = OnnxRecurrent.Run,
        ["LSTM"] = OnnxRecurrent.Run, ["GRU"] = OnnxRecurrent.Run, ["SimpleRNN"] = OnnxRecurrent.Run,
        ["Bidirectional"] = OnnxRecurrent.ConvertBothWays,
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
        return conversion(call.GetInFloats());
    }

    /// <summary>One output that carries the input's mask on.</summary>
    public static OnnxValue[] ConvertOne(this OnnxCall c, string name, string? dtype = null) =>
        [new OnnxValue(name, c.Output, dtype ?? c.DType, c.Layer.supports_masking ? c.X.Mask : null)];

    private static string ConvertEach(this OnnxCall c, string op, params (string, object)[] attributes) =>
        c.Graph.AddForEach([c.X.Name], c.Rank, x => c.Graph.AddOp(op, x, attributes));

    private static string ConvertDense(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string kernel = g.AddWeight(c.UnpackKernel()), x = c.ConvertSum(), y;
        string? bias = c.FindWeight("bias") is { } b ? g.AddWeight(b) : null;
        if (c.Rank == 2) { y = g.AddOp("Gemm", bias is null ? [x, kernel] : [x, kernel, bias]); }
        else
        {
            y = g.AddOp("MatMul", [x, kernel]);
            if (bias is not null) { y = g.AddOp("Add", [y, bias]); }
        }
        return c.Activate(y);
    }

    private static OnnxValue[] ConvertEmbedding(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string ids = g.AddOp("Cast", [c.X.Name], ("to", OnnxGraph.Int64));
        // Fractions are rows by their whole part, but masked by what they are.
        string? mask = c.ReadFlag("mask_zero")
            ? g.AddOp("Not", c.X.DType == "float32" ? g.AddOp("Equal", [c.X.Name, g.AddNumber(0)]) : g.AddOp("Equal", [ids, g.AddLongs(0)]))
            : null;
        return [new OnnxValue(g.AddOp("Gather", [g.AddWeight(c.ConvertVectors()), ids], ("axis", 0)), c.Output, "float32", mask)];
    }

    /// <summary>Of whole numbers "relu" gives whole numbers.</summary>
    private static string ConvertActivation(OnnxCall c) => c.DType == "float32" || c.Layer.PassesThrough ? c.Activate(c.X.Name)
        : ConvertWhole(c);

    private static string ConvertWhole(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        return g.Narrow(g.AddOp("Max", [g.GetWide(c.X.Name, c.X.DType), MakeZero(g, c.X.DType)]), c.X.DType);
    }

    private static string MakeZero(OnnxGraph g, string dtype) =>
        g.AddValues(Tensors.MakeScalar(0), dtype == "int64" ? OnnxGraph.Int64 : OnnxGraph.Int32);

    private static OnnxValue[] ConvertMasking(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string number = g.As(c.X, "float32");
        string other = g.AddOp("Cast", [g.AddOp("Not", g.AddOp("Equal", [number, g.AddNumber(c.ReadNumber("mask_value"))]))],
            ("to", OnnxGraph.Float));
        string any = g.AddOp("ReduceMax", [other], ("axes", (long[])[-1]), ("keepdims", 1));
        string mask = g.AddOp("Cast", [g.AddOp("Squeeze", [any, g.AddLongs(-1)])], ("to", OnnxGraph.Bool));
        if (c.DType == "float32") { return [new OnnxValue(g.AddOp("Mul", [c.X.Name, any]), c.Output, c.DType, mask)]; }
        string there = g.Cast(any, c.DType == "int64" ? OnnxGraph.Int64 : OnnxGraph.Int32);
        return [new OnnxValue(g.Narrow(g.AddOp("Mul", [g.GetWide(c.X.Name, c.DType), there]), c.DType), c.Output, c.DType, mask)];
    }

    private static string Flatten(OnnxCall c)
    {
        string x = c.X.Name;
        if (c.ChannelsFirst && c.Rank > 2) { x = c.Graph.ToChannelsLast(x, c.Rank); }
        return c.Rank == 1 ? c.Graph.AddOp("Unsqueeze", [x, c.Graph.AddLongs(1)]) : c.Graph.AddOp("Reshape", [x, c.Graph.AddLongs(0, -1)]);
    }

    /// <summary>A value in another shape, with the batch axis as it is.</summary>
    private static string ConvertShape(OnnxCall c, string x, Shape shape)
    {
        long[] sizes = [0, .. Enumerable.Range(1, shape.Rank - 1).Select(i => shape[i] ?? -1)];
        return sizes.Count(s => s == -1) > 1
            ? throw c.Refused("more than one size depends on the data.")
            : c.Graph.AddOp("Reshape", [x, c.Graph.AddLongs(sizes)]);
    }

    private static string ConvertReLU(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        if (c.DType != "float32") { return ConvertWhole(c); }
        double slope = c.ReadNumber("negative_slope"), threshold = c.ReadNumber("threshold");
        return g.AddForEach([c.X.Name], c.Rank, x =>
        {
            string y = slope == 0 && threshold == 0 ? g.AddOp("Relu", x)
                : g.AddOp("Where",
                    [g.AddOp("GreaterOrEqual", [x[0], g.AddNumber(threshold)]), x[0],
                        g.AddOp("Mul", [g.AddOp("Sub", [x[0], g.AddNumber(threshold)]), g.AddNumber(slope)])]);
            return c.Get("max_value") is null ? y : g.AddOp("Min", [y, g.AddNumber(c.ReadNumber("max_value"))]);
        });
    }

    private static string ConvertPReLU(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        Tensor alpha = c.FindWeight("alpha")!;
        return c.Rank > 2 && g.IsFirst(c.X.Name)
            ? g.ToChannelsLast(g.AddOp("PRelu", [g.ToChannelsFirst(c.X.Name, c.Rank), g.AddWeight(alpha.movedim([-1], [0]))]), c.Rank)
            : g.AddOp("PRelu", [c.X.Name, g.AddWeight(alpha)]);
    }

    private static OnnxValue[] ConvertMerged(OnnxCall c, string op)
    {
        int rank = c.Inputs.Max(i => i.Shape.Rank);
        string[] names = Array.ConvertAll(c.Inputs, i => i.Shape.Rank == rank ? Number(i)
            : c.Graph.AddOp("Unsqueeze",
            [Number(i), c.Graph.AddLongs([.. Enumerable.Range(1, rank - i.Shape.Rank).Select(a => (long)a)])]));
        string y = c.Graph.AddForEach(names, rank, x => op is "Add" or "Mul" or "Sub" ? x.Skip(1)
            .Aggregate(x[0], (a, b) => c.Graph.AddOp(op, [a, b])) : c.Graph.AddOp(op, x));
        return [new OnnxValue(c.Graph.Narrow(y, c.DType), c.Output, c.DType, ConvertAllMasks(c))];

        string Number(OnnxValue x) => c.Graph.GetWide(c.Graph.As(x, c.DType), c.DType);
    }

    private static string? ConvertAllMasks(OnnxCall c)
    {
        string[] masks = [.. c.Inputs.Select(i => i.Mask).OfType<string>()];
        return masks.Length < c.Inputs.Length ? null
            : masks.Skip(1).Aggregate(masks[0], (a, b) => a == b ? a : c.Graph.AddOp("And", [a, b]));
    }

    private static OnnxValue[] Concatenate(OnnxCall c)
    {
        long axis = c.ReadSizes("axis")[0];
        if (axis < 0) { axis += c.Rank; }
        string[] names = [.. c.Inputs.Select(i => c.Graph.As(i, c.DType))];
        bool first = c.Rank > 2 && Array.TrueForAll(names, c.Graph.IsFirst);
        long place = !first || axis == 0 ? axis : axis == c.Rank - 1 ? 1 : axis + 1;
        string y = c.Graph.AddForEach(names, c.Rank, x => c.Graph.AddOp("Concat", x, ("axis", place)));
        return [new OnnxValue(y, c.Output, c.DType, ConvertJoinedMask(c, (int)axis))];
    }

    /// <summary>Keras joins the masks as the values, true where an input has none, and a place counts where all its features do.</summary>
    private static string? ConvertJoinedMask(OnnxCall c, int axis)
    {
        OnnxGraph g = c.Graph;
        if (c.Inputs.All(i => i.Mask is null) || c.Rank < 3) { return null; }
        string ConvertWhole(OnnxValue x) => x.Mask is { } mask ? g.Cast(mask, OnnxGraph.Int32)
            : g.AddOp("Expand",
                [g.AddValues(Backend.Tensors.MakeScalar(1), OnnxGraph.Int32),
                    g.AddOp("Slice", [g.AddOp("Shape", x.Name), g.AddLongs(0), g.AddLongs(2)])]);
        string[] parts = Array.ConvertAll(c.Inputs, ConvertWhole);
        return axis == 1 ? g.Cast(g.AddOp("Concat", parts, ("axis", 1)), OnnxGraph.Bool) : g.Cast(g.AddOp("Min", parts), OnnxGraph.Bool);
    }

    private static OnnxValue[] ConvertDot(OnnxCall c)
    {
        long[] axes = c.ReadSizes("axes");
        (long a, long b) = (axes[0], axes[^1]);
        if (a < 0) { a += c.Inputs[0].Shape.Rank; }
        if (b < 0) { b += c.Inputs[1].Shape.Rank; }
        OnnxGraph g = c.Graph;
        string[] x = [.. c.Inputs.Select((v, i) => c.ReadFlag("normalize") ? ConvertUnit(g, g.As(v, "float32"), i == 0 ? a : b)
            : g.GetWide(g.As(v, c.DType), c.DType))];
        (int left, int right) = (c.Inputs[0].Shape.Rank, c.Inputs[1].Shape.Rank);
        // The axes of both but the summed ones, as Keras's batch_dot orders them.
        string letters = "bcdefgh", others = "ijklmno";
        char[] first = [.. "a" + letters[..(left - 1)]], second = [.. "a" + others[..(right - 1)]];
        (first[(int)a], second[(int)b]) = ('z', 'z');
        string result = "a" + new string([.. first.Skip(1).Concat(second.Skip(1)).Where(l => l != 'z')]);
        string y = g.AddOp("Einsum", x, ("equation", $"{new string(first)},{new string(second)}->{result}"));
        return c.ConvertOne(g.Narrow(result.Length == 1 ? g.AddOp("Unsqueeze", [y, g.AddLongs(1)]) : y, c.DType));
    }

    private static string ConvertUnit(OnnxGraph g, string x, params long[] axes)
    {
        string square = g.AddOp("ReduceSum", [g.AddOp("Mul", [x, x]), g.AddLongs(axes)], ("keepdims", 1));
        return g.AddOp("Div", [x, g.AddOp("Sqrt", g.AddOp("Max", [square, g.AddNumber(1e-12)]))]);
    }

    private static string ConvertUnitNormalization(OnnxCall c) => ConvertUnit(c.Graph, c.X.Name, c.ReadSizes("axis"));

    private static string ConvertSoftmax(OnnxCall c) => c.Inputs.Length > 1 ? throw c.Refused("a mask arrives as an input.")
        : c.ReadSizes("axis") is [var axis] ? c.Graph.AddOp("Softmax", [c.X.Name], ("axis", axis))
        : ConvertSoftmaxOver(c, c.ReadSizes("axis"));

    /// <summary>exp(x) over its sum along several axes.</summary>
    private static string ConvertSoftmaxOver(OnnxCall c, long[] axes)
    {
        OnnxGraph g = c.Graph;
        string y = g.AddOp("Exp", g.AddOp("Sub", [c.X.Name, g.AddOp("ReduceMax", [c.X.Name], ("axes", axes), ("keepdims", 1))]));
        return g.AddOp("Div", [y, g.AddOp("ReduceSum", [y, g.AddLongs(axes)], ("keepdims", 1))]);
    }


    private static string ConvertRescaling(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string x = c.X.DType == "float32" ? c.X.Name : g.AddOp("Cast", [c.X.Name], ("to", OnnxGraph.Float));
        return g.AddOp("Add", [g.AddOp("Mul", [x, ConvertNumbers(c, "scale")]), ConvertNumbers(c, "offset")]);
    }

    private static string ConvertScaledSum(OnnxCall c) =>
        c.Graph.AddOp("Add", [c.Inputs[0].Name, c.Graph.AddOp("Mul", [c.Inputs[1].Name, c.Graph.AddNumber(c.ReadNumber("scale"))])]);

    private static string ConvertNumbers(OnnxCall c, string argument) => c.Get(argument) is List<object?> list
        ? c.Graph.AddFloats([.. list.Select(v => System.Convert.ToSingle(v, System.Globalization.CultureInfo.InvariantCulture))],
        list.Count)
        : c.Graph.AddNumber(c.ReadNumber(argument));

    private static OnnxValue[] ConvertTimeDistributed(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        Layer layer = ((Wrapper)c.Layer).layer;
        Shape step = c.X.Shape[2..].WithBatch(null);
        // (samples, steps, …) as samples, and apart again.
        string AddBoth(string x) => g.AddOp("Slice", [g.AddOp("Shape", x), g.AddLongs(0), g.AddLongs(2)]);
        string TakeRest(string x, long from) => g.AddOp("Slice", [g.AddOp("Shape", x), g.AddLongs(from), g.AddLongs(long.MaxValue)]);
        string ConvertMerged(string x) => g.AddOp("Reshape", [x, g.AddOp("Concat", [g.AddLongs(-1), TakeRest(x, 2)], ("axis", 0))]);
        string SplitApart(string y) => g.AddOp("Reshape", [y, g.AddOp("Concat", [AddBoth(c.X.Name), TakeRest(y, 1)], ("axis", 0))]);
        bool deep = c.X is { Mask: not null, MaskRank: > 2 };
        OnnxValue[] inner = c.ConvertInside(layer,
            new OnnxValue(ConvertMerged(c.X.Name), step, c.X.DType, deep ? ConvertMerged(c.X.Mask!) : null, Math.Max(2, c.X.MaskRank - 1)));
        var (outer, rank) = (c.X.Mask, 2);
        if (inner[0].Mask is { } made && (outer is null || deep)) { (outer, rank) = (SplitApart(made), inner[0].MaskRank + 1); }
        else if (deep)
        {
            outer = g.Cast(g.AddOp("ReduceMax", [g.Cast(outer!, OnnxGraph.Int32)],
                ("axes", (long[])[.. Enumerable.Range(2, c.X.MaskRank - 2).Select(i => (long)i)]), ("keepdims", 0)), OnnxGraph.Bool);
        }
        return [.. inner.Select((v, i) => new OnnxValue(SplitApart(v.Name), c.Outputs[i], v.DType, i == 0 ? outer : null, rank))];
    }

    private static string ConvertEinsumDense(OnnxCall c)
    {
        string y = c.Graph.AddOp("Einsum", [c.ConvertSum(), c.Graph.AddWeight(c.UnpackKernel())], ("equation", c.ReadText("equation")!));
        return c.Activate(c.FindWeight("bias") is { } bias ? c.Graph.AddOp("Add", [y, c.Graph.AddWeight(bias)]) : y);
    }

    private static OnnxValue[] ConvertReversible(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        if (c.Keywords?.Get("reverse") is not true) { return ConvertEmbedding(c); }
        string y = g.AddOp("MatMul", [c.ConvertBack(), g.AddWeight(c.ConvertKernelBack())]);
        return [new OnnxValue(c.Get("logit_soft_cap") is null
            ? y
            : g.AddOp("Mul", [g.AddOp("Tanh", g.AddOp("Div", [y, g.AddNumber(c.ReadNumber("logit_soft_cap"))])),
            g.AddNumber(c.ReadNumber("logit_soft_cap"))]),
            c.Output, "float32")];
    }

    private static string ConvertHighway(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string TakeHalf(string kernel, string bias)
        {
            string y = g.AddOp("MatMul", [c.X.Name, g.AddWeight(c.FindWeight(kernel)!)]);
            return c.FindWeight(bias) is { } b ? g.AddOp("Add", [y, g.AddWeight(b)]) : y;
        }
        string gate = g.AddOp("Sigmoid", TakeHalf("W_carry", "b_carry"));
        return g.AddOp("Add",
            [g.AddOp("Mul", [c.Activate(TakeHalf("W", "b")), gate]), g.AddOp("Mul", [g.AddOp("Sub", [g.AddNumber(1), gate]), c.X.Name])]);
    }

    private static string ConvertMaxout(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string all = g.AddOp("MatMul", [g.AddOp("Unsqueeze", [c.X.Name, g.AddLongs(0)]), g.AddWeight(c.FindWeight("W")!)]);
        if (c.FindWeight("b") is { } bias) { all = g.AddOp("Add", [all, g.AddWeight(bias.unsqueeze(1))]); }
        return g.AddOp("ReduceMax", [all], ("axes", (long[])[0]), ("keepdims", 0));
    }

    private static string ConvertFourier(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        Tensor kernel = c.FindWeight("unscaled_kernel")! / c.FindWeight("kernel_scale")!;
        return g.AddOp("Cos", g.AddOp("Add", [g.AddOp("MatMul", [c.X.Name, g.AddWeight(kernel)]), g.AddWeight(c.FindWeight("bias")!)]));
    }
}
