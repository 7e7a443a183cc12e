using System.Text.Json;
using NumSharp;

namespace KerasDigits.Notebook.Tests;

/// <summary>The recorded results of other systems, from the folder of KERAS_GOLDENS or the tests' own.</summary>
internal static class Goldens
{
    public static string Folder => Environment.GetEnvironmentVariable("KERAS_GOLDENS") is { Length: > 0 } given
        ? given
        : Path.Combine(AppContext.BaseDirectory, "Goldens");

    public static IReadOnlyList<JsonElement> Cases(string pack, string prefix)
    {
        JsonElement root = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, pack + ".json"))).RootElement;
        JsonElement[] cases = [.. root.GetProperty("cases").EnumerateArray()
            .Where(c => c.GetProperty("name").GetString()!.StartsWith(prefix, StringComparison.Ordinal))];
        Assert.NotEmpty(cases);
        return cases;
    }

    public static NDArray Array(string pack, string key)
    {
        using var zip = System.IO.Compression.ZipFile.OpenRead(Path.Combine(Folder, pack + ".npz"));
        using Stream entry = zip.GetEntry(key + ".npy")!.Open();
        var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return (NDArray)np.load(new MemoryStream(bytes.ToArray()));
    }
}
