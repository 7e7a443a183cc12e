using System.Text.Json;
using KerasDigits.Core;
using KerasDigits.Training;

namespace KerasDigits.Tests.Training;

/// <summary>The progress bar's text, character for character, with times put aside.</summary>
public sealed class ProgbarTests
{
    private static readonly Golden s_pack = Golden.Pack("callbacks");

    [Fact]
    public void Prints_what_Keras_prints() =>
        Golden.Each(s_pack.Cases.Where(c => c.GetProperty("name").GetString()!.StartsWith("progbar_", StringComparison.Ordinal)), c =>
    {
        Config arguments = Golden.Config(c.GetProperty("kwargs"));
        int Int(string key, int other) => arguments.Get(key) is long n ? (int)n : other;
        using var version = Golden.Made215();
        using var printed = new StringWriter();
        Output.Writer = printed;
        double now = 0;
        try
        {
            var bar = new Progbar(arguments.Get("target") as long?, Int("width", 30), Int("verbose", 1), 0.05,
                (arguments.Get("stateful_metrics") as List<object?>)?.Cast<string>(), arguments.Get("unit_name") as string ?? "step",
                () => now += 0.06, rewrites: true);
            foreach (JsonElement u in c.GetProperty("updates").EnumerateArray())
            {
                JsonElement[] parts = [.. u.EnumerateArray()];
                bool? finalize = parts.Length > 2 && parts[2].ValueKind is JsonValueKind.True or JsonValueKind.False
                    ? parts[2].GetBoolean()
                    : null;
                bar.update(parts[0].GetInt64(), parts[1].EnumerateArray()
                    .Select(v => KeyValuePair.Create(v[0].GetString()!,
                        Convert.ToDouble(Golden.Plain(v[1]), System.Globalization.CultureInfo.InvariantCulture))), finalize);
            }
        }
        finally { Output.Writer = null!; }
        string expected = Timeless(c.GetProperty("printed").GetString()!), actual = Timeless(printed.ToString());
        return [expected == actual ? null : $"\n{Show(actual)}\ninstead of\n{Show(expected)}"];
    });

    /// <summary>The text without times and the blanks and backspaces whose number depends on them.</summary>
    private static string Timeless(string text)
    {
        text = System.Text.RegularExpressions.Regex.Replace(text, @"\d+(s|ms|us)/(step|epoch)", "T/$2");
        text = System.Text.RegularExpressions.Regex.Replace(text, @" - (?:(ETA: )[\d:]+s?|\d+s)", " - $1T");
        return System.Text.RegularExpressions.Regex.Replace(text, "[\b]+|  +", "");
    }

    private static string Show(string text) =>
        text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
