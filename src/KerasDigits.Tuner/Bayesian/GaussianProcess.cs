using System.Numerics;
using System.Numerics.Tensors;

namespace KerasDigits.Tuner.Bayesian;

/// <summary>Gaussian process regression with a Matérn 5/2 covariance of one length scale, as scikit-learn's
/// <c>GaussianProcessRegressor(Matern(nu=2.5), alpha=alpha, normalize_y=True, n_restarts_optimizer=20, random_state=seed)</c> computes
/// it.</summary>
internal sealed class GaussianProcess
{
    private const int Restarts = 20;
    private static readonly double _least = Math.Log(1e-5);
    private static readonly double _greatest = Math.Log(1e5);

    private readonly double[][] _points;
    private readonly double[] _weights;
    private readonly double[][] _inverseFactor;

    /// <summary>Fits at once: the length scale is the likeliest that L-BFGS-B finds from 1 and from 20 drawn starts.</summary>
    /// <param name="points">At least one point, all of one size.</param>
    /// <param name="scores">What was observed at each.</param>
    /// <param name="alpha">What is added to the covariance's diagonal: the variance of the noise, for scores of variance 1.</param>
    /// <param name="seed">Seed of the drawn starts.</param>
    /// <exception cref="InvalidOperationException">When the covariance is not positive definite.</exception>
    public GaussianProcess(double[][] points, double[] scores, double alpha, BigInteger seed)
    {
        _points = points;
        Mean = TensorPrimitives.Average<double>(scores);
        Scale = Math.Sqrt(scores.Sum(s => (s - Mean) * (s - Mean)) / scores.Length);
        // Scores that are all the same to the last digits have no scale of their own.
        if (Scale < 10 * Math.BitIncrement(1.0) - 10) { Scale = 1; }
        double[] targets = [.. scores.Select(s => (s - Mean) / Scale)];

        double[][] distances = ComputeDistances(points);
        (LengthScale, LogLikelihood) = FindLikeliest(distances, targets, alpha, seed);

        double[][] factor = Cholesky.MakeRows(points.Length);
        for (int i = 0; i < points.Length; i++)
        {
            Matern52.ComputeValues(distances[i], LengthScale, factor[i]);
            factor[i][i] += alpha;
        }
        if (!Cholesky.TryFactor(factor))
        {
            throw new InvalidOperationException($"The covariance of the {points.Length} trials is not positive definite: some lie too "
                + $"close together. Try gradually increasing the 'alpha' parameter (here {alpha}).");
        }
        _weights = targets;
        Cholesky.Solve(factor, _weights);
        _inverseFactor = Cholesky.MakeRows(points.Length);
        Cholesky.Invert(factor, _inverseFactor);
    }

    /// <summary>The length scale that was found.</summary>
    public double LengthScale { get; }

    /// <summary>Log marginal likelihood of the scores, scaled to mean 0 and variance 1, at that length scale.</summary>
    public double LogLikelihood { get; }

    /// <summary>Mean of the scores.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation of the scores.</summary>
    public double Scale { get; }

    /// <summary>The expected score at a point and its standard deviation.</summary>
    public (double Mean, double Std) Predict(double[] point)
    {
        var at = new Prediction(this);
        at.Move(point);
        return (Mean + (Scale * at.Mean), Scale * at.Std);
    }

    private static (double LengthScale, double LogLikelihood) FindLikeliest(double[][] distances, double[] targets, double alpha,
        BigInteger seed)
    {
        double[][] starts = [[0], .. new NumpyRandomState(seed).DrawUniform(_least, _greatest, Restarts, 1)];
        var found = new Minimum[starts.Length];
        Parallel.For(0, starts.Length, () => new LikelihoodSurface(distances, targets, alpha), (i, _, surface) =>
        {
            found[i] = LBfgsB.Minimize((x, gradient) => surface.ComputeNegative(x[0], out gradient[0]), starts[i], _least, _greatest);
            return surface;
        }, _ => { });
        Minimum best = found.MinBy(m => m.Value);
        return (Math.Exp(best.X[0]), -best.Value);
    }

    private static double[][] ComputeDistances(double[][] points)
    {
        double[][] rows = Cholesky.MakeRows(points.Length);
        for (int i = 0; i < points.Length; i++)
        {
            for (int j = 0; j < i; j++) { rows[i][j] = TensorPrimitives.Distance<double>(points[i], points[j]); }
        }
        return rows;
    }

    /// <summary>
    /// A point that is moved about, with what the process expects there, in units of <see cref="Scale"/> from <see cref="Mean"/>. One per
    /// thread.
    /// </summary>
    internal sealed class Prediction(GaussianProcess process)
    {
        private readonly double[] _distances = new double[process._points.Length];
        private readonly double[] _covariances = new double[process._points.Length];
        private readonly double[] _whitened = new double[process._points.Length];
        private readonly double[] _solved = new double[process._points.Length];
        private double[] _point = [];

        public double Mean { get; private set; }

        public double Std { get; private set; }

        public void Move(ReadOnlySpan<double> point)
        {
            _point = [.. point];
            for (int i = 0; i < _distances.Length; i++) { _distances[i] = TensorPrimitives.Distance(point, process._points[i]); }
            Matern52.ComputeValues(_distances, process.LengthScale, _covariances);
            Mean = TensorPrimitives.Dot<double>(_covariances, process._weights);
            double[][] rows = process._inverseFactor;
            for (int i = 0; i < rows.Length; i++) { _whitened[i] = TensorPrimitives.Dot(rows[i], _covariances.AsSpan(0, i + 1)); }
            // Rounding may take it below 0 on top of an observation.
            Std = Math.Sqrt(Math.Max(0, 1 - TensorPrimitives.SumOfSquares<double>(_whitened)));
        }

        /// <summary>The gradients of mean and standard deviation at the point; that of a standard deviation of 0 is left 0.</summary>
        public void ComputeGradients(Span<double> ofMean, Span<double> ofStd)
        {
            ofMean.Clear();
            ofStd.Clear();
            double[][] rows = process._inverseFactor;
            Array.Clear(_solved);
            for (int i = 0; i < rows.Length; i++) { Cholesky.Add(_whitened[i], rows[i], _solved.AsSpan(0, i + 1)); }
            double[] factors = _whitened;
            Matern52.ComputeGradientFactors(_distances, process.LengthScale, factors);
            double perStd = Std > 0 ? -1 / Std : 0;
            for (int i = 0; i < factors.Length; i++)
            {
                double[] other = process._points[i];
                double byMean = process._weights[i] * factors[i];
                double byStd = perStd * _solved[i] * factors[i];
                for (int k = 0; k < ofMean.Length; k++)
                {
                    double difference = _point[k] - other[k];
                    ofMean[k] += byMean * difference;
                    ofStd[k] += byStd * difference;
                }
            }
        }
    }
}
