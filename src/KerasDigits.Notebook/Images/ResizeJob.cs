namespace KerasDigits.Notebook;

/// <summary>Sizes of a resizing; the scales are source pixels per target pixel.</summary>
internal readonly record struct ResizeJob(int FromWidth, int FromHeight, int Width, int Height, int Channels, double ScaleX, double ScaleY)
{
    public bool Shrinks => ScaleX >= 1 && ScaleY >= 1;

    /// <summary>Whether each target pixel covers an integer of source pixels.</summary>
    public bool IsWhole => Math.Abs(ScaleX - Math.Round(ScaleX)) < double.Epsilon * 2
        && Math.Abs(ScaleY - Math.Round(ScaleY)) < double.Epsilon * 2;
}
