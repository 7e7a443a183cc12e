using ScottPlot;
using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>Makes sure that text shows: where the system has no fonts, the library's own letters take their place.</summary>
internal static class Lettering
{
    private const string Family = "KerasDigits Strokes";

    private static readonly Lazy<SKTypeface> s_own = new(() => SKTypeface.FromData(SKData.CreateCopy(TrueType.Write(Family, [.. Strokes.Glyphs.Select(g =>
    {
        var (advance, outlines) = Pen.Draw(g.Value);
        return (g.Key, advance, outlines);
    })]))));

    private static readonly Lock s_lock = new();
    private static bool s_done;

    /// <summary>The library's own letters.</summary>
    public static SKTypeface Own => s_own.Value;

    /// <summary>Called before text is drawn.</summary>
    public static void Ensure()
    {
        lock (s_lock)
        {
            if (s_done) { return; }
            s_done = true;
            // Skia is asked, not ScottPlot, which would remember its answer for good.
            if (!SKTypeface.Default.ContainsGlyph('e')) { Use(); }
        }
    }

    /// <summary>Writes all text with the library's own letters.</summary>
    public static void Use()
    {
        Fonts.FontResolvers.Insert(0, new Resolver());
        Fonts.Default = Family;
        Fonts.DefaultFontStyle = Own;
    }

    private sealed class Resolver : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => Own;

        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => Own;
    }
}
