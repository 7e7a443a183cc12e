using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook.Tests.Frames;

/// <summary>
/// What notebooks ask of columns before they train: missing values, sums, dtypes. The figures are pandas' for the same frame.
/// </summary>
public sealed class ColumnStatisticsTests
{
    private static DataFrame Frame() => new(new Dictionary<string, Array>
    {
        ["age"] = new[] { 22.0, double.NaN, 26, 35 }, ["fare"] = new[] { 7.25, 71.5, 8, double.NaN },
        ["sex"] = new string?[] { "m", "f", null, "f" },
    });

    // pandas 1.5.3: pd.Series([1, 2, 2, 3, 9.5, 4]).kurt(), and of four equal and of three values.
    [Fact]
    public void Kurtosis_is_pandas()
    {
        Assert.Equal(3.822538013490803, ((Series)new[] { 1, 2, 2, 3, 9.5, 4 }).kurt(), 12);
        Assert.Equal(0, ((Series)new[] { 1.0, 1, 1, 1 }).kurt());
        Assert.Equal(double.NaN, ((Series)new[] { 1.0, 2, 3 }).kurt());
        Assert.Equal(Frame()["age"].kurt(), (double)Frame().kurt()["age"]);
    }

    [Fact]
    public void Columns_stand_beside_each_other_under_keys()
    {
        DataFrame both = pd.concat([Frame().isnull().sum(), Frame().count()], axis: 1, keys: ["Total", "Count"]);
        Assert.Equal("      Total  Count\nage       1      3\nfare      1      3\nsex       1      3", both.ToString());
        Assert.Contains("1 keys, 2 columns", Assert.Throws<ArgumentException>(() =>
            pd.concat([Frame()["age"], Frame()["fare"]], axis: 1, keys: ["a"])).Message);
    }

    [Fact]
    public void Times_have_parts_one_by_one()
    {
        Series days = pd.date_range("2020-02-28 10:30", periods: 3);
        Assert.Equal([2L, 2, 3], days.apply(d => d.month).tolist<long>());
        Assert.Equal([4L, 5, 6], days.apply(d => d.weekday()).tolist<long>()); // a Friday first
        Assert.Equal((2020, 28, 10, 30, 0), (days[0].year, days[0].day, days[0].hour, days[0].minute, days[0].second));
        Assert.Throws<InvalidCastException>(() => Frame()["age"][0].year);
        Series basic = pd.to_datetime((Series)new[] { "20140408T103005", "20140409T1030", "20140410103000" });
        Assert.Equal([10L, 10, 10], basic.dt.hour.tolist<long>());
        Assert.Equal([8L, 9, 10], basic.dt.day.tolist<long>());
    }

    // As pandas 1.5.3 prints them.
    [Fact]
    public void Levels_of_labels_become_columns_and_groups_are_described()
    {
        DataFrame df = pd.DataFrame(new() { ["a"] = ["x", "y", "x", "y"], ["b"] = ["p", "p", "q", "p"], ["n"] = [1.0, 2, 3, 6] });
        DataFrame wide = df.groupby(["a", "b"])["n"].mean().unstack();
        Assert.Equal("b    p    q\na          \nx  1.0  3.0\ny  4.0  NaN", wide.ToString());
        Assert.Equal(0, (double)df.groupby(["a", "b"])["n"].mean().unstack(fill_value: 0).loc["y", "q"]);
        Assert.Contains("one level", Assert.Throws<InvalidOperationException>(() => df["n"].unstack()).Message);
        DataFrame said = df.groupby("a")["n"].describe();
        Assert.Equal(["count", "mean", "std", "min", "25%", "50%", "75%", "max"], said.columns.tolist());
        Assert.Equal((2.0, 4.0, 3.0), ((double)said.loc["y", "count"], (double)said.loc["y", "mean"], (double)said.loc["y", "25%"]));
        df.index.name = "row";
        Assert.Equal("row", df.index.name);
    }

    [Fact]
    public void Codes_of_a_columns_own_values_and_arrays_of_them_go_back_into_frames()
    {
        DataFrame df = pd.DataFrame(new() { ["user"] = [7, 9, 7, 3], ["item"] = [1, 2, 2, 5] });
        var codes = builtins.enumerate(df["user"].unique().tolist()).ToDictionary(p => p.Item2, p => p.Item1);
        Assert.Equal([0L, 1, 0, 2], df["user"].map(codes).tolist<long>());
        Assert.Equal([false, true, true, false], df["item"].isin(np.array(new[] { 2, 4 })).tolist<bool>());
        Assert.Equal([true, false, false, true], df["item"].isin([1, 5]).tolist<bool>());
        Assert.Equal([1L, 2], df.index[1..3].tolist().Select(l => (long)l));
        Assert.Equal(["0", "1"], df.index[..2].texts);
    }

    [Fact]
    public void Missing_values_are_counted()
    {
        Series missing = Frame().isnull().sum();
        Assert.Equal(["age", "fare", "sex"], missing.index.Select(l => l.ToString()));
        Assert.Equal([1, 1, 1], missing.values.ToArray<long>());
        Assert.Equal(3, missing.sum());
        Assert.Equal(3, Frame().notnull().sum()["age"]);
        Assert.Equal(1, Frame()["age"].isna().sum());
        Assert.Equal("age     1\nfare    1\nsex     1\ndtype: int64", missing.ToString());
        Assert.Contains("Received: 'nope'", Assert.Throws<KeyNotFoundException>(() => missing["nope"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_values_are_dropped_or_filled()
    {
        DataFrame whole = Frame().dropna();
        Assert.Equal<FrameShape>((1, 3), whole.shape);
        Assert.Equal("m", whole["sex"].texts[0]);
        Assert.Equal([22, 0, 26, 35], Frame().drop("sex", axis: 1).fillna(0)["age"].values.ToArray<double>());
        Assert.Equal([7.25, 71.5, 8, -1], Frame()["fare"].fillna(-1).values.ToArray<double>());
        Assert.Equal(["m", "f", "?", "f"], Frame().fillna("?")["sex"].texts);
    }

    [Fact]
    public void Statistics_leave_missing_values_and_text_out()
    {
        DataFrame frame = Frame();
        Assert.Equal(["age", "fare"], frame.mean().index.Select(l => l.ToString()));
        Assert.Equal(83 / 3.0, frame.mean()["age"], 1e-12);
        Assert.Equal(6.6583281184793925, frame.std()["age"], 1e-12);
        Assert.Equal(86.75, (double)frame["fare"].sum());
        Assert.Equal([26, 8], frame.median().tolist<double>());
        Assert.Equal([22, 7.25], frame[["age", "fare"]].min().tolist<double>());
        Assert.Equal([35, 71.5], frame[["age", "fare"]].max().tolist<double>());
        Assert.Equal(frame.describe().loc["std", "fare"], frame["fare"].std(), 1e-12);
    }

    [Fact]
    public void A_dtype_goes_with_the_frame()
    {
        DataFrame single = Frame().drop("sex", axis: 1).dropna().astype("float32");
        Assert.Equal(NPTypeCode.Single, single.values.typecode);
        Assert.Equal(NPTypeCode.Single, single.iloc[.., ..1].values.typecode);
        Assert.Equal(NPTypeCode.Single, single["age"].values.typecode);
        Assert.Equal(NPTypeCode.Double, single.to_numpy("float64").typecode);
        Series whole = Frame()["fare"].fillna(0).astype("int32");
        Assert.Equal([7, 71, 8, 0], whole.values.ToArray<int>());
        Assert.Equal(86, whole.sum());
    }
}
