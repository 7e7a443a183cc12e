using System.Globalization;
using KerasDigits.Backend;

namespace KerasDigits.Saving;

/// <summary>
/// The names of weights inside a file: each once, and matched with those of a model whose layers may be numbered otherwise.
/// </summary>
internal static class WeightNames
{
    /// <summary>The weights' names; a repeated one gets a number.</summary>
    public static string[] MakeUnique(IReadOnlyList<Variable> weights)
    {
        var seen = new HashSet<string>();
        return [.. weights.Select(w =>
        {
            string name = w.name;
            for (int n = 1; !seen.Add(name); n++) { name = $"{Names.ToPlain(w.name)}_{n}:0"; }
            return name;
        })];
    }

    /// <summary>
    /// For each weight the place of its name in a file; null when the file's order is the weights' own, or the names do not tell.
    /// </summary>
    /// <remarks>Names that agree decide. Else layers of a kind are numbered on through a program ("dense_2" there, "dense_5" here), so each
    /// takes the one of equal rank, if freezing explains the order of the file.</remarks>
    public static int[]? FindPlaces(IReadOnlyList<Variable> weights, string[] stored)
    {
        if (stored.Length != weights.Count) { return null; }
        string[] mine = MakeUnique(weights);
        int[]? places = Match(mine, stored);
        if (places is null && Match(Rank(mine), Rank(stored)) is { } ranked && (IsTwoRuns(ranked) || IsTwoRuns(Invert(ranked))))
        {
            places = ranked;
        }
        return places is null || places.SequenceEqual(Enumerable.Range(0, places.Length)) ? null : places;
    }

    /// <summary>For each weight of one layer the place of its last name in a file; null when they do not tell.</summary>
    public static int[]? FindPlacesByLast(IReadOnlyList<Variable> weights, string[] stored)
    {
        static string GetLast(string name) => Names.ToPlain(name.Split('/')[^1]);
        return stored.Length == weights.Count ? Match([.. weights.Select(w => GetLast(w.name))], Array.ConvertAll(stored, GetLast)) : null;
    }

    private static int[]? Match(string[] wanted, string[] stored)
    {
        var places = new Dictionary<string, int>();
        for (int i = 0; i < stored.Length; i++) { if (!places.TryAdd(stored[i], i)) { return null; } }
        return wanted.Distinct().Count() == wanted.Length && Array.TrueForAll(wanted, places.ContainsKey)
            ? Array.ConvertAll(wanted, w => places[w])
            : null;
    }

    /// <summary>
    /// The names with each number of a layer as its rank among those of its kind: "dense_4/kernel:0" and "dense_7/kernel:0" become
    /// "dense#0/kernel:0" and "dense#1/kernel:0".
    /// </summary>
    private static string[] Rank(string[] names)
    {
        string[][] parts = Array.ConvertAll(names, n => n.Split('/'));
        Dictionary<string, int[]> numbers = parts.SelectMany(p => p[..^1]).Select(SplitNumber).GroupBy(p => p.Kind)
            .ToDictionary(g => g.Key, g => g.Select(p => p.Number).Distinct().Order().ToArray());
        return Array.ConvertAll(parts,
            p => string.Join('/', p[..^1].Select(SplitNumber).Select(s => $"{s.Kind}#{Array.IndexOf(numbers[s.Kind], s.Number)}")
                .Append(p[^1])));
    }

    private static (string Kind, int Number) SplitNumber(string step)
    {
        int at = step.LastIndexOf('_');
        if (at <= 0 || !int.TryParse(step.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return (step, 0);
        }
        // Cells are numbered in some versions, each by itself; the layer around one says which it is.
        return (step[..at], step[..at].EndsWith("_cell", StringComparison.Ordinal) ? 0 : number);
    }

    private static int[] Invert(int[] places)
    {
        var inverse = new int[places.Length];
        for (int i = 0; i < places.Length; i++) { inverse[places[i]] = i; }
        return inverse;
    }

    /// <summary>Whether an order rises but for one place: what was trained, then what was not.</summary>
    private static bool IsTwoRuns(int[] order) => order.Zip(order.Skip(1)).Count(p => p.First > p.Second) <= 1;
}
