using NumSharp;

namespace KerasDigits.Data;

/// <summary>One batch as generators and Sequences give it: inputs, targets and weights, one array each per model input or output.</summary>
/// <param name="inputs">One array per model input; the first axis counts samples.</param>
/// <param name="targets">One array per model output; null when the model only predicts.</param>
/// <param name="sample_weights">One factor per sample for each output; null: all 1.</param>
public sealed record Batch(NDArray[] inputs, NDArray[]? targets = null, NDArray[]? sample_weights = null)
{
    /// <summary>Inputs alone.</summary>
    public static implicit operator Batch(NDArray x) => new([x]);

    /// <summary>Inputs and targets.</summary>
    public static implicit operator Batch((NDArray x, NDArray y) t) => new([t.x], [t.y]);

    /// <summary>Inputs, targets and sample weights.</summary>
    public static implicit operator Batch((NDArray x, NDArray y, NDArray w) t) => new([t.x], [t.y], [t.w]);

    /// <summary>Several inputs, one target.</summary>
    public static implicit operator Batch((NDArray[] x, NDArray y) t) => new(t.x, [t.y]);

    /// <summary>Several inputs and targets.</summary>
    public static implicit operator Batch((NDArray[] x, NDArray[] y) t) => new(t.x, t.y);

    /// <summary>Several inputs and targets with sample weights of each target.</summary>
    public static implicit operator Batch((NDArray[] x, NDArray[] y, NDArray[] w) t) => new(t.x, t.y, t.w);

    /// <summary>What a generator yields as batches; says at once when it cannot be.</summary>
    internal static IEnumerable<Batch> All<T>(IEnumerable<T> items)
    {
        Func<T, Batch> convert = ((object)items switch
        {
            IEnumerable<NDArray> => (Delegate)((NDArray x) => (Batch)x),
            IEnumerable<(NDArray, NDArray)> => ((NDArray, NDArray) t) => (Batch)t,
            IEnumerable<(NDArray, NDArray, NDArray)> => ((NDArray, NDArray, NDArray) t) => (Batch)t,
            IEnumerable<(NDArray[], NDArray)> => ((NDArray[], NDArray) t) => (Batch)t,
            IEnumerable<(NDArray[], NDArray[])> => ((NDArray[], NDArray[]) t) => (Batch)t,
            IEnumerable<(NDArray[], NDArray[], NDArray[])> => ((NDArray[], NDArray[], NDArray[]) t) => (Batch)t,
            _ => null,
        }) as Func<T, Batch> ?? throw new ArgumentException(
            $"A generator must yield x, (x, y) or (x, y, sample_weight), each an NDArray or, for several inputs or outputs, an NDArray[]; or Batch objects. Received: a generator of {typeof(T)}. Declare it as IEnumerable<(NDArray, NDArray)>.", nameof(items));
        return items.Select(convert);
    }

    /// <summary>For a single input and target: <c>var (x, y) = batch;</c>.</summary>
    public void Deconstruct(out NDArray x, out NDArray y) => (x, y) = (inputs[0], targets is { } t ? t[0] : throw new InvalidOperationException("The batch holds no targets."));

    /// <summary>Number of samples.</summary>
    public int Size => (int)inputs[0].shape[0];
}
