namespace KerasDigits.Core;

/// <summary>What keras.backend's set_… functions change: the process-wide defaults.</summary>
internal static class Settings
{
    private static readonly ProcessSlot<string> s_imageDataFormat = new("the order of pictures' axes", "channels_last");
    private static readonly ProcessSlot<string> s_floatX = new("the dtype of floats", "float32");
    private static readonly ProcessSlot<bool?> s_learningPhase = new("whether calls outside of a run train unless they say so", null);
    private static readonly ProcessSlot<double> s_epsilon = new("the small number of formulas", 1e-7);

    /// <summary>keras.backend.image_data_format().</summary>
    public static string ImageDataFormat
    {
        get => s_imageDataFormat.Value;
        set => s_imageDataFormat.Value = value;
    }

    /// <summary>keras.backend.floatx().</summary>
    public static string FloatX
    {
        get => s_floatX.Value;
        set => s_floatX.Value = value;
    }

    /// <summary>What keras.backend.set_learning_phase was given; null: nothing.</summary>
    public static bool? LearningPhase
    {
        get => s_learningPhase.Value;
        set => s_learningPhase.Value = value;
    }

    /// <summary>keras.backend.epsilon().</summary>
    public static double Epsilon
    {
        get => s_epsilon.Value;
        set => s_epsilon.Value = value;
    }
}
