using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using KerasDigits.Callbacks;
using KerasDigits.Core;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Console231;

/// <summary>Callbacks under scripted logs: what they print, warn, decide and leave behind, exactly.</summary>
public sealed class CallbackCases
{
    private const string Script = "c.set_model(m); c.set_params";

    /// <summary>Cases without a twin here, each with its reason.</summary>
    public static IReadOnlyDictionary<string, string> Without { get; } = new Dictionary<string, string>
    {
        ["checkpoint_initial_value"] = "2.3.1 takes initial_value_threshold among **kwargs and forgets it; here an argument that is "
        + "taken works",
        ["checkpoint_options_wrong"] = "options are TensorFlow's own objects; a number does not compile",
        ["scheduler_wrong_return"] = "a schedule that gives a text does not compile",
        ["scheduler_int_return"] = "a schedule that gives an int is converted by C#",
        ["scheduler_tensor_return"] = "a schedule gives a number here",
        ["early_stopping_baseline_restore"] = "2.3.1 crashes; EarlyStopping keeps the best weights there were (VersionTests)",
    };

    public static IEnumerable<object[]> Scripted() =>
        ConsoleCase.Names.Where(n => !Without.ContainsKey(n) && ConsoleCase.Of(n).Python.Contains(Script, StringComparison.Ordinal))
        .Select(n => new object[] { n });

    [Theory, MemberData(nameof(Scripted))]
    public void Does_what_TF_2_3_1_does(string name)
    {
        ConsoleCase c = ConsoleCase.Of(name);
        var found = new List<string?>();
        var (printed, warned, thrown) = ConsoleCase.Run(() => Play(c, found));
        if (c.Raises is not null)
        {
            Assert.NotNull(thrown);
            // A KeyError prints as Python's repr of its text.
            string said = c.Raises == "KeyError" ? c.Message![1..^1].Replace("\\'", "'", StringComparison.Ordinal) : c.Message!;
            Assert.StartsWith(said, thrown.Message);
        }
        else if (thrown is not null)
        {
            throw new InvalidOperationException(name, thrown);
        }
        Golden.Report(found);
        Assert.Equal(c.Stdout, printed);
        // Our own line about a direction comes besides.
        Assert.Equal(c.Warnings, warned.Where(w => !w.Contains("mode \"auto\" means", StringComparison.Ordinal)));
    }

    private static void Play(ConsoleCase c, List<string?> found)
    {
        Logs[] logs = [.. JsonDocument.Parse(Regex.Match(c.Python, @"json\.loads\('(.*)'\)").Groups[1].Value).RootElement.EnumerateArray()
            .Select(l => new Logs(l.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetDouble()))))];
        Sequential model = models.Sequential([layers.Dense(1, use_bias: false, input_shape: 1)]);
        model.compile(optimizers.SGD(c.Number("lr0")), "mse");
        CallbackHooks callback = Make(c);
        callback.set_model(model);
        callback.set_params(new FitParams(1, logs.Length, 3));
        callback.on_train_begin([]);
        for (int e = 0; e < logs.Length; e++)
        {
            model.set_weights([np.array(new float[,] { { e + 1 } })]);
            callback.on_epoch_begin(e, []);
            callback.on_epoch_end(e, logs[e]);
            JsonElement expected = c.Results.GetProperty($"epoch_{e}");
            Same(found, $"lr in epoch {e}", (float)expected.GetProperty("lr").GetDouble(), (float)model.optimizer.learning_rate.Value);
            Same(found, $"stop in epoch {e}", expected.GetProperty("stop").GetBoolean(), model.stop_training);
            Same(found, $"logs in epoch {e}", string.Join(", ", expected.GetProperty("logs").EnumerateObject().Select(l => l.Name)),
                string.Join(", ", logs[e].Keys));
            if (model.stop_training) { break; }
        }
        callback.on_train_end([]);
        Same(found, "weight", c.Results.GetProperty("weight").GetDouble(), (double)(float)model.get_weights()[0][0, 0]);
        Same(found, "files", string.Join(", ", c.Results.GetProperty("files").EnumerateArray()),
            string.Join(", ", Directory.GetFiles(".").Select(Path.GetFileName).Order(StringComparer.Ordinal)));
    }

    /// <summary>The callback of the line "c = cb.NAME(ARGUMENTS)".</summary>
    private static CallbackHooks Make(ConsoleCase c)
    {
        Match line = Regex.Match(c.Python, @"^c = cb\.(\w+)\((.*)\)$", RegexOptions.Multiline);
        string arguments = line.Groups[2].Value;
        switch (c.Name)
        {
            case "scheduler_two": return new LearningRateScheduler((e, lr) => e > 1 ? lr * .5 : lr, verbose: 1);
            case "scheduler_one": return new LearningRateScheduler(e => .1 / (e + 3), verbose: 1);
            case "scheduler_silent": return new LearningRateScheduler(e => .1);
        }
        var given = new Config();
        foreach (Match m in Regex.Matches(arguments, @"(?:(\w+)=)?('[^']*'|True|False|[-.\d]+)(?:, |$)"))
        {
            string key = m.Groups[1].Value.Length > 0 ? m.Groups[1].Value : line.Groups[1].Value == "CSVLogger" ? "filename" : "filepath",
                value = m.Groups[2].Value;
            given[key] = value[0] == '\'' ? value.Trim('\'') : value is "True" or "False" ? value == "True"
                : key is "patience" or "verbose" or "cooldown" or "period" ? (long)int.Parse(value, CultureInfo.InvariantCulture)
                : (object)double.Parse(value, CultureInfo.InvariantCulture);
        }
        if (line.Groups[1].Value != "ModelCheckpoint")
        {
            return (CallbackHooks)ConfigBinder.Create(Registry.FindClass(line.Groups[1].Value, typeof(CallbackHooks))!, given);
        }
        bool Flag(string key) => given.Get(key) is true;
        return new ModelCheckpoint((string)given["filepath"]!, given.Get("monitor") as string ?? "val_loss",
            given.Get("verbose") is long v ? (int)v : 0, Flag("save_best_only"), Flag("save_weights_only"),
            given.Get("mode") as string ?? "auto", given.Get("save_freq") as string ?? "epoch",
            period: given.Get("period") is long p ? (int)p : null, load_weights_on_restart: given.Get("load_weights_on_restart") as bool?);
    }

    private static void Same<T>(List<string?> found, string what, T expected, T actual)
    {
        if (!Equals(expected, actual)) { found.Add($"{what}: {actual} instead of {expected}"); }
    }
}
