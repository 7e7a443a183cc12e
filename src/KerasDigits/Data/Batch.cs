using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits.Data;

/// <summary>One batch as generators and Sequences give it: inputs, targets and weights, one array each per model input or output.</summary>
/// <param name="inputs">One array per model input; the first axis counts samples.</param>
/// <param name="targets">One array per model output; null when the model only predicts.</param>
/// <param name="sample_weights">One factor per sample for each output; null, or a null among them: all 1.</param>
public sealed record Batch(NDArray[] inputs, NDArray[]? targets = null, NDArray?[]? sample_weights = null)
{
    /// <summary>
    /// Inputs, targets and weights where arrays may stand by name, or one array of weights for all outputs: the model puts them in order.
    /// </summary>
    internal (ModelData X, ModelData? Y, ModelData? Weights)? Parts { get; private init; }

    /// <summary>
    /// A batch of whatever fit takes as x, y and sample_weight: an array, several, or arrays by the names of inputs and outputs.
    /// </summary>
    /// <param name="x">Inputs, an array for each input, of shape (batch, …).</param>
    /// <param name="y">Targets; null when the model only predicts.</param>
    /// <param name="sample_weight">Factors per sample, for some outputs or all; null: all 1.</param>
    public static Batch From(ModelData x, ModelData? y = null, ModelData? sample_weight = null) =>
        new([.. x], y is null ? null : [.. y], sample_weight is null ? null : [.. sample_weight]) { Parts = (x, y, sample_weight) };

    /// <summary>Only inputs.</summary>
    public static implicit operator Batch(NDArray x) => new([x]);

    /// <summary>Inputs and targets.</summary>
    public static implicit operator Batch((NDArray x, NDArray y) t) => new([t.x], [t.y]);

    /// <summary>Only inputs, as a tensor.</summary>
    public static implicit operator Batch(Tensor x) => From(x!);

    /// <summary>Inputs and targets as tensors.</summary>
    public static implicit operator Batch((Tensor x, Tensor y) t) => From(t.x!, t.y);

    /// <summary>Inputs, targets and sample weights.</summary>
    public static implicit operator Batch((NDArray x, NDArray y, NDArray w) t) => new([t.x], [t.y], [t.w]);

    /// <summary>Several inputs, one target.</summary>
    public static implicit operator Batch((NDArray[] x, NDArray y) t) => new(t.x, [t.y]);

    /// <summary>Several inputs and targets.</summary>
    public static implicit operator Batch((NDArray[] x, NDArray[] y) t) => new(t.x, t.y);

    /// <summary>Several inputs and targets with sample weights of each target.</summary>
    public static implicit operator Batch((NDArray[] x, NDArray[] y, NDArray[] w) t) => new(t.x, t.y, t.w);

    /// <summary>Inputs and targets by name.</summary>
    public static implicit operator Batch((Dictionary<string, NDArray> x, Dictionary<string, NDArray> y) t) => From(t.x!, t.y);

    /// <summary>Inputs and targets by name, weights for some outputs or all.</summary>
    public static implicit operator Batch(
        (Dictionary<string, NDArray> x, Dictionary<string, NDArray> y, Dictionary<string, NDArray> w) t) => From(t.x!, t.y, t.w);

    /// <summary>Inputs by name, one target.</summary>
    public static implicit operator Batch((Dictionary<string, NDArray> x, NDArray y) t) => From(t.x!, t.y);

    /// <summary>One input, targets by name.</summary>
    public static implicit operator Batch((NDArray x, Dictionary<string, NDArray> y) t) => From(t.x!, t.y);

    /// <summary>One input, targets by name, weights for some outputs or all.</summary>
    public static implicit operator Batch((NDArray x, Dictionary<string, NDArray> y, Dictionary<string, NDArray> w) t) =>
        From(t.x!, t.y, t.w);

    /// <summary>What a generator yields as batches; says at once when it cannot be.</summary>
    internal static IEnumerable<Batch> Enumerate<T>(IEnumerable<T> items)
    {
        Type[] parts = typeof(ITuple).IsAssignableFrom(typeof(T)) ? typeof(T).GetGenericArguments() : [typeof(T)];
        Guard.That(typeof(T) == typeof(Batch) || (parts.Length is > 0 and <= 3 && Array.TrueForAll(parts, ModelData.Takes)),
            "A generator must yield x, (x, y) or (x, y, sample_weight), each an NDArray or, for several inputs or outputs, an NDArray[] "
            + $"or a Dictionary<string, NDArray>; or Batch objects. Received: a generator of {typeof(T)}. Declare it as "
            + "IEnumerable<(NDArray, NDArray)>.", nameof(items));
        return items.Select(item => (object?)item switch
        {
            Batch batch => batch,
            ITuple tuple => From(ModelData.Of(tuple[0])!, tuple.Length > 1 ? ModelData.Of(tuple[1]) : null,
                tuple.Length > 2 ? ModelData.Of(tuple[2]) : null),
            _ => From(ModelData.Of(item)!),
        });
    }

    /// <summary>For a single input and target: <c>var (x, y) = batch;</c>.</summary>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first target.</param>
    /// <exception cref="InvalidOperationException">The batch holds no targets.</exception>
    public void Deconstruct(out NDArray x, out NDArray y) =>
        (x, y) = (inputs[0], targets is { } t ? t[0] : throw new InvalidOperationException("The batch holds no targets."));

    /// <summary>Number of samples.</summary>
    public int Size => (int)inputs[0].shape[0];
}
