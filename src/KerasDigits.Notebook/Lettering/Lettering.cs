using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>
/// The letters of all text: Matplotlib's own font, DejaVu Sans, where the system has it, else another of the system's, else the library's
/// own.
/// </summary>
internal static class Lettering
{
    private const string Family = "KerasDigits Strokes", Matplotlibs = "DejaVu Sans", File = "DejaVuSans.ttf";

    private static readonly Lazy<SKTypeface> s_own =
        new(() => SKTypeface.FromData(SKData.CreateCopy(TrueType.Write(Family, [.. Strokes.Glyphs.Select(g =>
    {
        var (advance, outlines) = Pen.Draw(g.Value);
        return (g.Key, advance, outlines);
    })]))));

    private static readonly Lazy<SKTypeface> s_system = new(() =>
        FindInstalled() ?? (Writes(SKTypeface.Default) ? SKTypeface.Default : Own));

    private static SKTypeface? s_chosen;

    /// <summary>The library's own letters.</summary>
    public static SKTypeface Own => s_own.Value;

    /// <summary>The letters of text.</summary>
    public static SKTypeface Face => s_chosen ?? s_system.Value;

    /// <summary>Writes all text with the library's own letters, as where the system has none; false: with the system's again.</summary>
    public static void UseOwn(bool own = true) => s_chosen = own ? Own : null;

    private static bool Writes(SKTypeface? face) => face is not null && face.ContainsGlyph('e');

    /// <summary>DejaVu Sans by its name, or by its file where Skia was built without the system's list of fonts.</summary>
    private static SKTypeface? FindInstalled()
    {
        // The family has an extra light member, which a plain question may bring.
        SKTypeface? named = SKTypeface.FromFamilyName(Matplotlibs, SKFontStyle.Normal);
        if (named?.FamilyName == Matplotlibs && named.FontWeight == (int)SKFontStyleWeight.Normal && Writes(named)) { return named; }
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        foreach (string folder in (string[])["/usr/share/fonts", "/usr/local/share/fonts", Path.Combine(home, ".fonts"),
            Path.Combine(home, ".local", "share", "fonts")])
        {
            try
            {
                if (!Directory.Exists(folder) || Directory.EnumerateFiles(folder, File, SearchOption.AllDirectories)
                    .FirstOrDefault() is not { } file)
                {
                    continue;
                }
                if (SKTypeface.FromFile(file) is { } face && Writes(face)) { return face; }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
        }
        return null;
    }
}
