namespace KerasDigits.Backend;

/// <summary>The process-wide settings of keras.backend.</summary>
/// <remarks>Source: tf.keras 2.3.1, backend_config.py and backend.py.</remarks>
internal static class Session
{
    /// <summary>The small number that keeps divisors above 0.</summary>
    [KerasExport("keras.backend.epsilon")]
    public static double epsilon() => Settings.Epsilon;

    /// <summary>Sets keras.backend.epsilon().</summary>
    /// <param name="value">Small number added against division by zero; above 0.</param>
    [KerasExport("keras.backend.set_epsilon")]
    public static void set_epsilon(double value) => Settings.Epsilon = value;

    /// <summary>The dtype of layers made without one: "float32" unless set.</summary>
    [KerasExport("keras.backend.floatx")]
    public static string floatx() => Settings.FloatX;

    /// <summary>Sets keras.backend.floatx().</summary>
    /// <param name="value">"float16", "float32" or "float64".</param>
    /// <exception cref="ArgumentException">The dtype is not "float16", "float32" or "float64".</exception>
    [KerasExport("keras.backend.set_floatx")]
    public static void set_floatx(string value) => Settings.FloatX = Guard.OneOf(value, ["float16", "float32", "float64"]);

    /// <summary>"channels_last" unless set.</summary>
    [KerasExport("keras.backend.image_data_format")]
    public static string image_data_format() => Settings.ImageDataFormat;

    /// <summary>Sets keras.backend.image_data_format().</summary>
    /// <param name="data_format">"channels_last" or "channels_first": what layers made from now on take when they are given none.</param>
    /// <exception cref="ArgumentException">data_format is not "channels_last" or "channels_first".</exception>
    [KerasExport("keras.backend.set_image_data_format")]
    public static void set_image_data_format(string data_format) =>
        Settings.ImageDataFormat = Guard.OneOf(data_format, ["channels_last", "channels_first"]);

    /// <summary>Restarts the counts of names: the next Dense is "dense" again.</summary>
    [KerasExport("keras.backend.clear_session")]
    public static void clear_session() => Names.Reset();

    /// <summary>Restarts the counts of names.</summary>
    [KerasExport("keras.backend.reset_uids")]
    public static void reset_uids() => Names.Reset();

    /// <summary>The next number of a name, from 1.</summary>
    /// <param name="prefix">The name to count, such as "dense".</param>
    [KerasExport("keras.backend.get_uid")]
    public static int get_uid(string prefix = "") =>
        int.Parse(Names.MakeUniqueFromOne(prefix)[(prefix.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Where tensors made from now on live.</summary>
    /// <param name="name">"cpu", "cuda" or "cuda:N".</param>
    [KerasExport("keras.backend.set_device")]
    public static void set_device(string name) => Device.Set(name);
}
