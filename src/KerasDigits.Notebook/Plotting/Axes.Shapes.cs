using SkiaSharp;

namespace KerasDigits.Notebook;

/// <content>Pies, steps, stems and bands.</content>
public sealed partial class Axes
{
    /// <summary>A circle cut into shares.</summary>
    /// <param name="x">The shares; they are divided by their sum.</param>
    /// <param name="explode">How far each wedge is moved outwards, in radii; null: none is.</param>
    /// <param name="labels">A text for each wedge, beside it and in the legend; null: none.</param>
    /// <param name="colors">Their colours in turn; null: the cycle's.</param>
    /// <param name="autopct">How percentages are written on the wedges: "%1.1f%%"; null: they are not.</param>
    /// <param name="shadow">Whether a shadow lies below.</param>
    /// <param name="startangle">Where the first wedge begins, in degrees counterclockwise from the right.</param>
    /// <param name="counterclock">Whether the wedges follow each other counterclockwise.</param>
    /// <exception cref="ArgumentException">A share is negative, or there are not as many labels or distances as shares.</exception>
    public void pie(Points x, Points? explode = null, string[]? labels = null, PlotColors? colors = null, string? autopct = null,
        bool shadow = false, double startangle = 0, bool counterclock = true)
    {
        double[] shares = x.Values;
        double sum = shares.Sum();
        if (shares.Any(v => v < 0) || !(sum > 0))
        {
            throw new ArgumentException("Wedge sizes 'x' must be non negative values, and not all 0. Received: "
                + $"{string.Join(", ", shares)}.", nameof(x));
        }
        if (labels is not null && labels.Length != shares.Length)
        {
            throw new ArgumentException($"'labels' must be of length 'x'. Received: {labels.Length} labels, {shares.Length} shares.",
                nameof(labels));
        }
        if (explode is { } given && given.Values.Length != shares.Length)
        {
            throw new ArgumentException($"'explode' must be of length 'x'. Received: {given.Values.Length} distances, "
                + $"{shares.Length} shares.", nameof(explode));
        }
        SKColor[] inks = colors?.MakeColors(shares.Length, 1) ?? [.. shares.Select((_, i) => Ink.Of(null, i))];
        var wedges = new (double, double, double, SKColor)[shares.Length];
        double at = startangle;
        for (int i = 0; i < shares.Length; i++)
        {
            double next = at + (shares[i] / sum * (counterclock ? 360 : -360));
            wedges[i] = (Math.Min(at, next), Math.Max(at, next), explode?.Values[i] ?? 0, inks[i]);
            at = next;
        }
        var pie = new PieArtist(wedges, shadow);
        _artists.Add(pie);
        for (int i = 0; i < shares.Length; i++)
        {
            if (labels is not null)
            {
                var place = pie.PlaceBeside(i, 1.1);
                _artists.Add(new WordArtist(place, labels[i], 10, Ink.Of("black", 0), place.X > 0 ? "left" : "right", "center", null));
                _artists.Add(new KeyArtist(inks[i]) { Label = labels[i] });
            }
            if (autopct is not null)
            {
                _artists.Add(new WordArtist(pie.PlaceBeside(i, 0.6), builtins.percent(autopct, shares[i] / sum * 100), 10,
                    Ink.Of("black", 0),
                    "center", "center", null));
            }
        }
        (_box, IsOff) = (BoxKind.Scaled, true);
    }

    /// <summary>Draws a shape: <c>ax.add_patch(mpl.patches.Rectangle((0, 0), 2, 1))</c>.</summary>
    /// <param name="p">The shape to draw.</param>
    /// <exception cref="ArgumentNullException">p is null.</exception>
    public void add_patch(Patch p)
    {
        ArgumentNullException.ThrowIfNull(p);
        _artists.Add(new PatchArtist(p));
    }

    /// <summary>A line that goes in steps from value to value.</summary>
    /// <param name="x">Positions on the x axis.</param>
    /// <param name="y">Positions on the y axis, as many as x has.</param>
    /// <param name="fmt">Matplotlib's short form of colour, line and marker: 'r--', 'bo'; or a colour; null: a plain line.</param>
    /// <param name="where">"pre": the value holds from the position before; "post": to the next; "mid": half of both.</param>
    /// <param name="color">The line's colour: 'red', 'r', 'C1', '#rrggbb'; null: the next of the cycle.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <exception cref="ArgumentException">where is not "pre", "post" or "mid".</exception>
    public void step(Points x, Points y, string? fmt = null, string where = "pre", string? color = null, string? label = null)
    {
        CheckSameLength(x.Values, y.Values);
        var (px, py) = (new List<double>(), new List<double>());
        for (int i = 0; i < x.Values.Length; i++)
        {
            if (i > 0)
            {
                (double before, double now) = (x.Values[i - 1], x.Values[i]);
                double turn = where switch
                {
                    "pre" => before,
                    "post" => now,
                    "mid" => (before + now) / 2,
                    _ => throw new ArgumentException($"where must be 'pre', 'post' or 'mid'. Received: '{where}'.", nameof(where)),
                };
                px.AddRange([turn, turn]);
                py.AddRange([y.Values[i - 1], y.Values[i]]);
            }
            px.Add(x.Values[i]);
            py.Add(y.Values[i]);
        }
        plot(px, py, fmt, color, label: label);
    }

    /// <summary>Vertical lines from a horizontal line to points.</summary>
    /// <param name="x">Positions on the x axis.</param>
    /// <param name="y">Positions on the y axis, as many as x has.</param>
    /// <param name="bottom">Height of the horizontal line.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    public void stem(Points x, Points y, double bottom = 0, string? label = null)
    {
        CheckSameLength(x.Values, y.Values);
        _artists.Add(new MarksArtist([.. x.Values.Zip(y.Values, (px, py) => (px, bottom, px, py))], Ink.Of("C0", 0), "-", 1.5));
        plot(x, y, "o", "C0", label: label);
        if (x.Values.Length > 0) { plot([x.Values.Min(), x.Values.Max()], [bottom, bottom], color: "C3"); }
    }

    /// <inheritdoc cref="stem(Points, Points, double, string?)"/>
    public void stem(Points y, double bottom = 0, string? label = null) => stem(Points.Count(y.Values.Length), y, bottom, label);

    /// <summary>A band over the whole height.</summary>
    /// <param name="xmin">Its left end.</param>
    /// <param name="xmax">Its right end.</param>
    /// <param name="color">Its colour; null: the first of the cycle.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <param name="facecolor">Colour of the inside: another name of color; null: color.</param>
    public void axvspan(double xmin, double xmax, string? color = null, double alpha = 1, string? label = null, string? facecolor = null) =>
        _artists.Add(new SpanArtist(xmin, xmax, true, Ink.Of(color ?? facecolor, 0, alpha)) { Label = label ?? "" });

    /// <summary>A band over the whole width.</summary>
    /// <param name="ymin">Its lower end.</param>
    /// <param name="ymax">Its upper end.</param>
    /// <param name="color">Its colour; null: the first of the cycle.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <param name="facecolor">Colour of the inside: another name of color; null: color.</param>
    public void axhspan(double ymin, double ymax, string? color = null, double alpha = 1, string? label = null, string? facecolor = null) =>
        _artists.Add(new SpanArtist(ymin, ymax, false, Ink.Of(color ?? facecolor, 0, alpha)) { Label = label ?? "" });

    /// <summary>A sign in the legend without anything on the plot.</summary>
    private sealed class KeyArtist(SKColor color) : Artist
    {
        public override bool HasKey => true;

        public override IEnumerable<(double X, double Y)> Extent => [];

        public override void Draw(SKCanvas canvas, View view) { }

        public override void DrawKey(SKCanvas canvas, View view, float left, float middle, float width, float height)
        {
            using var paint = new SKPaint { Color = color };
            canvas.DrawRect(left, middle - (height / 2), width, height, paint);
        }
    }
}
