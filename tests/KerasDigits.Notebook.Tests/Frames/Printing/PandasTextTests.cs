using System.Text.Json;
using NumSharp;
using static KerasDigits.Notebook.builtins;

namespace KerasDigits.Notebook.Tests.Frames;

/// <summary>
/// Lines of Python scripts as a C# user writes them, and what they print: pandas' own texts, recorded by tools/goldens/pandas_text.py.
/// </summary>
public sealed class PandasTextTests
{
    private static readonly JsonElement s_root =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Frames", "pandas.json"))).RootElement;

    private static readonly Dictionary<string, Func<Given, object?>> s_lines = new(Lines.Of().Concat(Lines.OfTypes())
        .Concat(Lines.OfTimes()));

    public static TheoryData<string> Names =>
        [.. s_root.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_line_prints_what_pandas_prints(string name)
    {
        JsonElement recorded = s_root.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        Assert.True(s_lines.TryGetValue(name, out Func<Given, object?>? line), $"No line of C# for: {recorded.GetProperty("python")}");
        Assert.Equal(recorded.GetProperty("text").GetString(), str(line!(new Given())).TrimEnd('\n'));
    }

    [Fact]
    public void Every_line_of_CSharp_is_recorded() =>
        Assert.Empty(s_lines.Keys.Except(s_root.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("name").GetString()!)));

    /// <summary>The frames that the lines speak of.</summary>
    internal sealed class Given
    {
        public DataFrame df { get; } = Read("people");

        public DataFrame nums { get; } = Read("numbers");

        public DataFrame @long { get; } =
            new(np.array([.. Enumerable.Range(0, 300).Select(k => ((k / 3 * 7919L) + (k % 3 * 104729L)) % 1000 / 8.0)]).reshape(100, 3),
                ["a", "b", "c"]);

        public DataFrame wide { get; } = new(np.array([.. Enumerable.Range(0, 60).Select(k => k * 1.5)]).reshape(2, 30));

        private static DataFrame Read(string name)
        {
            string path = Path.GetTempFileName();
            try
            {
                File.WriteAllText(path, s_root.GetProperty(name).GetString());
                return pd.read_csv(path);
            }
            finally
            {
                File.Delete(path);
            }
        }
    }
}
