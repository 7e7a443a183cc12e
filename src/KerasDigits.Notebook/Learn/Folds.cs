using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>What the splitters into folds share.</summary>
public abstract class Folds
{
    private protected Folds(int n_splits, bool shuffle, int? random_state)
    {
        if (n_splits <= 1)
        {
            throw new ArgumentException("k-fold cross-validation requires at least one train/test split by setting n_splits=2 or more, "
                + $"got n_splits={n_splits}.", nameof(n_splits));
        }
        if (!shuffle && random_state is not null)
        {
            throw new ArgumentException("Setting a random_state has no effect since shuffle is False. "
                + "You should leave random_state to its default (None), or set shuffle=True.", nameof(random_state));
        }
        (Count, Shuffles, Seed) = (n_splits, shuffle, random_state);
    }

    private protected int Count { get; }

    private protected bool Shuffles { get; }

    private protected int? Seed { get; }

    /// <summary>The number of folds.</summary>
    public int get_n_splits() => Count;

    /// <summary>
    /// The rows of every fold: <c>foreach (var (train, test) in kfold.split(x, y)) { model.fit(x[train], y[train]); }</c>
    /// </summary>
    /// <param name="X">An array; its first axis is split.</param>
    /// <param name="y">The class of each row, where the splitter needs it; null: it does not.</param>
    /// <returns>Row numbers, int64.</returns>
    /// <exception cref="ArgumentException">Fewer rows than folds, unequal lengths, or classes that do not allow it.</exception>
    public IEnumerable<(NDArray train, NDArray test)> split(NDArray X, LabelArray? y = null) =>
        Split(X.ndim == 0
            ? throw new ArgumentException("Expected an array with rows. Received: a single number.")
            : checked((int)X.shape[0]), y);

    /// <summary>The rows of every fold of a frame.</summary>
    /// <inheritdoc cref="split(NDArray, LabelArray?)"/>
    public IEnumerable<(NDArray train, NDArray test)> split(DataFrame X, LabelArray? y = null) => Split(X.shape.rows, y);

    /// <summary>The test fold of every row.</summary>
    private protected abstract int[] FoldOfRow(int rows, LabelArray? y);

    private IEnumerable<(NDArray Train, NDArray Test)> Split(int rows, LabelArray? y)
    {
        if (y is not null && y.Count / y.Columns != rows) { throw Faults.Lengths(rows, y.Count / y.Columns); }
        if (Count > rows)
        {
            throw new ArgumentException($"Cannot have number of splits n_splits={Count} greater than the number of samples: "
                + $"n_samples={rows}.");
        }
        int[] folds = FoldOfRow(rows, y);
        return Enumerable.Range(0, Count).Select(f => (CollectRows(folds, fold => fold != f), CollectRows(folds, fold => fold == f)));
    }

    private static NDArray CollectRows(int[] folds, Func<int, bool> belongs)
    {
        long[] rows = [.. Enumerable.Range(0, folds.Length).Where(r => belongs(folds[r])).Select(r => (long)r)];
        return Buffers.MakeArray<long>(rows, NPTypeCode.Int64, rows.Length);
    }
}
