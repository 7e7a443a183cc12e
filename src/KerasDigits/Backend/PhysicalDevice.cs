using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>A device that tensors can be on, as <c>tf.config.list_physical_devices</c> gives it.</summary>
/// <param name="name">TensorFlow's name of it: "/physical_device:GPU:0".</param>
/// <param name="device_type">"CPU" or "GPU".</param>
public sealed record PhysicalDevice(string name, string device_type)
{
    /// <inheritdoc/>
    public override string ToString() => $"PhysicalDevice(name='{name}', device_type='{device_type}')";

    /// <summary>The processor, and the GPUs that the engine sees unless the program was told to leave them.</summary>
    internal static IEnumerable<PhysicalDevice> EnumerateAll()
    {
        yield return new("/physical_device:CPU:0", "CPU");
        int gpus = Device.IsCpu ? 0 : torch.cuda.device_count();
        for (int i = 0; i < gpus; i++) { yield return new($"/physical_device:GPU:{i}", "GPU"); }
    }
}
