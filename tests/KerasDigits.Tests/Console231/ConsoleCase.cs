using System.Text.Json;
using System.Text.RegularExpressions;
using KerasDigits.Core;
using KerasDigits.Models;
using Microsoft.Extensions.Logging;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Console231;

/// <summary>A piece of Python of the pack console231, with what TF 2.3.1 printed, and the data its C# twin uses.</summary>
internal sealed partial class ConsoleCase
{
    private static readonly Golden s_pack = Golden.Pack("console231");
    private readonly JsonElement _case;

    private ConsoleCase(JsonElement c)
    {
        _case = c;
        x = np.random.RandomState(7).uniform(-1, 1, new[] { rows, dim }).astype(NPTypeCode.Single);
        ys = np.random.RandomState(8).randint(0, classes, new[] { rows }).astype(NPTypeCode.Int32);
        y = utils.to_categorical(ys, classes);
    }

    public static IEnumerable<string> Names => s_pack.Cases.Select(c => c.GetProperty("name").GetString()!);

    public static ConsoleCase Of(string name) => new(s_pack.Cases.Single(c => c.GetProperty("name").GetString() == name));

    public string Name => _case.GetProperty("name").GetString()!;

    public string Python => _case.GetProperty("python").GetString()!;

    public string Stdout => _case.GetProperty("stdout").GetString()!;

    /// <summary>Keras's logged warnings, one a line.</summary>
    public IEnumerable<string> Warnings => _case.GetProperty("stderr").GetString()!.Split('\n')
        .Where(l => l.StartsWith("WARNING:tensorflow:", StringComparison.Ordinal)).Select(l => l["WARNING:tensorflow:".Length..]);

    public string? Raises => _case.TryGetProperty("raises", out JsonElement r) ? r.GetString() : null;

    public string? Message => _case.TryGetProperty("message", out JsonElement m) ? m.GetString() : null;

    public JsonElement Results => _case.GetProperty("results");

    public int Param(string name) => _case.GetProperty("params").GetProperty(name).GetInt32();

    public double Number(string name) => _case.GetProperty("params").GetProperty(name).GetDouble();

    public int dim => Param("dim");

    public int units => Param("units");

    public int classes => Param("classes");

    public int rows => Param("rows");

    public NDArray x { get; }

    public NDArray y { get; }

    public NDArray ys { get; }

    /// <summary>The pack's dense(): compiled unless it is told otherwise.</summary>
    public Sequential dense(bool compile = true)
    {
        Sequential model = models.Sequential([layers.Dense(units, activation: "relu", input_shape: dim),
            layers.Dense(classes, activation: "softmax")]);
        if (compile) { model.compile("rmsprop", "categorical_crossentropy", metrics: ["accuracy"]); }
        return model;
    }

    /// <summary>So many batches of four rows, as a Python generator gives them.</summary>
    public IEnumerable<(NDArray, NDArray)> Batches(int count)
    {
        for (int i = 0; i < count; i++) { yield return (x[$"{i * 4}:{(i * 4) + 4}"], y[$"{i * 4}:{(i * 4) + 4}"]); }
    }

    /// <summary>
    /// Runs a twin on a terminal, in an empty folder, with names that start anew; gives what it printed and the warnings it logged.
    /// </summary>
    public static (string Printed, List<string> Warned, Exception? Thrown) Run(Action twin)
    {
        using var printed = new StringWriter();
        var warned = new List<string>();
        string folder = Directory.CreateTempSubdirectory("keras").FullName, before = Environment.CurrentDirectory;
        (Output.Writer, Output.IsTerminal, Environment.CurrentDirectory) = (printed, true, folder);
        Log.SetLoggerFactory(new LoggerFactory([new Listener(warned)]));
        backend.clear_session();
        Exception? thrown = null;
        try { twin(); }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException) { thrown = e; }
        finally
        {
            (Output.Writer, Environment.CurrentDirectory) = (null!, before);
            Output.IsTerminal = false;
            Log.SetLoggerFactory(null);
            Directory.Delete(folder, recursive: true);
        }
        return (printed.ToString(), warned, thrown);
    }

    /// <summary>
    /// The lines as they stay on a screen, without the numbers of a training, the times, and bars that a line breaks off.
    /// </summary>
    public static string Screen(string text)
    {
        IEnumerable<string> lines = text.Split('\n').Select(l => l[(l.LastIndexOf('\r') + 1)..].TrimEnd().TrimStart('\b'));
        lines = lines.Select(l => UnfinishedBar().Replace(l, "")).Where(l => l.Length > 0);
        string all = Numbers().Replace(string.Join("\n", lines), "N");
        return Times().Replace(all, "T");
    }

    /// <summary>Whether a training of other random numbers improved.</summary>
    public static string AnyVerdict(string screen) => Verdict().Replace(screen, "improved or not");

    [GeneratedRegex(@"improved from N to N, saving model to \S+|did not improve from N")]
    private static partial Regex Verdict();

    /// <summary>Numbers and times put aside in a warning.</summary>
    public static string Wording(string warning) => Times().Replace(Numbers().Replace(warning, "N"), "T");

    [GeneratedRegex(@"^ *\d+/\d+ \[[=>.]+\] - ETA: [\d:]+s?( - \w+: [-+.e\da-z]+?)* *(?=Batch|interrupted|$)")]
    private static partial Regex UnfinishedBar();

    [GeneratedRegex(@"(?<=(\w: |from |to |time: ))(-?\d+\.\d+(e[-+]\d+)?|nan|-?inf)")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\b\d+(ms|us|s)\b|\bNs\b")]
    private static partial Regex Times();

    private sealed class Listener(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose() { }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => lines.Add(formatter(state, exception));
    }
}
