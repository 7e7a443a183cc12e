using NumSharp;
using static KerasDigits.Notebook.sklearn.metrics;
using static KerasDigits.Notebook.sklearn.model_selection;

namespace KerasDigits.Notebook.Tests.Selection;

/// <summary>Texts and three arrays are split in the rows of one array's split; scores may be lists.</summary>
public sealed class SplitTextTests
{
    private static readonly string[] s_texts = [.. Enumerable.Range(0, 10).Select(i => $"t{i}")];
    private static readonly NDArray s_numbers = np.arange(10);

    [Fact]
    public void Texts_are_split_as_arrays_are()
    {
        (NDArray train, NDArray test) = train_test_split(s_numbers, test_size: 0.3, random_state: 5);
        var (a, b) = train_test_split(s_texts, test_size: 0.3, random_state: 5);
        Assert.Equal(Texts(train), a);
        Assert.Equal(Texts(test), b);
        var (x1, x2, y1, y2) = train_test_split(s_texts, s_numbers, test_size: 0.3, random_state: 5);
        Assert.Equal([.. a, .. Texts(train)], [.. x1, .. Texts(y1)]);
        Assert.Equal([.. b, .. Texts(test)], [.. x2, .. Texts(y2)]);
        var (_, _, z1, z2) = train_test_split(s_numbers, s_texts, test_size: 0.3, random_state: 5);
        Assert.Equal([.. a, .. b], [.. z1, .. z2]);
        var (_, _, w1, _) = train_test_split(s_texts, s_texts, test_size: 0.3, random_state: 5);
        Assert.Equal(a, w1);
        Assert.Contains("[10, 3]", Assert.Throws<ArgumentException>(() => train_test_split(s_texts, np.arange(3))).Message);
    }

    [Fact]
    public void Three_arrays_give_six()
    {
        (NDArray train, NDArray test) = train_test_split(s_numbers, random_state: 1);
        var (a, b, c, d, e, f) = train_test_split(s_numbers, s_numbers * 2, s_numbers * 3, random_state: 1);
        Assert.Equal(Texts(train), Texts(a));
        Assert.Equal(Texts(test * 2), Texts(d));
        Assert.Equal(Texts(train * 3), Texts(e));
        Assert.Equal((b.size, c.size, f.size), (test.size, train.size, test.size));
        DataFrame frame = pd.DataFrame(new() { ["v"] = [1, 2, 3, 4] });
        var (p, _, q, _, r, _) = train_test_split(frame, frame["v"], frame["v"], random_state: 1);
        Assert.Equal(p["v"].ToString(), q.ToString());
        Assert.Equal(q.ToString(), r.ToString());
    }

    [Fact]
    public void Scores_may_be_lists()
    {
        // The example of scikit-learn's documentation.
        Assert.Equal(0.75, roc_auc_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), 12);
        List<double> scores = [0.1, 0.4, 0.35, 0.8];
        var (fpr, tpr, _) = roc_curve([0, 0, 1, 1], scores);
        Assert.Equal(0.75, auc(fpr, tpr), 12);
        Assert.Equal(0.375, mean_squared_error([3, -0.5, 2, 7], [2.5, 0.0, 2, 8]), 12);
        Assert.Equal(0.5, mean_absolute_error([3, -0.5, 2, 7], [2.5, 0.0, 2, 8]), 12);
    }

    private static string[] Texts(NDArray numbers) => [.. numbers.astype(NPTypeCode.Int64).ToArray<long>().Select(n => $"t{n}")];
}
