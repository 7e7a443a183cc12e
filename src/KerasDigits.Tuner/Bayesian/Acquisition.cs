namespace KerasDigits.Tuner.Bayesian;

/// <summary>Where a hopeful eye expects the lowest score: the minima of mean - beta * standard deviation in the unit cube.</summary>
/// <remarks>Source: BayesianOptimizationOracle of KerasTuner 1.4.7, which takes finite differences; the gradient here is exact.</remarks>
internal static class Acquisition
{
    /// <summary>Searches from every start and gives the points reached, the most promising first.</summary>
    public static IReadOnlyList<Minimum> OrderLowestFirst(GaussianProcess process, double beta, double[][] starts)
    {
        var found = new Minimum[starts.Length];
        Parallel.For(0, starts.Length, () => new GaussianProcess.Prediction(process), (i, _, at) =>
        {
            double[] ofStd = new double[starts[i].Length];
            found[i] = LBfgsB.Minimize((x, gradient) =>
            {
                at.Move(x);
                at.ComputeGradients(gradient, ofStd);
                Cholesky.Add(-beta, ofStd, gradient);
                return at.Mean - (beta * at.Std);
            }, starts[i], 0, 1);
            return at;
        }, _ => { });
        return [.. found.OrderBy(m => m.Value)];
    }
}
