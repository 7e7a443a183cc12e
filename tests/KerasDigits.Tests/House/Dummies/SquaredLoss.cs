using KerasDigits.Losses;

namespace KerasDigits.Tests.House.Dummies;

/// <summary>A loss as CONTRIBUTING describes one.</summary>
[KerasExport("keras.losses.SquaredLoss")]
public sealed class SquaredLoss(double factor = 2.0, string reduction = "auto", string name = "squared_loss") : Loss(reduction, name)
{
    public double factor { get; } = factor;

    public override Tensor call(Tensor y_true, Tensor y_pred) => (y_true - y_pred).square().mean([-1L]) * factor;
}

/// <summary>Gives one number for all samples, without a way back to the predictions.</summary>
public sealed class FaultyLoss() : Loss("auto", "faulty_loss")
{
    public override Tensor call(Tensor y_true, Tensor y_pred) => (y_true - y_pred).detach().square().mean();
}
