using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KerasDigits.Backend;

/// <summary>Loads libtorch once, before TorchSharp is touched, and prepares the process for training.</summary>
/// <remarks>TorchSharp 0.107.0's own library asks for a newer C++ runtime than Debian 12, Ubuntu 22.04 and RHEL 9 have, for a symbol that
/// nothing calls. Where the plain load fails for that reason, a copy with that one demand made weak is loaded instead; see
/// docs/ARCHITECTURE.md, "Native loading".</remarks>
internal static class Native
{
    private static readonly Lazy<bool> s_loaded = new(Load, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>TorchSharp's native library, and libtorch before it.</summary>
    private static readonly Lazy<nint> s_binding = new(() =>
    {
        OneDnnSettings.Apply();
        nint binding = 0;
        OpenMpSettings.LoadWith(() => binding = LoadOnLinux());
        return binding;
    }, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>
    /// TorchSharp's native library, for a program that asks for it before it uses anything of ours, where TorchSharp cannot load it; 0:
    /// it is none of ours, or is not there, of which TorchSharp speaks.
    /// </summary>
    public static nint LoadForTorchSharp()
    {
        if (!OperatingSystem.IsLinux() || !TryFind("libtorch_cpu.so", out _) || !TryFind("libLibTorchSharp.so", out _)) { return 0; }
        return s_binding.Value;
    }

    /// <summary>Loads libtorch if that has not happened yet.</summary>
    /// <exception cref="DllNotFoundException">No libtorch package is referenced, or it cannot be loaded; the message says what to
    /// do.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EnsureLoaded()
    {
        if (!s_loaded.IsValueCreated) { _ = s_loaded.Value; }
    }

    private static bool Load()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = s_binding.Value;
            EngineExit.Watch();
        }
        if (OperatingSystem.IsWindows()) { CheckOnWindows(); }
        ProcessMemory.KeepMapped();
        try
        {
            TorchSharp.torch.InitializeDeviceType(TorchSharp.DeviceType.CPU);
        }
        catch (TypeInitializationException e) when (OperatingSystem.IsLinux())
        {
            // Both parts are loaded by now, so TorchSharp has tried before, in vain, and its type stays broken.
            throw new DllNotFoundException("The program used TorchSharp (torch. …) before KerasDigits, and on a system with an older C++ "
                + "runtime TorchSharp cannot load its native part by itself. "
                + "Let a line of KerasDigits come first: a layer, keras.utils.set_random_seed(1) or tf.constant(0).", e);
        }
        catch (Exception e) when (e is TypeInitializationException or NotSupportedException or DllNotFoundException)
        {
            throw new DllNotFoundException(DescribeMissing($"TorchSharp says: {(e.InnerException ?? e).Message}"), e);
        }
        OpenMpSettings.LimitThreads();
        return true;
    }

    private static nint LoadOnLinux()
    {
        if (!TryFind("libtorch_cpu.so", out string? torch))
        {
            throw new DllNotFoundException(DescribeMissing("libtorch_cpu.so is in none of the program's library folders."));
        }
        string folder = Path.GetDirectoryName(torch)!;
        foreach (string name in (string[])["libc10.so", "libtorch_cpu.so", "libtorch.so"])
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path)) { NativeLibrary.Load(path); }
        }
        if (!TryFind("libLibTorchSharp.so", out string? binding))
        {
            throw new DllNotFoundException(DescribeMissing("libLibTorchSharp.so of the package TorchSharp is missing."));
        }
        nint loaded = LoadBinding(binding);
        EngineBinding.Install(loaded);
        return loaded;
    }

    /// <summary>Says what does not fit before Windows does, in words that do not help.</summary>
    private static void CheckOnWindows()
    {
        if (TryFind("LibTorchSharp.dll", out string? binding) && TryFind("torch_cpu.dll", out string? torch)
            && WindowsLibrary.FindFault(binding, Path.GetDirectoryName(torch)!) is { } fault) { throw new DllNotFoundException(fault); }
    }

    private static nint LoadBinding(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException e) when (e.Message.Contains("GLIBCXX_", StringComparison.Ordinal))
        {
            return NativeLibrary.Load(ElfPatch.CopyWithWeakVersion(path, "GLIBCXX_3.4.32"));
        }
    }

    private static bool TryFind(string file, [NotNullWhen(true)] out string? path)
    {
        string search = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        string[] folders =
        [
            .. search.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            AppContext.BaseDirectory,
            Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"),
            Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native"),
        ];
        path = folders.Select(f => Path.Combine(f, file)).FirstOrDefault(File.Exists);
        return path is not null;
    }

    private static string DescribeMissing(string reason) =>
        $"The native part of the engine (libtorch) cannot be loaded. {reason} Add one of these packages to the program's project: "
        + "<PackageReference Include=\"libtorch-cpu-linux-x64\" Version=\"2.10.0\" /> (CPU, Linux), TorchSharp-cpu (CPU, any system), or "
        + "TorchSharp-cuda-linux / TorchSharp-cuda-windows (GPU).";
}
