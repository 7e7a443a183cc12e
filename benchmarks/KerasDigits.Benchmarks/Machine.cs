using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace KerasDigits.Benchmarks;

/// <summary>What a figure was measured on.</summary>
internal static class Machine
{
    /// <summary>The processor's name.</summary>
    public static string Name => (File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
        : null) ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? $"{RuntimeInformation.ProcessArchitecture}";

    /// <summary>The widest instructions that .NET may use, those that the system names, and what the engine was told to keep to.</summary>
    public static string InstructionSets
    {
        get
        {
            string flags = File.Exists("/proc/cpuinfo")
                ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("flags", StringComparison.Ordinal)) ?? "" : "";
            var sets = new List<string> { Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "no AVX2" };
            if (flags.Contains("avx512_bf16", StringComparison.Ordinal)) { sets.Add("bf16"); }
            if (flags.Contains("amx_tile", StringComparison.Ordinal)) { sets.Add("AMX"); }
            if (Environment.GetEnvironmentVariable("ONEDNN_MAX_CPU_ISA") is { Length: > 0 } most) { sets.Add($"oneDNN up to {most}"); }
            return string.Join(", ", sets);
        }
    }

    /// <summary>The name as part of a file's, with what limits the instructions.</summary>
    public static string FileName => string.Concat($"{Name} {InstructionSets}".Select(c => char.IsLetterOrDigit(c) ? c : '-'));
}
