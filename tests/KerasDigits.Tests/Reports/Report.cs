using System.Globalization;
using System.Text.Json;
using NumSharp;

namespace KerasDigits.Tests.Reports;

/// <summary>A public report of trouble as a small program: its C# twin's observations beside those of TF 2.3.1 and 2.15.</summary>
internal sealed class Report
{
    private static readonly Dictionary<string, JsonElement> s_all = Load().EnumerateArray()
        .ToDictionary(r => r.GetProperty("id").GetString()!);
    private readonly List<string?> _found = [];
    private readonly HashSet<string> _seen = [];
    private readonly JsonElement _expected, _later;
    private readonly HashSet<string> _sane;

    private Report(string id, HashSet<string> sane)
    {
        JsonElement report = s_all[id];
        _later = report.GetProperty("tf_2_15_1");
        // Where a library was not there beside 2.15, the other run's values hold.
        bool isLater = KerasDigits.Core.Compat.Is215 && !_later.TryGetProperty("not run", out _);
        _expected = report.GetProperty(isLater ? "tf_2_15_1" : "tf_2_3_1");
        _sane = sane;
    }

    public static IEnumerable<string> Ids => s_all.Keys;

    /// <summary>Plays a twin under both versions and fails with all that differs.</summary>
    /// <param name="id">The report.</param>
    /// <param name="twin">The program.</param>
    /// <param name="sane">Observations in which TF 2.3.1 is plainly at fault: 2.15's value holds under both.</param>
    /// <param name="without">Observations that have no twin, as ids with their reasons.</param>
    public static void Play(string id, Action<Report> twin, string[]? sane = null, Dictionary<string, string>? without = null)
    {
        foreach (string version in new[] { "2.3", "2.15" })
        {
            using var scope = new VersionScope(version);
            keras.backend.clear_session();
            var report = new Report(id, [.. sane ?? []]);
            twin(report);
            string[] missing = [.. report._expected.EnumerateObject().Select(o => o.Name)
                .Where(n => !n.StartsWith("info", StringComparison.Ordinal) && !report._seen.Contains(n)
                    && without?.ContainsKey(n) != true)];
            Assert.True(missing.Length == 0, $"{id}: no observation of {string.Join(", ", missing)}");
            Assert.True(report._found.TrueForAll(f => f is null),
                $"{id} under {version}:\n{string.Join("\n", report._found.OfType<string>())}");
        }
    }

    /// <summary>An observation: a value, or whatever is thrown.</summary>
    public void Out(string key, Func<object?> observe)
    {
        _seen.Add(key);
        JsonElement expected = (_sane.Contains(key) ? _later : _expected).GetProperty(key);
        bool fails = expected.ValueKind == JsonValueKind.Object && expected.TryGetProperty("exc", out _);
        object? value;
        try { value = observe(); }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            _found.Add(fails ? null : $"{key}: {e.GetType().Name}: {e.Message.Split('\n')[0]} instead of {expected}");
            return;
        }
        _found.Add(fails
            ? $"{key}: {JsonSerializer.Serialize(Plain(value))} instead of {expected}"
            : Differs(expected, JsonSerializer.SerializeToElement(Plain(value)), key));
    }

    private static string? Differs(JsonElement e, JsonElement a, string where)
    {
        if (Number(e) is { } x && Number(a) is { } y)
        {
            return x.Equals(y) || Math.Abs(x - y) <= 3e-5 * Math.Max(1e-3, Math.Abs(x)) ? null : $"{where}: {a} instead of {e}";
        }
        if (e.ValueKind == JsonValueKind.Array && a.ValueKind == JsonValueKind.Array && e.GetArrayLength() == a.GetArrayLength())
        {
            return Enumerable.Range(0, e.GetArrayLength()).Select(i => Differs(e[i], a[i], $"{where}[{i}]"))
                .FirstOrDefault(d => d is not null);
        }
        if (e.ValueKind == JsonValueKind.Object && a.ValueKind == JsonValueKind.Object
            && e.EnumerateObject().Select(p => p.Name).Order().SequenceEqual(a.EnumerateObject().Select(p => p.Name).Order()))
        {
            return e.EnumerateObject().Select(p => Differs(p.Value, a.GetProperty(p.Name), $"{where}.{p.Name}"))
                .FirstOrDefault(d => d is not null);
        }
        return e.ToString() == a.ToString() && e.ValueKind == a.ValueKind ? null : $"{where}: {a} instead of {e}";
    }

    private static double? Number(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Number => e.GetDouble(),
        JsonValueKind.String => e.GetString() switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => null
        },
        _ => null,
    };

    private static object? Plain(object? value) => value switch
    {
        NDArray { ndim: 0 } a => Plain(Convert.ToDouble(a.GetAtIndex(0), CultureInfo.InvariantCulture)),
        NDArray a => Enumerable.Range(0, (int)a.shape[0]).Select(i => Plain(a.ndim == 1 ? a.GetAtIndex(i) : a[i])).ToArray(),
        Tensor t =>
            Plain(t.dim() == 0 ? t.item<float>() : np.array(t.to_type(TorchSharp.torch.ScalarType.Float32).contiguous().data<float>()
                .ToArray()).reshape([.. t.shape.Select(d => (int)d)])),
        double d when !double.IsFinite(d) => double.IsNaN(d) ? "nan" : d > 0 ? "inf" : "-inf",
        float f when !float.IsFinite(f) => Plain((double)f),
        string or bool or null => value,
        Shape s => Plain(s.ToList()),
        System.Collections.IDictionary d => d.Keys.Cast<object>().ToDictionary(k => k.ToString()!, k => Plain(d[k])),
        IEnumerable<KeyValuePair<string, List<double>>> h => h.ToDictionary(p => p.Key, p => Plain(p.Value)),
        System.Collections.IEnumerable list => list.Cast<object?>().Select(Plain).ToArray(),
        _ => value,
    };

    private static JsonElement Load()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Goldens");
        string own = Golden.OwnFolder is { } o ? Path.Combine(o, "reports", "results.json") : "";
        if (File.Exists(own)) { return JsonDocument.Parse(File.ReadAllText(own)).RootElement; }
        using var unpacked = new System.IO.Compression.GZipStream(File.OpenRead(Path.Combine(folder, "reports.json.gz")),
            System.IO.Compression.CompressionMode.Decompress);
        return JsonDocument.Parse(unpacked).RootElement;
    }
}
