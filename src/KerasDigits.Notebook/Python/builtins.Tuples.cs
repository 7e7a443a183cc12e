namespace KerasDigits.Notebook;

/// <content>Tuples of any length, and parts of lists that are replaced.</content>
public static partial class builtins
{
    /// <summary>Python's <c>tuple(items)</c>: a list that shows itself in parentheses and can be a key.</summary>
    /// <param name="items">The items, in order.</param>
    public static List<T> tuple<T>(IEnumerable<T> items) => new TupleList<T>(items);

    /// <summary>Python's <c>zip(*rows)</c>: the first items of all rows, their second ones, and so on, as many as the shortest row
    /// has.</summary>
    /// <param name="rows">Rows of items.</param>
    public static IEnumerable<List<T>> zip_rows<T>(IEnumerable<IEnumerable<T>> rows)
    {
        T[][] all = [.. rows.Select(r => r.ToArray())];
        return all.Length == 0 ? [] : Enumerable.Range(0, all.Min(r => r.Length)).Select(i => tuple(all.Select(r => r[i])));
    }

    /// <summary>Python's <c>list[start:stop:step] = values</c>.</summary>
    /// <param name="list">The list, changed in place.</param>
    /// <param name="start">The first place; null: an end.</param>
    /// <param name="stop">The first that is left out; null: the other end.</param>
    /// <param name="step">The way from one to the next; only with 1 the number of values may be another.</param>
    /// <param name="values">What comes there.</param>
    /// <exception cref="ArgumentException">Not as many values as places.</exception>
    public static void set_slice<T>(List<T> list, int? start, int? stop, int step, IEnumerable<T> values)
    {
        T[] given = [.. values];
        int[] places = [.. slice([.. Enumerable.Range(0, list.Count)], start, stop, step)];
        if (step == 1)
        {
            int at = places.Length > 0 ? places[0] : Math.Clamp(start is < 0 ? start.Value + list.Count : start ?? 0, 0, list.Count);
            list.RemoveRange(at, places.Length);
            list.InsertRange(at, given);
            return;
        }
        if (given.Length != places.Length)
        {
            throw new ArgumentException($"attempt to assign sequence of size {given.Length} to extended slice of size {places.Length}",
                nameof(values));
        }
        for (int i = 0; i < places.Length; i++) { list[places[i]] = given[i]; }
    }

    /// <summary>Python's <c>del list[start:stop:step]</c>.</summary>
    /// <param name="list">The list, changed in place.</param>
    /// <param name="start">The first place; null: an end.</param>
    /// <param name="stop">The first that is left out; null: the other end.</param>
    /// <param name="step">The way from one to the next.</param>
    public static void del_slice<T>(List<T> list, int? start = null, int? stop = null, int step = 1)
    {
        foreach (int place in slice([.. Enumerable.Range(0, list.Count)], start, stop, step).OrderDescending()) { list.RemoveAt(place); }
    }

    /// <summary>A dictionary and what others set in it: Python's <c>{**a, **b}</c>.</summary>
    /// <param name="parts">The dictionaries; later ones win.</param>
    public static Dictionary<TKey, TValue> merge<TKey, TValue>(params IEnumerable<KeyValuePair<TKey, TValue>>[] parts) where TKey : notnull
    {
        var all = new Dictionary<TKey, TValue>();
        foreach (var (key, value) in parts.SelectMany(p => p)) { all[key] = value; }
        return all;
    }

    /// <summary>Counts further items: Python's <c>Counter.update</c>.</summary>
    /// <param name="counts">Counts by item, changed in place.</param>
    /// <param name="items">What is counted.</param>
    public static void count_more<T>(IDictionary<T, int> counts, IEnumerable<T> items) where T : notnull
    {
        foreach (T item in items) { counts[item] = counts.TryGetValue(item, out int n) ? n + 1 : 1; }
    }

    /// <summary>A table for <c>text.translate</c>: characters and what comes of them.</summary>
    /// <param name="x">The characters to replace.</param>
    /// <param name="y">What comes of each.</param>
    /// <param name="z">Characters that go.</param>
    /// <exception cref="ArgumentException">Not as many of one as of the other.</exception>
    public static Dictionary<string, string> maketrans(string x, string y, string z = "")
    {
        if (x.Length != y.Length) { throw new ArgumentException("the first two maketrans arguments must have equal length", nameof(y)); }
        var table = new Dictionary<string, string>();
        for (int i = 0; i < x.Length; i++) { table[x[i].ToString()] = y[i].ToString(); }
        foreach (char gone in z) { table[gone.ToString()] = ""; }
        return table;
    }

    /// <summary>Digits of two: 0b101.</summary>
    /// <param name="number">A whole number, negative too.</param>
    public static string bin(long number) => (number < 0 ? "-0b" : "0b") + Convert.ToString(Math.Abs(number), 2);

    /// <summary>Digits of eight: 0o17.</summary>
    /// <param name="number">A whole number, negative too.</param>
    public static string oct(long number) => (number < 0 ? "-0o" : "0o") + Convert.ToString(Math.Abs(number), 8);

    /// <summary>Digits of sixteen: 0xff.</summary>
    /// <param name="number">A whole number, negative too.</param>
    public static string hex(long number) => (number < 0 ? "-0x" : "0x") + Convert.ToString(Math.Abs(number), 16);
}
