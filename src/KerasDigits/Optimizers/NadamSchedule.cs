using KerasDigits.Ops;

namespace KerasDigits.Optimizers;

/// <summary>Nadam's momentum, which grows over the steps, and the product of all of them.</summary>
/// <param name="beta1">Limit of the momentum, below 1.</param>
/// <param name="exponent">Growth per step: 0.004 in OptimizerV2, 1 from Keras 2.11 on.</param>
internal sealed class NadamSchedule(double beta1, double exponent)
{
    private double _product = 1, _productNext, _now, _next;
    private long _step;

    /// <summary>Goes to a step, counted from 1.</summary>
    public void MoveTo(long step)
    {
        (_now, _next) = (ComputeMomentum(step), ComputeMomentum(step + 1));
        // The product goes on from the last step; after loading it is made again from the step count.
        if (step != _step + 1) { _product = ComputeProduct(beta1, exponent, step - 1); }
        _step = step;
        _product *= _now;
        _productNext = _product * _next;
    }

    /// <summary>Takes the step with the mean gradient and the unbiased mean square.</summary>
    public void Apply(Tensor parameter, Tensor gradient, Tensor mean, Tensor square, double rate, double epsilon)
    {
        Tensor ahead = (gradient * ((1 - _now) / (1 - _product))).add_(mean, alpha: _next / (1 - _productNext));
        parameter.addcdiv_(ahead, square.Root().add_(epsilon), -rate);
    }

    /// <summary>Product of the momenta of so many steps.</summary>
    public static double ComputeProduct(double beta1, double exponent, long steps)
    {
        double product = 1;
        for (long t = 1; t <= steps && product > 0; t++) { product *= ComputeMomentum(beta1, exponent, t); }
        return product;
    }

    private double ComputeMomentum(long step) => ComputeMomentum(beta1, exponent, step);

    private static double ComputeMomentum(double beta1, double exponent, long step) =>
        beta1 * (1 - (0.5 * Math.Pow(0.96, exponent * step)));
}
