using System.Globalization;
using System.Text.Json;
using KerasDigits.Core;
using NumSharp;

namespace KerasDigits.Tests;

/// <summary>
/// Numbers from real Keras: NAME.json describes the cases, NAME.npz holds the arrays. The folder KERAS_GOLDENS, if set, is read instead of
/// the test's own.
/// </summary>
internal sealed class Golden
{
    private static readonly Dictionary<string, Golden> s_packs = [];
    private readonly Dictionary<string, NDArray> _arrays = [];

    private Golden(string name, string folder)
    {
        Root = File.Exists(Path.Combine(folder, name + ".json")) || File.Exists(Path.Combine(folder, name + ".json.gz"))
            ? JsonDocument.Parse(Text(folder, name)).RootElement
            : default;
        if (OpenArrays(Path.Combine(folder, name + ".npz")) is not { } arrays) { return; }
        using var zip = new System.IO.Compression.ZipArchive(arrays);
        foreach (var entry in zip.Entries)
        {
            using var copy = new MemoryStream();
            using (Stream source = entry.Open()) { source.CopyTo(copy); }
            _arrays[entry.FullName[..^4]] = Npy.Read(copy.ToArray());
        }
    }

    /// <summary>The pack's arrays; of many small ones, packed as a whole: entry by entry their names take more than their values.</summary>
    private static Stream? OpenArrays(string path)
    {
        if (File.Exists(path)) { return File.OpenRead(path); }
        if (!File.Exists(path + ".gz")) { return null; }
        using var packed = new System.IO.Compression.GZipStream(File.OpenRead(path + ".gz"),
            System.IO.Compression.CompressionMode.Decompress);
        var whole = new MemoryStream();
        packed.CopyTo(whole);
        return whole;
    }

    /// <summary>The pack's description, packed or not.</summary>
    private static string Text(string folder, string name)
    {
        string plain = Path.Combine(folder, name + ".json");
        if (File.Exists(plain)) { return File.ReadAllText(plain); }
        using var unpacked = new StreamReader(new System.IO.Compression.GZipStream(File.OpenRead(plain + ".gz"),
            System.IO.Compression.CompressionMode.Decompress));
        return unpacked.ReadToEnd();
    }

    public JsonElement Root { get; }

    public IEnumerable<JsonElement> Cases => Root.GetProperty("cases").EnumerateArray();

    /// <summary>The folder that KERAS_GOLDENS names; null when it is not set.</summary>
    public static string? OwnFolder => Environment.GetEnvironmentVariable("KERAS_GOLDENS") is { Length: > 0 } own ? own : null;

    /// <summary>Where the packs are read from.</summary>
    public static string Folder => OwnFolder ?? Path.Combine(AppContext.BaseDirectory, "Goldens");

    public static Golden Pack(string name)
    {
        lock (s_packs) { return s_packs.TryGetValue(name, out Golden? pack) ? pack : s_packs[name] = new Golden(name, Folder); }
    }

    /// <summary>A pack that only this project has: read from the test's own folder, whatever KERAS_GOLDENS says.</summary>
    public static Golden Own(string name)
    {
        lock (s_packs)
        {
            return s_packs.TryGetValue(name, out Golden? pack)
                ? pack
                : s_packs[name] = new Golden(name, Path.Combine(AppContext.BaseDirectory, "Goldens"));
        }
    }

    /// <summary>A pack in a folder of its own.</summary>
    public static Golden In(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        lock (s_packs) { return s_packs.TryGetValue(path, out Golden? pack) ? pack : s_packs[path] = new Golden(name, folder); }
    }

    /// <summary>The cases whose name begins so.</summary>
    public IEnumerable<JsonElement> Named(string prefix) =>
        Cases.Where(c => c.GetProperty("name").GetString()!.StartsWith(prefix, StringComparison.Ordinal));

    public bool Has(string key) => _arrays.ContainsKey(key);

    public NDArray Array(string key) => _arrays.TryGetValue(key, out NDArray? a)
        ? a
        : throw new KeyNotFoundException($"The pack holds no array {key}.");

    public NDArray? Array(JsonElement @case, string property) =>
        @case.TryGetProperty(property, out JsonElement key) && key.ValueKind == JsonValueKind.String ? Array(key.GetString()!) : null;

    /// <summary>Follows 2.15, with which the packs were made, until it is disposed: for cases in which TF 2.3.1 parts from it.</summary>
    public static IDisposable Made215() => new VersionScope("2.15");

    /// <summary>The configuration in a case, as the library's own type.</summary>
    public static Config Config(JsonElement element) => (Config)Plain(element)!;

    public static object? Plain(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Object => new Config(e.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Plain(p.Value)))),
        JsonValueKind.Array => e.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => e.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var s => s
        },
        JsonValueKind.Number => e.TryGetInt64(out long n) ? (object)n : e.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>Null when all values are equal within a part of the greatest magnitude; else what differs.</summary>
    public static string? Difference(NDArray expected, NDArray actual, double relative, string what)
    {
        if (!expected.shape.AsSpan().SequenceEqual(actual.shape) && expected.size != actual.size)
        {
            return $"{what}: shape ({string.Join(", ", actual.shape)}) instead of ({string.Join(", ", expected.shape)})";
        }
        double[] e = expected.astype(NPTypeCode.Double).flatten().ToArray<double>(),
            a = actual.astype(NPTypeCode.Double).flatten().ToArray<double>();
        double scale = Math.Max(e.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max(), 1e-6);
        for (int i = 0; i < e.Length; i++)
        {
            bool equal = double.IsFinite(e[i]) ? Math.Abs(e[i] - a[i]) <= relative * scale : e[i].Equals(a[i]);
            if (!equal)
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"{what}: {a[i]} instead of {e[i]} at {i} of {e.Length} (scale {scale})");
            }
        }
        return null;
    }

    /// <summary>Fails with all differences at once.</summary>
    public static void Report(IEnumerable<string?> differences)
    {
        string[] found = [.. differences.OfType<string>()];
        Assert.True(found.Length == 0, $"{found.Length} differences:\n{string.Join("\n", found.Take(40))}");
    }

    /// <summary>Runs a check over all cases; exceptions count as differences.</summary>
    public static void Each(IEnumerable<JsonElement> cases, Func<JsonElement, IEnumerable<string?>> check)
    {
        var differences = new List<string?>();
        int count = 0;
        foreach (JsonElement c in cases)
        {
            count++;
            string name = c.GetProperty("name").GetString()!;
            try { differences.AddRange(check(c).Select(d => d is null ? null : $"{name}: {d}")); }
            catch (Exception e)
            {
                differences.Add($"{name}: {e.GetType().Name}: {e.Message.Split('\n')[0]} {e.StackTrace?.Split('\n').FirstOrDefault()}");
            }
        }
        Assert.True(count > 0, "The pack holds no case for this test.");
        Report(differences);
    }
}
