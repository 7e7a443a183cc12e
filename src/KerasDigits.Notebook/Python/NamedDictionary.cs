namespace KerasDigits.Notebook;

/// <summary>A dictionary of Python's module collections, which shows itself by its name.</summary>
/// <param name="name">Counter, OrderedDict or defaultdict.</param>
/// <param name="entries">What it begins with.</param>
/// <param name="missing">What makes the value of a missing key, as Python shows it; null: nothing does.</param>
internal sealed class NamedDictionary<TKey, TValue>(string name, IEnumerable<KeyValuePair<TKey, TValue>> entries, string? missing = null)
    : OrderedDictionary<TKey, TValue>(entries), INamedDictionary
    where TKey : notnull
{
    public string Name => name;

    public string Show()
    {
        string Pair((TKey Key, TValue Value) p, string between) => $"{builtins.repr(p.Key)}{between}{builtins.repr(p.Value)}";
        var pairs = this.Select(p => (p.Key, p.Value));
        // A counter shows the most frequent first.
        if (name == "Counter") { pairs = pairs.OrderByDescending(p => p.Value); }
        string inside = name == "OrderedDict" ? $"[{string.Join(", ", pairs.Select(p => $"({Pair(p, ", ")})"))}]"
            : $"{{{string.Join(", ", pairs.Select(p => Pair(p, ": ")))}}}";
        return missing is not null ? $"{name}({missing}, {inside})" : Count == 0 ? $"{name}()" : $"{name}({inside})";
    }
}

/// <summary>What is shown with a name around it.</summary>
internal interface INamedDictionary
{
    string Name { get; }

    string Show();
}
