using System.Numerics.Tensors;

namespace KerasDigits.Tuner.Bayesian;

/// <summary>A function's value at x; writes its gradient.</summary>
internal delegate double SlopedFunction(ReadOnlySpan<double> x, Span<double> gradient);

/// <summary>Where a search ended, the value there, and how many times the function was asked.</summary>
internal readonly record struct Minimum(double[] X, double Value, int Evaluations);

/// <summary>
/// Minimises a smooth function in the box [lower, upper]ᵈ by L-BFGS-B, with the settings of
/// <c>scipy.optimize.minimize(method="L-BFGS-B")</c>.
/// </summary>
/// <remarks>
/// Source: Byrd, Lu, Nocedal, Zhu, "A limited memory algorithm for bound constrained optimization" (1995); version 3.0's subspace step.
/// MathNet's BfgsBMinimizer reaches the same minima, but asks two to six times as often for a likelihood, which costs n³; and with SciPy's
/// steps the proposals are KerasTuner's own to seven digits.
/// </remarks>
internal static class LBfgsB
{
    private const double ValueTolerance = 2.2204460492503131e-09;
    private const double GradientTolerance = 1e-5;
    private const int MaxIterations = 15000;

    public static Minimum Minimize(SlopedFunction function, double[] start, double lower, double upper)
    {
        double[] x = [.. start.Select(v => Math.Clamp(v, lower, upper))];
        double[] gradient = new double[x.Length];
        double value = function(x, gradient);
        int evaluations = 1;
        var model = new QuadraticModel(x.Length);
        for (int iteration = 0; iteration < MaxIterations && Project(x, gradient, lower, upper) > GradientTolerance; iteration++)
        {
            double[] step = BoxStep.Find(model, x, gradient, lower, upper);
            // Where curvature is great, the slope stays above its tolerance when no drop is left that rounding does not hide.
            if (-TensorPrimitives.Dot<double>(gradient, step) <= 1e-3 * ValueTolerance * Math.Max(Math.Abs(value), 1)) { break; }
            LineSearch.Result found = LineSearch.SearchAlong(function, x, value, gradient, step, lower, upper, first: iteration == 0);
            evaluations += found.Evaluations;
            if (!found.Succeeded)
            {
                // The remembered curvature may be what misleads: once more along the gradient alone.
                if (model.IsFresh) { break; }
                model.Forget();
                continue;
            }
            model.Learn(x, found.X, gradient, found.Gradient);
            double drop = value - found.Value;
            double scale = Math.Max(Math.Max(Math.Abs(value), Math.Abs(found.Value)), 1);
            (x, value, gradient) = (found.X, found.Value, found.Gradient);
            if (drop <= ValueTolerance * scale) { break; }
        }
        return new Minimum(x, value, evaluations);
    }

    /// <summary>Largest part of the gradient that does not push against a wall.</summary>
    private static double Project(double[] x, double[] gradient, double lower, double upper)
    {
        double largest = 0;
        for (int i = 0; i < x.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(Math.Clamp(x[i] - gradient[i], lower, upper) - x[i]));
        }
        return largest;
    }
}
