using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>
/// Arrows from places, in Matplotlib's form: heads three shafts wide and five long, which shrink with arrows shorter than they are.
/// </summary>
/// <remarks>Source: the behaviour of Matplotlib 3.3's quiver.</remarks>
internal sealed class ArrowsArtist(double[] x, double[] y, double[] u, double[] v, SKColor color, double? scale, bool towards,
    bool inValues, double width) : Artist
{
    private const double HeadWidth = 3, HeadLength = 5, HeadAxis = 4.5;

    public override IEnumerable<(double X, double Y)> Extent => x.Zip(y).Where(p => double.IsFinite(p.First) && double.IsFinite(p.Second));

    public override void Draw(SKCanvas canvas, View view)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        float shaft = (float)(width * view.Box.Width);
        double perUnit = ComputePerUnit(view);
        for (int i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(u[i]) || !double.IsFinite(v[i])) { continue; }
            SKPoint from = view.ToPoint(x[i], y[i]);
            SKPoint along = towards || inValues ? view.ToPoint(x[i] + u[i], y[i] + v[i]) - from : new SKPoint((float)u[i], (float)-v[i]);
            double length = inValues
                ? Math.Sqrt((along.X * along.X) + (along.Y * along.Y)) / (scale ?? 1)
                : Math.Sqrt((u[i] * u[i]) + (v[i] * v[i])) * perUnit;
            double angle = Math.Atan2(along.Y, along.X);
            DrawArrow(canvas, paint, from, length, towards || !inValues ? angle : Math.Atan2(-v[i], u[i]), shaft);
        }
    }

    // Unless it is said, the mean arrow is about as long as there is room for: Matplotlib's 1.8 mean lengths, and the root of their number,
    // to the width.
    private double ComputePerUnit(View view)
    {
        double mean = u.Zip(v).Select(p => Math.Sqrt((p.First * p.First) + (p.Second * p.Second))).Where(double.IsFinite)
            .DefaultIfEmpty(0).Average();
        double across = scale ?? 1.8 * mean * Math.Clamp(Math.Sqrt(u.Length), 8, 25);
        return across > 0 ? view.Box.Width / across : 0;
    }

    private static void DrawArrow(SKCanvas canvas, SKPaint paint, SKPoint from, double length, double angle, float shaft)
    {
        double least = HeadLength * shaft, size = shaft * Math.Min(1, length / least);
        if (length < shaft / 2)
        {
            canvas.DrawCircle(from, shaft / 2, paint);
            return;
        }
        double head = HeadLength * size, axis = HeadAxis * size, wide = HeadWidth * size / 2, half = Math.Min(shaft, size) / 2;
        (double cos, double sin) = (Math.Cos(angle), Math.Sin(angle));
        using var path = new SKPath();
        path.AddPoly([.. new[] { (0, half), (length - axis, half), (length - head, wide), (length, 0), (length - head, -wide),
            (length - axis, -half), (0, -half) }
            .Select(p => new SKPoint((float)(from.X + (p.Item1 * cos) - (p.Item2 * sin)),
                (float)(from.Y + (p.Item1 * sin) + (p.Item2 * cos))))], true);
        canvas.DrawPath(path, paint);
    }
}
