using System.Numerics.Tensors;

namespace KerasDigits.Tuner.Bayesian;

/// <summary>
/// The step that a quadratic model proposes inside a box: first the generalized Cauchy point, then the minimum over the coordinates that no
/// wall holds there.
/// </summary>
internal static class BoxStep
{
    /// <summary>The step from x; x plus it lies in the box.</summary>
    public static double[] Find(QuadraticModel model, double[] x, double[] gradient, double lower, double upper)
    {
        double[] cauchy = FindCauchyPoint(model, x, gradient, lower, upper);
        int[] free = [.. Enumerable.Range(0, x.Length).Where(i => x[i] + cauchy[i] > lower && x[i] + cauchy[i] < upper)];
        if (free.Length == 0 || model.IsFresh) { return cauchy; }

        double[] wanted = MinimizeInSubspace(model, gradient, cauchy, free);
        double[] step = [.. cauchy];
        for (int k = 0; k < free.Length; k++)
        {
            int i = free[k];
            step[i] = Math.Clamp(x[i] + cauchy[i] + wanted[k], lower, upper) - x[i];
        }
        if (TensorPrimitives.Dot<double>(gradient, step) < 0) { return step; }

        // Cut off at the walls it leads uphill: go the straight way, as far as the first wall.
        double share = 1;
        for (int k = 0; k < free.Length; k++)
        {
            double at = x[free[k]] + cauchy[free[k]];
            double room = wanted[k] > 0 ? upper - at : lower - at;
            if (wanted[k] != 0) { share = Math.Min(share, room / wanted[k]); }
        }
        for (int k = 0; k < free.Length; k++) { cauchy[free[k]] += share * wanted[k]; }
        return cauchy;
    }

    /// <summary>The first minimum of the model along the path of steepest descent, bent at each wall.</summary>
    private static double[] FindCauchyPoint(QuadraticModel model, double[] x, double[] gradient, double lower, double upper)
    {
        double[] walls = [.. x.Select((at, i) => gradient[i] < 0 ? (at - upper) / gradient[i] : gradient[i] > 0 ? (at - lower) / gradient[i]
            : double.PositiveInfinity)];
        double[] direction = [.. gradient.Select((g, i) => walls[i] > 0 ? -g : 0)];
        double[] step = new double[x.Length];
        double time = 0;
        foreach (int next in Enumerable.Range(0, x.Length).Where(i => walls[i] > 0).OrderBy(i => walls[i]))
        {
            double best = ComputeTimeToMinimum(model, gradient, direction, step);
            if (best < walls[next] - time)
            {
                Cholesky.Add(best, direction, step);
                return step;
            }
            Cholesky.Add(walls[next] - time, direction, step);
            step[next] = (gradient[next] < 0 ? upper : lower) - x[next];
            direction[next] = 0;
            time = walls[next];
        }
        return step;
    }

    private static double ComputeTimeToMinimum(QuadraticModel model, double[] gradient, double[] direction, double[] step)
    {
        double slope = TensorPrimitives.Dot<double>(gradient, direction) + TensorPrimitives.Dot<double>(direction, model.MultiplyBy(step));
        double curvature = TensorPrimitives.Dot<double>(direction, model.MultiplyBy(direction));
        return curvature > 0 ? Math.Max(0, -slope / curvature) : 0;
    }

    /// <summary>Newton's step of the model from the Cauchy point, over only the free coordinates.</summary>
    private static double[] MinimizeInSubspace(QuadraticModel model, double[] gradient, double[] cauchy, int[] free)
    {
        double[] pull = model.MultiplyBy(cauchy);
        double[] wanted = [.. free.Select(i => -gradient[i] - pull[i])];
        double[][] curvature = [.. free.Select((row, k) => free[..(k + 1)].Select(column => model.Rows[row][column]).ToArray())];
        if (!Cholesky.TryFactor(curvature)) { return new double[free.Length]; }
        Cholesky.Solve(curvature, wanted);
        return wanted;
    }
}
