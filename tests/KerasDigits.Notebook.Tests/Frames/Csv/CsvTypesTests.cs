using System.Text;
using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook.Tests.Frames;

/// <summary>What read_csv makes of fields without a dtype: pandas' dtypes and values for the same files.</summary>
public sealed class CsvTypesTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("1\n2\n", "int64")]
    [InlineData("1\n2.0\n", "float64")]
    [InlineData("1,x\n,x\n", "float64")]
    [InlineData("NA,x\nnan,x\n", "float64")]
    [InlineData("1e3\n-inf\n", "float64")]
    [InlineData("\"1\"\n\"2\"\n", "int64")]
    [InlineData("True\nFALSE\n", "bool")]
    [InlineData("True,x\n,x\n", "object")]
    [InlineData("1\ntwo\n", "object")]
    [InlineData("2020-01-31\n", "object")]
    [InlineData("9223372036854775807\n", "int64")]
    [InlineData("+5\n 6\n", "int64")]
    [InlineData("None\n", "object")]
    public void A_columns_dtype_follows_from_its_fields(string rows, string dtype) => Assert.Equal(dtype, Read("a,b\n" + rows)["a"].dtype);

    [Fact]
    public void A_dtype_is_found_over_all_chunks_of_a_file()
    {
        string whole = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i},{i},{i}\n"));
        DataFrame df = Read("a,b,c\n" + whole + "0.5,,x\n");
        Assert.Equal(["float64", "float64", "object"], df.dtypes.tolist<string>());
        Assert.Equal(2999.0, (double)df["a"].iloc[2999]);
        Assert.Equal(2999 * 1500.0, (double)df["b"].sum());
        Assert.Equal("2999", (string)df["c"].iloc[2999]);
        Assert.Equal(9007199254740993L, Read("a\n9007199254740993\n")["a"].iloc[0].Value);
    }

    [Fact]
    public void Quotes_hold_separators_lines_and_quotes()
    {
        DataFrame df = Read("a,b\n\"x, y\",1\n\"two\nlines\",2\n\"say \"\"hi\"\"\",3\nan 8\" pipe,4\n");
        Assert.Equal(["x, y", "two\nlines", "say \"hi\"", "an 8\" pipe"], df["a"].texts);
        Assert.Equal("int64", df["b"].dtype);
    }

    [Fact]
    public void Lines_end_in_any_way_and_short_ones_in_missing_values()
    {
        Assert.Equal([1L, 3], Read("a,b\r1,2\r3,4\r")["a"].tolist<long>());
        Assert.Equal([1L, 3], Read("a,b\r\n1,2\r\n3,4")["a"].tolist<long>());
        DataFrame df = Read("a,b,c\n1,2,x\n3\n");
        Assert.True(df["b"].iloc[1].IsMissing && df["c"].iloc[1].IsMissing);
    }

    [Fact]
    public void Encodings_are_said_or_refused()
    {
        File.WriteAllBytes(_file, Encoding.Latin1.GetBytes("a\nBär\n"));
        string message = Assert.Throws<FormatException>(() => pd.read_csv(_file)).Message;
        Assert.Contains("'utf-8' codec can't decode byte 0xe4 in position 3", message, StringComparison.Ordinal);
        Assert.Equal("Bär", (string)pd.read_csv(_file, encoding: "latin-1").iloc[0, 0]);
        Assert.Equal("Bär", (string)pd.read_csv(_file, encoding: "cp1252").iloc[0, 0]);
        File.WriteAllText(_file, "a\nBär\n", Encoding.Unicode);
        Assert.Contains("encoding: \"utf-16\"", Assert.Throws<FormatException>(() => pd.read_csv(_file)).Message, StringComparison.Ordinal);
        Assert.Equal("Bär", (string)pd.read_csv(_file, encoding: "utf-16").iloc[0, 0]);
        File.WriteAllText(_file, "a\nBär\n", new UTF8Encoding(true));
        Assert.Equal(["a"], pd.read_csv(_file).columns);
        Assert.Contains("klingon", Assert.Throws<ArgumentException>(() => pd.read_csv(_file, encoding: "klingon")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Names_labels_columns_and_times_are_chosen()
    {
        File.WriteAllText(_file, "day,id,x\n2020-03-01,7,?\n2020-03-02,8,2.5\n");
        DataFrame df = pd.read_csv(_file, index_col: "day", parse_dates: true, na_values: "?");
        Assert.Equal("datetime64[ns]", df.index.dtype);
        Assert.Equal("float64", df["x"].dtype);
        Assert.Equal(2.5, (double)df.loc["2020-03-02", "x"]);
        Assert.Equal(["day", "x"], pd.read_csv(_file, usecols: ["day", "x"]).columns);
        Assert.Equal(["id"], pd.read_csv(_file, usecols: [1]).columns);
        Assert.Equal("datetime64[ns]", pd.read_csv(_file, parse_dates: ["day"])["day"].dtype);
        Assert.Equal<FrameShape>((2, 3), pd.read_csv(_file, header: 0, names: ["p", "q", "r"]).shape);
        Assert.Equal<FrameShape>((3, 3), pd.read_csv(_file, names: ["p", "q", "r"]).shape);
        Assert.Equal("float32", pd.read_csv(_file, dtype: new() { ["id"] = "float32" })["id"].dtype);
        Assert.Equal("7", (string)pd.read_csv(_file, dtype: "str").loc[0, "id"]);
        Assert.Contains("nope", Assert.Throws<ArgumentException>(() => pd.read_csv(_file, index_col: "nope")).Message,
            StringComparison.Ordinal);
        File.WriteAllText(_file, "a  b\n 1   2\n3 4 \n");
        Assert.Equal([1L, 3], pd.read_csv(_file, sep: @"\s+")["a"].tolist<long>());
        File.WriteAllText(_file, "\n");
        Assert.Contains("No columns", Assert.Throws<FormatException>(() => pd.read_csv(_file)).Message, StringComparison.Ordinal);
    }

    private DataFrame Read(string text)
    {
        File.WriteAllText(_file, text);
        return pd.read_csv(_file);
    }
}
