using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>
/// Binds TorchSharp's native methods to code of ours in front of its library's: through a library made in memory
/// (<see cref="JumpLibrary"/>), to which .NET is sent when it looks for them.
/// </summary>
internal static class EngineBinding
{
    private static readonly MethodInfo[] s_methods = typeof(torch).Assembly.GetType("TorchSharp.PInvoke.NativeMethods")?.GetMethods(
        BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public) ?? [];

    /// <summary>
    /// Whether what is released waits (<see cref="LateRelease"/>) and what is thrown is caught (<see cref="EngineCatches"/>): on Linux x64,
    /// unless the program used TorchSharp by itself before.
    /// </summary>
    public static bool IsActive { get; private set; }

    /// <summary>Stands in front of TorchSharp's methods: on Linux x64, unless the program resolves its library itself.</summary>
    /// <param name="binding">TorchSharp's loaded native library.</param>
    public static void Install(nint binding)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64) { return; }
        var functions = new Dictionary<string, nint>();
        foreach (MethodInfo method in s_methods)
        {
            if (NativeLibrary.TryGetExport(binding, method.Name, out nint address)) { functions[method.Name] = address; }
        }
        Dictionary<string, byte[]> code = EngineCatches.MakeCode(functions);
        string[] released = LateRelease.PutCode(functions, code);
        nint jumps = code.Count < functions.Count ? 0 : JumpLibrary.Load([.. code.Select(f => (f.Key, f.Value))]);
        if (jumps == 0 || !EngineCatches.Register(jumps, functions.Keys)) { return; }
        LateRelease.Prepare();
        int bound = 0;
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(torch).Assembly, (name, _, _) =>
            {
                bool isBinding = name.Contains("LibTorchSharp", StringComparison.Ordinal);
                bound += isBinding ? 1 : 0;
                return isBinding ? jumps : 0;
            });
        }
        catch (InvalidOperationException)
        {
            return; // The program resolves TorchSharp's library itself.
        }
        // What the program used before is bound for good.
        string[] first = [.. released, EngineCatches.Asking];
        foreach (MethodInfo method in s_methods) { if (first.Contains(method.Name)) { Marshal.Prelink(method); } }
        IsActive = released.Length > 0 && bound >= first.Length;
    }
}
