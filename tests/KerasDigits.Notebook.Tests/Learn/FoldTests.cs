using System.Text.Json;
using NumSharp;
using static KerasDigits.Notebook.sklearn.model_selection;

namespace KerasDigits.Notebook.Tests.Learn;

public class FoldTests
{
    [Fact]
    public void Folds_hold_the_recorded_rows()
    {
        NDArray y = Recorded.Array(Recorded.Root.GetProperty("y")), x = np.zeros((y.size, 1));
        foreach (JsonElement golden in Recorded.Root.GetProperty("folds").EnumerateArray())
        {
            string name = golden.GetProperty("name").GetString()!;
            int n = golden.GetProperty("n").GetInt32();
            int? seed = golden.GetProperty("seed") is { ValueKind: JsonValueKind.Number } s ? s.GetInt32() : null;
            (NDArray train, NDArray test)[] folds = name == "KFold"
                ? [.. KFold(n, shuffle: seed is not null, random_state: seed).split(x, y)]
                : [.. StratifiedKFold(n_splits: n, shuffle: seed is not null, random_state: seed).split(x, y)];
            JsonElement[] tests = [.. golden.GetProperty("tests").EnumerateArray()];
            Assert.Equal(tests.Length, folds.Length);
            for (int i = 0; i < n; i++)
            {
                double[] test = Buffers.ToDoubles(folds[i].test);
                Assert.True(Recorded.Numbers(tests[i]).SequenceEqual(test), $"{name}({n}, seed {seed}) fold {i}");
                Assert.Equal(Enumerable.Range(0, (int)y.size).Select(r => (double)r).Except(test), Buffers.ToDoubles(folds[i].train));
            }
        }
    }

    [Fact]
    public void Rows_of_a_fold_index_an_array()
    {
        NDArray x = np.arange(12).reshape(6, 2);
        foreach (var (train, test) in KFold(n_splits: 3).split(x))
        {
            Assert.Equal([4, 2], Buffers.GetDims(x[train]));
            Assert.Equal([2, 2], Buffers.GetDims(x[test]));
        }
    }

    [Fact]
    public void Bad_folds_are_refused_with_the_recorded_words()
    {
        Assert.Equal(Recorded.Error("kfold_many"), Assert.Throws<ArgumentException>(() => KFold(5).split(np.zeros((2, 1)))).Message);
        Assert.StartsWith(Recorded.Error("kfold_seed"), Assert.Throws<ArgumentException>(() => KFold(5, random_state: 1)).Message,
            StringComparison.Ordinal);
        Assert.Equal(Recorded.Error("stratified_few"),
            Assert.Throws<ArgumentException>(() => StratifiedKFold(3).split(np.zeros((4, 1)), new[] { 0, 0, 1, 1 })).Message);
        Assert.Contains("continuous",
            Assert.Throws<ArgumentException>(() => StratifiedKFold(2).split(np.zeros((2, 1)), new[] { 0.5, 0.7 })).Message);
    }

    [Fact]
    public void Texts_may_stratify_a_split()
    {
        string[] classes = ["a", "b", "a", "b", "a", "b", "a", "b"];
        (NDArray _, NDArray test) = train_test_split(np.arange(8), test_size: 0.5, random_state: 1, stratify: classes);
        Assert.Equal(2, Buffers.ToDoubles(test).Count(row => row % 2 == 0));
    }
}
