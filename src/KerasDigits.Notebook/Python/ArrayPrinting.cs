using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>NumPy's settings for how arrays are printed, for all that follows or inside of a <c>using</c>.</summary>
/// <remarks>Source: numpy/core/arrayprint.py, set_printoptions and printoptions.</remarks>
public static class ArrayPrinting
{
    extension(np)
    {
        /// <summary>Sets how arrays are printed from here on; what is not given stays as it is.</summary>
        /// <param name="precision">Digits after the point, at most; 8 at first.</param>
        /// <param name="threshold">Values of which more are shown with "..." in the middle; 1000 at first.</param>
        /// <param name="edgeitems">Values that are shown before and behind "..."; 3 at first.</param>
        /// <param name="linewidth">Characters of a line; 75 at first.</param>
        /// <param name="suppress">Whether numbers are never shown with an exponent; false at first.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is below 0, or the line width below 1.</exception>
        public static void set_printoptions(int? precision = null, double? threshold = null, int? edgeitems = null, int? linewidth = null,
            bool? suppress = null)
        {
            PrintOptions now = PrintOptions.Current;
            Check(precision ?? 0, 0, nameof(precision));
            Check(threshold ?? 0, 0, nameof(threshold));
            Check(edgeitems ?? 0, 0, nameof(edgeitems));
            Check(linewidth ?? 1, 1, nameof(linewidth));
            PrintOptions.Current = new PrintOptions(precision ?? now.Precision,
                threshold is { } most ? most >= long.MaxValue ? long.MaxValue : (long)most : now.Threshold,
                edgeitems ?? now.EdgeItems, linewidth ?? now.LineWidth, suppress ?? now.IsSuppressed);
        }

        /// <summary>Sets how arrays are printed until it is disposed: <c>using (np.printoptions(precision: 3))</c>.</summary>
        /// <inheritdoc cref="set_printoptions"/>
        public static PrintSettings printoptions(int? precision = null, double? threshold = null, int? edgeitems = null,
            int? linewidth = null, bool? suppress = null)
        {
            var held = new PrintSettings(PrintOptions.Current);
            set_printoptions(precision, threshold, edgeitems, linewidth, suppress);
            return held;
        }
    }

    private static void Check(double number, double least, string name)
    {
        if (!(number >= least))
        {
            throw new ArgumentOutOfRangeException(name, $"{name} must be {least} or more. Received: {number}.");
        }
    }
}
