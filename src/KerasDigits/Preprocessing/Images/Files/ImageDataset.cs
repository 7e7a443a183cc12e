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
    private protected override unsafe NDArray Read(string[] paths)
    {
        int channels = colorMode switch { "grayscale" => 1, "rgb" => 3, _ => 4 };
        PictureLayout layout = PictureLayout.Of([size.Height, size.Width, channels], "channels_last");
        var batch = new NDArray(NPTypeCode.Single, new NumSharp.Shape(paths.Length, size.Height, size.Width, channels), false);
        float* memory = (float*)batch.Unsafe.Address; // written in place: a batch of large images is not worth a second copy
        PictureThreads.Run(paths.Length, i => Load(paths[i], layout, new Span<float>(memory + ((long)i * layout.Size), layout.Size)));
        return batch;
    }

    private void Load(string path, PictureLayout layout, Span<float> values)
    {
        Image image = ((ImageFile)path).Decode();
        // TensorFlow keeps the upper byte
        if (image.mode == "I")
        {
            image = new Image("L", image.width, image.height, [.. image.Values.ToArray().Select(v => (byte)(v >> 8))]);
        }
        image = image.convert(layout.Channels switch { 1 => "L", 3 => "RGB", _ => "RGBA" });
        if (image.height == size.Height && image.width == size.Width)
        {
            PicturePixels.CopyTo(image, layout, values);
            return;
        }
        float[] pixels = new float[image.Pixels.Length];
        PicturePixels.CopyTo(image, PictureLayout.Of([image.height, image.width, layout.Channels], "channels_last"), pixels);
        using var scope = Scopes.Step();
        using var noGradient = Scopes.NoGradient();
        Tensor x = Tensors.Of(pixels).reshape(1, image.height, image.width, layout.Channels);
        Tensor resized = crops
            ? ImageResize.SmartResize(x, size.Height, size.Width, interpolation)
            : ImageResize.Resize(x, size.Height, size.Width, interpolation);
        Arrays.ToArray(resized).ToArray<float>().CopyTo(values);
    }
}
