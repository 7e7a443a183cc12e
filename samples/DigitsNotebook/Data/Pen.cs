namespace DigitsNotebook.Data;

/// <summary>
/// Draws one digit, 28 x 28 levels from 0 to 255, as some hand would: another slant, size, place, thickness and wobble each time.
/// </summary>
internal sealed class Pen(Random random)
{
    public const int Side = 28;

    public byte[] Draw(int digit)
    {
        (double X, double Y)[][][] ways = Strokes.Digits[digit];
        (double X, double Y)[][] strokes = ways[random.Next(ways.Length)];
        double height = 20 * Around(1, 0.11), width = height * Math.Clamp(Around(0.8, 0.15), 0.4, 1.15);
        double slant = Around(0.12, 0.12), turn = Around(0, 0.06);
        double cos = Math.Cos(turn), sin = Math.Sin(turn);
        double moveX = (Side / 2.0) + Around(0, 1.1), moveY = (Side / 2.0) + Around(0, 1.1);
        double thick = Math.Clamp(Around(1.6, 0.35), 1.1, 2.4), wobble = 0.02 + (0.03 * random.NextDouble());
        Func<double, double, (double, double)> bend = Bend();
        var segments = new List<(double X0, double Y0, double X1, double Y1)>();
        foreach ((double X, double Y)[] stroke in strokes)
        {
            double cut = random.NextDouble() < 0.3 ? Around(0, 0.05) : 0;
            double shiftX = Around(0, wobble), shiftY = Around(0, wobble);
            (double X, double Y)[] points = [.. stroke.Select(p =>
            {
                (double bx, double by) = bend(p.X, p.Y);
                double x = (bx + shiftX + cut - 0.5 + Around(0, wobble * 0.45)) * width;
                double y = (by + shiftY - 0.5 + Around(0, wobble * 0.45)) * height;
                x -= y * slant;
                return (moveX + (x * cos) - (y * sin), moveY + (x * sin) + (y * cos));
            })];
            (double X, double Y)[] smooth = Smooth(points);
            for (int i = 1; i < smooth.Length; i++) { segments.Add((smooth[i - 1].X, smooth[i - 1].Y, smooth[i].X, smooth[i].Y)); }
        }
        return Ink(segments, thick, 240 + random.Next(16));
    }

    /// <summary>A slow random warp of the paper.</summary>
    private Func<double, double, (double, double)> Bend()
    {
        double size = 0.02 + (0.03 * random.NextDouble());
        double a = Around(0, size), b = Around(0, size), c = Around(0, size), d = Around(0, size);
        double phase = random.NextDouble() * 2 * Math.PI, other = random.NextDouble() * 2 * Math.PI;
        return (x, y) => (
            x + (a * Math.Sin((4.2 * y) + phase)) + (b * Math.Sin((3.5 * x) + other)),
            y + (c * Math.Sin((4.2 * x) + other)) + (d * Math.Sin((3.5 * y) + phase)));
    }

    /// <summary>A Catmull-Rom curve through the points; sharp corners are cut a little, as a pen cuts them.</summary>
    private static (double X, double Y)[] Smooth((double X, double Y)[] p)
    {
        var line = new List<(double, double)> { p[0] };
        for (int i = 0; i + 1 < p.Length; i++)
        {
            (double X, double Y) before = p[Math.Max(i - 1, 0)], after = p[Math.Min(i + 2, p.Length - 1)];
            for (int s = 1; s <= 4; s++)
            {
                double t = s / 4.0;
                line.Add((Curve(before.X, p[i].X, p[i + 1].X, after.X, t), Curve(before.Y, p[i].Y, p[i + 1].Y, after.Y, t)));
            }
        }
        return [.. line];
    }

    private static double Curve(double a, double b, double c, double d, double t)
    {
        double m0 = (c - a) * 0.35, m1 = (d - b) * 0.35, t2 = t * t, t3 = t2 * t;
        return (((2 * t3) - (3 * t2) + 1) * b) + ((t3 - (2 * t2) + t) * m0) + (((3 * t2) - (2 * t3)) * c) + ((t3 - t2) * m1);
    }

    private static byte[] Ink(List<(double X0, double Y0, double X1, double Y1)> segments, double thick, int black)
    {
        var nearest = new double[Side * Side];
        Array.Fill(nearest, double.MaxValue);
        double reach = thick + 1;
        foreach ((double x0, double y0, double x1, double y1) in segments)
        {
            double dx = x1 - x0, dy = y1 - y0, length = (dx * dx) + (dy * dy);
            int left = Math.Max(0, (int)(Math.Min(x0, x1) - reach)), right = Math.Min(Side - 1, (int)(Math.Max(x0, x1) + reach));
            int top = Math.Max(0, (int)(Math.Min(y0, y1) - reach)), bottom = Math.Min(Side - 1, (int)(Math.Max(y0, y1) + reach));
            for (int y = top; y <= bottom; y++)
            {
                for (int x = left; x <= right; x++)
                {
                    double px = x + 0.5 - x0, py = y + 0.5 - y0;
                    double t = length == 0 ? 0 : Math.Clamp(((px * dx) + (py * dy)) / length, 0, 1);
                    double ex = px - (t * dx), ey = py - (t * dy), distance = (ex * ex) + (ey * ey);
                    ref double best = ref nearest[(y * Side) + x];
                    if (distance < best) { best = distance; }
                }
            }
        }
        // One pixel of soft edge, as in a scanned and shrunk drawing.
        return [.. nearest.Select(d => (byte)(black * Math.Clamp(thick + 0.5 - Math.Sqrt(d), 0, 1)))];
    }

    private double Around(double mean, double spread)
    {
        double u = 1 - random.NextDouble(), v = random.NextDouble();
        return mean + (spread * Math.Clamp(Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v), -2.5, 2.5));
    }
}
