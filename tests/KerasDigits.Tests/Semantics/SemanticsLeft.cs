namespace KerasDigits.Tests.Semantics;

/// <summary>
/// Results of the pack's cases that are not Keras's, each with its reason, and errors whose words are our own. The test fails on what is
/// not listed.
/// </summary>
internal static partial class SemanticsLeft
{
    /// <summary>Number of cases that were looked through.</summary>
    public const int Cases = 389;

    /// <summary>What differs or cannot be run: the case and the result.</summary>
    public static HashSet<string> Faults(string version) => Read(s_faults, version);

    /// <summary>Cases of which a part cannot be run.</summary>
    public static HashSet<string> Partly { get; } = [.. Entries(s_faults).Where(e => e.Key.EndsWith("#not run", StringComparison.Ordinal))
        .Select(e => e.Case)];

    /// <summary>Errors and prints in other words: the case and the result.</summary>
    public static HashSet<string> Words(string version) => Read(s_words, version);

    /// <summary>A line is a reason, or indented: the versions, the case, and its results.</summary>
    private static HashSet<string> Read(string text, string version) =>
        [.. Entries(text).Where(e => e.Versions.Contains(version)).Select(e => e.Key)];

    private static IEnumerable<(string[] Versions, string Case, string Key)> Entries(string text)
    {
        foreach (string line in text.Split('\n').Where(l => l.StartsWith(' ')))
        {
            string[] parts = line.Trim().Split(' ', 2), place = parts[1].Split('#', 2);
            foreach (string result in place[1].Split('|')) { yield return (parts[0].Split(','), place[0], $"{place[0]}#{result}"); }
        }
    }
}
