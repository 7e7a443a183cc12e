using System.Runtime.Intrinsics.X86;

namespace KerasDigits.Backend;

/// <summary>
/// Which vector instructions the engine's convolutions may use, where some of them give wrong numbers. What the user says by
/// ONEDNN_MAX_CPU_ISA stands.
/// </summary>
/// <remarks>
/// oneDNN 3.7.1 computes convolutions wrongly on AMD's Zen 5 in a virtual machine that hides caches and topology: by AVX2 a twentieth of
/// the drawn layers, by AVX-512 a fifth, in float32 too, by SSE 4.1 none of some thousands (tests/EngineTrials grid). The machine cannot be
/// asked by trying: oneDNN takes its instructions once, at its first operation. So it goes by what the processor says of itself.
/// </remarks>
internal static class OneDnnSettings
{
    private const string Variable = "ONEDNN_MAX_CPU_ISA", Safe = "SSE41";

    private const uint Zen5 = 0x1A, Caches = 0x8000001D, Topology = 0xB;

    /// <summary>Whether this is such a machine.</summary>
    public static bool IsFaulty { get; } = X86Base.IsSupported && ReadVendor() == "AuthenticAMD" && ReadFamily() >= Zen5 && IsHidden(Caches)
        && IsHidden(Topology);

    /// <summary>What the engine is limited to: the user's word, or ours; empty: nothing.</summary>
    public static string Limit => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } said ? said : IsFaulty ? Safe : "";

    /// <summary>Limits the engine where that is needed. The variable stays: oneDNN reads it at its first operation.</summary>
    public static void Apply()
    {
        if (!IsFaulty || EngineEnvironment.Has(Variable)) { return; }
        EngineEnvironment.Set(Variable, Safe);
        Log.Debug($"This processor's convolutions are computed by {Safe} alone: docs/SUPPORTED.md says why, and {Variable} decides "
            + "otherwise.");
    }

    private static string ReadVendor()
    {
        var (_, b, c, d) = X86Base.CpuId(0, 0);
        return System.Text.Encoding.ASCII.GetString([.. BitConverter.GetBytes(b), .. BitConverter.GetBytes(d),
            .. BitConverter.GetBytes(c)]);
    }

    /// <summary>The family, with its extension, as AMD counts it.</summary>
    private static uint ReadFamily()
    {
        uint version = (uint)X86Base.CpuId(1, 0).Eax;
        return ((version >> 8) & 0xF) + ((version >> 20) & 0xFF);
    }

    private static bool IsHidden(uint leaf) => X86Base.CpuId((int)leaf, 0) == (0, 0, 0, 0);
}
