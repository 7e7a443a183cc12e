using System.Collections;
using System.Globalization;

namespace KerasDigits.Tuner;

/// <summary>Values as Python prints them: KerasTuner's hashes, files and screens are made of these strings.</summary>
internal static class PythonText
{
    /// <summary>repr() of a value. (Without this, C# would take the value for a float.)</summary>
    public static string FormatRepr(HyperValue value) => FormatRepr(value.ToObject());

    /// <summary>repr() of None, bool, int, float, str, list, tuple or dict.</summary>
    public static string FormatRepr(object? value) => WriteRepr(value, []);

    /// <summary>The same inside others; what holds itself is "[...]" there, as in Python.</summary>
    private static string WriteRepr(object? value, IReadOnlyList<object> outer) => value switch
    {
        null => "None",
        bool b => b ? "True" : "False",
        double d => PythonNumber.FormatRepr(d),
        string s => PythonString.Quote(s),
        HyperValue v => WriteRepr(v.ToObject(), outer),
        Config or IEnumerable when outer.Any(o => ReferenceEquals(o, value)) => value is Config ? "{...}" : "[...]",
        Config map => "{" + string.Join(", ", map.Select(p => $"{PythonString.Quote(p.Key)}: {WriteRepr(p.Value, [.. outer, map])}")) + "}",
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(i => WriteRepr(i, [.. outer, list]))) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
