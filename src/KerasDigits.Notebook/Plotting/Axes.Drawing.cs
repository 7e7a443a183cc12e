using SkiaSharp;

namespace KerasDigits.Notebook;

/// <content>The plot on the picture: frame, ticks and texts at Matplotlib's sizes, in points.</content>
public sealed partial class Axes
{
    private const double LineWidth = 0.8, TickLength = 3.5, TickPad = 3.5, LabelPad = 4, TitlePad = 6, Margin = 0.05;

    /// <summary>A line's height above its baseline and below, in sizes of its letters; upright ones stand a little farther off.</summary>
    private const double Ascent = 0.76, Descent = 0.24, UprightDescent = 0.35;

    /// <summary>Room for the texts around the frame, in pixels: what a grid of plots keeps free in each cell.</summary>
    internal (float Left, float Top, float Right, float Bottom) MeasureSurroundings(SKRect cell, int dpi)
    {
        View view = MakeView(_bar is null ? cell : ColorBar.Plot(cell), dpi);
        float top = view.ToPixels(_title is { Y: null } t ? t.Pad + t.Height : 0) + view.ToPixels(5), edge = view.ToPixels(5);
        if (IsOff) { return (edge, top, edge, edge); }
        string[] texts = HidesY || _hidesYText ? [] : ChooseYTicks(view).Texts;
        float left = view.ToPixels(TickLength + TickPad) + texts.Select(l => Letters.MeasureWidth(l, view.ToPixels(_ytickSize)))
            .DefaultIfEmpty(0).Max();
        float bottom = view.ToPixels(TickLength + TickPad) + (HidesX || _hidesXText ? 0 : MeasureXTextHeight(view));
        if (_ylabel is { } y) { left += view.ToPixels(LabelPad + y.Height); }
        if (_xlabel is { } x) { bottom += view.ToPixels(LabelPad + x.Height); }
        return (left + edge, top, Math.Max(view.ToPixels(_bar is null ? 10 : 34), MeasureRight(view) + edge), bottom + edge);
    }

    /// <summary>How high the x axis' numbers are, turned ones too.</summary>
    private float MeasureXTextHeight(View view)
    {
        float size = view.ToPixels(_xtickSize);
        if (_xrotation == 0) { return size; }
        double turn = Math.Abs(_xrotation) * Math.PI / 180;
        float widest = ChooseXTicks(view).Texts.Select(t => Letters.MeasureWidth(t, size)).DefaultIfEmpty(0).Max();
        return (float)((widest * Math.Abs(Math.Sin(turn))) + (size * Math.Abs(Math.Cos(turn))));
    }

    /// <summary>Draws into a frame.</summary>
    /// <returns>The frame as it became, and the room of the texts below it.</returns>
    internal SKRect Draw(SKCanvas canvas, SKRect frame, int dpi)
    {
        View view = MakeView(_bar is null ? frame : ColorBar.Plot(frame), dpi);
        if (_look.Face != "white" && !IsOff)
        {
            using var ground = new SKPaint { Color = Ink.Of(_look.Face, 0) };
            canvas.DrawRect(view.Box, ground);
        }
        canvas.Save();
        canvas.ClipRect(view.Box);
        if (_grid && !IsOff) { DrawGrid(canvas, view); }
        foreach (Artist artist in _artists) { artist.Draw(canvas, view); }
        canvas.Restore();
        float bottom = IsOff ? view.Box.Bottom : DrawFrame(canvas, view);
        foreach (Axes twin in _twins) { twin.DrawOver(canvas, view); }
        if (_title is { } title)
        {
            float x = title.Align switch { SKTextAlign.Left => view.Box.Left, SKTextAlign.Right => view.Box.Right, _ => view.Box.MidX };
            title.DrawAbove(canvas, view, x, view.Box.Bottom - ((float)(title.Y ?? 1) * view.Box.Height) - view.ToPixels(title.Pad));
        }
        _legend?.Draw(canvas, view, _artists);
        var drawn = new SKRect(view.Box.Left, view.Box.Top, view.Box.Right, bottom);
        return _bar is null ? drawn : SKRect.Union(drawn, _bar.Draw(canvas, frame, view));
    }

    private (double[] At, string[] Texts) ChooseXTicks(View view) =>
        HasTimes && _xticks is null ? ChooseTimes(view)
            : ChooseTicks(_xticks, view.X, _scaleX, (int)(view.Box.Width * 72 / view.Dpi / (3 * _xtickSize)), out _xpower);

    /// <summary>Ticks of times whose texts do not touch: turned ones need only the height of their letters.</summary>
    private (double[] At, string[] Texts) ChooseTimes(View view)
    {
        _xpower = null;
        float size = view.ToPixels(_xtickSize);
        double turn = Math.Abs(Math.Sin(_xrotation * Math.PI / 180));
        return TimeTicks.ChooseBetween(view.X.From, view.X.To, (at, texts) =>
        {
            double[] widths = [.. texts.Select(t =>
                Math.Min(Letters.MeasureWidth(t, size), turn > 0 ? size / turn : double.PositiveInfinity))];
            return Enumerable.Range(1, at.Length - 1).All(i => Math.Abs(view.ToX(at[i]) - view.ToX(at[i - 1]))
                >= ((widths[i] + widths[i - 1]) / 2) + (0.3 * size));
        });
    }

    private (double[] At, string[] Texts) ChooseYTicks(View view) =>
        ChooseTicks(_yticks, view.Y, _scaleY, (int)(view.Box.Height * 72 / view.Dpi / (2 * _ytickSize)), out _ypower);

    /// <summary>Whether the x axis has times: of plots that share it one says so for all.</summary>
    private bool HasTimes => (_sharedX ?? [this]).Any(a => a._hasTimes);

    private string? _xpower, _ypower;

    private static (double[] At, string[] Texts) ChooseTicks((double[] At, string[]? Labels)? given, (double From, double To) ends,
        AxisScale scale, int room, out string? power)
    {
        power = null;
        if (given is { } ticks)
        {
            (double low, double high) = (Math.Min(ends.From, ends.To), Math.Max(ends.From, ends.To));
            string[] labels = ticks.Labels ?? (scale.IsLinear ? TickText.Of(ticks.At, low, high).Texts : scale.WriteTexts(ticks.At));
            int[] inside = [.. Enumerable.Range(0, ticks.At.Length).Where(i => ticks.At[i] >= low && ticks.At[i] <= high)];
            return ([.. inside.Select(i => ticks.At[i])], [.. inside.Select(i => labels[i])]);
        }
        if (!scale.IsLinear && scale.ChooseTicks(ends.From, ends.To, room) is var decades) { return (decades, scale.WriteTexts(decades)); }
        double[] at = TickLocator.ChooseTicks(ends.From, ends.To, room);
        (string[] texts, power) = TickText.Of(at, ends.From, ends.To);
        return (at, texts);
    }

    private void DrawGrid(SKCanvas canvas, View view)
    {
        using SKPaint paint = Stroke(view, Ink.Of(_look.Grid, 0));
        if (_gridLook is { } own)
        {
            (paint.Color, paint.StrokeWidth) = (own.Color, own.Width is { } width ? view.ToPixels(width) : paint.StrokeWidth);
        }
        using SKPathEffect? dashes = _gridLook is { } look && Ink.FindDashes(look.Style) is { } parts
            ? SKPathEffect.CreateDash([.. parts.Select(p => p * paint.StrokeWidth)], 0) : null;
        paint.PathEffect = dashes;
        foreach (double x in _gridLook?.Axis == "y" ? [] : ChooseXTicks(view).At)
        {
            canvas.DrawLine(Snap(view.ToX(x)), view.Box.Top, Snap(view.ToX(x)), view.Box.Bottom, paint);
        }
        foreach (double y in _gridLook?.Axis == "x" ? [] : ChooseYTicks(view).At)
        {
            canvas.DrawLine(view.Box.Left, Snap(view.ToY(y)), view.Box.Right, Snap(view.ToY(y)), paint);
        }
    }

    private float DrawFrame(SKCanvas canvas, View view)
    {
        using SKPaint paint = Stroke(view, Ink.Of(_look.Frame, 0));
        SKRect box = view.Box;
        DrawSpines(canvas, new SKRect(Snap(box.Left), Snap(box.Top), Snap(box.Right), Snap(box.Bottom)), paint);
        float tick = _look.HasTicks ? view.ToPixels(TickLength) : 0, pad = view.ToPixels(TickLength + TickPad);
        var (xs, xtexts) = HidesX ? ([], []) : ChooseXTicks(view);
        float xsize = view.ToPixels(_xtickSize), below = box.Bottom + pad;
        for (int i = 0; i < xs.Length; i++)
        {
            float x = Snap(view.ToX(xs[i]));
            if (!_hidesXTicks) { canvas.DrawLine(x, Snap(box.Bottom), x, Snap(box.Bottom) + tick, paint); }
            if (_hidesXText) { continue; }
            if (_xrotation != 0)
            {
                Letters.DrawTurned(canvas, xtexts[i], view.ToX(xs[i]), below + (MeasureTurnedHeight(xtexts[i], xsize) / 2), xsize,
                    _xrotation);
            }
            else
            {
                Letters.Draw(canvas, xtexts[i], view.ToX(xs[i]), below + (float)Math.Round(Ascent * xsize) + 1, xsize, SKTextAlign.Center,
                    Ink.Of(_xcolor ?? "black", 0));
            }
        }
        if (xs.Length > 0 && !_hidesXText) { below += _xrotation != 0 ? MeasureXTextHeight(view) : (float)((Ascent + Descent) * xsize); }
        if (_xpower is not null && !HidesX && !_hidesXText)
        {
            Letters.Draw(canvas, _xpower, box.Right, below + xsize, xsize, SKTextAlign.Right);
        }

        var (ys, ytexts) = HidesY ? ([], []) : ChooseYTicks(view);
        float ysize = view.ToPixels(_ytickSize), left = box.Left - pad, widest = 0;
        for (int i = 0; i < ys.Length; i++)
        {
            float y = Snap(view.ToY(ys[i]));
            if (!_hidesYTicks) { canvas.DrawLine(Snap(box.Left) - tick, y, Snap(box.Left), y, paint); }
            if (_hidesYText) { continue; }
            Letters.Draw(canvas, ytexts[i], left, view.ToY(ys[i]) + (float)(Ascent / 2 * ysize), ysize, SKTextAlign.Right,
                Ink.Of(_ycolor ?? "black", 0));
            widest = Math.Max(widest, Letters.MeasureWidth(ytexts[i], ysize));
        }
        if (_ypower is not null && !HidesY && !_hidesYText)
        {
            Letters.Draw(canvas, _ypower, box.Left, box.Top - view.ToPixels(TickPad), ysize, SKTextAlign.Left);
        }

        _ylabel?.DrawUpwards(canvas, view, left - widest - view.ToPixels(LabelPad + (UprightDescent * _ylabel.Size)), box.MidY);
        if (_xlabel is not { } xlabel) { return below; }
        float size = view.ToPixels(xlabel.Size), baseline = below + view.ToPixels(LabelPad + (Ascent * xlabel.Size));
        xlabel.DrawBelow(canvas, view, box.MidX, baseline);
        return baseline + view.ToPixels(xlabel.Height - xlabel.Size) + (float)(Descent * size);
    }

    private void DrawSpines(SKCanvas canvas, SKRect box, SKPaint paint)
    {
        if (spines.Values.All(s => s.IsVisible))
        {
            canvas.DrawRect(box, paint);
            return;
        }
        if (spines["left"].IsVisible) { canvas.DrawLine(box.Left, box.Top, box.Left, box.Bottom, paint); }
        if (spines["right"].IsVisible) { canvas.DrawLine(box.Right, box.Top, box.Right, box.Bottom, paint); }
        if (spines["top"].IsVisible) { canvas.DrawLine(box.Left, box.Top, box.Right, box.Top, paint); }
        if (spines["bottom"].IsVisible) { canvas.DrawLine(box.Left, box.Bottom, box.Right, box.Bottom, paint); }
    }

    private float MeasureTurnedHeight(string text, float size)
    {
        double turn = _xrotation * Math.PI / 180;
        return (float)((Letters.MeasureWidth(text, size) * Math.Abs(Math.Sin(turn))) + (size * Math.Abs(Math.Cos(turn))));
    }

    /// <summary>A thin line: a pixel wide at least, and paler where it should be thinner.</summary>
    private static SKPaint Stroke(View view, SKColor color)
    {
        float width = view.ToPixels(LineWidth);
        return new() { Color = color.WithAlpha((byte)(255 * Math.Min(1, width))), IsAntialias = true, Style = SKPaintStyle.Stroke,
            StrokeWidth = Math.Max(1, width) };
    }

    /// <summary>The middle of a pixel, so that thin lines are sharp.</summary>
    private static float Snap(float at) => (float)Math.Floor(at + 0.5f) + 0.5f;
}
