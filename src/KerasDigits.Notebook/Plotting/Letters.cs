using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>
/// Text on a picture, in Matplotlib's font where the system has it; letters between dollar signs are slanted, as in its formulas.
/// </summary>
internal static class Letters
{
    /// <summary>The slant of DejaVu Sans Oblique.</summary>
    private const float Slant = -0.2f;

    /// <summary>The size of a raised letter and how high it stands, in parts of the others' size.</summary>
    private const float Raised = 0.7f, Lift = 0.35f;

    private static readonly SKColor s_black = SKColors.Black;

    public static float MeasureWidth(string text, float size)
    {
        float width = 0;
        foreach (var (piece, italic, raised) in SplitPieces(text))
        {
            using SKFont font = MakeFont(raised ? size * Raised : size, italic);
            width += font.MeasureText(piece);
        }
        return width;
    }

    /// <summary>Draws text on its baseline.</summary>
    public static void Draw(SKCanvas canvas, string text, float x, float baseline, float size, SKTextAlign align, SKColor? color = null,
        bool bold = false)
    {
        if (align != SKTextAlign.Left) { x -= MeasureWidth(text, size) / (align == SKTextAlign.Center ? 2 : 1); }
        using var paint = new SKPaint { Color = color ?? s_black, IsAntialias = true };
        foreach (var (piece, italic, raised) in SplitPieces(text))
        {
            using SKFont font = MakeFont(raised ? size * Raised : size, italic);
            font.Embolden = bold;
            canvas.DrawText(piece, x, raised ? baseline - (Lift * size) : baseline, SKTextAlign.Left, font, paint);
            x += font.MeasureText(piece);
        }
    }

    /// <summary>Draws text that reads upwards, in the middle of <paramref name="y"/>, its baseline at <paramref name="x"/>.</summary>
    public static void DrawUpwards(SKCanvas canvas, string text, float x, float y, float size, SKColor? color = null, bool bold = false)
    {
        canvas.Save();
        canvas.RotateDegrees(-90, x, y);
        Draw(canvas, text, x, y, size, SKTextAlign.Center, color, bold);
        canvas.Restore();
    }

    private static SKFont MakeFont(float size, bool italic) =>
        new(Lettering.Face, size) { SkewX = italic ? Slant : 0, Hinting = SKFontHinting.Full, Edging = SKFontEdging.Antialias };

    /// <summary>Draws text turned about its middle, by degrees counterclockwise.</summary>
    public static void DrawTurned(SKCanvas canvas, string text, float x, float y, float size, double degrees)
    {
        canvas.Save();
        canvas.RotateDegrees(-(float)degrees, x, y);
        Draw(canvas, text, x, y + (0.36f * size), size, SKTextAlign.Center);
        canvas.Restore();
    }

    /// <summary>The text's pieces: between dollar signs letters are slanted, other characters are not, and what follows ^ is
    /// raised.</summary>
    private static IEnumerable<(string Text, bool Italic, bool Raised)> SplitPieces(string text)
    {
        string[] parts = text.Split('$');
        if (parts.Length < 3 || parts.Length % 2 == 0)
        {
            yield return (text, false, false);
            yield break;
        }
        for (int i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 0)
            {
                if (parts[i].Length > 0) { yield return (parts[i], false, false); }
                continue;
            }
            bool raised = false, group = false;
            foreach (char c in parts[i].Where(c => c != ' '))
            {
                switch (c)
                {
                    case '^': raised = true; break;
                    case '{': group = true; break;
                    case '}': (raised, group) = (false, false); break;
                    default:
                        yield return (c.ToString(), char.IsLetter(c), raised);
                        raised &= group;
                        break;
                }
            }
        }
    }
}
