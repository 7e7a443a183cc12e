using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>
/// Keeps each channel near mean 0 and standard deviation 1: by the batch's statistics in training, by moving ones otherwise or when frozen.
/// </summary>
/// <param name="axis">Axis of the channels: −1 for the last one, 1 for data with channels first; null: −1. Of several, each place along
/// them is normalized on its own.</param>
/// <param name="momentum">Fraction of the moving statistics kept in each step.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether gamma is multiplied.</param>
/// <param name="beta_initializer">Initial values of beta; null: "zeros".</param>
/// <param name="gamma_initializer">Initial values of gamma; null: "ones".</param>
/// <param name="moving_mean_initializer">Initial values of the moving mean; null: "zeros".</param>
/// <param name="moving_variance_initializer">Initial values of the moving variance; null: "ones".</param>
/// <param name="beta_regularizer">Penalty on beta that is added to the loss; null: none.</param>
/// <param name="gamma_regularizer">Penalty on gamma that is added to the loss; null: none.</param>
/// <param name="beta_constraint">Constraint applied to beta after each step; null: none.</param>
/// <param name="gamma_constraint">Constraint applied to gamma after each step; null: none.</param>
/// <param name="renorm">Whether batches are brought near the moving statistics in training too (batch renormalization, Ioffe 2017).</param>
/// <param name="renorm_clipping">Limits of its corrections: "rmin", "rmax", "dmax"; null: none.</param>
/// <param name="renorm_momentum">Fraction of the renormalization's own moving statistics kept in each step.</param>
/// <remarks>Input shape: (batch, …, channels). Output shape: the same. Weights: gamma, beta, moving_mean, moving_variance, each
/// (channels,), or the input's rank with 1 for every other axis where axis names several; with renorm also moving_stddev, renorm_mean,
/// renorm_stddev. The moving variance is unbiased for 4-D input with one axis and biased otherwise, as in TF 2.3.1. Source: tf.keras 2.3.1,
/// layers/normalization.py.</remarks>
[KerasExport("keras.layers.BatchNormalization")]
public class BatchNormalization(IntList? axis = null, double momentum = 0.99, double epsilon = 1e-3, bool center = true, bool scale = true,
    Initializer? beta_initializer = null, Initializer? gamma_initializer = null, Initializer? moving_mean_initializer = null,
    Initializer? moving_variance_initializer = null, Regularizer? beta_regularizer = null, Regularizer? gamma_regularizer = null,
    Constraint? beta_constraint = null, Constraint? gamma_constraint = null, bool renorm = false,
    Dictionary<string, double>? renorm_clipping = null, double renorm_momentum = 0.99)
    : ScaledNormalization(epsilon, center, scale, beta_initializer, gamma_initializer, beta_regularizer, gamma_regularizer, beta_constraint,
        gamma_constraint), IFusable
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private Variable? _mean, _variance, _stddev, _renormMean, _renormStddev;
    private long[]? _order, _back;

    /// <summary>
    /// Whether the processes of a strategy normalize by the statistics of their rows together; without a strategy it changes nothing.
    /// </summary>
    [KerasKeyword("false", order: -1)]
    public bool synchronized { get; init; }

    /// <summary>
    /// Whether the moving variance is unbiased, as TensorFlow's fused kernel computes it; null: for images (4-D input, in 2.15 5-D too;
    /// one axis, no renorm). In a built layer what was chosen.
    /// </summary>
    /// <exception cref="ArgumentException">True together with renorm.</exception>
    [KerasKeyword(order: 30)]
    public bool? fused
    {
        get => _rank == 0 ? field : field ?? ((_rank == 4 || (_rank == 5 && Compat.Is215)) && axis.Count == 1 && !renorm);
        init
        {
            Guard.That(value != true || !renorm, "Passing both `fused=True` and `renorm=True` is not supported. Leave out one of them.",
                nameof(fused));
            field = value;
        }
    }

    private int _rank;

    /// <summary>Axis of the channels.</summary>
    public IntList axis { get; } = axis ?? -1;

    /// <summary>Fraction of the moving statistics kept in each step.</summary>
    public double momentum { get; } = momentum;

    /// <summary>Initial values of the moving mean.</summary>
    public Initializer moving_mean_initializer { get; } = moving_mean_initializer ?? "zeros";

    /// <summary>Initial values of the moving variance.</summary>
    public Initializer moving_variance_initializer { get; } = moving_variance_initializer ?? "ones";

    /// <summary>Whether batches are brought near the moving statistics in training too.</summary>
    public bool renorm { get; } = renorm;

    /// <summary>The moving mean; null before the layer is built.</summary>
    public Variable? moving_mean => _mean;

    /// <summary>The moving variance; null before the layer is built.</summary>
    public Variable? moving_variance => _variance;

    /// <summary>Limits of the corrections.</summary>
    public Dictionary<string, double>? renorm_clipping { get; } = renorm_clipping;

    /// <summary>Part of the renormalization's moving statistics that is kept.</summary>
    public double renorm_momentum { get; } = renorm_momentum;

    /// <summary>Whether the batch's statistics are used in training although the layer is frozen, as before TensorFlow 2.</summary>
    internal bool TrainsWhenFrozen { get; set; }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        if (!renorm) { Array.ForEach(["renorm", "renorm_clipping", "renorm_momentum"], k => config.Remove(k)); }
        if (synchronized) { config["synchronized"] = true; }
        return config;
    }

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        int rank = input_shape.Rank;
        Guard.That(fused != true || rank == 4 || (rank == 5 && Compat.Is215), "Batch normalization layers with `fused=True` only support "
            + $"4D {(Compat.Is215 ? "or 5D " : "")}input tensors. Received: shape {input_shape}. Leave `fused` out.", nameof(fused));
        long[] axes = LayerGuard.CheckAxes(axis, rank, least: 1), all = [.. Enumerable.Range(0, rank).Select(i => (long)i)];
        Dictionary<int, long> sizes = axes.ToDictionary(a => (int)a, a => input_shape[(int)a]
            ?? throw new ArgumentException($"Axis {a} of the input to BatchNormalization should be defined. Found `None` in input shape "
                + $"{input_shape}.", nameof(input_shape)));
        input_spec = new InputSpec(ndim: rank, axes: sizes);
        if (axes is not [var only] || only != rank - 1)
        {
            _order = [.. all.Except(axes), .. axes];
            _back = [.. all.Select(a => (long)Array.IndexOf(_order, a))];
        }
        _rank = rank;
        var shape = new Shape(axes.Length == 1 ? [sizes[(int)axes[0]]] : [.. all.Select(a => (long?)sizes.GetValueOrDefault((int)a, 1))]);
        AddScale(shape);
        _mean = add_weight("moving_mean", shape, initializer: moving_mean_initializer, trainable: false);
        _variance = add_weight("moving_variance", shape, initializer: moving_variance_initializer, trainable: false);
        if (renorm)
        {
            _stddev = add_weight("moving_stddev", shape, initializer: "ones", trainable: false);
            _renormMean = add_weight("renorm_mean", shape, initializer: moving_mean_initializer, trainable: false);
            _renormStddev = add_weight("renorm_stddev", shape, initializer: "ones", trainable: false);
        }
        EndBuild([input_shape]);
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        if (_order is null) { return Normalize(inputs, training); }
        Tensor x = inputs.permute(_order);
        Tensor y = axis.Count == 1 ? Normalize(x, training) : Normalize(x.reshape(-1, _mean!.value.numel()), training).reshape(x.shape);
        return y.permute(_back!);
    }

    /// <summary>Number of channels.</summary>
    internal long Channels => _mean?.Size ?? throw NotBuilt();

    /// <summary>Whether <see cref="ComputeAffine"/> loses nothing.</summary>
    internal bool IsAffine => NN.IsAffine(Flatten(_mean)!, Flatten(_variance)!, this.epsilon);

    /// <summary>Outside of training: result = factor · input + offset, for each channel.</summary>
    internal (Tensor Factor, Tensor Offset) ComputeAffine() =>
        NN.AffineOfNorm(Flatten(gamma), Flatten(beta), Flatten(_mean)!, Flatten(_variance)!, this.epsilon);

    int? IFusable.NormAxis => null;

    bool IFusable.TakesActivation => true;

    Tensor IFusable.CallFused(Tensor[] inputs, Fusion fusion)
    {
        Tensor y = call(inputs[0], training: false);
        return fusion.Over is { } over ? over(y) : y;
    }

    /// <summary>Normalizes (…, channels).</summary>
    private Tensor Normalize(Tensor x, bool training)
    {
        Tensor? scales = Flatten(gamma), offsets = Flatten(beta);
        using var write = training && trainable ? WeightGate.Write(_mean!) : default;
        if (training && !trainable && TrainsWhenFrozen) { return NN.BatchStatisticsNorm(x, scales, offsets, this.epsilon); }
        if (SharesStatistics && training && trainable && !renorm && Replicas.Running is { } replicas)
        {
            return NN.SyncBatchNorm(x, scales, offsets, Flatten(_mean)!, Flatten(_variance)!, momentum, this.epsilon,
                unbiased: fused == true, replicas);
        }
        return renorm && training && trainable ? Renormalize(x, scales, offsets)
            : NN.BatchNorm(x, scales, offsets, Flatten(_mean)!, Flatten(_variance)!, training && trainable, momentum, this.epsilon,
                unbiased: fused == true);
    }

    /// <summary>Whether statistics are those of all processes.</summary>
    private protected virtual bool SharesStatistics => synchronized;

    /// <summary>A weight's memory as (channels,).</summary>
    private static Tensor? Flatten(Variable? weight) => weight is null || weight.value.dim() == 1 ? weight?.value : weight.value.flatten();

    private Tensor Renormalize(Tensor x, Tensor? scales, Tensor? offsets)
    {
        double? Limit(string name) => renorm_clipping?.TryGetValue(name, out double limit) == true ? limit : null;
        return NN.BatchRenorm(x, scales, offsets,
            (Flatten(_mean)!, Flatten(_variance)!, Flatten(_stddev)!, Flatten(_renormMean)!, Flatten(_renormStddev)!), momentum,
                renorm_momentum,
            this.epsilon, Limit("rmin"), Limit("rmax"), Limit("dmax"));
    }
}
