using KerasDigits.Benchmarks.Training;
using KerasDigits.Data;
using KerasDigits.Preprocessing.Images;
using static KerasDigits.keras;

namespace KerasDigits.Benchmarks.Images;

/// <summary>ImageDataGenerator.flow with the notebook's settings.</summary>
internal static class ImageFlow
{
    public static readonly Rate[] Rates =
    [
        new("flow-28", "flow of 28x28x1 pictures with the notebook's settings, batches of 100; 20 times keras-preprocessing's 13,700 "
            + "images/s at 213 GFLOP/s", "images", 1286, () => PerSecond(28, 1, 2000, 100)),
        new("flow-224", "flow of 224x224x3 pictures, batches of 32; 20 times keras-preprocessing's 299 images/s at 213 GFLOP/s", "images",
            28, () => PerSecond(224, 3, 64, 32)),
    ];

    private const int Samples = 1000;

    public static readonly Duel[] Duels =
    [
        new("flow-fit", $"conv2, {Samples} samples in batches of 100, an epoch of fit from flow with the notebook's settings; the same "
            + "fit from arrays", "ms", 1.05, FitFlow, FitArrays) { TheirDefaultHeap = false, TheirDefaultThreads = false },
    ];

    private static double FitFlow()
    {
        var model = OurNets.Conv2();
        NumpyArrayIterator flow = Notebook().flow(Benchmarks.Data.Noise(Samples, 28, 28, 1), Benchmarks.Data.Labels(Samples),
            batch_size: 100);
        return Timing.Median(() => model.fit(flow, epochs: 1, verbose: 0), 5);
    }

    private static double FitArrays()
    {
        var (model, x, y) = (OurNets.Conv2(), Benchmarks.Data.Noise(Samples, 28, 28, 1), Benchmarks.Data.Labels(Samples));
        return Timing.Median(() => model.fit(x, y, batch_size: 100, epochs: 1, verbose: 0), 5);
    }

    private static ImageDataGenerator Notebook() =>
        preprocessing.image.ImageDataGenerator(rotation_range: 15, width_shift_range: 2, height_shift_range: 2, fill_mode: "nearest");

    private static double PerSecond(int size, int channels, int count, int batchSize)
    {
        NumpyArrayIterator flow = Notebook().flow(Benchmarks.Data.Noise(count, size, size, channels), Benchmarks.Data.Labels(count),
            batch_size: batchSize, seed: 1);
        double milliseconds = Timing.Median(() =>
        {
            foreach (Batch _ in flow.Take(flow.Length)) { }
        }, 20);
        return count / milliseconds * 1000;
    }
}
