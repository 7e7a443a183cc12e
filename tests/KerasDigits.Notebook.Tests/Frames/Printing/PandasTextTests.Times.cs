using NumSharp;
using Given = KerasDigits.Notebook.Tests.Frames.PandasTextTests.Given;

namespace KerasDigits.Notebook.Tests.Frames;

/// <content>Labels that are times, ranges of labels, and columns that are set by a condition.</content>
internal static partial class Lines
{
    public static Dictionary<string, Func<Given, object?>> OfTimes() => new()
    {
        ["index hour"] = d =>
        {
            DataFrame df = Dated(d, "2020-01-01 22:00", "H");
            df["hour"] = df.index.hour;
            return df["hour"].tolist();
        },
        ["index parts"] = d =>
        {
            DataFrame df = Dated(d, "2020-01-31");
            df["m"] = (df.index.month * 100) + df.index.day;
            df["w"] = df.index.dayofweek;
            return df[["m", "w"]];
        },
        ["index sine"] = d =>
        {
            DataFrame df = Dated(d, "2020-01-01 22:00", "H");
            df["sin"] = np.sin(df.index.hour * (2 * np.pi / 24));
            return df["sin"].round(4).tolist();
        },
        ["index compared"] = d => Dated(d, "2020-01-01") is var df ? df[df.index >= "2020-01-05"]["fare"] : null,
        ["index grouped"] = d => Dated(d, "2020-01-29") is var df ? df.groupby(df.index.month)["fare"].mean() : null,
        ["index grouped frame"] = d => Dated(d, "2020-01-29") is var df ? df.groupby(df.index.month).mean() : null,
        ["loc month"] = d => Dated(d, "2020-01-29").loc[("2020-02", "2020-02"), ["fare", "sex"]],
        ["loc days"] = d => Dated(d, "2020-01-29").loc[("2020-01-30", "2020-02-01"), "fare"],
        ["loc to text"] = d =>
        {
            d.df.set_index("sex", inplace: true);
            d.df.index = new[] { "a", "b", "c", "d", "e", "f", "g" };
            return d.df.loc[("b", "d"), "fare"];
        },
        ["loc from day"] = d => Dated(d, "2020-01-29")["fare"].loc[("2020-02-02", null)],
        ["supervised"] = d =>
        {
            DataFrame lagged = pd.concat([d.nums[["x", "y"]].shift(1), d.nums[["x", "y"]]], axis: 1);
            lagged.columns = ["x(t-1)", "y(t-1)", "x", "y"];
            lagged.drop(lagged.columns[[1, 2]], axis: 1, inplace: true);
            return lagged.dropna();
        },
        ["columns twice"] = d => pd.concat([d.nums[["x"]].shift(1), d.nums[["x", "y"]]], axis: 1),
        ["columns twice dropped"] = d => pd.concat([d.nums[["x"]].shift(1), d.nums[["x", "y"]]], axis: 1).drop(columns: ["x"]),
        ["pct_change over missing"] = d => d.df["age"].pct_change(),
        ["to_string bare"] = d => d.df[["sex", "age", "fare", "alive"]].to_string(index: false),
        ["str place"] = d => d.df["sex"].str[0],
        ["quantiles"] = d => d.df["fare"].quantile([0.25, 0.5]),
        ["fillna by column"] = d => d.df.fillna(new() { ["age"] = 0, ["deck"] = "none" }),
        ["drop_duplicates by name"] = d => d.df.drop_duplicates("sex"),
        ["series index list"] = d => pd.Series([3, 1], index: ["a", "b"], name: "s"),
        ["iloc list literal"] = d => d.df.iloc[[2, 0]]["fare"],
        ["rolling frame"] = d => d.nums[["x", "y"]].rolling(2).mean(),
        ["rolling centred"] = d => d.df["fare"].rolling(3, center: true).mean(),
        ["rolling centred even"] = d => d.df["fare"].rolling(4, center: true, min_periods: 1).sum(),
        ["expanding"] = d => d.df["age"].expanding().mean(),
        ["ewm span"] = d => d.df["age"].ewm(span: 3).mean(),
        ["ewm alpha"] = d => d.df["age"].ewm(alpha: 0.5, adjust: false).mean(),
        ["ewm halflife"] = d => d.df["age"].ewm(halflife: 2, min_periods: 2).mean(),
        ["rank"] = d => d.df["age"].rank(),
        ["rank down"] = d => d.df["age"].rank(ascending: false, pct: true),
        ["cummax"] = d => d.df["age"].cummax(),
        ["cummin"] = d => d.df["age"].cummin(),
        ["cumprod"] = d => d.df["age"].cumprod(),
        ["numeric only mean"] = d => d.df.mean(numeric_only: true),
        ["numeric only sum"] = d => d.df.sum(numeric_only: true),
        ["numeric only max"] = d => d.df.max(numeric_only: true),
        ["numeric only corr"] = d => d.df.corr(numeric_only: true),
        ["numeric only groups"] = d => d.df.groupby("sex").max(numeric_only: true),
        ["to_list"] = d => d.df["age"].to_list(),
        ["set by mask of column"] = d =>
        {
            Series fare = d.df["fare"];
            fare[fare > 50] = 0;
            return d.df["fare"];
        },
        ["set by mask in frame"] = d =>
        {
            d.df["age"][d.df["age"] < 30] = 0;
            return d.df["age"];
        },
    };

    private static DataFrame Dated(Given d, string start, string freq = "D")
    {
        d.df.index = pd.date_range(start, periods: 7, freq: freq);
        return d.df;
    }

    private static Series Gapped(string clock = "") =>
        pd.Series([1, 2, 4], index: pd.to_datetime(pd.Series(["2020-01-01" + clock, "2020-01-03" + clock, "2020-01-04" + clock])));
}
