using System.Text.Json;

namespace KerasDigits.Tests.House;

/// <summary>keras_api.json: for each public Keras name its arguments in order with their defaults, and for classes their methods.</summary>
internal static class KerasApi
{
    private static readonly Dictionary<string, JsonElement> s_names =
        Golden.Pack("keras_api").Root.GetProperty("api").EnumerateObject().ToDictionary(p => p.Name, p => p.Value);

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => s_names.Keys;

    /// <summary>The name's entry; null when Keras 2.15 has no such name.</summary>
    public static JsonElement? Find(string path) => s_names.TryGetValue(path, out JsonElement e) ? e : null;

    /// <summary>The arguments of a name or method, without *args and **kwargs.</summary>
    public static KerasArgument[] Arguments(JsonElement list) =>
        [.. list.EnumerateArray().Where(a => !a.TryGetProperty("kind", out JsonElement k)
            || !k.GetString()!.StartsWith("VAR_", StringComparison.Ordinal))
            .Where(a => a.GetProperty("name").GetString() != "instance") // a decorator's own name for self
            .Select(a => new KerasArgument(a.GetProperty("name").GetString()!, a.TryGetProperty("default", out JsonElement d) ? d : null))];

    /// <summary>Whether a list of arguments ends in **kwargs (or starts with *args).</summary>
    public static bool IsOpen(JsonElement list) =>
        list.EnumerateArray().Any(a => a.TryGetProperty("kind", out JsonElement k)
            && k.GetString()!.StartsWith("VAR_", StringComparison.Ordinal));
}

/// <summary>An argument as Python declares it; no default: it must be given.</summary>
internal sealed record KerasArgument(string Name, JsonElement? Default);
