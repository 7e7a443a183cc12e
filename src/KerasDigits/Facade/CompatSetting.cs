namespace KerasDigits;

public abstract partial class keras
{
    /// <summary>The version whose behaviour is followed: 2.4.0, or 2.15.0 by keras.compat.</summary>
    public static string __version__ => Core.Compat.Is215 ? "2.15.0" : "2.4.0";

    /// <summary>
    /// The Keras that is followed where versions part: "2.3" (Keras 2.4, TensorFlow 2.3.1; the default) or "2.15". The environment variable
    /// KERASDIGITS_COMPAT sets it too.
    /// </summary>
    /// <exception cref="ArgumentException">Another version.</exception>
    public static string compat
    {
        get => Core.Compat.Version;
        set => Core.Compat.Version = value;
    }
}
