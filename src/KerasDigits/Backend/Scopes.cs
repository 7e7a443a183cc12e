using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>How long tensors live and whether gradients are recorded.</summary>
public static class Scopes
{
    /// <summary>Frees all tensors made on this thread until it is disposed, except those moved out.</summary>
    public static IDisposable Step() => Open();

    /// <summary>Opens one of the engine's dispose scopes.</summary>
    internal static DisposeScope Open()
    {
        Native.EnsureLoaded();
        return torch.NewDisposeScope();
    }

    /// <summary>Records no gradients until disposed.</summary>
    public static IDisposable NoGradient() => torch.no_grad();

    /// <summary>Whether gradients are recorded on this thread.</summary>
    internal static bool RecordsGradients => torch.is_grad_enabled();

    /// <summary>Records gradients until disposed, also inside <see cref="NoGradient"/>.</summary>
    public static IDisposable Gradient() => torch.enable_grad();
}
