using SkiaSharp;

namespace KerasDigits.Notebook.Tests.Lettering;

/// <summary>The library's own letters, for machines without fonts.</summary>
public sealed class LetteringTests
{
    private const string Text = "Validation loss 0.9876 (a-z) ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789";

    [Fact]
    public void Every_printable_character_has_a_letter()
    {
        SKTypeface own = KerasDigits.Notebook.Lettering.Own;
        Assert.Equal("KerasDigits Strokes", own.FamilyName);
        for (char c = ' '; c <= '~'; c++) { Assert.True(own.ContainsGlyph(c), $"'{c}'"); }
        Assert.True(own.ContainsGlyph('\u2212'), "minus");
    }

    [Fact]
    public void Letters_leave_ink_of_their_own_width()
    {
        using var font = new SKFont(KerasDigits.Notebook.Lettering.Own, 20);
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        foreach (char c in Text.Where(c => c != ' ').Distinct())
        {
            using var bitmap = new SKBitmap(40, 40);
            using var canvas = new SKCanvas(bitmap);
            canvas.Clear(SKColors.White);
            canvas.DrawText(c.ToString(), 5, 28, SKTextAlign.Left, font, paint);
            int ink = bitmap.Pixels.Count(p => p.Red < 128);
            Assert.InRange(ink, 2, 160);
            Assert.InRange(font.MeasureText(c.ToString()), 2, 20);
        }
        if (Environment.GetEnvironmentVariable("PLOTS_KEPT_IN") is { } folder) { Show(folder); }
    }

    private static void Show(string folder)
    {
        using var surface = SKSurface.Create(new SKImageInfo(900, 220));
        surface.Canvas.Clear(SKColors.White);
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        int y = 0;
        foreach (float size in (float[])[14, 20, 28])
        {
            using var font = new SKFont(KerasDigits.Notebook.Lettering.Own, size);
            foreach (string line in (string[])[Text[..47], Text[47..], "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \u2212\u00d7\u00b1\u00b5\u00b0"])
            {
                surface.Canvas.DrawText(line, 5, y += (int)(size * 1.15f), SKTextAlign.Left, font, paint);
            }
        }
        using SKImage image = surface.Snapshot();
        using FileStream file = File.Create(Path.Combine(folder, "letters.png"));
        image.Encode(SKEncodedImageFormat.Png, 90).SaveTo(file);
    }
}
