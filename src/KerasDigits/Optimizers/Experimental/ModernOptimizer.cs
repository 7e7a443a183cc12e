using System.Diagnostics.CodeAnalysis;
namespace KerasDigits.Optimizers.Experimental;

/// <summary>Base of the optimizers with the formulas of Keras 2.11 and later: weight decay apart from the gradient, and a running average of the weights.</summary>
/// <remarks>Source: tf.keras 2.15, optimizers/optimizer.py.</remarks>
public abstract class ModernOptimizer : Optimizer
{
    private LossScaling? _scaling;

    /// <summary>Name under which the state is saved.</summary>
    [KerasKeyword(order: 2)]
    [NotNull]
    public override string? name
    {
        get => base.name;
        set => base.name = value;
    }

    private protected override bool ClipsWhatIsApplied => true;

    private protected override bool RefusesSparseConstraints => false;

    /// <summary>Part of each weight that is taken away per step, times the rate; null: none.</summary>
    [KerasKeyword(order: -1)]
    public double? weight_decay { get; set; }

    /// <summary>Whether a running average of the weights is kept; it takes their place when fit ends.</summary>
    [KerasKeyword("false", order: 1)]
    public bool use_ema { get; set; }

    /// <summary>Part of the running average that is kept.</summary>
    [KerasKeyword("0.99", order: 1)]
    public double ema_momentum
    {
        get;
        set => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(ema_momentum), $"`ema_momentum` must be in the range [0, 1]. Received: ema_momentum={value}.");
    } = 0.99;

    /// <summary>Steps after which the average takes the weights' place during training; null: only at the end.</summary>
    [KerasKeyword(order: 1)]
    public virtual int? ema_overwrite_frequency
    {
        get;
        set => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(ema_overwrite_frequency), $"`ema_overwrite_frequency` must be above 0 or null. Received: ema_overwrite_frequency={value}.");
    }

    /// <summary>Batches whose mean gradient makes one step of the weights; null: each makes its own.</summary>
    /// <remarks>As in Keras 3: <see cref="Optimizer.iterations"/> counts the steps, a schedule and the running average follow the batches.</remarks>
    [KerasKeyword(order: 20)]
    public int? gradient_accumulation_steps
    {
        get;
        set => field = value is null or >= 2 ? value
            : throw new ArgumentOutOfRangeException(nameof(gradient_accumulation_steps), $"`gradient_accumulation_steps` must be an integer >= 2. Received: gradient_accumulation_steps={value}");
    }

    /// <summary>Factor by which fit scales the loss, and by whose inverse the gradients, so that small ones are kept in float16; null: none.</summary>
    /// <remarks>As in Keras 3. A training loop of one's own calls <see cref="scale_loss"/>; apply_gradients divides.</remarks>
    [KerasKeyword(order: 19)]
    public double? loss_scale_factor
    {
        get;
        set
        {
            field = value is null or > 0 ? value
                : throw new ArgumentOutOfRangeException(nameof(loss_scale_factor), $"`loss_scale_factor` must be above 0 or null. Received: loss_scale_factor={value}.");
            _scaling = value is { } factor ? new LossScaling(dynamic: false, factor, growthSteps: 0) : null;
        }
    }

    /// <summary>The loss times <see cref="loss_scale_factor"/>: what the gradients are taken of.</summary>
    public Tensor scale_loss(Tensor loss) => loss_scale_factor is { } factor ? loss * factor : loss;

    /// <inheritdoc/>
    internal sealed override LossScaling? Scaling => _scaling;

    /// <summary>Takes one step; gradients of a loss that <see cref="loss_scale_factor"/> scaled are brought back first.</summary>
    /// <inheritdoc/>
    public override void apply_gradients(IEnumerable<(Tensor? gradient, Backend.Variable variable)> grads_and_vars) =>
        base.apply_gradients(loss_scale_factor is { } factor ? grads_and_vars.Select(p => (p.gradient is null ? null : p.gradient / factor, p.variable)) : grads_and_vars);

    /// <inheritdoc/>
    public override long iterations
    {
        get => Batches / BatchesPerStep;
        set => Batches = value * BatchesPerStep;
    }

    /// <inheritdoc/>
    internal sealed override long Batches { get; set; }

    /// <inheritdoc/>
    internal sealed override int BatchesPerStep => gradient_accumulation_steps ?? 1;

    /// <summary>Accepted for Keras's sake: it says how TensorFlow compiles the step and changes no result.</summary>
    [KerasKeyword("true", order: 1)]
    public bool jit_compile { get; set; } = true;

    /// <inheritdoc/>
    protected internal sealed override IReadOnlyList<string> SlotNames => [.. RuleSlots, .. use_ema ? ["average"] : Array.Empty<string>(), .. BatchesPerStep > 1 ? ["gradient_accumulator"] : Array.Empty<string>()];

    /// <inheritdoc/>
    internal sealed override IReadOnlyList<int[]> StoredGroups => SlotNames.Count == RuleSlots.Count ? RuleGroups : [[.. Enumerable.Range(RuleSlots.Count, SlotNames.Count - RuleSlots.Count)], .. RuleGroups];

    /// <inheritdoc/>
    public override IReadOnlyList<Backend.Variable> variables() => WithCount("iteration:0", [.. StoredSlots(SlotOwners).Select(s => SlotsOf(s.Of)[s.Number])]);

    private protected override string SlotName(string slot, string variable) => $"{name}/{StoredName(slot)}/{variable}:0";

    /// <summary>A slot's name in Keras 2.11 to 2.15.</summary>
    internal string StoredName(string slot) => (this, slot) switch
    {
        (SGD or Lion or Nadam, "momentum") => "m",
        (Nadam, "velocity") => "v",
        (Adamax, "v") => "u",
        (Adadelta, "accum_grad") => "accumulated_grad",
        (Adadelta, "accum_var") => "accumulated_delta_var",
        _ => slot,
    };

    /// <summary>Order of the formula's slots in Keras 3's files.</summary>
    private protected virtual IReadOnlyList<int[]> RuleGroups => [[.. Enumerable.Range(0, RuleSlots.Count)]];

    /// <summary>State of the formula, in Keras's order.</summary>
    protected abstract IReadOnlyList<string> RuleSlots { get; }

    /// <inheritdoc/>
    protected internal sealed override void Update(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step)
    {
        if (decay != 0)
        {
            throw new NotSupportedException("`decay` is deprecated in the new Keras optimizers. Use a schedule as learning_rate, or keras.optimizers.legacy.");
        }
        if (use_ema && step == 1) { slots[RuleSlots.Count].copy_(parameter); }
        if (DecayOf(parameter, slots) is { } part) { parameter.mul_(1 - (part * rate)); }
        Rule(parameter, gradient, slots, rate, step);
        Average(parameter, slots, step);
    }

    /// <summary>Part of a weight that is taken away per step, times the rate.</summary>
    private protected virtual double? DecayOf(Tensor parameter, Tensor[] slots) => weight_decay;

    /// <summary>Takes the weight into its running average. With gathered gradients that happens at each batch, from the first step's weights on.</summary>
    private void Average(Tensor parameter, Tensor[] slots, long step)
    {
        if (!use_ema) { return; }
        Tensor average = slots[RuleSlots.Count];
        if (BatchesPerStep > 1 && step == 1) { average.copy_(parameter); }
        else { average.mul_(ema_momentum).add_(parameter, alpha: 1 - ema_momentum); }
        if (ema_overwrite_frequency is { } steps && step % steps == 0) { parameter.copy_(average); }
    }

    /// <inheritdoc/>
    internal sealed override void Gather(Tensor gradient, Tensor[] slots, bool last)
    {
        if (!last)
        {
            slots[^1].add_(gradient);
            return;
        }
        gradient.add_(slots[^1]).div_(BatchesPerStep);
        slots[^1].zero_();
    }

    /// <inheritdoc/>
    internal sealed override void Wait(Tensor parameter, Tensor[] slots, long step) => Average(parameter, slots, step);

    /// <summary>The formula: changes the weight and its state in place.</summary>
    protected abstract void Rule(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step);

    /// <inheritdoc/>
    protected internal sealed override void EndTraining(Tensor parameter, Tensor[] slots)
    {
        if (use_ema && Batches > 0) { parameter.copy_(slots[RuleSlots.Count]); }
    }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        config["weight_decay"] = weight_decay;
        config["use_ema"] = use_ema;
        config["ema_momentum"] = ema_momentum;
        config["ema_overwrite_frequency"] = ema_overwrite_frequency is { } n ? (long)n : null;
        config["jit_compile"] = jit_compile;
        if (gradient_accumulation_steps is { } batches) { config["gradient_accumulation_steps"] = (long)batches; }
        else { _ = config.Remove("gradient_accumulation_steps"); }
        if (loss_scale_factor is { } factor) { config["loss_scale_factor"] = factor; }
        else { _ = config.Remove("loss_scale_factor"); }
        _ = config.Remove("decay");
        return config;
    }
}

/// <summary>A modern optimizer whose formula is that of OptimizerV2.</summary>
/// <param name="rule">The optimizer that knows the formula.</param>
public abstract class SameRuleOptimizer(Optimizer rule) : ModernOptimizer
{
    /// <inheritdoc/>
    protected sealed override IReadOnlyList<string> RuleSlots => rule.SlotNames;

    private protected sealed override IReadOnlyList<int[]> RuleGroups => rule.StoredGroups;

    /// <inheritdoc/>
    protected internal sealed override double SlotStart(string slot) => RuleSlots.Contains(slot) ? rule.SlotStart(slot) : 0;

    /// <inheritdoc/>
    protected sealed override void Rule(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step) => rule.Update(parameter, gradient, slots, rate, step);
}
