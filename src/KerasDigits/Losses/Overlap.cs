namespace KerasDigits.Losses;

/// <summary>What the losses of overlap share.</summary>
internal static class Overlap
{
    /// <summary>The axes: those given, or all.</summary>
    public static long[] FindAxes(IntList? axis, Tensor x) => axis is { } given
        ? [.. given.Select(a => (long)a)]
        : [.. Enumerable.Range(0, (int)x.dim()).Select(i => (long)i)];
}
