namespace KerasDigits.Notebook;

/// <summary>Matplotlib's "coolwarm": from blue over grey to red, even to the eye.</summary>
/// <remarks>Source: Kenneth Moreland, "Diverging Color Maps for Scientific Visualization": mixing in Msh, the polar form of
/// CIELAB.</remarks>
internal static class Diverging
{
    private static readonly (double M, double S, double H) s_blue = ToMsh(59 / 255.0, 76 / 255.0, 192 / 255.0),
        s_red = ToMsh(180 / 255.0, 4 / 255.0, 38 / 255.0);

    /// <summary>The colour at a place from 0 to 1.</summary>
    public static (double R, double G, double B) ComputeCoolWarm(double at)
    {
        double middle = Math.Max(Math.Max(s_blue.M, s_red.M), 88);
        var (from, to) = at < 0.5 ? (s_blue, (M: middle, S: 0.0, H: SpinHue(s_blue, middle)))
            : ((M: middle, S: 0.0, H: SpinHue(s_red, middle)), s_red);
        double share = at < 0.5 ? 2 * at : (2 * at) - 1;
        return ToRgb(((1 - share) * from.M) + (share * to.M), ((1 - share) * from.S) + (share * to.S),
            ((1 - share) * from.H) + (share * to.H));
    }

    /// <summary>The hue that grey is given, so that no hue of its own shows beside the colour.</summary>
    private static double SpinHue((double M, double S, double H) color, double middle)
    {
        if (color.M >= middle) { return color.H; }
        double spin = color.S * Math.Sqrt((middle * middle) - (color.M * color.M)) / (color.M * Math.Sin(color.S));
        return color.H > -Math.PI / 3 ? color.H + spin : color.H - spin;
    }

    private static (double, double, double) ToMsh(double r, double g, double b)
    {
        static double ToLinear(double v) => v > 0.04045 ? Math.Pow((v + 0.055) / 1.055, 2.4) : v / 12.92;
        static double ComputeF(double v) => v > 0.008856 ? Math.Cbrt(v) : (7.787 * v) + (16 / 116.0);
        (r, g, b) = (ToLinear(r), ToLinear(g), ToLinear(b));
        double x = ComputeF(((0.4124 * r) + (0.3576 * g) + (0.1805 * b)) / 0.9505),
            y = ComputeF((0.2126 * r) + (0.7152 * g) + (0.0722 * b)),
            z = ComputeF(((0.0193 * r) + (0.1192 * g) + (0.9505 * b)) / 1.089);
        double l = (116 * y) - 16, p = 500 * (x - y), q = 200 * (y - z), m = Math.Sqrt((l * l) + (p * p) + (q * q));
        return (m, Math.Acos(l / m), Math.Atan2(q, p));
    }

    private static (double, double, double) ToRgb(double m, double s, double h)
    {
        double l = m * Math.Cos(s), p = m * Math.Sin(s) * Math.Cos(h), q = m * Math.Sin(s) * Math.Sin(h);
        static double ComputeF(double v) => v * v * v > 0.008856 ? v * v * v : (v - (16 / 116.0)) / 7.787;
        static double ToGamma(double v) => v > 0.0031308 ? (1.055 * Math.Pow(v, 1 / 2.4)) - 0.055 : 12.92 * v;
        double y = (l + 16) / 116, x = ComputeF((p / 500) + y) * 0.9505, z = ComputeF(y - (q / 200)) * 1.089;
        y = ComputeF(y);
        return (ToGamma((3.2406 * x) - (1.5372 * y) - (0.4986 * z)), ToGamma((-0.9689 * x) + (1.8758 * y) + (0.0415 * z)),
            ToGamma((0.0557 * x) - (0.204 * y) + (1.057 * z)));
    }
}
