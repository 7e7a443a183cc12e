using KerasDigits.Backend;
using KerasDigits.Ops;
using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>
/// Batches of images from a folder, as values from 0 to 255: what the data set of image_dataset_from_directory reads.
/// </summary>
internal sealed class ImageDataset(LabelledFiles files, string colorMode, int batchSize, Size2 size, string interpolation, bool crops)
    : FolderDataset(files, files.Mode, batchSize, files.Seed)
{
    private protected override NDArray Read(string[] paths)
    {
        int channels = colorMode switch { "grayscale" => 1, "rgb" => 3, _ => 4 };
        float[] values = new float[paths.Length * size.Height * size.Width * channels];
        int one = values.Length / paths.Length;
        for (int i = 0; i < paths.Length; i++) { Load(paths[i], channels).CopyTo(values.AsSpan(i * one)); }
        return np.array(values).reshape(new NumSharp.Shape(paths.Length, size.Height, size.Width, channels));
    }

    private float[] Load(string path, int channels)
    {
        Image image = ((ImageFile)path).Decode();
        // TensorFlow keeps the upper byte
        if (image.mode == "I")
        {
            image = new Image("L", image.width, image.height, [.. image.Values.ToArray().Select(v => (byte)(v >> 8))]);
        }
        image = image.convert(channels switch { 1 => "L", 3 => "RGB", _ => "RGBA" });
        float[] values = new float[image.Pixels.Length];
        for (int i = 0; i < values.Length; i++) { values[i] = image.Pixels[i]; }
        if (image.height == size.Height && image.width == size.Width) { return values; }
        using var scope = Scopes.Step();
        using var noGradient = Scopes.NoGradient();
        Tensor x = Tensors.Of(values).reshape(1, image.height, image.width, channels);
        Tensor resized = crops
            ? ImageResize.SmartResize(x, size.Height, size.Width, interpolation)
            : ImageResize.Resize(x, size.Height, size.Width, interpolation);
        return Arrays.ToArray(resized).ToArray<float>();
    }
}
