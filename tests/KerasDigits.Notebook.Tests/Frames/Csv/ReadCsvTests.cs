using System.IO.Compression;
using System.Text;
using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook.Tests.Frames;

public sealed class ReadCsvTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("frames").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Reads_numbers_with_and_without_names()
    {
        string path = Text("a,b,c\n1,2.5,-3e2\r\n0.1,,1234567890.12345678\n\n");
        DataFrame frame = pd.read_csv(path);
        Assert.Equal<FrameShape>((2, 3), frame.shape);
        Assert.Equal(["a", "b", "c"], frame.columns);
        Assert.Equal([1, 2.5, -300, 0.1, double.NaN, 1234567890.12345678], Buffers.ToDoubles(frame));
        Assert.Equal(["0", "1"], pd.read_csv(Text("1,2\n3,4"), header: null).columns);
    }

    [Fact]
    public void Reads_gzip_and_other_separators()
    {
        string path = Path.Combine(_folder, "a.csv.gz");
        using (var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest)) { zip.Write(Encoding.ASCII.GetBytes("1;2\n3;4\n")); }
        Assert.Equal([1.0, 2, 3, 4], Buffers.ToDoubles(pd.read_csv(path, sep: ';', header: null)));
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..^9]);
        Assert.Contains("end-of-stream marker", Assert.Throws<InvalidDataException>(() => pd.read_csv(path)).Message);
    }

    [Theory]
    [InlineData("1,2\n3,4,5\n", "line 2", "Expected 2 fields in line 2, saw 3")]
    [InlineData("1,2\n\n3,4,5\n", "line 3", "Expected 2 fields in line 3, saw 3")]
    [InlineData("1,2\n3,\"four\n5,6\n", "line 2", "EOF inside string")]
    [InlineData("1,\"a\nb\"\n3,4,5\n", "line 3", "Expected 2 fields")]
    [InlineData("", "No columns", "empty")]
    public void Faults_are_named_by_line(string text, string place, string reason)
    {
        string message = Assert.Throws<FormatException>(() => pd.read_csv(Text(text), header: null)).Message;
        Assert.Contains(place, message);
        Assert.Contains(reason, message);
    }

    [Fact]
    public void Numbers_round_as_the_platforms_parser_rounds()
    {
        var random = np.random.RandomState(3);
        string[] texts = [.. Enumerable.Range(0, 3000)
            .Select(i => (Buffers.ToDoubles(random.randn(1))[0] * Math.Pow(10, (i % 19) - 9)).ToString(i % 2 == 0 ? "R" : "F9",
                System.Globalization.CultureInfo.InvariantCulture))];
        double[] read = Buffers.ToDoubles(pd.read_csv(Text(string.Join('\n', texts)), header: null));
        Assert.Equal(texts.Select(t => double.Parse(t, System.Globalization.CultureInfo.InvariantCulture)), read);
    }

    [Fact]
    public void Written_files_read_back_as_the_same_numbers()
    {
        NDArray values = np.random.RandomState(1).randn(40, 7);
        string path = Path.Combine(_folder, "out.csv");
        new DataFrame(values).to_csv(path, header: false, index: false);
        Assert.Equal(Buffers.ToDoubles(values), Buffers.ToDoubles(pd.read_csv(path, header: null)));
        Assert.Equal(["out.csv"], Directory.GetFiles(_folder).Select(Path.GetFileName));
        new DataFrame(np.array(new[,] { { 1.0, double.NaN } }), ["a", "b"]).to_csv(path);
        Assert.Equal(",a,b\n0,1.0,\n", File.ReadAllText(path));
    }

    [Fact]
    public void Selection_is_pythons()
    {
        DataFrame frame = pd.read_csv(Text("a,b,y\n1,2,0\n3,4,1\n5,6,1\n"));
        Assert.Equal([1.0, 2, 3, 4, 5, 6], Buffers.ToDoubles(frame.iloc[.., ..^1]));
        Assert.Equal([0.0, 1, 1], Buffers.ToDoubles(frame.iloc[.., ^1]));
        Assert.Equal(4, frame.iloc[1, 1]);
        Assert.Equal<FrameShape>((1, 3), frame.iloc[2..9].shape);
        Assert.Equal(["a", "y"], frame.drop("b", axis: 1).columns);
        Assert.Equal([(1, 2), (0, 1)], frame["y"].value_counts().items());
        Assert.Contains("'z'", Assert.Throws<KeyNotFoundException>(() => frame["z"]).Message);
        Assert.Equal(1.0, (double)frame.describe().loc["std", "a"] - 1);
        Assert.Equal(3, frame.describe().loc["50%", "a"]);
        Assert.Equal("   a  b  y\n0  1  2  0\n1  3  4  1\n2  5  6  1", frame.ToString());
    }

    private string Text(string text)
    {
        string path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        File.WriteAllText(path, text);
        return path;
    }
}
