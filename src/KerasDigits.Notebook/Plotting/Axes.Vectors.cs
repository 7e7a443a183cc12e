using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook;

/// <content>Arrows and violins.</content>
public sealed partial class Axes
{
    private const int ViolinPlaces = 100;

    /// <summary>An arrow at each place, as long and as directed as (U, V).</summary>
    /// <param name="X">Where the arrows begin: as many, or as np.meshgrid gives them.</param>
    /// <param name="Y">The places from bottom to top, as many as X has.</param>
    /// <param name="U">Their lengths to the right.</param>
    /// <param name="V">Their lengths upwards.</param>
    /// <param name="color">Of all; null: black.</param>
    /// <param name="scale">How much of U and V is as long as the plot is wide; null: so that arrows do not run into each other. With angles
    /// and scale_units "xy" and 1 they are in the plot's values.</param>
    /// <param name="angles">"uv": as U and V say on paper; "xy": towards (x + u, y + v).</param>
    /// <param name="scale_units">"width", or "xy": the plot's values.</param>
    /// <param name="width">Of the shafts, as a share of the plot's; null: 0.005.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <exception cref="ArgumentException">angles or scale_units is unknown, scale is not above 0, or U does not fit the
    /// places.</exception>
    public void quiver(Points X, Points Y, Points U, Points V, string? color = null, double? scale = null, string angles = "uv",
        string scale_units = "width", double? width = null, double alpha = 1)
    {
        if (angles is not ("uv" or "xy"))
        {
            throw new ArgumentException($"angles must be 'uv' or 'xy'. Received: '{angles}'.", nameof(angles));
        }
        if (scale_units is not ("width" or "xy"))
        {
            throw new ArgumentException($"scale_units must be 'width' or 'xy'. Received: '{scale_units}'.", nameof(scale_units));
        }
        if (scale is <= 0) { throw new ArgumentException($"scale must be above 0. Received: scale={scale}.", nameof(scale)); }
        double[] u = U.Values, v = V.Values;
        CheckSameLength(u, v);
        // One axis each, as for a grid: columns from X, rows from Y.
        (double[] x, double[] y) = X.Values.Length == u.Length ? (X.Values, Y.Values)
            : X.Values.Length * Y.Values.Length == u.Length
            ? ([.. Enumerable.Range(0, u.Length).Select(i => X.Values[i % X.Values.Length])],
                [.. Enumerable.Range(0, u.Length).Select(i => Y.Values[i / X.Values.Length])])
            : throw new ArgumentException($"Argument U has a size {u.Length} which does not match {X.Values.Length}, the number of arrow "
                + "positions", nameof(U));
        CheckSameLength(x, y);
        _artists.Add(new ArrowsArtist(x, y, u, v, Ink.Of(color ?? "k", 0, alpha), scale, angles == "xy", scale_units == "xy",
            width ?? 0.005));
    }

    /// <summary>The shape of each set's density, lying on both sides of a line, with its smallest and largest value.</summary>
    /// <param name="dataset">A set of numbers for each violin, each of one axis.</param>
    /// <param name="positions">Where they stand; null: 1, 2 ….</param>
    /// <param name="widths">Of the violins.</param>
    /// <param name="showmeans">Whether a line stands at the mean.</param>
    /// <param name="showextrema">Whether lines stand at the smallest and largest value.</param>
    /// <param name="showmedians">Whether a line stands at the median.</param>
    /// <exception cref="ArgumentException">positions are not as many as sets.</exception>
    public void violinplot(NDArray[] dataset, Points? positions = null, double widths = 0.5, bool showmeans = false,
        bool showextrema = true, bool showmedians = false)
    {
        double[] places = positions?.Values ?? [.. Enumerable.Range(1, dataset.Length).Select(i => (double)i)];
        if (places.Length != dataset.Length)
        {
            throw new ArgumentException("List of violinplot statistics and `positions` values must have the same length. Received: "
                + $"{dataset.Length} sets, {places.Length} positions.", nameof(positions));
        }
        string color = TakeNextColor();
        SKColor line = Ink.Of(color, 0), body = Ink.Of(color, 0, 0.3);
        for (int i = 0; i < places.Length; i++)
        {
            double[] values = [.. Buffers.ToDoubles(dataset[i]).Where(double.IsFinite).Order()];
            if (values.Length == 0) { continue; }
            (double at, double low, double high) = (places[i], values[0], values[^1]);
            var (heights, density) = Density.Of(values, low, high, ViolinPlaces);
            double most = density.Max(), half = widths / 2;
            double[] left = [.. density.Select(d => at - (half * d / most))], right = [.. density.Select(d => at + (half * d / most))];
            _artists.Add(new BodyArtist(heights, left, right, body));
            List<(double, double, double, double)> lines = [];
            if (showextrema) { lines.AddRange([(at, low, at, high), MakeBar(low), MakeBar(high)]); }
            if (showmeans) { lines.Add(MakeBar(values.Average())); }
            if (showmedians) { lines.Add(MakeBar(Histogram.ComputeQuantile(values, 0.5))); }
            if (lines.Count > 0) { _artists.Add(new MarksArtist([.. lines], line, "-", 1.5)); }

            (double, double, double, double) MakeBar(double value) => (at - (half / 2), value, at + (half / 2), value);
        }
    }

    /// <summary>A violin of one set, or of each column of an array of two axes.</summary>
    /// <inheritdoc cref="violinplot(NDArray[], Points?, double, bool, bool, bool)"/>
    public void violinplot(NDArray dataset, Points? positions = null, double widths = 0.5, bool showmeans = false, bool showextrema = true,
        bool showmedians = false) =>
        violinplot(dataset.ndim == 2 ? [.. Enumerable.Range(0, (int)dataset.shape[1]).Select(c => dataset[$":, {c}"])] : [dataset],
            positions, widths, showmeans, showextrema, showmedians);
}
