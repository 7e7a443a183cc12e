namespace KerasDigits.Notebook;

/// <summary>
/// Python's module math, as far as it throws where .NET's Math gives what is not a number: <c>math.sqrt(-1)</c>, <c>math.log(0)</c>,
/// <c>math.exp(1000)</c>.
/// </summary>
public static class math
{
    /// <summary>The square root.</summary>
    /// <param name="x">The number, not below 0.</param>
    /// <exception cref="ArgumentException">It is below 0.</exception>
    public static double sqrt(double x) => Check(Math.Sqrt(x), x);

    /// <summary>e to a power.</summary>
    /// <param name="x">The exponent, any number.</param>
    /// <exception cref="OverflowException">No number is so large.</exception>
    public static double exp(double x) => Check(Math.Exp(x), x);

    /// <summary>The natural logarithm.</summary>
    /// <param name="x">The number, above 0.</param>
    /// <exception cref="ArgumentException">It is not above 0.</exception>
    public static double log(double x) => Check(Math.Log(x), x, isPole: true);

    /// <summary>The logarithm to a base.</summary>
    /// <param name="x">The number, above 0.</param>
    /// <param name="base">The base, above 0 and not 1.</param>
    /// <exception cref="ArgumentException">One is not above 0.</exception>
    /// <exception cref="DivideByZeroException">The base is 1.</exception>
    public static double log(double x, double @base) => builtins.truediv(log(x), log(@base));

    /// <summary>The logarithm to base 2.</summary>
    /// <inheritdoc cref="log(double)"/>
    public static double log2(double x) => Check(Math.Log2(x), x, isPole: true);

    /// <summary>The logarithm to base 10.</summary>
    /// <inheritdoc cref="log(double)"/>
    public static double log10(double x) => Check(Math.Log10(x), x, isPole: true);

    /// <summary>A power, as a float.</summary>
    /// <param name="x">The base, any number.</param>
    /// <param name="y">The exponent, any number.</param>
    /// <exception cref="ArgumentException">0 to a negative power, or a fractional one of a negative number.</exception>
    /// <exception cref="OverflowException">No number is so large.</exception>
    public static double pow(double x, double y) => double.IsFinite(y) ? Check(Math.Pow(x, y), x, isPole: x == 0) : Math.Pow(x, y);

    /// <summary>The arc cosine.</summary>
    /// <param name="x">From -1 to 1.</param>
    /// <exception cref="ArgumentException">It is another.</exception>
    public static double acos(double x) => Check(Math.Acos(x), x);

    /// <summary>The arc sine.</summary>
    /// <inheritdoc cref="acos"/>
    public static double asin(double x) => Check(Math.Asin(x), x);

    /// <summary>The hyperbolic cosine.</summary>
    /// <inheritdoc cref="exp"/>
    public static double cosh(double x) => Check(Math.Cosh(x), x);

    /// <summary>The hyperbolic sine.</summary>
    /// <inheritdoc cref="exp"/>
    public static double sinh(double x) => Check(Math.Sinh(x), x);

    /// <summary>An angle in radians as degrees.</summary>
    /// <param name="x">Angle in radians.</param>
    public static double degrees(double x) => x * (180 / Math.PI);

    /// <summary>An angle in degrees as radians.</summary>
    /// <param name="x">Angle in degrees.</param>
    public static double radians(double x) => x * (Math.PI / 180);

    /// <summary>Whether two numbers differ by a billionth of the larger one at most.</summary>
    /// <param name="a">The first number.</param>
    /// <param name="b">The number to compare it with.</param>
    public static bool isclose(double a, double b) => a == b || double.IsFinite(a) && double.IsFinite(b)
        && Math.Abs(a - b) <= 1e-9 * Math.Max(Math.Abs(a), Math.Abs(b));

    /// <summary>The product of 1 to n.</summary>
    /// <param name="n">A number, not below 0.</param>
    /// <exception cref="ArgumentException">It is below 0.</exception>
    /// <exception cref="OverflowException">It is above 20: the product needs more than 64 bits.</exception>
    public static long factorial(int n)
    {
        if (n < 0) { throw new ArgumentException("factorial() not defined for negative values"); }
        long product = 1;
        for (int i = 2; i <= n; i++) { product = checked(product * i); }
        return product;
    }

    // Of a finite number, what is none comes of a wrong one, and what is not finite of a pole or of one that is too large.
    private static double Check(double result, double x, bool isPole = false)
    {
        if (double.IsFinite(result) || double.IsNaN(x) || double.IsInfinity(x) && !double.IsNaN(result)) { return result; }
        throw double.IsNaN(result) || isPole
            ? new ArgumentException("math domain error")
            : new OverflowException("math range error");
    }
}
