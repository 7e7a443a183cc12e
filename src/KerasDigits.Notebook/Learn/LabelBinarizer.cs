using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>Labels as rows of 0 and 1, a column per class; two classes take one column.</summary>
/// <remarks>Source: sklearn.preprocessing.LabelBinarizer.</remarks>
public sealed class LabelBinarizer
{
    private readonly int _neg, _pos;
    private LabelArray? _classes;

    /// <summary>A binarizer.</summary>
    /// <param name="neg_label">The number of the other classes.</param>
    /// <param name="pos_label">The number of a row's class.</param>
    /// <exception cref="ArgumentException">neg_label is not below pos_label.</exception>
    public LabelBinarizer(int neg_label = 0, int pos_label = 1)
    {
        (_neg, _pos) = (neg_label, pos_label);
        if (neg_label >= pos_label)
        {
            throw new ArgumentException($"neg_label={neg_label} must be strictly less than pos_label={pos_label}.");
        }
    }

    /// <summary>The different labels in order.</summary>
    /// <exception cref="InvalidOperationException">fit has not been called.</exception>
    public LabelArray classes_ => _classes ?? throw Faults.NotFitted(nameof(LabelBinarizer));

    /// <summary>Learns the labels.</summary>
    /// <param name="y">Labels, shape (n,).</param>
    /// <exception cref="ArgumentException">Rows of several labels, or nothing.</exception>
    public LabelBinarizer fit(LabelArray y)
    {
        if (y.Columns > 1)
        {
            throw new ArgumentException("Multioutput target data is not supported with label binarization: give one label a row.");
        }
        if (y.Count == 0) { throw new ArgumentException("y has 0 samples."); }
        _classes = y.MakeUnique();
        return this;
    }

    /// <summary>int64, shape (n, classes), (n, 1) for two classes; a label that fit did not see has no pos_label in its row.</summary>
    /// <param name="y">Labels, shape (n,).</param>
    public NDArray transform(LabelArray y)
    {
        int[] codes = y.ToCodes(classes_);
        int width = classes_.Count <= 2 ? 1 : classes_.Count;
        long[] rows = Enumerable.Repeat((long)_neg, codes.Length * width).ToArray();
        for (int i = 0; i < codes.Length; i++)
        {
            if (width > 1 ? codes[i] >= 0 : codes[i] == 1) { rows[(i * width) + (width > 1 ? codes[i] : 0)] = _pos; }
        }
        return Buffers.MakeArray<long>(rows, NPTypeCode.Int64, codes.Length, width);
    }

    /// <summary>fit, then transform.</summary>
    /// <param name="y">Labels, shape (n,).</param>
    public NDArray fit_transform(LabelArray y) => fit(y).transform(y);

    /// <summary>The labels of rows: the class of the largest number; of one column, the second class above the threshold.</summary>
    /// <param name="Y">Rows as transform gives them, or a model's probabilities.</param>
    /// <param name="threshold">For two classes, values above are positive; null: the middle of neg_label and pos_label.</param>
    /// <exception cref="ArgumentException">Y has another number of columns than there are classes.</exception>
    public LabelArray inverse_transform(NDArray Y, double? threshold = null)
    {
        double[] values = Buffers.ToDoubles(Y);
        int width = Y.ndim == 1 ? 1 : checked((int)Y.shape[1]), count = classes_.Count;
        if (width != (count <= 2 ? 1 : count) && !(width == 2 && count == 2))
        {
            throw new ArgumentException($"The number of class is not equal to the number of dimension of y: {count} classes, "
                + $"{width} columns.");
        }
        double limit = threshold ?? ((_pos + _neg) / 2.0);
        return classes_.Take(Enumerable.Range(0, values.Length / width).Select(r =>
        {
            Span<double> row = values.AsSpan(r * width, width);
            return count == 1 ? 0 : count == 2 ? (row[^1] > limit ? 1 : 0) : FindGreatest(row);
        }));
    }

    private static int FindGreatest(ReadOnlySpan<double> row)
    {
        int best = 0;
        for (int i = 1; i < row.Length; i++) { best = row[i] > row[best] ? i : best; }
        return best;
    }
}
