using NumSharp;
using static KerasDigits.Notebook.builtins;
using static KerasDigits.Notebook.sklearn.preprocessing;

namespace KerasDigits.Notebook.Tests.Frames;

/// <summary>Lines of scripts that put arrays, ranges and lists into frames.</summary>
public sealed class FrameFormTests
{
    private static DataFrame Table() =>
        pd.DataFrame(new() { ["a"] = [1.0, 2.0, 3.0, 6.0], ["b"] = [4, 5, 6, 9], ["k"] = ["x", "y", "x", "y"] });

    [Fact]
    public void Columns_take_what_a_scaler_gives()
    {
        DataFrame df = Table();
        string[] cols = ["a", "b"];
        df[cols] = MinMaxScaler().fit_transform(df[cols]);
        Assert.Equal([0.0, 0.2, 0.4, 1.0], ((NDArray)df["a"]).ToArray<double>(), (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal([0.0, 0.2, 0.4, 1.0], ((NDArray)df["b"]).ToArray<double>(), (x, y) => Math.Abs(x - y) < 1e-12);
        List<string> one = ["a"];
        df[one] = StandardScaler().fit_transform(df[one]);
        Assert.Equal(0, df["a"].mean(), 12);
        Assert.Contains("(4, 2)", Assert.Throws<ArgumentException>(() => df[cols] = np.zeros((4, 1))).Message);
    }

    [Fact]
    public void Ranges_are_columns_labels_and_names()
    {
        DataFrame df = Table();
        df["n"] = range(4);
        Assert.Equal([0L, 1, 2, 3], ((NDArray)df["n"]).ToArray<long>());
        DataFrame cm = pd.DataFrame(np.zeros((2, 3)), index: range(1, 3), columns: range(3));
        Assert.Equal(["0", "1", "2"], cm.columns);
        Assert.Equal("1 2", string.Join(" ", cm.index));
        Assert.Equal((3, 2, 4, "range(0, 10, 4)"), (len(range(0, 10, 4)), range(0, 3)[-1], range(0, 10, 4)[1], range(0, 10, 4).ToString()));
        Assert.Empty(range(3, 0));
        Assert.Equal([3, 2, 1], range(3, 0, -1));
    }

    [Fact]
    public void Deviations_are_over_n_less_ddof()
    {
        // np.std([1, 2, 3, 6]) and its value over n − 1.
        Assert.Equal(1.8708286933869707, (double)Table().std(ddof: 0)["a"], 12);
        Assert.Equal(2.160246899469287, (double)Table().std()["a"], 12);
        Assert.Equal(3.5, (double)Table().var(ddof: 0)["a"], 12);
    }

    [Fact]
    public void Lists_by_column_are_made_of_the_columns()
    {
        Assert.Equal("1.0 2.0 3.0 6.0", string.Join(" ", Table().items().ToDictionary(c => c.name, c => c.column.tolist())["a"]));
        Assert.Contains("lists by column", Assert.Throws<ArgumentException>(() => Table().to_dict("list")).Message);
    }
}
