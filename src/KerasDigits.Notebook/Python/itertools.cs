namespace KerasDigits.Notebook;

/// <summary>The part of Python's module itertools that LINQ has not under another name.</summary>
public static class itertools
{
    /// <summary>Running sums: the first item, the first two together, and so on.</summary>
    /// <param name="items">Numbers in the order of adding up.</param>
    public static IEnumerable<T> accumulate<T>(IEnumerable<T> items) where T : System.Numerics.INumber<T> =>
        accumulate(items, (a, b) => checked(a + b));

    /// <summary>What a function makes of the first item, of that and the second one, and so on.</summary>
    /// <param name="items">The items, in order.</param>
    /// <param name="function">Takes what it gave before and the next item.</param>
    public static IEnumerable<T> accumulate<T>(IEnumerable<T> items, Func<T, T, T> function)
    {
        bool isBegun = false;
        T total = default!;
        foreach (T item in items)
        {
            total = isBegun ? function(total, item) : item;
            isBegun = true;
            yield return total;
        }
    }

    /// <summary>Every item of one with every item of the other; the last changes fastest.</summary>
    /// <param name="a">The first items.</param>
    /// <param name="b">The second items.</param>
    public static IEnumerable<(T1, T2)> product<T1, T2>(IEnumerable<T1> a, IEnumerable<T2> b)
    {
        T2[] second = [.. b];
        return a.SelectMany(x => second.Select(y => (x, y)));
    }

    /// <summary>Every item of each with every item of the others; the last changes fastest.</summary>
    /// <param name="a">The first items.</param>
    /// <param name="b">The second items.</param>
    /// <param name="c">The third items.</param>
    public static IEnumerable<(T1, T2, T3)> product<T1, T2, T3>(IEnumerable<T1> a, IEnumerable<T2> b, IEnumerable<T3> c)
    {
        T3[] third = [.. c];
        return product(a, b).SelectMany(p => third.Select(z => (p.Item1, p.Item2, z)));
    }

    /// <summary>Every two items in their order: Python's <c>combinations(items, 2)</c>.</summary>
    /// <param name="items">The items, in order.</param>
    public static IEnumerable<(T, T)> combinations<T>(IEnumerable<T> items)
    {
        T[] all = [.. items];
        return Enumerable.Range(0, all.Length).SelectMany(i => all[(i + 1)..].Select(b => (all[i], b)));
    }

    /// <summary>Every two items in both orders: Python's <c>permutations(items, 2)</c>.</summary>
    /// <param name="items">The items, in order.</param>
    public static IEnumerable<(T, T)> permutations<T>(IEnumerable<T> items)
    {
        T[] all = [.. items];
        return Enumerable.Range(0, all.Length).SelectMany(i => Enumerable.Range(0, all.Length).Where(j => j != i)
            .Select(j => (all[i], all[j])));
    }

    /// <summary>The items again and again, without end.</summary>
    /// <param name="items">The items, in order.</param>
    public static IEnumerable<T> cycle<T>(IEnumerable<T> items)
    {
        T[] all = [.. items];
        while (all.Length > 0) { foreach (T item in all) { yield return item; } }
    }

    /// <summary>Whole numbers without end.</summary>
    /// <param name="start">First number of the result.</param>
    /// <param name="step">The way to the next.</param>
    public static IEnumerable<int> count(int start = 0, int step = 1)
    {
        for (int i = start; ; i += step) { yield return i; }
    }

    /// <summary>Neighbours of one key, together.</summary>
    /// <param name="items">The items, in order.</param>
    /// <param name="key">What must be the same.</param>
    public static IEnumerable<(TKey, List<T>)> groupby<T, TKey>(IEnumerable<T> items, Func<T, TKey> key)
    {
        List<T>? group = null;
        TKey of = default!;
        foreach (T item in items)
        {
            TKey own = key(item);
            if (group is not null && !EqualityComparer<TKey>.Default.Equals(own, of)) { yield return (of, group); group = null; }
            (group ??= []).Add(item);
            of = own;
        }
        if (group is not null) { yield return (of, group); }
    }
}
