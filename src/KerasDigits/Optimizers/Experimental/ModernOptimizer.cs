using System.Diagnostics.CodeAnalysis;
namespace KerasDigits.Optimizers.Experimental;

/// <summary>Base of the optimizers with the formulas of Keras 2.11 and later: weight decay apart from the gradient, and a running average of the weights.</summary>
/// <remarks>Source: tf.keras 2.15, optimizers/optimizer.py.</remarks>
public abstract class ModernOptimizer : Optimizer
{
    /// <summary>Name under which the state is saved.</summary>
    [KerasKeyword(order: 2)]
    [NotNull]
    public override string? name
    {
        get => base.name;
        set => base.name = value;
    }

    private protected override bool ClipsWhatIsApplied => true;

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

    /// <summary>Accepted for Keras's sake: it says how TensorFlow compiles the step and changes no result.</summary>
    [KerasKeyword("true", order: 1)]
    public bool jit_compile { get; set; } = true;

    /// <inheritdoc/>
    protected internal sealed override IReadOnlyList<string> SlotNames => use_ema ? [.. RuleSlots, "average"] : RuleSlots;

    /// <inheritdoc/>
    internal sealed override IReadOnlyList<int[]> StoredGroups => use_ema ? [[RuleSlots.Count], .. RuleGroups] : RuleGroups;

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
        if (use_ema && step == 1) { slots[^1].copy_(parameter); }
        if (weight_decay is { } part) { parameter.mul_(1 - (part * rate)); }
        Rule(parameter, gradient, slots, rate, step);
        if (!use_ema) { return; }
        slots[^1].mul_(ema_momentum).add_(parameter, alpha: 1 - ema_momentum);
        if (ema_overwrite_frequency is { } steps && step % steps == 0) { parameter.copy_(slots[^1]); }
    }

    /// <summary>The formula: changes the weight and its state in place.</summary>
    protected abstract void Rule(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step);

    /// <inheritdoc/>
    protected internal sealed override void EndTraining(Tensor parameter, Tensor[] slots)
    {
        if (use_ema && iterations > 0) { parameter.copy_(slots[^1]); }
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
    protected internal sealed override double SlotStart(string slot) => slot == "average" ? 0 : rule.SlotStart(slot);

    /// <inheritdoc/>
    protected sealed override void Rule(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step) => rule.Update(parameter, gradient, slots, rate, step);
}
