using KerasDigits.Core;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Benchmarks.Training;

/// <summary>The notebook's first net, 784-64-10, batches of 32.</summary>
internal static class DenseNet
{
    private const int Samples = 9600;

    public static readonly Duel[] Duels =
    [
        new("dense-fit", $"784-64-10, {Samples} samples in batches of 32, the first epoch of fit; plain TorchSharp (its RMSprop, "
            + "default heap)", "ms", 0.40, OurFit, PlainFit) { Turns = 41 },
        new("dense-fit-late", "an epoch after 60 others, when optimizer state has decayed", "ms", 0.40, OurLateFit,
            PlainLateFit) { Turns = 41 },
        new("progress", $"784-64-10, 3 epochs of {Samples} samples in batches of 32, with the progress bar of a terminal, EarlyStopping, "
            + "ReduceLROnPlateau and CSVLogger (a checkpoint costs its file: see the duels of files), by turns with the same fit without, "
            + "in one process; that fit", "%", 1.03, WatchedShare, () => 100),
        new("predict-one", "784-64-10, predict of one sample; the bare TorchSharp forward", "ms", 8, OurPredictOne, PlainPredictOne),
        new("predict-many", $"784-64-10, predict of {Samples} samples in batches of 32; the bare TorchSharp loop", "ms", 1.2,
            OurPredictMany, PlainPredictMany),
    ];

    // A fresh net for each timed epoch: state decays within two or three, and its slowness is the other duel's subject.
    private static Func<double> OurFit()
    {
        var (x, y) = (Data.Noise(Samples, 784), Data.Labels(Samples));
        return () =>
        {
            var model = OurNets.Dense();
            return Timing.Once(() => model.fit(x, y, batch_size: 32, epochs: 1, verbose: 0));
        };
    }

    private static Func<double> PlainFit()
    {
        var (x, y) = PlainData();
        return () =>
        {
            var (net, optimizer) = PlainDense();
            return Timing.Once(() => PlainNets.Epoch(net, optimizer, x, y, 32));
        };
    }

    private static Func<double> OurLateFit()
    {
        var (model, x, y) = (OurNets.Dense(), Data.Noise(Samples, 784), Data.Labels(Samples));
        model.fit(x, y, batch_size: 32, epochs: 60, verbose: 0);
        return () => Timing.Once(() => model.fit(x, y, batch_size: 32, epochs: 1, verbose: 0));
    }

    private static Func<double> PlainLateFit()
    {
        var (net, optimizer) = PlainDense();
        var (x, y) = PlainData();
        for (int i = 0; i < 60; i++) { PlainNets.Epoch(net, optimizer, x, y, 32); }
        return () => Timing.Once(() => PlainNets.Epoch(net, optimizer, x, y, 32));
    }

    private static double WatchedShare()
    {
        var (x, y) = (Data.Noise(Samples, 784), Data.Labels(Samples));
        string folder = Directory.CreateTempSubdirectory().FullName;
        (Output.Writer, Output.IsTerminal) = (TextWriter.Null, true);
        void Silent() => OurNets.Dense().fit(x, y, batch_size: 32, epochs: 3, verbose: 0);
        void Watched() => OurNets.Dense().fit(x, y, batch_size: 32, epochs: 3, verbose: 1, callbacks:
        [
            callbacks.EarlyStopping(monitor: "loss", patience: 5), callbacks.ReduceLROnPlateau(monitor: "loss", factor: 0.1, patience: 5),
            callbacks.CSVLogger(Path.Combine(folder, "log.csv")),
        ]);
        double share = 100 * Timing.MedianRatio(Watched, Silent, 21);
        Directory.Delete(folder, recursive: true);
        return share;
    }

    private static (TorchSharp.Modules.Sequential Net, torch.optim.Optimizer Optimizer) PlainDense()
    {
        var net = PlainNets.Dense();
        return (net, torch.optim.RMSProp(net.parameters(), 1e-3, alpha: 0.9));
    }

    private static double OurPredictOne()
    {
        var (model, x) = (OurNets.Dense(), Data.Noise(1, 784));
        return Timing.Median(() => { for (int i = 0; i < 500; i++) { model.predict(x); } }, 5) / 500;
    }

    private static double PlainPredictOne()
    {
        var net = PlainNets.Dense();
        torch.Tensor x = torch.tensor(Data.Noise(1, 784).ToArray<float>()).reshape(1, 784);
        return Timing.Median(() => { for (int i = 0; i < 500; i++) { PlainNets.Predict(net, x, 32); } }, 5) / 500;
    }

    private static double OurPredictMany()
    {
        var (model, x) = (OurNets.Dense(), Data.Noise(Samples, 784));
        return Timing.Median(() => model.predict(x, batch_size: 32), 15);
    }

    private static double PlainPredictMany()
    {
        var net = PlainNets.Dense();
        torch.Tensor x = PlainData().X;
        return Timing.Median(() => PlainNets.Predict(net, x, 32), 15);
    }

    private static (torch.Tensor X, torch.Tensor Y) PlainData() =>
        (torch.tensor(Data.Noise(Samples, 784).ToArray<float>()).reshape(Samples, 784),
            torch.tensor(Data.Labels(Samples).ToArray<float>()).reshape(Samples, 10).argmax(1));
}
