using System.Globalization;

namespace KerasDigits.Notebook;

/// <summary>
/// Follows strokes with a round pen: every stretch becomes a rectangle, every bend an octagon. Together they cover what the pen covers.
/// </summary>
internal static class Pen
{
    /// <summary>Font units of one unit of the strokes' grid.</summary>
    public const int Grid = 78;

    private const double Radius = 0.46 * Grid;

    /// <summary>The advance in font units and the outlines, clockwise.</summary>
    public static (int Advance, List<(int X, int Y)[]> Outlines) Draw(string glyph)
    {
        string[] parts = glyph.Split(';', StringSplitOptions.TrimEntries);
        var outlines = new List<(int, int)[]>();
        foreach (string stroke in parts.Skip(1))
        {
            (double X, double Y)[] points = [.. stroke.TrimStart('~').Split(' ').Select(ParsePoint)];
            if (stroke[0] == '~') { points = Round(Round(Round(points))); }
            for (int i = 0; i < points.Length; i++)
            {
                outlines.Add(MakeOctagon(points[i]));
                if (i > 0) { outlines.Add(MakeRectangle(points[i - 1], points[i])); }
            }
        }
        return ((int)Math.Round(double.Parse(parts[0], CultureInfo.InvariantCulture) * Grid), outlines);
    }

    private static (double X, double Y) ParsePoint(string text)
    {
        string[] xy = text.Split(',');
        // One unit of room at the left of every letter.
        return ((double.Parse(xy[0], CultureInfo.InvariantCulture) + 1) * Grid, double.Parse(xy[1], CultureInfo.InvariantCulture) * Grid);
    }

    /// <summary>Chaikin's corner cutting, the ends kept.</summary>
    private static (double X, double Y)[] Round((double X, double Y)[] p)
    {
        var cut = new List<(double, double)> { p[0] };
        for (int i = 0; i + 1 < p.Length; i++)
        {
            (double X, double Y) Interpolate(double share) =>
                (p[i].X + (share * (p[i + 1].X - p[i].X)), p[i].Y + (share * (p[i + 1].Y - p[i].Y)));
            if (i > 0) { cut.Add(Interpolate(0.25)); }
            if (i + 2 < p.Length) { cut.Add(Interpolate(0.75)); }
        }
        cut.Add(p[^1]);
        return [.. cut];
    }

    private static (int, int)[] MakeOctagon((double X, double Y) at) => [.. Enumerable.Range(0, 8).Select(i =>
    {
        double angle = -i * Math.PI / 4;
        return ((int)Math.Round(at.X + (Radius * Math.Cos(angle))), (int)Math.Round(at.Y + (Radius * Math.Sin(angle))));
    })];

    private static (int, int)[] MakeRectangle((double X, double Y) a, (double X, double Y) b)
    {
        double length = Math.Max(Math.Sqrt(Math.Pow(b.X - a.X, 2) + Math.Pow(b.Y - a.Y, 2)), 1e-9);
        double nx = -(b.Y - a.Y) / length * Radius, ny = (b.X - a.X) / length * Radius;
        (int, int) GetAt(double x, double y) => ((int)Math.Round(x), (int)Math.Round(y));
        return [GetAt(a.X + nx, a.Y + ny), GetAt(b.X + nx, b.Y + ny), GetAt(b.X - nx, b.Y - ny), GetAt(a.X - nx, a.Y - ny)];
    }
}
