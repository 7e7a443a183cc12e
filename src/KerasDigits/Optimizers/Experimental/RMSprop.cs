namespace KerasDigits.Optimizers.Experimental;

/// <summary>Divides the gradient by a running mean of its magnitude; epsilon stands below the root.</summary>
/// <remarks>Source: tf.keras 2.15, optimizers/rmsprop.py.</remarks>
[KerasExport("keras.optimizers.experimental.RMSprop")]
public sealed class RMSprop : ModernOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="rho">Fraction of the running mean kept in each step, from 0 to below 1.</param>
    /// <param name="momentum">Fraction of the last step kept in each step: 0 … 1.</param>
    /// <param name="epsilon">Small number that keeps the divisor above 0.</param>
    /// <param name="centered">Whether the mean gradient is subtracted from the mean square.</param>
    public RMSprop(LearningRate? learning_rate = null, double rho = 0.9, double momentum = 0.0, double epsilon = 1e-7,
        bool centered = false)
    {
        this.learning_rate = learning_rate ?? 0.001;
        this.rho = rho;
        this.momentum = momentum;
        this.epsilon = epsilon;
        this.centered = centered;
    }

    /// <summary>Fraction of the running mean kept in each step.</summary>
    public double rho { get; }

    /// <summary>Fraction of the last step kept in each step: 0 … 1.</summary>
    public double momentum { get; }

    /// <summary>Keeps the divisor above 0.</summary>
    public double epsilon { get; }

    /// <summary>Whether the mean gradient is subtracted from the mean square.</summary>
    public bool centered { get; }

    /// <summary>Steps after which the average of the weights takes their place, where use_ema is set; null: only at the end.</summary>
    [KerasKeyword("100", order: 1)]
    public override int? ema_overwrite_frequency { get; set => base.ema_overwrite_frequency = field = value; } = 100;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> RuleSlots =>
        [.. (string[])["velocity"], .. momentum > 0 ? (string[])["momentum"] : [], .. centered ? (string[])["average_gradient"] : []];

    private protected override IReadOnlyList<int[]> RuleGroups => [.. Enumerable.Range(0, RuleSlots.Count).Select(i => (int[])[i])];

    /// <inheritdoc/>
    protected override void ApplyRule(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step)
    {
        Tensor square = slots[0].mul_(rho).addcmul_(gradient, gradient, 1 - rho);
        if (centered) { square -= slots[momentum > 0 ? 2 : 1].mul_(rho).add_(gradient, alpha: 1 - rho).square(); }
        Tensor increment = gradient * (square + epsilon).rsqrt_();
        if (momentum > 0) { parameter.sub_(slots[1].mul_(momentum).add_(increment, alpha: rate)); }
        else { parameter.add_(increment, alpha: -rate); }
    }
}
