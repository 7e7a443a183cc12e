using KerasDigits.Notebook.Pandas;
using Given = KerasDigits.Notebook.Tests.Frames.PandasTextTests.Given;

namespace KerasDigits.Notebook.Tests.Frames;

/// <content>Categories, intervals, differences of times and stretches of time.</content>
internal static partial class Lines
{
    public static Dictionary<string, Func<Given, object?>> OfTypes() => new()
    {
        ["category"] = d => d.df["sex"].astype("category"),
        ["category codes"] = d => d.df["sex"].astype("category").cat.codes,
        ["category codes missing"] = d => d.df["deck"].astype("category").cat.codes,
        ["category categories"] = d => d.df["sex"].astype("category").cat.categories,
        ["category of numbers"] = d => d.df["age"].astype("category"),
        ["category of wholes"] = d => d.df["age"].fillna(0).astype("int").astype("category"),
        ["category in frame"] = d => WithCategory(d),
        ["category dtypes"] = d => WithCategory(d).dtypes,
        ["category info"] = d => InfoText.Of(WithCategory(d)),
        ["category counts"] = d => d.df["sex"].astype("category").value_counts(),
        ["category describe"] = d => d.df["deck"].astype("category").describe(),
        ["category compared"] = d => d.df["sex"].astype("category") == "male",
        ["category to text"] = d => d.df["sex"].astype("category").astype("str"),
        ["category grouped"] = d => WithCategory(d).groupby("sex")["fare"].mean(),
        ["category dummies"] = d => pd.get_dummies(WithCategory(d)[["age", "sex"]]),
        ["category rename"] = d => d.df["sex"].astype("category").cat.rename_categories(["f", "m"]),
        ["category set"] = d => d.df["sex"].astype("category").cat.set_categories(["male", "other"]),
        ["category concat"] = d => pd.concat([d.df["sex"].astype("category").head(2), d.df["sex"].astype("category").tail(2)]),
        ["category codes via Categorical"] = d =>
        {
            d.df["sex"] = pd.Categorical(d.df["sex"]);
            d.df["sex"] = d.df["sex"].cat.codes;
            return d.df["sex"];
        },
        ["category missing"] = d => d.df["deck"].astype("category"),
        ["category sorted"] = d => d.df["sex"].astype("category").sort_values(),
        ["category many"] = d => pd.Series([.. Enumerable.Range(0, 12).Select(i => $"k{i}")]).astype("category"),
        ["categorical codes"] = d => pd.Categorical(d.df["sex"]).codes,
        ["factorize"] = d => pd.factorize(d.df["sex"]).codes,
        ["factorize uniques"] = d => pd.factorize(d.df["sex"]).uniques,
        ["cut"] = d => pd.cut(d.df["age"], 3),
        ["cut ends"] = d => pd.cut(d.df["age"], bins: [0, 25, 40, 100]),
        ["cut labels"] = d => pd.cut(d.df["age"], bins: [0, 25, 40, 100], labels: ["young", "middle", "old"]),
        ["cut numbers"] = d => pd.cut(d.df["fare"], bins: [0, 8, 60, 100], labels: false),
        ["cut missing numbers"] = d => pd.cut(d.df["age"], bins: [0, 25, 40, 100], labels: false),
        ["cut left"] = d => pd.cut(d.df["age"], bins: [22, 35, 54], right: false),
        ["cut lowest"] = d => pd.cut(d.df["age"], bins: [22, 35, 54], include_lowest: true),
        ["cut precise"] = d => pd.cut(d.df["fare"], 4, precision: 1),
        ["cut counts"] = d => pd.cut(d.df["age"], bins: [0, 25, 40, 100]).value_counts(),
        ["cut counts in order"] = d => pd.cut(d.df["age"], bins: [0, 25, 40, 60, 100]).value_counts(sort: false),
        ["cut grouped"] = d => WithBand(d, [0, 25, 40, 60, 100]).groupby("band")["fare"].mean(),
        ["cut grouped count"] = d => WithBand(d, [0, 25, 40, 60, 100]).groupby(["band", "sex"]).size(),
        ["cut in frame"] = d => WithBand(d, [0, 25, 40, 100])[["age", "band"]],
        ["qcut"] = d => pd.qcut(d.df["fare"], 4),
        ["qcut labels"] = d => pd.qcut(d.df["fare"], 2, labels: ["low", "high"]),
        ["qcut numbers"] = d => pd.qcut(d.df["fare"], 3, labels: false),
        ["qcut shares"] = d => pd.qcut(d.df["age"], [0, 0.5, 1]),
        ["qcut counts"] = d => pd.qcut(d.df["fare"], 3).value_counts(),
        ["time difference"] = d => Ages(d),
        ["time difference days"] = d => Ages(d).dt.days,
        ["time difference of rows"] = d => pd.to_datetime(d.df["born"]).diff(),
        ["time difference clock"] = d => pd.to_datetime(pd.Series(["2020-01-01 10:00", "2020-01-03 12:30"])) - pd.Timestamp("2020-01-02"),
        ["time difference seconds"] = d =>
            (pd.to_datetime(pd.Series(["2020-01-01 10:00", "2020-01-03 12:30"])) - pd.Timestamp("2020-01-01")).dt.total_seconds(),
        ["time difference compared"] = d => Ages(d) > pd.Timedelta(days: 3000),
        ["time difference greatest"] = d => Ages(d).max(),
        ["time difference sum"] = d => Ages(d).sum(),
        ["time difference per day"] = d => Ages(d) / pd.Timedelta(days: 1),
        ["to_timedelta"] = d => pd.to_timedelta(pd.Series(["1 days 02:00:00", "00:30:00", "-1 days", "90s"])),
        ["to_timedelta numbers"] = d => pd.to_timedelta(d.df["alive"].astype("int") + 1, unit: "D"),
        ["timedelta added"] = d => pd.to_datetime(d.df["born"]) + pd.Timedelta(days: 1),
        ["timedelta"] = d => (Scalar)pd.Timedelta("1 days 02:00:00"),
        ["timedelta half"] = d => (Scalar)pd.Timedelta(seconds: 0.5),
        ["timedelta dtype"] = d => pd.to_timedelta(pd.Series([1, 2]), unit: "h").dtype,
        ["resample days"] = d => Clocked().resample("D").sum(),
        ["resample means"] = d => Clocked().resample("D").mean(),
        ["resample hours"] = d => Counted("2020-01-01 09:30", 6, "40T").resample("2H").sum(),
        ["resample weeks"] = d => Counted("2020-01-01", 10).resample("W").sum(),
        ["resample months"] = d => Counted("2020-01-20", 70).resample("M").mean(),
        ["resample month starts"] = d => Counted("2020-01-20", 70).resample("MS").max(),
        ["resample quarters"] = d => Counted("2020-01-20", 200).resample("Q").count(),
        ["resample years"] = d => Counted("2020-01-20", 400).resample("A").sum(),
        ["resample three days"] = d => Counted("2020-01-01", 10).resample("3D").sum(),
        ["resample two weeks"] = d => Counted("2020-01-01", 30).resample("2W").sum(),
        ["resample two months"] = d => Counted("2020-01-20", 150).resample("2M").sum(),
        ["resample quarter hours"] = d => Counted("2020-01-01 09:30", 6, "7T").resample("15min").sum(),
        ["resample filled ahead"] = d => Gapped().resample("D").ffill(),
        ["resample filled back"] = d => Gapped().resample("12H").bfill(),
        ["resample as they are"] = d => Gapped().resample("D").asfreq(),
        ["resample nearest"] = d => Gapped().resample("8H").nearest(),
        ["resample interpolated"] = d => Gapped().resample("D").interpolate(),
        ["resample frame filled"] = d =>
        {
            d.df["born"] = pd.date_range("2020-01-01", periods: 7, freq: "2D");
            return d.df.set_index("born")[["fare", "sex"]].resample("D").ffill().head(4);
        },
        ["asfreq"] = d => Gapped(" 10:00").asfreq("D"),
        ["asfreq months"] = d => pd.Series([1, 2, 4], index: pd.to_datetime(pd.Series(["2020-01-31", "2020-02-15", "2020-04-30"])))
        .asfreq("M"),
        ["asfreq filled"] = d => Gapped().asfreq("D", method: "ffill"),
        ["date_range quarters"] = d => pd.date_range("2020-02-05", periods: 3, freq: "Q"),
        ["date_range quarter starts"] = d => pd.date_range("2020-02-05", periods: 3, freq: "2QS"),
        ["date_range years"] = d => pd.date_range("2020-02-05", "2023-03-01", freq: "A"),
        ["date_range year starts"] = d => pd.date_range("2020-02-05", "2023-03-01", freq: "AS"),
        ["resample frame"] = d =>
        {
            d.df["born"] = pd.to_datetime(d.df["born"]);
            return d.df.set_index("born")[["fare"]].resample("A").sum().tail(3);
        },
        ["resample on"] = d =>
        {
            d.df["born"] = pd.to_datetime(d.df["born"]);
            return d.df.resample("A", on: "born")[["fare"]].mean().head(4);
        },
        ["agg by column"] = d => d.df.groupby("sex").agg(new() { ["age"] = "mean", ["fare"] = "max" }),
        ["agg named"] = d => d.df.groupby("sex").agg(new() { ["oldest"] = ("age", "max"), ["mean_fare"] = ("fare", "mean") }),
        ["agg frame by column"] = d => d.df.agg(new() { ["age"] = "mean", ["fare"] = "max" }),
    };

    private static DataFrame WithCategory(Given d)
    {
        d.df["sex"] = d.df["sex"].astype("category");
        return d.df;
    }

    private static DataFrame WithBand(Given d, Series ends)
    {
        d.df["band"] = pd.cut(d.df["age"], ends);
        return d.df;
    }

    private static Series Ages(Given d) => pd.to_datetime(d.df["born"]) - pd.Timestamp("1870-01-01");

    private static Series Clocked() =>
        pd.Series([1, 2, 3, 4], index: pd.to_datetime(pd.Series(["2020-01-01 10:00", "2020-01-01 12:00", "2020-01-03", "2020-01-04"])));

    private static Series Counted(string start, int count, string freq = "D") =>
        pd.Series(Enumerable.Range(0, count).ToArray(), index: pd.date_range(start, periods: count, freq: freq));
}
