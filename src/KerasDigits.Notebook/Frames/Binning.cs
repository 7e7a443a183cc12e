namespace KerasDigits.Notebook.Pandas;

/// <summary>Values sorted into intervals.</summary>
/// <remarks>Source: pandas/core/reshape/tile.py.</remarks>
internal static class Binning
{
    private const int MostDigits = 20;

    /// <summary>Equal intervals from the smallest value to the largest, a thousandth wider at the open end.</summary>
    public static double[] MakeEqualEnds(double[] values, int bins, bool right)
    {
        if (bins < 1) { throw new ArgumentException($"`bins` should be a positive integer. Received: bins={bins}.", nameof(bins)); }
        double[] present = [.. values.Where(v => !double.IsNaN(v))];
        if (present.Length == 0) { throw new ArgumentException("Cannot cut empty array"); }
        double least = present.Min(), greatest = present.Max();
        bool same = least == greatest;
        if (same)
        {
            double room = least == 0 ? 0.001 : 0.001 * Math.Abs(least);
            (least, greatest) = (least - room, greatest + room);
        }
        double step = (greatest - least) / bins;
        double[] ends = [.. Enumerable.Range(0, bins + 1).Select(i => i == bins ? greatest : least + (i * step))];
        if (same) { return ends; }
        double wider = (greatest - least) * 0.001;
        if (right) { ends[0] -= wider; }
        else { ends[^1] += wider; }
        return ends;
    }

    /// <summary>The column of the intervals, or labels, that the values lie in.</summary>
    /// <param name="values">The values, NaN for missing ones.</param>
    /// <param name="ends">The intervals' ends.</param>
    /// <param name="whole">Whether the ends were given as integers.</param>
    /// <param name="labels">What stands for the intervals; null: they themselves; false: their numbers.</param>
    /// <param name="right">Whether the right ends belong to them.</param>
    /// <param name="lowest">Whether the first end belongs to the first too.</param>
    /// <param name="precision">Digits of the ends in the intervals.</param>
    /// <param name="drops">Whether an end that stands twice is dropped.</param>
    public static Column CutColumn(double[] values, double[] ends, bool whole, Series? labels, bool right, bool lowest, int precision,
        bool drops)
    {
        double[] unique = [.. ends.Distinct()];
        if (unique.Length < ends.Length && ends.Length != 2)
        {
            if (!drops)
            {
                throw new ArgumentException($"Bin edges must be unique: {string.Join(", ", ends.Select(e => PythonText.FormatRepr(e)))}. "
                    + "You "
                    + "can drop duplicate edges by duplicates: \"drop\".");
            }
            ends = unique;
        }
        for (int i = 1; i < ends.Length; i++)
        {
            if (ends[i] < ends[i - 1])
            {
                throw new ArgumentException("bins must increase monotonically. Received: "
                    + $"{string.Join(", ", ends.Select(e => PythonText.FormatRepr(e)))}.");
            }
        }
        int[] codes = Array.ConvertAll(values, v => FindPlace(v, ends, right, lowest));
        if (labels is { Repeats: true } none && none.Cells[0] is false)
        {
            return Array.IndexOf(codes, -1) < 0
                ? new Cells<long>([.. codes.Select(c => (long)c)])
                : new Cells<double>([.. codes.Select(c => c < 0 ? double.NaN : c)]);
        }
        if (labels is null)
        {
            return new CategoryColumn(codes, new ObjectColumn([.. MakeIntervals(ends, whole, right, lowest, precision)]), ordered: true);
        }
        if (labels.size != ends.Length - 1)
        {
            throw new ArgumentException($"Bin labels must be one fewer than the number of bin edges. Received: {labels.size} labels for "
                + $"{ends.Length} edges.", nameof(labels));
        }
        return CategoryColumn.Of(labels.Cells.Take(codes), labels.Cells, ordered: true);
    }

    private static int FindPlace(double value, double[] ends, bool right, bool lowest)
    {
        if (double.IsNaN(value)) { return -1; }
        if (lowest && value == ends[0]) { return 0; }
        int place = right ? Array.FindIndex(ends, e => e >= value) : Array.FindIndex(ends, e => e > value);
        return place <= 0 ? -1 : place - 1;
    }

    private static IEnumerable<Interval> MakeIntervals(double[] ends, bool whole, bool right, bool lowest, int precision)
    {
        int digits = precision;
        while (digits < MostDigits && ends.Select(e => Round(e, digits)).Distinct().Count() < ends.Length) { digits++; }
        double[] shown = [.. ends.Select(e => Round(e, digits))];
        if (right && lowest) { (shown[0], whole) = (shown[0] - Math.Pow(10, -digits), false); }
        return Enumerable.Range(1, shown.Length - 1).Select(i => new Interval(shown[i - 1], shown[i], right ? "right" : "left", whole));
    }

    // So many digits behind the point, of numbers below 1 so many that count.
    private static double Round(double value, int precision)
    {
        if (!double.IsFinite(value) || value == 0) { return value; }
        double fraction = value - Math.Truncate(value);
        int digits = Math.Truncate(value) == 0 ? -(int)Math.Floor(Math.Log10(Math.Abs(fraction))) - 1 + precision : precision;
        return Series.RoundTo(value, digits);
    }
}
