using SkiaSharp;

namespace KerasDigits.Notebook;

/// <content>The ends of the axes and their scales.</content>
public sealed partial class Axes
{
    private (double From, double To)? _xlim, _ylim;
    private AxisScale _scaleX = AxisScale.Linear, _scaleY = AxisScale.Linear;
    private bool _tight, _upsideDown, _backwards, _hasTimes;
    private BoxKind _box;

    /// <summary>How the frame's shape follows the values.</summary>
    private enum BoxKind
    {
        /// <summary>It does not.</summary>
        Free,

        /// <summary>Pixels of an image are square: the frame shrinks.</summary>
        Image,

        /// <summary>A unit is as long on both axes: the frame shrinks.</summary>
        Scaled,

        /// <summary>A unit is as long on both axes: more values are seen.</summary>
        Equal,
    }

    /// <summary>The ends of the x axis.</summary>
    public (double left, double right) get_xlim() => ComputeEnds().X;

    /// <summary>The ends of the y axis.</summary>
    public (double bottom, double top) get_ylim() => ComputeEnds().Y;

    /// <summary>Sets the ends of the x axis; an end that is not given stays.</summary>
    /// <param name="left">Left end; null: as it is.</param>
    /// <param name="right">Right end; null: as it is.</param>
    /// <returns>The ends.</returns>
    public (double left, double right) set_xlim(double? left = null, double? right = null)
    {
        if (left is not null || right is not null) { _xlim = (left ?? get_xlim().left, right ?? get_xlim().right); }
        return get_xlim();
    }

    /// <summary>Sets the ends of the x axis by a pair or a list of two.</summary>
    /// <param name="limits">Left and right end.</param>
    /// <returns>The ends.</returns>
    public (double left, double right) set_xlim(Points limits) => set_xlim(ReadTwo(limits));

    /// <inheritdoc cref="set_xlim(Points)"/>
    public (double left, double right) set_xlim((double left, double right) limits) => set_xlim(limits.left, limits.right);

    /// <summary>Sets the ends of the y axis; an end that is not given stays.</summary>
    /// <param name="bottom">Lower end; null: as it is.</param>
    /// <param name="top">Upper end; null: as it is.</param>
    /// <returns>The ends.</returns>
    public (double bottom, double top) set_ylim(double? bottom = null, double? top = null)
    {
        if (bottom is not null || top is not null) { _ylim = (bottom ?? get_ylim().bottom, top ?? get_ylim().top); }
        return get_ylim();
    }

    /// <summary>Sets the ends of the y axis by a pair or a list of two.</summary>
    /// <param name="limits">Lower and upper end.</param>
    /// <returns>The ends.</returns>
    public (double bottom, double top) set_ylim(Points limits) => set_ylim(ReadTwo(limits));

    /// <inheritdoc cref="set_ylim(Points)"/>
    public (double bottom, double top) set_ylim((double bottom, double top) limits) => set_ylim(limits.bottom, limits.top);

    /// <summary>"off" hides axes, ticks and frame, "on" shows them; "tight": no room around the values; "equal", "scaled" ("image",
    /// "square"): a unit is as long on both axes; "auto": as at first.</summary>
    /// <param name="option">The word; null: nothing changes.</param>
    /// <exception cref="ArgumentException">It is another word.</exception>
    /// <returns>The ends of both axes.</returns>
    public (double xmin, double xmax, double ymin, double ymax) axis(string? option = null)
    {
        switch (option)
        {
            case null: break;
            case "off": IsOff = true; break;
            case "on": IsOff = false; break;
            case "tight": _tight = true; break;
            case "equal": _box = BoxKind.Equal; break;
            case "scaled" or "image" or "square": _box = BoxKind.Scaled; break;
            case "auto": (_box, _tight, _xlim, _ylim) = (BoxKind.Free, false, null, null); break;
            default:
                throw new ArgumentException("axis takes 'off', 'on', 'tight', 'equal', 'scaled', 'image', 'square', 'auto', or the ends "
                    + $"[xmin, xmax, ymin, ymax]. Received: '{option}'.", nameof(option));
        }
        var (x, y) = ComputeEnds();
        return (x.From, x.To, y.From, y.To);
    }

    /// <summary>The ends of both axes: <c>axis([xmin, xmax, ymin, ymax])</c>.</summary>
    /// <param name="limits">Four numbers: xmin, xmax, ymin, ymax.</param>
    /// <exception cref="ArgumentException">There are not four.</exception>
    public (double xmin, double xmax, double ymin, double ymax) axis(Points limits)
    {
        if (limits.Values is not [var a, var b, var c, var d])
        {
            throw new ArgumentException($"axis takes four ends, xmin, xmax, ymin, ymax. Received: {limits.Values.Length}.", nameof(limits));
        }
        set_xlim(a, b);
        set_ylim(c, d);
        return axis();
    }

    /// <summary>"linear"; "log": equal factors lie equally far apart; "symlog": so on both sides of a stretch about 0.</summary>
    /// <param name="value">"linear", "log" or "symlog".</param>
    /// <param name="linthresh">Where symlog's even stretch about 0 ends.</param>
    public void set_xscale(string value, double linthresh = 2) => _scaleX = AxisScale.Of(value, linthresh);

    /// <inheritdoc cref="set_xscale"/>
    public void set_yscale(string value, double linthresh = 2) => _scaleY = AxisScale.Of(value, linthresh);

    /// <summary>"equal": a unit is as long on both axes; "auto": the plot fills its frame.</summary>
    /// <param name="aspect">"equal" or "auto".</param>
    /// <exception cref="ArgumentException">It is another word.</exception>
    public void set_aspect(string aspect) => _box = aspect switch
    {
        "equal" => BoxKind.Scaled,
        "auto" => BoxKind.Free,
        _ => throw new ArgumentException($"aspect must be 'equal' or 'auto'. Received: aspect='{aspect}'.", nameof(aspect)),
    };

    /// <summary>The largest value is below.</summary>
    public void invert_yaxis() => _upsideDown = !_upsideDown;

    /// <summary>The largest value is at the left.</summary>
    public void invert_xaxis() => _backwards = !_backwards;

    private static (double, double) ReadTwo(Points limits) => limits.Values is [var from, var to] ? (from, to)
        : throw new ArgumentException($"The ends of an axis are two numbers. Received: {limits.Values.Length}.", nameof(limits));

    private ((double From, double To) X, (double From, double To) Y) ComputeEnds()
    {
        // Of plots that share an axis each sees what all show, and the ends that one was given.
        Axes[] alongX = [.. _sharedX ?? [this]], alongY = [.. _sharedY ?? [this]];
        ImageArtist? image = _artists.OfType<ImageArtist>().LastOrDefault();
        bool close = _tight || _artists.Any(a => a.FillsPlot);
        var x = alongX.Select(a => a._xlim).FirstOrDefault(l => l is not null) ?? (image is not null ? image.EndsX
            : ComputeLimits(alongX.SelectMany(a => a._artists).SelectMany(a => a.Extent).Select(p => p.X),
                alongX.Any(a => a._artists.OfType<BarsArtist>().Any(b => !b.IsUpright)), _scaleX, close));
        var y = alongY.Select(a => a._ylim).FirstOrDefault(l => l is not null) ?? (image is not null ? image.EndsY
            : ComputeLimits(alongY.SelectMany(a => a._artists).SelectMany(a => a.Extent).Select(p => p.Y),
                alongY.Any(a => a._artists.OfType<BarsArtist>().Any(b => b.IsUpright)), _scaleY, close));
        if (_xlim is null && _xticks is { At.Length: > 0 } xs && image is null)
        {
            x = (Math.Min(x.Item1, xs.At.Min()), Math.Max(x.Item2, xs.At.Max()));
        }
        if (_ylim is null && _yticks is { At.Length: > 0 } ys && image is null)
        {
            y = (Math.Min(y.Item1, ys.At.Min()), Math.Max(y.Item2, ys.At.Max()));
        }
        return (_backwards ? (x.Item2, x.Item1) : x, _upsideDown ? (y.Item2, y.Item1) : y);
    }

    private View MakeView(SKRect frame, int dpi)
    {
        var (x, y) = ComputeEnds();
        double width = Math.Abs(x.To - x.From), height = Math.Abs(y.To - y.From);
        if (_box is BoxKind.Image or BoxKind.Scaled && (_box == BoxKind.Scaled || _artists.OfType<ImageArtist>().Any()))
        {
            // The largest box of the values' shape, in the middle of the frame.
            double scale = Math.Min(frame.Width / width, frame.Height / height);
            frame = SKRect.Create(frame.MidX - (float)(scale * width / 2), frame.MidY - (float)(scale * height / 2),
                (float)(scale * width), (float)(scale * height));
        }
        else if (_box == BoxKind.Equal)
        {
            double unit = Math.Max(width / frame.Width, height / frame.Height), spareX = ((unit * frame.Width) - width) / 2,
                spareY = ((unit * frame.Height) - height) / 2;
            (x, y) = (Widen(x, spareX), Widen(y, spareY));
        }
        return new View(frame, x, y, dpi, _scaleX, _scaleY);
    }

    private static (double, double) Widen((double From, double To) ends, double by) => ends.From <= ends.To
        ? (ends.From - by, ends.To + by) : (ends.From + by, ends.To - by);

    /// <summary>The values' ends and a twentieth more on both sides; bars stand on their zero.</summary>
    private static (double, double) ComputeLimits(IEnumerable<double> values, bool onZero, AxisScale scale, bool close)
    {
        double[] all = [.. values.Where(v => double.IsFinite(v) && (!scale.IsLog || v > 0))];
        if (all.Length == 0) { return scale.IsLog ? (0.1, 10) : (0, 1); }
        (double low, double high) = (all.Min(), all.Max());
        if (!scale.IsLinear && !scale.IsLog && low < high)
        {
            double more = close ? 0 : (scale.ToPlace(high) - scale.ToPlace(low)) * Margin;
            return (onZero && low == 0 ? 0 : scale.FromPlace(scale.ToPlace(low) - more), scale.FromPlace(scale.ToPlace(high) + more));
        }
        if (scale.IsLog)
        {
            double room = low == high ? Math.Log(10) : close ? 0 : Margin * Math.Log(high / low);
            return (low / Math.Exp(room), high * Math.Exp(room));
        }
        if (low == high)
        {
            double spread = low == 0 ? Margin : Math.Abs(low) * Margin;
            (low, high) = (low - spread, high + spread);
        }
        double margin = close ? 0 : (high - low) * Margin;
        return (onZero && low == 0 ? 0 : low - margin, onZero && high == 0 ? 0 : high + margin);
    }
}
