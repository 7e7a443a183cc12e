using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook.Tests.Frames;

/// <summary>What categories, intervals and differences of times refuse, and what becomes of their values outside of frames.</summary>
public sealed class CategoryAndTimeTests
{
    private static DataFrame Frame =>
        pd.DataFrame(new() { ["kind"] = ["a", "b", "a"], ["day"] = ["2020-01-01", "2020-02-03", "2020-02-04"], ["v"] = [1, 2, 4] });

    [Fact]
    public void A_column_of_categories_says_how_it_becomes_numbers()
    {
        DataFrame df = Frame;
        df["kind"] = df["kind"].astype("category");
        Assert.Contains(".cat.codes", Assert.Throws<InvalidOperationException>(() => df["kind"].values).Message, StringComparison.Ordinal);
        Assert.Contains("astype(\"category\")", Assert.Throws<InvalidOperationException>(() => df["v"].cat).Message,
            StringComparison.Ordinal);
        Assert.Equal([0, 1, 0], df["kind"].cat.codes.values.ToArray<sbyte>().Select(c => (int)c));
        Assert.Contains("set the categories first", Assert.Throws<ArgumentException>(() => df["kind"].shift().fillna("z")).Message,
            StringComparison.Ordinal);
        Assert.Equal(["b", "a", "b"], (string[])df["kind"].shift().fillna("b"));
        Assert.Equal(["kind"], df.select_dtypes("category").columns);
        Assert.Equal(2, df[df["kind"] == "a"].shape.rows);
    }

    [Fact]
    public void Intervals_must_grow_and_have_as_many_labels()
    {
        Series v = Frame["v"];
        Assert.Contains("one fewer", Assert.Throws<ArgumentException>(() => pd.cut(v, bins: [0, 2, 4], labels: ["a"])).Message,
            StringComparison.Ordinal);
        Assert.Contains("increase", Assert.Throws<ArgumentException>(() => pd.cut(v, bins: [4, 2, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("duplicates", Assert.Throws<ArgumentException>(() => pd.qcut(pd.Series([1, 1, 1, 2]), 4)).Message,
            StringComparison.Ordinal);
        Assert.Contains("positive", Assert.Throws<ArgumentException>(() => pd.cut(v, 0)).Message, StringComparison.Ordinal);
        Interval first = (Interval)pd.cut(v, bins: [0, 2, 4])[0];
        Assert.True(first.Contains(2) && !first.Contains(0) && first.mid == 1);
    }

    [Fact]
    public void Differences_of_times_are_TimeSpans_and_no_numbers()
    {
        Series days = pd.to_datetime(Frame["day"]), since = days - days[0];
        Assert.Equal(TimeSpan.FromDays(33), (TimeSpan)since[1]);
        Assert.Contains(".dt.days", Assert.Throws<InvalidOperationException>(() => since.values).Message, StringComparison.Ordinal);
        Assert.Contains("total_seconds", Assert.Throws<InvalidOperationException>(() => since.dt.year).Message, StringComparison.Ordinal);
        Assert.Contains("90 s", Assert.Throws<FormatException>(() => pd.Timedelta("soon")).Message, StringComparison.Ordinal);
        Assert.True(pd.to_timedelta(pd.Series(["soon", "1 h"]), errors: "coerce")[0].IsMissing);
        Assert.Equal(2, days[days > pd.Timestamp("2020-01-15")].size);
    }

    [Fact]
    public void Rules_of_resample_are_checked_and_need_times()
    {
        DataFrame df = Frame;
        Assert.Contains("pd.to_datetime", Assert.Throws<InvalidOperationException>(() => df.resample("D", on: "day")).Message,
            StringComparison.Ordinal);
        df["day"] = pd.to_datetime(df["day"]);
        Assert.Contains("\"W\"", Assert.Throws<ArgumentException>(() => df.resample("fortnight", on: "day")).Message,
            StringComparison.Ordinal);
        DataFrame months = df.resample("M", on: "day").agg(new() { ["v"] = "sum" });
        Assert.Equal([1.0, 6.0], ((NDArray)months["v"]).astype("float64").ToArray<double>());
    }

    [Fact]
    public void Groups_of_categories_are_all_or_those_that_came()
    {
        DataFrame df = Frame;
        df["kind"] = pd.Categorical(df["kind"], categories: ["b", "a", "c"]);
        Assert.Equal(["b", "a", "c"], df.groupby("kind")["v"].sum().index.Select(l => l.ToString()));
        Assert.Equal(["b", "a"], df.groupby("kind", observed: true)["v"].sum().index.Select(l => l.ToString()));
        Assert.Equal(0L, df.groupby("kind")["v"].sum()["c"].Value);
    }
}
