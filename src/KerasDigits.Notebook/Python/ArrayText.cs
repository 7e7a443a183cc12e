using System.Text;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>An array as NumPy prints it: columns in line, digits and "..." in the middle as <see cref="PrintOptions"/> say.</summary>
/// <remarks>Source: numpy/core/arrayprint.py, array2string.</remarks>
internal sealed class ArrayText
{
    private readonly NDArray _array;
    private readonly long[] _shape;
    private readonly string _separator;
    private readonly PrintOptions _options = PrintOptions.Current;
    private readonly bool _isSummary;
    private readonly Func<object, string> _format;

    private ArrayText(NDArray array, string separator)
    {
        (_array, _shape, _separator) = (array, array.shape, separator);
        _isSummary = array.size > _options.Threshold;
        _format = ElementFormat.ChooseFor([.. IsShown([], 0)], array.dtype);
    }

    /// <summary>As Python's str(array).</summary>
    public static string FormatStr(NDArray array) => array.ndim == 0
        ? PythonText.FormatStr(array.GetAtIndex(0))
        : new ArrayText(array, " ").Write(" ", PrintOptions.Current.LineWidth);

    /// <summary>
    /// As Python's repr(array): <c>array([1, 2, 3])</c>, with the dtype where it does not follow from the values. What has no axis is a
    /// number by itself, which is what NumPy 1 gives for sums and means, and for what it takes out of an array.
    /// </summary>
    public static string FormatRepr(NDArray array)
    {
        if (array.ndim == 0) { return FormatStr(array); }
        const string prefix = "array(";
        string body = array.size == 0 ? "[]" : new ArrayText(array, ", ").Write(new string(' ', prefix.Length + 1),
            PrintOptions.Current.LineWidth - 1);
        string dtype = GetDTypeName(array);
        if (array.size > 0 && dtype is ("float64" or "int64" or "bool")) { return $"{prefix}{body})"; }
        string text = $"{prefix}{body},", ending = $"dtype={dtype})";
        bool fits = text.Length - (text.LastIndexOf('\n') + 1) + ending.Length + 1 <= PrintOptions.Current.LineWidth;
        return fits ? $"{text} {ending}" : $"{text}\n{new string(' ', prefix.Length)}{ending}";
    }

    private static string GetDTypeName(NDArray array) => array.dtype == typeof(float) ? "float32" : array.dtype == typeof(double)
        ? "float64"
        : array.dtype == typeof(byte) ? "uint8" : array.dtype == typeof(bool) ? "bool" : array.dtype.Name.ToLowerInvariant();

    private string Write(string indent, int width) => _array.size == 0 ? "[]" : Write([], indent, width);

    private string Write(long[] index, string indent, int width)
    {
        int axesLeft = _shape.Length - index.Length;
        if (axesLeft == 0) { return _format(_array.GetValue(index)); }
        string text = axesLeft == 1 ? WriteRow(index, indent, width) : WriteBlocks(index, indent, width, axesLeft);
        return "[" + text[indent.Length..] + "]";
    }

    private string WriteRow(long[] index, string indent, int width)
    {
        int room = width - Math.Max(_separator.TrimEnd().Length, 1);
        var text = new StringBuilder();
        string line = indent;
        bool isFirst = true;
        foreach (long? i in EnumeratePlaces(index.Length))
        {
            if (!isFirst) { line += _separator; }
            isFirst = false;
            string word = i is { } place ? Write([.. index, place], indent + " ", width - 1) : "...";
            if (line.Length + word.Length > room && line.Length > indent.Length)
            {
                text.Append(line.TrimEnd()).Append('\n');
                line = indent;
            }
            line += word;
        }
        return text.Append(line).ToString();
    }

    private string WriteBlocks(long[] index, string indent, int width, int axesLeft)
    {
        string between = _separator.TrimEnd() + new string('\n', axesLeft - 1);
        return string.Join(between, EnumeratePlaces(index.Length)
            .Select(i => indent + (i is { } place ? Write([.. index, place], indent + " ", width - 1) : "...")));
    }

    /// <summary>Positions along an axis that are shown; null stands for those left out.</summary>
    private IEnumerable<long?> EnumeratePlaces(int axis)
    {
        long length = _shape[axis];
        bool isCut = _isSummary && length > 2 * _options.EdgeItems;
        for (long i = 0; i < length; i++)
        {
            if (isCut && i == _options.EdgeItems)
            {
                yield return null;
                i = length - _options.EdgeItems;
                if (i == length) { yield break; }
            }
            yield return i;
        }
    }

    private IEnumerable<object> IsShown(long[] index, int axis) => axis == _shape.Length ? [_array.GetValue(index)]
        : EnumeratePlaces(axis).Where(i => i is not null).SelectMany(i => IsShown([.. index, i!.Value], axis + 1));
}
