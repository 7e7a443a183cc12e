using KerasDigits.Notebook.Learn;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>The row numbers of scikit-learn's ShuffleSplit and StratifiedShuffleSplit (its documented draws, in its order).</summary>
internal static class Splitter
{
    public static (int[] Train, int[] Test) Split(int total, SplitSize? testSize, SplitSize? trainSize, int? seed, bool shuffle,
        LabelArray? stratify)
    {
        int test = testSize?.CountRows(total, up: true, "test_size") ?? (trainSize is null ? (int)Math.Ceiling(0.25 * total) : -1);
        int train = trainSize?.CountRows(total, up: false, "train_size") ?? (total - test);
        if (test < 0) { test = total - train; }
        if (train + test > total)
        {
            throw new ArgumentException($"The sum of train_size and test_size = {train + test}, should be smaller than the number of "
                + $"samples {total}. Reduce test_size and/or train_size.");
        }
        if (train <= 0)
        {
            throw new ArgumentException($"With n_samples={total}, test_size={testSize} and train_size={trainSize}, the resulting train "
                + "set will be empty. Adjust any of the aforementioned parameters.");
        }
        if (!shuffle) { return ([.. Enumerable.Range(0, train)], [.. Enumerable.Range(train, test)]); }
        Func<int, int[]> permutation = MakePermutations(seed);
        if (stratify is not null) { return SplitStratified(total, train, test, stratify, permutation); }
        int[] order = permutation(total);
        return (order[test..(test + train)], order[..test]);
    }

    private static (int[] Train, int[] Test) SplitStratified(int total, int train, int test, LabelArray stratify, Func<int,
        int[]> permutation)
    {
        if (stratify.Columns != 1 || stratify.Count != total)
        {
            throw new ArgumentException($"stratify must hold one class per row. Received: {stratify.Count / stratify.Columns} rows of "
                + $"{stratify.Columns} for {total} rows.", nameof(stratify));
        }
        int[] labels = stratify.ToCodes(stratify.MakeUnique());
        int[][] members = [.. Enumerable.Range(0, total).GroupBy(i => labels[i]).OrderBy(g => g.Key).Select(g => g.ToArray())];
        if (members.Min(m => m.Length) < 2)
        {
            throw new ArgumentException("The least populated class in y has only 1 member, which is too few. The minimum number of groups "
                + "for any class cannot be less than 2.");
        }
        if (train < members.Length)
        {
            throw new ArgumentException($"The train_size = {train} should be greater or equal to the number of classes = {members.Length}");
        }
        if (test < members.Length)
        {
            throw new ArgumentException($"The test_size = {test} should be greater or equal to the number of classes = {members.Length}");
        }
        int[] counts = [.. members.Select(m => m.Length)];
        int[] trainCounts = Shares(counts, train, permutation);
        int[] testCounts = Shares([.. counts.Zip(trainCounts, (a, b) => a - b)], test, permutation);
        var trainRows = new List<int>(train);
        var testRows = new List<int>(test);
        for (int c = 0; c < members.Length; c++)
        {
            int[] mixed = [.. permutation(counts[c]).Select(i => members[c][i])];
            trainRows.AddRange(mixed[..trainCounts[c]]);
            testRows.AddRange(mixed[trainCounts[c]..(trainCounts[c] + testCounts[c])]);
        }
        return ([.. permutation(trainRows.Count).Select(i => trainRows[i])], [.. permutation(testRows.Count).Select(i => testRows[i])]);
    }

    /// <summary>The most likely counts of a draw without replacement; equal remainders are settled by the generator.</summary>
    private static int[] Shares(int[] counts, int draws, Func<int, int[]> permutation)
    {
        double sum = counts.Sum();
        double[] exact = [.. counts.Select(c => c / sum * draws)];
        int[] result = [.. exact.Select(e => (int)Math.Floor(e))];
        int missing = draws - result.Sum();
        double[] remainders = [.. exact.Select(e => e - Math.Floor(e))];
        foreach (double value in remainders.Distinct().OrderDescending())
        {
            if (missing <= 0) { break; }
            int[] equal = [.. Enumerable.Range(0, counts.Length).Where(i => remainders[i] == value)];
            int add = Math.Min(equal.Length, missing);
            foreach (int i in permutation(equal.Length).Take(add)) { result[equal[i]]++; }
            missing -= add;
        }
        return result;
    }

    /// <summary>NumPy's permutation(n) of one generator, drawn one after the other.</summary>
    public static Func<int, int[]> MakePermutations(int? seed)
    {
        if (seed < 0) { throw new ArgumentException($"random_state must be 0 or more, or null. Received: random_state={seed}."); }
        NumPyRandom random = seed is int given ? np.random.RandomState(given) : np.random;
        return count => [.. Buffers.Flatten<long>(random.permutation(count), NPTypeCode.Int64).Select(i => (int)i)];
    }
}
