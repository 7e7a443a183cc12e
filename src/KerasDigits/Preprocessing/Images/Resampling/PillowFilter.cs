namespace KerasDigits.Preprocessing.Images;

/// <summary>Pillow's resampling filters.</summary>
/// <remarks>Source: Pillow 9.4, src/libImaging/Resample.c.</remarks>
internal sealed record PillowFilter(string Name, double Support, Func<double, double>? Weight)
{
    private static readonly PillowFilter[] s_all =
    [
        new("nearest", 0, null),
        new("bilinear", 1, x => Math.Abs(x) < 1 ? 1 - Math.Abs(x) : 0),
        new("bicubic", 2, ComputeBicubic),
        new("hamming", 1, ComputeHamming),
        new("box", 0.5, x => x is > -0.5 and <= 0.5 ? 1 : 0),
        new("lanczos", 3, x => x is >= -3 and < 3 ? ComputeSinc(x) * ComputeSinc(x / 3) : 0),
    ];

    /// <summary>The filter of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static PillowFilter ComputeNamed(string name) => Array.Find(s_all, f => f.Name == name) ?? throw new ArgumentException(
        $"Invalid interpolation method {name} specified. Supported methods are {string.Join(", ", s_all.Select(f => f.Name))}.",
        "interpolation");

    private static double ComputeBicubic(double x)
    {
        const double a = -0.5;
        x = Math.Abs(x);
        return x < 1 ? ((((a + 2.0) * x) - (a + 3.0)) * x * x) + 1 : x < 2 ? ((((x - 5) * x) + 8) * x - 4) * a : 0;
    }

    private static double ComputeHamming(double x)
    {
        x = Math.Abs(x);
        if (x == 0) { return 1; }
        if (x >= 1) { return 0; }
        x *= Math.PI;
        return Math.Sin(x) / x * (0.54f + (0.46f * Math.Cos(x)));
    }

    private static double ComputeSinc(double x)
    {
        if (x == 0) { return 1; }
        x *= Math.PI;
        return Math.Sin(x) / x;
    }
}
