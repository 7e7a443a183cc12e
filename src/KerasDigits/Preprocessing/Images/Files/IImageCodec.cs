namespace KerasDigits.Preprocessing.Images;

/// <summary>
/// What turns image files into values and back. The package KerasDigits.Images has one; a program may set its own, see
/// <see cref="ImageCodecs"/>.
/// </summary>
public interface IImageCodec
{
    /// <summary>Names of the formats that are read, for messages.</summary>
    IReadOnlyList<string> Formats { get; }

    /// <summary>Reads a file's content; of an animation its first image. Called from several threads at once.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <returns>The image.</returns>
    /// <exception cref="InvalidDataException">It is not an image, or a damaged one; the message says which, without the file's
    /// name.</exception>
    Image Decode(byte[] file);

    /// <summary>Writes an image.</summary>
    /// <param name="target">Stream that the file's bytes go to; it stays open.</param>
    /// <param name="image">The image to write.</param>
    /// <param name="format">In lower case, for example "png" or "jpeg".</param>
    /// <param name="quality">Of formats that leave something out, from 0 to 100; null: Pillow's.</param>
    /// <exception cref="ArgumentException">The format is not written, or cannot hold this image.</exception>
    void Encode(Stream target, Image image, string format, int? quality = null);
}

/// <summary>Where the core finds what reads and writes image files: it has no graphics library itself.</summary>
public static class ImageCodecs
{
    private static readonly ProcessSlot<IImageCodec?> s_current = new("what reads and writes image files", null);

    /// <summary>
    /// The codec in use: the one that was set, else that of the package KerasDigits.Images where the program refers to it.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static IImageCodec Current
    {
        get => s_current.Value ??= Type.GetType("KerasDigits.Images.SkiaImageCodec, KerasDigits.Images") is { } type
            ? (IImageCodec)Activator.CreateInstance(type)!
            : throw new InvalidOperationException("Reading and writing image files needs the package KerasDigits.Images. Add it to the "
                + "program: dotnet add package KerasDigits.Images. Or set ImageCodecs.Current to a codec of your own.");
        set => s_current.Value = value;
    }
}
