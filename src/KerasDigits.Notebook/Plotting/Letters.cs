using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>Text on a picture, in Matplotlib's font where the system has it; letters between dollar signs are slanted, as in its formulas.</summary>
internal static class Letters
{
    /// <summary>The slant of DejaVu Sans Oblique.</summary>
    private const float Slant = -0.2f;

    private static readonly SKColor s_black = SKColors.Black;

    public static float Width(string text, float size)
    {
        float width = 0;
        foreach (var (piece, italic) in Pieces(text))
        {
            using SKFont font = Font(size, italic);
            width += font.MeasureText(piece);
        }
        return width;
    }

    /// <summary>Draws text on its baseline.</summary>
    public static void Draw(SKCanvas canvas, string text, float x, float baseline, float size, SKTextAlign align, SKColor? color = null)
    {
        if (align != SKTextAlign.Left) { x -= Width(text, size) / (align == SKTextAlign.Center ? 2 : 1); }
        using var paint = new SKPaint { Color = color ?? s_black, IsAntialias = true };
        foreach (var (piece, italic) in Pieces(text))
        {
            using SKFont font = Font(size, italic);
            canvas.DrawText(piece, x, baseline, SKTextAlign.Left, font, paint);
            x += font.MeasureText(piece);
        }
    }

    /// <summary>Draws text that reads upwards, in the middle of <paramref name="y"/>, its baseline at <paramref name="x"/>.</summary>
    public static void DrawUpwards(SKCanvas canvas, string text, float x, float y, float size)
    {
        canvas.Save();
        canvas.RotateDegrees(-90, x, y);
        Draw(canvas, text, x, y, size, SKTextAlign.Center);
        canvas.Restore();
    }

    private static SKFont Font(float size, bool italic) => new(Lettering.Face, size) { SkewX = italic ? Slant : 0, Hinting = SKFontHinting.Full, Edging = SKFontEdging.Antialias };

    /// <summary>The text's pieces: between dollar signs letters are slanted, other characters are not.</summary>
    private static IEnumerable<(string Text, bool Italic)> Pieces(string text)
    {
        string[] parts = text.Split('$');
        if (parts.Length < 3 || parts.Length % 2 == 0)
        {
            yield return (text, false);
            yield break;
        }
        for (int i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 0)
            {
                if (parts[i].Length > 0) { yield return (parts[i], false); }
                continue;
            }
            foreach (char c in parts[i].Where(c => c != ' ')) { yield return (c.ToString(), char.IsLetter(c)); }
        }
    }
}
