using System.Text.RegularExpressions;

namespace KerasDigits.Internals;

/// <summary>Names that Keras gives to nameless objects: "dense", "dense_1", … counted for the whole process.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public static class Names
{
    private static readonly ProcessSlot<Dictionary<string, int>> s_counts = new("the counts of names", []);
    private static readonly ThreadSlot<Dictionary<string, int>> s_own = new("the counts of names, where they have started anew for "
        + "this thread");

    private static Dictionary<string, int> Counts => s_own.Value ?? s_counts.Value;

    /// <summary>The next free name with this base.</summary>
    /// <param name="baseName">The base, such as "dense".</param>
    public static string MakeUnique(string baseName)
    {
        Dictionary<string, int> counts = Counts;
        lock (counts)
        {
            int n = counts.GetValueOrDefault(baseName);
            counts[baseName] = n + 1;
            return n == 0 ? baseName : $"{baseName}_{n}";
        }
    }

    /// <summary>The next free name with this base when counting starts with 1: "input_1".</summary>
    /// <param name="baseName">The base, such as "dense".</param>
    public static string MakeUniqueFromOne(string baseName)
    {
        Dictionary<string, int> counts = Counts;
        lock (counts)
        {
            int n = counts[baseName] = counts.GetValueOrDefault(baseName) + 1;
            return $"{baseName}_{n}";
        }
    }

    /// <summary>A weight's name without the number of its output, ":0"; a colon in a layer's name stays.</summary>
    internal static string ToPlain(string name) =>
        name.LastIndexOf(':') is >= 0 and var at && name.AsSpan(at + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? name[..at] : name;

    /// <summary>Restarts all counts, as keras.backend.clear_session() does.</summary>
    public static void Reset()
    {
        Dictionary<string, int> counts = Counts;
        lock (counts) { counts.Clear(); }
    }

    /// <summary>
    /// Names made on this thread start over until disposed, whatever other threads name: each of several trials side by side has its own
    /// "dense".
    /// </summary>
    public static IDisposable StartAnew() => new Own();

    private sealed class Own : IDisposable
    {
        private readonly Dictionary<string, int>? _outer = s_own.Value;

        public Own() => s_own.Value = [];

        public void Dispose() => s_own.Value = _outer;
    }

    /// <summary>A class name in snake case by Keras's rule: "MaxPooling2D" → "max_pooling2d".</summary>
    /// <param name="className">The class name.</param>
    public static string ToSnakeCase(string className)
    {
        string split = Regex.Replace(className, "(.)([A-Z][a-z0-9]+)", "$1_$2");
        return Regex.Replace(split, "([a-z])([A-Z])", "$1_$2").ToLowerInvariant();
    }

    /// <summary>
    /// What the spellings of one name have in common: "glorot_uniform", "GlorotUniform" and "glorotUniform" are "glorotuniform".
    /// </summary>
    internal static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>A class name in snake case by Keras 3's rule, which parts "ConvLSTM2D" otherwise: "conv_lstm2d".</summary>
    /// <param name="className">The class name.</param>
    public static string ToSnakeCase3(string className)
    {
        string split = Regex.Replace(className, "(.)([A-Z][a-z]+)", "$1_$2");
        return Regex.Replace(split, "([a-z])([A-Z])", "$1_$2").ToLowerInvariant();
    }

    /// <summary>
    /// A function's own name, as Python's <c>__name__</c>: of <c>Own.mine</c> the last part, of a local function the name in the source.
    /// </summary>
    /// <param name="text">An argument's text, or the name of a compiled method.</param>
    public static string OfFunction(string text)
    {
        int local = text.IndexOf(">g__", StringComparison.Ordinal), bar = text.LastIndexOf('|');
        if (local >= 0 && bar > local) { return text[(local + 4)..bar]; }
        return text.All(c => char.IsLetterOrDigit(c) || c is '_' or '.') ? text[(text.LastIndexOf('.') + 1)..] : text;
    }
}
