using SP = ScottPlot;

namespace KerasDigits.Notebook;

/// <summary>Matplotlib's "best" place of a legend: the corner that covers the least of what is drawn.</summary>
internal sealed class LegendCorner
{
    // A legend of two or three short labels takes about this share of a plot; corners in the order in which Matplotlib tries them.
    private const double Width = 0.33, Height = 0.3;
    private const int StepsBetween = 20;

    private static readonly (SP.Alignment Corner, bool Right, bool Up)[] s_corners =
        [(SP.Alignment.UpperRight, true, true), (SP.Alignment.UpperLeft, false, true), (SP.Alignment.LowerLeft, false, false), (SP.Alignment.LowerRight, true, false)];

    private readonly List<(double[] X, double[] Y, bool Line)> _drawn = [];

    /// <summary>Notes what was drawn.</summary>
    /// <param name="x">Positions.</param>
    /// <param name="y">Values.</param>
    /// <param name="line">Whether the points are joined.</param>
    public void Note(double[] x, double[] y, bool line) => _drawn.Add((x, y, line));

    /// <summary>The corner.</summary>
    public SP.Alignment Best()
    {
        var points = _drawn.SelectMany(Points).Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).ToArray();
        if (points.Length == 0) { return s_corners[0].Corner; }
        var (left, right, low, high) = (points.Min(p => p.X), points.Max(p => p.X), points.Min(p => p.Y), points.Max(p => p.Y));
        double Share(double value, double from, double to) => to > from ? (value - from) / (to - from) : 0.5;
        return s_corners.MinBy(c => points.Count(p =>
        {
            double x = Share(p.X, left, right), y = Share(p.Y, low, high);
            return (c.Right ? x >= 1 - Width : x <= Width) && (c.Up ? y >= 1 - Height : y <= Height);
        })).Corner;
    }

    private static IEnumerable<(double X, double Y)> Points((double[] X, double[] Y, bool Line) drawn)
    {
        for (int i = 0; i < drawn.X.Length; i++)
        {
            yield return (drawn.X[i], drawn.Y[i]);
            if (!drawn.Line || i + 1 == drawn.X.Length) { continue; }
            for (int step = 1; step < StepsBetween; step++)
            {
                double share = (double)step / StepsBetween;
                yield return (drawn.X[i] + (share * (drawn.X[i + 1] - drawn.X[i])), drawn.Y[i] + (share * (drawn.Y[i + 1] - drawn.Y[i])));
            }
        }
    }
}
