using System.Runtime.CompilerServices;
using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Data;

public partial class Dataset
{
    /// <summary>Elements made of elements by a function of arrays, of tensors (tf's functions), or of <see cref="Element"/> for nested
    /// ones.</summary>
    /// <param name="map_func">The function; what it returns may be an array, a tensor, a tuple or a dictionary.</param>
    /// <param name="num_parallel_calls">Accepted for compatibility with Python and ignored: elements are made one after the other, on
    /// prefetch's thread where there is one.</param>
    public Dataset map<TResult>(Func<NDArray, TResult> map_func, long? num_parallel_calls = null) => Map(e => map_func(StackParts(e, 1)));

    /// <inheritdoc cref="map{TResult}(Func{NDArray, TResult}, long?)"/>
    public Dataset map<TResult>(Func<NDArray, NDArray, TResult> map_func, long? num_parallel_calls = null) => Map(e =>
    {
        var (a, b) = e;
        return map_func(StackParts(a, 2), StackParts(b, 2));
    });

    /// <inheritdoc cref="map{TResult}(Func{NDArray, TResult}, long?)"/>
    public Dataset map<TResult>(Func<NDArray, NDArray, NDArray, TResult> map_func, long? num_parallel_calls = null) => Map(e =>
    {
        var (a, b, c) = e;
        return map_func(a, b, c);
    });

    /// <inheritdoc cref="map{TResult}(Func{NDArray, TResult}, long?)"/>
    [OverloadResolutionPriority(-1)]
    public Dataset map<TResult>(Func<Tensor, TResult> map_func, long? num_parallel_calls = null) =>
        Map(e => map_func(Arrays.ToTensor(e)));

    /// <inheritdoc cref="map{TResult}(Func{NDArray, TResult}, long?)"/>
    [OverloadResolutionPriority(-1)]
    public Dataset map<TResult>(Func<Tensor, Tensor, TResult> map_func, long? num_parallel_calls = null) => Map(e =>
    {
        var (a, b) = e;
        return map_func(Arrays.ToTensor(StackParts(a, 2)), Arrays.ToTensor(StackParts(b, 2)));
    });

    /// <inheritdoc cref="map{TResult}(Func{NDArray, TResult}, long?)"/>
    [OverloadResolutionPriority(-2)]
    public Dataset map<TResult>(Func<Element, TResult> map_func, long? num_parallel_calls = null) => Map(e => map_func(e));

    /// <inheritdoc cref="map{TResult}(Func{NDArray, TResult}, long?)"/>
    [OverloadResolutionPriority(-2)]
    public Dataset map<TResult>(Func<Element, Element, TResult> map_func, long? num_parallel_calls = null) => Map(e =>
    {
        var (a, b) = e;
        return map_func(a, b);
    });

    // C# takes a function without types for one of arrays: of nested elements it must be told.
    private static NDArray StackParts(Element part, int parts) => part.Items is null ? part.numpy()
        : throw new InvalidOperationException($"The function takes {(parts == 1 ? "an array" : "arrays")}, and the element holds "
            + $"{part.DescribeForm()}: name the type, ds.map({(parts == 1 ? "(Element x) => …" : "(Element x, Element y) => …")}), and "
            + "take "
            + "parts by their names, x[\"name\"].");

    /// <summary>The elements for which a function holds.</summary>
    /// <param name="predicate">Whether an element stays.</param>
    public Dataset filter(Func<NDArray, bool> predicate) => KeepWhere(e => predicate(e));

    /// <inheritdoc cref="filter(Func{NDArray, bool})"/>
    [OverloadResolutionPriority(-1)]
    public Dataset filter(Func<NDArray, NDArray> predicate) => KeepWhere(e => IsTrue(predicate(e)));

    /// <inheritdoc cref="filter(Func{NDArray, bool})"/>
    public Dataset filter(Func<NDArray, NDArray, bool> predicate) => KeepWhere(e =>
    {
        var (a, b) = e;
        return predicate(a, b);
    });

    /// <inheritdoc cref="filter(Func{NDArray, bool})"/>
    [OverloadResolutionPriority(-1)]
    public Dataset filter(Func<NDArray, NDArray, NDArray> predicate) => KeepWhere(e =>
    {
        var (a, b) = e;
        return IsTrue(predicate(a, b));
    });

    /// <inheritdoc cref="filter(Func{NDArray, bool})"/>
    [OverloadResolutionPriority(-2)]
    public Dataset filter(Func<Element, bool> predicate) => KeepWhere(predicate);

    /// <summary>The data sets that a function makes of the elements, one behind the other.</summary>
    /// <param name="map_func">Makes a data set from each element.</param>
    public Dataset flat_map(Func<Element, Dataset> map_func) =>
        new Dataset(() => _open().SelectMany(map_func), () => UNKNOWN).DependOn(this);

    /// <summary>The data sets that a function makes of the elements, read in turn.</summary>
    /// <param name="map_func">Makes a data set from each element.</param>
    /// <param name="cycle_length">How many of them are open at a time; null: one per processor.</param>
    /// <param name="block_length">How many elements of one are read before the next one's turn.</param>
    /// <param name="num_parallel_calls">Accepted for compatibility with Python and ignored: elements are made one after the other.</param>
    /// <exception cref="ArgumentException">cycle_length or block_length is not above 0.</exception>
    public Dataset interleave(Func<Element, Dataset> map_func, int? cycle_length = null, int block_length = 1,
        long? num_parallel_calls = null)
    {
        int cycle = cycle_length ?? Environment.ProcessorCount;
        Guard.That(cycle > 0 && block_length > 0,
            $"cycle_length and block_length must be above 0. Received: cycle_length={cycle}, block_length={block_length}.",
            nameof(cycle_length));
        IEnumerable<Element> TakeInTurn()
        {
            using IEnumerator<Element> inputs = GetEnumerator();
            var open = new IEnumerator<Element>?[cycle];
            bool more = true;
            try
            {
                // A place whose data set has ended takes the next one when its turn comes again.
                for (int at = 0; more || Array.Exists(open, o => o is not null); at = (at + 1) % cycle)
                {
                    if (open[at] is null && more && (more = inputs.MoveNext())) { open[at] = map_func(inputs.Current).GetEnumerator(); }
                    for (int i = 0; i < block_length && open[at] is { } current; i++)
                    {
                        if (current.MoveNext())
                        {
                            yield return current.Current;
                            continue;
                        }
                        current.Dispose();
                        open[at] = null;
                    }
                }
            }
            finally
            {
                foreach (IEnumerator<Element>? o in open) { o?.Dispose(); }
            }
        }
        return new Dataset(TakeInTurn, () => UNKNOWN).DependOn(this);
    }

    /// <summary>All elements gathered into one value.</summary>
    /// <param name="initial_state">The value before the first element.</param>
    /// <param name="reduce_func">Makes of the value and an element the next value.</param>
    public TState reduce<TState>(TState initial_state, Func<TState, Element, TState> reduce_func) =>
        this.Aggregate(initial_state, reduce_func);

    private Dataset Map<TResult>(Func<Element, TResult> change)
    {
        Element MakeOne(Element element)
        {
            using var scope = Scopes.Step();
            return Element.Of(change(element));
        }
        return new(() => _open().Select(MakeOne), _count, this);
    }

    private Dataset KeepWhere(Func<Element, bool> holds) => new(() => _open().Where(holds), () => _count() == 0 ? 0 : UNKNOWN, this);

    private static bool IsTrue(NDArray value) => value.size == 1 && value.astype(NPTypeCode.Boolean).ToArray<bool>()[0];
}
