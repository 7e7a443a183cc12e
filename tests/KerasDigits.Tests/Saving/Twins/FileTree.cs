using System.IO.Compression;
using System.Text.Json;
using KerasDigits.Core;
using PureHDF;
using PureHDF.VOL.Native;

namespace KerasDigits.Tests.Saving.Twins;

/// <summary>A file's tree beside a recorded one: groups, arrays with shape, type and sums, attributes with their kind and value.</summary>
internal static class FileTree
{
    /// <summary>The HDF5 in a file: its own, or the weights of an archive.</summary>
    public static NativeFile Open(string path)
    {
        if (!path.EndsWith(".keras", StringComparison.Ordinal)) { return H5File.Open(new MemoryStream(File.ReadAllBytes(path))); }
        using ZipArchive zip = ZipFile.OpenRead(path);
        using Stream entry = zip.GetEntry("model.weights.h5")!.Open();
        var copy = new MemoryStream();
        entry.CopyTo(copy);
        copy.Position = 0;
        return H5File.Open(copy);
    }

    /// <summary>What differs, line by line: "place: ours instead of theirs".</summary>
    /// <param name="recorded">The recorded tree.</param>
    /// <param name="ours">The file.</param>
    /// <param name="tolerance">How far sums of values may be off, of the sum without signs.</param>
    /// <param name="same">The differences between two configurations.</param>
    public static IEnumerable<string> Differences(JsonElement recorded, NativeFile ours, double tolerance,
        Func<string, object?, object?, IEnumerable<string>> same)
    {
        var mine = new Dictionary<string, IH5Object>();
        Walk(ours, "/", mine);
        var theirs = recorded.GetProperty("nodes").EnumerateObject().ToDictionary(n => n.Name, n => n.Value);
        foreach (string path in theirs.Keys.Union(mine.Keys))
        {
            if (!theirs.TryGetValue(path, out JsonElement node)) { yield return $"{path}: written instead of nothing"; continue; }
            if (!mine.TryGetValue(path, out IH5Object? written)) { yield return $"{path}: absent"; continue; }
            foreach (string difference in Node(path, node, written, tolerance).Concat(Attributes(path, node, written, same)))
            {
                yield return difference;
            }
        }
    }

    private static void Walk(IH5Group group, string path, Dictionary<string, IH5Object> found)
    {
        found[path] = group;
        foreach (IH5Object child in group.Children())
        {
            string place = path == "/" ? "/" + child.Name : $"{path}/{child.Name}";
            if (child is IH5Group inner) { Walk(inner, place, found); }
            else { found[place] = child; }
        }
    }

    private static IEnumerable<string> Node(string path, JsonElement node, IH5Object written, double tolerance)
    {
        if (written is not IH5Dataset data) { return node.TryGetProperty("group", out _) ? [] : [$"{path}: a group instead of an array"]; }
        if (!node.TryGetProperty("shape", out JsonElement shape)) { return [$"{path}: an array instead of a group"]; }
        var found = new List<string>();
        string dims = string.Join(", ", data.Space.Dimensions),
            expected = string.Join(", ", shape.EnumerateArray().Select(d => d.GetInt64()));
        if (dims != expected) { found.Add($"{path}: shape ({dims}) instead of ({expected})"); }
        string dtype = data.Type.Class switch
        {
            H5DataTypeClass.FloatingPoint => "<f",
            H5DataTypeClass.FixedPoint => "<i",
            var other => other.ToString()
        } + data.Type.Size, type = node.GetProperty("dtype").GetString()!;
        if (dtype != type && !(type == "|V2" && data.Type.Size == 2)) { found.Add($"{path}: type {dtype} instead of {type}"); }
        double[]? values = dtype switch
        {
            "<f4" => Array.ConvertAll(Values<float>(data), v => (double)v),
            "<i8" => Array.ConvertAll(Values<long>(data), v => (double)v),
            "<i4" => Array.ConvertAll(Values<int>(data), v => (double)v),
            _ => null
        };
        if (values is null || found.Count > 0) { return found; }
        if (node.TryGetProperty("value", out JsonElement value) && value.ValueKind == JsonValueKind.Number)
        {
            return Math.Abs(values[0] - value.GetDouble()) <= 1e-6 * Math.Max(1, Math.Abs(value.GetDouble()))
                ? []
                : [$"{path}: {values[0]} instead of {value}"];
        }
        if (!node.TryGetProperty("abs", out JsonElement abs)) { return []; }
        double sum = values.Sum(), absolute = values.Sum(Math.Abs), scale = Math.Max(abs.GetDouble(), 1e-3);
        return Math.Abs(absolute - abs.GetDouble()) <= tolerance * scale
            && Math.Abs(sum - node.GetProperty("sum").GetDouble()) <= tolerance * scale ? []
            : [$"{path}: values of sum {sum}, {absolute} without signs, instead of {node.GetProperty("sum")}, {abs}"];
    }

    private static T[] Values<T>(IH5Dataset data) => data.Space.Dimensions.Length == 0 ? [data.Read<T>()] : data.Read<T[]>();

    private static IEnumerable<string> Attributes(string path, JsonElement node, IH5Object written,
        Func<string, object?, object?, IEnumerable<string>> same)
    {
        var theirs = node.TryGetProperty("attributes", out JsonElement all)
            ? all.EnumerateObject().ToDictionary(a => a.Name, a => a.Value)
            : [];
        var mine = written.Attributes().ToDictionary(a => a.Name);
        foreach (string name in theirs.Keys.Union(mine.Keys))
        {
            string place = $"{path}@{name}";
            if (!theirs.TryGetValue(name, out JsonElement attribute)) { yield return $"{place}: written instead of nothing"; continue; }
            if (!mine.TryGetValue(name, out IH5Attribute? own)) { yield return $"{place}: absent"; continue; }
            bool texts = attribute.GetProperty("type").ValueKind == JsonValueKind.Object;
            string kind = own.Type.Class switch
            {
                H5DataTypeClass.VariableLength => "variable",
                H5DataTypeClass.String => "fixed",
                var other => other.ToString()
            };
            string expected = texts
                ? attribute.GetProperty("type").GetProperty("string").GetString()!
                : attribute.GetProperty("type").GetString()!;
            bool list = attribute.GetProperty("space").ValueKind == JsonValueKind.Array;
            // Lists of names are of fixed length, so that old loaders and new ones read them; an empty list has no texts.
            if (texts ? kind != expected && !(list && kind == "fixed") : !(kind == "FloatingPoint" && expected == "<f8"))
            {
                yield return $"{place}: type {kind} instead of {expected}";
                continue;
            }
            if (attribute.TryGetProperty("json", out JsonElement json))
            {
                foreach (string difference in same(place, Golden.Plain(json),
                    Golden.Plain(JsonDocument.Parse(own.Read<string>()).RootElement)))
                {
                    yield return difference;
                }
                continue;
            }
            string value = !texts ? "" : list ? string.Join(", ", own.Read<string[]>().Select(t => t.TrimEnd('\0'))) : own.Read<string>();
            string recorded = !texts ? "" : list
                ? string.Join(", ", attribute.GetProperty("value").EnumerateArray().Select(v => v.GetString()))
                : attribute.GetProperty("value").GetString()!;
            if (value != recorded) { yield return $"{place}: {value} instead of {recorded}"; }
        }
    }

    /// <summary>What differs between two configurations, key by key.</summary>
    public static IEnumerable<string> Compare(string place, object? theirs, object? ours) => (theirs, ours) switch
    {
        (Config a, Config b) => a.Keys.Union(b.Keys)
            .SelectMany(k => !a.ContainsKey(k) ? [$"{place}.{k}: {Show(b[k])} instead of nothing"] : !b.ContainsKey(k)
                ? [$"{place}.{k}: absent instead of {Show(a[k])}"] : Compare($"{place}.{k}", a[k], b[k])),
        (List<object?> a, List<object?> b) when a.Count == b.Count =>
            a.Zip(b).SelectMany((p, i) => Compare($"{place}[{i}]", p.First, p.Second)),
        (double a, double b) when Math.Abs(a - b) <= 1e-7 * Math.Max(Math.Abs(a), 1e-3) => [],
        (double a, long b) when a.Equals((double)b) => [],
        (long a, double b) when b.Equals((double)a) => [],
        _ => Equals(theirs, ours) ? [] : [$"{place}: {Show(ours)} instead of {Show(theirs)}"],
    };

    private static string Show(object? value) => KerasDigits.Saving.ConfigJson.Write(value);
}
