using System.Diagnostics.CodeAnalysis;
using NumSharp;

namespace KerasDigits.Optimizers;

/// <summary>
/// An optimizer around another one, for float16: the loss is scaled up so that small gradients do not vanish, and the gradients are scaled
/// down before the inner optimizer's step.
/// </summary>
/// <remarks>compile puts it around the optimizer by itself where the policy is "mixed_float16". A custom training loop calls
/// <see cref="get_scaled_loss"/> before the gradients and <see cref="get_unscaled_gradients"/> after them. A step whose gradients are not
/// finite is left out, with the scale halved; in 2.15 `iterations` counts it too.
/// Source: tf.keras 2.15 (2.4 to 2.10 alike), mixed_precision/loss_scale_optimizer.py.</remarks>
[KerasExport("keras.mixed_precision.LossScaleOptimizer")]
public sealed class LossScaleOptimizer : Optimizer
{
    /// <summary>The default scale, 2^15.</summary>
    private const double DefaultScale = 32768;

    private const int DefaultGrowth = 2000;

    /// <summary>Wraps an optimizer.</summary>
    /// <param name="inner_optimizer">The optimizer that takes the steps.</param>
    /// <param name="dynamic">Whether the scale follows the gradients; false: it stays at initial_scale.</param>
    /// <param name="initial_scale">The scale at the start; null: 32768, and with dynamic false it must be given.</param>
    /// <param name="dynamic_growth_steps">Good steps after which the scale doubles; null: 2000. Only with dynamic.</param>
    /// <exception cref="ArgumentException">The inner optimizer scales already, or the arguments do not go together.</exception>
    public LossScaleOptimizer(Optimizer inner_optimizer, bool dynamic = true, double? initial_scale = null,
        int? dynamic_growth_steps = null)
    {
        ArgumentNullException.ThrowIfNull(inner_optimizer);
        Guard.That(inner_optimizer is not LossScaleOptimizer,
            $"LossScaleOptimizer cannot wrap another LossScaleOptimizer, but got: {inner_optimizer.name}.", nameof(inner_optimizer));
        Guard.That(dynamic || initial_scale is not null, "\"initial_scale\" must be specified if \"dynamic\" is False",
            nameof(initial_scale));
        Guard.That(dynamic || dynamic_growth_steps is null,
            $"\"dynamic_growth_steps\" must be None if \"dynamic\" is False, but got: {dynamic_growth_steps}",
            nameof(dynamic_growth_steps));
        Guard.That(initial_scale is null or >= 1, $"`initial_scale` must be at least 1. Received: initial_scale={initial_scale}.",
            nameof(initial_scale));
        (this.inner_optimizer, this.dynamic, this.initial_scale) = (inner_optimizer, dynamic, initial_scale ?? DefaultScale);
        this.dynamic_growth_steps = dynamic ? dynamic_growth_steps ?? DefaultGrowth : null;
        Scaling = new LossScaling(dynamic, this.initial_scale.Value, this.dynamic_growth_steps ?? 0);
    }

    /// <summary>The optimizer that takes the steps.</summary>
    public Optimizer inner_optimizer { get; }

    /// <summary>Whether the scale follows the gradients.</summary>
    public bool dynamic { get; }

    /// <summary>The scale at the start.</summary>
    public double? initial_scale { get; }

    /// <summary>Good steps after which the scale doubles; null when it is fixed.</summary>
    public int? dynamic_growth_steps { get; }

    /// <summary>The scale now.</summary>
    public double loss_scale => Scaling!.Value;

    /// <summary>Good steps since the scale last changed; null when it is fixed.</summary>
    public long? dynamic_counter => dynamic ? Scaling!.Good : null;

    /// <inheritdoc/>
    [NotNull]
    public override string? name
    {
        get => inner_optimizer.name;
        set => inner_optimizer.name = value;
    }

    /// <inheritdoc/>
    public override LearningRate learning_rate
    {
        get => inner_optimizer.learning_rate;
        set => inner_optimizer.learning_rate = value;
    }

    /// <inheritdoc/>
    public override long iterations
    {
        get => inner_optimizer.iterations;
        set => inner_optimizer.iterations = value;
    }

    /// <summary>
    /// Takes a step with gradients that are scaled down already; leaves it out, with the scale halved, where one is not finite.
    /// </summary>
    /// <inheritdoc/>
    public override void apply_gradients(IEnumerable<(Tensor? gradient, Backend.Variable variable)> grads_and_vars)
    {
        (Tensor? gradient, Backend.Variable variable)[] pairs = [.. grads_and_vars];
        bool overflow = dynamic && !Array.TrueForAll(pairs, p => p.gradient is null || p.gradient.isfinite().all().item<bool>());
        if (dynamic && Backend.Replicas.Running is { } replicas) { overflow = replicas.AgreeOnAny(overflow); }
        if (Scaling!.Note(overflow)) { inner_optimizer.apply_gradients(pairs); }
        else if (inner_optimizer.BatchesPerStep == 1 && LossScaling.CountsLeftOut) { iterations++; }
    }

    /// <summary>The loss times the scale: what the gradients are taken of.</summary>
    /// <param name="loss">The loss, a scalar.</param>
    public Tensor get_scaled_loss(Tensor loss) => loss * loss_scale;

    /// <summary>Gradients of a scaled loss divided by the scale.</summary>
    /// <param name="grads">Gradients; null stays null.</param>
    public Tensor?[] get_unscaled_gradients(Tensor?[] grads) => Array.ConvertAll(grads, g => g is null ? null : g * (1 / loss_scale));

    /// <inheritdoc/>
    internal override Optimizer Inner => inner_optimizer;

    /// <inheritdoc/>
    internal override LossScaling? Scaling { get; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SlotNames => inner_optimizer.SlotNames;

    /// <inheritdoc/>
    internal override long Batches
    {
        get => inner_optimizer.Batches;
        set => inner_optimizer.Batches = value;
    }

    /// <inheritdoc/>
    internal override int BatchesPerStep => inner_optimizer.BatchesPerStep;

    /// <inheritdoc/>
    protected internal override bool WorksByElement => inner_optimizer.WorksByElement;

    /// <inheritdoc/>
    protected internal override Shape GetSlotShape(string slot, Shape weight) => inner_optimizer.GetSlotShape(slot, weight);

    /// <inheritdoc/>
    internal override Shape GetSlotShape(string slot, Backend.Variable weight) => inner_optimizer.GetSlotShape(slot, weight);

    /// <inheritdoc/>
    protected internal override double GetSlotStart(string slot) => inner_optimizer.GetSlotStart(slot);

    /// <inheritdoc/>
    protected internal override void Update(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step) =>
        inner_optimizer.Update(parameter, gradient, slots, rate, step);

    /// <inheritdoc/>
    public override IReadOnlyList<Backend.Variable> ListSlotVariables() => inner_optimizer.ListSlotVariables();

    /// <inheritdoc/>
    public override IReadOnlyList<Backend.Variable> variables() => inner_optimizer.variables();

    /// <inheritdoc/>
    public override NDArray[] get_weights() => inner_optimizer.get_weights();

    /// <inheritdoc/>
    public override void set_weights(IReadOnlyList<NDArray> weights) => inner_optimizer.set_weights(weights);

    /// <inheritdoc/>
    public override Config get_config() => new()
    {
        ["inner_optimizer"] = ConfigBinder.Serialize(inner_optimizer),
        ["dynamic"] = dynamic,
        ["initial_scale"] = initial_scale,
        ["dynamic_growth_steps"] = dynamic_growth_steps is { } n ? (long)n : null,
    };
}
