namespace KerasDigits.Core;

/// <summary>What keras.backend's set_… functions change: the process-wide defaults.</summary>
public static class Settings
{
    /// <summary>keras.backend.image_data_format().</summary>
    public static string ImageDataFormat { get; set; } = "channels_last";

    /// <summary>keras.backend.floatx().</summary>
    public static string FloatX { get; set; } = "float32";

    /// <summary>keras.backend.epsilon().</summary>
    public static double Epsilon { get; set; } = 1e-7;
}
