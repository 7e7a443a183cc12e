using System.Text.Json;
using NumSharp;

namespace KerasDigits.Notebook.Tests.Learn;

/// <summary>scikit-learn's results, recorded by tools/goldens/sklearn_results.py.</summary>
internal static class Recorded
{
    public static JsonElement Root { get; } =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Learn", "sklearn.json"))).RootElement;

    public static string Error(string name) =>
        Root.GetProperty("errors").EnumerateArray().Single(e => e.GetProperty("name").GetString() == name).GetProperty("text").GetString()!;

    /// <summary>A list, or a list of lists, of numbers.</summary>
    public static NDArray Array(JsonElement list)
    {
        JsonElement[] items = [.. list.EnumerateArray()];
        if (items[0].ValueKind == JsonValueKind.Array)
        {
            return np.array(items.SelectMany(Numbers).ToArray()).reshape(items.Length, items[0].GetArrayLength());
        }
        return items.All(i => i.TryGetInt64(out _) && !i.GetRawText().Contains('.', StringComparison.Ordinal))
            ? np.array(items.Select(i => i.GetInt64()).ToArray())
            : np.array(Numbers(list));
    }

    public static double[] Numbers(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().SelectMany(Numbers)]
        : [value.GetDouble()];

    public static void Near(IReadOnlyList<double> wanted, IReadOnlyList<double> got, double tolerance, string what)
    {
        Assert.True(wanted.Count == got.Count, $"{what}: {got.Count} numbers for {wanted.Count}");
        for (int i = 0; i < wanted.Count; i++)
        {
            Assert.True(Math.Abs(wanted[i] - got[i]) <= tolerance * Math.Max(1, Math.Abs(wanted[i])),
                $"{what}[{i}]: {got[i]:R} for {wanted[i]:R}");
        }
    }
}
