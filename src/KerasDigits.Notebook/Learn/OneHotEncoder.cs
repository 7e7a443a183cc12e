using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>A column of 0 and 1 for every category of every column.</summary>
/// <remarks>Source: sklearn.preprocessing.OneHotEncoder with sparse=False.</remarks>
public sealed class OneHotEncoder
{
    private readonly string? _drop;
    private readonly bool _ignoresUnknown;
    private LabelArray[]? _categories;
    private string[]? _names;

    /// <summary>An encoder.</summary>
    /// <param name="drop">null keeps every category; "first" leaves out every column's first, "if_binary" only where there are two.</param>
    /// <param name="sparse">Must be false: results are dense arrays, what Python's <c>.toarray()</c> gives.</param>
    /// <param name="sparse_output">The newer name of sparse.</param>
    /// <param name="handle_unknown">"error", or "ignore": a category that fit did not see becomes zeros.</param>
    /// <exception cref="ArgumentException">An option that does not exist.</exception>
    /// <exception cref="NotSupportedException">A sparse result is asked for.</exception>
    public OneHotEncoder(string? drop = null, bool sparse = false, bool sparse_output = false, string handle_unknown = "error")
    {
        if (sparse || sparse_output)
        {
            throw new NotSupportedException("Sparse matrices are not supported. Leave out sparse: the result is the dense array that "
                + ".toarray() gives.");
        }
        if (drop is not (null or "first" or "if_binary"))
        {
            throw new ArgumentException($"drop must be null, \"first\" or \"if_binary\". Received: drop={drop}.", nameof(drop));
        }
        if (handle_unknown is not ("error" or "ignore"))
        {
            throw new ArgumentException($"handle_unknown must be \"error\" or \"ignore\". Received: handle_unknown={handle_unknown}.",
                nameof(handle_unknown));
        }
        (_drop, _ignoresUnknown) = (drop, handle_unknown == "ignore");
    }

    /// <summary>Every column's categories in order.</summary>
    /// <exception cref="InvalidOperationException">fit has not been called.</exception>
    public IReadOnlyList<LabelArray> categories_ => Fitted;

    /// <summary>Learns the categories.</summary>
    /// <param name="X">An array of shape (rows, columns), a frame, or a <c>string[,]</c>.</param>
    public OneHotEncoder fit(FeatureColumns X)
    {
        (_categories, _names) = ([.. X.Columns.Select(c => c.MakeUnique())], X.Names);
        return this;
    }

    /// <summary>float64, shape (rows, categories kept).</summary>
    /// <param name="X">Columns of categories.</param>
    /// <exception cref="ArgumentException">A category that fit did not see, or another number of columns.</exception>
    public NDArray transform(FeatureColumns X)
    {
        if (X.Columns.Length != Fitted.Length)
        {
            throw new ArgumentException($"X has {X.Columns.Length} features, but OneHotEncoder is expecting {Fitted.Length} features "
                + "as input.");
        }
        int width = Enumerable.Range(0, Fitted.Length).Sum(c => Fitted[c].Count - FindDropped(c)), at = 0;
        double[] values = new double[X.Rows * width];
        for (int c = 0; c < Fitted.Length; c++)
        {
            int[] codes = X.Columns[c].ToCodes(Fitted[c]);
            int[] unknown = [.. Enumerable.Range(0, codes.Length).Where(r => codes[r] < 0)];
            if (unknown.Length > 0 && !_ignoresUnknown)
            {
                throw new ArgumentException($"Found unknown categories {X.Columns[c].Take(unknown).MakeUnique().WriteList()} in column "
                    + $"{c} during "
                    + "transform");
            }
            for (int r = 0; r < codes.Length; r++)
            {
                if (codes[r] >= FindDropped(c)) { values[(r * width) + at + codes[r] - FindDropped(c)] = 1; }
            }
            at += Fitted[c].Count - FindDropped(c);
        }
        return Buffers.MakeArray<double>(values, NPTypeCode.Double, X.Rows, width);
    }

    /// <summary>fit, then transform.</summary>
    /// <param name="X">Columns of categories.</param>
    public NDArray fit_transform(FeatureColumns X) => fit(X).transform(X);

    /// <summary>The result's column names: <c>color_red</c>; <c>x0_red</c> where the columns have no names.</summary>
    public string[] get_feature_names_out() => [.. Enumerable.Range(0, Fitted.Length)
        .SelectMany(c => Fitted[c].Skip(FindDropped(c)).Select(label =>
        $"{(_names is null ? $"x{c}" : _names[c])}_{PythonText.FormatStr(label)}"))];

    private LabelArray[] Fitted => _categories ?? throw Faults.NotFitted(nameof(OneHotEncoder));

    private int FindDropped(int column) => _drop == "first" || (_drop == "if_binary" && Fitted[column].Count == 2) ? 1 : 0;
}
