using System.Globalization;
using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>
/// Writes a batch's images to a folder, for looking at what an ImageDataGenerator makes: save_to_dir, save_prefix, save_format.
/// </summary>
internal sealed class PictureSaver
{
    private readonly string _folder, _prefix, _format;
    private readonly int _most;

    private PictureSaver(string folder, string prefix, string format, int most) =>
        (_folder, _prefix, _format, _most) = (folder, prefix, format, most);

    /// <summary>The saver of a flow; null when nothing is saved.</summary>
    /// <param name="save_to_dir">The folder; null: nothing is saved.</param>
    /// <param name="save_prefix">What file names start with.</param>
    /// <param name="save_format">Their ending and format.</param>
    /// <param name="most">File names hold a random number below this one.</param>
    public static PictureSaver? Of(string? save_to_dir, string save_prefix, string save_format, int most)
    {
        if (save_to_dir is null) { return null; }
        if (!Directory.Exists(save_to_dir))
        {
            throw new DirectoryNotFoundException($"`save_to_dir` must be a folder that exists. Received: save_to_dir='{save_to_dir}'.");
        }
        return new PictureSaver(save_to_dir, save_prefix, Guard.OneOf(save_format, ["png", "jpeg", "jpg", "bmp", "webp"]), most);
    }

    /// <summary>Draws the number in each file's name; after the transformations, as in Python.</summary>
    public int[] Draw(in NumpyDraws random, int count)
    {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) { numbers[i] = random.DrawChoice(_most); }
        return numbers;
    }

    /// <summary>Writes the images of a batch.</summary>
    public void Save(NDArray batch, long[] indices, int[] numbers, string dataFormat)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            Image image = ImageFiles.array_to_img(batch[i], dataFormat);
            if (_format is "jpeg" or "jpg") { image = image.mode == "RGBA" ? image.convert("RGB") : image; }
            image.save(
                Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{_prefix}_{indices[i]}_{numbers[i]}.{_format}")));
        }
    }
}
