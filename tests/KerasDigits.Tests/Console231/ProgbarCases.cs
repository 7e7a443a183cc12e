using System.Globalization;
using System.Text.RegularExpressions;
using KerasDigits.Training;

namespace KerasDigits.Tests.Console231;

/// <summary>The progress bar alone, under a clock that moves by a fixed time at each look: the text character for character.</summary>
public sealed class ProgbarCases
{
    public static IEnumerable<object[]> Clocks() =>
        ConsoleCase.Names.Where(n => n.StartsWith("progbar_clock_", StringComparison.Ordinal)).Select(n => new object[] { n });

    [Theory, MemberData(nameof(Clocks))]
    public void Prints_what_Keras_prints_at_each_moment(string name)
    {
        ConsoleCase c = ConsoleCase.Of(name);
        string arguments = Regex.Match(c.Python, @"Progbar\((.*)\)\nfor").Groups[1].Value;
        string? Given(string key) => Regex.Match(arguments, key + @"=(?:\[""(\w+)""\]|""(\w+)""|(\w+))") is { Success: true } m
            ? m.Groups[1].Value + m.Groups[2].Value + m.Groups[3].Value
            : null;
        int Int(string key, int other) => Given(key) is { } v ? int.Parse(v, CultureInfo.InvariantCulture) : other;
        int count = int.Parse(Regex.Match(c.Python, @"range\((\d+)\)").Groups[1].Value, CultureInfo.InvariantCulture);
        string printed = ConsoleCase.Run(() =>
        {
            Progbar bar = Make(c, Given("target") is "None" or null ? null : Int("target", 0), Int("width", 30), Int("verbose", 1),
                Given("stateful_metrics") is { } s ? [s] : null, Given("unit_name") ?? "step");
            for (int i = 0; i < count; i++) { bar.update(i + 1, Values(("loss", 1 / (i + 1.0)), ("accuracy", .1 * i))); }
        }).Printed;
        Assert.Equal(c.Stdout, printed);
    }

    [Fact]
    public void Small_and_strange_values()
    {
        ConsoleCase c = ConsoleCase.Of("progbar_small_values");
        Assert.Equal(c.Stdout, ConsoleCase.Run(() =>
        {
            Progbar bar = Make(c, 4);
            bar.update(1, Values(("loss", 1e-5)));
            bar.update(2, Values(("loss", 3.2e-4)));
            bar.update(3, Values(("a", 1e-3), ("b", 0), ("c", double.NaN), ("d", -5e-4), ("e", 123456.789)));
            bar.add(1, Values(("loss", 2)));
        }).Printed);
    }

    [Fact]
    public void A_bar_that_learns_its_target()
    {
        ConsoleCase c = ConsoleCase.Of("progbar_finalize_unknown");
        Assert.Equal(c.Stdout, ConsoleCase.Run(() =>
        {
            Progbar bar = Make(c, null);
            for (int i = 0; i < 3; i++) { bar.update(i + 1, Values(("loss", .5))); }
            bar.Target = 3;
            bar.update(3, Values(("val_loss", .25)), finalize: true);
        }).Printed);
    }

    private static Progbar Make(ConsoleCase c, long? target, int width = 30, int verbose = 1, IEnumerable<string>? stateful = null,
        string unit = "step")
    {
        double step = double.Parse(Regex.Match(c.Python, @"fake_clock\(([^)]*)\)").Groups[1].Value, CultureInfo.InvariantCulture),
            now = 1000;
        return new Progbar(target, width, verbose, 0.05, stateful, unit, () => now += step, rewrites: true);
    }

    private static IEnumerable<KeyValuePair<string, double>> Values(params (string Name, double Value)[] values) =>
        values.Select(v => KeyValuePair.Create(v.Name, v.Value));
}
