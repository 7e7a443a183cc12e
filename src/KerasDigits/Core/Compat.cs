namespace KerasDigits.Core;

/// <summary>
/// Which Keras is followed where Keras 2.4 (TensorFlow 2.3.1) and TensorFlow 2.15's Keras part: numbers, strings, defaults, keys of
/// configurations.
/// </summary>
/// <remarks>The one place where the choice is kept and read. What a file holds is judged by the version that wrote it, never by
/// this.</remarks>
public static class Compat
{
    /// <summary>The environment variable that chooses before the program says anything.</summary>
    public const string Variable = "KERASDIGITS_COMPAT";

    private static readonly ProcessSlot<string> s_version = new("which Keras is followed",
        Check(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value ? value : "2.3",
            $"The environment variable {Variable}"));

    /// <summary>"2.3" (Keras 2.4 in TensorFlow 2.3.1; the default) or "2.15".</summary>
    /// <exception cref="ArgumentException">Another version.</exception>
    public static string Version
    {
        get => s_version.Value;
        set => s_version.Value = Check(value, "keras.compat");
    }

    /// <summary>Whether TensorFlow 2.15's Keras is followed.</summary>
    public static bool Is215 => s_version.Value == "2.15";

    private static string Check(string version, string where) => version is "2.3" or "2.15" ? version
        : throw new ArgumentException($"{where} must be \"2.3\" (Keras 2.4, TensorFlow 2.3.1) or \"2.15\". Received: \"{version}\".",
            nameof(version));
}
