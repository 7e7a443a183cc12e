namespace KerasDigits.Notebook.Learn;

/// <summary>Cuts rows into folds that each hold the classes in the proportions of the whole.</summary>
/// <remarks>Source: sklearn.model_selection.StratifiedKFold, with its permutations.</remarks>
public sealed class StratifiedKFold : Folds
{
    /// <inheritdoc cref="KFold(int, bool, int?)"/>
    public StratifiedKFold(int n_splits = 5, bool shuffle = false, int? random_state = null)
        : base(n_splits, shuffle, random_state)
    {
    }

    private protected override int[] FoldOfRow(int rows, LabelArray? y)
    {
        if (y is null)
        {
            throw new ArgumentException("The 'y' parameter should not be None: StratifiedKFold.split(X, y) needs the classes.", nameof(y));
        }
        if (y.Kind is not ("binary" or "multiclass"))
        {
            throw new ArgumentException($"Supported target types are: ('binary', 'multiclass'). Got '{y.Kind}' instead.");
        }
        // Classes are numbered as they appear.
        int[] sorted = y.ToCodes(y.MakeUnique());
        int[] first = [.. sorted.Distinct()];
        int[] codes = [.. sorted.Select(c => Array.IndexOf(first, c))];
        int[] counts = [.. first.Select(c => sorted.Count(s => s == c))];
        if (counts.All(c => c < Count))
        {
            throw new ArgumentException($"n_splits={Count} cannot be greater than the number of members in each class.");
        }
        if (counts.Min() < Count)
        {
            Faults.Warn("UserWarning", $"The least populated class in y has only {counts.Min()} members, which is less than "
                + $"n_splits={Count}.");
        }
        int[] order = [.. codes.Order()];
        Func<int, int[]>? permutation = Shuffles ? Splitter.MakePermutations(Seed) : null;
        int[] result = new int[rows];
        for (int k = 0; k < first.Length; k++)
        {
            int[] folds = [.. Enumerable.Range(0, Count)
                .SelectMany(f => Enumerable.Repeat(f, Enumerable.Range(0, rows).Count(i => i % Count == f && order[i] == k)))];
            if (permutation is not null) { folds = [.. permutation(folds.Length).Select(i => folds[i])]; }
            for (int row = 0, at = 0; row < rows; row++)
            {
                if (codes[row] == k) { result[row] = folds[at++]; }
            }
        }
        return result;
    }
}
