using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using NumSharp;

namespace KerasDigits.Tests.Saving.Epochs;

/// <summary>
/// A model that a real version of Keras wrote, in the packs "epochs" (standalone Keras 1 to 3, tf.keras 2.12 to 2.15) and "epochs_tf"
/// (tf.keras 1.13 to 2.11).
/// </summary>
/// <param name="Pack">The pack.</param>
/// <param name="Element">The case in its index.json.</param>
/// <param name="Folder">Where its files lie.</param>
internal sealed record EpochCase(EpochPack Pack, JsonElement Element, string Folder)
{
    /// <summary>The version that wrote the files.</summary>
    public string Version => Text("version")!;

    /// <summary>The model's name in the pack.</summary>
    public string Name => Text("name") ?? Text("model")!;

    /// <summary>Files by their kind: "h5", "keras", "weights.h5", "w.h5", "json" …</summary>
    public IReadOnlyDictionary<string, string> Files =>
        Element.GetProperty("files").EnumerateObject().ToDictionary(p => p.Name, p => Path.Combine(Folder, p.Value.GetString()!));

    /// <summary>How exact outputs are.</summary>
    public double Tolerance => Element.TryGetProperty("tolerance", out JsonElement t) ? t.GetDouble() : 1e-5;

    /// <summary>Remarks of the pack.</summary>
    public string Notes => Text("notes") ?? "";

    /// <summary>The model's outputs, by which recordings they may be right; null: none was made.</summary>
    public NDArray[][]? Outputs
    {
        get
        {
            NDArray[][] known = [.. new[] { "outputs_jax", "outputs_keras_3_15", "outputs" }.Where(k => Element.TryGetProperty(k, out _))
                .Select(Arrays).Take(1)];
            return known.Length == 0 ? null : known;
        }
    }

    /// <summary>The inputs, the model's in order, all rows.</summary>
    public NDArray[]? Inputs => !Element.TryGetProperty("inputs", out JsonElement keys)
        || keys.EnumerateArray().Any(k => k.ValueKind != JsonValueKind.String) ? null : Arrays("inputs");

    /// <summary>Rows that the outputs were computed of.</summary>
    public int? Rows => Element.TryGetProperty("rows", out JsonElement rows) ? rows.GetInt32() : null;

    /// <summary>The further training; null: none can be repeated.</summary>
    public EpochTraining? Training => EpochTraining.Of(this);

    /// <summary>The entry as text; null when it is absent.</summary>
    public string? Text(string key) => Element.TryGetProperty(key, out JsonElement value)
        && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The arrays whose keys an entry lists.</summary>
    public NDArray[] Arrays(string key) => [.. Element.GetProperty(key).EnumerateArray().Select(k => Pack.Array(k.GetString()!))];
}

/// <summary>Two further epochs: data, and each history that counts as right.</summary>
/// <param name="X">Inputs.</param>
/// <param name="Y">Targets.</param>
/// <param name="Histories">Logs by name, one value per epoch.</param>
/// <param name="Tolerance">How exact.</param>
internal sealed record EpochTraining(NDArray[] X, NDArray[] Y, IReadOnlyList<JsonElement> Histories, double Tolerance)
{
    /// <summary>The training of a case.</summary>
    public static EpochTraining? Of(EpochCase @case)
    {
        JsonElement e = @case.Element;
        if (e.TryGetProperty("training", out JsonElement t) && !e.TryGetProperty("outputs_jax", out _))
        {
            NDArray[] Get(string key) => [.. t.GetProperty(key).EnumerateArray().Select(k => @case.Pack.Array(k.GetString()!))];
            return new(Get("x"), Get("y"), [t.GetProperty("history")], t.GetProperty("tolerance").GetDouble());
        }
        JsonElement[] histories = [.. new[] { "losses", "losses_after_reload" }.Where(k => e.TryGetProperty(k, out _))
            .Select(e.GetProperty)];
        return histories.Length == 0 || @case.Inputs is not { } inputs
            ? null
            : new(inputs, @case.Arrays("targets"), histories, Math.Max(1e-4, @case.Tolerance));
    }
}

/// <summary>The files of many versions: the folder is that of all packs (KERAS_GOLDENS), or the test's own small selection.</summary>
internal sealed class EpochPack
{
    private readonly Dictionary<string, ZipArchiveEntry> _arrays;
    private readonly string _folder;
    private readonly JsonElement _index;

    /// <summary>Opens the pack.</summary>
    public EpochPack(string folder)
    {
        _folder = folder;
        _index = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "index.json"))).RootElement;
        _arrays = ZipFile.OpenRead(Path.Combine(folder, "arrays.npz")).Entries.ToDictionary(e => e.FullName[..^4]);
    }

    /// <summary>The packs at hand.</summary>
    public static IEnumerable<EpochPack> All() =>
        new[] { "epochs", "epochs_tf" }.Select(n => Path.Combine(Golden.Folder, n)).Where(f => File.Exists(Path.Combine(f, "index.json")))
        .Select(f => new EpochPack(f));

    /// <summary>The tests' own small selection.</summary>
    public static IEnumerable<EpochPack> Own() =>
        new[] { "epochs", "epochs_tf" }.Select(n => new EpochPack(Path.Combine(AppContext.BaseDirectory, "Goldens", n)));

    /// <summary>Its cases, with their files unpacked below a folder.</summary>
    /// <param name="target">Where to unpack.</param>
    /// <param name="wanted">Which cases, by "version/name".</param>
    public IEnumerable<EpochCase> Cases(string target, Func<string, bool> wanted)
    {
        var unpacked = new HashSet<string>();
        foreach (JsonElement e in _index.GetProperty("cases").EnumerateArray())
        {
            string version = e.GetProperty("version").GetString()!;
            var found = new EpochCase(this, e, Path.Combine(target, Path.GetFileName(_folder), version));
            if (!wanted($"{version}/{found.Name}")) { continue; }
            IEnumerable<JsonElement> archives = e.TryGetProperty("archive", out JsonElement one)
                ? [one]
                : e.GetProperty("archives").EnumerateArray();
            foreach (string archive in archives.Where(a => a.ValueKind == JsonValueKind.String).Select(a => a.GetString()!)
                .Where(unpacked.Add))
            {
                Unpack(Path.Combine(_folder, archive), found.Folder);
            }
            yield return found;
        }
    }

    /// <summary>An array.</summary>
    public NDArray Array(string key)
    {
        using var copy = new MemoryStream();
        lock (_arrays)
        {
            using Stream source = _arrays[key].Open();
            source.CopyTo(copy);
        }
        return Npy.Read(copy.ToArray());
    }

    private static void Unpack(string archive, string folder)
    {
        Directory.CreateDirectory(folder);
        if (archive.EndsWith(".zip", StringComparison.Ordinal))
        {
            ZipFile.ExtractToDirectory(archive, folder, overwriteFiles: true);
            return;
        }
        using var plain = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(plain, folder, overwriteFiles: true);
    }
}
