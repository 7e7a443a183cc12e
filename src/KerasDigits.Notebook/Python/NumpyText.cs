using System.Globalization;
using System.Text;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>Arrays as NumPy prints them.</summary>
/// <remarks>Source: the behaviour of NumPy 1.18's array2string with its default options.</remarks>
internal static class NumpyText
{
    private const int LineWidth = 75, Threshold = 1000, Edge = 3;
    private const string Dots = "...";

    public static string Str(NDArray array) => array.ndim == 0 ? builtins.str(array.GetValue(0)) : Lay(array, " ", 0, 0);

    public static string Repr(NDArray array)
    {
        string dtype = array.typecode is NPTypeCode.Int64 or NPTypeCode.Double or NPTypeCode.Boolean ? "" : $", dtype={array.dtype.Name.ToLowerInvariant() switch
        {
            "single" => "float32",
            "int32" => "int32",
            "byte" => "uint8",
            var other => other,
        }}";
        return $"array({Lay(array, ", ", "array(".Length, ")".Length)}{dtype})";
    }

    private static string Lay(NDArray array, string separator, int prefix, int suffix)
    {
        int[] dims = Buffers.Dims(array);
        if (dims.Contains(0)) { return "[]"; }
        bool summary = array.size > Threshold;
        int[] places = [.. Shown(dims, summary)];
        string[] words = new string[places.Length];
        string[] texts = Words(array, places);
        Dictionary<int, string> word = [];
        for (int i = 0; i < words.Length; i++) { word[places[i]] = texts[i]; }
        return Nest(dims, 0, 0, new string(' ', prefix + 1), LineWidth - suffix, separator, summary, word);
    }

    /// <summary>Flat places of the items that are printed.</summary>
    private static IEnumerable<int> Shown(int[] dims, bool summary)
    {
        IEnumerable<int> places = [0];
        foreach (int size in dims)
        {
            int[] items = [.. Indices(size, summary).Where(i => i >= 0)];
            places = places.SelectMany(p => items.Select(i => (p * size) + i));
        }
        return places;
    }

    /// <summary>The items of an axis, −1 for the dots.</summary>
    private static IEnumerable<int> Indices(int size, bool summary) => summary && 2 * Edge < size
        ? Enumerable.Range(0, Edge).Append(-1).Concat(Enumerable.Range(size - Edge, Edge))
        : Enumerable.Range(0, size);

    private static string Nest(int[] dims, int axis, int place, string indent, int width, string separator, bool summary, Dictionary<int, string> word)
    {
        int size = dims[axis];
        var text = new StringBuilder();
        if (axis == dims.Length - 1)
        {
            var line = new StringBuilder(indent);
            int room = width - 1;
            int[] items = [.. Indices(size, summary)];
            for (int n = 0; n < items.Length; n++)
            {
                string item = items[n] < 0 ? Dots : word[(place * size) + items[n]];
                if (line.Length + item.Length > room && line.Length > indent.Length)
                {
                    text.Append(line.ToString().TrimEnd()).Append('\n');
                    line.Clear().Append(indent);
                }
                line.Append(item);
                if (n + 1 < items.Length) { line.Append(separator); }
            }
            text.Append(line);
        }
        else
        {
            string between = separator.TrimEnd() + new string('\n', dims.Length - axis - 1);
            text.AppendJoin(between, Indices(size, summary).Select(i => indent
                + (i < 0 ? Dots : Nest(dims, axis + 1, (place * size) + i, indent + " ", width - 1, separator, summary, word))));
        }
        return "[" + text.ToString()[indent.Length..] + "]";
    }

    private static string[] Words(NDArray array, int[] places)
    {
        if (array.typecode is NPTypeCode.Single or NPTypeCode.Double or NPTypeCode.Half)
        {
            double[] all = Buffers.Doubles(array);
            return Floats([.. places.Select(p => all[p])], array.typecode != NPTypeCode.Double);
        }
        string[] texts = array.typecode == NPTypeCode.Boolean
            ? [.. Buffers.Flat<bool>(array, NPTypeCode.Boolean) is var flags ? places.Select(p => flags[p] ? "True" : "False") : []]
            : [.. Buffers.Flat<long>(array, NPTypeCode.Int64) is var numbers ? places.Select(p => numbers[p].ToString(CultureInfo.InvariantCulture)) : []];
        int widest = texts.Max(t => t.Length);
        return [.. texts.Select(t => t.PadLeft(widest))];
    }

    /// <summary>All items with as many places before and after the point as the widest needs, or all with an exponent where they are far apart.</summary>
    private static string[] Floats(double[] values, bool single)
    {
        double[] sizes = [.. values.Where(v => double.IsFinite(v) && v != 0).Select(Math.Abs)];
        bool exponents = sizes.Length > 0 && (sizes.Max() >= 1e8 || sizes.Min() < 1e-4 || sizes.Max() / sizes.Min() > 1000);
        string Shortest(double v) => single ? ((float)v).ToString("R", CultureInfo.InvariantCulture) : v.ToString("R", CultureInfo.InvariantCulture);
        string[] texts = [.. values.Select(v => !double.IsFinite(v) ? "" : exponents ? Scientific(v, Shortest(v)) : Positional(v, Shortest(v)))];
        string[] finite = [.. texts.Where(t => t.Length > 0)];
        int left = finite.Select(t => t.IndexOf('.', StringComparison.Ordinal)).DefaultIfEmpty(0).Max();
        int End(string t) => exponents ? t.IndexOf('e', StringComparison.Ordinal) : t.Length;
        int right = finite.Select(t => End(t) - t.IndexOf('.', StringComparison.Ordinal) - 1).DefaultIfEmpty(0).Max();
        string Aligned(string t)
        {
            int point = t.IndexOf('.', StringComparison.Ordinal);
            string fraction = t[(point + 1)..End(t)];
            return t[..point].PadLeft(left) + "." + (exponents ? fraction.PadRight(right, '0') + t[End(t)..] : fraction.PadRight(right));
        }
        string[] aligned = [.. texts.Select(t => t.Length == 0 ? "" : Aligned(t))];
        int width = aligned.Max(t => t.Length);
        return [.. aligned.Select((t, i) => t.Length > 0 ? t.PadLeft(width)
            : (double.IsNaN(values[i]) ? "nan" : values[i] > 0 ? "inf" : "-inf").PadLeft(Math.Max(width, 3)))];
    }

    private static string Positional(double v, string shortest)
    {
        (string digits, int exponent) = PythonNumber.Parts(shortest);
        // Eight places after the point at most.
        string text = digits.Length - 1 - exponent > 8 ? v.ToString("F8", CultureInfo.InvariantCulture).TrimStart('-')
            : exponent < 0 ? "0." + new string('0', -exponent - 1) + digits
            : digits.Length <= exponent + 1 ? digits.PadRight(exponent + 1, '0') + "."
            : digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
        text = text.TrimEnd('0');
        return (double.IsNegative(v) ? "-" : "") + (digits == "0" ? "0." : text);
    }

    private static string Scientific(double v, string shortest)
    {
        (string digits, int exponent) = PythonNumber.Parts(shortest);
        if (digits.Length > 9)
        {
            (digits, int shifted) = PythonNumber.Parts(v.ToString("E8", CultureInfo.InvariantCulture));
            exponent = shifted;
        }
        string power = string.Create(CultureInfo.InvariantCulture, $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        return (double.IsNegative(v) ? "-" : "") + digits[0] + "." + digits[1..] + power;
    }
}
