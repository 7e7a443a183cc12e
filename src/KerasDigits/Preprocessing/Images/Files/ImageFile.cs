namespace KerasDigits.Preprocessing.Images;

/// <summary>What load_img takes: a path, a stream, or a file's bytes.</summary>
public sealed class ImageFile
{
    private readonly Func<byte[]> _read;

    private ImageFile(string name, Func<byte[]> read) => (Name, _read) = (name, read);

    /// <summary>The path, or what stands for it in messages.</summary>
    internal string Name { get; }

    /// <summary>A file by its path.</summary>
    /// <exception cref="ArgumentNullException">The path is null.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static implicit operator ImageFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new(path, () => File.Exists(path)
            ? OrdinaryFile.ReadBytes(path)
            : throw new FileNotFoundException($"[Errno 2] No such file or directory: '{path}'", path));
    }

    /// <summary>A file.</summary>
    /// <exception cref="ArgumentNullException">The file is null.</exception>
    public static implicit operator ImageFile(FileInfo file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.FullName;
    }

    /// <summary>A stream, read from where it stands to its end: Python's io.BytesIO.</summary>
    /// <exception cref="ArgumentNullException">The stream is null.</exception>
    public static implicit operator ImageFile(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new("a stream", () =>
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        });
    }

    /// <summary>A file's content.</summary>
    public static implicit operator ImageFile(byte[] content) => new("an array of bytes", () => content);

    /// <summary>The image in it.</summary>
    /// <exception cref="InvalidDataException">It is not an image, or a broken one; the message names the file.</exception>
    internal Image Decode() => DecodeWithContent().Image;

    /// <summary>The image and the file's bytes.</summary>
    internal (Image Image, byte[] Content) DecodeWithContent()
    {
        byte[] content = _read();
        try { return (ImageCodecs.Current.Decode(content), content); }
        catch (Exception e) when (e is InvalidDataException or OverflowException or OutOfMemoryException)
        {
            throw new InvalidDataException($"cannot identify image file '{Name}' ({content.Length} bytes). {e.Message}", e);
        }
    }
}
