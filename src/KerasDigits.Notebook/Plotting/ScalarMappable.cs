using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>Something drawn by a colour map, of which a colour bar can be made: an image, points with numbers, filled contours.</summary>
public class ScalarMappable
{
    private readonly ScottPlot.IColormap _map;

    internal ScalarMappable(Axes axes, ScottPlot.IColormap map, double low, double high, double[]? levels = null) =>
        (Axes, _map, Low, High, Levels) = (axes, map, low, high, levels);

    internal Axes Axes { get; }

    /// <summary>The value of the first colour.</summary>
    internal double Low { get; }

    /// <summary>The value of the last colour.</summary>
    internal double High { get; }

    /// <summary>The borders between colours; null: colours change evenly.</summary>
    internal double[]? Levels { get; }

    /// <summary>A value's colour.</summary>
    internal SKColor ComputeColor(double value, double alpha = 1)
    {
        double share = High > Low ? (value - Low) / (High - Low) : 0;
        ScottPlot.Color color = _map.GetColor(Math.Clamp(double.IsNaN(share) ? 0 : share, 0, 1));
        return double.IsNaN(value) ? SKColors.Transparent : new SKColor(color.R, color.G, color.B, (byte)Math.Round(255 * alpha));
    }
}
