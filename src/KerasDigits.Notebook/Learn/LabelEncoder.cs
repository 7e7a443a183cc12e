using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>Numbers labels 0, 1, 2 … in their order.</summary>
/// <remarks>Source: sklearn.preprocessing.LabelEncoder.</remarks>
public sealed class LabelEncoder
{
    private LabelArray? _classes;

    /// <summary>The different labels in order; a label's place is its number.</summary>
    /// <exception cref="InvalidOperationException">fit has not been called.</exception>
    public LabelArray classes_ => _classes ?? throw Faults.NotFitted(nameof(LabelEncoder));

    /// <summary>Learns the labels.</summary>
    /// <param name="y">An array, a column, or a list of numbers or strings.</param>
    public LabelEncoder fit(LabelArray y)
    {
        _classes = ReadColumn(y).MakeUnique();
        return this;
    }

    /// <summary>The labels' numbers, int64, shape (n,).</summary>
    /// <param name="y">Labels, shape (n,).</param>
    /// <exception cref="ArgumentException">A label that fit did not see.</exception>
    public NDArray transform(LabelArray y)
    {
        int[] codes = ReadColumn(y).ToCodes(classes_);
        int[] unknown = [.. Enumerable.Range(0, codes.Length).Where(i => codes[i] < 0)];
        if (unknown.Length > 0)
        {
            throw new ArgumentException("y contains previously unseen labels: "
                + $"{(y.AreTexts ? PythonText.FormatRepr(y[unknown[0]]) : y.Take(unknown).MakeUnique().WriteList())}");
        }
        return Buffers.MakeArray<long>([.. codes.Select(c => (long)c)], NPTypeCode.Int64, codes.Length);
    }

    /// <summary>fit, then transform.</summary>
    /// <param name="y">Labels, shape (n,).</param>
    public NDArray fit_transform(LabelArray y) => fit(y).transform(y);

    /// <summary>The labels of numbers: <c>encoder.inverse_transform([0, 1])</c>.</summary>
    /// <inheritdoc cref="inverse_transform(NDArray)"/>
    public LabelArray inverse_transform(int[] y) => inverse_transform(np.array(y));

    /// <summary>The labels of numbers: <c>string[] names = encoder.inverse_transform(codes);</c></summary>
    /// <param name="y">Numbers that transform gave.</param>
    /// <exception cref="ArgumentException">A number without a label.</exception>
    public LabelArray inverse_transform(NDArray y)
    {
        int[] codes = [.. Buffers.Flatten<long>(y, NPTypeCode.Int64).Select(c => checked((int)c))];
        int[] unknown = [.. codes.Where(c => c < 0 || c >= classes_.Count).Distinct().Order()];
        return unknown.Length == 0 ? classes_.Take(codes)
            : throw new ArgumentException($"y contains previously unseen labels: [{string.Join(", ", unknown)}]");
    }

    private static LabelArray ReadColumn(LabelArray y) =>
        y.Columns == 1
        ? y
        : throw new ArgumentException($"y should be a 1d array, got an array of shape ({y.Count / y.Columns}, {y.Columns}) instead.");
}
