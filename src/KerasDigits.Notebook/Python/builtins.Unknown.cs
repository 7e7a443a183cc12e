using System.Collections;
using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits.Notebook;

/// <content>Python's forms for values whose type the program does not say: what they mean is decided when they are reached, and what fits
/// nothing throws.</content>
public static partial class builtins
{
    /// <summary>
    /// What a Python loop over the value meets: the rows of an array, the keys of a dictionary, the characters of a string, the items of
    /// anything else.
    /// </summary>
    /// <param name="items">Something to go through.</param>
    /// <exception cref="NumSharp.TypeError">There is nothing to go through.</exception>
    public static IEnumerable<dynamic?> each(object? items) => PythonOutputs.Open(items) switch
    {
        string text => list(text),
        NDArray array => rows(array),
        IDictionary dictionary => dictionary.Keys.Cast<object?>(),
        ITuple tuple => Enumerable.Range(0, tuple.Length).Select(i => tuple[i]),
        IEnumerable many => many.Cast<object?>(),
        _ => throw new TypeError($"'{type_name(items)}' object is not iterable"),
    };

    /// <summary>Python's items[key]: by place, negative ones from the end, by key, or as the value itself takes it.</summary>
    /// <param name="items">A string, list, tuple, dictionary, array or another value with an index.</param>
    /// <param name="key">The place or key.</param>
    /// <exception cref="KeyNotFoundException">The dictionary has no such key.</exception>
    public static dynamic? get_item(object? items, object? key) => (PythonOutputs.Open(items), key) switch
    {
        (string text, int i) => at(text, i),
        (ITuple tuple, int i) => tuple[i < 0 ? tuple.Length + i : i],
        (NDArray array, int i) => taken(array[i]),
        (IList list, int i) => list[i < 0 ? list.Count + i : i],
        (IDictionary dictionary, { } k) => dictionary.Contains(k) ? dictionary[k] : throw new KeyNotFoundException(repr(k)),
        _ => ((dynamic)items!)[(dynamic)key!] switch
        {
            NDArray part when items is NDArray => taken(part),
            var found => (object?)found
        },
    };

    /// <summary>Python's items[start:stop:step] of a string, a list or an array.</summary>
    /// <param name="items">What is cut.</param>
    /// <param name="start">The first; null: the beginning.</param>
    /// <param name="stop">The first that is left out; null: the end.</param>
    /// <param name="step">The way from one to the next.</param>
    /// <exception cref="TypeError">items cannot be cut.</exception>
    public static dynamic get_slice(object? items, int? start = null, int? stop = null, int step = 1) => PythonOutputs.Open(items) switch
    {
        string text => slice(text, start, stop, step),
        NDArray array => array[$"{start}:{stop}:{step}"],
        DataFrame frame when step == 1 => frame.iloc[MakeRange(start, stop)],
        Series series when step == 1 => series.iloc[MakeRange(start, stop)],
        IList list => slice([.. list.Cast<object?>()], start, stop, step),
        _ => throw new TypeError($"'{type_name(items)}' object is not subscriptable"),
    };

    private static Range MakeRange(int? start, int? stop) => (start is { } a ? From(a) : 0)..(stop is { } b ? From(b) : ^0);

    private static Index From(int place) => place < 0 ? ^-place : place;

    /// <summary>Python's item in items.</summary>
    /// <param name="items">A string, a dictionary or anything to go through.</param>
    /// <param name="item">What is looked for.</param>
    public static bool is_in(object? items, object? item) => (items, item) switch
    {
        (string text, string part) => text.Contains(part, StringComparison.Ordinal),
        (IDictionary dictionary, { } key) => dictionary.Contains(key),
        _ => each(items).Any(i => equal((object?)i, item)),
    };

    /// <summary>Python's a == b: arrays and tensors item by item, all else as one.</summary>
    /// <param name="a">First value, None (null) too.</param>
    /// <param name="b">Second value, None (null) too.</param>
    public static dynamic equals(object? a, object? b) =>
        IsArrayLike(a) || IsArrayLike(b) ? (dynamic)a! == (dynamic)b! : equal(a, b);

    private static bool IsArrayLike(object? value) => value is NDArray || value?.GetType().FullName == "TorchSharp.torch+Tensor";

    /// <summary>Python's a / b of values that are not plain numbers.</summary>
    /// <param name="a">The dividend: a number, an array or another value that divides.</param>
    /// <param name="b">The divisor: a number, an array or another value that divides.</param>
    public static dynamic truediv(object? a, object? b) => a is IConvertible and not string && b is IConvertible and not string
        ? truediv(Convert.ToDouble(a, System.Globalization.CultureInfo.InvariantCulture),
            Convert.ToDouble(b, System.Globalization.CultureInfo.InvariantCulture)) : (dynamic)a! / (dynamic)b!;

    /// <summary>A dictionary's pairs: Python's items().</summary>
    /// <param name="dictionary">A dictionary; a MissingMemberException for other values.</param>
    /// <exception cref="MissingMemberException">It is none.</exception>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static IEnumerable<(dynamic, dynamic?)> items_of(object? dictionary)
    {
        IDictionary found = dictionary as IDictionary
            ?? throw new MissingMemberException($"'{type_name(dictionary)}' object has no attribute 'items'");
        foreach (DictionaryEntry entry in found) { yield return (entry.Key, entry.Value); }
    }

    /// <summary>Python's a + b: two lists one behind the other, all else added up.</summary>
    /// <param name="a">First value: a number, an array, a text or a list.</param>
    /// <param name="b">Second value: a number, an array, a text or a list.</param>
    /// <exception cref="NumSharp.TypeError">Only one of them is a text.</exception>
    public static dynamic add(object? a, object? b) => (a, b) switch
    {
        (IList x, IList y) when x is not Array && y is not Array => new List<dynamic?>([.. x.Cast<object?>(), .. y.Cast<object?>()]),
        (string, not string) or (not string, string) => throw new TypeError(
            $"unsupported operand type(s) for +: '{type_name(a)}' and '{type_name(b)}'"),
        (NDArray x, IList y) => x + to_array(y),
        (IList x, NDArray y) => to_array(x) + y,
        _ => CountWhole('+', a, b) ?? (dynamic)a! + (dynamic)b!,
    };

    /// <summary>Python's a | b of sets: what is in either.</summary>
    /// <param name="a">First set, or a value with an operator | of its own.</param>
    /// <param name="b">Second set, or a value with an operator | of its own.</param>
    public static PythonSet<dynamic> union(object? a, object? b) => set(each(a).OfType<object>()).union(each(b).OfType<object>());

    /// <summary>An array's items as a list, of lists where it has several axes: NumPy's <c>tolist</c>.</summary>
    /// <param name="array">Array with one axis or more.</param>
    public static List<dynamic> to_list(NDArray array)
    {
        if (array.ndim > 1) { return [.. rows(array).Select(r => (dynamic)to_list(r))]; }
        NDArray flat = array.flatten();
        return [.. Enumerable.Range(0, (int)flat.size).Select(i => (dynamic)(flat.GetAtIndex(i) switch
        {
            long whole when whole == (int)whole => (int)whole,
            byte or short or sbyte or ushort => Convert.ToInt32(flat.GetAtIndex(i), null),
            float fraction => (double)fraction,
            var other => other,
        }))];
    }

    /// <summary>The smaller of two values of any kind.</summary>
    /// <param name="a">First value, of a kind that can be ordered.</param>
    /// <param name="b">Second value, of a kind that can be ordered.</param>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static dynamic least_of(dynamic a, dynamic b) => b < a ? b : a;

    /// <summary>The larger of two values of any kind.</summary>
    /// <param name="a">First value, of a kind that can be ordered.</param>
    /// <param name="b">Second value, of a kind that can be ordered.</param>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static dynamic most_of(dynamic a, dynamic b) => b > a ? b : a;

    /// <summary>NumPy's array of lists within lists, numbers or an array.</summary>
    /// <param name="values">Numbers, truths or arrays, as deep as the array has axes.</param>
    /// <exception cref="ArgumentException">The lists are not of one length or hold no numbers.</exception>
    public static NDArray to_array(object? values)
    {
        values = PythonOutputs.Open(values);
        if (values is NDArray array) { return array.copy(); }
        if (values is DataFrame or Series) { return (NDArray)(dynamic)values; }
        var sizes = new List<int>();
        var leaves = new List<object>();
        Gather(values, 0, sizes, leaves);
        if (leaves.Count > 0 && leaves.All(l => l is NDArray))
        {
            return np.stack([.. leaves.Cast<NDArray>()]).reshape([.. sizes, .. ((NDArray)leaves[0]).shape.Select(s => (int)s)]);
        }
        Array flat = leaves.All(l => l is bool) ? leaves.Cast<bool>().ToArray()
            : leaves.All(l => l is int or long or byte or bool) && leaves.Count > 0 ? leaves.Select(l => Convert.ToInt64(l, null)).ToArray()
            : leaves.All(l => l is IConvertible and not string) ? leaves.Select(l => Convert.ToDouble(l, null)).ToArray()
            : throw new ArgumentException("An array holds numbers, truths or arrays of one shape; texts stay in lists.", nameof(values));
        return new NDArray(flat).reshape([.. sizes]);
    }

    /// <summary>NumPy's <c>asarray</c>: an array itself, of all else a new one.</summary>
    /// <param name="values">Numbers, truths or arrays, as deep as the array has axes.</param>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static NDArray as_array(object? values) => PythonOutputs.Open(values) is NDArray array ? array : to_array(values);

    /// <summary>Python's a * b: a text or a list so many times, of all else the product.</summary>
    /// <param name="a">First value: a number, an array, a text or a list.</param>
    /// <param name="b">Second value: a number, an array, a text or a list.</param>
    public static dynamic mul(object? a, object? b) => (a, b) switch
    {
        (string text, int or long or bool) => repeat(text, Convert.ToInt32(b, null)),
        (int or long or bool, string text) => repeat(text, Convert.ToInt32(a, null)),
        (IList list and not Array, int or long or bool) => RepeatItems(list, Convert.ToInt32(b, null)),
        (int or long or bool, IList list and not Array) => RepeatItems(list, Convert.ToInt32(a, null)),
        _ => CountWhole('*', a, b) ?? (dynamic)a! * (dynamic)b!,
    };

    // Of whole numbers, truths among them, a whole number: in 64 bits where 32 do not hold it; null where they are something else.
    private static object? CountWhole(char sign, object? a, object? b)
    {
        if (a is not (int or long or bool) || b is not (int or long or bool)) { return null; }
        Int128 x = ReadWhole(a), y = ReadWhole(b), made = sign switch { '+' => x + y, '-' => x - y, _ => x * y };
        return a is not long && b is not long && made >= int.MinValue && made <= int.MaxValue ? (int)made : checked((long)made);
    }

    private static long ReadWhole(object number) => number is bool truth ? truth ? 1 : 0 : Convert.ToInt64(number, null);

    private static List<dynamic?> RepeatItems(IList list, int times) =>
        [.. Enumerable.Repeat(list.Cast<object?>(), Math.Max(times, 0)).SelectMany(i => i)];

    /// <summary>A value as the key of a dictionary: the number that an array without axes holds.</summary>
    /// <param name="key">A value that may become a key: not a list, set or dictionary.</param>
    /// <exception cref="NumSharp.TypeError">Python takes no such keys: arrays, lists, dictionaries.</exception>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static dynamic hashable(object? key) => key switch
    {
        NDArray { ndim: 0 } number => number.GetAtIndex(0) is long and >= int.MinValue and <= int.MaxValue and var whole
            ? (int)(long)whole : number.GetAtIndex(0),
        NDArray => throw new TypeError("unhashable type: 'numpy.ndarray'"),
        ITupleList => key,
        IList or IDictionary => throw new TypeError($"unhashable type: '{type_name(key)}'"),
        _ => key!,
    };

    private static void Gather(object? value, int depth, List<int> sizes, List<object> leaves)
    {
        if (value is string or not (IEnumerable or ITuple) or NDArray) { leaves.Add(value ?? double.NaN); return; }
        object?[] items = [.. each(value)];
        if (depth == sizes.Count) { sizes.Add(items.Length); }
        if (sizes[depth] != items.Length) { throw new ArgumentException("The lists of an array must be of one length.", nameof(value)); }
        foreach (object? item in items) { Gather(item, depth + 1, sizes, leaves); }
    }
}
