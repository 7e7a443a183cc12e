using System.Collections;

namespace KerasDigits.Notebook.Pandas;

/// <summary>
/// Which statistic of which column: <c>new() { ["age"] = "mean" }</c>, or <c>new() { ["oldest"] = ("age", "max") }</c>, Python's
/// <c>agg(oldest=("age", "max"))</c>.
/// </summary>
public sealed class Aggregation : IEnumerable<(string Name, string Column, string Statistic)>
{
    private readonly List<(string, string, string)> _parts = [];

    /// <summary>The statistic of a column, or a column and its statistic under a name.</summary>
    public AggregationPart this[string name]
    {
        set => _parts.Add((name, value.Column ?? name, value.Statistic));
    }

    /// <summary>Statistics by column.</summary>
    public static implicit operator Aggregation(Dictionary<string, string> func)
    {
        var made = new Aggregation();
        foreach (var (column, statistic) in func) { made[column] = statistic; }
        return made;
    }

    /// <inheritdoc/>
    public IEnumerator<(string Name, string Column, string Statistic)> GetEnumerator() => _parts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A statistic by its name, alone or with its column.</summary>
/// <param name="Column">The column; null: the one that the name says.</param>
/// <param name="Statistic">"mean", "sum", "max" …</param>
public readonly record struct AggregationPart(string? Column, string Statistic)
{
    /// <summary>A statistic of the column of that name.</summary>
    public static implicit operator AggregationPart(string statistic) => new(null, statistic);

    /// <summary>A column and its statistic.</summary>
    public static implicit operator AggregationPart((string column, string statistic) part) => new(part.column, part.statistic);
}
