using System.Numerics.Tensors;

namespace KerasDigits.Tuner.Bayesian;

/// <summary>
/// Finds a length along a step that lowers a function enough and flattens its slope (the strong Wolfe conditions), by the method of Moré
/// and Thuente.
/// </summary>
/// <remarks>Source: J. J. Moré, D. J. Thuente, "Line search algorithms with guaranteed sufficient decrease" (1994), with L-BFGS-B's
/// constants.</remarks>
internal static class LineSearch
{
    private const double Decrease = 1e-3;
    private const double Flatness = 0.9;
    private const double Width = 0.1;
    private const int MaxEvaluations = 20;

    /// <summary>Where the search ended; a failed one ends at no point better than the start.</summary>
    public readonly record struct Result(bool Succeeded, double[] X, double Value, double[] Gradient, int Evaluations);

    public static Result SearchAlong(SlopedFunction function, double[] x, double value, double[] gradient, double[] step, double lower,
        double upper, bool first)
    {
        var start = new Trial(0, value, TensorPrimitives.Dot<double>(gradient, step));
        if (!(start.Slope < 0)) { return new Result(false, x, value, gradient, 0); }
        double longest = first ? 1 : FindLongest(x, step, lower, upper);
        double wanted = Decrease * start.Slope;
        var bracket = new Bracket(start, longest);
        double length = Math.Min(1, longest);
        for (int evaluation = 1; evaluation <= MaxEvaluations; evaluation++)
        {
            double[] at = [.. x.Select((v, i) => Math.Clamp(v + (length * step[i]), lower, upper))];
            double[] slopes = new double[x.Length];
            var trial = new Trial(length, function(at, slopes), TensorPrimitives.Dot<double>(slopes, step));
            double ceiling = value + (length * wanted);
            bool low = trial.Value <= ceiling;
            if (low && (Math.Abs(trial.Slope) <= -Flatness * start.Slope || (length == longest && trial.Slope <= wanted)))
            {
                return new Result(true, at, trial.Value, slopes, evaluation);
            }
            if (bracket.IsClosed && bracket.Width <= Width * bracket.Far)
            {
                return new Result(low && trial.Value < value, at, trial.Value, slopes, evaluation);
            }
            length = bracket.Narrow(trial, start, wanted, ceiling);
        }
        return new Result(false, x, value, gradient, MaxEvaluations);
    }

    /// <summary>How often the step fits before a wall.</summary>
    private static double FindLongest(double[] x, double[] step, double lower, double upper)
    {
        double longest = 1e10;
        for (int i = 0; i < x.Length; i++)
        {
            if (step[i] > 0) { longest = Math.Min(longest, Math.Max(0, upper - x[i]) / step[i]); }
            if (step[i] < 0) { longest = Math.Min(longest, Math.Max(0, x[i] - lower) / -step[i]); }
        }
        return longest;
    }
}

/// <summary>A length along the step, the function's value there and its slope along the step.</summary>
internal readonly record struct Trial(double Length, double Value, double Slope);
