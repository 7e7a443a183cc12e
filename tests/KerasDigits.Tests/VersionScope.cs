using KerasDigits.Core;

namespace KerasDigits.Tests;

/// <summary>Follows another Keras until it is disposed.</summary>
internal sealed class VersionScope : IDisposable
{
    private readonly string _before = Compat.Version;

    public VersionScope(string version) => Compat.Version = version;

    public void Dispose() => Compat.Version = _before;
}
