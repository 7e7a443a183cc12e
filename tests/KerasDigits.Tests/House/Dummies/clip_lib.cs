namespace KerasDigits.Tests.House.Dummies;

/// <summary>A notebook's library as CONTRIBUTING describes one, under its Python name.</summary>
public static class clip_lib
{
    /// <summary>Python's <c>clip_lib.clip(values, low, high)</c>.</summary>
    public static List<int> clip(IEnumerable<int> values, int low, int high) => [.. values.Select(v => Math.Clamp(v, low, high))];
}
