using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>
/// How places in space lie on the picture: in a box of which the height is three quarters of the sides, seen from a direction, what is
/// nearer a little larger.
/// </summary>
internal sealed class Projection
{
    /// <summary>The box's height beside its sides, the eye's distance in sides, and a side's length in parts of the plot's.</summary>
    private const double Height = 0.75, Distance = 8, Side = 0.54;

    private readonly (double From, double To)[] _ends;
    private readonly double _sinE, _cosE, _sinA, _cosA;
    private readonly SKPoint _middle;
    private readonly double _scale;

    public Projection((double From, double To)[] ends, double elevation, double azimuth, SKRect box)
    {
        _ends = ends;
        (_sinE, _cosE) = Math.SinCos(elevation * Math.PI / 180);
        (_sinA, _cosA) = Math.SinCos(azimuth * Math.PI / 180);
        (_middle, _scale) = (new SKPoint(box.MidX, box.MidY), Side * Math.Min(box.Width, box.Height));
    }

    /// <summary>Where the eye is, seen from the box's middle.</summary>
    public (double X, double Y, double Z) Eye => (_cosE * _cosA, _cosE * _sinA, _sinE);

    /// <summary>A place on the picture, and how far towards the eye it is.</summary>
    public (SKPoint At, double Depth) Of((double X, double Y, double Z) place) =>
        ToBox(ComputeShare(place.X, 0), ComputeShare(place.Y, 1), ComputeShare(place.Z, 2));

    /// <summary>The same of a place in the box, whose middle is 0 and whose sides are 0.5 away.</summary>
    public (SKPoint At, double Depth) ToBox(double x, double y, double z)
    {
        z *= Height;
        double right = (-_sinA * x) + (_cosA * y), up = (-_sinE * _cosA * x) - (_sinE * _sinA * y) + (_cosE * z),
            depth = (_cosE * _cosA * x) + (_cosE * _sinA * y) + (_sinE * z);
        double scale = _scale * Distance / (Distance - depth);
        return (new SKPoint((float)(_middle.X + (right * scale)), (float)(_middle.Y - (up * scale))), depth);
    }

    /// <summary>A value's place between an axis' ends, from -0.5 to 0.5.</summary>
    public double ComputeShare(double value, int axis) => ((value - _ends[axis].From) / (_ends[axis].To - _ends[axis].From)) - 0.5;

    /// <summary>How much light a piece of a surface gets: more where it lies flat.</summary>
    public double ComputeSlope((double X, double Y, double Z)[] corners)
    {
        (double X, double Y, double Z)[] p = Array.ConvertAll(corners, c =>
            (ComputeShare(c.X, 0), ComputeShare(c.Y, 1), Height * ComputeShare(c.Z, 2)));
        var (ax, ay, az) = (p[2].X - p[0].X, p[2].Y - p[0].Y, p[2].Z - p[0].Z);
        var (bx, by, bz) = (p[3].X - p[1].X, p[3].Y - p[1].Y, p[3].Z - p[1].Z);
        var (nx, ny, nz) = ((ay * bz) - (az * by), (az * bx) - (ax * bz), (ax * by) - (ay * bx));
        double length = Math.Sqrt((nx * nx) + (ny * ny) + (nz * nz));
        return length == 0 ? 1 : 0.55 + (0.45 * Math.Abs((0.3 * nx) - (0.3 * ny) + (0.9 * nz)) / (length * 0.995));
    }
}
