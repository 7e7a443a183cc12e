namespace KerasDigits.Notebook;

/// <summary>The methods of Python's lists and dictionaries, under Python's names.</summary>
public static class ListMethods
{
    /// <summary>Adds an item at the end.</summary>
    /// <param name="list">The list, changed in place.</param>
    /// <param name="item">The item to add.</param>
    public static void append<T>(this List<T> list, T item)
    {
        list.Add(item);
        (list as Deque<T>)?.Forget(fromFront: true);
    }

    /// <summary>Adds an item in front.</summary>
    /// <param name="list">The list, changed in place.</param>
    /// <param name="item">The item to add.</param>
    public static void appendleft<T>(this List<T> list, T item)
    {
        list.Insert(0, item);
        (list as Deque<T>)?.Forget(fromFront: false);
    }

    /// <summary>
    /// The list as Python's <c>deque</c>, which shows itself as one. Of one that holds at most a number of items <c>append</c> makes it
    /// forget its first ones, <c>appendleft</c> its last ones, as Python's <c>deque(maxlen=2000)</c>.
    /// </summary>
    /// <param name="list">The items that it begins with.</param>
    /// <param name="maxlen">How many it holds; null: as many as come.</param>
    /// <exception cref="ArgumentException">maxlen is below 0.</exception>
    public static List<T> deque<T>(this List<T> list, int? maxlen = null) => new Deque<T>(list, maxlen);

    /// <summary>Adds items in front, one after the other, so that the last one stands first.</summary>
    /// <param name="list">The list, changed in place.</param>
    /// <param name="items">The items, in order.</param>
    public static void extendleft<T>(this List<T> list, IEnumerable<T> items)
    {
        foreach (T item in items.ToList()) { list.appendleft(item); }
    }

    /// <summary>Turns a deque's items: the last ones come to the front.</summary>
    /// <param name="list">The deque, changed in place.</param>
    /// <param name="n">By how many places; below 0: the first ones go to the end.</param>
    public static void rotate<T>(this List<T> list, int n = 1)
    {
        if (list.Count == 0) { return; }
        int last = builtins.mod(n, list.Count);
        list.Refill([.. list[^last..], .. list[..^last]]);
    }

    /// <summary>A dictionary as Python's <c>Counter</c>, which shows itself as one.</summary>
    /// <param name="counts">The counts that it begins with.</param>
    public static OrderedDictionary<TKey, int> counter<TKey>(this OrderedDictionary<TKey, int> counts) where TKey : notnull =>
        new NamedDictionary<TKey, int>("Counter", counts);

    /// <summary>A dictionary as Python's <c>OrderedDict</c>, which shows itself as one.</summary>
    /// <param name="entries">The entries that it begins with.</param>
    public static OrderedDictionary<TKey, TValue> ordered_dict<TKey, TValue>(this OrderedDictionary<TKey, TValue> entries)
        where TKey : notnull => new NamedDictionary<TKey, TValue>("OrderedDict", entries);

    /// <summary>A dictionary as Python's <c>defaultdict</c>, which shows itself as one.</summary>
    /// <param name="entries">The entries that it begins with.</param>
    /// <param name="factory">Python's type of what missing keys get: "int", "list".</param>
    public static OrderedDictionary<TKey, TValue> defaultdict<TKey, TValue>(this OrderedDictionary<TKey, TValue> entries, string factory)
        where TKey : notnull => new NamedDictionary<TKey, TValue>("defaultdict", entries, $"<class '{factory}'>");

    /// <summary>Adds items at the end.</summary>
    /// <param name="list">The list, changed in place.</param>
    /// <param name="items">The items, in order.</param>
    public static void extend<T>(this List<T> list, IEnumerable<T> items)
    {
        list.AddRange([.. items]);
        (list as Deque<T>)?.Forget(fromFront: true);
    }

    /// <summary>Puts an item in front of a place; places beyond the ends are the ends.</summary>
    /// <param name="list">The list, changed in place.</param>
    /// <param name="index">Place before which it goes; negative values count from the end.</param>
    /// <param name="item">The item to add.</param>
    public static void insert<T>(this List<T> list, int index, T item) =>
        list.Insert(Math.Clamp(index < 0 ? index + list.Count : index, 0, list.Count), item);

    /// <summary>Takes an item out.</summary>
    /// <param name="list">The list, changed in place.</param>
    /// <param name="index">The place; negative: from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">The list is empty, or there is no such place.</exception>
    public static T pop<T>(this List<T> list, int index = -1)
    {
        if (list.Count == 0) { throw new ArgumentOutOfRangeException(nameof(index), "pop from empty list"); }
        int at = index < 0 ? index + list.Count : index;
        if (at < 0 || at >= list.Count) { throw new ArgumentOutOfRangeException(nameof(index), "pop index out of range"); }
        T item = list[at];
        list.RemoveAt(at);
        return item;
    }

    /// <summary>Takes out the first item that equals this.</summary>
    /// <param name="list">The list, changed in place.</param>
    /// <param name="item">The item to take out.</param>
    /// <exception cref="ArgumentException">The item is not in the list.</exception>
    public static void remove<T>(this List<T> list, T item)
    {
        int at = list.FindIndex(x => IsSame(x, item));
        if (at < 0) { throw new ArgumentException("list.remove(x): x not in list", nameof(item)); }
        list.RemoveAt(at);
    }

    /// <summary>Where an item first stands.</summary>
    /// <param name="list">The list to read.</param>
    /// <param name="item">The item to look for.</param>
    /// <exception cref="ArgumentException">The item is not in the list.</exception>
    public static int index<T>(this List<T> list, T item) => list.FindIndex(x => IsSame(x, item)) is >= 0 and int at
        ? at
        : throw new ArgumentException($"{builtins.repr(item)} is not in list", nameof(item));

    /// <summary>How often an item is there.</summary>
    /// <param name="list">The list to read.</param>
    /// <param name="item">The item to look for.</param>
    public static int count<T>(this List<T> list, T item) => list.Count(x => IsSame(x, item));

    // Python compares lists by their items, and 1 with 1.0.
    private static bool IsSame<T>(T a, T b) => typeof(T).IsPrimitive || typeof(T) == typeof(string)
        ? EqualityComparer<T>.Default.Equals(a, b)
        : builtins.equal(a, b);

    /// <summary>Sorts in place; equal items keep their order.</summary>
    /// <param name="list">The list, changed in place.</param>
    /// <param name="reverse">Whether the largest comes first.</param>
    public static void sort<T>(this List<T> list, bool reverse = false) => list.Refill(builtins.sorted(list, reverse));

    /// <summary>Sorts in place by a key; equal keys keep their order.</summary>
    /// <param name="list">The list, changed in place.</param>
    /// <param name="key">What items are compared by.</param>
    /// <param name="reverse">Whether the largest comes first.</param>
    public static void sort<T, TKey>(this List<T> list, Func<T, TKey> key, bool reverse = false) =>
        list.Refill(builtins.sorted(list, key, reverse));

    /// <summary>Turns the order round, in place.</summary>
    /// <param name="list">The list, changed in place.</param>
    public static void reverse<T>(this List<T> list) => list.Reverse();

    /// <summary>A new list of the same items.</summary>
    /// <param name="list">The list to read.</param>
    public static List<T> copy<T>(this List<T> list) => [.. list];

    /// <summary>Takes all out.</summary>
    /// <param name="list">The list, changed in place.</param>
    public static void clear<T>(this List<T> list) => list.Clear();

    private static void Refill<T>(this List<T> list, List<T> items)
    {
        list.Clear();
        list.AddRange(items);
    }

    /// <summary>The pairs of key and value.</summary>
    /// <param name="dict">The dictionary to read.</param>
    public static IEnumerable<(TKey, TValue)> items<TKey, TValue>(this IDictionary<TKey, TValue> dict) =>
        dict.Select(p => (p.Key, p.Value));

    /// <summary>The keys.</summary>
    /// <param name="dict">The dictionary to read.</param>
    public static IEnumerable<TKey> keys<TKey, TValue>(this IDictionary<TKey, TValue> dict) => dict.Keys;

    /// <summary>The values.</summary>
    /// <param name="dict">The dictionary to read.</param>
    public static IEnumerable<TValue> values<TKey, TValue>(this IDictionary<TKey, TValue> dict) => dict.Values;

    /// <summary>The value of a key, or another value where it is missing.</summary>
    /// <param name="dict">The dictionary to read.</param>
    /// <param name="key">The key to look for.</param>
    /// <param name="other">What comes instead.</param>
    public static TValue get<TKey, TValue>(this IDictionary<TKey, TValue> dict, TKey key, TValue other) =>
        dict.TryGetValue(key, out TValue? value) ? value : other;

    /// <summary>Python's dict.setdefault(key, other): the value of the key, which gets the other one where there is none.</summary>
    /// <param name="dict">The dictionary, changed in place.</param>
    /// <param name="key">The key to look for.</param>
    /// <param name="other">What a missing key gets.</param>
    public static TValue setdefault<TKey, TValue>(this IDictionary<TKey, TValue> dict, TKey key, TValue other)
    {
        if (!dict.TryGetValue(key, out TValue? value)) { dict[key] = value = other; }
        return value;
    }

    /// <summary>Takes a key out and gives its value.</summary>
    /// <param name="dict">The dictionary, changed in place.</param>
    /// <param name="key">The key to take out.</param>
    public static TValue pop<TKey, TValue>(this IDictionary<TKey, TValue> dict, TKey key)
    {
        TValue value = dict[key];
        dict.Remove(key);
        return value;
    }

    /// <summary>Takes a key out and gives its value, or another value where it is missing.</summary>
    /// <param name="dict">The dictionary, changed in place.</param>
    /// <param name="key">The key to take out.</param>
    /// <param name="other">What comes instead.</param>
    public static TValue pop<TKey, TValue>(this IDictionary<TKey, TValue> dict, TKey key, TValue other)
    {
        if (!dict.TryGetValue(key, out TValue? value)) { return other; }
        dict.Remove(key);
        return value;
    }

    /// <summary>Takes the last entry out.</summary>
    /// <param name="dict">The dictionary, changed in place.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static (TKey, TValue) popitem<TKey, TValue>(this IDictionary<TKey, TValue> dict)
    {
        if (dict.Count == 0) { throw new KeyNotFoundException("'popitem(): dictionary is empty'"); }
        var (key, value) = dict.Last();
        dict.Remove(key);
        return (key, value);
    }

    /// <summary>Takes the other's entries over.</summary>
    /// <param name="dict">The dictionary, changed in place.</param>
    /// <param name="other">The dictionary whose entries win.</param>
    public static void update<TKey, TValue>(this IDictionary<TKey, TValue> dict, IDictionary<TKey, TValue> other)
    {
        foreach (var (key, value) in other) { dict[key] = value; }
    }
}
