using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>
/// Which half types this processor multiplies by instructions of its own. For the others the engine has nothing but plain loops, ten and
/// more times as slow as float32; products of them are computed in float32 here, between values that are rounded to the half type.
/// </summary>
/// <remarks>A rule, not a measurement, so that a program gives the same numbers each time: bfloat16 needs AVX512_BF16 or AMX, float16
/// AVX512_FP16 or AMX for it, within what ONEDNN_MAX_CPU_ISA allows. Processors other than x86 are left to the engine. Sums are those of
/// float32 both ways; they differ by the order of summation.</remarks>
internal static class HalfTypes
{
    private static readonly ProcessSlot<int> s_told = new("whether it was said that half types are computed in float32", 0);
    private static readonly ThreadSlot<bool> s_all =
        new("whether half types are computed in float32 whatever the processor, for tests that compare both");
    private static readonly Lazy<(bool BFloat16, bool Float16)> s_native = new(() =>
        !X86Base.IsSupported ? (true, true) : Of(DetectFeatures(), OneDnnSettings.Limit));

    /// <summary>What a processor has.</summary>
    /// <param name="BFloat16">Whether it has AVX512_BF16.</param>
    /// <param name="Float16">Whether it has AVX512_FP16.</param>
    /// <param name="Tiles">AMX with bfloat16.</param>
    /// <param name="HalfTiles">AMX with float16.</param>
    internal readonly record struct Instructions(bool BFloat16, bool Float16, bool Tiles, bool HalfTiles);

    /// <summary>Whether this thread's products of half types are all computed in float32.</summary>
    public static bool AllWidened
    {
        get => s_all.Value;
        set => s_all.Value = value;
    }

    /// <summary>
    /// Whether products of this tensor are computed in float32. The first time it is, a line of the log says so.
    /// </summary>
    public static bool AreWidened(Tensor x)
    {
        if (x.dtype is not (torch.ScalarType.BFloat16 or torch.ScalarType.Float16) || x.device_type != DeviceType.CPU) { return false; }
        if (s_all.Value) { return true; }
        if (x.dtype == torch.ScalarType.BFloat16 ? s_native.Value.BFloat16 : s_native.Value.Float16) { return false; }
        if (Interlocked.Exchange(ref s_told.Value, 1) == 0)
        {
            Log.Warning($"This processor has no instructions for products in {DTypes.GetName(x.dtype)}: they are computed in float32, and "
                + "their results rounded. That takes about as long as float32 alone; memory is saved, time is not.");
        }
        return true;
    }

    /// <summary>The values in float32.</summary>
    public static Tensor Widen(Tensor x) => x.to(torch.ScalarType.Float32);

    /// <summary>Which types are multiplied natively.</summary>
    /// <param name="has">What the processor has.</param>
    /// <param name="limit">ONEDNN_MAX_CPU_ISA; empty: everything is allowed.</param>
    internal static (bool BFloat16, bool Float16) Of(Instructions has, string limit)
    {
        string name = limit.ToUpperInvariant();
        bool all = name is "" or "ALL" or "DEFAULT", vectors10 = name.StartsWith("AVX10", StringComparison.Ordinal);
        bool tiles = all || name.Contains("AMX", StringComparison.Ordinal);
        bool float16 = tiles || vectors10 || name == "AVX512_CORE_FP16", bfloat16 = float16 || name == "AVX512_CORE_BF16";
        bool halfTiles = all || name.EndsWith("AMX_FP16", StringComparison.Ordinal);
        return ((has.BFloat16 && bfloat16) || (has.Tiles && tiles), (has.Float16 && float16) || (has.HalfTiles && halfTiles));
    }

    private static Instructions DetectFeatures()
    {
        // Where the system or the user keeps the wide vectors off, these are off too.
        if (!Avx512F.IsSupported || X86Base.CpuId(0, 0).Eax < 7) { return default; }
        var (leaves, _, _, features) = X86Base.CpuId(7, 0);
        int more = leaves >= 1 ? X86Base.CpuId(7, 1).Eax : 0;
        static bool ReadBit(int word, int bit) => ((word >> bit) & 1) == 1;
        return new(ReadBit(more, 5), ReadBit(features, 23), ReadBit(features, 22), ReadBit(more, 21));
    }
}
