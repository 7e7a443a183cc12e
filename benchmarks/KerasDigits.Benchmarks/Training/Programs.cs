using System.Globalization;
using TorchSharp;

namespace KerasDigits.Benchmarks.Training;

/// <summary>What a whole program costs: its start, its memory.</summary>
internal static class Programs
{
    public static readonly Duel[] Duels =
    [
        new("startup", "start of the process to the end of the dense net's first step; a process that loads TorchSharp and multiplies two "
            + "matrices", "ms", 2, FirstStep, FirstProduct) { WholeProcess = true },
        new("memory", "what the process grows by from the dense net's step 1,000 to its step 20,000; what is allowed", "MB", 1, Growth,
            () => 20) { TheirDefaultHeap = false, TheirDefaultThreads = false },
    ];

    private static double FirstStep()
    {
        OurNets.Dense().fit(Data.Noise(32, 784), Data.Labels(32), batch_size: 32, verbose: 0);
        return 0;
    }

    private static double FirstProduct()
    {
        using var a = torch.rand(64, 64);
        using var b = a.mm(a);
        return 0;
    }

    private static double Growth()
    {
        var (model, x, y) = (OurNets.Dense(), Data.Noise(3200, 784), Data.Labels(3200));
        model.fit(x, y, batch_size: 32, epochs: 10, verbose: 0);
        double early = Resident();
        model.fit(x, y, batch_size: 32, epochs: 200, initial_epoch: 10, verbose: 0);
        return Resident() - early;
    }

    /// <summary>Memory that the process holds, in MB.</summary>
    private static double Resident()
    {
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(new string([.. line.Where(char.IsAsciiDigit)]), CultureInfo.InvariantCulture) / 1024;
    }
}
