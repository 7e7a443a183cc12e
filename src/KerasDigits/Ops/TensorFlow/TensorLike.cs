using System.Collections;
using System.Runtime.CompilerServices;
using KerasDigits.Backend;
using NumSharp;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>
/// What TensorFlow turns into a tensor: a tensor, a weight, an array, a number, or lists of them in any nesting:
/// <c>tf.constant([[1, 2], [3, 4]])</c>.
/// </summary>
/// <remarks>Dtypes follow TensorFlow: integers are int32 (int64 where one needs it), others float32, a list with both float32;
/// NumSharp's arrays keep theirs.</remarks>
[CollectionBuilder(typeof(TensorLike), nameof(Create))]
public sealed class TensorLike : IEnumerable<TensorLike>
{
    private readonly object _value;

    private TensorLike(object value) => _value = value;

    /// <summary>From a collection expression.</summary>
    /// <param name="items">Numbers or arrays of one shape.</param>
    public static TensorLike Create(ReadOnlySpan<TensorLike> items) => new(items.ToArray());

    /// <summary>A tensor.</summary>
    public static implicit operator TensorLike(Tensor tensor) => new(tensor);

    /// <summary>A weight.</summary>
    public static implicit operator TensorLike(Variable variable) => new(variable.value);

    /// <summary>An array.</summary>
    public static implicit operator TensorLike(NDArray array) => new(array);

    /// <summary>An array of .NET, of any rank: what a list is in Python.</summary>
    public static implicit operator TensorLike(Array array) => new(array);

    /// <summary>A list of tensors.</summary>
    public static implicit operator TensorLike(List<Tensor> list) => new(list.ToArray());

    /// <summary>A list of arrays.</summary>
    public static implicit operator TensorLike(List<NDArray> list) => new(list.ToArray());

    /// <summary>Two tensors, as Python's tuple: <c>tf.concat((a, b), 0)</c>.</summary>
    public static implicit operator TensorLike((Tensor, Tensor) two) => new(new[] { two.Item1, two.Item2 });

    /// <summary>Two arrays, as Python's tuple.</summary>
    public static implicit operator TensorLike((NDArray, NDArray) two) => new(new[] { two.Item1, two.Item2 });

    /// <summary>A list of numbers.</summary>
    public static implicit operator TensorLike(List<int> list) => new(list.ToArray());

    /// <summary>A list of numbers.</summary>
    public static implicit operator TensorLike(List<double> list) => new(list.ToArray());

    /// <summary>An integer.</summary>
    public static implicit operator TensorLike(int number) => new(number);

    /// <summary>An integer.</summary>
    public static implicit operator TensorLike(long number) => new(number);

    /// <summary>A number.</summary>
    public static implicit operator TensorLike(double number) => new(number);

    /// <summary>True or false.</summary>
    public static implicit operator TensorLike(bool value) => new(value);

    /// <summary>
    /// What a function takes as its tensors: of one dtype where they hold numbers with a point, that of the first tensor, or else array.
    /// </summary>
    /// <param name="values">What was given; null: left out.</param>
    internal static Tensor[] Alike(params TensorLike?[] values) => Alike(values, wholeToo: false);

    /// <summary>What an operator takes as its two sides: integers and lists of them take the dtype of the other side, too.</summary>
    /// <param name="values">What was given.</param>
    internal static Tensor[] Sides(params TensorLike?[] values) => Alike(values, wholeToo: true);

    /// <summary>The parts of a list, or the rows of an array, where a function takes several tensors.</summary>
    internal Tensor[] ToTensors() => _value switch
    {
        TensorLike[] items => Alike(items),
        Tensor[] tensors => tensors,
        NDArray[] arrays => Array.ConvertAll(arrays, a => Arrays.ToTensor(a)),
        _ => ToTensor().unbind(0),
    };

    private bool IsTyped => _value is Tensor or NDArray or Tensor[] or NDArray[];

    private static Tensor[] Alike(TensorLike?[] values, bool wholeToo)
    {
        Tensor?[] all = Array.ConvertAll(values, v => v?.ToTensor());
        int leader = Array.FindIndex(values, v => v?._value is Tensor);
        leader = leader >= 0 ? leader : Array.FindIndex(values, v => v?.IsTyped == true);
        Tensor? first = leader >= 0 ? all[leader] : Array.Find(all, t => t?.is_floating_point() == true);
        for (int i = 0; first is not null && i < all.Length; i++)
        {
            bool follows = values[i]?._value is not Tensor && all[i] is { } t && t.dtype != first.dtype && (t.is_floating_point()
                ? first.is_floating_point() : wholeToo && !values[i]!.IsTyped);
            if (follows) { all[i] = all[i]!.to_type(first.dtype); }
        }
        return all!;
    }

    /// <summary>The values as a tensor; one that is given as a tensor stays that tensor unless its dtype changes.</summary>
    /// <param name="dtype">Keras dtype; null: TensorFlow's rule.</param>
    /// <exception cref="ArgumentException">The lists inside of a list differ in length, or hold no numbers.</exception>
    internal Tensor ToTensor(string? dtype = null)
    {
        Tensor tensor = _value switch
        {
            Tensor t => t,
            NDArray array => Arrays.ToTensor(array),
            Array array when array.GetType().GetElementType() is { IsPrimitive: true } kind =>
                Arrays.ToTensor(array, kind == typeof(double) ? dtype ?? "float32" : null),
            _ => StackList(),
        };
        return dtype is null || DTypes.GetName(tensor.dtype) == dtype ? tensor : tensor.to_type(DTypes.ParseTorch(dtype));
    }

    /// <inheritdoc/>
    public IEnumerator<TensorLike> GetEnumerator() => ((_value as TensorLike[]) ?? []).AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Tensor StackList()
    {
        var leaves = new List<TensorLike>();
        long[] shape = Walk(leaves);
        if (leaves.Exists(l => !l.IsNumber))
        {
            Tensor[] parts = [.. leaves.Select(l => l.ToTensor())];
            Tensor stacked = torch.stack(parts.Select(p => p.dtype == parts[0].dtype ? p : p.to_type(parts[0].dtype)), 0);
            return stacked.reshape([.. shape, .. parts[0].shape]);
        }
        if (leaves.TrueForAll(l => l._value is bool)) { return Reshape<bool>(leaves, v => (bool)v, shape); }
        if (leaves.TrueForAll(l => l._value is int)) { return Reshape<int>(leaves, v => (int)v, shape); }
        if (leaves.TrueForAll(l => l._value is int or long)) { return Reshape<long>(leaves, v => v is int n ? n : (long)v, shape); }
        return Reshape<float>(leaves, v => Convert.ToSingle(v, System.Globalization.CultureInfo.InvariantCulture), shape);
    }

    private bool IsNumber => _value is bool or int or long or double or float;

    /// <summary>Whether this is a list of what may be a list again; an array of numbers is none, it becomes a tensor as it is.</summary>
    private bool IsList => _value is Array && _value.GetType().GetElementType() is { IsPrimitive: false };

    /// <summary>An item of an array of .NET.</summary>
    private static TensorLike Wrap(object? item) => item switch
    {
        TensorLike like => like,
        Variable weight => weight,
        Tensor or NDArray or Array or bool or int or long or double or float => new(item),
        byte or sbyte or short or ushort or uint => new(Convert.ToInt64(item, System.Globalization.CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException("A list must hold numbers, tensors, arrays or lists of them to become a tensor. Received: "
            + $"{(item is null ? "null" : $"a value of type {item.GetType().Name}")}. Turn it into numbers first.", nameof(item)),
    };

    private static Tensor Reshape<T>(List<TensorLike> leaves, Func<object, T> number, long[] shape) where T : unmanaged =>
        Arrays.ToTensor(new NDArray(leaves.Select(l => number(l._value)).ToArray()).reshape(shape));

    // The numbers from left to right, and the lengths of the lists around them.
    private long[] Walk(List<TensorLike> leaves)
    {
        Nesting.EnsureEnd("A list that becomes a tensor");
        if (!IsList)
        {
            leaves.Add(this);
            return [];
        }
        TensorLike[] items = _value as TensorLike[] ?? [.. ((Array)_value).Cast<object?>().Select(Wrap)];
        long[]? inner = null;
        foreach (TensorLike item in items)
        {
            long[] shape = item.Walk(leaves);
            Guard.That(inner is null || inner.SequenceEqual(shape), "A list must hold lists of one length to become a tensor. "
                + $"Received: one of shape ({string.Join(", ", inner ?? [])}) and one of ({string.Join(", ", shape)}). Pad them first: "
                + "preprocessing.sequence.pad_sequences.", nameof(items));
            inner = shape;
        }
        return [items.Length, .. inner ?? []];
    }
}
