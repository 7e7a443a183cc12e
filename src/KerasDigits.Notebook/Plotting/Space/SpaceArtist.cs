using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>
/// The box of a plot in space: its three far walls with their grids, the numbers and names of its axes, and all that is in it, from
/// back to front.
/// </summary>
internal sealed class SpaceArtist : Artist
{
    private const double TickSize = 10;

    private static readonly SKColor s_wall = SKColor.Parse("#f2f2f2"), s_grid = SKColor.Parse("#b0b0b0");

    public List<SpaceItem> Items { get; } = [];

    /// <summary>The axes' names.</summary>
    public (string Text, double Size)?[] Names { get; } = new (string, double)?[3];

    /// <summary>The axes' ends; null: what the items need.</summary>
    public (double From, double To)?[] Ends { get; } = new (double, double)?[3];

    public double Elevation { get; set; } = 30;

    public double Azimuth { get; set; } = -60;

    public override IEnumerable<(double X, double Y)> Extent => [];

    public override void Draw(SKCanvas canvas, View view)
    {
        (double From, double To)[] ends = [.. Enumerable.Range(0, 3).Select(ComputeEnds)];
        var projection = new Projection(ends, Elevation, Azimuth, view.Box);
        double[] eye = [projection.Eye.X, projection.Eye.Y, projection.Eye.Z];
        // The walls are the sides that the eye is not on.
        double[] far = [.. eye.Select(e => e >= 0 ? -0.5 : 0.5)];
        double[][] ticks = [.. ends.Select(e => TickLocator.ChooseTicks(e.From, e.To, 6).Where(t => t >= e.From && t <= e.To).ToArray())];
        for (int axis = 0; axis < 3; axis++) { DrawWall(canvas, view, projection, axis, far[axis], ticks); }
        DrawTexts(canvas, view, projection, far, ticks, ends);
        foreach ((_, Action<SKCanvas> draw) in Items.SelectMany(i => i.ProjectPieces(projection, view)).OrderBy(p =>
            p.Depth)) { draw(canvas); }
    }

    private (double From, double To) ComputeEnds(int axis)
    {
        if (Ends[axis] is { } given) { return given; }
        double[] values = [.. Items.SelectMany(i => i.Places).Select(p => axis == 0 ? p.X : axis == 1 ? p.Y : p.Z).Where(double.IsFinite)];
        if (values.Length == 0) { return (0, 1); }
        double low = values.Min(), high = values.Max(), room = high > low ? (high - low) / 48 : 0.5;
        return (low - room, high + room);
    }

    private static void DrawWall(SKCanvas canvas, View view, Projection projection, int axis, double at, double[][] ticks)
    {
        int first = (axis + 1) % 3, second = (axis + 2) % 3;
        SKPoint ProjectCorner(double a, double b)
        {
            double[] place = new double[3];
            (place[axis], place[first], place[second]) = (at, a, b);
            return projection.ToBox(place[0], place[1], place[2]).At;
        }
        using var path = new SKPath();
        path.AddPoly([ProjectCorner(-0.5, -0.5), ProjectCorner(0.5, -0.5), ProjectCorner(0.5, 0.5), ProjectCorner(-0.5, 0.5)], true);
        using var fill = new SKPaint { Color = s_wall, IsAntialias = true };
        canvas.DrawPath(path, fill);
        using var pen = new SKPaint { Color = s_grid, IsAntialias = true, IsStroke = true, StrokeWidth = view.ToPixels(0.8) };
        foreach (double t in ticks[first].Select(v => projection.ComputeShare(v, first)))
        {
            canvas.DrawLine(ProjectCorner(t, -0.5), ProjectCorner(t, 0.5), pen);
        }
        foreach (double t in ticks[second].Select(v => projection.ComputeShare(v, second)))
        {
            canvas.DrawLine(ProjectCorner(-0.5, t), ProjectCorner(0.5, t), pen);
        }
    }

    private void DrawTexts(SKCanvas canvas, View view, Projection projection, double[] far, double[][] ticks,
        (double From, double To)[] ends)
    {
        using var pen = new SKPaint { Color = SKColors.Black, IsAntialias = true, IsStroke = true, StrokeWidth = view.ToPixels(0.8) };
        // The lengths and widths are written along the near edges of the ground, the heights at the rightmost upright edge.
        (double X, double Y) upright = new[] { (-0.5, -0.5), (-0.5, 0.5), (0.5, -0.5),
            (0.5, 0.5) }.MaxBy(c => projection.ToBox(c.Item1, c.Item2, 0).At.X);
        double ground = far[2];
        for (int axis = 0; axis < 3; axis++)
        {
            (double, double, double) GetEdge(double along, double beside) => axis switch
            {
                0 => (along, -far[1] * (1 + beside), ground),
                1 => (-far[0] * (1 + beside), along, ground),
                _ => (upright.X * (1 + beside), upright.Y * (1 + beside), along),
            };
            SKPoint GetAt(double along, double beside) => GetEdge(along, beside) is var (x, y, z) ? projection.ToBox(x, y, z).At : default;
            canvas.DrawLine(GetAt(-0.5, 0), GetAt(0.5, 0), pen);
            (string[] texts, _) = TickText.Of(ticks[axis], ends[axis].From, ends[axis].To);
            float size = view.ToPixels(TickSize);
            for (int i = 0; i < ticks[axis].Length; i++)
            {
                double along = projection.ComputeShare(ticks[axis][i], axis);
                canvas.DrawLine(GetAt(along, 0), GetAt(along, 0.04), pen);
                SKPoint at = GetAt(along, axis == 2 ? 0.1 : 0.14);
                Letters.Draw(canvas, texts[i], at.X, at.Y + (0.35f * size), size, axis == 2 ? SKTextAlign.Left : SKTextAlign.Center);
            }
            if (Names[axis] is not { } name) { continue; }
            SKPoint middle = GetAt(0, axis == 2 ? 0.1 : 0.42);
            float height = view.ToPixels(name.Size);
            if (axis == 2)
            {
                Letters.DrawUpwards(canvas, name.Text, middle.X + texts.Select(t => Letters.MeasureWidth(t, size)).DefaultIfEmpty(0)
                    .Max() + (1.6f * height), middle.Y, height);
            }
            else { Letters.Draw(canvas, name.Text, middle.X, middle.Y + (0.35f * height), height, SKTextAlign.Center); }
        }
    }
}
