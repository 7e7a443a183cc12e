using System.Globalization;
using TorchSharp;

namespace KerasDigits.Benchmarks.Training;

/// <summary>What a whole program costs: its start, its memory.</summary>
internal static class Programs
{
    public static readonly Duel[] Duels =
    [
        new("startup", "start of the process to the end of the dense net's first step; a process that loads TorchSharp and multiplies two matrices", "ms", 2, FirstStep, FirstProduct) { WholeProcess = true },
        new("memory", "memory of the process after 20,000 dense steps; after 1,000 of them (20 MB more are allowed)", "MB", 1.1, () => Memory(20_000), () => Memory(1_000)) { TheirDefaultHeap = false },
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

    private static double Memory(int steps)
    {
        var model = OurNets.Dense();
        model.fit(Data.Noise(3200, 784), Data.Labels(3200), batch_size: 32, epochs: steps / 100, verbose: 0);
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(new string([.. line.Where(char.IsAsciiDigit)]), CultureInfo.InvariantCulture) / 1024;
    }
}
