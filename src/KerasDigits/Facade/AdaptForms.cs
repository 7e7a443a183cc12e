using KerasDigits.Backend;
using KerasDigits.Data;
using KerasDigits.Layers;
using NumSharp;

namespace KerasDigits;

/// <summary>
/// What else Python's <c>layer.adapt(…)</c> takes beside an array or a list: data sets, tensors, tables of KerasDigits.Notebook. Layers
/// know no data sets, so these forms complement them.
/// </summary>
/// <remarks>All data are seen at once, as by the layers' own adapt.</remarks>
public static class AdaptForms
{
    /// <summary>Takes mean and variance from data; what was learned before is forgotten.</summary>
    /// <param name="layer">The layer that learns from data.</param>
    /// <param name="data">A data set of one array an element, a tensor, a table.</param>
    /// <param name="batch_size">Accepted for compatibility with Keras and ignored.</param>
    /// <param name="steps">How many elements of a data set are taken; null: all.</param>
    /// <exception cref="ArgumentException">The data are none, or a data set's elements are several arrays each.</exception>
    public static void adapt(this Normalization layer, ModelData data, int? batch_size = null, int? steps = null) =>
        layer.adapt(ReadRows(data, steps), batch_size);

    /// <summary>Finds boundaries between which equally many values lie; what was learned before is forgotten.</summary>
    /// <inheritdoc cref="adapt(Normalization, ModelData, int?, int?)"/>
    public static void adapt(this Discretization layer, ModelData data, int? batch_size = null, int? steps = null) =>
        layer.adapt(ReadRows(data, steps), batch_size, data.Dataset is null ? steps : null);

    /// <summary>Learns the vocabulary: the most frequent first.</summary>
    /// <inheritdoc cref="adapt(Normalization, ModelData, int?, int?)"/>
    public static void adapt(this IntegerLookup layer, ModelData data, int? batch_size = null, int? steps = null) =>
        layer.adapt(ReadRows(data, steps).astype(NPTypeCode.Int64).flatten().ToArray<long>());

    /// <inheritdoc cref="adapt(IntegerLookup, ModelData, int?, int?)"/>
    public static void adapt(this StringLookup layer, ModelData data, int? batch_size = null, int? steps = null) =>
        layer.adapt(ReadWords(data, steps));

    /// <summary>Learns the vocabulary: the most frequent words first.</summary>
    /// <inheritdoc cref="adapt(Normalization, ModelData, int?, int?)"/>
    public static void adapt(this TextVectorization layer, ModelData data, int? batch_size = null, int? steps = null) =>
        layer.adapt(ReadWords(data, steps));

    // One below the other; numbers alone become a column of them.
    private static NDArray ReadRows(ModelData data, int? steps)
    {
        NDArray[] parts = [.. EnumerateParts(data, steps)];
        return parts.Length == 1 ? parts[0] : parts[0].ndim == 0 ? np.stack(parts) : np.concatenate(parts);
    }

    private static string[] ReadWords(ModelData data, int? steps) => [.. EnumerateParts(data, steps).SelectMany(Texts.Strings)];

    private static IReadOnlyList<NDArray> EnumerateParts(ModelData data, int? steps)
    {
        ArgumentNullException.ThrowIfNull(data);
        IEnumerable<NDArray>? several = data.Dataset?.Select(ReadOne);
        if (several is null)
        {
            return data.Arrays is [var array] ? [array] : throw new ArgumentException("`adapt` takes one array. Received: "
                + $"{(data.IsBatched ? "batches: make a data set of them" : $"{data.Count()} arrays")}.", nameof(data));
        }
        NDArray[] parts = [.. steps is { } some ? several.Take(some) : several];
        return parts.Length > 0 ? parts : throw new ArgumentException("`adapt` needs at least one element, but the data set is "
            + "empty.", nameof(data));
    }

    private static NDArray ReadOne(Element element) => element.Items is null ? element.numpy()
        : throw new ArgumentException("`adapt` takes data sets with one array per element: leave the others out, "
            + "ds.map((x, y) => x). Received: elements with several arrays.", nameof(element));
}
