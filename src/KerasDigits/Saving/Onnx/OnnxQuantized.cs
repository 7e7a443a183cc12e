using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>Kernels of few bits in ONNX: as the numbers that they stand for, and inputs rounded where the layer rounds them.</summary>
internal static class OnnxQuantized
{
    /// <summary>The kernel of a layer's sum.</summary>
    public static Tensor Kernel(this OnnxCall c) => c.Layer.Quantized is not { } few ? c.Weight("kernel")!
        : few.Kernel() ?? throw c.Refused("it computes in float8, which opset 17 lacks. Give it the policy \"float32\".");

    /// <summary>The vectors of an embedding.</summary>
    public static Tensor Vectors(this OnnxCall c) => c.Layer.QuantizedRows?.All() ?? c.Weight("embeddings")!;

    /// <summary>The input of a layer's sum.</summary>
    public static string Summed(this OnnxCall c) => c.Layer.Quantized?.Inputs is { } rounded
        ? Rounded(c, rounded.Axes, rounded.Range) : c.X.Name;

    /// <summary>The input of an embedding's way back.</summary>
    public static string Back(this OnnxCall c) => c.Layer.QuantizedRows is null ? c.X.Name : c.Layer.Quantized is not null ? c.Summed()
        : c.Layer.dtype_policy.Quantization!.InputsBack is { } range ? Rounded(c, [-1], range) : c.X.Name;

    /// <summary>The kernel of an embedding's way back.</summary>
    public static Tensor KernelBack(this OnnxCall c) => c.Layer.Quantized?.Kernel()
        ?? c.Weight("reverse_embeddings") ?? c.Vectors().transpose(0, 1);

    private static string Rounded(OnnxCall c, long[] axes, InputRange range)
    {
        OnnxGraph g = c.Graph;
        string sizes = g.Op("ReduceMax", [g.Op("Abs", [c.X.Name])], ("axes", axes), ("keepdims", 1));
        string scale = g.Op("Div", [g.Number(range.Most), g.Op("Add", [sizes, g.Number(range.Epsilon)])]);
        string whole = g.Op("Clip", [g.Op("Round", [g.Op("Mul", [c.X.Name, scale])]), g.Number(range.Least), g.Number(range.Most)]);
        return g.Op("Div", [whole, scale]);
    }
}
