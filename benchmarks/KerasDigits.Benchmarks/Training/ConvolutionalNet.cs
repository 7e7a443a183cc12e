using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Benchmarks.Training;

/// <summary>The notebook's third net, batches of 100.</summary>
internal static class ConvolutionalNet
{
    private const int Samples = 1000;

    public static readonly Duel[] Duels =
    [
        new("conv2-fit", $"conv2, {Samples} samples in batches of 100, float32, an epoch of fit; plain TorchSharp (NCHW, its RMSprop, "
            + "default heap)", "ms", 0.80, () => OurFit(), PlainFit),
        new("conv2-predict", $"conv2, predict of {Samples} samples in batches of 100; plain TorchSharp", "ms", 0.65,
            () => OurPredict(), PlainPredict),
        new("conv2-fit-bf16", "conv2 under mixed_bfloat16, an epoch of fit; plain TorchSharp in float32", "ms", 0.50,
            () => OurFit("mixed_bfloat16"), PlainFit),
        .. Half("own", "on this processor", 0.60, null), .. Half("avx2", "both with the instructions of AVX2 alone", 1.15, "AVX2"),
        new("conv2-bar", "conv2, an epoch of fit with progress bar and EarlyStopping; the same fit without", "ms", 1.03, OurFitShown,
            () => OurFit()) { TheirDefaultHeap = false, TheirDefaultThreads = false },
        new("conv2-waits", "conv2, an epoch of fit on an idle machine; the same with the engine's own choice of how threads wait", "ms",
            1.03, OurTurns, OurTurns) { TheirDefaultHeap = false, Turns = 21 },
        new("conv2-fit-busy", "conv2, an epoch of fit beside a busy process for each core; plain TorchSharp beside the same", "ms", 0.60,
            () => OurFit(), PlainFit)
            { OurSurroundings = Surroundings.Busy, TheirSurroundings = Surroundings.Busy },
        new("conv2-busy", "conv2, an epoch of fit beside a busy process for each core; the same fit on an idle machine", "ms", 2.5,
            () => OurFit(), () => OurFit())
            { TheirDefaultHeap = false, TheirDefaultThreads = false, OurSurroundings = Surroundings.Busy },
        new("conv2-one-core", "conv2, an epoch of fit in a control group with a quota of one core; the same fit with all cores", "ms", 2.3,
            () => OurFit(), () => OurFit())
            { TheirDefaultHeap = false, TheirDefaultThreads = false, OurSurroundings = Surroundings.OneCore },
    ];

    /// <summary>bfloat16 beside our own float32.</summary>
    private static Duel[] Half(string name, string where, double bar, string? instructions) =>
    [
        Half($"conv2-fit-bf16-{name}", $"conv2 under mixed_bfloat16, an epoch of fit, {where}; our own float32", bar, instructions,
            policy => OurFit(policy)),
        Half($"conv2-predict-bf16-{name}", $"conv2 under mixed_bfloat16, predict, {where}; our own float32", bar, instructions, OurPredict),
    ];

    private static Duel Half(string name, string claim, double bar, string? instructions, Func<string, double> run) =>
        new(name, claim, "ms", bar, () => run("mixed_bfloat16"), () => run("float32"))
        {
            TheirDefaultHeap = false, TheirDefaultThreads = false, Instructions = instructions,
        };

    private static double OurFit(string policy = "float32")
    {
        mixed_precision.set_global_policy(policy);
        var (model, x, y) = (OurNets.Conv2(), Data.Noise(Samples, 28, 28, 1), Data.Labels(Samples));
        return Timing.Median(() => model.fit(x, y, batch_size: 100, epochs: 1, verbose: 0), 3);
    }

    private static Func<double> OurTurns()
    {
        var (model, x, y) = (OurNets.Conv2(), Data.Noise(Samples, 28, 28, 1), Data.Labels(Samples));
        return () => Timing.Once(() => model.fit(x, y, batch_size: 100, epochs: 1, verbose: 0));
    }

    private static double OurFitShown()
    {
        var (model, x, y) = (OurNets.Conv2(), Data.Noise(Samples, 28, 28, 1), Data.Labels(Samples));
        return Timing.Median(() => model.fit(x, y, batch_size: 100, epochs: 1, verbose: 1,
            callbacks: [callbacks.EarlyStopping(monitor: "loss", patience: 2)]), 3);
    }

    private static double OurPredict(string policy = "float32")
    {
        mixed_precision.set_global_policy(policy);
        var (model, x) = (OurNets.Conv2(), Data.Noise(Samples, 28, 28, 1));
        return Timing.Median(() => model.predict(x, batch_size: 100), 5);
    }

    private static double PlainFit()
    {
        var net = PlainNets.Conv2();
        var (x, y) = PlainData();
        var optimizer = torch.optim.RMSProp(net.parameters(), 1e-4, momentum: 0.9);
        return Timing.Median(() => PlainNets.Epoch(net, optimizer, x, y, 100), 3);
    }

    private static double PlainPredict()
    {
        var net = PlainNets.Conv2();
        torch.Tensor x = PlainData().X;
        return Timing.Median(() => PlainNets.Predict(net, x, 100), 5);
    }

    private static (torch.Tensor X, torch.Tensor Y) PlainData() =>
        (torch.tensor(Data.Noise(Samples, 28, 28, 1).ToArray<float>()).reshape(Samples, 1, 28, 28),
            torch.tensor(Data.Labels(Samples).ToArray<float>()).reshape(Samples, 10).argmax(1));
}
