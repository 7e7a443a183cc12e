using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>NumPy's <c>np.testing</c>, under the name that scripts import it by: they throw where values are not what they must
/// be.</summary>
public static class npt
{
    /// <summary>Values differ by at most atol + rtol * |desired|.</summary>
    /// <param name="actual">The values to check: numbers, an array or nested lists.</param>
    /// <param name="desired">The values they must have, of a shape that broadcasts.</param>
    /// <param name="rtol">The difference as a share of what must be.</param>
    /// <param name="atol">The largest difference that does not count, 0 or more.</param>
    public static void assert_allclose(object? actual, object? desired, double rtol = 1e-7, double atol = 0) =>
        Check(actual, desired, (a, b) => Math.Abs(a - b) <= atol + rtol * Math.Abs(b), $"Not equal to tolerance rtol={rtol}, atol={atol}");

    /// <summary>Values differ by less than 1.5 of the last decimal.</summary>
    /// <param name="actual">The values to check: numbers, an array or nested lists.</param>
    /// <param name="desired">The values they must have, of a shape that broadcasts.</param>
    /// <param name="decimal">How many decimals.</param>
    public static void assert_almost_equal(object? actual, object? desired, int @decimal = 7) =>
        Check(actual, desired, (a, b) => Math.Abs(a - b) < 1.5 * Math.Pow(10, -@decimal),
            $"Arrays are not almost equal to {@decimal} decimals");

    /// <summary>Values differ by less than 1.5 of the last decimal.</summary>
    /// <param name="x">The values to check: numbers, an array or nested lists.</param>
    /// <param name="y">The values they must have, of a shape that broadcasts.</param>
    /// <param name="decimal">How many decimals.</param>
    public static void assert_array_almost_equal(object? x, object? y, int @decimal = 6) => assert_almost_equal(x, y, @decimal);

    /// <summary>Values are the same.</summary>
    /// <param name="x">The values to check: numbers, an array or nested lists.</param>
    /// <param name="y">The values they must have, of a shape that broadcasts.</param>
    public static void assert_array_equal(object? x, object? y) => Check(x, y, (a, b) => a == b, "Arrays are not equal");

    /// <summary>Values are the same.</summary>
    /// <param name="actual">The values to check: numbers, an array or nested lists.</param>
    /// <param name="desired">The values they must have, of a shape that broadcasts.</param>
    public static void assert_equal(object? actual, object? desired)
    {
        if (actual is string || desired is string)
        {
            if (!builtins.equal(actual, desired)) { Fail("Items are not equal", actual, desired); }
            return;
        }
        assert_array_equal(actual, desired);
    }

    /// <summary>Two numbers are the same in so many digits.</summary>
    /// <param name="actual">The values to check: numbers, an array or nested lists.</param>
    /// <param name="desired">The values they must have, of a shape that broadcasts.</param>
    /// <param name="significant">How many digits.</param>
    public static void assert_approx_equal(object? actual, object? desired, int significant = 7)
    {
        double a = GetValues(actual)[0], b = GetValues(desired)[0];
        if (a == b) { return; }
        double scale = Math.Pow(10, Math.Floor(Math.Log10(0.5 * (Math.Abs(a) + Math.Abs(b)))));
        if (!(Math.Abs(b / scale - a / scale) < Math.Pow(10, -(significant - 1))))
        {
            Fail($"Items are not equal to {significant} significant digits", actual, desired);
        }
    }

    private static double[] GetValues(object? value) => builtins.to<NDArray>(value).astype(np.float64).ToArray<double>();

    private static void Check(object? actual, object? desired, Func<double, double, bool> isSo, string otherwise)
    {
        double[] a = GetValues(actual), b = GetValues(desired);
        if (a.Length != b.Length && a.Length != 1 && b.Length != 1) { Fail("(shapes mismatch)", actual, desired); }
        for (int i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            double x = a[a.Length == 1 ? 0 : i], y = b[b.Length == 1 ? 0 : i];
            if (!isSo(x, y) && !(double.IsNaN(x) && double.IsNaN(y)) && x != y) { Fail(otherwise, actual, desired); }
        }
    }

    private static void Fail(string what, object? actual, object? desired) => throw new AssertionError(
        $"AssertionError: {what}\n ACTUAL: {builtins.str(actual)}\n DESIRED: {builtins.str(desired)}");
}
