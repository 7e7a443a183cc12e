using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook.Tests.Frames;

/// <summary>Frames with columns of text.</summary>
public sealed class TextColumnTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    private DataFrame Read(string text, params string[] texts)
    {
        File.WriteAllText(_file, text);
        return pd.read_csv(_file, dtype: texts.ToDictionary(t => t, _ => "str"));
    }

    [Fact]
    public void Columns_of_text_are_read_chosen_and_written()
    {
        DataFrame df = Read("id,breed,age\na.jpg,\"dog, big\",3\nb.jpg,cat,4.5\nc.jpg,\"say \"\"hi\"\"\",\nd.jpg,,7\n", "id", "breed");
        Assert.Equal<FrameShape>((4, 3), df.shape);
        Assert.Equal(["a.jpg", "b.jpg", "c.jpg", "d.jpg"], df["id"].texts);
        Assert.Equal(["dog, big", "cat", "say \"hi\"", null], df["breed"].texts);
        Assert.Equal([3, 4.5, double.NaN, 7], df["age"].values.ToArray<double>());
        Assert.Equal(["cat", "say \"hi\""], df.iloc[1..3]["breed"].texts);
        Assert.Equal(["c.jpg", "d.jpg"], df.tail(2).iloc[.., 0].texts);
        Assert.Equal(4.833333, df.describe().loc["mean", "age"], 5);
        Assert.Contains("say \"hi\"", df.ToString(), StringComparison.Ordinal);
        df.to_csv(_file, index: false);
        Assert.Equal("id,breed,age\na.jpg,\"dog, big\",3.0\nb.jpg,cat,4.5\nc.jpg,\"say \"\"hi\"\"\",\nd.jpg,,7.0\n",
            File.ReadAllText(_file));
    }

    [Fact]
    public void It_enumerates_as_its_columns()
    {
        var df = new DataFrame(new Dictionary<string, Array> { ["name"] = (string[])["x", "y"], ["n"] = (int[])[1, 2] });
        KeyValuePair<string, Array>[] columns = [.. df];
        Assert.Equal(["name", "n"], columns.Select(c => c.Key));
        Assert.Equal(["x", "y"], Assert.IsType<string[]>(columns[0].Value));
        Assert.Equal([1L, 2L], Assert.IsType<long[]>(columns[1].Value));
    }

    [Fact]
    public void Text_is_no_number()
    {
        DataFrame df = Read("id,n\na,1\n", "id");
        Assert.Contains("'id' is text", Assert.Throws<InvalidOperationException>(() => df.values).Message);
        Assert.Contains("'id' is text", Assert.Throws<InvalidOperationException>(() => df["id"].values).Message);
        Assert.Contains("'a'", Assert.Throws<InvalidCastException>(() => (double)df.iloc[0, 0]).Message);
        Assert.Equal("a", (string)df.iloc[0, 0]);
        Assert.Contains("holds numbers", Assert.Throws<InvalidOperationException>(() => df["n"].texts).Message);
        Assert.Equal("object", Read("id,n\na,1\n")["id"].dtype);
        Assert.Contains("dtype must name columns", Assert.Throws<ArgumentException>(() => Read("id,n\na,1\n", "name")).Message);
        Assert.Contains("same length",
            Assert.Throws<ArgumentException>(() =>
                new DataFrame(new Dictionary<string, Array> { ["a"] = (int[])[1], ["b"] = (int[])[1, 2] })).Message);
    }
}
