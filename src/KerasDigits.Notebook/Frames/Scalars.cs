using System.Collections;
using NumSharp;

namespace KerasDigits.Notebook.Pandas;

/// <summary>
/// Values without labels, such as the different ones of a column: a list that also goes where an array or a list of strings goes.
/// </summary>
public sealed class Scalars : IReadOnlyList<Scalar>
{
    private readonly Column _cells;

    internal Scalars(Column cells) => _cells = cells;

    /// <inheritdoc/>
    public int Count => _cells.Length;

    /// <summary>The number of values.</summary>
    public int size => Count;

    /// <inheritdoc/>
    public Scalar this[int index] => new(_cells[index]);

    /// <summary>The values as a list.</summary>
    public List<Scalar> tolist() => [.. this];

    /// <summary>Numbers as an array.</summary>
    /// <exception cref="InvalidOperationException">The values are strings or times.</exception>
    public static implicit operator NDArray(Scalars values) => Frames.ToArray([values._cells], [null], null).reshape(-1);

    /// <summary>The values' strings.</summary>
    public static implicit operator string[](Scalars values) => [.. values.Select(v => v.ToString())];

    /// <inheritdoc/>
    public IEnumerator<Scalar> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) { yield return this[i]; }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As NumPy prints an array.</summary>
    public override string ToString() => _cells.IsNumber
        ? ArrayText.FormatStr(this)
        : WordLines.Of(this.Select(v => PythonText.FormatRepr(v.IsMissing && _cells.IsText ? double.NaN : v.Value)));
}
