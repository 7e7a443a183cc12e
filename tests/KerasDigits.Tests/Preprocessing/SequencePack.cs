using System.Text.Json;
using NumSharp;

namespace KerasDigits.Tests.Preprocessing;

/// <summary>The pack of sequences, texts and layers that learn from data.</summary>
internal static class SequencePack
{
    private static readonly Golden s_pack = Golden.Pack("sequence");

    /// <summary>The cases whose name begins so.</summary>
    public static IEnumerable<JsonElement> Named(string prefix) => s_pack.Named(prefix);

    /// <summary>The case of that name.</summary>
    public static JsonElement One(string name) => Named(name).First(c => c.GetProperty("name").GetString() == name);

    /// <summary>An argument of a case.</summary>
    public static T Option<T>(JsonElement c, string name, T otherwise) => c.GetProperty("kwargs").TryGetProperty(name, out JsonElement v)
        ? v.Deserialize<T>()!
        : otherwise;

    /// <summary>All numbers, in order.</summary>
    public static double[] Flat(JsonElement e) => e.ValueKind == JsonValueKind.Array
        ? [.. e.EnumerateArray().SelectMany(Flat)]
        : [e.GetDouble()];

    /// <summary>Sizes of nested lists.</summary>
    public static int[] ShapeOf(JsonElement e) => e.ValueKind == JsonValueKind.Array
        ? [e.GetArrayLength(), .. e.GetArrayLength() > 0 ? ShapeOf(e[0]) : []]
        : [];

    /// <summary>An array of nested lists.</summary>
    public static NDArray Array(JsonElement e) => np.array(Flat(e)).reshape(ShapeOf(e));

    /// <summary>A list of texts.</summary>
    public static string[] Texts(JsonElement e) => e.Deserialize<string[]>()!;

    /// <summary>What differs; null: nothing.</summary>
    public static string? Same(JsonElement expected, NDArray actual, double tolerance = 0) =>
        Flat(expected).Length == 0 && actual.size == 0 ? null : Golden.Difference(Array(expected), actual, tolerance, "values");

    /// <summary>What differs; null: nothing.</summary>
    public static string? Same<T>(IEnumerable<T> expected, IEnumerable<T> actual) =>
        expected.SequenceEqual(actual) ? null : $"[{string.Join(", ", actual)}] instead of [{string.Join(", ", expected)}]";
}
