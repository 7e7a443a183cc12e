namespace KerasDigits.Tuner;

/// <summary>The arithmetic of Python's floats where C#'s is another.</summary>
internal static class PythonMath
{
    /// <summary>a // b. Source: CPython, float_floor_div.</summary>
    public static double DivideAndFloor(double a, double b)
    {
        double rest = a % b;
        double quotient = (a - rest) / b;
        if (rest != 0 && (b < 0) != (rest < 0)) { quotient -= 1; }
        if (quotient == 0) { return Math.CopySign(0, a / b); }
        double floor = Math.Floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    /// <summary>math.log(x, base).</summary>
    public static double Log(double x, double @base) => Math.Log(x) / Math.Log(@base);

    /// <summary>numpy.mean: pairwise sums of blocks of 128, eight at a time.</summary>
    public static double ComputeMean(ReadOnlySpan<double> values) => Sum(values) / values.Length;

    private static double Sum(ReadOnlySpan<double> a)
    {
        if (a.Length < 8)
        {
            double sum = 0;
            foreach (double x in a) { sum += x; }
            return sum;
        }
        if (a.Length > 128)
        {
            int half = a.Length / 2;
            half -= half % 8;
            return Sum(a[..half]) + Sum(a[half..]);
        }
        Span<double> r = stackalloc double[8];
        a[..8].CopyTo(r);
        int i = 8;
        for (; i < a.Length - (a.Length % 8); i += 8)
        {
            for (int k = 0; k < 8; k++) { r[k] += a[i + k]; }
        }
        double result = r[0] + r[1] + (r[2] + r[3]) + (r[4] + r[5] + (r[6] + r[7]));
        for (; i < a.Length; i++) { result += a[i]; }
        return result;
    }
}
