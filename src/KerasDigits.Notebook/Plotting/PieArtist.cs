using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>Wedges of a circle of radius 1 around (0, 0), counterclockwise.</summary>
/// <param name="wedges">Each: the angles where it begins and ends, in degrees from the right, how far it is moved outwards, its
/// colour.</param>
/// <param name="hasShadow">Whether a shadow lies below.</param>
internal sealed class PieArtist((double From, double To, double Out, SKColor Color)[] wedges, bool hasShadow) : Artist
{
    private const double Radius = 1, Room = 1.25, Shadow = 0.02;

    public override IEnumerable<(double X, double Y)> Extent => [(-Room, -Room), (Room, Room)];

    public override bool FillsPlot => true;

    /// <summary>A point beside a wedge's middle.</summary>
    /// <param name="wedge">Number of the wedge, from 0.</param>
    /// <param name="radius">How far from the wedge's own centre.</param>
    public (double X, double Y) PlaceBeside(int wedge, double radius)
    {
        var (from, to, move, _) = wedges[wedge];
        double middle = (from + to) / 2 * Math.PI / 180;
        return ((radius + move) * Math.Cos(middle), (radius + move) * Math.Sin(middle));
    }

    public override void Draw(SKCanvas canvas, View view)
    {
        for (int i = 0; i < wedges.Length; i++)
        {
            if (hasShadow) { Fill(canvas, view, i, SKColors.Black.WithAlpha(128), -Shadow); }
            Fill(canvas, view, i, wedges[i].Color, 0);
        }
    }

    private void Fill(SKCanvas canvas, View view, int wedge, SKColor color, double shift)
    {
        var (from, to, move, _) = wedges[wedge];
        var (dx, dy) = move == 0 ? (0, 0) : PlaceBeside(wedge, 0);
        SKPoint center = view.ToPoint(dx + shift, dy + shift);
        float across = Math.Abs(view.ToX(Radius) - view.ToX(0)), up = Math.Abs(view.ToY(Radius) - view.ToY(0));
        var box = new SKRect(center.X - across, center.Y - up, center.X + across, center.Y + up);
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        if (to - from >= 360)
        {
            canvas.DrawOval(box, paint);
            return;
        }
        using var path = new SKPath();
        path.MoveTo(center);
        // Pixels count downwards, so angles go the other way round.
        path.ArcTo(box, (float)-from, (float)(from - to), false);
        path.Close();
        canvas.DrawPath(path, paint);
    }
}
