namespace KerasDigits.Tuner.Space;

/// <summary>
/// The space that a kept project was made with, beside what programs ask for now: what differs is said, once for each name. The kept one
/// holds, as in Python.
/// </summary>
internal sealed class KeptSpace(HyperParameters kept)
{
    private readonly Dictionary<string, List<HyperParameter>> _known = kept.space.GroupBy(p => p.name)
        .ToDictionary(g => g.Key, g => g.ToList());
    private readonly HashSet<string> _said = [], _asked = [];
    private bool _ended;

    /// <summary>Looks at what a program asks for.</summary>
    public void Look(HyperParameter asked)
    {
        lock (_known)
        {
            _ = _asked.Add(asked.name);
            string? change = !_known.TryGetValue(asked.name, out List<HyperParameter>? known) ? "is new: it is searched from here on"
                : known.Find(p => p.Is(asked.name, asked.conditions)) is not { } before ? "has other conditions than in the kept project"
                : FormatText(before) == FormatText(asked) ? null
                : $"was {FormatText(before)} in the kept project, which goes on holding; now it is asked "
                + $"for as {FormatText(asked)}";
            if (change is not null && _said.Add(asked.name)) { Say($"`{asked.name}` {change}"); }
        }
    }

    /// <summary>Looks, when a first trial has ended, at what was not asked for any more.</summary>
    public void End()
    {
        lock (_known)
        {
            if (_ended || _asked.Count == 0) { return; }
            _ended = true;
            foreach (string name in _known.Keys.Where(n => !_asked.Contains(n)))
            {
                Say($"`{name}` is no longer used by the program, but still drawn");
            }
        }
    }

    private static void Say(string change) =>
        Log.Warning($"The search space has changed since the project was made: {change}. Pass overwrite: true, or another project_name, "
            + "to search only the new space.");

    private static string FormatText(HyperParameter p)
    {
        Config config = p.get_config();
        _ = config.Remove("name");
        _ = config.Remove("conditions");
        return $"{p.GetType().Name}("
            + $"{string.Join(", ", config.Where(c => c.Value is not null).Select(c => $"{c.Key}={PythonText.FormatRepr(c.Value)}"))})";
    }
}
