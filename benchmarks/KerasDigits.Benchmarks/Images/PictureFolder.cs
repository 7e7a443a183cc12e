using KerasDigits.Data;
using KerasDigits.Preprocessing.Images;
using NumSharp;
using SkiaSharp;
using static KerasDigits.keras;

namespace KerasDigits.Benchmarks.Images;

/// <summary>Pictures of a folder in batches, beside their decoder alone, both on all threads.</summary>
internal static class PictureFolder
{
    private const int Count = 64, Height = 384, Width = 512, Side = 224, BatchSize = 32;

    public static readonly Duel[] Duels = [Decoding("jpeg"), Decoding("png")];

    private static Duel Decoding(string format) => new($"folder-{format}", $"{Count} {format} files of {Width} x {Height} pixels in "
        + $"batches of {BatchSize}, made {Side} x {Side} by flow_from_directory; SkiaSharp's decoder on the same files and as many "
        + "threads, nothing made of the pixels (bar: nine tenths of its rate)", "ms", 1.11, () => Flow(format), () => Decode(format))
    {
        Turns = 5,
        TheirDefaultHeap = false,
        TheirDefaultThreads = false,
    };

    private static Func<double> Flow(string format)
    {
        DirectoryIterator flow = preprocessing.image.ImageDataGenerator().flow_from_directory(Folder(format), target_size: (Side, Side),
            batch_size: BatchSize, shuffle: false);
        return Warm(() =>
        {
            for (int i = 0; i < flow.Length; i++) { _ = flow[i]; }
        });
    }

    /// <summary>A pass, after so many that .NET has compiled what it runs.</summary>
    private static Func<double> Warm(Action pass)
    {
        for (double warm = 0; warm < Timing.WarmUp;) { warm += Timing.Once(pass); }
        return () => Timing.Once(pass);
    }

    private static Func<double> Decode(string format)
    {
        string[] files = Directory.GetFiles(Folder(format), "*", SearchOption.AllDirectories);
        return Warm(() => Parallel.ForEach(files, file => { using SKBitmap picture = SKBitmap.Decode(File.ReadAllBytes(file)); }));
    }

    /// <summary>Files that are made when they are not there: waves of color with some noise, which pack about as photographs do.</summary>
    private static string Folder(string format)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"kerasdigits-benchmark-{format}-{Count}x{Width}");
        if (Directory.Exists(folder)) { return folder; }
        string part = $"{folder}-{Environment.ProcessId}";
        Directory.CreateDirectory(Path.Combine(part, "a"));
        var dice = new System.Random(1);
        for (int i = 0; i < Count; i++)
        {
            float[] pixels = new float[Height * Width * 3];
            double turn = dice.NextDouble() * 6, wide = 10 + (dice.NextDouble() * 40);
            for (int p = 0; p < pixels.Length; p++)
            {
                int channel = p % 3, x = p / 3 % Width, y = p / 3 / Width;
                pixels[p] = (float)Math.Clamp(128 + (90 * Math.Sin((x / wide) + turn + channel) * Math.Cos(y / wide))
                    + ((dice.NextDouble() - 0.5) * 16), 0, 255);
            }
            preprocessing.image.save_img(Path.Combine(part, "a", $"{i:000}.{format}"), np.array(pixels).reshape(Height, Width, 3),
                scale: false);
        }
        try { Directory.Move(part, folder); }
        catch (IOException) when (Directory.Exists(folder)) { Directory.Delete(part, recursive: true); } // the other side was first
        return folder;
    }
}
