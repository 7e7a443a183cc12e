using SkiaSharp;

namespace KerasDigits.Notebook;

/// <content>Lines, areas and words at values.</content>
public sealed partial class Axes
{
    /// <summary>Horizontal lines from xmin to xmax.</summary>
    /// <param name="y">A height, or several.</param>
    /// <param name="xmin">Their left ends: one for all, or as many.</param>
    /// <param name="xmax">Their right ends.</param>
    /// <param name="colors">Their colour; null: the first of the cycle.</param>
    /// <param name="linestyles">'-', '--', ':' or '-.'.</param>
    /// <param name="linewidth">Width of the lines in points, above 0.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    public void hlines(Points y, Points xmin, Points xmax, string? colors = null, string linestyles = "-", double linewidth = 1.5,
        string? label = null) =>
        _artists.Add(new MarksArtist([.. y.Values.Select((v, i) => (GetOne(xmin, i), v, GetOne(xmax, i), v))], Ink.Of(colors, 0),
            ReadStyle(linestyles), linewidth) { Label = label ?? "" });

    /// <summary>Vertical lines from ymin to ymax.</summary>
    /// <inheritdoc cref="hlines"/>
    public void vlines(Points x, Points ymin, Points ymax, string? colors = null, string linestyles = "-", double linewidth = 1.5,
        string? label = null) =>
        _artists.Add(new MarksArtist([.. x.Values.Select((v, i) => (v, GetOne(ymin, i), v, GetOne(ymax, i)))], Ink.Of(colors, 0),
            ReadStyle(linestyles), linewidth) { Label = label ?? "" });

    /// <summary>A horizontal line over the whole width.</summary>
    /// <param name="y">Height, in the axis' units.</param>
    /// <param name="color">Colour: a name, "C0" … or "#rrggbb"; null: c, or the first of the cycle.</param>
    /// <param name="ls">Style: "-", "--", "-." or ":".</param>
    /// <param name="lw">Width, in points.</param>
    /// <param name="label">Name in the legend; null: none.</param>
    /// <param name="alpha">Opacity, 0 … 1.</param>
    /// <param name="linestyle">Long name of ls, which it replaces; null: ls.</param>
    /// <param name="linewidth">Long name of lw, which it replaces; null: lw.</param>
    /// <param name="c">Short name of color; null: color.</param>
    public void axhline(double y = 0, string? color = null, string ls = "-", double lw = 1.5, string? label = null, double alpha = 1,
        string? linestyle = null, double? linewidth = null, string? c = null) =>
        _artists.Add(new MarksArtist([(double.NaN, y, double.NaN, y)], Ink.Of(color ?? c, 0, alpha), ReadStyle(linestyle ?? ls),
            linewidth ?? lw, isEndless: true) { Label = label ?? "" });

    /// <summary>A vertical line over the whole height.</summary>
    /// <param name="x">Position, in the axis' units.</param>
    /// <param name="color">Colour: a name, "C0" … or "#rrggbb"; null: c, or the first of the cycle.</param>
    /// <param name="ls">Style: "-", "--", "-." or ":".</param>
    /// <param name="lw">Width, in points.</param>
    /// <param name="label">Name in the legend; null: none.</param>
    /// <param name="alpha">Opacity, 0 … 1.</param>
    /// <param name="linestyle">Long name of ls, which it replaces; null: ls.</param>
    /// <param name="linewidth">Long name of lw, which it replaces; null: lw.</param>
    /// <param name="c">Short name of color; null: color.</param>
    public void axvline(double x = 0, string? color = null, string ls = "-", double lw = 1.5, string? label = null, double alpha = 1,
        string? linestyle = null, double? linewidth = null, string? c = null) =>
        _artists.Add(new MarksArtist([(x, double.NaN, x, double.NaN)], Ink.Of(color ?? c, 0, alpha), ReadStyle(linestyle ?? ls),
            linewidth ?? lw, isEndless: true) { Label = label ?? "" });

    /// <summary>A vertical line at a time, on an axis of times.</summary>
    /// <param name="x">Time on the x axis.</param>
    /// <param name="color">Colour: a name, "C0" … or "#rrggbb"; null: c, or the first of the cycle.</param>
    /// <param name="ls">Style: "-", "--", "-." or ":".</param>
    /// <param name="lw">Width, in points.</param>
    /// <param name="label">Name in the legend; null: none.</param>
    /// <param name="alpha">Opacity, 0 … 1.</param>
    /// <param name="linestyle">Long name of ls, which it replaces; null: ls.</param>
    /// <param name="linewidth">Long name of lw, which it replaces; null: lw.</param>
    /// <param name="c">Short name of color; null: color.</param>
    public void axvline(DateTime x, string? color = null, string ls = "-", double lw = 1.5, string? label = null, double alpha = 1,
        string? linestyle = null, double? linewidth = null, string? c = null) =>
        axvline(TimeTicks.Of(x), color, ls, lw, label, alpha, linestyle, linewidth, c);

    /// <summary>The area between two lines over x.</summary>
    /// <param name="x">Positions on the x axis.</param>
    /// <param name="y1">Values of one line, as many as positions.</param>
    /// <param name="y2">The other; a number: a level one.</param>
    /// <param name="color">Its colour; null: the next of the cycle.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    public void fill_between(Points x, Points y1, Points y2 = default, string? color = null, double alpha = 1, string? label = null)
    {
        CheckSameLength(x.Values, y1.Values);
        _hasTimes |= x.AreTimes;
        double[] other = y2.Values.Length == x.Values.Length ? y2.Values
            : [.. Enumerable.Repeat(y2.Values.Length > 0 ? y2.Values[0] : 0, x.Values.Length)];
        _artists.Add(new AreaArtist(x.Values, y1.Values, other, Ink.Of(color, _turn, alpha)) { Label = label ?? "" });
        _turn += color is null ? 1 : 0;
    }

    /// <summary>Points with the bars of their errors.</summary>
    /// <param name="x">Positions on the x axis.</param>
    /// <param name="y">Positions on the y axis, as many as x has.</param>
    /// <param name="yerr">How far the bars go up and down: one for all, or as many; null: none.</param>
    /// <param name="xerr">How far the bars go left and right: one for all, or as many; null: none.</param>
    /// <param name="fmt">Matplotlib's short form of colour, line and marker: 'r--', 'bo'; or a colour; "none": only bars.</param>
    /// <param name="ecolor">The bars' colour; null: that of the line.</param>
    /// <param name="capsize">Half the length of the strokes at the bars' ends, in points.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <param name="color">The line's colour; null: that of fmt, or the next of the cycle.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    public void errorbar(Points x, Points y, Points? yerr = null, Points? xerr = null, string fmt = "-", string? ecolor = null,
        double capsize = 0, string? label = null, string? color = null, double alpha = 1)
    {
        CheckSameLength(x.Values, y.Values);
        color ??= Ink.Format(fmt) is { Color: { } named } ? named : $"C{_turn++ % 10}";
        var bars = new List<(double, double, double, double)>();
        for (int i = 0; i < x.Values.Length; i++)
        {
            var (px, py) = (x.Values[i], y.Values[i]);
            if (yerr is { } up) { bars.Add((px, py - GetOne(up, i), px, py + GetOne(up, i))); }
            if (xerr is { } along) { bars.Add((px - GetOne(along, i), py, px + GetOne(along, i), py)); }
        }
        SKColor ink = Ink.Of(ecolor ?? color, 0, alpha);
        _artists.Add(new MarksArtist([.. bars], ink, "-", 1.5));
        if (capsize > 0)
        {
            // The strokes at the ends are signs, of a size in points.
            _artists.Add(new CapsArtist([.. bars], ink, capsize));
        }
        if (fmt != "none") { plot(x, y, fmt, color, label: label, alpha: alpha); }
    }

    /// <summary>A word at a point.</summary>
    /// <param name="x">Position on the x axis.</param>
    /// <param name="y">Position on the y axis.</param>
    /// <param name="s">Text to write.</param>
    /// <param name="fontsize">Size of the text in points, above 0.</param>
    /// <param name="color">The word's colour: 'red', 'r', 'C1', '#rrggbb'.</param>
    /// <param name="ha">"left", "center" or "right": the side of the word that stands at x.</param>
    /// <param name="va">"bottom", "baseline", "center" or "top": the side that stands at y.</param>
    /// <param name="horizontalalignment">The long name of ha; null: ha.</param>
    /// <param name="verticalalignment">The long name of va; null: va.</param>
    /// <param name="fontweight">"normal" or "bold".</param>
    /// <param name="bbox">Look of a box behind the word: "facecolor", "edgecolor", "alpha"; null: no box.</param>
    /// <exception cref="ArgumentException">fontweight is not "normal" or "bold".</exception>
    public void text(double x, double y, string s, double fontsize = 10, string color = "black", string ha = "left",
        string va = "baseline", string? horizontalalignment = null, string? verticalalignment = null, string fontweight = "normal",
        Dictionary<string, object>? bbox = null)
    {
        var (level, upright) = WordArtist.Check(horizontalalignment ?? ha, verticalalignment ?? va);
        _artists.Add(new WordArtist((x, y), s, fontsize, Ink.Of(color, 0), level, upright, null)
        {
            IsBold = fontweight switch
            {
                "bold" or "semibold" or "demibold" or "heavy" or "black" => true,
                "normal" or "regular" or "light" or "medium" => false,
                _ => throw new ArgumentException($"fontweight must be 'normal' or 'bold'. Received: '{fontweight}'.", nameof(fontweight)),
            },
            Box = bbox is null ? null : WordArtist.ReadBox(bbox),
        });
    }

    /// <summary>A value at a point, as Python prints it: <c>plt.text(j, i, cm[i, j])</c>.</summary>
    /// <inheritdoc cref="text(double, double, string, double, string, string, string, string?, string?, string, Dictionary{string, object}?)"/>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(-1)]
    public void text(double x, double y, object s, double fontsize = 10, string color = "black", string ha = "left",
        string va = "baseline", string? horizontalalignment = null, string? verticalalignment = null, string fontweight = "normal",
        Dictionary<string, object>? bbox = null) =>
        text(x, y, PythonText.FormatStr(s), fontsize, color, ha, va, horizontalalignment, verticalalignment, fontweight, bbox);

    /// <summary>A word about a point.</summary>
    /// <param name="text">Text to write.</param>
    /// <param name="xy">Point (x, y) that the word is about.</param>
    /// <param name="xytext">Where the word stands; null: at the point.</param>
    /// <param name="arrowprops">Look of the arrow from the word to the point: "color"; null, or without xytext: no arrow.</param>
    /// <param name="fontsize">Size of the text in points, above 0.</param>
    /// <param name="color">The word's colour.</param>
    /// <param name="ha">"left", "center" or "right": the side of the word that stands at x.</param>
    /// <param name="va">"bottom", "baseline", "center" or "top": the side that stands at y.</param>
    public void annotate(string text, (double x, double y) xy, (double x, double y)? xytext = null, Dictionary<string,
        object>? arrowprops = null, double fontsize = 10, string color = "black", string ha = "left",
        string va = "baseline")
    {
        var (level, upright) = WordArtist.Check(ha, va);
        SKColor arrow = Ink.Of(arrowprops is not null
            && (arrowprops.GetValueOrDefault("color") ?? arrowprops.GetValueOrDefault("facecolor")) is string named ? named : "black", 0);
        _artists.Add(new WordArtist(xytext ?? xy, text, fontsize, Ink.Of(color, 0), level, upright, arrowprops is null || xytext is null
            ? null : (xy.x, xy.y, arrow)));
    }

    private static double GetOne(Points values, int index) => values.Values.Length switch
    {
        1 => values.Values[0],
        var n when index < n => values.Values[index],
        var n => throw new ArgumentException($"There must be one number for all, or one for each. Received: {n}."),
    };

    private static string ReadStyle(string style)
    {
        _ = Ink.FindDashes(style);
        return style;
    }

    /// <summary>The strokes at the ends of error bars.</summary>
    private sealed class CapsArtist((double X1, double Y1, double X2, double Y2)[] bars, SKColor color, double size) : Artist
    {
        public override IEnumerable<(double X, double Y)> Extent => [];

        public override void Draw(SKCanvas canvas, View view)
        {
            using var paint = new SKPaint { Color = color, IsAntialias = true, IsStroke = true, StrokeWidth = view.ToPixels(1) };
            float half = view.ToPixels(size);
            foreach (var (x1, y1, x2, y2) in bars)
            {
                bool upright = x1 == x2;
                foreach (SKPoint end in new[] { view.ToPoint(x1, y1), view.ToPoint(x2, y2) })
                {
                    canvas.DrawLine(end.X - (upright ? half : 0), end.Y - (upright ? 0 : half), end.X + (upright ? half : 0),
                        end.Y + (upright ? 0 : half), paint);
                }
            }
        }
    }
}
