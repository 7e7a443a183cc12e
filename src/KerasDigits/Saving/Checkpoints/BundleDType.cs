namespace KerasDigits.Saving.Checkpoints;

/// <summary>TensorFlow's numbers of dtypes: NumPy's names, TensorFlow's own names, and sizes of an element in bytes.</summary>
/// <remarks>Source: tensorflow, core/framework/types.proto.</remarks>
internal static class BundleDType
{
    private const int Reference = 100;

    private static readonly (int Number, string Name, string Tf, int Size)[] s_all =
    [
        (1, "float32", "float", 4), (2, "float64", "double", 8), (3, "int32", "int32", 4), (4, "uint8", "uint8", 1),
        (5, "int16", "int16", 2), (6, "int8", "int8", 1), (7, "string", "string", 0),
        (8, "complex64", "complex64", 8), (9, "int64", "int64", 8), (10, "bool", "bool", 1), (11, "int8", "qint8", 1),
        (12, "uint8", "quint8", 1), (13, "int32", "qint32", 4), (14, "bfloat16", "bfloat16", 2),
        (15, "int16", "qint16", 2), (16, "uint16", "quint16", 2), (17, "uint16", "uint16", 2), (18, "complex128", "complex128", 16),
        (19, "float16", "half", 2), (22, "uint32", "uint32", 4), (23, "uint64", "uint64", 8),
    ];

    /// <summary>The dtype of a number; null where it has none here.</summary>
    public static (string Name, string Tf, int Size)? Find(int number)
    {
        int plain = number > Reference ? number - Reference : number;
        foreach (var t in s_all)
        {
            if (t.Number == plain) { return (t.Name, t.Tf, t.Size); }
        }
        return null;
    }

    /// <summary>The number of NumPy's name.</summary>
    public static int GetNumber(string name) => s_all.First(t => t.Name == name).Number;

    /// <summary>TensorFlow's own name ("float", "half") of NumPy's.</summary>
    public static string GetTfName(string name) => s_all.First(t => t.Name == name).Tf;

    /// <summary>Size of the smallest unit whose bytes are turned round between processors.</summary>
    public static int SwapUnit(string name, int size) => name.StartsWith("complex", StringComparison.Ordinal) ? size / 2 : size;
}
