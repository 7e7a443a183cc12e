using NumSharp;

namespace KerasDigits.Notebook.Tests.Frames;

/// <summary>Groups of rows.</summary>
public sealed class GroupByTests
{
    private static DataFrame Table() =>
        pd.DataFrame(new() { ["a"] = [1.0, 2.0, 3.0, 6.0], ["b"] = [4, 5, 6, 9], ["k"] = ["x", "y", "x", "y"] });

    private static DataFrame Frame() => pd.DataFrame(new() { ["a"] = [1, 2, 3], ["b"] = [0.5, 1.5, 2.5], ["c"] = ["x", "y", "x"] });

    [Fact]
    public void Several_statistics_of_a_group_are_columns()
    {
        DataFrame stats = Table().groupby("k").agg(new() { ["a"] = ["mean", "max"], ["b"] = "sum" });
        Assert.Equal(["a_mean", "a_max", "b"], stats.columns);
        Assert.Equal([2.0, 4.0], ((NDArray)stats["a_mean"]).ToArray<double>());
        Assert.Contains("agg([\"mean\", \"max\"])",
            Assert.Throws<ArgumentException>(() => Table().agg(new() { ["a"] = ["mean", "max"] })).Message);
        DataFrame all = Table()[["a", "b"]].agg(["mean", "max"]);
        Assert.Equal((2, 2), ((int, int))(all.shape.rows, all.shape.columns));
    }

    [Fact]
    public void Groups_are_walked_through()
    {
        var seen = new List<string>();
        foreach (var (key, rows) in Frame().groupby("c")) { seen.Add($"{key}:{rows["a"].sum()}"); }
        Assert.Equal(["x:4", "y:2"], seen);
        foreach (var (name, column) in Frame().items()) { seen.Add($"{name}:{column.dtype}"); }
        Assert.Equal(["a:int64", "b:float64", "c:object"], seen[2..]);
        foreach (var (label, row) in Frame().iterrows()) { seen.Add($"{label}{row["c"]}{row["a"]}"); }
        Assert.Equal(["0x1", "1y2", "2x3"], seen[5..]);
    }
}
