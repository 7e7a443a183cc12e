namespace KerasDigits.Notebook;

/// <summary>Gaussian kernel densities.</summary>
internal static class Density
{
    private const int Places = 200;

    /// <summary>Scott's width: the deviation over the fifth root of the number of values.</summary>
    public static double ComputeWidth(double[] values)
    {
        double mean = values.Average(), deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
        return (deviation > 0 ? deviation : 1) * Math.Pow(values.Length, -0.2);
    }

    /// <summary>The density at so many places.</summary>
    public static (double[] At, double[] Density) Of(double[] values, double from, double to, int places = Places)
    {
        double width = ComputeWidth(values), unit = 1 / (values.Length * width * Math.Sqrt(2 * Math.PI));
        double[] at = [.. Enumerable.Range(0, places).Select(i => from + ((to - from) * i / (places - 1)))];
        return (at, Array.ConvertAll(at, x => unit * values.Sum(v => Math.Exp(-0.5 * (x - v) * (x - v) / (width * width)))));
    }
}
