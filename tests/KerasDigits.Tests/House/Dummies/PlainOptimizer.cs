using KerasDigits.Optimizers;

namespace KerasDigits.Tests.House.Dummies;

/// <summary>An optimizer as CONTRIBUTING describes one: descent with a mean of the gradients.</summary>
[KerasExport("keras.optimizers.PlainOptimizer")]
public sealed class PlainOptimizer : Optimizer
{
    public PlainOptimizer(LearningRate? learning_rate = null, double beta = 0.9) =>
        (this.learning_rate, this.beta) = (learning_rate ?? 0.05, beta);

    public double beta { get; }

    protected internal override IReadOnlyList<string> SlotNames => ["mean"];

    protected internal override void Update(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step)
    {
        _ = slots[0].mul_(beta).add_(gradient, alpha: 1 - beta);
        _ = parameter.add_(slots[0], alpha: -rate);
    }
}

/// <summary>
/// Goes uphill by the norm of the whole weight, though it says that it works element by element, and has an argument without a property.
/// </summary>
public sealed class FaultyOptimizer : Optimizer
{
    private readonly double _power;

    public FaultyOptimizer(double power = 1.0) => (_power, learning_rate) = (power, 0.1);

    protected internal override IReadOnlyList<string> SlotNames => [];

    protected internal override void Update(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step) =>
        _ = parameter.add_(gradient / gradient.norm(), alpha: rate * _power);
}
