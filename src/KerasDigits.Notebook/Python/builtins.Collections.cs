using System.Collections;
using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits.Notebook;

/// <content>Lists, slices, truth and equality as Python has them.</content>
public static partial class builtins
{
    /// <summary>Whether Python takes the value for true: not None, 0, "" or an empty container.</summary>
    /// <param name="value">Any value, null (None) too.</param>
    /// <exception cref="ArgumentException">An array of several values, which Python refuses too.</exception>
    public static bool truth(object? value) => value switch
    {
        null => false,
        bool b => b,
        string text => text.Length > 0,
        _ when PythonOutputs.TryOpen(value, out object? outputs) => truth(outputs),
        NDArray array => array.size == 1
            ? truth(array.GetAtIndex(0))
            : throw new ArgumentException("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()",
                nameof(value)),
        ICollection collection => collection.Count > 0,
        ITuple tuple => tuple.Length > 0,
        IConvertible number => Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture) != 0,
        // What a translated class says of itself.
        _ when value.GetType().GetMethod("__bool__", Type.EmptyTypes) is { } said => (bool)said.Invoke(value, null)!,
        _ when value.GetType().GetMethod("__len__", Type.EmptyTypes) is { } counted => truth(counted.Invoke(value, null)),
        _ => true,
    };

    /// <summary>Python's a == b of containers: item by item.</summary>
    /// <param name="a">First value, None (null) too.</param>
    /// <param name="b">Second value, None (null) too.</param>
    public static bool equal(object? a, object? b)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack(); // Python: RecursionError
        return IsEqual(a, b);
    }

    /// <summary>Python's order of two lists or tuples: below 0, 0 or above 0, as their first different items have it.</summary>
    /// <param name="a">List or tuple that stands before the sign.</param>
    /// <param name="b">List or tuple that it is compared with.</param>
    /// <exception cref="NumSharp.TypeError">Python does not order these.</exception>
    public static int compare(object? a, object? b) => PythonOrder.Compare(a, b);

    private static bool IsEqual(object? a, object? b) => (a, b) switch
    {
        // Of a container Python asks first whether it is the same one.
        (ICollection and not NDArray, _) when ReferenceEquals(a, b) => true,
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string x, string y) => x == y,
        (IDictionary x, IDictionary y) => x.Count == y.Count
            && x.Keys.Cast<object>().All(k => FindKey(y, k) is { } other && equal(x[k], y[other])),
        // Shapes are tuples too.
        _ when FindTuple(a) is { } x && FindTuple(b) is { } y => x.Length == y.Length && x.Zip(y).All(p => equal(p.First, p.Second)),
        _ when a is IDeque != b is IDeque && a is IList && b is IList => false,
        _ when FindTuple(a) is not null && b is IList || FindTuple(b) is not null && a is IList => false,
        (IList x, IList y) => x.Count == y.Count && Enumerable.Range(0, x.Count).All(i => equal(x[i], y[i])),
        (bool x, bool y) => x == y,
        (IConvertible x, IConvertible y) when x is not string && y is not string => Convert.ToDouble(x, null) == Convert.ToDouble(y, null),
        _ when a is IEnumerable x && b is IEnumerable y && x.GetType() == y.GetType() && a is not ICollection { Count: < 0 }
            && IsSetLike(a) => x.Cast<object>().ToHashSet().SetEquals(y.Cast<object>()),
        _ => a.Equals(b),
    };

    private static object?[]? FindTuple(object value) => value switch
    {
        long[] shape => [.. shape.Cast<object?>()],
        ITupleList list => [.. list.Cast<object?>()],
        ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])],
        _ => null,
    };

    // To Python 1 and 1.0 are one key.
    private static object? FindKey(IDictionary dictionary, object key) => dictionary.Contains(key) ? key
        : key is string ? null : dictionary.Keys.Cast<object>().FirstOrDefault(k => k.GetType() != key.GetType() && equal(k, key));

    private static bool IsSetLike(object value) =>
        value.GetType().GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ISet<>));

    /// <summary>A new dictionary of another's entries: of a frame, its columns by name, <c>dict(df)</c>.</summary>
    /// <param name="entries">Names and values.</param>
    public static Dictionary<TKey, TValue> dict<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> entries) where TKey : notnull =>
        new(entries);

    /// <summary>A new dictionary of pairs: <c>dict(zip(names, values))</c>; of one name the last pair counts.</summary>
    /// <param name="pairs">Names and values.</param>
    public static Dictionary<TKey, TValue> dict<TKey, TValue>(IEnumerable<(TKey, TValue)> pairs) where TKey : notnull
    {
        var result = new Dictionary<TKey, TValue>();
        foreach (var (key, value) in pairs) { result[key] = value; }
        return result;
    }

    /// <summary>A new list of the items.</summary>
    /// <param name="items">The items, in order.</param>
    public static List<T> list<T>(IEnumerable<T> items) => [.. items];

    /// <summary>A new list of a string's characters.</summary>
    /// <param name="text">The string to read.</param>
    public static List<string> list(string text) => [.. text.EnumerateRunes().Select(r => r.ToString())];

    /// <summary>A list of an array's rows, or numbers, or of the outputs that a model predicts.</summary>
    /// <param name="array">An array with at least one axis.</param>
    [OverloadResolutionPriority(-1)] // what is a list too goes by the general form
    public static List<NDArray> list(NDArray array) => [.. rows(array)];

    /// <summary>A new set of the items.</summary>
    /// <param name="items">The items; equal ones count once.</param>
    public static PythonSet<T> set<T>(IEnumerable<T> items) => PythonSet<T>.Of(items);

    /// <summary>Python's frozenset(items): a set that is a key of dictionaries and an item of sets.</summary>
    /// <param name="items">Its items; those that are equal count once.</param>
    public static FrozenSet<T> frozenset<T>(IEnumerable<T> items) => items as FrozenSet<T> ?? new FrozenSet<T>(items);

    /// <summary>Items from the last to the first.</summary>
    /// <param name="items">The items, in order.</param>
    public static IEnumerable<T> reversed<T>(IEnumerable<T> items) => Enumerable.Reverse(items);

    /// <summary>Whether all are true.</summary>
    /// <param name="items">The values to look through; there may be none.</param>
    public static bool all(IEnumerable<bool> items) => items.All(b => b);

    /// <summary>Whether one is true.</summary>
    /// <param name="items">The values to look through; there may be none.</param>
    public static bool any(IEnumerable<bool> items) => items.Any(b => b);

    /// <summary>Python's list * n.</summary>
    /// <param name="items">The list or tuple to read.</param>
    /// <param name="times">Number of copies; 0 and negative ones make it empty.</param>
    public static List<T> repeat<T>(IReadOnlyCollection<T> items, int times) =>
        [.. Enumerable.Repeat(items, Math.Max(times, 0)).SelectMany(i => i)];

    /// <summary>Python's text * n.</summary>
    /// <param name="text">The string to read.</param>
    /// <param name="times">Number of copies; 0 and negative ones make it empty.</param>
    public static string repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, Math.Max(times, 0)));

    /// <summary>Python's items[i], where i may be negative.</summary>
    /// <param name="items">The list or tuple to read.</param>
    /// <param name="i">The place; negative: counted from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public static T at<T>(IReadOnlyList<T> items, int i) => items[i < 0 ? items.Count + i : i];

    /// <summary>Python's text[i].</summary>
    /// <param name="text">The string to read.</param>
    /// <param name="i">The place; negative: counted from the end.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    public static string at(string text, int i) => (i < 0 ? text.Length + i : i) is var place && place >= 0 && place < text.Length
        ? text[place].ToString()
        : throw new IndexOutOfRangeException("string index out of range");

    /// <summary>Where Python's items[i] stands: for <c>items[place(items, i)] = value</c>.</summary>
    /// <param name="items">The list or tuple to read.</param>
    /// <param name="i">The place; negative: counted from the end.</param>
    public static int place<T>(IReadOnlyCollection<T> items, int i) => i < 0 ? items.Count + i : i;

    /// <summary>Python's items[start:stop:step]: bounds beyond the ends are the ends.</summary>
    /// <param name="items">The list or tuple to read.</param>
    /// <param name="start">The first; null: the beginning.</param>
    /// <param name="stop">The first that is left out; null: the end.</param>
    /// <param name="step">The way from one to the next; negative: backwards.</param>
    public static List<T> slice<T>(IReadOnlyList<T> items, int? start = null, int? stop = null, int step = 1) =>
        [.. EnumeratePlaces(items.Count, start, stop, step).Select(i => items[i])];

    /// <summary>Python's text[start:stop:step].</summary>
    /// <param name="text">The string to read.</param>
    /// <param name="start">The first; null: the beginning.</param>
    /// <param name="stop">The first that is left out; null: the end.</param>
    /// <param name="step">The way from one to the next; negative: backwards.</param>
    public static string slice(string text, int? start = null, int? stop = null, int step = 1) =>
        string.Concat(EnumeratePlaces(text.Length, start, stop, step).Select(i => text[i]));

    private static IEnumerable<int> EnumeratePlaces(int count, int? start, int? stop, int step)
    {
        if (step == 0) { throw new ArgumentException("slice step cannot be zero", nameof(step)); }
        int GetBound(int? bound, int other) => bound is not { } b
            ? other
            : Math.Clamp(b < 0 ? b + count : b, step > 0 ? 0 : -1, step > 0 ? count : count - 1);
        return new IntRange(GetBound(start, step > 0 ? 0 : count - 1), GetBound(stop, step > 0 ? count : -1), step);
    }

    /// <summary>How often each item comes, in the order of their first coming: collections.Counter.</summary>
    /// <param name="items">The items to count.</param>
    public static IEnumerable<KeyValuePair<T, int>> counter<T>(IEnumerable<T> items)
        where T : notnull
    {
        var counts = new OrderedDictionary<T, int>();
        foreach (T item in items) { counts[item] = counts.GetValueOrDefault(item) + 1; }
        return counts;
    }

    /// <summary>The items with their counts, the most frequent first; equal ones in their order.</summary>
    /// <param name="counts">Counts by item, as of counter.</param>
    /// <param name="n">How many; null: all.</param>
    public static List<(T, int)> most_common<T>(IEnumerable<KeyValuePair<T, int>> counts, int? n = null) =>
        [.. counts.OrderByDescending(c => c.Value).Take(n ?? int.MaxValue).Select(c => (c.Key, c.Value))];

    /// <summary>An array's parts along its first axis, which is what a Python loop over it meets.</summary>
    /// <param name="array">Array with one axis or more.</param>
    public static IEnumerable<NDArray> rows(NDArray array)
    {
        if (array is Training.Predictions { outputs.Count: > 1 } several) { return several.outputs; }
        return EnumerateRows(array);
    }

    private static IEnumerable<NDArray> EnumerateRows(NDArray array)
    {
        for (int i = 0; i < len(array); i++) { yield return taken(array[i]); }
    }

    /// <summary>A line of Python that was not translated: throws with its place and the reason.</summary>
    /// <param name="place">File, line and reason.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static dynamic not_ported(string place) => throw new NotSupportedException(place);

    /// <summary>Python's iter(items): <c>next(iter(dataset))</c> is the first element.</summary>
    /// <param name="items">What is gone through.</param>
    public static IEnumerator<T> iter<T>(IEnumerable<T> items) => items.GetEnumerator();

    /// <summary>Python's next(iterator).</summary>
    /// <param name="iterator">What <see cref="iter{T}"/> gave, or a generator's enumerator.</param>
    /// <exception cref="StopIteration">There is nothing left.</exception>
    public static T next<T>(IEnumerator<T> iterator) => iterator.MoveNext()
        ? iterator.Current
        : throw new StopIteration("nothing is left. next(iterator, other) gives another value then.");

    /// <summary>Python's next(iterator, other).</summary>
    /// <param name="iterator">What <see cref="iter{T}"/> gave.</param>
    /// <param name="other">What is given when nothing is left.</param>
    public static T next<T>(IEnumerator<T> iterator, T other) => iterator.MoveNext() ? iterator.Current : other;
}
