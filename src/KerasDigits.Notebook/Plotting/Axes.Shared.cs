using SkiaSharp;

namespace KerasDigits.Notebook;

/// <content>Plots that have an axis in common, and axes that are not shown.</content>
public sealed partial class Axes
{
    private readonly List<Axes> _twins = [];
    private List<Axes>? _sharedX, _sharedY;
    private string? _xcolor, _ycolor;
    private bool _hidesXText, _hidesYText, _hidesXTicks, _hidesYTicks;

    private bool HidesX => !xaxis.IsVisible;

    private bool HidesY => !yaxis.IsVisible;


    /// <summary>The lines of the frame: <c>ax.spines["top"].set_visible(false)</c>.</summary>
    public Dictionary<string, Spine> spines { get; } = new() { ["left"] = new(), ["right"] = new(), ["top"] = new(), ["bottom"] = new() };

    /// <summary>The x axis.</summary>
    public readonly Axis xaxis = new();

    /// <summary>The y axis.</summary>
    public readonly Axis yaxis = new();

    /// <inheritdoc cref="xaxis"/>
    public Axis get_xaxis() => xaxis;

    /// <inheritdoc cref="yaxis"/>
    public Axis get_yaxis() => yaxis;

    /// <summary>A plot over this one with the same x axis and a y axis of its own at the right.</summary>
    public Axes twinx()
    {
        var twin = new Axes(Cell);
        _twins.Add(twin);
        Share(ref _sharedX, twin);
        twin._sharedX = _sharedX;
        return twin;
    }

    /// <summary>Only the plots at the grid's left and lower edges show numbers.</summary>
    public void label_outer()
    {
        _hidesXText |= (Cell.Index - 1) / Cell.Columns < Cell.Rows - 1;
        _hidesYText |= (Cell.Index - 1) % Cell.Columns > 0;
    }

    /// <summary>Hides axes, ticks and frame.</summary>
    public void set_axis_off() => IsOff = true;

    /// <summary>Gives plots one x axis: their ends are common, and only the lowest shows its numbers.</summary>
    internal static void ShareX(IReadOnlyList<Axes> plots) =>
        Share(plots, (p, group) => p._sharedX = group, p => p._hidesXText |= (p.Cell.Index - 1) / p.Cell.Columns < p.Cell.Rows - 1);

    /// <summary>Gives plots one y axis: their ends are common, and only the first shows its numbers.</summary>
    internal static void ShareY(IReadOnlyList<Axes> plots) =>
        Share(plots, (p, group) => p._sharedY = group, p => p._hidesYText |= (p.Cell.Index - 1) % p.Cell.Columns > 0);

    private static void Share(IReadOnlyList<Axes> plots, Action<Axes, List<Axes>> join, Action<Axes> hide)
    {
        List<Axes> group = [.. plots];
        foreach (Axes plot in plots)
        {
            join(plot, group);
            hide(plot);
        }
    }

    private void Share(ref List<Axes>? group, Axes with)
    {
        group ??= [this];
        group.Add(with);
    }

    /// <summary>A twin's part of the picture: its lines, and its axis at the right.</summary>
    private void DrawOver(SKCanvas canvas, View below)
    {
        View view = below with { Y = ComputeEnds().Y, ScaleY = _scaleY };
        canvas.Save();
        canvas.ClipRect(view.Box);
        foreach (Artist artist in _artists) { artist.Draw(canvas, view); }
        canvas.Restore();
        if (!IsOff && !HidesY)
        {
            var (ys, texts) = ChooseYTicks(view);
            float size = view.ToPixels(_ytickSize), left = view.Box.Right + view.ToPixels(TickLength + TickPad), widest = 0;
            using SKPaint paint = Stroke(view, Ink.Of(_ycolor ?? _look.Frame, 0));
            for (int i = 0; i < ys.Length; i++)
            {
                float y = Snap(view.ToY(ys[i]));
                canvas.DrawLine(Snap(view.Box.Right), y, Snap(view.Box.Right) + view.ToPixels(TickLength), y, paint);
                Letters.Draw(canvas, texts[i], left, view.ToY(ys[i]) + (float)(Ascent / 2 * size), size, SKTextAlign.Left,
                    Ink.Of(_ycolor ?? "black", 0));
                widest = Math.Max(widest, Letters.MeasureWidth(texts[i], size));
            }
            _ylabel?.DrawUpwards(canvas, view, left + widest + view.ToPixels(LabelPad + (Ascent * _ylabel.Size)), view.Box.MidY);
        }
        _legend?.Draw(canvas, view, _artists);
    }

    /// <summary>How much room the twins' numbers and names need at the right.</summary>
    private float MeasureRight(View view) => _twins.Select(t =>
    {
        View own = view with { Y = t.ComputeEnds().Y, ScaleY = t._scaleY };
        return view.ToPixels(TickLength + TickPad) + t.ChooseYTicks(own).Texts.Select(x =>
            Letters.MeasureWidth(x, view.ToPixels(t._ytickSize)))
            .DefaultIfEmpty(0).Max()
            + (t._ylabel is { } label ? view.ToPixels(LabelPad + label.Height) : 0);
    }).DefaultIfEmpty(0).Max();

    /// <summary>One of a plot's axes.</summary>
    public sealed class Axis
    {
        internal bool IsVisible { get; private set; } = true;

        /// <summary>Shows or hides its ticks and texts.</summary>
        /// <param name="b">True: shown; false: hidden.</param>
        public void set_visible(bool b) => IsVisible = b;

        /// <summary>Accepted for compatibility; ticks are always below the plot.</summary>
        public void tick_bottom() => IsVisible = true;

        /// <summary>Accepted for compatibility; ticks are always on the left.</summary>
        public void tick_left() => IsVisible = true;
    }

    /// <summary>A line of the frame.</summary>
    public sealed class Spine
    {
        internal bool IsVisible { get; private set; } = true;

        /// <summary>Shows or hides it.</summary>
        /// <param name="b">True: shown; false: hidden.</param>
        public void set_visible(bool b) => IsVisible = b;
    }
}
