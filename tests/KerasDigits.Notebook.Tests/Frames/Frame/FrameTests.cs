using KerasDigits.Notebook.Pandas;
using NumSharp;
using static KerasDigits.Notebook.sklearn.model_selection;

namespace KerasDigits.Notebook.Tests.Frames;

/// <summary>What a frame is in C#: values that become .NET's, arrays that come out, and refusals.</summary>
public sealed class FrameTests
{
    private static DataFrame Frame() => pd.DataFrame(new() { ["a"] = [1, 2, 3], ["b"] = [0.5, 1.5, 2.5], ["c"] = ["x", "y", "x"] });

    [Fact]
    public void Values_become_dotnets()
    {
        DataFrame df = Frame();
        double number = df.iloc[0, 1];
        Assert.Equal(0.5, number);
        Assert.Equal(3, (int)df["a"].max());
        Assert.Equal("y", (string)df.loc[1, "c"]);
        Assert.True(df.iloc[0, 2] == "x");
        Assert.True(df["a"].max() + 1 == 4);
        Assert.Equal("4", $"{df["a"].max() + 1}");
        Assert.Equal("3.00", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{df["a"].max():F2}"));
        string[] texts = df["c"];
        Assert.Equal(["x", "y", "x"], texts);
        Assert.Equal(["x", "y"], (string[])df["c"].unique());
        Assert.Equal([0.5, 1.5, 2.5], df["b"].tolist<double>());
        NDArray array = df[["a", "b"]];
        Assert.Equal([1, 0.5, 2, 1.5, 3, 2.5], array.ToArray<double>());
        Assert.Equal(NPTypeCode.Int64, df["a"].values.typecode);
        Assert.Equal(NPTypeCode.Single, np.array(df[["a", "b"]].to_numpy("float32")).typecode);
    }

    [Fact]
    public void Columns_of_a_block_are_cut_and_taken_as_they_stand()
    {
        NDArray values = np.arange(60).reshape(10, 6).astype(NPTypeCode.Single);
        DataFrame df = new(values);
        Assert.Equal(NPTypeCode.Single, df.iloc[.., 1..4].values.typecode);
        Assert.Equal([7f, 8, 9, 13, 14, 15], df.iloc[1..3, 1..4].values.ToArray<float>());
        Assert.Equal([24f, 25, 26, 27, 28, 29, 6, 7, 8, 9, 10, 11], df.iloc[new[] { 4, 1 }].values.ToArray<float>());
        df["1"] = 0.5;
        Assert.Equal([0, 0.5, 2], df.iloc[0, ..3].tolist<double>());
        Assert.Equal(1f, (float)values[0, 1]);
        Assert.Equal("float64", df["1"].dtype);
    }

    [Fact]
    public void Frames_and_columns_are_split_alike_and_keep_their_labels()
    {
        DataFrame df = Frame();
        var (train, test, y, z) = train_test_split(df[["a", "b"]], df["c"], test_size: 1, random_state: 0);
        Assert.Equal<FrameShape>((2, 2), train.shape);
        Assert.Equal(train.index.tolist(), y.index.tolist());
        Assert.Equal(df.loc[(int)test.index[0], "c"], z.iloc[0]);
        Assert.Contains("[3, 2]", Assert.Throws<ArgumentException>(() => train_test_split(df, df["a"].head(2))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        DataFrame df = Frame();
        Assert.Contains("say axis: 1", Assert.Throws<KeyNotFoundException>(() => df.drop("a")).Message, StringComparison.Ordinal);
        Assert.Contains("does not match length of index", Assert.Throws<ArgumentException>(() => df["d"] = new[] { 1, 2 }).Message,
            StringComparison.Ordinal);
        Assert.Contains("'x'", Assert.Throws<InvalidOperationException>(() => df["c"].astype("float32")).Message, StringComparison.Ordinal);
        Assert.Contains("Fill or drop", Assert.Throws<InvalidOperationException>(() => pd.Series([1.5, double.NaN]).astype("int")).Message,
            StringComparison.Ordinal);
        Assert.Contains("Length mismatch", Assert.Throws<ArgumentException>(() => df.columns = ["p"]).Message, StringComparison.Ordinal);
        Assert.Contains("(a) &",
            Assert.Throws<InvalidOperationException>(() => df["a"] & df["b"]).Message.Replace("df[\"a\"] > 1", "a",
                StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("not understood", Assert.Throws<ArgumentException>(() => df.astype("floaty")).Message, StringComparison.Ordinal);
        Assert.Contains("same length", Assert.Throws<ArgumentException>(() => pd.DataFrame(new() { ["a"] = [1], ["b"] = [1, 2] })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Inplace_changes_the_frame_itself()
    {
        DataFrame df = Frame(), other = df.copy();
        df.drop(columns: ["c"], inplace: true);
        df.rename(columns: new() { ["b"] = "z" }, inplace: true);
        df.sort_values("a", ascending: false, inplace: true);
        df.reset_index(drop: true, inplace: true);
        Assert.Equal("   a    z\n0  3  2.5\n1  2  1.5\n2  1  0.5", df.ToString());
        Assert.Equal(["a", "b", "c"], other.columns);
        df["n"] = df["a"].map(a => a > 1 ? "many" : "one");
        Assert.Equal(["many", "many", "one"], df["n"].texts);
        Assert.Equal("n", df.pop("n").name);
        df.insert(0, "first", 7);
        Assert.Equal(["first", "a", "z"], df.columns);
    }

    [Fact]
    public void Written_frames_read_back_the_same()
    {
        string file = Path.GetTempFileName();
        try
        {
            DataFrame df = Frame();
            df.loc[1, "c"] = "say \"hi\",\nthere";
            df.to_csv(file, index: false);
            Assert.True(df.equals(pd.read_csv(file)));
            df.set_index("c").to_csv(file);
            Assert.True(df.equals(pd.read_csv(file)[["a", "b", "c"]]));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_shape_is_taken_by_numbers_or_apart_and_labels_of_a_column_are_its_own()
    {
        DataFrame df = pd.DataFrame(new() { ["0"] = [1, 2, 3], ["1"] = [4, 5, 6], ["2"] = [7, 8, 9] });
        var (rows, columns) = df.shape;
        Assert.Equal((3, 3, 3, 3), (df.shape[0], df.shape[^1], rows, columns));
        Assert.True(df.shape == (3, 3) && df.shape != (3, 2));
        Assert.Throws<IndexOutOfRangeException>(() => df.shape[2]);
        Assert.Equal(["0", "2"], df[[0, 2]].columns);
        Series column = df["1"];
        column.index = (string[])["a", "b", "c"];
        Assert.Equal(5, (int)column["b"]);
        Assert.Equal(4, (int)df["1"][0]);
        Assert.Contains("Length mismatch", Assert.Throws<ArgumentException>(() => column.index = (string[])["a"]).Message,
            StringComparison.Ordinal);
    }
}
