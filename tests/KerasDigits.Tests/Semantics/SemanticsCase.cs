using System.Collections;
using System.Globalization;
using System.Text.Json;
using KerasDigits.Backend;
using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Tests.Semantics;

/// <summary>One case of the pack: run, and compared result by result.</summary>
internal sealed class SemanticsCase
{
    private readonly JsonElement _case;
    private readonly Golden _pack;
    private readonly Dictionary<string, object?> _results = [];
    private string _at = "";

    public SemanticsCase(JsonElement @case, Golden pack) => (_case, _pack) = (@case, pack);

    public string Name => _case.GetProperty("name").GetString()!;

    /// <summary>Results that differ, and why a part could not be run; both empty when all is well.</summary>
    public List<string> Differing { get; } = [];

    public List<string> NotRun { get; } = [];

    /// <summary>Errors that came as they should, but with other words.</summary>
    public List<string> OtherWords { get; } = [];

    /// <summary>Results that were compared and are right.</summary>
    public int Right { get; private set; }

    public void Run(string version)
    {
        using var compat = new VersionScope(version);
        using var scope = Scopes.Step();
        string folder = Directory.CreateTempSubdirectory("keras-semantics").FullName;
        keras.backend.clear_session();
        keras.mixed_precision.set_global_policy(null);
        try
        {
            Scope globals = Globals(folder);
            var runner = new PythonRunner(globals);
            Builtins.AddTo(globals, runner);
            IReadOnlyList<Node> program;
            try { program = PythonParser.Parse(_case.GetProperty("python").GetString()!); }
            catch (NotReplayedException e)
            {
                NotRun.Add(e.Message);
                return;
            }
            foreach (Node statement in program)
            {
                try { runner.Run(statement); }
                catch (NotReplayedException e) { NotRun.Add(e.Message); }
                catch (NotSupportedException e) when (e.Message.Contains("asanyarray", StringComparison.Ordinal))
                {
                    NotRun.Add("an array of lists");
                }
                catch (Exception e) when (NotRun.Count > 0) { NotRun.Add($"then {e.GetType().Name}"); }
                catch (Exception e)
                {
                    Differing.Add($"{e.GetType().Name}: {e.Message.Split('\n')[0]}");
                    return;
                }
            }
            Compare(version);
        }
        finally
        {
            keras.mixed_precision.set_global_policy(null);
            Directory.Delete(folder, recursive: true);
        }
    }

    private Scope Globals(string folder)
    {
        var globals = new Scope(null) { ["work"] = folder, ["files"] = folder };
        void Add(string name, Func<List<object?>, Dictionary<string, object?>, object?> body) => globals[name] = new PyFunction(name, body);
        foreach (JsonProperty p in _case.GetProperty("params").EnumerateObject()) { globals[p.Name] = Golden.Plain(p.Value); }
        foreach (JsonProperty p in _case.GetProperty("data").EnumerateObject()) { globals[p.Name] = _pack.Array(p.Value.GetString()!); }
        Add("start", (a, _) =>
        {
            ((Layer)a[1]!).set_weights([.. _case.GetProperty("start").GetProperty((string)a[0]!).EnumerateArray()
                .Select(w => _pack.Array(w.GetProperty("array").GetString()!))]);
            return null;
        });
        Add("rec", (a, _) => _results[(string)a[0]!] = Kept(a[1]));
        Add("add", (a, _) =>
        {
            if (!_results.TryGetValue((string)a[0]!, out object? list)) { _results[(string)a[0]!] = list = new List<object?>(); }
            ((List<object?>)list!).Add(Kept(a[1]));
            return null;
        });
        Add("weights",
            (a, _) => _results[(string)a[0]!] = ((Layer)a[1]!).weights.Select(w =>
                (object?)new PyDict { ["name"] = w.name, ["value"] = w.numpy() }).ToList());
        Add("changed", (a, _) => ((Layer)a[0]!).get_weights()
            .Zip(((IEnumerable)a[1]!).Cast<NDArray>(), (now, then) => (object?)(Golden.Difference(then, now, 0, "") is not null)).ToList());
        Add("fails", (a, _) => Caught((string)a[0]!, (PyFunction)a[1]!));
        Add("says", (a, _) => Heard((string)a[0]!, (PyFunction)a[1]!));
        return globals;
    }

    /// <summary>A value as it is now: what it is read from changes.</summary>
    private static object? Kept(object? value) => value switch
    {
        NDArray x and not Predictions { outputs.Count: > 1 } => x.copy(),
        Tensor t => Arrays.ToArray(t),
        Variable v => v.numpy(),
        List<object?> l => l.Select(Kept).ToList(),
        object?[] t => t.Select(Kept).ToArray(),
        System.Runtime.CompilerServices.ITuple t => Enumerable.Range(0, t.Length).Select(i => Kept(t[i])).ToList(),
        PyDict d => Copied(d),
        History h => WithArrays(h),
        Evaluation { arrays.Count: > 0 } e => Named(e).Values.ToList(),
        KerasDigits.Optimizers.LearningRate r => r.Value,
        _ => value,
    };

    /// <summary>A history as Python has it: values that are arrays among the numbers.</summary>
    internal static PyDict WithArrays(History history)
    {
        var all = (PyDict)PythonRunner.FromNet(history.history)!;
        foreach (var (name, arrays) in history.history.arrays) { all[name] = arrays.ToList<object?>(); }
        return all;
    }

    private static PyDict Copied(PyDict dictionary)
    {
        var copy = new PyDict { Unordered = dictionary.Unordered };
        foreach (var (key, value) in dictionary) { copy[key] = Kept(value); }
        return copy;
    }

    private object? Caught(string key, PyFunction call)
    {
        var result = new PyDict { ["raises"] = null };
        object? value = null;
        try
        {
            value = call.Call();
            result["value"] = Kept(value);
        }
        catch (NotCompiledException e)
        {
            result["raises"] = e.PythonType;
            result["message"] = $"does not compile: {e.Message}";
        }
        catch (NotReplayedException) { throw; }
        catch (Exception e)
        {
            result["raises"] = (e as RaisedException)?.Type ?? e.GetType().Name;
            result["message"] = e.Message;
        }
        _results[key] = result;
        return value;
    }

    /// <summary>The outcome, and what was printed.</summary>
    private object? Heard(string key, PyFunction call)
    {
        TextWriter before = Output.Writer;
        using var printed = new StringWriter();
        Output.Writer = printed;
        try { return Caught(key, call); }
        finally
        {
            Output.Writer = before == Console.Out ? null! : before;
            if (_results.TryGetValue(key, out object? result)) { ((PyDict)result!)["printed"] = printed.ToString(); }
        }
    }

    private void Compare(string version)
    {
        double[] tolerance = [.. _case.GetProperty("tolerance").EnumerateArray().Select(t => t.GetDouble())];
        HashSet<string> varies = _case.TryGetProperty("varies", out JsonElement v)
            ? [.. v.EnumerateArray().Select(x => x.GetString()!)]
            : [];
        JsonElement old = _case.TryGetProperty("tf_2_3_1", out JsonElement o) && o.ValueKind == JsonValueKind.Object ? o : default;
        HashSet<string> faults = SemanticsLeft.OtherVersion(version);
        JsonElement Wanted(JsonProperty result) => (version == "2.3") != faults.Contains($"{Name}#{result.Name}")
            && old.ValueKind == JsonValueKind.Object && old.TryGetProperty(result.Name, out JsonElement other) ? other : result.Value;
        // What fails as it should may fail earlier than in Python, before what is recorded on the way.
        bool failed = _case.GetProperty("results").EnumerateObject()
            .Any(r => Wanted(r) is { ValueKind: JsonValueKind.Object } w && w.TryGetProperty("raises", out JsonElement raises)
                && raises.ValueKind == JsonValueKind.String
            && _results.TryGetValue(r.Name, out object? outcome) && outcome is PyDict d && d["raises"] is not null);
        foreach (JsonProperty expected in _case.GetProperty("results").EnumerateObject())
        {
            if (!_results.TryGetValue(expected.Name, out object? actual))
            {
                if (NotRun.Count == 0 && Differing.Count == 0 && !failed) { NotRun.Add($"no {expected.Name}"); }
                continue;
            }
            JsonElement wanted = Wanted(expected);
            if (varies.Contains(expected.Name)) { continue; }
            _at = expected.Name;
            string? difference;
            try { difference = Difference(wanted, actual, tolerance[^1]); }
            catch (Exception e) when (e is InvalidCastException or FormatException or RaisedException)
            {
                difference = $"cannot be compared: wanted {wanted.ToString()}, came {actual}";
            }
            if (difference is not null) { Differing.Add($"{expected.Name}: {difference}"); }
            else { Right++; }
        }
    }

    private string? Difference(JsonElement wanted, object? actual, double tolerance)
    {
        switch (wanted.ValueKind)
        {
            case JsonValueKind.Object when wanted.TryGetProperty("array", out JsonElement key) && wanted.EnumerateObject().Count() == 1:
                NDArray array = _pack.Array(key.GetString()!);
                if (actual is null or string or bool) { return $"wanted an array, came {actual ?? "None"}"; }
                NDArray came = actual as NDArray
                    ?? (actual is IEnumerable several and not string
                        ? Coercion.Array_([.. several.Cast<object?>()])
                        : np.array(PythonText.Number(actual)));
                (array, came) = (array.astype(NPTypeCode.Double), came.astype(NPTypeCode.Double));
                // Rounding around 0.
                if (array.shape.SequenceEqual(came.shape) && array.size > 0
                    && (double)np.amax(np.abs(array - came)) <= 1e-6 * Math.Max(0.1, (double)np.amax(np.abs(array)) == 0 ? 1 : 0))
                {
                    return null;
                }
                return Golden.Difference(array, came, tolerance, "array");
            case JsonValueKind.Object when wanted.TryGetProperty("raises", out JsonElement raises):
                if (actual is not PyDict caught) { return $"wanted an outcome, came {actual}"; }
                bool threw = caught["raises"] is not null, should = raises.ValueKind == JsonValueKind.String;
                if (threw && should && wanted.TryGetProperty("message", out JsonElement words))
                {
                    Compare(words.GetString()!, (string)caught["message"]!);
                }
                return threw != should
                    ? should ? $"wanted {raises.GetString()}" : $"raised {caught["raises"]}: {caught["message"]}"
                    : should ? null : Difference(wanted.GetProperty("value"), caught["value"], tolerance);
            case JsonValueKind.Object when wanted.TryGetProperty("printed", out JsonElement printed):
                if (actual is not PyDict said) { return $"came {actual}"; }
                if (printed.GetString() != (string)said["printed"]!)
                {
                    OtherWords.Add($"{_at} printed: wanted \"{printed.GetString()!.Replace("\n", "\\n", StringComparison.Ordinal)}\", "
                        + $"came \"{((string)said["printed"]!).Replace("\n", "\\n", StringComparison.Ordinal)}\"");
                }
                return said["raises"] is not null
                    ? $"raised {said["raises"]}: {said["message"]}"
                    : Difference(wanted.GetProperty("value"), said["value"], tolerance);
            case JsonValueKind.Object:
                PyDict? dictionary = actual switch { PyDict d => d, Evaluation e => Named(e), Config c => Dictionary(c), _ => null };
                if (dictionary is null) { return $"wanted a dictionary, came {actual?.GetType().Name}"; }
                string[] keys = [.. wanted.EnumerateObject().Select(p => p.Name)];
                IEnumerable<string> given = dictionary.Keys.Select(k => k.ToString()!);
                if (!(dictionary.Unordered ? keys.Order().SequenceEqual(given.Order()) : keys.SequenceEqual(given)))
                {
                    return $"wanted {string.Join(",", keys)}, came {string.Join(",", dictionary.Keys)}";
                }
                return wanted.EnumerateObject()
                    .Select(p => Difference(p.Value, dictionary.First(k => k.Key.ToString() == p.Name).Value, tolerance) is { } d
                        ? $"{p.Name}: {d}"
                        : null).FirstOrDefault(d => d is not null);
            case JsonValueKind.Array:
                if (actual is null or string || (actual is not IEnumerable && actual is not NDArray))
                {
                    return $"wanted a list, came {actual}";
                }
                object?[] items = [.. PythonRunner.Items(actual)];
                if (items.Length != wanted.GetArrayLength()) { return $"wanted {wanted.GetArrayLength()} items, came {items.Length}"; }
                JsonElement[] each = [.. wanted.EnumerateArray()];
                double largest = each.All(e => e.ValueKind == JsonValueKind.Number)
                    ? each.Select(e => Math.Abs(e.GetDouble())).DefaultIfEmpty().Max()
                    : 0;
                for (int i = 0; i < each.Length; i++)
                {
                    if (largest > 0 && items[i] is not (null or string or PyDict or NDArray { size: not 1 })
                        && Math.Abs(PythonText.Number(items[i]) - each[i].GetDouble()) <= tolerance * largest)
                    {
                        continue;
                    }
                    if (Difference(each[i], items[i], tolerance) is { } d) { return $"[{i}] {d}"; }
                }
                return null;
            case JsonValueKind.Number:
                if (actual is null or string or PyDict || (actual is Evaluation { Count: > 1 }))
                {
                    return $"wanted {wanted}, came {actual ?? "None"}";
                }
                double number = PythonText.Number(actual), right = wanted.GetDouble();
                return Math.Abs(number - right) <= Math.Max(tolerance * Math.Abs(right), 1e-7) ? null : $"wanted {right}, came {number}";
            case JsonValueKind.String:
                string text = wanted.GetString()!;
                if (text is "NaN" or "Infinity" or "-Infinity" && actual is not (null or string))
                {
                    double special = PythonText.Number(actual);
                    return special.Equals(double.Parse(text, CultureInfo.InvariantCulture)) ? null : $"wanted {text}, came {special}";
                }
                if (text.StartsWith("TensorShape(", StringComparison.Ordinal) && actual is object?[] shape)
                {
                    actual = $"TensorShape([{string.Join(", ", shape.Select(PythonText.Repr))}])";
                }
                if (text.Contains('\n', StringComparison.Ordinal) && actual is string lines) { actual = lines.TrimEnd('\n'); }
                return text == actual?.ToString() ? null : $"wanted \"{text}\", came \"{actual}\"";
            case JsonValueKind.True or JsonValueKind.False:
                return (actual is NDArray { size: 1 } one ? one.GetAtIndex(0) : actual) is bool b && b == wanted.GetBoolean()
                    ? null
                    : $"wanted {wanted}, came {actual}";
            default: return actual is null ? null : $"wanted None, came {actual}";
        }
    }

    private void Compare(string wanted, string came)
    {
        // TF 2.3.1 puts the way through its graph in front.
        string words = wanted.Trim().Split('\n')[^1];
        if (words.Contains("Error: ", StringComparison.Ordinal))
        {
            words = words[(words.IndexOf("Error: ", StringComparison.Ordinal) + 7)..];
        }
        if (!came.StartsWith(words, StringComparison.Ordinal))
        {
            OtherWords.Add($"{_at}: wanted \"{words}\", came \"{came.Split('\n')[0]}\"");
        }
    }

    private static PyDict Dictionary(Config config)
    {
        var result = new PyDict { Unordered = true };
        foreach (var (key, value) in config) { result[key] = value; }
        return result;
    }

    internal static PyDict Named(Evaluation e)
    {
        var result = new PyDict();
        foreach (var (key, value) in e.ToDictionary()) { result[key] = e.arrays.TryGetValue(key, out NDArray? array) ? array : value; }
        return result;
    }
}
