using SkiaSharp;

namespace KerasDigits.Notebook;

/// <content>The plot on the picture: frame, ticks and texts at Matplotlib's sizes, in points.</content>
public sealed partial class Axes
{
    private const double LineWidth = 0.8, TickLength = 3.5, TickPad = 3.5, LabelPad = 4, TitlePad = 6, Margin = 0.05;

    /// <summary>A line's height above its baseline and below, in sizes of its letters; upright ones stand a little farther off.</summary>
    private const double Ascent = 0.76, Descent = 0.24, UprightDescent = 0.35;

    private static readonly SKColor s_gridColor = SKColor.Parse("#b0b0b0");

    /// <summary>Room for the texts around the frame, in pixels: what a grid of plots keeps free in each cell.</summary>
    internal (float Left, float Top, float Right, float Bottom) Surroundings(SKRect cell, int dpi)
    {
        View view = ViewIn(cell, dpi);
        float top = view.Pixels(_title is { } t ? TitlePad + t.Size : 0) + view.Pixels(5), edge = view.Pixels(5);
        if (IsOff) { return (edge, top, edge, edge); }
        var (_, texts) = YTicks(view);
        float left = view.Pixels(TickLength + TickPad) + texts.Select(l => Letters.Width(l, view.Pixels(_ytickSize))).DefaultIfEmpty(0).Max();
        float bottom = view.Pixels(TickLength + TickPad + _xtickSize);
        if (_ylabel is { } y) { left += view.Pixels(LabelPad + y.Size); }
        if (_xlabel is { } x) { bottom += view.Pixels(LabelPad + x.Size); }
        return (left + edge, top, view.Pixels(10), bottom + edge);
    }

    /// <summary>Draws into a frame.</summary>
    /// <returns>The frame as it became, and the room of the texts below it.</returns>
    internal SKRect Draw(SKCanvas canvas, SKRect frame, int dpi)
    {
        View view = ViewIn(frame, dpi);
        canvas.Save();
        canvas.ClipRect(view.Box);
        if (_grid && !IsOff) { DrawGrid(canvas, view); }
        foreach (Artist artist in _artists) { artist.Draw(canvas, view); }
        canvas.Restore();
        float bottom = IsOff ? view.Box.Bottom : DrawFrame(canvas, view);
        if (_title is { } title) { Letters.Draw(canvas, title.Text, view.Box.MidX, view.Box.Top - view.Pixels(TitlePad), view.Pixels(title.Size), SKTextAlign.Center); }
        _legend?.Draw(canvas, view, _artists);
        return new SKRect(view.Box.Left, view.Box.Top, view.Box.Right, bottom);
    }

    private View ViewIn(SKRect frame, int dpi)
    {
        ImageArtist? image = _artists.OfType<ImageArtist>().LastOrDefault();
        if (image is not null && _square)
        {
            // Square pixels: the largest box of the image's shape, in the middle of the frame.
            float scale = Math.Min(frame.Width / image.Width, frame.Height / image.Height);
            float width = scale * image.Width, height = scale * image.Height;
            frame = SKRect.Create(frame.MidX - (width / 2), frame.MidY - (height / 2), width, height);
        }
        var points = _artists.SelectMany(a => a.Extent).ToArray();
        bool bars = _artists.OfType<BarsArtist>().Any();
        var x = _xlim ?? (image is not null ? (-0.5, image.Width - 0.5) : Limits(points.Select(p => p.X), false));
        var y = _ylim ?? (image is not null ? (image.Height - 0.5, -0.5) : Limits(points.Select(p => p.Y), bars));
        if (_xlim is null && _xticks is { At.Length: > 0 } xs && image is null) { x = (Math.Min(x.Item1, xs.At.Min()), Math.Max(x.Item2, xs.At.Max())); }
        if (_ylim is null && _yticks is { At.Length: > 0 } ys && image is null) { y = (Math.Min(y.Item1, ys.At.Min()), Math.Max(y.Item2, ys.At.Max())); }
        return new View(frame, x, y, dpi);
    }

    /// <summary>The values' ends and a twentieth more on both sides; bars stand on their zero.</summary>
    private static (double, double) Limits(IEnumerable<double> values, bool onZero)
    {
        double[] all = [.. values];
        if (all.Length == 0) { return (0, 1); }
        (double low, double high) = (all.Min(), all.Max());
        if (low == high)
        {
            double spread = low == 0 ? Margin : Math.Abs(low) * Margin;
            (low, high) = (low - spread, high + spread);
        }
        double margin = (high - low) * Margin;
        return (onZero && low == 0 ? 0 : low - margin, onZero && high == 0 ? 0 : high + margin);
    }

    private (double[] At, string[] Texts) XTicks(View view) => TicksOf(_xticks, view.X, (int)(view.Box.Width * 72 / view.Dpi / (3 * _xtickSize)), out _xpower);

    private (double[] At, string[] Texts) YTicks(View view) => TicksOf(_yticks, view.Y, (int)(view.Box.Height * 72 / view.Dpi / (2 * _ytickSize)), out _ypower);

    private string? _xpower, _ypower;

    private static (double[] At, string[] Texts) TicksOf((double[] At, string[]? Labels)? given, (double From, double To) ends, int room, out string? power)
    {
        power = null;
        if (given is { } ticks)
        {
            (double low, double high) = (Math.Min(ends.From, ends.To), Math.Max(ends.From, ends.To));
            string[] labels = ticks.Labels ?? TickText.Of(ticks.At, low, high).Texts;
            int[] inside = [.. Enumerable.Range(0, ticks.At.Length).Where(i => ticks.At[i] >= low && ticks.At[i] <= high)];
            return ([.. inside.Select(i => ticks.At[i])], [.. inside.Select(i => labels[i])]);
        }
        double[] at = TickLocator.Ticks(ends.From, ends.To, room);
        (string[] texts, power) = TickText.Of(at, ends.From, ends.To);
        return (at, texts);
    }

    private void DrawGrid(SKCanvas canvas, View view)
    {
        using SKPaint paint = Stroke(view, s_gridColor);
        foreach (double x in XTicks(view).At) { canvas.DrawLine(Snap(view.AtX(x)), view.Box.Top, Snap(view.AtX(x)), view.Box.Bottom, paint); }
        foreach (double y in YTicks(view).At) { canvas.DrawLine(view.Box.Left, Snap(view.AtY(y)), view.Box.Right, Snap(view.AtY(y)), paint); }
    }

    private float DrawFrame(SKCanvas canvas, View view)
    {
        using SKPaint paint = Stroke(view, SKColors.Black);
        SKRect box = view.Box;
        canvas.DrawRect(new SKRect(Snap(box.Left), Snap(box.Top), Snap(box.Right), Snap(box.Bottom)), paint);
        float tick = view.Pixels(TickLength), pad = view.Pixels(TickLength + TickPad);
        var (xs, xtexts) = XTicks(view);
        float xsize = view.Pixels(_xtickSize), below = box.Bottom + pad;
        for (int i = 0; i < xs.Length; i++)
        {
            float x = Snap(view.AtX(xs[i]));
            canvas.DrawLine(x, Snap(box.Bottom), x, Snap(box.Bottom) + tick, paint);
            Letters.Draw(canvas, xtexts[i], view.AtX(xs[i]), below + (float)Math.Round(Ascent * xsize) + 1, xsize, SKTextAlign.Center);
        }
        if (xs.Length > 0) { below += (float)((Ascent + Descent) * xsize); }
        if (_xpower is not null) { Letters.Draw(canvas, _xpower, box.Right, below + xsize, xsize, SKTextAlign.Right); }

        var (ys, ytexts) = YTicks(view);
        float ysize = view.Pixels(_ytickSize), left = box.Left - pad, widest = 0;
        for (int i = 0; i < ys.Length; i++)
        {
            float y = Snap(view.AtY(ys[i]));
            canvas.DrawLine(Snap(box.Left) - tick, y, Snap(box.Left), y, paint);
            Letters.Draw(canvas, ytexts[i], left, view.AtY(ys[i]) + (float)(Ascent / 2 * ysize), ysize, SKTextAlign.Right);
            widest = Math.Max(widest, Letters.Width(ytexts[i], ysize));
        }
        if (_ypower is not null) { Letters.Draw(canvas, _ypower, box.Left, box.Top - view.Pixels(TickPad), ysize, SKTextAlign.Left); }

        if (_ylabel is { } ylabel) { Letters.DrawUpwards(canvas, ylabel.Text, left - widest - view.Pixels(LabelPad + (UprightDescent * ylabel.Size)), box.MidY, view.Pixels(ylabel.Size)); }
        if (_xlabel is not { } xlabel) { return below; }
        float size = view.Pixels(xlabel.Size), baseline = below + view.Pixels(LabelPad + (Ascent * xlabel.Size));
        Letters.Draw(canvas, xlabel.Text, box.MidX, baseline, size, SKTextAlign.Center);
        return baseline + (float)(Descent * size);
    }

    /// <summary>A thin line: a pixel wide at least, and paler where it should be thinner.</summary>
    private static SKPaint Stroke(View view, SKColor color)
    {
        float width = view.Pixels(LineWidth);
        return new() { Color = color.WithAlpha((byte)(255 * Math.Min(1, width))), IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = Math.Max(1, width) };
    }

    /// <summary>The middle of a pixel, so that thin lines are sharp.</summary>
    private static float Snap(float at) => (float)Math.Floor(at + 0.5f) + 0.5f;
}
