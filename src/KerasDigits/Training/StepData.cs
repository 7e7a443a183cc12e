using KerasDigits.Data;

namespace KerasDigits.Training;

/// <summary>One batch as train_step, test_step and predict_step get it. The tensors belong to the running step.</summary>
public sealed class StepData
{
    internal StepData(TensorBatch batch) => Batch = batch;

    internal TensorBatch Batch { get; }

    /// <summary>One tensor per model input.</summary>
    public Tensor[] inputs => Batch.X;

    /// <summary>One tensor per model output; null when only x was given.</summary>
    public Tensor[]? targets => Batch.Y as Tensor[];

    /// <summary>Factors per sample for each output; null: all 1.</summary>
    public Tensor?[]? sample_weights => Batch.Weights;

    /// <summary>The input of a model with one.</summary>
    public Tensor x => inputs[0];

    /// <summary>The target of a model with one output.</summary>
    /// <exception cref="InvalidOperationException">No targets were given.</exception>
    public Tensor y => targets is { } t
        ? t[0]
        : throw new InvalidOperationException("The batch holds no targets: pass `y` to fit or evaluate.");

    /// <summary>The factors of a model with one output; null: all 1.</summary>
    public Tensor? sample_weight => sample_weights?[0];

    /// <summary>The input of a model with one that has no targets: Python's <c>def train_step(self, images)</c>.</summary>
    /// <exception cref="InvalidOperationException">There are targets, or several inputs.</exception>
    public static implicit operator Tensor(StepData data) => data is { inputs.Length: 1, targets: null } ? data.x
        : throw new InvalidOperationException("The batch holds more than one tensor: take it apart, var (x, y) = data.");

    /// <summary><c>var (x, y) = data;</c></summary>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first target.</param>
    public void Deconstruct(out Tensor x, out Tensor y) => (x, y) = (this.x, this.y);

    /// <summary><c>var (x, y, sample_weight) = data;</c></summary>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first target.</param>
    /// <param name="sample_weight">Weight of each sample; null: none was given.</param>
    public void Deconstruct(out Tensor x, out Tensor y, out Tensor? sample_weight) =>
        (x, y, sample_weight) = (this.x, this.y, this.sample_weight);
}

/// <summary>What a step gives back: numbers by name, as scalars on the device.</summary>
public sealed class StepResults : OrderedDictionary<string, Tensor>
{
    /// <summary>No numbers yet: <c>new() { ["loss"] = loss }</c>.</summary>
    public StepResults() { }

    /// <summary>The results of metrics by their names.</summary>
    /// <param name="metrics">Metrics with different names.</param>
    public StepResults(IEnumerable<Metrics.Metric> metrics)
    {
        foreach (Metrics.Metric m in metrics) { this[m.name!] = m.result(); }
    }
}
