namespace KerasDigits.Notebook.Learn;

/// <summary>Cuts rows into equal folds; each is the test part once.</summary>
/// <remarks>Source: sklearn.model_selection.KFold, with its permutations.</remarks>
public sealed class KFold : Folds
{
    /// <summary>A splitter.</summary>
    /// <param name="n_splits">The number of folds, 2 or more.</param>
    /// <param name="shuffle">Whether rows are mixed first.</param>
    /// <param name="random_state">The seed of the mixing; null draws from <c>np.random</c>.</param>
    /// <exception cref="ArgumentException">Too few folds, or a seed without shuffle.</exception>
    public KFold(int n_splits = 5, bool shuffle = false, int? random_state = null)
        : base(n_splits, shuffle, random_state)
    {
    }

    private protected override int[] FoldOfRow(int rows, LabelArray? y)
    {
        int[] order = Shuffles ? Splitter.MakePermutations(Seed)(rows) : [.. Enumerable.Range(0, rows)];
        int[] folds = new int[rows];
        for (int fold = 0, at = 0; fold < Count; fold++)
        {
            int size = (rows / Count) + (fold < rows % Count ? 1 : 0);
            foreach (int row in order.AsSpan(at, size)) { folds[row] = fold; }
            at += size;
        }
        return folds;
    }
}
