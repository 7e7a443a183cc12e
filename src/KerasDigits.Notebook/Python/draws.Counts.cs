using NumSharp;

namespace KerasDigits.Notebook;

/// <content>Distributions of counts.</content>
public static partial class draws
{
    private static readonly double[] s_gamma = [8.333333333333333e-02, -2.777777777777778e-03, 7.936507936507937e-04,
        -5.952380952380952e-04, 8.417508417508418e-04, -1.917526917526918e-03, 6.410256410256410e-03, -2.955065359477124e-02,
        1.796443723688307e-01, -1.39243221690590e+00];

    // The logarithm of the gamma function, by Stirling's series from 7 on.
    private static double LogGamma(double x)
    {
        if (x is 1 or 2) { return 0; }
        int steps = x < 7 ? (int)(7 - x) : 0;
        double at = x + steps, square = 1 / at * (1 / at), sum = s_gamma[9];
        for (int k = 8; k >= 0; k--) { sum = sum * square + s_gamma[k]; }
        double log = sum / at + 0.5 * 1.8378770664093453 + (at - 0.5) * Math.Log(at) - at;
        for (int k = 1; k <= steps; k++, at--) { log -= Math.Log(at - 1); }
        return log;
    }

    /// <summary>How often something rare happens.</summary>
    /// <param name="lam">How often on the average, not below 0.</param>
    /// <exception cref="ArgumentException">It is below 0.</exception>
    public static long poisson(double lam)
    {
        Require(lam >= 0, "lam < 0 or lam is NaN");
        if (lam == 0) { return 0; }
        if (lam < 10)
        {
            double least = Math.Exp(-lam), product = 1;
            for (long count = 0; ; count++)
            {
                product *= DrawUniform();
                if (product <= least) { return count; }
            }
        }
        double log = Math.Log(lam), b = 0.931 + 2.53 * Math.Sqrt(lam), a = -0.059 + 0.02483 * b;
        double inverse = 1.1239 + 1.1328 / (b - 3.4), least2 = 0.9277 - 3.6224 / (b - 2);
        while (true)
        {
            double u = DrawUniform() - 0.5, v = DrawUniform(), us = 0.5 - Math.Abs(u);
            long k = (long)Math.Floor((2 * a / us + b) * u + lam + 0.43);
            if (us >= 0.07 && v <= least2) { return k; }
            if (k < 0 || us < 0.013 && v > us) { continue; }
            if (Math.Log(v) + Math.Log(inverse) - Math.Log(a / (us * us) + b) <= -lam + k * log - LogGamma(k + 1)) { return k; }
        }
    }

    /// <summary>How often something rare happens, for each place of an array.</summary>
    /// <param name="lam">How often on the average, not below 0.</param>
    /// <param name="size">The sizes of the array's axes.</param>
    public static NDArray poisson(double lam, long[] size) => Fill(size, () => poisson(lam));

    /// <summary>A count for each of an array's averages.</summary>
    /// <param name="lam">Averages, 0 or more, of any shape.</param>
    public static NDArray poisson(NDArray lam)
    {
        NDArray flat = lam.astype(np.float64).flatten();
        return np.array(Enumerable.Range(0, (int)flat.size).Select(i => poisson(flat.GetDouble(i))).ToArray()).reshape(lam.shape);
    }

    /// <summary>How many failures come before n successes.</summary>
    /// <param name="n">Successes, above 0.</param>
    /// <param name="p">The chance of each, above 0 and up to 1.</param>
    public static long negative_binomial(double n, double p) => poisson(gamma(n, (1 - p) / p));

    /// <summary>How many failures come before n successes, for each place of an array.</summary>
    /// <param name="n">Successes, above 0.</param>
    /// <param name="p">The chance of each, above 0 and up to 1.</param>
    /// <param name="size">The sizes of the array's axes.</param>
    public static NDArray negative_binomial(double n, double p, long[] size) => Fill(size, () => negative_binomial(n, p));

    /// <summary>How many of n tosses come up, each by a chance.</summary>
    /// <param name="n">Tosses, not below 0.</param>
    /// <param name="p">The chance of each, from 0 to 1.</param>
    /// <exception cref="ArgumentException">n is below 0, or p outside of 0 to 1.</exception>
    public static long binomial(long n, double p)
    {
        Require(n >= 0, "n < 0");
        Require(p is >= 0 and <= 1, "p < 0, p > 1 or p is NaN");
        double rarer = p <= 0.5 ? p : 1 - p;
        long rare = rarer * n <= 30 ? DrawFew(n, rarer) : DrawMany(n, rarer);
        return p <= 0.5 ? rare : n - rare;
    }

    /// <summary>How many of n tosses come up, each by a chance, for each place of an array.</summary>
    /// <param name="n">Tosses, not below 0.</param>
    /// <param name="p">The chance of each, from 0 to 1.</param>
    /// <param name="size">The sizes of the array's axes.</param>
    public static NDArray binomial(long n, double p, long[] size) => Fill(size, () => binomial(n, p));

    // One uniform draw is taken apart by the chances of 0, 1, 2 …; one beyond all that can sensibly come is drawn again.
    private static long DrawFew(long n, double p)
    {
        double against = 1 - p, none = Math.Exp(n * Math.Log(against)), mean = n * p;
        long most = (long)Math.Min(n, mean + 10 * Math.Sqrt(mean * against + 1));
        while (true)
        {
            double left = DrawUniform(), chance = none;
            for (long x = 0; x <= most; x++)
            {
                if (left <= chance) { return x; }
                left -= chance;
                chance = (n - x) * p * chance / ((x + 1) * against);
            }
        }
    }

    // A triangle, a parallelogram and two tails over the curve of chances, and what is above the curve drawn again.
    private static long DrawMany(long n, double r)
    {
        double q = 1 - r, mode = n * r + r, nrq = n * r * q;
        long m = (long)Math.Floor(mode);
        double p1 = Math.Floor(2.195 * Math.Sqrt(nrq) - 4.6 * q) + 0.5, middle = m + 0.5, left = middle - p1, right = middle + p1;
        double c = 0.134 + 20.5 / (15.3 + m), slope = (mode - left) / (mode - left * r), before = slope * (1 + slope / 2);
        slope = (right - mode) / (right * q);
        double after = slope * (1 + slope / 2), p2 = p1 * (1 + 2 * c), p3 = p2 + c / before, p4 = p3 + c / after;
        while (true)
        {
            double u = DrawUniform() * p4, v = DrawUniform();
            long y;
            if (u <= p1) { return (long)Math.Floor(middle - p1 * v + u); }
            if (u <= p2)
            {
                double x = left + (u - p1) / c;
                v = v * c + 1 - Math.Abs(m - x + 0.5) / p1;
                if (v > 1) { continue; }
                y = (long)Math.Floor(x);
            }
            else if (u <= p3)
            {
                y = (long)Math.Floor(left + Math.Log(v) / before);
                if (y < 0 || v == 0) { continue; }
                v = v * (u - p2) * before;
            }
            else
            {
                y = (long)Math.Floor(right - Math.Log(v) / after);
                if (y > n || v == 0) { continue; }
                v = v * (u - p3) * after;
            }
            if (IsUnder(n, r, q, nrq, m, middle, y, v)) { return y; }
        }
    }

    private static bool IsUnder(long n, double r, double q, double nrq, long m, double middle, long y, double v)
    {
        long k = Math.Abs(y - m);
        if (k <= 20 || k >= nrq / 2 - 1)
        {
            double s = r / q, a = s * (n + 1), chance = 1;
            for (long i = m + 1; i <= y; i++) { chance *= a / i - s; }
            for (long i = y + 1; i <= m; i++) { chance /= a / i - s; }
            return v <= chance;
        }
        double rho = k / nrq * ((k * (k / 3.0 + 0.625) + 0.16666666666666666) / nrq + 0.5), t = -k * k / (2 * nrq), log = Math.Log(v);
        if (log < t - rho) { return true; }
        if (log > t + rho) { return false; }
        double x1 = y + 1, f1 = m + 1, z = n + 1 - m, w = n - y + 1;
        return log <= middle * Math.Log(f1 / x1) + (n - m + 0.5) * Math.Log(z / w) + (y - m) * Math.Log(w * r / (x1 * q))
            + ComputeRest(f1) + ComputeRest(z) + ComputeRest(x1) + ComputeRest(w);
    }

    // Stirling's series behind its first terms.
    private static double ComputeRest(double x)
    {
        double square = x * x;
        return (13680 - (462 - (132 - (99 - 140 / square) / square) / square) / square) / x / 166320;
    }

    /// <summary>How n tosses fall into several boxes.</summary>
    /// <param name="n">Tosses, not below 0.</param>
    /// <param name="pvals">The chance of each box; the last one has what the others leave.</param>
    /// <param name="size">The sizes of the axes before the last one; none: one set of counts.</param>
    /// <exception cref="ArgumentException">The chances before the last are more than 1 together.</exception>
    public static NDArray multinomial(long n, double[] pvals, long[] size)
    {
        Require(pvals[..^1].Sum() <= 1 + 1e-12, "sum(pvals[:-1]) > 1.0");
        long[] drawn = new long[size.Aggregate((long)pvals.Length, (all, axis) => all * axis)];
        for (int i = 0; i < drawn.Length; i += pvals.Length)
        {
            double sum = 1;
            long left = n;
            for (int j = 0; j < pvals.Length - 1 && left > 0; j++)
            {
                left -= drawn[i + j] = binomial(left, pvals[j] / sum);
                sum -= pvals[j];
            }
            if (left > 0) { drawn[i + pvals.Length - 1] = left; }
        }
        return np.array(drawn).reshape([.. size, pvals.Length]);
    }

    /// <summary>How many good ones are among those that are taken.</summary>
    /// <param name="ngood">Good ones in all.</param>
    /// <param name="nbad">Bad ones in all.</param>
    /// <param name="nsample">How many are taken.</param>
    /// <exception cref="ArgumentException">One is below 0, or more are taken than there are.</exception>
    public static long hypergeometric(long ngood, long nbad, long nsample)
    {
        Require(ngood >= 0, "ngood < 0");
        Require(nbad >= 0, "nbad < 0");
        Require(nsample >= 0 && nsample <= ngood + nbad, "ngood + nbad < nsample");
        if (nsample == 0) { return 0; }
        if (nsample <= 10)
        {
            double fewer = Math.Min(ngood, nbad), still = fewer;
            long most = nbad + ngood - nsample, k = nsample;
            while (still > 0)
            {
                still -= Math.Floor(DrawUniform() + still / (most + k));
                if (--k == 0) { break; }
            }
            long taken = (long)(fewer - still);
            return ngood > nbad ? nsample - taken : taken;
        }
        long less = Math.Min(ngood, nbad), all = ngood + nbad, more = Math.Max(ngood, nbad), m = Math.Min(nsample, all - nsample);
        double d4 = (double)less / all, d6 = m * d4 + 0.5;
        double d7 = Math.Sqrt((double)(all - m) * nsample * d4 * (1 - d4) / (all - 1) + 0.5);
        double d8 = 1.7155277699214135 * d7 + 0.8989161620588988;
        long d9 = (long)Math.Floor((double)(m + 1) * (less + 1) / (all + 2));
        double d10 = LogGamma(d9 + 1) + LogGamma(less - d9 + 1) + LogGamma(m - d9 + 1) + LogGamma(more - m + d9 + 1);
        double d11 = Math.Min(Math.Min(m, less) + 1.0, Math.Floor(d6 + 16 * d7));
        long z;
        while (true)
        {
            double x = DrawUniform(), y = DrawUniform(), w = d6 + d8 * (y - 0.5) / x;
            if (w < 0 || w >= d11) { continue; }
            z = (long)Math.Floor(w);
            double t = d10 - (LogGamma(z + 1) + LogGamma(less - z + 1) + LogGamma(m - z + 1) + LogGamma(more - m + z + 1));
            if (x * (4 - x) - 3 <= t) { break; }
            if (x * (x - t) < 1 && 2 * Math.Log(x) <= t) { break; }
        }
        if (ngood > nbad) { z = m - z; }
        return m < nsample ? ngood - z : z;
    }

    /// <summary>How many good ones are among those that are taken, for each place of an array.</summary>
    /// <param name="ngood">Good ones in all.</param>
    /// <param name="nbad">Bad ones in all.</param>
    /// <param name="nsample">How many are taken.</param>
    /// <param name="size">The sizes of the array's axes.</param>
    public static NDArray hypergeometric(long ngood, long nbad, long nsample, long[] size) =>
        Fill(size, () => hypergeometric(ngood, nbad, nsample));
}
