using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>
/// Something drawn in a plot in space. It is drawn by <see cref="SpaceArtist"/>, piece by piece with all others, from back to front;
/// to the legend it is an artist of its own.
/// </summary>
internal abstract class SpaceItem : Artist
{
    public override bool HasKey => true;

    public override IEnumerable<(double X, double Y)> Extent => [];

    /// <summary>The places that the plot must show.</summary>
    public abstract IEnumerable<(double X, double Y, double Z)> Places { get; }

    /// <summary>Its pieces, each with its distance towards the eye.</summary>
    public abstract IEnumerable<(double Depth, Action<SKCanvas> Draw)> ProjectPieces(Projection projection, View view);

    public override void Draw(SKCanvas canvas, View view) { }

    protected static bool IsFinite((double X, double Y, double Z) p) => double.IsFinite(p.X) && double.IsFinite(p.Y)
        && double.IsFinite(p.Z);
}

/// <summary>Points.</summary>
internal sealed class SpacePoints((double X, double Y, double Z)[] at, SKColor[] colors, string marker, double size) : SpaceItem
{
    public override IEnumerable<(double X, double Y, double Z)> Places => at;

    public override IEnumerable<(double Depth, Action<SKCanvas> Draw)> ProjectPieces(Projection projection, View view)
    {
        for (int i = 0; i < at.Length; i++)
        {
            if (!IsFinite(at[i])) { continue; }
            (SKPoint point, double depth) = projection.Of(at[i]);
            SKColor color = colors[i];
            yield return (depth, canvas => Marker.Draw(canvas, marker, point, view.ToPixels(size), color, view));
        }
    }

    public override void DrawKey(SKCanvas canvas, View view, float left, float middle, float width, float height)
    {
        if (colors.Length > 0) { Marker.Draw(canvas, marker, new SKPoint(left + (width / 2), middle), view.ToPixels(size), colors[0],
            view); }
    }
}

/// <summary>Lines.</summary>
internal sealed class SpaceLines((double X, double Y, double Z)[][] lines, SKColor color, double width) : SpaceItem
{
    public override IEnumerable<(double X, double Y, double Z)> Places => lines.SelectMany(l => l);

    public override IEnumerable<(double Depth, Action<SKCanvas> Draw)> ProjectPieces(Projection projection, View view)
    {
        foreach ((double X, double Y, double Z)[] line in lines)
        {
            for (int i = 1; i < line.Length; i++)
            {
                if (!IsFinite(line[i - 1]) || !IsFinite(line[i])) { continue; }
                ((SKPoint from, double near), (SKPoint to, double far)) = (projection.Of(line[i - 1]), projection.Of(line[i]));
                yield return ((near + far) / 2, canvas => Stroke(canvas, view, from, to));
            }
        }
    }

    public override void DrawKey(SKCanvas canvas, View view, float left, float middle, float width, float height) =>
        Stroke(canvas, view, new(left, middle), new(left + width, middle));

    private void Stroke(SKCanvas canvas, View view, SKPoint from, SKPoint to)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true, IsStroke = true, StrokeWidth = view.ToPixels(width),
            StrokeCap = SKStrokeCap.Round };
        canvas.DrawLine(from, to, paint);
    }
}

/// <summary>A surface of four-cornered pieces, coloured by their height or lit from above.</summary>
internal sealed class SpaceSurface((double X, double Y, double Z)[][] grid, Func<double, SKColor>? byHeight, SKColor color) : SpaceItem
{
    public override bool HasKey => false;

    public override IEnumerable<(double X, double Y, double Z)> Places => grid.SelectMany(r => r);

    public override IEnumerable<(double Depth, Action<SKCanvas> Draw)> ProjectPieces(Projection projection, View view)
    {
        for (int r = 1; r < grid.Length; r++)
        {
            for (int c = 1; c < grid[r].Length; c++)
            {
                (double X, double Y, double Z)[] corners = [grid[r - 1][c - 1], grid[r - 1][c], grid[r][c], grid[r][c - 1]];
                if (!Array.TrueForAll(corners, IsFinite)) { continue; }
                (SKPoint At, double Depth)[] seen = Array.ConvertAll(corners, projection.Of);
                SKColor fill = byHeight is not null ? byHeight(corners.Average(p => p.Z)) : LightUp(projection.ComputeSlope(corners));
                SKPoint[] outline = Array.ConvertAll(seen, s => s.At);
                yield return (seen.Average(s => s.Depth), canvas => Fill(canvas, outline, fill));
            }
        }
    }

    private SKColor LightUp(double light) =>
        new((byte)(color.Red * light), (byte)(color.Green * light), (byte)(color.Blue * light), color.Alpha);

    private static void Fill(SKCanvas canvas, SKPoint[] outline, SKColor fill)
    {
        using var path = new SKPath();
        path.AddPoly(outline, true);
        using var paint = new SKPaint { Color = fill, IsAntialias = true };
        canvas.DrawPath(path, paint);
        // Neighbours' edges, each half covered, would leave light lines between them.
        if (fill.Alpha < 255) { return; }
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeWidth = 0.7f;
        canvas.DrawPath(path, paint);
    }
}
