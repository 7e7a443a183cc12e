using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>
/// What NumPy's <c>np.random</c> draws after a seed, where NumSharp takes other numbers: <c>draws.poisson(30.0, [5])</c> for
/// <c>np.random.poisson(30.0, 5)</c>. They are taken from the same generator as NumSharp's.
/// </summary>
/// <remarks>Sources: Marsaglia and Tsang 2000 (gamma), Hörmann 1993 (Poisson), Kachitvichyanukul and Schmeiser 1988 (binomial),
/// Stadlober 1990 (hypergeometric), in the order in which NumPy's RandomState asks for its numbers.</remarks>
public static partial class draws
{
    private static double DrawUniform() => np.random.random_sample(1).GetDouble(0);

    private static double DrawNormal() => np.random.normal(0.0, 1.0, 1).GetDouble(0);

    private static double DrawExponential() => -Math.Log(1 - DrawUniform());

    private static NDArray Fill(long[] size, Func<double> draw)
    {
        double[] drawn = new double[size.Aggregate(1L, (all, axis) => all * axis)];
        for (int i = 0; i < drawn.Length; i++) { drawn[i] = draw(); }
        return np.array(drawn).reshape(size);
    }

    private static NDArray Fill(long[] size, Func<long> draw)
    {
        long[] drawn = new long[size.Aggregate(1L, (all, axis) => all * axis)];
        for (int i = 0; i < drawn.Length; i++) { drawn[i] = draw(); }
        return np.array(drawn).reshape(size);
    }

    private static void Require(bool isGood, string what)
    {
        if (!isGood) { throw new ArgumentException(what); }
    }

    /// <summary>A number of the gamma distribution with scale 1.</summary>
    /// <param name="shape">Its shape, not below 0.</param>
    /// <exception cref="ArgumentException">The shape is below 0.</exception>
    public static double standard_gamma(double shape)
    {
        Require(shape >= 0, "shape < 0");
        if (shape == 1) { return DrawExponential(); }
        if (shape == 0) { return 0; }
        if (shape < 1)
        {
            while (true)
            {
                double u = DrawUniform(), v = DrawExponential();
                if (u <= 1 - shape)
                {
                    double x = Math.Pow(u, 1 / shape);
                    if (x <= v) { return x; }
                }
                else
                {
                    double y = -Math.Log((1 - u) / shape), x = Math.Pow(1 - shape + shape * y, 1 / shape);
                    if (x <= v + y) { return x; }
                }
            }
        }
        double b = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * b);
        while (true)
        {
            double x, v;
            do { x = DrawNormal(); v = 1 + c * x; } while (v <= 0);
            v = v * v * v;
            double u = DrawUniform();
            if (u < 1 - 0.0331 * (x * x) * (x * x) || Math.Log(u) < 0.5 * x * x + b * (1 - v + Math.Log(v))) { return b * v; }
        }
    }

    /// <summary>A number of the gamma distribution with scale 1, for each place of an array.</summary>
    /// <param name="shape">Its shape, not below 0.</param>
    /// <param name="size">The sizes of the array's axes.</param>
    public static NDArray standard_gamma(double shape, long[] size) => Fill(size, () => standard_gamma(shape));

    /// <summary>A number of the gamma distribution.</summary>
    /// <param name="shape">Its shape, not below 0.</param>
    /// <param name="scale">Scale of the distribution, above 0.</param>
    /// <exception cref="ArgumentException">The shape is below 0.</exception>
    public static double gamma(double shape, double scale = 1) => scale * standard_gamma(shape);

    /// <summary>A number of the gamma distribution, for each place of an array.</summary>
    /// <param name="shape">Its shape, not below 0.</param>
    /// <param name="scale">Scale of the distribution, above 0.</param>
    /// <param name="size">The sizes of the array's axes.</param>
    public static NDArray gamma(double shape, double scale, long[] size) => Fill(size, () => gamma(shape, scale));

    /// <summary>A sum of squares of df normal numbers.</summary>
    /// <param name="df">Degrees of freedom, above 0.</param>
    public static double chisquare(double df) => 2 * standard_gamma(df / 2);

    /// <summary>A sum of squares of df normal numbers, for each place of an array.</summary>
    /// <param name="df">Degrees of freedom, above 0.</param>
    /// <param name="size">The sizes of the array's axes.</param>
    public static NDArray chisquare(double df, long[] size) => Fill(size, () => chisquare(df));

    /// <summary>A ratio of two means of squares, Fisher's F.</summary>
    /// <param name="dfnum">Degrees of freedom above the line.</param>
    /// <param name="dfden">Degrees of freedom below it.</param>
    public static double f(double dfnum, double dfden)
    {
        double above = chisquare(dfnum) * dfden;
        return above / (chisquare(dfden) * dfnum);
    }

    /// <summary>A ratio of two means of squares, Fisher's F, for each place of an array.</summary>
    /// <param name="dfnum">Degrees of freedom above the line.</param>
    /// <param name="dfden">Degrees of freedom below it.</param>
    /// <param name="size">The sizes of the array's axes.</param>
    public static NDArray f(double dfnum, double dfden, long[] size) => Fill(size, () => f(dfnum, dfden));

    /// <summary>A number of Student's t distribution.</summary>
    /// <param name="df">Degrees of freedom, above 0.</param>
    public static double standard_t(double df)
    {
        double above = DrawNormal();
        return Math.Sqrt(df / 2) * above / Math.Sqrt(standard_gamma(df / 2));
    }

    /// <summary>A number of Student's t distribution, for each place of an array.</summary>
    /// <param name="df">Degrees of freedom, above 0.</param>
    /// <param name="size">The sizes of the array's axes.</param>
    public static NDArray standard_t(double df, long[] size) => Fill(size, () => standard_t(df));

    /// <summary>A number of the beta distribution.</summary>
    /// <param name="a">The first shape, above 0.</param>
    /// <param name="b">The second one, above 0.</param>
    /// <exception cref="ArgumentException">One of them is not above 0.</exception>
    public static double beta(double a, double b)
    {
        Require(a > 0, "a <= 0");
        Require(b > 0, "b <= 0");
        if (a > 1 || b > 1)
        {
            double one = standard_gamma(a), other = standard_gamma(b);
            return one / (one + other);
        }
        while (true)
        {
            double u = DrawUniform(), v = DrawUniform(), x = Math.Pow(u, 1 / a), y = Math.Pow(v, 1 / b);
            if (x + y > 1 || u + v <= 0) { continue; }
            if (x + y > 0) { return x / (x + y); }
            double logX = Math.Log(u) / a, logY = Math.Log(v) / b, most = Math.Max(logX, logY);
            return Math.Exp(logX - most - Math.Log(Math.Exp(logX - most) + Math.Exp(logY - most)));
        }
    }

    /// <summary>A number of the beta distribution, for each place of an array.</summary>
    /// <param name="a">The first shape, above 0.</param>
    /// <param name="b">The second one, above 0.</param>
    /// <param name="size">The sizes of the array's axes.</param>
    public static NDArray beta(double a, double b, long[] size) => Fill(size, () => beta(a, b));

    /// <summary>A number of the Pareto distribution of the second kind.</summary>
    /// <param name="a">Its shape, above 0.</param>
    public static double pareto(double a) => Math.Exp(DrawExponential() / a) - 1;

    /// <summary>A number of the Pareto distribution of the second kind, for each place of an array.</summary>
    /// <param name="a">Its shape, above 0.</param>
    /// <param name="size">The sizes of the array's axes.</param>
    public static NDArray pareto(double a, long[] size) => Fill(size, () => pareto(a));

    /// <summary>A ratio of two normal numbers.</summary>
    public static double standard_cauchy()
    {
        double above = DrawNormal();
        return above / DrawNormal();
    }

    /// <inheritdoc cref="standard_cauchy()"/>
    /// <param name="size">The sizes of the array's axes.</param>
    public static NDArray standard_cauchy(long[] size) => Fill(size, standard_cauchy);

    /// <summary>Shares that make 1 together, for each row of the sizes a set of them.</summary>
    /// <param name="alpha">How heavy each share is, above 0.</param>
    /// <param name="size">The sizes of the axes before the last one; none: one set.</param>
    public static NDArray dirichlet(double[] alpha, long[] size)
    {
        double[] drawn = new double[size.Aggregate((long)alpha.Length, (all, axis) => all * axis)];
        for (int i = 0; i < drawn.Length; i += alpha.Length)
        {
            double all = 0;
            for (int j = 0; j < alpha.Length; j++) { all += drawn[i + j] = standard_gamma(alpha[j]); }
            all = 1 / all;
            for (int j = 0; j < alpha.Length; j++) { drawn[i + j] *= all; }
        }
        return np.array(drawn).reshape([.. size, alpha.Length]);
    }
}
