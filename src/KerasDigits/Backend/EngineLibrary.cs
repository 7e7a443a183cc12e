using System.ComponentModel;
using KerasDigits.Backend;

namespace KerasDigits.Internals;

/// <summary>The engine's native part, for programs whose first line is TorchSharp's: the package's build files ask for it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EngineLibrary
{
    /// <summary>Loads TorchSharp's native library where TorchSharp could not.</summary>
    /// <returns>Its handle; 0: TorchSharp's own search goes on.</returns>
    public static nint Load() => Native.LoadForTorchSharp();
}
