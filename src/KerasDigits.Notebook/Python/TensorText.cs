using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>What TensorFlow writes of a tensor: <c>tf.Tensor(0.5, shape=(), dtype=float32)</c>.</summary>
internal static class TensorText
{
    // The engine is not named before there is a tensor: what prints texts alone loads none of it.
    public static bool IsTensor(object? value) => value?.GetType().FullName == "TorchSharp.torch+Tensor";

    /// <summary>TensorFlow's name of one of the engine's dtypes.</summary>
    public static string GetDType(string engine) => engine == "Byte" ? "uint8" : engine.ToLowerInvariant();

    public static string Of(object tensor) => Of(GetValues(tensor));

    /// <summary>
    /// What it writes inside of lists and tuples: <c>&lt;tf.Tensor: shape=(2,), dtype=int32, numpy=array([1, 2], dtype=int32)&gt;</c>.
    /// </summary>
    public static string FormatRepr(object tensor)
    {
        NDArray values = GetValues(tensor);
        string text = values.ndim == 0 ? ArrayText.FormatStr(values) : ArrayText.FormatRepr(values);
        return $"<tf.Tensor: shape={FormatShape(values)}, dtype={Pandas.NumberType.GetName(values.typecode)}, "
            + $"numpy={(text.Contains('\n', StringComparison.Ordinal) ? "\n" : "")}{text}>";
    }

    public static int GetLength(object tensor) => ((TorchSharp.torch.Tensor)tensor).shape is [var rows, ..] ? checked((int)rows)
        : throw new ArgumentException("Scalar tensor has no `len()`.", nameof(tensor));

    public static NDArray GetValues(object tensor) => ((TorchSharp.torch.Tensor)tensor).numpy();

    public static string Of(NDArray values)
    {
        string text = ArrayText.FormatStr(values);
        return $"tf.Tensor({(text.Contains('\n', StringComparison.Ordinal) ? "\n" : "")}{text}, shape={FormatShape(values)}, "
            + $"dtype={Pandas.NumberType.GetName(values.typecode)})";
    }

    private static string FormatShape(NDArray values) => $"({string.Join(", ", values.shape)}{(values.ndim == 1 ? "," : "")})";
}
