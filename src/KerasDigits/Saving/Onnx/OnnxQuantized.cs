using KerasDigits.Backend;

namespace KerasDigits.Saving.Onnx;

/// <summary>Kernels of few bits in ONNX: as the numbers that they stand for, and inputs rounded where the layer rounds them.</summary>
internal static class OnnxQuantized
{
    /// <summary>The kernel of a layer's sum.</summary>
    public static Tensor UnpackKernel(this OnnxCall c) => c.Layer.Quantized is not { } few ? c.FindWeight("kernel")!
        : few.UnpackKernel() ?? throw c.Refused("it computes in float8, which opset 17 lacks. Give it the policy \"float32\".");

    /// <summary>The vectors of an embedding.</summary>
    public static Tensor ConvertVectors(this OnnxCall c) => c.Layer.QuantizedRows?.GetAllRows() ?? c.FindWeight("embeddings")!;

    /// <summary>The input of a layer's sum.</summary>
    public static string ConvertSum(this OnnxCall c) => c.Layer.Quantized?.Inputs is { } rounded
        ? ConvertRounded(c, rounded.Axes, rounded.Range) : c.X.Name;

    /// <summary>The input of an embedding's reverse projection.</summary>
    public static string ConvertBack(this OnnxCall c) => c.Layer.QuantizedRows is null ? c.X.Name : c.Layer.Quantized is not null
        ? c.ConvertSum()
        : c.Layer.dtype_policy.Quantization!.InputsBack is { } range ? ConvertRounded(c, [-1], range) : c.X.Name;

    /// <summary>The kernel of an embedding's reverse projection.</summary>
    public static Tensor ConvertKernelBack(this OnnxCall c) => c.Layer.Quantized?.UnpackKernel()
        ?? c.FindWeight("reverse_embeddings") ?? c.ConvertVectors().transpose(0, 1);

    private static string ConvertRounded(OnnxCall c, long[] axes, InputRange range)
    {
        OnnxGraph g = c.Graph;
        string sizes = g.AddOp("ReduceMax", [g.AddOp("Abs", [c.X.Name])], ("axes", axes), ("keepdims", 1));
        string scale = g.AddOp("Div", [g.AddNumber(range.Most), g.AddOp("Add", [sizes, g.AddNumber(range.Epsilon)])]);
        string whole = g.AddOp("Clip",
            [g.AddOp("Round", [g.AddOp("Mul", [c.X.Name, scale])]), g.AddNumber(range.Least), g.AddNumber(range.Most)]);
        return g.AddOp("Div", [whole, scale]);
    }
}
