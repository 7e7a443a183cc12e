using System.Text.RegularExpressions;
using KerasDigits.Core;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Training;

/// <summary>What fit, evaluate and predict print, in Keras's form; the numbers of another model's training are put aside.</summary>
public sealed partial class ConsoleTests
{
    private static readonly Golden s_pack = Golden.Pack("console");

    [Theory]
    [InlineData("fit_verbose1"), InlineData("evaluate_verbose1"), InlineData("predict_verbose1"), InlineData("fit_verbose2"),
        InlineData("evaluate_verbose2"), InlineData("predict_verbose2")]
    public void Prints_in_Kerass_form(string name)
    {
        string expected = Lines(s_pack.Cases.Single(c => c.GetProperty("name").GetString() == name).GetProperty("text").GetString()!);
        int steps = int.Parse(Steps().Match(expected).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        int verbose = name[^1] - '0';
        Sequential model = models.Sequential([layers.Dense(3, activation: "softmax", input_dim: 4)]);
        model.compile("sgd", "categorical_crossentropy", metrics: ["accuracy"]);
        NDArray x = np.random.uniform(0, 1, new[] { steps * 4, 4 }), y = utils.to_categorical(np.argmax(x[":, :3"], 1), 3);
        using var version = Golden.Made215();
        using var printed = new StringWriter();
        Output.Writer = printed;
        try
        {
            if (name.StartsWith("fit", StringComparison.Ordinal))
            {
                model.fit(x, y, batch_size: 4, epochs: 2, verbose: verbose, validation_data: (x, y));
            }
            else if (name.StartsWith("evaluate", StringComparison.Ordinal)) { model.evaluate(x, y, batch_size: 4, verbose: verbose); }
            else { model.predict(x, batch_size: 4, verbose: verbose); }
        }
        finally { Output.Writer = null!; }
        Assert.DoesNotContain('\b', printed.ToString());
        Assert.Equal(expected, Lines(printed.ToString()));
    }

    /// <summary>The finished lines as they stay on a screen, without numbers that differ from run to run.</summary>
    private static string Lines(string text)
    {
        IEnumerable<string> lines = text.Split('\n').Select(l => l[(l.LastIndexOf('\r') + 1)..].TrimEnd());
        string all = string.Join("\n", lines);
        all = Regex.Replace(all, @"(loss|accuracy): [-+.e\d]+", "$1: N");
        return Regex.Replace(all, @"\d+(ms|us|s)\b", "T");
    }

    [GeneratedRegex(@"(?:^|\n) *(?:\d+)/(\d+) (?:\[|-)")]
    private static partial Regex Steps();
}
