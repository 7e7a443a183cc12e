using NumSharp;
using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>Keras's dtype names and the engine's and NumSharp's types behind them.</summary>
internal static class DTypes
{
    private static readonly (string Name, torch.ScalarType Torch, NPTypeCode Array)[] s_types =
    [
        ("float32", torch.ScalarType.Float32, NPTypeCode.Single), ("float64", torch.ScalarType.Float64, NPTypeCode.Double),
        ("float16", torch.ScalarType.Float16, NPTypeCode.Single), ("bfloat16", torch.ScalarType.BFloat16, NPTypeCode.Single),
        ("int32", torch.ScalarType.Int32, NPTypeCode.Int32), ("int64", torch.ScalarType.Int64, NPTypeCode.Int64),
        ("uint8", torch.ScalarType.Byte, NPTypeCode.Byte), ("int8", torch.ScalarType.Int8, NPTypeCode.Int16),
        ("int16", torch.ScalarType.Int16, NPTypeCode.Int16), ("bool", torch.ScalarType.Bool, NPTypeCode.Boolean),
    ];

    /// <summary>
    /// Keras's dtype of strings, which tensors hold as numbers (<see cref="Texts"/>); it is not a dtype of weights and computation.
    /// </summary>
    internal const string Text = "string";

    /// <summary>The engine's type of a Keras name.</summary>
    /// <exception cref="ArgumentException">The name is not a supported dtype.</exception>
    public static torch.ScalarType ParseTorch(string name)
    {
        foreach (var t in s_types)
        {
            if (t.Name == name) { return t.Torch; }
        }
        throw new ArgumentException($"A dtype must be one of {string.Join(", ", s_types.Select(t => t.Name))}. Received: "
            + $"dtype=\"{name}\".");
    }

    /// <summary>The engine's type of data: that of a Keras name, and for strings that of their numbers.</summary>
    /// <exception cref="ArgumentException">The name is not a supported dtype.</exception>
    internal static torch.ScalarType OfData(string name) => name == Text ? torch.ScalarType.Int64 : ParseTorch(name);

    /// <summary>NumSharp's type of a Keras name; half types are widened.</summary>
    /// <exception cref="ArgumentException">The name is not a supported dtype.</exception>
    public static NPTypeCode ParseArray(string name)
    {
        _ = ParseTorch(name);
        return s_types.First(t => t.Name == name).Array;
    }

    /// <summary>The Keras name of the engine's type.</summary>
    public static string GetName(torch.ScalarType type) => s_types.FirstOrDefault(t => t.Torch == type).Name
        ?? type.ToString().ToLowerInvariant();

    /// <summary>The dtype of values of several ones side by side: the widest, and a given one where a float is among them.</summary>
    public static string FindCommon(IReadOnlyList<string> dtypes, string real)
    {
        if (dtypes.Count == 0 || dtypes.Any(IsFloating)) { return real; }
        string[] widths = ["bool", "uint8", "int8", "int16", "int32", "int64", Text];
        return dtypes.MaxBy(d => System.Array.IndexOf(widths, d))!;
    }

    /// <summary>Whether a Keras dtype is a floating-point one.</summary>
    public static bool IsFloating(string name) => name is "float32" or "float64" or "float16" or "bfloat16";
}
