namespace KerasDigits.Internals;

/// <summary>The one sentence for a name that nothing known has: it says the nearest known ones.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public static class UnknownName
{
    /// <summary>"Unknown optimizer: adm. The nearest known ones are "Adam", "Adamax", "Nadam"."</summary>
    /// <param name="kind">What Keras's messages call such objects: "optimizer", "loss function".</param>
    /// <param name="name">The name that is unknown.</param>
    /// <param name="known">All known ones; of several spellings of one name the message has one.</param>
    public static string Describe(string kind, string name, IEnumerable<string> known) =>
        $"Unknown {kind}: {name}. {SayNearest(name, known)}";

    /// <summary>"The nearest known ones are "Adam", "Adamax", "Nadam"."</summary>
    internal static string SayNearest(string name, IEnumerable<string> known)
    {
        string[] near = ListNearest(name, known);
        return near.Length switch
        {
            0 => "None is known.",
            1 => $"The only known one is \"{near[0]}\".",
            _ => $"The nearest known ones are {string.Join(", ", near.Select(n => $"\"{n}\""))}.",
        };
    }

    /// <summary>Up to three known names most like a name, each in the spelling that is most like it.</summary>
    internal static string[] ListNearest(string name, IEnumerable<string> known)
    {
        string folded = Names.Fold(name);
        return [.. known.GroupBy(Names.Fold)
            .Select(g => (Folded: g.Key, Spelling: g.MinBy(s => (ComputeDistance(name, s), s), s_byDistance)!))
            .OrderBy(k => k.Folded.Contains(folded, StringComparison.Ordinal) ? 0 : 1).ThenBy(k => ComputeDistance(folded, k.Folded))
            .ThenBy(k => k.Spelling, StringComparer.Ordinal).Take(3).Select(k => k.Spelling)];
    }

    private static readonly Comparer<(int Distance, string Spelling)> s_byDistance = Comparer<(int Distance, string Spelling)>.Create(
        (a, b) => a.Distance != b.Distance ? a.Distance - b.Distance : string.CompareOrdinal(a.Spelling, b.Spelling));

    private static int ComputeDistance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }
        return row[b.Length];
    }
}
