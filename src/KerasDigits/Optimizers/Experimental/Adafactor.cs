namespace KerasDigits.Optimizers.Experimental;

/// <summary>
/// Adaptive rates from the means of squared gradients of rows and columns, with steps in proportion to the weights (Shazeer and Stern
/// 2018).
/// </summary>
/// <remarks>Source: tf.keras 2.15, optimizers/adafactor.py.</remarks>
[KerasExport("keras.optimizers.Adafactor", "keras.optimizers.experimental.Adafactor")]
public sealed class Adafactor : ModernOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="beta_2_decay">Power of the step count in the part of the mean squares that is kept, 1 - step^beta_2_decay.</param>
    /// <param name="epsilon_1">Added to squared gradients, keeps the divisor above 0.</param>
    /// <param name="epsilon_2">Smallest size of a weight in the size of a step.</param>
    /// <param name="clip_threshold">Largest root mean square of a weight's update.</param>
    /// <param name="relative_step">Whether a fixed rate is at most 1 / sqrt(step).</param>
    public Adafactor(LearningRate? learning_rate = null, double beta_2_decay = -0.8, double epsilon_1 = 1e-30, double epsilon_2 = 1e-3,
        double clip_threshold = 1.0, bool relative_step = true)
    {
        this.learning_rate = learning_rate ?? 0.001;
        this.beta_2_decay = beta_2_decay;
        this.epsilon_1 = epsilon_1;
        this.epsilon_2 = epsilon_2;
        this.clip_threshold = clip_threshold;
        this.relative_step = relative_step;
    }

    /// <summary>Power of the step count in the part of the mean squares that is kept.</summary>
    public double beta_2_decay { get; }

    /// <summary>Added to squared gradients.</summary>
    public double epsilon_1 { get; }

    /// <summary>Smallest size of a weight in the size of a step.</summary>
    public double epsilon_2 { get; }

    /// <summary>Largest root mean square of a weight's update.</summary>
    public double clip_threshold { get; }

    /// <summary>
    /// Whether a fixed rate is at most 1 / sqrt(step). Keras's formula bounds the size of each step so in any case, so that the results are
    /// the same.
    /// </summary>
    public bool relative_step { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> RuleSlots => ["r", "c", "v"];

    private protected override IReadOnlyList<int[]> RuleGroups => [[0, 1, 2]];

    /// <inheritdoc/>
    protected internal override bool WorksByElement => false;

    /// <summary>Rows ("r") lack the weight's last axis, columns ("c") the one before; vectors have neither.</summary>
    /// <param name="slot">Name of the slot.</param>
    /// <param name="weight">Shape of the weight.</param>
    protected internal override Shape GetSlotShape(string slot, Shape weight) => slot is not ("r" or "c") ? weight
        : weight.Rank < 2 ? default : slot == "r" ? weight[..^1] : weight[..^2].Append(weight[-1]);

    /// <inheritdoc/>
    internal override bool Needs(string slot, Backend.Variable weight) => slot is not ("r" or "c") || weight.shape.Rank >= 2;

    /// <inheritdoc/>
    protected override void ApplyRule(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step)
    {
        var (r, c, v) = (slots[0], slots[1], slots[2]);
        double kept = 1 - Math.Pow(step, beta_2_decay);
        Tensor squares = gradient.square().add_(epsilon_1);
        if (parameter.dim() >= 2)
        {
            r.mul_(kept).add_(squares.mean([-1]), alpha: 1 - kept);
            c.mul_(kept).add_(squares.mean([-2]), alpha: 1 - kept);
            v.copy_((r / r.mean([-1], keepdim: true)).unsqueeze(-1) * c.unsqueeze(-2));
        }
        else { v.mul_(kept).add_(squares, alpha: 1 - kept); }
        Tensor update = gradient / v.sqrt();
        update.div_((ComputeRms(update) / clip_threshold).clamp_min(1));
        parameter.sub_(update.mul_(ComputeRms(parameter).clamp_min(epsilon_2)).mul_(Math.Min(rate, 1 / Math.Sqrt(step))));
    }

    private static Tensor ComputeRms(Tensor values) => values.square().mean().sqrt();
}
