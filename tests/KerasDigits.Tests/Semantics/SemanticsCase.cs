using System.Collections;
using System.Globalization;
using System.Text.Json;
using KerasDigits.Backend;
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
            var runner = new PythonRunner(Globals(folder));
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
                catch (NotSupportedException e) when (e.Message.Contains("asanyarray", StringComparison.Ordinal)) { NotRun.Add("an array of lists"); }
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

    private Dictionary<string, object?> Globals(string folder)
    {
        var globals = new Dictionary<string, object?>
        {
            ["keras"] = typeof(keras), ["L"] = typeof(keras.layers), ["K"] = typeof(keras.backend), ["R"] = typeof(keras.regularizers), ["cb"] = typeof(keras.callbacks), ["O"] = typeof(keras.optimizers),
            ["N"] = typeof(keras.optimizers.experimental), ["np"] = Numpy.Np(), ["tf"] = Numpy.Tf(), ["work"] = folder, ["files"] = folder,
        };
        void Add(string name, Func<List<object?>, Dictionary<string, object?>, object?> body) => globals[name] = new PyFunction(name, body);
        foreach (JsonProperty p in _case.GetProperty("params").EnumerateObject()) { globals[p.Name] = Golden.Plain(p.Value); }
        foreach (JsonProperty p in _case.GetProperty("data").EnumerateObject()) { globals[p.Name] = _pack.Array(p.Value.GetString()!); }
        Add("start", (a, _) =>
        {
            ((Layer)a[1]!).set_weights([.. _case.GetProperty("start").GetProperty((string)a[0]!).EnumerateArray().Select(w => _pack.Array(w.GetProperty("array").GetString()!))]);
            return null;
        });
        Add("rec", (a, _) => _results[(string)a[0]!] = a[1] is NDArray x ? x.copy() : a[1]);
        Add("add", (a, _) =>
        {
            if (!_results.TryGetValue((string)a[0]!, out object? list)) { _results[(string)a[0]!] = list = new List<object?>(); }
            ((List<object?>)list!).Add(a[1]);
            return null;
        });
        Add("weights", (a, _) => _results[(string)a[0]!] = ((Layer)a[1]!).weights.Select(w => (object?)new PyDict { ["name"] = w.name, ["value"] = w.numpy() }).ToList());
        Add("changed", (a, _) => ((Layer)a[0]!).get_weights().Zip(((IEnumerable)a[1]!).Cast<NDArray>(), (now, then) => (object?)(Golden.Difference(then, now, 0, "") is not null)).ToList());
        Add("fails", (a, _) => Caught((string)a[0]!, (PyFunction)a[1]!));
        Add("says", (a, _) => Caught((string)a[0]!, (PyFunction)a[1]!));
        Add("len", (a, _) => a[0] is NDArray x ? x.shape[0] : (long)PythonRunner.Items(a[0]).Count());
        Add("float", (a, _) => Number(a[0]));
        Add("int", (a, _) => (long)Number(a[0]));
        Add("bool", (a, _) => PythonRunner.Truth(a[0]));
        Add("str", (a, _) => a[0]?.ToString());
        Add("list", (a, _) => PythonRunner.Items(a[0]).ToList());
        Add("range", (a, _) => Enumerable.Range(0, 1 << 16).Select(i => (a.Count > 1 ? (long)a[0]! : 0) + (i * (a.Count > 2 ? (long)a[2]! : 1))).TakeWhile(i => i < (long)a[Math.Min(1, a.Count - 1)]!).Select(i => (object?)i).ToList());
        Add("enumerate", (a, _) => PythonRunner.Items(a[0]).Select((v, i) => (object?)new object?[] { (long)i, v }).ToList());
        Add("zip", (a, _) => PythonRunner.Items(a[0]).Zip(PythonRunner.Items(a[1]), (x, y) => (object?)new[] { x, y }).ToList());
        Add("sorted", (a, _) => PythonRunner.Items(a[0]).OrderBy(v => v as string, StringComparer.Ordinal).ToList());
        Add("tuple", (a, _) => PythonRunner.Items(a[0]).ToArray());
        Add("getattr", (a, _) => throw new NotReplayedException("getattr"));
        Add("dict", (a, k) =>
        {
            var made = new PyDict();
            foreach (var (key, value) in k) { made[key] = value; }
            return made;
        });
        Add("type", (a, _) => new PyDict { ["__name__"] = a[0]!.GetType().Name });
        return globals;
    }

    private static double Number(object? value) => value switch { NDArray a => Convert.ToDouble(a.GetAtIndex(0)), TorchSharp.torch.Tensor t => t.Number(), Evaluation e => e, KerasDigits.Optimizers.LearningRate r => r.Value, _ => Convert.ToDouble(value, CultureInfo.InvariantCulture) };

    private object? Caught(string key, PyFunction call)
    {
        var result = new PyDict { ["raises"] = null };
        object? value = null;
        try
        {
            value = call.Call();
            result["value"] = value is History h ? PythonRunner.FromNet(h.history) : value;
        }
        catch (NotReplayedException) { throw; }
        catch (Exception e)
        {
            result["raises"] = e.GetType().Name;
            result["message"] = e.Message;
        }
        _results[key] = result;
        return value;
    }

    private void Compare(string version)
    {
        double[] tolerance = [.. _case.GetProperty("tolerance").EnumerateArray().Select(t => t.GetDouble())];
        HashSet<string> varies = _case.TryGetProperty("varies", out JsonElement v) ? [.. v.EnumerateArray().Select(x => x.GetString()!)] : [];
        JsonElement old = version == "2.3" && _case.TryGetProperty("tf_2_3_1", out JsonElement o) && o.ValueKind == JsonValueKind.Object ? o : default;
        foreach (JsonProperty expected in _case.GetProperty("results").EnumerateObject())
        {
            if (!_results.TryGetValue(expected.Name, out object? actual)) { continue; }
            JsonElement wanted = old.ValueKind == JsonValueKind.Object && old.TryGetProperty(expected.Name, out JsonElement other) ? other : expected.Value;
            if (varies.Contains(expected.Name)) { continue; }
            if (Difference(wanted, actual, tolerance[^1]) is { } difference) { Differing.Add($"{expected.Name}: {difference}"); }
            else { Right++; }
        }
    }

    private string? Difference(JsonElement wanted, object? actual, double tolerance)
    {
        switch (wanted.ValueKind)
        {
            case JsonValueKind.Object when wanted.TryGetProperty("array", out JsonElement key) && wanted.EnumerateObject().Count() == 1:
                NDArray array = _pack.Array(key.GetString()!);
                NDArray came = actual as NDArray ?? (actual is IEnumerable several and not string ? Coercion.Array_([.. several.Cast<object?>()]) : np.array(Number(actual)));
                return Golden.Difference(array.astype(NPTypeCode.Double), came.astype(NPTypeCode.Double), tolerance, "array");
            case JsonValueKind.Object when wanted.TryGetProperty("raises", out JsonElement raises):
                if (actual is not PyDict caught) { return $"wanted an outcome, came {actual}"; }
                bool threw = caught["raises"] is not null, should = raises.ValueKind == JsonValueKind.String;
                if (threw && should && wanted.TryGetProperty("message", out JsonElement words)) { Compare(words.GetString()!, (string)caught["message"]!); }
                return threw != should ? should ? $"wanted {raises.GetString()}" : $"raised {caught["raises"]}" : should ? null : Difference(wanted.GetProperty("value"), caught["value"], tolerance);
            case JsonValueKind.Object when wanted.TryGetProperty("printed", out _):
                return actual is not PyDict said ? $"came {actual}" : said["raises"] is not null ? $"raised {said["raises"]}" : Difference(wanted.GetProperty("value"), said["value"], tolerance);
            case JsonValueKind.Object:
                PyDict? dictionary = actual switch { PyDict d => d, Evaluation e => Named(e), _ => null };
                if (dictionary is null) { return $"wanted a dictionary, came {actual?.GetType().Name}"; }
                string[] keys = [.. wanted.EnumerateObject().Select(p => p.Name)];
                if (!keys.SequenceEqual(dictionary.Keys.Select(k => k.ToString()!))) { return $"wanted {string.Join(",", keys)}, came {string.Join(",", dictionary.Keys)}"; }
                return wanted.EnumerateObject().Select(p => Difference(p.Value, dictionary.First(k => k.Key.ToString() == p.Name).Value, tolerance) is { } d ? $"{p.Name}: {d}" : null).FirstOrDefault(d => d is not null);
            case JsonValueKind.Array:
                if (actual is null or string || (actual is not IEnumerable && actual is not NDArray)) { return $"wanted a list, came {actual}"; }
                object?[] items = [.. PythonRunner.Items(actual)];
                if (items.Length != wanted.GetArrayLength()) { return $"wanted {wanted.GetArrayLength()} items, came {items.Length}"; }
                JsonElement[] each = [.. wanted.EnumerateArray()];
                double largest = each.All(e => e.ValueKind == JsonValueKind.Number) ? each.Select(e => Math.Abs(e.GetDouble())).DefaultIfEmpty().Max() : 0;
                for (int i = 0; i < each.Length; i++)
                {
                    if (largest > 0 && items[i] is not null and not string && Math.Abs(Number(items[i]) - each[i].GetDouble()) <= tolerance * largest) { continue; }
                    if (Difference(each[i], items[i], tolerance) is { } d) { return $"[{i}] {d}"; }
                }
                return null;
            case JsonValueKind.Number:
                if (actual is null or string or PyDict || (actual is Evaluation { Count: > 1 })) { return $"wanted {wanted}, came {actual ?? "None"}"; }
                double number = Number(actual), right = wanted.GetDouble();
                return Math.Abs(number - right) <= Math.Max(tolerance * Math.Abs(right), 1e-7) ? null : $"wanted {right}, came {number}";
            case JsonValueKind.String:
                string text = wanted.GetString()!;
                if (text is "NaN" or "Infinity" or "-Infinity" && actual is not (null or string)) { double special = Number(actual); return special.Equals(double.Parse(text, CultureInfo.InvariantCulture)) ? null : $"wanted {text}, came {special}"; }
                return text == actual?.ToString() ? null : $"wanted \"{text}\", came \"{actual}\"";
            case JsonValueKind.True or JsonValueKind.False: return actual is bool b && b == wanted.GetBoolean() ? null : $"wanted {wanted}, came {actual}";
            default: return actual is null ? null : $"wanted None, came {actual}";
        }
    }

    private void Compare(string wanted, string came)
    {
        // TF 2.3.1 puts the way through its graph in front.
        string words = wanted.Trim().Split('\n')[^1];
        if (words.Contains("Error: ", StringComparison.Ordinal)) { words = words[(words.IndexOf("Error: ", StringComparison.Ordinal) + 7)..]; }
        if (!came.StartsWith(words, StringComparison.Ordinal)) { OtherWords.Add($"wanted \"{words}\", came \"{came.Split('\n')[0]}\""); }
    }

    private static PyDict Named(Evaluation e)
    {
        var result = new PyDict();
        foreach (var (key, value) in e.ToDictionary()) { result[key] = value; }
        return result;
    }
}
