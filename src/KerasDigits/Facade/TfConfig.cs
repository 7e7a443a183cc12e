using KerasDigits.Backend;

namespace KerasDigits;

public abstract partial class tf
{
    /// <summary>TensorFlow's module of that name.</summary>
    public abstract class config
    {
        /// <summary>The devices of a kind that tensors can be on.</summary>
        /// <param name="device_type">"CPU" or "GPU"; null: both.</param>
        public static List<PhysicalDevice> list_physical_devices(string? device_type = null) =>
            [.. PhysicalDevice.EnumerateAll().Where(d => device_type is null || d.device_type == device_type)];

        /// <summary>The names that stood there before.</summary>
        public abstract class experimental
        {
            /// <inheritdoc cref="config.list_physical_devices"/>
            public static List<PhysicalDevice> list_physical_devices(string? device_type = null) =>
                config.list_physical_devices(device_type);

            /// <summary>
            /// Whether memory of a GPU is taken as it is needed. The engine always does so, so that true says what holds.
            /// </summary>
            /// <param name="device">A GPU of list_physical_devices.</param>
            /// <param name="enable">Must be true: the engine always takes memory as needed.</param>
            /// <exception cref="ArgumentException">false: nothing here takes all memory at the start.</exception>
            public static void set_memory_growth(PhysicalDevice device, bool enable)
            {
                ArgumentNullException.ThrowIfNull(device);
                Guard.That(device.device_type == "GPU", $"Cannot set memory growth on non-GPU devices. Received: {device}.",
                    nameof(device));
                Guard.That(enable, "`enable` must be true: memory is always taken as it is needed, never all at the start. "
                    + "Leave the line out.", nameof(enable));
            }

            /// <inheritdoc cref="set_memory_growth"/>
            public static bool get_memory_growth(PhysicalDevice device) => true;
        }
    }

    /// <summary>TensorFlow's module of that name.</summary>
    public abstract class test
    {
        /// <summary>Whether tensors are made on a GPU.</summary>
        public static bool is_gpu_available() => !Device.IsCpu;

        /// <summary>The GPU's name, or an empty text.</summary>
        public static string gpu_device_name() => Device.IsCpu ? "" : "/device:GPU:0";
    }

    /// <summary>Whether functions run as they are called: always.</summary>
    public static bool executing_eagerly() => true;
}
