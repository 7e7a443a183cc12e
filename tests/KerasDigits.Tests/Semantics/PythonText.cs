using System.Globalization;
using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Tests.Semantics;

/// <summary>Python's texts of values, its texts' methods and its numbers.</summary>
internal static class PythonText
{
    public static string Str(object? value) => value is string s ? s : Repr(value);

    public static string Repr(object? value) => value switch
    {
        null => "None",
        bool b => b ? "True" : "False",
        string s => $"'{s}'",
        double d => PythonNumber.FormatRepr(d),
        List<object?> l => $"[{string.Join(", ", l.Select(Repr))}]",
        object?[] t => t.Length == 1 ? $"({Repr(t[0])},)" : $"({string.Join(", ", t.Select(Repr))})",
        PyDict d => $"{{{string.Join(", ", d.Select(p => $"{Repr(p.Key)}: {Repr(p.Value)}"))}}}",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    public static object Member(string s, string name) => new PyFunction(name, (x, _) => name switch
    {
        "replace" => s.Replace((string)x[0]!, (string)x[1]!, StringComparison.Ordinal),
        "startswith" => s.StartsWith((string)x[0]!, StringComparison.Ordinal),
        "endswith" => s.EndsWith((string)x[0]!, StringComparison.Ordinal),
        "split" => s.Split((string)x[0]!).ToList<object?>(),
        "join" => string.Join(s, PythonRunner.Items(x[0])),
        "lower" => s.ToLowerInvariant(),
        "decode" => s,
        _ => throw new NotReplayedException($"a text's {name}"),
    });

    public static double Number(object? value) => value switch
    {
        NDArray { size: 1 } a => Convert.ToDouble(a.GetAtIndex(0)),
        NDArray => throw new RaisedException("TypeError", "only length-1 arrays can be converted to Python scalars"),
        Tensor t => KerasDigits.Backend.Tensors.ToNumber(t),
        KerasDigits.Backend.Variable v => KerasDigits.Backend.Tensors.ToNumber(v.value),
        Evaluation e => e,
        KerasDigits.Optimizers.LearningRate r => r.Value,
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };

    /// <summary>NumPy's tolist.</summary>
    public static object? List(NDArray a) => a.ndim == 0 ? Convert.ToDouble(a.GetAtIndex(0))
        : a.ndim == 1 ? Enumerable.Range(0, (int)a.size).Select(i => Scalar(a, i)).ToList()
        : PythonRunner.Items(a).Select(row => List((NDArray)row!)).ToList();

    private static object? Scalar(NDArray a, int i) => a.typecode is NPTypeCode.Int32 or NPTypeCode.Int64 or NPTypeCode.Byte
        ? Convert.ToInt64(a.GetAtIndex(i))
        : Convert.ToDouble(a.GetAtIndex(i));
}
