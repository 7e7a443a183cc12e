using System.Formats.Tar;
using System.IO.Compression;
using KerasDigits.Benchmarks.Training;
using KerasDigits.Models;
using static KerasDigits.keras;

namespace KerasDigits.Benchmarks.Saving;

/// <summary>
/// Files of weights and of whole models against plain writing and reading of as many bytes. Both sides of a save end with the bytes on
/// disk, as every file of the library does.
/// </summary>
internal static class ModelFiles
{
    private const int Times = 15;

    public static readonly Duel[] Duels =
    [
        new("save-vgg16", "save_weights of VGG16's 59 MB as .h5; against a plain write, flushed to disk", "ms", 1.2,
            () => Timed(file => Vgg16().save_weights(file)), () => PlainWrite(file => Vgg16().save_weights(file))),
        new("load-vgg16", "load_weights of VGG16's 59 MB; against File.ReadAllBytes", "ms", 1.2, LoadWeights,
            () => PlainRead(file => Vgg16().save_weights(file))),
        new("save-conv2", "save of the notebook's third net, trained, with optimizer state; against a plain write, flushed to disk", "ms",
            3, () => Timed(file => Trained().save(file)), () => PlainWrite(file => Trained().save(file))),
        new("load-conv2", "load_model of the same file; against File.ReadAllBytes", "ms", 4, LoadFull,
            () => PlainRead(file => Trained().save(file))),
        new("load-savedmodel", "load_model of eight SavedModels of TensorFlow, out of the tests' folder; against the same models in .h5",
            "ms", 1.5, () => LoadAll(asH5: false), () => LoadAll(asH5: true)),
    ];

    private static Sequential? s_vgg16, s_trained;

    /// <summary>The convolutions of VGG16, without their pictures: 14,714,688 weights in 26 arrays.</summary>
    private static Sequential Vgg16()
    {
        if (s_vgg16 is not null) { return s_vgg16; }
        var model = s_vgg16 = models.Sequential();
        int[] filters = [64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512];
        for (int i = 0; i < filters.Length; i++)
        {
            if (i == 0) { model.add(layers.Conv2D(filters[i], (3, 3), padding: "same", input_shape: (32, 32, 3))); }
            else { model.add(layers.Conv2D(filters[i], (3, 3), padding: "same")); }
        }
        return model;
    }

    private static Sequential Trained()
    {
        if (s_trained is not null) { return s_trained; }
        s_trained = OurNets.Conv2();
        s_trained.fit(Benchmarks.Data.Noise(100, 28, 28, 1), Benchmarks.Data.Labels(100), batch_size: 100, epochs: 1, verbose: 0);
        return s_trained;
    }

    private static double Timed(Action<string> write)
    {
        using var folder = new Folder();
        return Timing.Median(() => write(folder.File), Times);
    }

    private static double PlainWrite(Action<string> write)
    {
        using var folder = new Folder();
        write(folder.File);
        byte[] bytes = File.ReadAllBytes(folder.File);
        string target = folder.File + ".plain";
        return Timing.Median(() =>
        {
            using var stream = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 0);
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }, Times);
    }

    private static double PlainRead(Action<string> write)
    {
        using var folder = new Folder();
        write(folder.File);
        return Timing.Median(() => { _ = File.ReadAllBytes(folder.File); }, Times);
    }

    private static double LoadWeights()
    {
        using var folder = new Folder();
        Vgg16().save_weights(folder.File);
        return Timing.Median(() => Vgg16().load_weights(folder.File), Times);
    }

    private static double LoadFull()
    {
        using var folder = new Folder();
        Trained().save(folder.File);
        return Timing.Median(() => { _ = models.load_model(folder.File); }, Times);
    }

    /// <summary>The time of all models together, each by its median.</summary>
    private static double LoadAll(bool asH5)
    {
        string packs = Path.Combine(Clone.Root, "tests/KerasDigits.Tests/Goldens/savedmodels");
        double sum = 0;
        foreach (string name in (string[])["seq_conv_bn", "bidirectional", "lstm_stack", "func_two_io", "embed_mask", "new_adam",
            "legacy_adam", "normalization"])
        {
            using var folder = new Folder();
            string place = folder.File + ".unpacked";
            Directory.CreateDirectory(place);
            using (var packed = new GZipStream(File.OpenRead(Path.Combine(packs, $"savedmodel_{name}.tar.gz")), CompressionMode.Decompress))
            {
                TarFile.ExtractToDirectory(packed, place, overwriteFiles: true);
            }
            string source = Path.GetDirectoryName(Directory.GetFiles(place, "saved_model.pb", SearchOption.AllDirectories)[0])!;
            if (asH5)
            {
                models.load_model(source).save(folder.File);
                source = folder.File;
            }
            sum += Timing.Median(() => { _ = models.load_model(source); }, Times);
        }
        return sum;
    }

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keras-benchmark-");

        public string File => Path.Combine(_folder.FullName, "model.h5");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
