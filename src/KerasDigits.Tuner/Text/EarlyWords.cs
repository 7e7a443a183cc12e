using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KerasDigits.Tuner;

/// <summary>
/// Keras Tuner 1.0.1's words: sections, and settings in two colours by turns. Where the screen is not a terminal the colours are left out,
/// as colorama does for it.
/// </summary>
/// <remarks>Source: the recorded screens of Keras Tuner 1.0.1. What it hands to TensorFlow's logger as INFO, reloading among it, no
/// terminal shows.</remarks>
internal sealed class EarlyWords : SearchWords
{
    private const string Yellow = "\u001b[33m", DimMagenta = "\u001b[2m\u001b[35m", Cyan = "\u001b[36m", Blue = "\u001b[34m",
        Reset = "\u001b[0m";

    public override bool TellsProgress => false;

    public override void WriteSpace(HyperParameters space)
    {
        var text = new Page();
        text.WriteSection("Search space summary");
        text.WriteSetting($"Default search space size: {space.space.Count}");
        foreach (Space.HyperParameter p in space.space)
        {
            text.WriteSubsection($"{FormatName(p)} ({p.GetType().Name})");
            text.WriteSettings(FormatArguments(p));
        }
        text.Print();
    }

    public override void WriteResults(string folder, int count, Objective objective, IEnumerable<Trial> best)
    {
        var text = new Page();
        text.WriteSection("Results summary");
        text.WriteSetting($"Results in {folder}");
        text.WriteSetting($"Showing {count} best trials");
        text.WriteSetting(objective.ToString().Replace('"', '\''));
        foreach (Trial trial in best) { Write(text, trial); }
        text.Print();
    }

    public override void WriteSummary(Trial trial)
    {
        var text = new Page();
        Write(text, trial);
        text.Print();
    }

    public override void WriteValues(Trial trial)
    {
        var text = new Page();
        WriteValues(text, trial);
        text.Print();
    }

    public override void WriteReloading(string file) { }

    public override void WriteEnded(Trial trial)
    {
        var text = new Page();
        text.WriteSection("Trial complete");
        Write(text, trial);
        text.Print();
    }

    /// <summary>32 hexadecimal digits, which a search with the same seed gives again.</summary>
    public override string FormatTrialId(Oracle oracle, int number) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{oracle.seed} {number}"))))[..32];

    private static void Write(Page text, Trial trial)
    {
        text.WriteSection("Trial summary");
        text.WriteSetting($"Trial ID: {trial.trial_id}");
        text.WriteSetting($"Score: {PythonText.FormatRepr(trial.score is { } score ? score : (object?)null)}");
        // 1.0.1's tuners of Keras models report every result as that of step 0.
        text.WriteSetting($"Best step: {(trial.best_step is null ? "None" : "0")}");
        WriteValues(text, trial);
    }

    private static void WriteValues(Page text, Trial trial)
    {
        text.WriteSubsection("Hyperparameters:");
        if (trial.hyperparameters.values.Count == 0) { text.WriteSetting("default configuration"); }
        Dictionary<string, string> names = trial.hyperparameters.space.GroupBy(p => p.name).ToDictionary(g => g.Key, g =>
            FormatName(g.First()));
        text.WriteSettings(
            trial.hyperparameters.values.Select(v => KeyValuePair.Create(names.GetValueOrDefault(v.Key, v.Key), v.Value.ToObject())));
    }

    /// <summary>The arguments that 1.0.1 had.</summary>
    private static IEnumerable<KeyValuePair<string, object?>> FormatArguments(Space.HyperParameter p) => p.get_config()
        .Where(a => p is Space.Fixed ? a.Key == "value" : a.Key is not ("name" or "conditions"))
        .Select(a => a switch
        {
            { Key: "sampling", Value: "linear" } => KeyValuePair.Create(a.Key, (object?)null),
            { Key: "step", Value: null } when p is Space.Int => KeyValuePair.Create(a.Key, (object?)1L),
            _ => a,
        });

    /// <summary>1.0.1 put the values that activate a hyperparameter in front of its name: "kind=cnn/filters".</summary>
    private static string FormatName(Space.HyperParameter p) =>
        string.Concat(p.conditions.OfType<Space.Parent>().Select(c => $"{c.name}={string.Join(',', c.values)}/")) + p.name;

    /// <summary>Lines that are printed in one piece.</summary>
    private sealed class Page
    {
        private readonly StringBuilder _text = new();
        private readonly bool _coloured = Output.IsTerminal;

        public void WriteSection(string title) => WriteLine(Yellow, $"[{title}]");

        public void WriteSubsection(string title) => WriteLine(DimMagenta, $" > {title}");

        public void WriteSetting(string text, int number = 0) => WriteLine(number % 2 == 0 ? Cyan : Blue, $" |-{text}");

        /// <summary>By their names' order.</summary>
        public void WriteSettings(IEnumerable<KeyValuePair<string, object?>> settings)
        {
            int number = 0;
            foreach (var (name, value) in settings.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                WriteSetting($"{name}: {value as string ?? PythonText.FormatRepr(value)}", number++);
            }
        }

        public void Print() => Output.Write(_text.ToString());

        private void WriteLine(string colour, string text) => _text.Append(_coloured ? $"{colour}{text}{Reset}\n" : $"{text}\n");
    }
}
