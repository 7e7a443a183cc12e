using System.Runtime.InteropServices;

namespace KerasDigits.Backend;

/// <summary>How the process's native heap treats large blocks.</summary>
/// <remarks>glibc gives every large activation back to the kernel and faults it in again at the next step, which costs time in every step.
/// Blocks are therefore kept mapped; <see cref="Trim"/> gives them back when training ends. The environment variable KERASDIGITS_MALLOC=default leaves the heap alone.</remarks>
internal static partial class ProcessMemory
{
    private const int TrimThreshold = -1, TopPad = -2, MmapMax = -4;
    private static bool s_keeps;

    public static void KeepMapped()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("KERASDIGITS_MALLOC") == "default") { return; }
        try
        {
            s_keeps = mallopt(MmapMax, 0) == 1 & mallopt(TrimThreshold, int.MaxValue) == 1 & mallopt(TopPad, 64 << 20) == 1;
        }
        catch (EntryPointNotFoundException)
        {
            // musl has no mallopt: nothing to set there.
        }
    }

    /// <summary>Gives unused native memory back to the system.</summary>
    public static void Trim()
    {
        if (s_keeps) { _ = malloc_trim(64 << 20); }
    }

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);

    [LibraryImport("libc")]
    private static partial int malloc_trim(nuint pad);
}
