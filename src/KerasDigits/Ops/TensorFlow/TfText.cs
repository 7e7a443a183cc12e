using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Ops;

/// <summary>Values as <c>tf.print</c> writes them.</summary>
internal static class TfText
{
    /// <summary>One value: a string as it is, a tensor's numbers in brackets, lists and dictionaries as Python's.</summary>
    /// <param name="value">Any value, null too.</param>
    /// <param name="summarize">Entries at an axis's begin and end; -1: all.</param>
    public static string Of(object? value, int summarize) => value is string text ? text : WriteInner(value, summarize);

    private static string WriteInner(object? value, int summarize)
    {
        Nesting.EnsureEnd("What tf.print writes");
        return WriteOne(value, summarize);
    }

    private static string WriteOne(object? value, int summarize) => value switch
    {
        null => "None",
        string text => $"'{text}'",
        bool b => b ? "True" : "False",
        float number => PythonNumber.FormatRepr(number),
        double number => PythonNumber.FormatRepr(number),
        Tensor tensor => OfArray(Arrays.ToArray(tensor.detach()), summarize),
        Variable variable => OfArray(Arrays.ToArray(variable.value.detach()), summarize),
        NDArray array => OfArray(array, summarize),
        Shape shape => $"TensorShape({shape})",
        IDictionary named => "{" + string.Join(", ", named.Keys.Cast<object>()
            .Select(k => $"{WriteInner(k, summarize)}: {WriteInner(named[k], summarize)}")) + "}",
        ITuple tuple => "(" + string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => WriteInner(tuple[i], summarize)))
            + (tuple.Length == 1 ? ",)" : ")"),
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(i => WriteInner(i, summarize))) + "]",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string OfArray(NDArray array, int summarize)
    {
        var text = new StringBuilder();
        string[] values = Texts.Holds(array) ? [.. Texts.Strings(array).Select(t => $"\"{t}\"")] : WriteNumbers(array);
        if (array.ndim == 0) { return values[0].Trim('"'); }
        Append(text, values, [.. array.shape], 0, 0, summarize);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string[] values, long[] shape, int axis, long at, int summarize)
    {
        long size = shape[axis], step = shape[(axis + 1)..].Aggregate(1L, (a, b) => a * b);
        bool cuts = summarize >= 0 && size > 2L * summarize;
        string between = axis == shape.Length - 1 ? " " : "\n" + new string(' ', axis + 1);
        text.Append('[');
        for (long i = 0; i < size; i++)
        {
            if (i > 0) { text.Append(between); }
            if (cuts && i == summarize)
            {
                text.Append("...").Append(between);
                i = size - summarize;
            }
            if (axis == shape.Length - 1) { text.Append(values[at + i]); }
            else { Append(text, values, shape, axis + 1, at + (i * step), summarize); }
        }
        text.Append(']');
    }

    private static string[] WriteNumbers(NDArray array) => array.typecode switch
    {
        NPTypeCode.Boolean => Array.ConvertAll(array.ToArray<bool>(), b => b ? "1" : "0"),
        NPTypeCode.Single => Array.ConvertAll(array.ToArray<float>(), OfFloat),
        NPTypeCode.Double => Array.ConvertAll(array.ToArray<double>(), OfDouble),
        NPTypeCode.Half => Array.ConvertAll(array.astype(NPTypeCode.Single).ToArray<float>(), OfFloat),
        _ => Array.ConvertAll(array.astype(NPTypeCode.Int64).ToArray<long>(), n => n.ToString(CultureInfo.InvariantCulture)),
    };

    // As few digits as C's %g has by itself where they say which number it is, else as many as always do.
    private static string OfFloat(float x) =>
        PythonNumber.WriteGeneral(x, float.Parse(PythonNumber.WriteGeneral(x, 6), CultureInfo.InvariantCulture) == x ? 6 : 9);

    private static string OfDouble(double x) =>
        PythonNumber.WriteGeneral(x, double.Parse(PythonNumber.WriteGeneral(x, 15), CultureInfo.InvariantCulture) == x ? 15 : 17);
}
