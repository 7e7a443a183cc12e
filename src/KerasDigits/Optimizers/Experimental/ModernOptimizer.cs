using System.Diagnostics.CodeAnalysis;
namespace KerasDigits.Optimizers.Experimental;

/// <summary>
/// Base of the optimizers with the formulas of Keras 2.11 and later: weight decay decoupled from the gradient, and a running average of the
/// weights.
/// </summary>
/// <remarks>Source: tf.keras 2.15, optimizers/optimizer.py.</remarks>
[ConfigMark("is_legacy_optimizer", false)]
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

    /// <summary>Of several rules only the first holds: clipnorm, global_clipnorm, clipvalue.</summary>
    internal sealed override ClippedGradient[] Clip(ClippedGradient[] gradients) =>
        clipnorm is not null ? ClipNorms(gradients) : global_clipnorm is not null ? ClipTogether(gradients) : ClipValues(gradients);

    private protected override double CheckDecay(double value) => value == 0 ? value
        : throw new ArgumentException("decay is deprecated in the new Keras optimizers. Use a schedule as learning_rate, or "
            + "keras.optimizers.legacy.", nameof(decay));

    /// <summary>Makes the state of these weights, before others than they come to be trained.</summary>
    /// <param name="var_list">Weights that will be trained.</param>
    public void build(IEnumerable<Backend.Variable> var_list)
    {
        foreach (Backend.Variable variable in var_list) { _ = GetSlots(variable); }
    }

    /// <summary>Such an optimizer takes the weights of its first step and no others.</summary>
    internal override void CheckKnown(IEnumerable<Backend.Variable> variables)
    {
        HashSet<Backend.Variable> known = [.. SlotOwners];
        if (known.Count > 0 && variables.FirstOrDefault(v => !known.Contains(v)) is { } other)
        {
            throw new KeyNotFoundException($"The optimizer cannot recognize variable {other.name}. This usually means you are trying to "
                + "call the optimizer to update different parts of the model separately. "
                + "Please call `optimizer.build(variables)` with the full list of trainable variables before the training loop, compile "
                + $"with a new optimizer, or use keras.optimizers.legacy.{GetType().Name}.");
        }
    }

    private protected override void CheckNorms(double? clipnorm, double? global_clipnorm) { }

    /// <summary>
    /// The rate. Of a schedule it can be read, as the rate of the last step; what callbacks set is the schedule's again at the next.
    /// </summary>
    public override LearningRate learning_rate
    {
        get => base.learning_rate;
        set
        {
            base.learning_rate = value;
            value.Steps = () => Math.Max(0, Batches - 1);
        }
    }

    /// <summary>Weight decay: the fraction of each weight subtracted per step, times the learning rate; null: none.</summary>
    [KerasKeyword(order: -1)]
    public double? weight_decay { get; set; }

    /// <summary>Whether a running average of the weights is kept; it takes their place when fit ends.</summary>
    [KerasKeyword("false", order: 1)]
    public bool use_ema { get; set; }

    /// <summary>Fraction of the running average kept in each step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 1.</exception>
    [KerasKeyword("0.99", order: 1)]
    public double ema_momentum
    {
        get;
        set => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(ema_momentum),
                $"`ema_momentum` must be in the range [0, 1]. Received: ema_momentum={value}.");
    } = 0.99;

    /// <summary>Steps after which the average takes the weights' place during training; null: only at the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0.</exception>
    [KerasKeyword(order: 1)]
    public virtual int? ema_overwrite_frequency
    {
        get;
        set => field = value is null or > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(ema_overwrite_frequency),
                $"`ema_overwrite_frequency` must be above 0 or null. Received: ema_overwrite_frequency={value}.");
    }

    /// <summary>Batches whose mean gradient makes one step of the weights; null: each makes its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 2.</exception>
    /// <remarks>As in Keras 3: <see cref="Optimizer.iterations"/> counts the steps, a schedule and the running average follow the
    /// batches.</remarks>
    [KerasKeyword(order: 20)]
    public int? gradient_accumulation_steps
    {
        get;
        set => field = value is null or >= 2 ? value
            : throw new ArgumentOutOfRangeException(nameof(gradient_accumulation_steps),
                $"`gradient_accumulation_steps` must be an integer >= 2. Received: gradient_accumulation_steps={value}");
    }

    /// <summary>
    /// Factor by which fit scales the loss, and by whose inverse the gradients, so that small ones are kept in float16; null: none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0.</exception>
    /// <remarks>As in Keras 3. A custom training loop calls <see cref="scale_loss"/>; apply_gradients divides.</remarks>
    [KerasKeyword(order: 19)]
    public double? loss_scale_factor
    {
        get;
        set
        {
            field = value is null or > 0 ? value
                : throw new ArgumentOutOfRangeException(nameof(loss_scale_factor),
                    $"`loss_scale_factor` must be above 0 or null. Received: loss_scale_factor={value}.");
            _scaling = value is { } factor ? new LossScaling(dynamic: false, factor, growthSteps: 0) : null;
        }
    }

    /// <summary>The loss times <see cref="loss_scale_factor"/>: what the gradients are taken of.</summary>
    /// <param name="loss">The loss, a scalar.</param>
    public Tensor scale_loss(Tensor loss) => loss_scale_factor is { } factor ? loss * factor : loss;

    /// <inheritdoc/>
    internal sealed override LossScaling? Scaling => _scaling;

    /// <summary>Takes one step; gradients of a loss that <see cref="loss_scale_factor"/> scaled are brought back first.</summary>
    /// <inheritdoc/>
    public override void apply_gradients(IEnumerable<(Tensor? gradient, Backend.Variable variable)> grads_and_vars) =>
        base.apply_gradients(loss_scale_factor is { } factor
            ? grads_and_vars.Select(p => (p.gradient is null ? null : p.gradient / factor, p.variable))
            : grads_and_vars);

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

    /// <summary>Accepted for compatibility with Keras: it says how TensorFlow compiles the step and changes no result.</summary>
    [KerasKeyword("true", order: 1)]
    public bool jit_compile { get; set; } = true;

    /// <inheritdoc/>
    protected internal sealed override IReadOnlyList<string> SlotNames =>
        [.. RuleSlots, .. use_ema ? ["average"] : Array.Empty<string>(),
            .. BatchesPerStep > 1 ? ["gradient_accumulator"] : Array.Empty<string>()];

    /// <inheritdoc/>
    internal sealed override IReadOnlyList<int[]> StoredGroups => SlotNames.Count == RuleSlots.Count
        ? RuleGroups
        : [[.. Enumerable.Range(RuleSlots.Count, SlotNames.Count - RuleSlots.Count)], .. RuleGroups];

    /// <inheritdoc/>
    public override IReadOnlyList<Backend.Variable> variables() =>
        WithCount("iteration:0", [.. EnumerateSlots(SlotOwners).Select(s => GetSlots(s.Of)[s.Number])]);

    private protected override string GetSlotName(string slot, string variable) => $"{name}/{GetStoredName(slot)}/{variable}:0";

    /// <summary>A slot's name in Keras 2.11 to 2.15.</summary>
    internal string GetStoredName(string slot) => (this, slot) switch
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
        if (use_ema && step == 1) { slots[RuleSlots.Count].copy_(parameter); }
        if (FindDecay(parameter, slots) is { } part) { parameter.mul_(1 - (part * rate)); }
        ApplyRule(parameter, gradient, slots, rate, step);
        UpdateAverage(parameter, slots, step);
    }

    /// <summary>Part of a weight that is taken away per step, times the rate.</summary>
    private protected virtual double? FindDecay(Tensor parameter, Tensor[] slots) => weight_decay;

    /// <summary>
    /// Takes the weight into its running average. With gathered gradients that happens at each batch, from the first step's weights on.
    /// </summary>
    private void UpdateAverage(Tensor parameter, Tensor[] slots, long step)
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
    internal sealed override void Wait(Tensor parameter, Tensor[] slots, long step) => UpdateAverage(parameter, slots, step);

    /// <summary>The formula: changes the weight and its state in place.</summary>
    /// <param name="parameter">The weight's values, changed in place.</param>
    /// <param name="gradient">Its gradient, in its shape.</param>
    /// <param name="slots">Its state, changed in place, in the order of SlotNames.</param>
    /// <param name="rate">The learning rate of this step.</param>
    /// <param name="step">Number of this step, from 1.</param>
    protected abstract void ApplyRule(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step);

    /// <inheritdoc/>
    protected internal sealed override void EndTraining(Tensor parameter, Tensor[] slots)
    {
        if (use_ema && Batches > 0) { parameter.copy_(slots[RuleSlots.Count]); }
    }

    /// <inheritdoc/>
    public override Config get_config()
    {
        var config = new Config
        {
            ["name"] = name, ["weight_decay"] = weight_decay, ["clipnorm"] = clipnorm, ["global_clipnorm"] = global_clipnorm,
            ["clipvalue"] = clipvalue,
            ["use_ema"] = use_ema, ["ema_momentum"] = ema_momentum, ["ema_overwrite_frequency"] = ema_overwrite_frequency is { } n
            ? (long)n
            : null,
            ["jit_compile"] = jit_compile && !Backend.Device.IsCpu, ["is_legacy_optimizer"] = false,
            ["learning_rate"] = learning_rate.ToConfig(),
        };
        foreach (var (key, value) in base.get_config()) { _ = config.TryAdd(key, value); }
        foreach (string other in (string[])["decay", "gradient_accumulation_steps", "loss_scale_factor"]) { _ = config.Remove(other); }
        if (gradient_accumulation_steps is { } batches) { config["gradient_accumulation_steps"] = (long)batches; }
        if (loss_scale_factor is { } factor) { config["loss_scale_factor"] = factor; }
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
    protected internal sealed override double GetSlotStart(string slot) => RuleSlots.Contains(slot) ? rule.GetSlotStart(slot) : 0;

    /// <inheritdoc/>
    protected sealed override void ApplyRule(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step) =>
        rule.Update(parameter, gradient, slots, rate, step);
}
