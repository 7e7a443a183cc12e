using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>The strip beside a plot that says which colour means which value.</summary>
public sealed class ColorBar
{
    /// <summary>Matplotlib's shares of the plot's width: of the bar's room, of what stays free beside the plot, and of the bar's height,
    /// its width.</summary>
    private const float Room = 0.15f, Free = 0.05f, Aspect = 20;

    private const double TickLength = 3.5, TickPad = 3.5, LabelPad = 4;

    private readonly ScalarMappable _mappable;
    private string? _label;
    private double _size = 10, _labelSize = 10;
    private (double[] At, string[]? Texts)? _ticks;

    internal ColorBar(ScalarMappable mappable, string? label) => (_mappable, _label, ax) = (mappable, label, new BarAxes(this));

    /// <summary>The bar as a plot: <c>cb.ax.tick_params(labelsize: 14)</c>.</summary>
    public BarAxes ax { get; }

    /// <summary>Writes a text beside the numbers.</summary>
    /// <param name="label">Text beside the numbers; may be empty.</param>
    /// <param name="fontsize">Its size, in points; null: as it is.</param>
    public void set_label(string label, double? fontsize = null) => (_label, _labelSize) = (label, fontsize ?? _labelSize);

    /// <summary>Puts the numbers at some values.</summary>
    /// <param name="ticks">Values at which numbers stand.</param>
    /// <param name="labels">A text for each tick; null: the numbers.</param>
    /// <exception cref="ArgumentException">labels are not as many as ticks.</exception>
    public void set_ticks(Points ticks, string[]? labels = null)
    {
        if (labels is not null && labels.Length != ticks.Values.Length)
        {
            throw new ArgumentException($"There must be as many labels as ticks, {ticks.Values.Length}. Received: {labels.Length}.",
                nameof(labels));
        }
        _ticks = (ticks.Values, labels);
    }

    /// <summary>What scripts change of a colour bar's axis.</summary>
    public sealed class BarAxes
    {
        private readonly ColorBar _bar;

        internal BarAxes(ColorBar bar) => _bar = bar;

        /// <summary>The size of its numbers, in points.</summary>
        /// <param name="labelsize">Size of the numbers in points, above 0.</param>
        public void tick_params(double labelsize) => _bar._size = labelsize;

        /// <inheritdoc cref="set_label"/>
        public void set_ylabel(string ylabel, double? fontsize = null) => _bar.set_label(ylabel, fontsize);
    }

    /// <summary>What is left for the plot.</summary>
    internal static SKRect Plot(SKRect frame) => new(frame.Left, frame.Top, frame.Right - (frame.Width * (Room + Free)), frame.Bottom);

    /// <summary>Draws the bar beside a plot; <paramref name="frame"/> is the room of both.</summary>
    internal SKRect Draw(SKCanvas canvas, SKRect frame, View plot)
    {
        float height = frame.Height, left = frame.Right - (frame.Width * Room);
        SKRect box = SKRect.Create(left, frame.Top, Math.Min(height / Aspect, frame.Width * Room), height);
        double low = _mappable.Levels?[0] ?? _mappable.Low, high = _mappable.Levels?[^1] ?? _mappable.High;
        if (!(high > low)) { high = low + 1; }
        var view = new View(box, (0, 1), (low, high), plot.Dpi);
        int steps = _mappable.Levels is { } levels ? levels.Length - 1 : 256;
        for (int i = 0; i < steps; i++)
        {
            double from = _mappable.Levels?[i] ?? low + ((high - low) * i / steps), to = _mappable.Levels?[i + 1]
                ?? low + ((high - low) * (i + 1) / steps);
            using var paint = new SKPaint { Color = _mappable.ComputeColor((from + to) / 2) };
            float top = view.ToY(to), bottom = view.ToY(from);
            canvas.DrawRect(SKRect.Create(box.Left, (float)Math.Floor(top), box.Width, (float)(Math.Ceiling(bottom) - Math.Floor(top))),
                paint);
        }
        using var line = new SKPaint { Color = SKColors.Black, IsAntialias = true, IsStroke = true,
            StrokeWidth = Math.Max(1, view.ToPixels(0.8)) };
        canvas.DrawRect(box, line);
        double[] ticks = _ticks is { } own ? own.At : _mappable.Levels
            ?? TickLocator.ChooseTicks(low, high, (int)(height * 72 / view.Dpi / (2 * _size)));
        string[] texts = _ticks?.Texts ?? TickText.Of(ticks, low, high).Texts;
        float size = view.ToPixels(_size), labelSize = view.ToPixels(_labelSize), widest = 0;
        for (int i = 0; i < ticks.Length; i++)
        {
            float y = view.ToY(ticks[i]);
            canvas.DrawLine(box.Right, y, box.Right + view.ToPixels(TickLength), y, line);
            Letters.Draw(canvas, texts[i], box.Right + view.ToPixels(TickLength + TickPad), y + (0.38f * size), size, SKTextAlign.Left);
            widest = Math.Max(widest, Letters.MeasureWidth(texts[i], size));
        }
        float right = box.Right + view.ToPixels(TickLength + TickPad) + widest;
        if (_label is not null)
        {
            right += view.ToPixels(LabelPad) + labelSize;
            Letters.DrawUpwards(canvas, _label, right, box.MidY, labelSize);
        }
        return new SKRect(box.Left, box.Top, right, box.Bottom);
    }
}
