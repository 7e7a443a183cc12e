using KerasDigits.Notebook.Pandas;
using NumSharp;
using Given = KerasDigits.Notebook.Tests.Frames.PandasTextTests.Given;

namespace KerasDigits.Notebook.Tests.Frames;

/// <summary>The C# of each line of pandas_lines.txt, by its name.</summary>
internal static partial class Lines
{
    public static Dictionary<string, Func<Given, object?>> Of() => new()
    {
        ["frame"] = d => d.df,
        ["head"] = d => d.df.head(),
        ["head 2"] = d => d.df.head(2),
        ["tail"] = d => d.df.tail(3),
        ["numbers"] = d => d.nums,
        ["long frame"] = d => d.@long,
        ["long column"] = d => d.@long["a"],
        ["wide frame"] = d => d.wide,
        ["dtypes"] = d => d.df.dtypes,
        ["number dtypes"] = d => d.nums.dtypes,
        ["shape"] = d => d.df.shape,
        ["columns"] = d => d.df.columns,
        ["index"] = d => d.df.index,
        ["index after filter"] = d => d.df[d.df["age"] > 30].index,
        ["column"] = d => d.df["age"],
        ["text column"] = d => d.df["name"],
        ["bool column"] = d => d.df["alive"],
        ["two columns"] = d => d.df[["sex", "age"]],
        ["filter"] = d => d.df[d.df["age"] > 30],
        ["filter two"] = d => d.df[(d.df["age"] > 30) & (d.df["sex"] == "male")],
        ["filter not"] = d => d.df[~d.df["alive"]],
        ["filter isin"] = d => d.df[d.df["sex"].isin(["female"])],
        ["filter between"] = d => d.df[d.df["fare"].between(8, 60)],
        ["loc mask column"] = d => d.df.loc[d.df["sex"] == "male", "fare"],
        ["loc label"] = d => d.df.loc[2],
        ["loc cell"] = d => d.df.loc[2, "name"],
        ["loc range"] = d => d.df.loc[1..3],
        ["loc columns"] = d => d.df.loc[.., ["name", "age"]],
        ["iloc row"] = d => d.df.iloc[0],
        ["iloc range"] = d => d.df.iloc[1..3],
        ["iloc columns"] = d => d.df.iloc[.., 1..3],
        ["iloc column"] = d => d.df.iloc[.., 2],
        ["iloc cell"] = d => d.df.iloc[1, 3],
        ["iloc last"] = d => d.df.iloc[^1, 0],
        ["iloc list"] = d => d.df.iloc[new[] { 2, 0 }],
        ["iloc columns list"] = d => d.df.iloc[.., [0, 2]],
        ["slice"] = d => d.df[2..4],
        ["set scalar"] = d =>
        {
            d.df["new"] = 1;
            return d.df.head(2);
        },
        ["set list"] = d =>
        {
            d.df["new"] = [1, 2, 3, 4, 5, 6, 7];
            return d.df["new"];
        },
        ["set computed"] = d =>
        {
            d.df["ratio"] = d.df["fare"] / d.df["age"];
            return d.df[["fare", "age", "ratio"]];
        },
        ["set by mask"] = d =>
        {
            d.df.loc[d.df["age"] > 30, "group"] = "old";
            return d.df[["age", "group"]];
        },
        ["set cell"] = d =>
        {
            d.df.loc[1, "age"] = 39;
            return d.df["age"];
        },
        ["set int into cell of ints"] = d =>
        {
            d.nums.loc[1, "y"] = 21;
            return d.nums["y"];
        },
        ["set text into ints"] = d =>
        {
            d.nums.loc[1, "y"] = "no";
            return d.nums["y"];
        },
        ["set from filtered"] = d =>
        {
            d.df["x"] = d.df[d.df["age"] > 30]["fare"];
            return d.df["x"];
        },
        ["describe"] = d => d.df.describe(),
        ["describe all"] = d => d.df.describe(include: "all"),
        ["describe objects"] = d => d.df.describe(include: "object"),
        ["describe column"] = d => d.df["age"].describe(),
        ["describe text"] = d => d.df["sex"].describe(),
        ["info"] = d => InfoText.Of(d.df),
        ["isnull sum"] = d => d.df.isnull().sum(),
        ["isnull total"] = d => d.df.isnull().sum().sum(),
        ["isnull"] = d => d.df[["age", "deck"]].isnull(),
        ["dropna"] = d => d.df.dropna(),
        ["dropna subset"] = d => d.df.dropna(subset: ["age"]),
        ["dropna columns"] = d => d.df.dropna(axis: 1).columns,
        ["fillna"] = d => d.df["age"].fillna(d.df["age"].mean()),
        ["fillna frame"] = d => d.df[["age", "fare"]].fillna(0),
        ["fillna means"] = d => d.df[["age", "fare"]].fillna(d.df[["age", "fare"]].mean()),
        ["fillna dict"] = d => d.df.fillna(new Mapping { ["age"] = 0, ["deck"] = "none" })[["age", "deck"]],
        ["fillna text"] = d => d.df["deck"].fillna("?"),
        ["fillna inplace"] = d =>
        {
            d.df["age"].fillna(30, inplace: true);
            return d.df["age"];
        },
        ["ffill"] = d => d.df["deck"].fillna(method: "ffill"),
        ["interpolate"] = d => d.df["age"].interpolate(),
        ["mean"] = d => d.df[["age", "fare"]].mean(),
        ["mean of column"] = d => d.df["fare"].mean(),
        ["sum of ints"] = d => d.nums["y"].sum(),
        ["sum of bools"] = d => d.df["alive"].sum(),
        ["max of ints"] = d => d.nums["y"].max(),
        ["max of text"] = d => d.df["name"].max(),
        ["min of floats"] = d => d.df["age"].min(),
        ["std"] = d => d.df["age"].std(),
        ["median"] = d => d.nums[["x", "y"]].median(),
        ["quantile"] = d => d.df["fare"].quantile(0.9),
        ["skew"] = d => d.df["fare"].skew(),
        ["mode"] = d => d.df["age"].mode(),
        ["count"] = d => d.df.count(),
        ["nunique"] = d => d.df.nunique(),
        ["sum rows"] = d => d.nums[["x", "y"]].sum(axis: 1),
        ["mean rows"] = d => d.nums[["x", "y"]].mean(axis: 1),
        ["corr"] = d => d.nums[["x", "y", "small"]].corr(),
        ["corr of two"] = d => d.nums["x"].corr(d.nums["y"]),
        ["cov"] = d => d.nums[["x", "y"]].cov(),
        ["agg"] = d => d.df[["age", "fare"]].agg(["mean", "max"]),
        ["value counts"] = d => d.df["sex"].value_counts(),
        ["value counts of numbers"] = d => d.df["age"].value_counts(),
        ["value counts of bools"] = d => d.df["alive"].value_counts(),
        ["value counts shares"] = d => d.df["sex"].value_counts(normalize: true),
        ["value counts with missing"] = d => d.df["deck"].value_counts(dropna: false),
        ["unique text"] = d => d.df["sex"].unique(),
        ["unique numbers"] = d => d.df["age"].unique(),
        ["unique ints"] = d => d.nums["y"].unique(),
        ["unique with missing"] = d => d.df["deck"].unique(),
        ["nunique of column"] = d => d.df["deck"].nunique(),
        ["drop column"] = d => d.df.drop("name", axis: 1),
        ["drop columns"] = d => d.df.drop(columns: ["name", "deck", "born"]),
        ["drop row"] = d => d.df.drop(0)[["sex"]],
        ["drop rows"] = d => d.df.drop(d.df[d.df["age"] > 30].index)[["age"]],
        ["rename"] = d => d.df.rename(columns: new() { ["sex"] = "gender" }).columns,
        ["columns set"] = d =>
        {
            d.nums.columns = ["a", "b", "c", "d", "e", "f"];
            return d.nums.columns;
        },
        ["sort values"] = d => d.df.sort_values("fare")[["fare"]],
        ["sort values down"] = d => d.df.sort_values("age", ascending: false)[["age"]],
        ["sort values two"] = d => d.df.sort_values(["sex", "fare"], ascending: [true, false])[["sex", "fare"]],
        ["sort column"] = d => d.df["age"].sort_values(),
        ["sort index"] = d => d.df.sort_values("fare").sort_index(ascending: false)[["fare"]],
        ["nlargest"] = d => d.df.nlargest(2, "fare")[["fare"]],
        ["set index"] = d => d.df.set_index("name")[["age", "fare"]],
        ["set index loc"] = d => d.df.set_index("name").loc["Allen William"],
        ["set index cell"] = d => d.df.set_index("name").loc["Allen William", "age"],
        ["reset index"] = d => d.df[d.df["age"] > 30][["age"]].reset_index(),
        ["reset index drop"] = d => d.df[d.df["age"] > 30][["age"]].reset_index(drop: true),
        ["index named"] = d => d.df.set_index("name").index,
        ["concat"] = d => pd.concat([d.df.head(2), d.df.tail(1)])[["name", "age"]],
        ["concat ignore"] = d => pd.concat([d.df.head(2), d.df.tail(1)], ignore_index: true)[["name", "age"]],
        ["concat other columns"] = d => pd.concat([d.df[["age"]].head(2), d.df[["fare"]].head(1)]),
        ["concat beside"] = d => pd.concat([d.df[["age"]], d.nums[["y"]]], axis: 1),
        ["get dummies"] = d => pd.get_dummies(d.df[["sex", "age"]]),
        ["get dummies column"] = d => pd.get_dummies(d.df["sex"]),
        ["get dummies prefix"] = d => pd.get_dummies(d.df["sex"], prefix: "is", drop_first: true),
        ["get dummies columns"] = d => pd.get_dummies(d.nums[["y", "id"]], columns: ["y"]),
        ["get dummies missing"] = d => pd.get_dummies(d.df["deck"], dummy_na: true),
        ["map dict"] = d => d.df["sex"].map(new() { ["male"] = 0, ["female"] = 1 }),
        ["map dict missing"] = d => d.df["sex"].map(new() { ["male"] = 0 }),
        ["map function"] = d => d.df["age"].map(a => a * 2),
        ["apply text"] = d => d.df["sex"].apply(s => ((string)s)[..1]),
        ["apply columns"] = d => d.df[["age", "fare"]].apply(c => c.max() - c.min()),
        ["apply rows"] = d => d.nums[["id", "y"]].apply(r => r["id"] + r["y"], axis: 1),
        ["replace"] = d => d.df["sex"].replace(new() { ["male"] = "m" }),
        ["replace value"] = d => d.df["alive"].replace(true, 1),
        ["astype int"] = d => d.df["alive"].astype("int"),
        ["astype float32"] = d => d.nums["y"].astype("float32"),
        ["astype str"] = d => d.nums["x"].astype("str"),
        ["astype frame"] = d => d.nums[["id", "y"]].astype("float32").dtypes,
        ["groupby mean"] = d => d.df.groupby("sex")["fare"].mean(),
        ["groupby frame"] = d => d.df.groupby("sex")[["age", "fare"]].mean(),
        ["groupby size"] = d => d.df.groupby("sex").size(),
        ["groupby count"] = d => d.df.groupby("sex").count(),
        ["groupby two"] = d => d.df.groupby(["sex", "alive"])["fare"].mean(),
        ["groupby two frame"] = d => d.df.groupby(["sex", "alive"])[["fare", "age"]].max(),
        ["groupby two reset"] = d => d.df.groupby(["sex", "alive"])["fare"].mean().reset_index(),
        ["groupby agg"] = d => d.df.groupby("sex")["fare"].agg(["min", "max", "mean"]),
        ["groupby numbers"] = d => d.df.groupby("age")["fare"].sum(),
        ["groupby bool"] = d => d.df.groupby("alive")["age"].median(),
        ["groupby transform"] = d => d.df.groupby("sex")["age"].transform("mean"),
        ["groupby not index"] = d => d.df.groupby("sex", as_index: false)[["fare"]].sum(),
        ["merge"] = d => pd.merge(d.df[["name", "sex"]],
            pd.DataFrame(new() { ["sex"] = ["male", "female"], ["code"] = [0, 1] }), on: "sex"),
        ["merge left"] = d => d.nums[["id", "y"]]
        .merge(pd.DataFrame(new() { ["id"] = [1, 3, 9], ["z"] = ["a", "b", "c"] }), on: "id", how: "left"),
        ["merge outer"] = d => d.nums[["id", "y"]]
        .merge(pd.DataFrame(new() { ["id"] = [1, 3, 9], ["y"] = [0, 1, 2] }), on: "id", how: "outer"),
        ["dict frame"] = d => pd.DataFrame(new() { ["a"] = [1, 2, 3], ["b"] = ["x", "y", null], ["c"] = [0.5, double.NaN, 2] }),
        ["dict frame index"] = d => pd.DataFrame(new() { ["a"] = [1, 2] }, index: new[] { "p", "q" }),
        ["array frame"] = d => pd.DataFrame(np.array(new[,] { { 1L, 2 }, { 3, 4 } }), columns: ["a", "b"]),
        ["array frame unnamed"] = d => pd.DataFrame(np.array(new[,] { { 1.5, 2 }, { 3, 4 } })),
        ["float32 frame"] = d => pd.DataFrame(np.array(new[,] { { 0.1f, 2 }, { 3, 4 } })),
        ["empty frame"] = d => pd.DataFrame(columns: ["a", "b"]),
        ["empty filter"] = d => d.df[d.df["age"] > 99][["age", "sex"]],
        ["series"] = d => pd.Series([1, 2, 3], index: new[] { "a", "b", "c" }, name: "n"),
        ["series aligned"] = d => pd.Series([1, 2, 3]) + pd.Series([10, 20], index: new[] { 1, 2 }),
        ["series cell"] = d => pd.Series([1.5, 2, 3], index: new[] { "a", "b", "c" })["b"],
        ["text plus"] = d => d.df["sex"] + "-" + d.df["deck"],
        ["arithmetic"] = d => (d.nums["y"] - d.nums["y"].mean()) / d.nums["y"].std(),
        ["int arithmetic"] = d => d.nums["y"] * 2 + d.nums["id"],
        ["frame arithmetic"] = d => (d.nums[["x", "y"]] - d.nums[["x", "y"]].mean()) / d.nums[["x", "y"]].std(),
        ["frame division"] = d => d.nums[["id", "y"]] / 10,
        ["modulo"] = d => d.nums["y"] % 3,
        ["comparison"] = d => d.nums["y"] >= 20,
        ["negative"] = d => -d.nums["y"],
        ["round"] = d => d.nums["x"].round(1),
        ["cumsum"] = d => d.nums["y"].cumsum(),
        ["shift"] = d => d.nums["y"].shift(1),
        ["diff"] = d => d.nums["y"].diff(),
        ["pct change"] = d => d.nums["y"].pct_change(),
        ["rolling"] = d => d.nums["y"].rolling(2).mean(),
        ["clip"] = d => d.nums["y"].clip(15, 35),
        ["str lower"] = d => d.df["name"].str.lower(),
        ["str contains"] = d => d.df["name"].str.contains("Mr"),
        ["str len"] = d => d.df["name"].str.len(),
        ["str missing"] = d => d.df["deck"].str.lower(),
        ["to datetime"] = d => pd.to_datetime(d.df["born"]),
        ["dt year"] = d => pd.to_datetime(d.df["born"]).dt.year,
        ["dt weekday"] = d => pd.to_datetime(d.df["born"]).dt.dayofweek,
        ["dates in frame"] = d =>
        {
            d.df["born"] = pd.to_datetime(d.df["born"]);
            return d.df[["born", "age"]];
        },
        ["date filter"] = d =>
        {
            d.df["born"] = pd.to_datetime(d.df["born"]);
            return d.df[d.df["born"] > "1880-01-01"][["born"]];
        },
        ["date max"] = d => pd.to_datetime(d.df["born"]).max(),
        ["date index"] = d =>
        {
            d.df["born"] = pd.to_datetime(d.df["born"]);
            return d.df.set_index("born")[["age"]];
        },
        ["date range"] = d => pd.date_range("2020-01-30", periods: 4),
        ["date range column"] = d => pd.DataFrame(new() { ["d"] = pd.date_range("2020-01-30", periods: 3, freq: "H"), ["v"] = [1, 2, 3] }),
        ["to csv"] = d => d.df.head(3).to_csv(index: false),
        ["to csv index"] = d => d.nums.to_csv(),
        ["transpose"] = d => d.nums[["id", "y"]].T,
        ["duplicates"] = d => d.df.drop_duplicates(subset: ["sex"])[["sex"]],
        ["sample"] = d => d.df.sample(3, random_state: 1)[["age"]],
        ["shuffle"] = d => d.df.sample(frac: 1, random_state: 0)[["fare"]],
        ["sum frame"] = d => d.nums[["id", "y"]].sum(),
        ["idxmax"] = d => d.df["fare"].idxmax(),
        ["where"] = d => d.nums["y"].where(d.nums["y"] > 15, 0),
        ["assign"] = d => d.nums.assign("z", d.nums["y"] * 2)[["y", "z"]],
        ["select dtypes"] = d => d.df.select_dtypes(include: "number").columns,
        ["mixed column"] = d => d.nums["mixed"],
        ["cell of ints"] = d => d.nums.iloc[0, 0],
        ["mean of nothing"] = d => d.nums["x"][d.nums["x"] > 1e9].mean(),
        ["long index"] = d => pd.Series(Enumerable.Range(0, 30).ToArray(), index: Enumerable.Range(100, 30).ToArray()).index,
        ["text labels"] = d => d.df.set_index("sex").index.unique().tolist(),
        ["unnamed column sum"] = d => d.@long.sum(),
        ["large floats"] = d => pd.Series([1e10, 2.5, 123456789.123]),
        ["tiny floats"] = d => pd.Series([1e-7, 1.0]),
        ["large ints"] = d => pd.Series([1_000_000_000_000L, -5]),
        ["infinite"] = d => pd.Series([double.PositiveInfinity, 1.5, double.NegativeInfinity]),
        ["object numbers"] = d => pd.Series([1, 2.5, "x", null]),
        ["query"] = d => d.df.query("age > 30 and sex == 'male'"),
        ["query chained"] = d => d.df.query("20 < age <= 35 or not alive")["name"],
        ["query in"] = d => d.df.query("sex in ['female'] and fare * 2 > 100")["name"],
        ["query not in"] = d => d.df.query("deck not in ['C85', 'E46']").shape,
        ["pivot table"] = d => d.df.pivot_table(values: "fare", index: "sex", columns: "alive"),
        ["pivot table sum"] = d => d.df.pivot_table(values: "age", index: "alive", columns: "sex", aggfunc: "sum"),
        ["pivot table of groups"] = d => d.df.pivot_table(values: ["fare", "age"], index: "sex"),
        ["pivot table filled"] = d => pd.pivot_table(d.df, values: "fare", index: "age", columns: "sex", fill_value: 0),
        ["pivot"] = d => d.df.pivot(index: "name", columns: "sex", values: "fare"),
        ["melt"] = d => d.df.melt(id_vars: ["sex"], value_vars: ["age", "fare"]),
        ["melt named"] = d => pd.melt(d.df[["sex", "age", "fare"]], id_vars: "sex", var_name: "what", value_name: "number"),
        ["crosstab"] = d => pd.crosstab(d.df["sex"], d.df["alive"]),
        ["crosstab shares"] = d => pd.crosstab(d.df["sex"], d.df["alive"], normalize: "index"),
        ["groupby value counts"] = d => d.df.groupby("sex")["alive"].value_counts(),
    };
}
