using KerasDigits.Backend;
using KerasDigits.Ops;
using NumSharp;

namespace KerasDigits.Layers;

/// <summary>Turns numbers into numbers of bins, whose boundaries are given or taken from data by <see cref="adapt"/>.</summary>
/// <remarks>Input shape: any. Output shape: the same; with another output_mode than "int" as CategoryEncoding's. Output dtype: int64. A
/// value equal to a boundary lies above it. Source: tf.keras 2.15, layers/preprocessing/discretization.py.</remarks>
[KerasExport("keras.layers.Discretization")]
public sealed class Discretization : Layer
{
    private float[]? _boundaries;
    private QuantileSketch _summary;
    private Variable? _stored;

    /// <summary>Creates the layer.</summary>
    /// <param name="bin_boundaries">Boundaries in rising order; null: adapt finds num_bins of them. Not together with num_bins.</param>
    /// <param name="num_bins">Number of bins that adapt is to find, 2 or more; null: bin_boundaries gives them.</param>
    /// <param name="epsilon">How exactly adapt finds them: the tolerated error as a part of all values.</param>
    /// <param name="output_mode">"int", "one_hot", "multi_hot" or "count".</param>
    /// <param name="sparse">Must be false: the engine has no sparse tensors.</param>
    /// <exception cref="ArgumentException">Both num_bins and bin_boundaries are given, num_bins is below 2, or output_mode is none of the
    /// allowed words.</exception>
    public Discretization(Numbers? bin_boundaries = null, int? num_bins = null, double epsilon = 0.01, string output_mode = "int",
        bool sparse = false)
    {
        Guard.That(num_bins is null || bin_boundaries is null,
            $"Both `num_bins` and `bin_boundaries` should not be set. Received: `num_bins={num_bins}` and "
            + $"`bin_boundaries={bin_boundaries}`", nameof(num_bins));
        Guard.That(num_bins is null or > 1, $"`num_bins` must be greater than or equal to 2. You passed {num_bins}.", nameof(num_bins));
        (this.num_bins, this.epsilon, this.sparse) = (num_bins, epsilon, LayerGuard.CheckDense(sparse));
        this.output_mode = Guard.OneOf(output_mode, ["int", "one_hot", "multi_hot", "count"]);
        _boundaries = bin_boundaries is null ? null : [.. bin_boundaries.Items.Select(b => (float)b)];
        _summary = QuantileSketch.Empty;
    }

    /// <summary>Boundaries in rising order; null: adapt has not found them yet.</summary>
    public Numbers? bin_boundaries => _boundaries is { } known ? (Numbers)known : null;

    /// <summary>Number of bins that adapt is to find.</summary>
    public int? num_bins { get; }

    /// <summary>Tolerated error of adapt.</summary>
    public double epsilon { get; }

    /// <summary>What the layer outputs.</summary>
    public string output_mode { get; }

    /// <summary>Always false.</summary>
    public bool sparse { get; }

    private protected override bool AutoCasts => false;

    /// <inheritdoc/>
    public override string compute_output_dtype() => output_mode == "int" ? "int64" : DTypes.IsFloating(compute_dtype) ? compute_dtype
        : "float32";

    /// <summary>Finds boundaries between which equally many values lie; what was learned before is forgotten.</summary>
    /// <param name="data">Numbers of any shape.</param>
    /// <param name="batch_size">Values are summed up batch by batch; null: 32 samples.</param>
    /// <param name="steps">Number of batches; null: all.</param>
    /// <exception cref="InvalidOperationException">Boundaries were given.</exception>
    public void adapt(NDArray data, int? batch_size = null, int? steps = null)
    {
        if (num_bins is not { } bins)
        {
            throw new InvalidOperationException("Cannot adapt a Discretization layer that has been initialized with `bin_boundaries`, use "
                + "`num_bins` instead.");
        }
        float[] values = data.astype(NPTypeCode.Single).flatten().ToArray<float>();
        int rows = data.ndim == 0 ? 1 : (int)data.shape[0], width = rows == 0 ? 0 : values.Length / rows, size = batch_size ?? 32;
        _summary = QuantileSketch.Empty;
        for (int at = 0, step = 0; at < rows && (steps is null || step < steps); at += size, step++)
        {
            _summary = _summary.Add(values.AsSpan(at * width, Math.Min(size, rows - at) * width), (float)epsilon);
        }
        _boundaries = _summary.ComputeBoundaries(bins);
        Store();
    }

    /// <summary>What adapt found is a weight, as in tf.keras: two rows, values and their weights.</summary>
    /// <param name="input_shape">Shape of the input.</param>
    public override void build(Shape input_shape)
    {
        if (num_bins is null) { return; }
        _stored = add_weight("summary", new Shape(2, 0), dtype: "float32", initializer: "zeros", trainable: false);
        _stored.TakesAnyLength = true;
        Store();
    }

    private void Store()
    {
        if (_stored is not { } variable) { return; }
        variable.Rebase(Arrays.ToTensor(np.array((float[])[.. _summary.Values, .. _summary.Weights])).reshape(2, -1), variable);
    }

    /// <summary>Takes the boundaries out of the weight, which a file or set_weights may have changed.</summary>
    private void Refresh()
    {
        if (_stored is not { } variable || num_bins is not { } bins || variable.Size == 0) { return; }
        float[] now = variable.numpy().flatten().ToArray<float>();
        if (now.AsSpan(0, now.Length / 2).SequenceEqual(_summary.Values) && now.AsSpan(now.Length / 2).SequenceEqual(_summary.Weights))
        {
            return;
        }
        LoadSummary(now);
    }

    /// <summary>Takes boundaries out of a summary that a file holds: values, then their weights.</summary>
    internal void LoadSummary(float[] summary)
    {
        _summary = new QuantileSketch(summary[..(summary.Length / 2)], summary[(summary.Length / 2)..]);
        if (num_bins is { } bins) { _boundaries = _summary.ComputeBoundaries(bins); }
        Store();
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        Refresh();
        float[] boundaries = _boundaries
            ?? throw new InvalidOperationException($"You need to call `adapt` on the layer {name} before it is used, or give it "
                + "`bin_boundaries`.");
        return CategoryOps.Encode(CategoryOps.Bins(inputs, boundaries), output_mode, boundaries.Length + 1, compute_output_dtype());
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) =>
        CategoryOps.ComputeEncodedShape(input_shape, output_mode, _boundaries?.Length + 1 ?? num_bins);

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        if (num_bins is not null) { config["bin_boundaries"] = null; }
        return config;
    }
}
