using System.Collections;
using System.Runtime.CompilerServices;

namespace KerasDigits.Notebook.Pandas;

/// <summary>
/// Which statistic of which column: <c>new() { ["age"] = "mean" }</c>, or <c>new() { ["oldest"] = ("age", "max") }</c>, Python's
/// <c>agg(oldest=("age", "max"))</c>. Several of one column, <c>new() { ["age"] = ["mean", "max"] }</c>, are called age_mean and age_max.
/// </summary>
public sealed class Aggregation : IEnumerable<(string Name, string Column, string Statistic)>
{
    private readonly List<(string, string, string)> _parts = [];

    /// <summary>The statistic of a column, or a column and its statistic under a name.</summary>
    /// <param name="name">Name of the column.</param>
    public AggregationPart this[string name]
    {
        set
        {
            foreach (string statistic in value.Statistics)
            {
                _parts.Add((value.IsList ? $"{name}_{statistic}" : name, value.Column ?? name, statistic));
            }
            HasLists |= value.IsList;
        }
    }

    /// <summary>Whether several statistics were wanted of one column: pandas then has a second level of names.</summary>
    internal bool HasLists { get; private set; }

    /// <summary>Several statistics by column.</summary>
    public static implicit operator Aggregation(Dictionary<string, string[]> func)
    {
        var made = new Aggregation();
        foreach (var (column, statistics) in func) { made[column] = AggregationPart.Create(statistics); }
        return made;
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

/// <summary>A statistic by its name, alone or with its column, or several.</summary>
[CollectionBuilder(typeof(AggregationPart), nameof(Create))]
public readonly struct AggregationPart : IEnumerable<string>
{
    private AggregationPart(string? column, string[] statistics, bool isList = false) => (Column, Statistics, IsList) = (column, statistics,
        isList);

    /// <summary>The column; null: the one that the name says.</summary>
    internal string? Column { get; }

    /// <summary>"mean", "sum", "max" …</summary>
    internal string[] Statistics { get; }

    internal bool IsList { get; }

    /// <summary>From a collection expression: <c>["mean", "max"]</c>.</summary>
    /// <param name="statistics">Names of statistics.</param>
    public static AggregationPart Create(ReadOnlySpan<string> statistics) => new(null, statistics.ToArray(), isList: true);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => (Statistics ?? []).AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A statistic of the column of that name.</summary>
    public static implicit operator AggregationPart(string statistic) => new(null, [statistic]);

    /// <summary>Several statistics of the column of that name.</summary>
    public static implicit operator AggregationPart(string[] statistics) => Create(statistics);

    /// <summary>A column and its statistic.</summary>
    public static implicit operator AggregationPart((string column, string statistic) part) => new(part.column, [part.statistic]);
}
