using KerasDigits.Ops;

namespace KerasDigits.Optimizers;

/// <summary>Running means of gradient and squared gradient, with bias correction.</summary>
/// <remarks>Source: tf.keras 2.3.1, optimizer_v2/adam.py.</remarks>
[KerasExport("keras.optimizers.Adam", "keras.optimizers.legacy.Adam")]
public sealed class Adam : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="beta_1">Fraction of the mean gradient kept in each step, from 0 to below 1.</param>
    /// <param name="beta_2">Fraction of the mean square kept in each step, from 0 to below 1.</param>
    /// <param name="epsilon">Small number added to the divisor.</param>
    /// <param name="amsgrad">Whether to use the AMSGrad variant, in which the divisor never falls.</param>
    public Adam(LearningRate? learning_rate = null, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
    {
        this.learning_rate = learning_rate ?? 0.001;
        (this.beta_1, this.beta_2, this.epsilon, this.amsgrad) = (beta_1, beta_2, epsilon, amsgrad);
    }

    /// <summary>Fraction of the mean gradient kept in each step.</summary>
    public double beta_1 { get; set; }

    /// <summary>Fraction of the mean square kept in each step.</summary>
    public double beta_2 { get; set; }

    /// <summary>Added to the divisor.</summary>
    public double epsilon { get; }

    /// <summary>Whether to use the AMSGrad variant.</summary>
    public bool amsgrad { get; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SlotNames => amsgrad ? ["m", "v", "vhat"] : ["m", "v"];

    /// <inheritdoc/>
    internal override IReadOnlyList<int[]> StoredGroups => amsgrad ? [[0, 1], [2]] : [[0, 1]];

    /// <inheritdoc/>
    protected internal override void Update(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step)
    {
        double scaled = CorrectBias(rate, step);
        Tensor m = slots[0].mul_(beta_1).add_(gradient, alpha: 1 - beta_1);
        Tensor v = slots[1].mul_(beta_2).addcmul_(gradient, gradient, 1 - beta_2);
        if (amsgrad) { v = slots[2].copy_(slots[2].maximum(v)); }
        parameter.addcdiv_(m, v.Root().add_(epsilon), -scaled);
    }

    /// <inheritdoc/>
    internal override bool HasFusedStep => !amsgrad;

    internal override void UpdateFused(Span<float> parameters, Span<float> gradients, SlotSpans slots, double rate, long step)
    {
        FusedSteps.StepAdam(parameters, gradients, slots(0), slots(1), (float)CorrectBias(rate, step), (float)beta_1, (float)beta_2,
            (float)epsilon);
    }

    private double CorrectBias(double rate, long step) => rate * Math.Sqrt(1 - Math.Pow(beta_2, step)) / (1 - Math.Pow(beta_1, step));
}
