using System.Collections;
using System.Runtime.CompilerServices;
using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Data;

/// <summary>One element of a tf.data data set: an array, a tuple of elements, or elements by name.</summary>
/// <remarks><c>var (x, y) = element;</c> takes a tuple apart, <c>element["name"]</c> a dictionary; an element that is one array goes
/// wherever an array goes.</remarks>
public sealed class Element
{
    private readonly NDArray? _array;

    internal Element(NDArray array) => _array = array;

    internal Element(IReadOnlyList<Element> items) => Items = items;

    internal Element(IReadOnlyList<string> keys, IReadOnlyList<Element> items) => (Keys, Items) = (keys, items);

    /// <summary>The parts of a tuple or dictionary; null for an array.</summary>
    public IReadOnlyList<Element>? Items { get; }

    /// <summary>The names of a dictionary's parts; null for anything else.</summary>
    public IReadOnlyList<string>? Keys { get; }

    /// <summary>The part of a tuple.</summary>
    /// <param name="index">From 0; negative ones count from the end.</param>
    public Element this[int index] => Items is { } items ? items[index < 0 ? index + items.Count : index] : new Element(_array![index]);

    /// <summary>Some rows of an element of one array: <c>images[..5]</c>.</summary>
    /// <param name="rows">Positions of the rows, such as ..5.</param>
    public Tensor this[Range rows] => ((Tensor)this)[rows];

    /// <summary>Parts of an element of one array along two axes, as of a tensor: <c>x[.., 1]</c>.</summary>
    /// <param name="first">Positions along the first axis.</param>
    /// <param name="second">Position along the second axis.</param>
    public Tensor this[Range first, int second] => ((Tensor)this)[first, second];

    /// <summary>Parts of an element of one array along two axes, as of a tensor: <c>x[0, ..5]</c>.</summary>
    /// <param name="first">Position along the first axis.</param>
    /// <param name="second">Positions along the second axis.</param>
    public Tensor this[int first, Range second] => ((Tensor)this)[first, second];

    /// <summary>Parts of an element of one array along two axes, as of a tensor: <c>x[..5, 1..]</c>.</summary>
    /// <param name="first">Positions along the first axis.</param>
    /// <param name="second">Positions along the second axis.</param>
    public Tensor this[Range first, Range second] => ((Tensor)this)[first, second];

    /// <summary>The part of a dictionary, or of an array in Python's words: <c>x[":, 1"]</c>.</summary>
    /// <param name="key">Its name, or a slice.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public Element this[string key] => _array is not null ? new(_array[key]) : Keys is { } keys
        && keys.ToList().IndexOf(key) is >= 0 and int at ? Items![at]
        : throw new KeyNotFoundException($"The element holds no \"{key}\". It holds: "
            + $"{(Keys is null ? "no names" : string.Join(", ", Keys))}.");

    /// <summary>The element's shape, where it is one array.</summary>
    public long[] shape => numpy().shape;

    /// <summary>The element as an array.</summary>
    /// <exception cref="InvalidOperationException">It is a tuple or dictionary.</exception>
    public NDArray numpy() => _array ?? throw new InvalidOperationException(Keys is { } keys
        ? $"The element is a dictionary of {string.Join(", ", keys)}: take a part by its name, element[\"{keys.FirstOrDefault()}\"]."
        : $"The element is a tuple of {Items!.Count}: take it apart, var "
        + $"({string.Join(", ", Items.Select((_, i) => "part" + i))}) = element.");

    /// <summary>Takes a pair apart.</summary>
    /// <param name="first">The first part.</param>
    /// <param name="second">The second part.</param>
    public void Deconstruct(out Element first, out Element second) => (first, second) = (TakePart(0, 2), TakePart(1, 2));

    /// <summary>Takes a tuple of three apart.</summary>
    /// <param name="first">The first part.</param>
    /// <param name="second">The second part.</param>
    /// <param name="third">The third part.</param>
    public void Deconstruct(out Element first, out Element second, out Element third) =>
        (first, second, third) = (TakePart(0, 3), TakePart(1, 3), TakePart(2, 3));

    /// <summary>An element of one array as the array.</summary>
    public static implicit operator NDArray(Element element) => element.numpy();

    /// <summary>An element of one array as a tensor: what it is in Python.</summary>
    public static implicit operator Tensor(Element element) => Arrays.ToTensor(element.numpy());

    /// <summary>The value of a single-number element: <c>foreach (var e in tf.data.Dataset.range(3)) { int i = (int)e; }</c>.</summary>
    public static explicit operator int(Element element) => (int)element.numpy();

    /// <summary>The number of an element of one.</summary>
    public static explicit operator long(Element element) => (long)element.numpy();

    /// <summary>The number of an element of one.</summary>
    public static explicit operator float(Element element) => (float)element.numpy();

    /// <summary>The number of an element of one.</summary>
    public static explicit operator double(Element element) => (double)element.numpy();

    /// <summary>An element as a model's data: one array, several, or arrays by name.</summary>
    public static implicit operator ModelData(Element element) => element.ToModelData();

    /// <summary>An element of one array, where TensorFlow takes what becomes a tensor.</summary>
    public static implicit operator Ops.TensorLike(Element element) => element.numpy();

    /// <summary>An array as an element.</summary>
    public static implicit operator Element(NDArray array) => new(array);

    /// <inheritdoc/>
    public override string ToString() => _array is not null ? _array.ToString()! : Keys is not null
        ? $"{{{string.Join(", ", Keys.Zip(Items!, (k, v) => $"'{k}': {v}"))}}}" : $"({string.Join(", ", Items!)})";

    /// <summary>What a program gives as an element: arrays of NumSharp and .NET, numbers, strings, tensors, tuples, dictionaries, in any
    /// nesting.</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    internal static Element Of(object? value)
    {
        Nesting.EnsureEnd("An element of a data set");
        return Make(value);
    }

    private static Element Make(object? value) => value switch
    {
        Element e => e,
        NDArray a => new(a),
        Tensor t => new(Arrays.ToArray(t)),
        string s => MakeText(s),
        string[] texts => new(Texts.Array(texts)),
        NDArray[] several => new([.. several.Select(a => new Element(a))]),
        ArrayLike table => new(table.AsArray()),
        IDictionary named => new([.. named.Keys.Cast<string>()], [.. named.Values.Cast<object>().Select(Of)]),
        ITuple tuple => new([.. Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i]))]),
        Array net => new(((ModelData)net!).First()),
        bool or byte or sbyte or short or int or long or float or double => new(NDArray.Scalar(value)),
        IEnumerable<int> list => new(np.array(list.ToArray())),
        IEnumerable<double> list => new(np.array(list.ToArray())),
        IEnumerable<float> list => new(np.array(list.ToArray())),
        IEnumerable<string> list => new(Texts.Array(list.ToArray())),
        _ => throw new ArgumentException("A data set holds arrays, numbers, texts, tensors, tuples and dictionaries of them. Received: "
            + $"{value?.GetType().ToString() ?? "null"}."),
    };

    /// <summary>All arrays, from left to right.</summary>
    internal IEnumerable<NDArray> EnumerateLeaves() => _array is not null ? [_array] : Items!.SelectMany(i => i.EnumerateLeaves());

    /// <summary>An element of the same form.</summary>
    internal Element Map(Func<NDArray, NDArray> change) => _array is not null
        ? new(change(_array))
        : WithItems(Items!.Select(i => i.Map(change)));

    /// <summary>Elements of one form, array by array, as one.</summary>
    internal static Element Join(IReadOnlyList<Element> elements, Func<IReadOnlyList<NDArray>, int, NDArray> join)
    {
        int component = 0;
        return Walk(elements);

        Element Walk(IReadOnlyList<Element> level) => level[0].Items is not { } items
            ? new Element(join([.. level.Select(e => e.numpy())], component++))
            : level[0].WithItems(items.Select((_, i) => Walk([.. level.Select(e => e.Items is { } own && own.Count == items.Count ? own[i]
                : throw new InvalidOperationException($"The elements must all be of one form. Received: {level[0].DescribeForm()} and "
                    + $"{e.DescribeForm()}."))])).ToArray());
    }

    /// <summary>The arrays as fit takes them: one, several, or by name.</summary>
    internal ModelData ToModelData()
    {
        if (_array is not null) { return _array!; }
        NDArray[] arrays = [.. Items!.Select(i => i.numpy())];
        return Keys is null ? arrays! : Keys.Zip(arrays).ToDictionary(p => p.First, p => p.Second)!;
    }

    private static Element MakeText(string text)
    {
        NDArray one = Texts.Array(new[] { text });
        return new(Texts.Keep(one, one[0]));
    }

    internal string DescribeForm() => _array is not null ? "an array" : Keys is not null ? $"a dictionary of {string.Join(", ", Keys)}"
        : $"a tuple of {Items!.Count}";

    private Element WithItems(IEnumerable<Element> items) => Keys is null ? new([.. items]) : new(Keys, [.. items]);

    private Element TakePart(int index, int count) => Items is { } items && items.Count == count ? items[index]
        : throw new InvalidOperationException($"The element is {DescribeForm()} and cannot be taken apart into {count}.");
}
