using System.Text.Json;
using KerasDigits.Callbacks;
using KerasDigits.Core;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Tests.Callbacks;

/// <summary>Scripted logs: what each callback decides, prints and writes, against the pack.</summary>
public sealed class ScriptedCallbackTests
{
    private static readonly Golden s_pack = Golden.Pack("callbacks");

    public static IEnumerable<object[]> Classes() =>
        new[] { "EarlyStopping", "ReduceLROnPlateau", "CSVLogger", "ModelCheckpoint",
            "LearningRateScheduler" }.Select(c => new object[] { c });

    [Theory, MemberData(nameof(Classes))]
    public void Decides_as_Keras_decides(string className) => Golden.Each(
        s_pack.Cases.Where(c => c.TryGetProperty("class_name", out JsonElement n) && n.GetString() == className), Check);

    private static IEnumerable<string?> Check(JsonElement c)
    {
        using var version = Golden.Made215();
        Config settings = Golden.Config(c.GetProperty("settings"));
        Type type = Registry.FindClass(c.GetProperty("class_name").GetString()!, typeof(CallbackHooks))!;
        if (Mode(c, settings) is { } mode && !settings.ContainsKey("mode")) { settings["mode"] = mode; }
        string folder = Directory.CreateTempSubdirectory("keras").FullName;
        var arguments = new Config();
        foreach (var p in type.GetConstructors()[0].GetParameters())
        {
            string key = p.Name == "separator" ? "sep" : p.Name!;
            if (settings.TryGetValue(key, out object? value))
            {
                arguments[p.Name!] = p.Name == "filename" ? Path.Combine(folder, (string)value!) : value;
            }
        }
        // The pack's appending case continues a file of these two lines.
        if (settings.Get("append") is true) { File.WriteAllText((string)arguments["filename"]!, "epoch\told\n0\t1\n"); }
        CallbackHooks callback = Special(type, c, settings) ?? (CallbackHooks)ConfigBinder.Create(type, arguments);
        Sequential model = OneWeight();
        var results = new List<string?>();
        using var printed = new StringWriter();
        string before = Environment.CurrentDirectory;
        (Output.Writer, Environment.CurrentDirectory) = (printed, folder);
        try
        {
            callback.set_model(model);
            callback.on_train_begin();
            int epoch = 0;
            JsonElement[] logs = [.. c.GetProperty("logs").EnumerateArray()];
            foreach (JsonElement expected in c.GetProperty("epochs").EnumerateArray())
            {
                model.set_weights([np.array(new float[,] { { epoch + 1 } })]);
                callback.on_epoch_begin(epoch);
                Same(results, "lr at begin", (float)expected.GetProperty("lr_after_begin").GetDouble(),
                    (float)model.optimizer.learning_rate.Value, epoch);
                var given = new Logs(Golden.Config(logs[epoch])
                    .Select(e => KeyValuePair.Create(e.Key, Convert.ToDouble(e.Value, System.Globalization.CultureInfo.InvariantCulture))));
                callback.on_epoch_end(epoch, given);
                if (expected.TryGetProperty("logs_after", out JsonElement after))
                {
                    Same(results, "logs", string.Join(", ", after.EnumerateObject().Select(l => l.Name)),
                        string.Join(", ", given.Keys), epoch);
                }
                Same(results, "stop", expected.GetProperty("stop").GetBoolean(), model.stop_training, epoch);
                Same(results, "lr", (float)expected.GetProperty("lr_after").GetDouble(), (float)model.optimizer.learning_rate.Value, epoch);
                Same(results, "weight", expected.GetProperty("weight").GetDouble(), (double)(float)model.get_weights()[0][0, 0], epoch);
                epoch++;
            }
            callback.on_train_end();
        }
        finally { (Output.Writer, Environment.CurrentDirectory) = (null!, before); }
        Same(results, "final weight", c.GetProperty("final_weight").GetDouble(), (double)(float)model.get_weights()[0][0, 0], -1);
        if (c.TryGetProperty("printed", out JsonElement text)) { Same(results, "printed", text.GetString(), printed.ToString(), -1); }
        if (c.TryGetProperty("file_text", out JsonElement file))
        {
            Same(results, "file", file.GetString()!.ReplaceLineEndings("\n"),
                File.ReadAllText((string)arguments["filename"]!).ReplaceLineEndings("\n"), -1);
        }
        if (c.TryGetProperty("files", out JsonElement files))
        {
            Same(results, "files", string.Join(", ", files.EnumerateObject().Select(f => f.Name).Order(StringComparer.Ordinal)),
                string.Join(", ", Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)), -1);
            foreach (JsonProperty f in files.EnumerateObject())
            {
                model.load_weights(Path.Combine(folder, f.Name));
                Same(results, $"weight in {f.Name}", f.Value.GetDouble(), (double)(float)model.get_weights()[0][0, 0], -1);
            }
        }
        Directory.Delete(folder, recursive: true);
        return results;
    }

    /// <summary>Callbacks whose recorded settings are not their arguments; the schedules are the pack's own functions.</summary>
    private static CallbackHooks? Special(Type type, JsonElement c, Config settings)
    {
        bool Flag(string key) => settings.Get(key) is true;
        int verbose = (int)(long)(settings.Get("verbose") ?? 0L);
        if (type == typeof(ModelCheckpoint))
        {
            return keras.callbacks.ModelCheckpoint((string)settings["filepath"]!, (string)settings["monitor"]!, verbose,
                Flag("save_best_only"), Flag("save_weights_only"), save_freq: (string)settings["save_freq"]!);
        }
        if (type != typeof(LearningRateScheduler)) { return null; }
        return c.GetProperty("name").GetString() == "schedule_one_arg"
            ? new LearningRateScheduler(epoch => 0.1 / (epoch + 1))
            : new LearningRateScheduler((epoch, lr) => epoch < 3 ? lr : lr * Math.Exp(-0.1), verbose);
    }

    [Fact]
    public void TerminateOnNaN_stops_at_the_first_batch()
    {
        using var version = Golden.Made215();
        JsonElement c = s_pack.Cases.Single(c => c.GetProperty("name").GetString() == "terminate_on_nan");
        Sequential model = OneWeight();
        using var printed = new StringWriter();
        Output.Writer = printed;
        History h;
        try
        {
            h = model.fit(np.array(new float[,] { { float.NaN }, { 1 }, { 2 }, { 3 } }),
                np.array(new float[,] { { 1 }, { 1 }, { 1 }, { 1 } }), batch_size: 2, epochs: 3, shuffle: false, verbose: 0,
                callbacks: [keras.callbacks.TerminateOnNaN()]);
        }
        finally { Output.Writer = null!; }
        Assert.Equal(c.GetProperty("printed").GetString(), printed.ToString());
        Assert.Equal(c.GetProperty("history").GetProperty("loss").GetArrayLength(), h.history["loss"].Count);
        Assert.True(double.IsNaN(h.history["loss"][0]));
    }

    [Fact]
    public void Every_case_of_the_pack_has_a_test()
    {
        string[] tested = [.. Classes().Select(k => (string)k[0]), "TerminateOnNaN"];
        string[] left = [.. s_pack.Cases.Where(c => !(c.TryGetProperty("class_name", out JsonElement n) && tested.Contains(n.GetString())))
            .Select(c => c.GetProperty("name").GetString()!)
            .Where(n => !n.StartsWith("progbar_", StringComparison.Ordinal) && !n.StartsWith("call_order_", StringComparison.Ordinal))];
        Assert.True(left.Length == 0, string.Join(", ", left));
    }

    /// <summary>
    /// Keras keeps the mode only as a comparison: a best value that a later one undercuts was sought upwards, one that is exceeded
    /// downwards.
    /// </summary>
    private static string? Mode(JsonElement c, Config settings)
    {
        if (settings.Get("best") is not double best || !double.IsFinite(best) || settings.Get("monitor") is not string monitor)
        {
            return null;
        }
        double margin = settings.Get("min_delta") is double d ? Math.Abs(d) : 0;
        int run = c.GetProperty("epochs").GetArrayLength();
        double[] seen = [.. c.GetProperty("logs").EnumerateArray().Take(run).Select(l => Golden.Config(l).Get(monitor)).OfType<double>()
            .Where(double.IsFinite)];
        return seen.Any(v => v + margin < best) ? "max" : seen.Any(v => v - margin > best) ? "min" : null;
    }

    private static Sequential OneWeight()
    {
        var model = keras.models.Sequential([keras.layers.Dense(1, use_bias: false, input_shape: 1)]);
        model.compile(keras.optimizers.SGD(0.1), "mse");
        return model;
    }

    private static void Same<T>(List<string?> results, string what, T expected, T actual, int epoch)
    {
        if (!Equals(expected, actual)) { results.Add($"{what} in epoch {epoch}: {actual} instead of {expected}"); }
    }
}
