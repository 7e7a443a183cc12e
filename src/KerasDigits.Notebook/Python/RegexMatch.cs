using System.Text.RegularExpressions;

namespace KerasDigits.Notebook;

/// <summary>A place where a pattern fits, with Python's methods.</summary>
public sealed class RegexMatch
{
    private readonly Match _match;
    private readonly IReadOnlyDictionary<string, int> _names;

    internal RegexMatch(Match match, string text, IReadOnlyDictionary<string, int> names)
    {
        (_match, @string, _names) = (match, text, names);
    }

    /// <summary>The text that was searched.</summary>
    public string @string { get; }

    /// <summary>What a group holds; 0: all of it. None, which is null here, where the group took no part.</summary>
    /// <param name="group">Number of the group, from 1; 0: all of it.</param>
    public string group(int group = 0) => FindNamed(group) is { Success: true } found ? found.Value : null!;

    /// <summary>What the group of a name holds.</summary>
    /// <param name="group">Name of a group (?P&lt;name&gt;…).</param>
    public string group(string group) => this.group(Number(group));

    /// <summary>What a group holds.</summary>
    /// <param name="group">Number of the group, from 1; 0: all of it.</param>
    public string this[int group] => this.group(group);

    /// <summary>What the group of a name holds.</summary>
    /// <param name="group">Name of a group (?P&lt;name&gt;…).</param>
    public string this[string group] => this.group(group);

    /// <summary>What all groups hold, as a tuple.</summary>
    public List<string> groups() => builtins.tuple(Enumerable.Range(1, _match.Groups.Count - 1).Select(i => group(i)));

    /// <summary>What the groups with names hold.</summary>
    public Dictionary<string, string> groupdict() => _names.ToDictionary(n => n.Key, n => group(n.Value));

    /// <summary>Where it begins, or a group does; -1 where the group took no part.</summary>
    /// <param name="group">The group's number.</param>
    public int start(int group = 0) => FindNamed(group) is { Success: true } found ? found.Index : -1;

    /// <summary>Where it ends.</summary>
    /// <param name="group">The group's number.</param>
    public int end(int group = 0) => FindNamed(group) is { Success: true } found ? found.Index + found.Length : -1;

    /// <summary>Where it begins and ends.</summary>
    /// <param name="group">The group's number.</param>
    public (int, int) span(int group = 0) => (start(group), end(group));

    /// <inheritdoc/>
    public override string ToString() => $"<re.Match object; span=({start()}, {end()}), match={PythonText.FormatRepr(_match.Value)}>";

    private Group FindNamed(int group) => group >= 0 && group < _match.Groups.Count
        ? _match.Groups[group]
        : throw new IndexOutOfRangeException("no such group");

    private int Number(string name) => _names.TryGetValue(name, out int number)
        ? number
        : throw new IndexOutOfRangeException("no such group");
}
