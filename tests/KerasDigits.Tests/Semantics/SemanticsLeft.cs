namespace KerasDigits.Tests.Semantics;

/// <summary>Results of the pack's cases that are not Keras's, each with its reason, and errors whose words are our own. The test fails on what is not listed, and on what is listed and right.</summary>
internal static partial class SemanticsLeft
{
    /// <summary>Number of cases that were looked through.</summary>
    public const int Cases = 389;

    /// <summary>What differs or cannot be run: CASE#RESULT.</summary>
    public static HashSet<string> Faults(string version) => Read(s_faults, version);

    /// <summary>Errors and prints in other words: CASE#RESULT.</summary>
    public static HashSet<string> Words(string version) => Read(s_words, version);

    /// <summary>A line is a reason, or indented: the versions, then the result.</summary>
    private static HashSet<string> Read(string text, string version) =>
        [.. text.Split('\n').Where(l => l.StartsWith(' ')).Select(l => l.Trim().Split(' ', 2)).Where(p => p[0].Split(',').Contains(version)).Select(p => p[1])];
}
