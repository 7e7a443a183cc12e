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
