using System.Globalization;

namespace KerasDigits.Saving;

/// <summary>Which Keras wrote a file: words changed their meaning between the versions.</summary>
/// <param name="Major">1 for standalone Keras 1, 2 for standalone Keras 2 and tf.keras, 3 for Keras 3.</param>
/// <param name="Minor">The second number.</param>
/// <param name="InTensorFlow">Whether it is tf.keras, as far as the version tells.</param>
/// <param name="TensorFlow1">Whether it is tf.keras of TensorFlow 1, which wrote the same version as TensorFlow 2.0.</param>
/// <param name="Theano">Whether it ran on Theano.</param>
internal readonly record struct KerasEpoch(int Major, int Minor, bool InTensorFlow, bool TensorFlow1 = false, bool Theano = false)
{
    /// <summary>This library's own: that of tf.keras 2.4.</summary>
    public static KerasEpoch Own => new(2, 4, true);

    /// <summary>From the version in a file; without one it is Keras 1's.</summary>
    public static KerasEpoch Of(string? version)
    {
        string[] parts = (version ?? "1").Split('.');
        int Part(int i) => i < parts.Length && int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0;
        return new(Math.Clamp(Part(0), 1, 99), Part(1), Part(0) == 2 && (Part(1) >= 4 || version!.EndsWith("-tf", StringComparison.Ordinal)));
    }

    /// <summary>From the version in a file and the model's configuration: TensorFlow 1 wrote a dtype into every initializer, TensorFlow 2.0, of the same version, did not.</summary>
    public static KerasEpoch Of(string? version, Config config) => Of(version) is { InTensorFlow: true, Minor: 2 } epoch && HoldsTypedInitializer(config) ? epoch with { TensorFlow1 = true } : Of(version);

    private static bool HoldsTypedInitializer(object? value) => value switch
    {
        Config c when c.Get("config") is Config inner && inner.ContainsKey("dtype") && inner.ContainsKey("seed") && !inner.ContainsKey("name") => true,
        Config c => c.Values.Any(HoldsTypedInitializer),
        List<object?> list => list.Exists(HoldsTypedInitializer),
        _ => false,
    };

    /// <summary>From a configuration that stands alone: its own word, or the form of its objects.</summary>
    public static KerasEpoch OfConfig(Config config) =>
        config.Get("keras_version") is string version ? Of(version, config) with { Theano = config.Get("backend") is "theano" } : config.ContainsKey("module") && config.ContainsKey("registered_name") ? new(3, 0, false) : Own;

    /// <summary>Whether it is Keras 3.</summary>
    public bool IsKeras3 => Major >= 3;

    /// <summary>Whether metrics went by their functions' names, and accuracy was "acc": standalone Keras up to 2.2, and TensorFlow 1.</summary>
    public bool NamesMetricsByFunction => Major == 1 || TensorFlow1 || (Major == 2 && Minor <= 2 && !InTensorFlow);

    /// <summary>Whether a frozen normalization still used the batch's statistics in training: before TensorFlow 2.</summary>
    public bool TrainsFrozenNormalizations => Major == 1 || TensorFlow1 || (Major == 2 && !InTensorFlow);

    /// <summary>Whether the penalty on a layer's output is the whole batch's sum: standalone Keras, and Keras 3 up to 3.12. tf.keras and later Keras 3 divide it by the batch's size.</summary>
    public bool SumsActivityPenalties => Major switch { 1 => true, 2 => !InTensorFlow, _ => Minor <= 12 };
}
