using System.Globalization;
using NumSharp;

namespace KerasDigits.Testing;

/// <summary>Says how two things differ; null where they do not.</summary>
internal static class Compare
{
    /// <summary>Arrays within a part of the largest magnitude.</summary>
    public static string? CompareArrays(NDArray expected, NDArray actual, double tolerance)
    {
        if (!expected.shape.AsSpan().SequenceEqual(actual.shape))
        {
            return $"shape ({string.Join(", ", actual.shape)}) instead of ({string.Join(", ", expected.shape)})";
        }
        double[] e = ToValues(expected), a = ToValues(actual);
        double scale = Math.Max(e.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max(), 1e-6);
        for (int i = 0; i < e.Length; i++)
        {
            bool equal = double.IsFinite(e[i]) ? Math.Abs(e[i] - a[i]) <= tolerance * scale : e[i].Equals(a[i]);
            if (!equal) { return string.Create(CultureInfo.InvariantCulture, $"{a[i]} instead of {e[i]} at place {i} of {e.Length}"); }
        }
        return null;
    }

    /// <summary>Lists of arrays.</summary>
    public static string? CompareLists(IReadOnlyList<NDArray> expected, IReadOnlyList<NDArray> actual, double tolerance) =>
        expected.Count != actual.Count
        ? $"{actual.Count} arrays instead of {expected.Count}"
        : expected.Zip(actual, (e, a) => CompareArrays(e, a, tolerance)).Select((d, i) => d is null ? null : $"array {i} has {d}")
        .FirstOrDefault(d => d is not null);

    /// <summary>Configurations, value by value.</summary>
    public static string? CompareConfigs(object? expected, object? actual, string place = "") => (expected, actual) switch
    {
        (Config e, Config a) => e.Keys.Concat(a.Keys).Distinct().Select(k => !a.ContainsKey(k) ? $"{place}{k} is gone"
            : !e.ContainsKey(k) ? $"{place}{k} has come up" : CompareConfigs(e[k], a[k], $"{place}{k}.")).FirstOrDefault(d =>
            d is not null),
        (System.Collections.IList e, System.Collections.IList a) => e.Count != a.Count
            ? $"{place[..^1]} has {a.Count} entries instead of {e.Count}"
            : Enumerable.Range(0, e.Count).Select(i => CompareConfigs(e[i], a[i], $"{place}{i}.")).FirstOrDefault(d => d is not null),
        (double e, double a) => e.Equals(a) ? null : string.Create(CultureInfo.InvariantCulture, $"{place[..^1]} is {a} instead of {e}"),
        _ => Equals(expected, actual) ? null : $"{place.TrimEnd('.')} is {actual ?? "null"} instead of {expected ?? "null"}",
    };

    /// <summary>Whether all values are numbers.</summary>
    public static bool AreFinite(NDArray array) => Array.TrueForAll(ToValues(array), double.IsFinite);

    private static double[] ToValues(NDArray array) => array.astype(NPTypeCode.Double).flatten().ToArray<double>();
}
