using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>Columns of numbers or strings for an encoder; arrays, frames and <c>string[,]</c> become them by themselves.</summary>
public sealed class FeatureColumns
{
    private FeatureColumns(LabelArray[] columns, string[]? names, int rows) => (Columns, Names, Rows) = (columns, names, rows);

    internal LabelArray[] Columns { get; }

    internal string[]? Names { get; }

    internal int Rows { get; }

    /// <summary>The columns of an array of shape (rows, columns).</summary>
    /// <exception cref="ArgumentException">The array does not have two axes.</exception>
    public static implicit operator FeatureColumns(NDArray array)
    {
        Table table = Table.Of(array);
        return new([.. Enumerable.Range(0, table.Columns).Select(c => (LabelArray)array[$":, {c}"])], null, table.Rows);
    }

    /// <summary>A frame's columns with their names.</summary>
    public static implicit operator FeatureColumns(DataFrame frame) =>
        new([.. frame.columns.Select(c => (LabelArray)frame[c])], [.. frame.columns], frame.shape.rows);

    /// <summary>Strings in rows and columns.</summary>
    public static implicit operator FeatureColumns(string[,] texts)
    {
        int rows = texts.GetLength(0);
        return new([.. Enumerable.Range(0, texts.GetLength(1))
            .Select(c => (LabelArray)Enumerable.Range(0, rows).Select(r => texts[r, c]).ToArray())], null, rows);
    }
}
