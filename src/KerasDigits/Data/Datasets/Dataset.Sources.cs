using NumSharp;

namespace KerasDigits.Data;

public partial class Dataset
{
    /// <summary>An element per row of arrays: of one, of a tuple, or by name.</summary>
    /// <param name="tensors">Arrays of one length: an NDArray, a .NET array, a tuple, a dictionary.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a scalar was given.</exception>
    public static Dataset from_tensor_slices(object tensors)
    {
        Element all = Element.Of(tensors);
        NDArray[] leaves = [.. all.EnumerateLeaves()];
        Guard.That(leaves.All(a => a.ndim > 0), "Unbatching a tensor is only supported for rank >= 1: a number has no rows.",
            nameof(tensors));
        long[] lengths = [.. leaves.Select(a => a.shape[0])];
        Guard.That(lengths.Distinct().Count() == 1,
            $"Dimensions {string.Join(" and ", lengths.Distinct())} are not compatible: all arrays must have as many rows.",
            nameof(tensors));
        IEnumerable<Element> MakeRows()
        {
            for (int i = 0; i < lengths[0]; i++)
            {
                int row = i;
                yield return all.Map(a => Backend.Texts.Keep(a, a[row]));
            }
        }
        return new(MakeRows, () => lengths[0]);
    }

    /// <inheritdoc cref="from_tensor_slices(object)"/>
    public static Dataset from_tensor_slices(int[] tensors) => from_tensor_slices((object)np.array(tensors));

    /// <inheritdoc cref="from_tensor_slices(object)"/>
    public static Dataset from_tensor_slices(double[] tensors) => from_tensor_slices((object)np.array(tensors));

    /// <summary>One element.</summary>
    /// <param name="tensors">An NDArray, a .NET array, a tuple or a dictionary: the one element.</param>
    public static Dataset from_tensors(object tensors)
    {
        Element one = Element.Of(tensors);
        return new(() => [one], () => 1);
    }

    /// <summary>What an iterator yields; it is restarted in each epoch.</summary>
    /// <param name="generator">The iterator's method: <c>static IEnumerable&lt;(NDArray, NDArray)&gt; Generator() { … }</c>.</param>
    /// <param name="output_signature">Shape and dtype of each array; others are refused. Left out: arrays are taken as they come.</param>
    public static Dataset from_generator<T>(Func<IEnumerable<T>> generator, params TensorSpec[] output_signature) =>
        YieldFrom(generator, [.. output_signature.Select(s => ((string?)s.dtype, (Core.Shape?)s.shape))]);

    /// <inheritdoc cref="from_generator{T}(Func{IEnumerable{T}}, TensorSpec[])"/>
    public static Dataset from_generator<T>(Func<IEnumerable<T>> generator, (TensorSpec, TensorSpec) output_signature) =>
        from_generator(generator, output_signature.Item1, output_signature.Item2);

    /// <inheritdoc cref="from_generator{T}(Func{IEnumerable{T}}, TensorSpec[])"/>
    public static Dataset from_generator<T>(Func<IEnumerable<T>> generator, (TensorSpec, TensorSpec, TensorSpec) output_signature) =>
        from_generator(generator, output_signature.Item1, output_signature.Item2, output_signature.Item3);

    /// <summary>What an iterator yields, one array at a time; it is restarted in each epoch.</summary>
    /// <param name="generator">The iterator's method.</param>
    /// <param name="output_types">The arrays' dtype.</param>
    /// <param name="output_shapes">Their shape; null: any.</param>
    public static Dataset from_generator<T>(Func<IEnumerable<T>> generator, string output_types, Core.Shape? output_shapes = null) =>
        YieldFrom(generator, [(output_types, output_shapes)]);

    /// <summary>What an iterator yields, two arrays at a time; it is restarted in each epoch.</summary>
    /// <param name="generator">The iterator's method.</param>
    /// <param name="output_types">The arrays' dtypes: <c>(tf.float32, tf.int32)</c>.</param>
    /// <param name="output_shapes">Their shapes; null: any.</param>
    public static Dataset from_generator<T>(Func<IEnumerable<T>> generator, (string, string) output_types,
        (Core.Shape?, Core.Shape?) output_shapes = default) =>
        YieldFrom(generator, [(output_types.Item1, output_shapes.Item1), (output_types.Item2, output_shapes.Item2)]);

    /// <summary>What an iterator yields, three arrays at a time; it is restarted in each epoch.</summary>
    /// <param name="generator">The iterator's method.</param>
    /// <param name="output_types">The arrays' dtypes.</param>
    /// <param name="output_shapes">Their shapes; null: any.</param>
    public static Dataset from_generator<T>(Func<IEnumerable<T>> generator, (string, string, string) output_types,
        (Core.Shape?, Core.Shape?, Core.Shape?) output_shapes = default) =>
        YieldFrom(generator,
            [(output_types.Item1, output_shapes.Item1), (output_types.Item2, output_shapes.Item2),
                (output_types.Item3, output_shapes.Item3)]);

    /// <summary>Integers from 0, as int64.</summary>
    /// <param name="stop">End; not part of the values.</param>
    public static Dataset range(long stop) => range(0, stop);

    /// <summary>Integers, as int64.</summary>
    /// <param name="start">First number of the result.</param>
    /// <param name="stop">End; not part of the values.</param>
    /// <param name="step">Distance; may be negative.</param>
    /// <exception cref="ArgumentException">step is 0.</exception>
    public static Dataset range(long start, long stop, long step = 1)
    {
        Guard.That(step != 0, "`step` must not be 0.", nameof(step));
        long count = Math.Max(0, (stop - start + step - Math.Sign(step)) / step);
        IEnumerable<Element> MakeNumbers()
        {
            for (long i = 0; i < count; i++) { yield return new Element(NDArray.Scalar(start + (i * step))); }
        }
        return new(MakeNumbers, () => count);
    }

    /// <summary>Tuples of the elements of several data sets, as long as the shortest.</summary>
    /// <param name="datasets">The data sets.</param>
    public static Dataset zip(params Dataset[] datasets)
    {
        IEnumerable<Element> MakeTuples()
        {
            IEnumerator<Element>[] open = Array.ConvertAll(datasets, d => d.GetEnumerator());
            try
            {
                while (Array.TrueForAll(open, e => e.MoveNext()))
                {
                    yield return new Element((IReadOnlyList<Element>)Array.ConvertAll(open, e => e.Current));
                }
            }
            finally
            {
                foreach (IEnumerator<Element> e in open) { e.Dispose(); }
            }
        }
        return new Dataset(MakeTuples, () => FindShortest(datasets.Select(d => d.cardinality())), datasets[0]).DependOn(datasets);
    }

    /// <summary>Python's <c>zip((a, b))</c>.</summary>
    /// <param name="datasets">The data sets.</param>
    public static Dataset zip((Dataset, Dataset) datasets) => zip(datasets.Item1, datasets.Item2);

    /// <summary>Python's <c>zip((a, b, c))</c>.</summary>
    /// <param name="datasets">The data sets.</param>
    public static Dataset zip((Dataset, Dataset, Dataset) datasets) => zip(datasets.Item1, datasets.Item2, datasets.Item3);

    /// <summary>The batches of a Sequence.</summary>
    internal static Dataset FromSequence(Sequence sequence)
    {
        IEnumerable<Element> MakeBatches()
        {
            // An epoch that is left early is over where the Sequence shuffles itself, as one of tf.data's.
            using var left = new Ended(sequence.KeepsOrder ? sequence.on_epoch_end : null);
            for (int i = 0; i < sequence.Length; i++)
            {
                Batch b = sequence.Prepare(i)();
                NDArray[]? weights = b.sample_weights is { } given ? Array.ConvertAll(given, w => w ?? np.ones(new[] { b.Size })) : null;
                NDArray[]?[] parts = weights is not null ? [b.inputs, b.targets, weights] : b.targets is not null ? [b.inputs, b.targets]
                    : [b.inputs];
                Element[] elements =
                    [.. parts.Select(p => p!.Length == 1 ? new Element(p[0]) : new Element([.. p.Select(a => new Element(a))]))];
                yield return elements.Length == 1 ? elements[0] : new Element((IReadOnlyList<Element>)elements);
            }
            if (!sequence.KeepsOrder) { sequence.on_epoch_end(); }
        }
        return new(MakeBatches, () => sequence.Length, batch: null) { Source = sequence };
    }

    private sealed class Ended(Action? then) : IDisposable
    {
        public void Dispose() => then?.Invoke();
    }

    private static long FindShortest(IEnumerable<long> counts)
    {
        long[] all = [.. counts];
        return all.Contains(UNKNOWN) ? UNKNOWN : all.Where(c => c >= 0).DefaultIfEmpty(INFINITE).Min();
    }

    private static Dataset YieldFrom<T>(Func<IEnumerable<T>> generator, (string? Dtype, Core.Shape? Shape)[] forms) =>
        new(() => generator().Select(item => Fit(Element.Of(item), forms)), () => UNKNOWN);

    private static Element Fit(Element element, (string? Dtype, Core.Shape? Shape)[] forms)
    {
        if (forms.Length == 0) { return element; }
        int count = element.EnumerateLeaves().Count(), at = 0;
        Guard.That(count == forms.Length, $"The generator must yield {forms.Length} arrays, by its output_types or output_signature. "
            + $"Received: {element.DescribeForm()} of {count}.");
        return element.Map(a =>
        {
            (string? dtype, Core.Shape? shape) = forms[at++];
            bool fits = shape is not { } known
                || (known.Count == a.ndim && known.Select((d, i) => d is null || d == a.shape[i]).All(f => f));
            Guard.That(fits, $"`generator` yielded an element of shape ({string.Join(", ", a.shape)}) where an element of shape "
                + $"{shape} was expected.");
            if (dtype is null or "string") { return a; }
            using var scope = Backend.Scopes.Step();
            return Backend.Arrays.ToArray(Backend.Arrays.ToTensor(a, dtype));
        });
    }
}
