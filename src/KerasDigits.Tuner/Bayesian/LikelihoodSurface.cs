using System.Numerics.Tensors;

namespace KerasDigits.Tuner.Bayesian;

/// <summary>
/// How likely the observations are under a Gaussian process, as a function of its one hyperparameter, the logarithm of the length scale.
/// </summary>
/// <remarks>Holds room to work in: one per thread. Source: GaussianProcessRegressor.log_marginal_likelihood (Rasmussen and Williams,
/// algorithm 2.1 and equation 5.9).</remarks>
internal sealed class LikelihoodSurface(double[][] distances, double[] targets, double alpha)
{
    private readonly double[][] _covariance = Cholesky.MakeRows(targets.Length);
    private readonly double[][] _slope = Cholesky.MakeRows(targets.Length);
    private readonly double[][] _inverseFactor = Cholesky.MakeRows(targets.Length);
    private readonly double[][] _inverse = Cholesky.MakeRows(targets.Length);
    private readonly double[] _weights = new double[targets.Length];

    /// <summary>
    /// The negative log marginal likelihood and its derivative; infinity, with derivative 0, where the covariance is not positive definite.
    /// </summary>
    public double ComputeNegative(double logLengthScale, out double derivative)
    {
        int count = targets.Length;
        double lengthScale = Math.Exp(logLengthScale);
        derivative = 0;
        for (int i = 0; i < count; i++)
        {
            Matern52.ComputeValuesAndSlopes(distances[i], lengthScale, _covariance[i], _slope[i]);
            _covariance[i][i] += alpha;
        }
        if (!Cholesky.TryFactor(_covariance)) { return double.PositiveInfinity; }
        targets.CopyTo(_weights, 0);
        Cholesky.Solve(_covariance, _weights);

        double logRoot = 0;
        for (int i = 0; i < count; i++) { logRoot += Math.Log(_covariance[i][i]); }
        double likelihood = (-0.5 * TensorPrimitives.Dot<double>(targets, _weights)) - logRoot - (count / 2.0 * Math.Log(2 * Math.PI));

        // d = 1/2 trace((w wᵀ - K⁻¹) dK); dK is symmetric with a diagonal of zeros, so half the trace is the sum below the diagonal.
        Cholesky.Invert(_covariance, _inverseFactor);
        InvertFromFactor();
        for (int i = 1; i < count; i++)
        {
            ReadOnlySpan<double> slope = _slope[i].AsSpan(0, i);
            derivative -= _weights[i] * TensorPrimitives.Dot(slope, _weights.AsSpan(0, i));
            derivative += TensorPrimitives.Dot(slope, _inverse[i].AsSpan(0, i));
        }
        return -likelihood;
    }

    /// <summary>K⁻¹ = L⁻ᵀ L⁻¹: the sum of the outer products of L⁻¹'s rows.</summary>
    private void InvertFromFactor()
    {
        foreach (double[] row in _inverse) { Array.Clear(row); }
        foreach (double[] row in _inverseFactor)
        {
            for (int i = 0; i < row.Length; i++) { Cholesky.Add(row[i], row.AsSpan(0, i + 1), _inverse[i]); }
        }
    }
}
