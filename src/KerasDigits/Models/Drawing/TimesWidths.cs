namespace KerasDigits.Models;

/// <summary>How wide letters of Times are: what SVG's viewers, which have the font or its like, will take.</summary>
/// <remarks>Source: Adobe's metrics of Times-Roman, in thousandths of the size, from space to tilde.</remarks>
internal static class TimesWidths
{
    private static readonly short[] s_widths =
    [
        250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500,
            278, 278, 564, 564, 564, 444,
        921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722,
            611, 333, 278, 333, 469, 500,
        333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500,
            444, 480, 200, 480, 541,
    ];

    /// <summary>A text's width in points; letters that the table does not have count as wide ones.</summary>
    public static double Of(string text) => text.Sum(c => c is >= ' ' and <= '~' ? s_widths[c - ' '] : 1000) * Drawing.FontSize / 1000;
}
