using System.Collections;
using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>
/// Class labels as scikit-learn takes and gives them: numbers or strings. Arrays, columns and lists of C# become one by themselves.
/// </summary>
[System.Runtime.CompilerServices.CollectionBuilder(typeof(LabelArray), nameof(Create))]
public sealed partial class LabelArray : IReadOnlyList<object>
{
    private readonly double[]? _numbers;
    private readonly string[]? _texts;
    private readonly NPTypeCode _type;

    private LabelArray(string[] texts) => (_texts, Columns) = (texts, 1);

    private LabelArray(double[] numbers, NPTypeCode type, int columns = 1) => (_numbers, _type, Columns) = (numbers, type, columns);

    /// <summary>From a collection expression: <c>le.fit(["cat", "dog"])</c>.</summary>
    /// <param name="labels">Strings, or numbers.</param>
    /// <exception cref="ArgumentException">There are strings beside numbers.</exception>
    public static LabelArray Create(ReadOnlySpan<object> labels)
    {
        object[] all = labels.ToArray();
        if (all.Length > 0 && Array.TrueForAll(all, l => l is string)) { return (string[])[.. all.Cast<string>()]; }
        if (Array.Exists(all, l => l is not IConvertible or string))
        {
            throw new ArgumentException("Encoders require their input to be uniformly strings or numbers.");
        }
        double[] numbers = Array.ConvertAll(all, l => Convert.ToDouble(l, System.Globalization.CultureInfo.InvariantCulture));
        return new(numbers, Array.TrueForAll(all, l => l is bool)
            ? NPTypeCode.Boolean
            : Array.Exists(all, l => l is double or float or decimal) ? NPTypeCode.Double : NPTypeCode.Int64);
    }

    /// <summary>The number of labels.</summary>
    public int Count => _texts?.Length ?? _numbers!.Length;

    /// <summary>A label: a string, long, double or bool.</summary>
    /// <param name="index">Position, from 0.</param>
    public object this[int index] => _texts is not null ? _texts[index] : IsFloat ? _numbers![index]
        : _type == NPTypeCode.Boolean ? _numbers![index] != 0 : (long)_numbers![index];

    /// <summary>Numbers of an array of shape (n,) or (n, 1).</summary>
    /// <exception cref="ArgumentException">The array has other than one or two axes.</exception>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(array))]
    public static implicit operator LabelArray?(NDArray? array)
    {
        if (array is null) { return null; }
        if (array.ndim is < 1 or > 2)
        {
            throw new ArgumentException($"y should be a 1d array, got an array of shape {Buffers.WriteText(array)} instead.");
        }
        return new(Buffers.ToDoubles(array), array.typecode, array.ndim == 2 ? checked((int)array.shape[1]) : 1);
    }

    /// <summary>The values of <c>np.unique(y)</c>.</summary>
    public static implicit operator LabelArray(np.UniqueResult unique) => (NDArray)unique;

    /// <summary>Strings.</summary>
    public static implicit operator LabelArray(string[] texts) => new([.. texts]);

    /// <summary>Strings.</summary>
    public static implicit operator LabelArray(List<string> texts) => new([.. texts]);

    /// <summary>Integers.</summary>
    public static implicit operator LabelArray(int[] numbers) => new([.. numbers.Select(n => (double)n)], NPTypeCode.Int64);

    /// <summary>Integers.</summary>
    public static implicit operator LabelArray(List<int> numbers) => new([.. numbers.Select(n => (double)n)], NPTypeCode.Int64);

    /// <summary>Numbers.</summary>
    public static implicit operator LabelArray(double[] numbers) => new([.. numbers], NPTypeCode.Double);

    /// <summary>Truth values.</summary>
    public static implicit operator LabelArray(bool[] truths) => new([.. truths.Select(t => t ? 1.0 : 0)], NPTypeCode.Boolean);

    /// <summary>A column of numbers or of text.</summary>
    /// <exception cref="ArgumentException">A string is missing.</exception>
    public static implicit operator LabelArray(Series column)
    {
        if (!column.Cells.IsText) { return column.values; }
        return new(
            [.. column.texts.Select(t => t
                ?? throw new ArgumentException($"Column '{column.name}' holds missing values: fill or drop them first."))]);
    }

    /// <summary>The numbers as an array of shape (n,), int64, float64 or bool.</summary>
    /// <exception cref="InvalidCastException">The labels are strings.</exception>
    public static implicit operator NDArray(LabelArray labels)
    {
        if (labels._numbers is not { } numbers) { throw new InvalidCastException("These labels are texts: string[] texts = labels."); }
        NDArray array = Buffers.MakeArray<double>(numbers, NPTypeCode.Double, numbers.Length);
        return labels.IsFloat ? array : array.astype(labels._type == NPTypeCode.Boolean ? NPTypeCode.Boolean : NPTypeCode.Int64);
    }

    /// <summary>The labels' strings; of numbers, as Python's str writes them.</summary>
    public static implicit operator string[](LabelArray labels) => [.. labels.Select(PythonText.FormatStr)];

    /// <inheritdoc/>
    public IEnumerator<object> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As NumPy prints an array of strings or numbers: <c>['cat' 'dog']</c>.</summary>
    public override string ToString()
    {
        if (_texts is null) { return ArrayText.FormatStr(this); }
        return Pandas.WordLines.Of(_texts.Select(PythonText.FormatRepr));
    }
}
