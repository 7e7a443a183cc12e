using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Data;

/// <summary>
/// What fit, evaluate and predict accept as x, y or sample_weight: an array of any numeric dtype and strides, .NET arrays of any rank,
/// lists or dictionaries of arrays, a Sequence, an enumeration of batches.
/// </summary>
[CollectionBuilder(typeof(ModelData), nameof(Create))]
public sealed class ModelData : IEnumerable<NDArray>
{
    /// <summary>An empty dictionary: <c>new() { ["image"] = x }</c>.</summary>
    public ModelData() => Named = new Dictionary<string, NDArray>();

    private ModelData(NDArray[]? arrays, IReadOnlyDictionary<string, NDArray>? named = null, Sequence? sequence = null,
        IEnumerable<Batch>? batches = null) =>
        (Arrays, Named, Sequence, Batches) = (arrays, named, sequence, batches);

    /// <summary>The arrays, one per input or output; null for batches or names.</summary>
    public NDArray[]? Arrays { get; }

    /// <summary>Arrays by the name of the input or output layer.</summary>
    public IReadOnlyDictionary<string, NDArray>? Named { get; }

    /// <summary>The Sequence.</summary>
    public Sequence? Sequence { get; }

    /// <summary>The enumeration of batches.</summary>
    public IEnumerable<Batch>? Batches { get; }

    /// <summary>The tf.data data set.</summary>
    public Dataset? Dataset { get; private init; }

    /// <summary>Whether one array was given, not a list: as weights it then holds for all outputs.</summary>
    internal bool IsOne { get; private init; }

    /// <summary>Whether the data come in finished batches.</summary>
    public bool IsBatched => Sequence is not null || Batches is not null || Dataset is not null;

    /// <summary>The array of an input or output.</summary>
    /// <param name="name">Name of an input or output.</param>
    public NDArray this[string name]
    {
        get => Named![name];
        set => ((Dictionary<string, NDArray>)Named!)[name] = value;
    }

    /// <summary>From a collection expression: <c>[x1, x2]</c>.</summary>
    /// <param name="arrays">One array for each input; strings: the samples of a single text input.</param>
    public static ModelData Create(ReadOnlySpan<NDArray> arrays)
    {
        NDArray[] all = arrays.ToArray();
        // Texts in brackets are samples, as in Keras.
        return all.Length > 0 && Array.TrueForAll(all, Texts.IsText)
            ? new([Texts.KeepForOneRun(Array.ConvertAll(all, Texts.GetText))]) { IsOne = true }
            : new(all);
    }

    /// <inheritdoc/>
    public IEnumerator<NDArray> GetEnumerator() => (Arrays ?? [.. Named?.Values ?? []]).AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A generator of batches: any C# iterator.</summary>
    /// <param name="batches">Called again for each epoch where it can start over.</param>
    public static ModelData From(IEnumerable<Batch> batches) => new(null, batches: batches);

    /// <summary>
    /// A generator of what makes batches: <see cref="Batch"/>, (x, y), (x, y, sample_weight), only x, or the same with several inputs and
    /// targets as NDArray[].
    /// </summary>
    /// <param name="batches">The batches of an epoch, read once.</param>
    /// <exception cref="ArgumentException">What it yields is none of these.</exception>
    public static ModelData From<TBatch>(IEnumerable<TBatch> batches) => batches is Sequence sequence
        ? sequence
        : batches is Dataset data ? data
        : From(batches as IEnumerable<Batch> ?? (batches is IReadOnlyCollection<TBatch> ? [.. Batch.Enumerate(batches)]
        : Batch.Enumerate(batches)));

    internal static ModelData FromDataset(Dataset data) => new(null) { Dataset = data };

    /// <summary>One array.</summary>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator ModelData?(NDArray? array) => array is null ? null
        : Backend.SeveralArrays.Of(array) is { } several ? new(several) : new([array]) { IsOne = true };

    /// <summary>Several arrays.</summary>
    [return: NotNullIfNotNull(nameof(arrays))]
    public static implicit operator ModelData?(NDArray[]? arrays) => arrays is null ? null : new(arrays);

    /// <summary>Several arrays.</summary>
    [return: NotNullIfNotNull(nameof(arrays))]
    public static implicit operator ModelData?(List<NDArray>? arrays) => arrays is null ? null : new([.. arrays]);

    /// <summary>One tensor: what a model or a function of tf gave.</summary>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator ModelData?(Tensor? tensor) => tensor is null ? null : Backend.Arrays.ToArray(tensor);

    /// <summary>Several tensors.</summary>
    [return: NotNullIfNotNull(nameof(tensors))]
    public static implicit operator ModelData?(Tensor[]? tensors) =>
        tensors is null ? null : new(Array.ConvertAll(tensors, Backend.Arrays.ToArray));

    /// <summary>Several tensors.</summary>
    [return: NotNullIfNotNull(nameof(tensors))]
    public static implicit operator ModelData?(List<Tensor>? tensors) => tensors is null ? null : tensors.ToArray();

    /// <summary>Two inputs or outputs, as Python's tuple.</summary>
    public static implicit operator ModelData((Tensor, Tensor) two) => new[] { two.Item1, two.Item2 };

    /// <summary>Tensors by name.</summary>
    [return: NotNullIfNotNull(nameof(tensors))]
    public static implicit operator ModelData?(Dictionary<string, Tensor>? tensors) =>
        tensors?.ToDictionary(t => t.Key, t => Backend.Arrays.ToArray(t.Value));

    /// <summary>Two inputs or outputs, as Python's tuple.</summary>
    public static implicit operator ModelData((NDArray, NDArray) two) => new([two.Item1, two.Item2]);

    /// <summary>Three inputs or outputs, as Python's tuple.</summary>
    public static implicit operator ModelData((NDArray, NDArray, NDArray) three) => new([three.Item1, three.Item2, three.Item3]);

    /// <summary>Arrays by name.</summary>
    [return: NotNullIfNotNull(nameof(arrays))]
    public static implicit operator ModelData?(Dictionary<string, NDArray>? arrays) =>
        arrays is null ? null : new(null, new Dictionary<string, NDArray>(arrays));

    /// <summary>.NET arrays by name, of numbers or strings.</summary>
    [return: NotNullIfNotNull(nameof(arrays))]
    public static implicit operator ModelData?(Dictionary<string, Array>? arrays) =>
        arrays?.ToDictionary(a => a.Key, a => FromNet(a.Value));

    /// <summary>A Sequence.</summary>
    [return: NotNullIfNotNull(nameof(sequence))]
    public static implicit operator ModelData?(Sequence? sequence) => sequence is null ? null : new(null, sequence: sequence);

    /// <summary>A .NET array: rectangular, jagged, or a list of arrays.</summary>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator ModelData?(Array? array) => array switch
    {
        null => null,
        NDArray[] several => new(several),
        Tensor[] tensors => new(Array.ConvertAll(tensors, Backend.Arrays.ToArray)),
        _ => new([FromNet(array)]) { IsOne = true },
    };

    /// <summary>Whether a part of a batch may be of that type.</summary>
    internal static bool Takes(Type type) => typeof(NDArray).IsAssignableFrom(type) || type == typeof(ModelData) || type.IsArray
        || type == typeof(Tensor)
        || typeof(IEnumerable<NDArray>).IsAssignableFrom(type) || typeof(IEnumerable<KeyValuePair<string, NDArray>>).IsAssignableFrom(type);

    /// <summary>A part of a batch; null: it is left out.</summary>
    internal static ModelData? Of(object? part) => part switch
    {
        null => null,
        ModelData data => data,
        NDArray array => array,
        Tensor tensor => tensor,
        Tensor[] tensors => tensors,
        Array array => array,
        IEnumerable<KeyValuePair<string, NDArray>> named => new Dictionary<string, NDArray>(named),
        IEnumerable<NDArray> several => several.ToArray(),
        _ => throw new ArgumentException($"A batch must hold arrays, lists or dictionaries of them. Received: {part.GetType()}."),
    };

    /// <summary>
    /// Inputs in the order of <paramref name="names"/>. One too many is not an error where the others are there, as in Keras.
    /// </summary>
    /// <param name="names">Names of the model's inputs.</param>
    /// <param name="warns">Whether to warn of one too many.</param>
    /// <exception cref="ArgumentException">A name is missing or unknown.</exception>
    internal NDArray[] OrderInputs(IReadOnlyList<string> names, bool warns)
    {
        if (GetPlain("x") is { } arrays) { return arrays; }
        foreach (string given in Named!.Keys.Except(names))
        {
            Guard.That(names.All(Named.ContainsKey),
                $"`x` holds the name \"{given}\", but the model has: {string.Join(", ", names)}.", "x");
            if (warns)
            {
                Log.Warning($"Input dict contained keys ['{given}'] which did not match any model input. They will be ignored by "
                    + "the model.");
            }
        }
        return [.. names.Select(n => Named.TryGetValue(n, out NDArray? a)
            ? a
            : throw new ArgumentException($"`x` must hold an array named \"{n}\". Received the names: "
                + $"{string.Join(", ", Named.Keys)}.", "x"))];
    }

    /// <summary>
    /// Targets in the order of <paramref name="names"/>; null where a dictionary holds none for an output, which then has no loss, as in
    /// Keras.
    /// </summary>
    /// <exception cref="ArgumentException">A name is unknown.</exception>
    internal NDArray?[] OrderTargets(IReadOnlyList<string> names)
    {
        if (GetPlain("y") is { } arrays) { return arrays; }
        string[] unknown = [.. Named!.Keys.Except(names)];
        Guard.That(unknown.Length == 0, $"Found unexpected keys that do not correspond to any Model output: {string.Join(", ", unknown)}. "
            + $"Expected: {string.Join(", ", names)}.", "y");
        return [.. names.Select(n => Named.GetValueOrDefault(n))];
    }

    private NDArray[]? GetPlain(string what) => Arrays is null && Named is null
        ? throw new ArgumentException($"`{what}` must be arrays, not batches, here.")
        : Arrays;

    /// <summary>Weights in the order of <paramref name="names"/>; null where an output has none.</summary>
    /// <exception cref="ArgumentException">A name is unknown.</exception>
    internal NDArray?[] OrderWeights(IReadOnlyList<string> names)
    {
        if (Named is not { } named)
        {
            NDArray[] arrays = GetPlain("sample_weight")!;
            return IsOne && names.Count > 1 ? [.. names.Select(_ => arrays[0])] : arrays;
        }
        string[] unknown = [.. named.Keys.Except(names)];
        Guard.That(unknown.Length == 0, $"`sample_weight` holds the name \"{unknown.FirstOrDefault()}\", but the model has: "
            + $"{string.Join(", ", names)}.", "sample_weight");
        return [.. names.Select(n => named.GetValueOrDefault(n))];
    }

    private static NDArray FromNet(Array array)
    {
        Type element = array.GetType();
        var shape = new List<int>();
        object? level = array;
        while (level is Array a)
        {
            for (int d = 0; d < a.Rank; d++) { shape.Add(a.GetLength(d)); }
            element = a.GetType().GetElementType()!;
            level = element.IsArray && a.Length > 0 ? a.GetValue(new int[a.Rank]) : null;
        }
        if (element == typeof(string)) { return Texts.KeepForOneRun(array); }
        Guard.That(element.IsPrimitive || element == typeof(decimal) || element == typeof(Half),
            $"An array of data must hold numbers or texts. Received: elements of {element}. An array of finished batches is given as "
            + "ModelData.From(batches).", nameof(array));
        Array flat = Array.CreateInstance(element, shape.Aggregate(1L, (x, y) => x * y));
        long at = 0;
        Fill(array, shape.ToArray(), 0);
        NDArray result = np.array(flat);
        return result.reshape([.. shape]);

        void Fill(Array part, int[] expected, int depth)
        {
            for (int d = 0; d < part.Rank; d++)
            {
                if (part.GetLength(d) != expected[depth + d])
                {
                    throw new ArgumentException("A jagged array must have rows of equal length. Received lengths "
                        + $"{expected[depth + d]} and {part.GetLength(d)} at depth {depth + d}.");
                }
            }
            foreach (object? item in (IEnumerable)part)
            {
                if (item is Array inner) { Fill(inner, expected, depth + part.Rank); }
                else { flat.SetValue(item, at++); }
            }
        }
    }
}

/// <summary>What fit's validation_data accepts: (x, y), (x, y, sample_weight), a Sequence or batches.</summary>
public sealed class ValidationData
{
    private ValidationData(ModelData x, ModelData? y = null, ModelData? sample_weight = null) =>
        (this.x, this.y, this.sample_weight) = (x, y, sample_weight);

    /// <summary>Inputs, or the batches.</summary>
    public ModelData x { get; }

    /// <summary>Targets.</summary>
    public ModelData? y { get; }

    /// <summary>Factors per sample.</summary>
    public ModelData? sample_weight { get; }

    /// <summary>Anything fit takes as x, y and sample_weight.</summary>
    /// <param name="x">Inputs, an array for each input, of shape (batch, …).</param>
    /// <param name="y">Targets; null: x holds them, or there are none.</param>
    /// <param name="sample_weight">Weight of each sample; null: all 1.</param>
    public static ValidationData From(ModelData x, ModelData? y = null, ModelData? sample_weight = null) => new(x, y, sample_weight);

    /// <summary>Arrays, or frames and columns, which convert; targets may be null where the loss comes only from add_loss.</summary>
    public static implicit operator ValidationData((NDArray x, NDArray? y) t) => new(t.x!, t.y);

    /// <summary>Tensors.</summary>
    public static implicit operator ValidationData((Tensor x, Tensor y) t) => new(t.x!, t.y);

    /// <summary>A tensor and an array.</summary>
    public static implicit operator ValidationData((Tensor x, NDArray y) t) => new(t.x!, t.y);

    /// <summary>Arrays with weights.</summary>
    public static implicit operator ValidationData((NDArray x, NDArray y, NDArray w) t) => new(t.x!, t.y, t.w);

    /// <summary>Several inputs, one target.</summary>
    public static implicit operator ValidationData((NDArray[] x, NDArray y) t) => new(t.x!, t.y);

    /// <summary>Two inputs as Python's tuple, one target: <c>validation_data: ((A, B), y)</c>.</summary>
    public static implicit operator ValidationData(((NDArray, NDArray) x, NDArray y) t) => new(t.x, t.y);

    /// <summary>Three inputs as Python's tuple, one target.</summary>
    public static implicit operator ValidationData(((NDArray, NDArray, NDArray) x, NDArray y) t) => new(t.x, t.y);

    /// <summary>Two inputs and two targets as Python's tuples.</summary>
    public static implicit operator ValidationData(((NDArray, NDArray) x, (NDArray, NDArray) y) t) => new(t.x, t.y);

    /// <summary>One input, two targets as Python's tuple.</summary>
    public static implicit operator ValidationData((NDArray x, (NDArray, NDArray) y) t) => new(t.x!, t.y);

    /// <summary>Two inputs as Python's tuple, one target, weights.</summary>
    public static implicit operator ValidationData(((NDArray, NDArray) x, NDArray y, NDArray w) t) => new(t.x, t.y, t.w);

    /// <summary>One input, several targets.</summary>
    public static implicit operator ValidationData((NDArray x, NDArray[] y) t) => new(t.x!, t.y);

    /// <summary>Several inputs and targets.</summary>
    public static implicit operator ValidationData((NDArray[] x, NDArray[] y) t) => new(t.x!, t.y);

    /// <summary>.NET arrays.</summary>
    public static implicit operator ValidationData((Array x, Array y) t) => new(t.x!, t.y);

    /// <summary>Arrays by name.</summary>
    public static implicit operator ValidationData((Dictionary<string, NDArray> x, Dictionary<string, NDArray> y) t) => new(t.x!, t.y);

    /// <summary>Arrays by name, with weights for some outputs or all.</summary>
    public static implicit operator ValidationData(
        (Dictionary<string, NDArray> x, Dictionary<string, NDArray> y, Dictionary<string, NDArray> w) t) => new(t.x!, t.y, t.w);

    /// <summary>Inputs by name, one target.</summary>
    public static implicit operator ValidationData((Dictionary<string, NDArray> x, NDArray y) t) => new(t.x!, t.y);

    /// <summary>One input, targets by name.</summary>
    public static implicit operator ValidationData((NDArray x, Dictionary<string, NDArray> y) t) => new(t.x!, t.y);

    /// <summary>A Sequence.</summary>
    public static implicit operator ValidationData(Sequence sequence) => new(sequence!);

    /// <summary>A generator of batches.</summary>
    public static implicit operator ValidationData(ModelData batches) => new(batches);

    /// <summary>Batches in a list.</summary>
    public static implicit operator ValidationData(List<Batch> batches) => new(ModelData.From(batches));

    /// <summary>Batches in a list, each (x, y).</summary>
    public static implicit operator ValidationData(List<(NDArray, NDArray)> batches) => new(ModelData.From(batches));

    /// <summary>Batches in an array, each (x, y).</summary>
    public static implicit operator ValidationData((NDArray, NDArray)[] batches) => new(ModelData.From(batches));
}
