using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>
/// Where tensors live: the GPU when libtorch sees one, else the CPU. The environment variable KERASDIGITS_DEVICE or <see cref="Set"/>
/// overrules.
/// </summary>
internal static class Device
{
    private static readonly ProcessSlot<torch.Device?> s_current = new("the device", null);

    /// <summary>The device of new tensors.</summary>
    public static torch.Device Current => s_current.Value ??= Choose(Environment.GetEnvironmentVariable("KERASDIGITS_DEVICE"));

    /// <summary>Whether tensors live in the process's own memory.</summary>
    internal static bool IsCpu => Current.type == TorchSharp.DeviceType.CPU;

    /// <summary>Sets the device of tensors made from now on.</summary>
    /// <param name="name">"cpu", "cuda" or "cuda:N".</param>
    /// <exception cref="ArgumentException">The word is unknown, or libtorch has no such device here.</exception>
    public static void Set(string name) => s_current.Value = Choose(name);

    private static torch.Device Choose(string? name)
    {
        Native.EnsureLoaded();
        if (name is null or "") { return torch.cuda.is_available() ? torch.CUDA : torch.CPU; }
        if (name == "cpu") { return torch.CPU; }
        if (name == "cuda" || name.StartsWith("cuda:", StringComparison.Ordinal))
        {
            return torch.cuda.is_available() ? torch.device(name)
                : throw new ArgumentException($"The device must exist. Received: \"{name}\", but libtorch sees no GPU here. Reference a "
                    + "CUDA package of libtorch, or use \"cpu\".");
        }
        throw new ArgumentException($"The device must be \"cpu\", \"cuda\" or \"cuda:N\". Received: \"{name}\".");
    }
}
