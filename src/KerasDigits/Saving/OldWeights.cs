using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Saving.Hdf5;

namespace KerasDigits.Saving;

/// <summary>
/// Brings arrays of old files, those of Keras 1, of Theano and of cuDNN layers, into today's form, inside wrappers and models too.
/// </summary>
internal static class OldWeights
{
    /// <summary>
    /// What wrote a group of layers; Keras 1 named neither itself nor its backend at first, but only TensorFlow's names end in ":0".
    /// </summary>
    public static WeightOrigin FindOrigin(H5Group source)
    {
        // Before 1.0 nothing says the backend; it was Theano but for the last months.
        if (source.Attributes.ContainsKey(LayerWeights.FirstCount)) { return new(Keras1: true, Theano: true); }
        bool first = (source.Attributes.GetValueOrDefault("keras_version") as string ?? "1").Split('.')[0] == "1";
        return new(first, source.Attributes.GetValueOrDefault("backend") is { } backend ? backend is "theano" : first
            && FindFirstName(source) is { } name && !name.Contains(':', StringComparison.Ordinal));
    }

    private static string? FindFirstName(H5Group source) => (H5Values.ReadNames(source, "layer_names") ?? [])
        .Select(n => source.Find(n) is { } group ? H5Values.ReadNames(group, "weight_names")?.FirstOrDefault() : null)
        .FirstOrDefault(n => n is not null);

    /// <summary>
    /// The arrays of a layer in today's form; null when they are in it already, or cannot be brought into it. A scope of tensors must be
    /// open.
    /// </summary>
    /// <param name="layer">The layer, wrapper or model.</param>
    /// <param name="weights">Its weights in the order of the file: trainable ones, then the others.</param>
    /// <param name="stored">Its arrays in the file, in the same order.</param>
    /// <param name="origin">What wrote them.</param>
    public static H5Dataset[]? Convert(Layer layer, Variable[] weights, H5Dataset[] stored, WeightOrigin origin)
    {
        Layer[] parts = [.. layer.EnumerateStoredParts([]).Where(p => p.Weights.Count > 0).Select(p => p.Layer)];
        if (!parts.OfType<IOldWeights>().Any() || !OrderWeights(parts).SequenceEqual(weights)) { return null; }
        bool gates = origin.Keras1 && stored.Length == parts.Sum(p => Count(p, true)),
            today = stored.Length == parts.Sum(p => Count(p, false));
        if (!gates && !today) { return null; }
        var trainable = new Queue<H5Dataset>(stored.Take(parts.Sum(p => p.trainable ? Count(p, gates) - FixPart(p) : 0)));
        var others = new Queue<H5Dataset>(stored.Skip(trainable.Count));
        List<H5Dataset> first = [], last = [];
        foreach (Layer part in parts)
        {
            Queue<H5Dataset> own = part.trainable ? trainable : others;
            H5Dataset[] arrays = [.. Take(own, Count(part, gates) - FixPart(part)), .. Take(others, FixPart(part))];
            IReadOnlyList<H5Dataset> now = part is IOldWeights old && arrays.Length > 0
                ? [.. old.FromOld(Array.ConvertAll(arrays, H5Values.ToTensor), origin).Select(H5Values.Of)]
                : arrays;
            int moving = now.Count - FixPart(part);
            (part.trainable ? first : last).AddRange(now.Take(moving));
            last.AddRange(now.Skip(moving));
        }
        return [.. first, .. last];
    }

    /// <summary>The weights of the parts in the order of files, which the layer's own must be: else they cannot be told apart.</summary>
    private static IEnumerable<Variable> OrderWeights(Layer[] parts) =>
        parts.Where(p => p.trainable).SelectMany(p => FindOwn(p).Where(w => w.trainable))
        .Concat(parts.SelectMany(p => FindOwn(p).Where(w => !p.trainable || !w.trainable)));

    private static int Count(Layer part, bool gates) => gates && part is IOldWeights { ArraysInKeras1: > 0 and var count }
        ? count
        : FindOwn(part).Count;

    private static int FixPart(Layer part) => FindOwn(part).Count(w => !w.trainable);

    private static IReadOnlyList<Variable> FindOwn(Layer part) => part.EnumerateStoredParts([]).First().Weights;

    private static IEnumerable<H5Dataset> Take(Queue<H5Dataset> queue, int count) =>
        Enumerable.Range(0, count).Select(_ => queue.Dequeue());
}
