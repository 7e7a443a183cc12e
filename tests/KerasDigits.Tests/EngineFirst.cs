using System.Runtime.CompilerServices;
using KerasDigits.Backend;

namespace KerasDigits.Tests;

/// <summary>
/// Loads the engine before any test: one that begins with TorchSharp itself would else break it for all on systems with an older C++
/// runtime.
/// </summary>
internal static class EngineFirst
{
    [ModuleInitializer]
    internal static void Load() => Native.EnsureLoaded();
}
