using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using KerasDigits.Backend;

namespace KerasDigits.Benchmarks;

/// <summary>What figures hang on: the processor, its instructions, threads, and how fast it multiplies matrices.</summary>
internal static class Machine
{
    private static readonly string[] s_instructions = ["avx2", "avx_vnni", "avx512f", "avx512_bf16", "avx512_fp16", "amx_bf16"];

    /// <summary>Prints it, and what limits it.</summary>
    public static void Print()
    {
        Native.EnsureLoaded();
        (string name, string[] flags) = Processor();
        Console.WriteLine($"{name}: {string.Join(" ", s_instructions.Intersect(flags).DefaultIfEmpty("instructions unknown"))}; .NET's "
            + $"vectors of {VectorBits()} bits");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors, {TorchSharp.torch.get_num_threads()} threads of the engine, sgemm "
            + $"{MatrixProduct.GigaFlops():F0} GFLOP/s; {RuntimeInformation.OSDescription}, .NET {Environment.Version}"));
        foreach (string limit in (string[])["ONEDNN_MAX_CPU_ISA", "ATEN_CPU_CAPABILITY", "DOTNET_EnableAVX512", "OMP_NUM_THREADS",
            "KERASDIGITS_THREADS", "KERASDIGITS_MALLOC"])
        {
            if (Environment.GetEnvironmentVariable(limit) is { Length: > 0 } value) { Console.WriteLine($"{limit}={value}"); }
        }
        Console.WriteLine();
    }

    /// <summary>The processor's name and what the engine is told to keep to, as a part of a file's name.</summary>
    public static string FileName =>
        string.Concat($"{Processor().Name} {Environment.GetEnvironmentVariable("ONEDNN_MAX_CPU_ISA")}".Trim()
            .Select(c => char.IsLetterOrDigit(c) ? c : '-'));

    private static int VectorBits() => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>The model's name, its family where it has several, and the flags that the system shows.</summary>
    private static (string Name, string[] Flags) Processor()
    {
        if (!File.Exists("/proc/cpuinfo")) { return (RuntimeInformation.ProcessArchitecture.ToString(), []); }
        string Value(string[] lines, string key) => lines.FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() : "";
        string[] all = [.. File.ReadLines("/proc/cpuinfo").TakeWhile(l => l.Length > 0)];
        string family = X86Base.IsSupported ? $" (family {Value(all, "cpu family")}, model {Value(all, "model\t")})" : "";
        return (Value(all, "model name") + family, Value(all, "flags").Split(' '));
    }
}
