using KerasDigits.Activations;

namespace KerasDigits.Saving;

/// <summary>
/// "hard_sigmoid" is one function in Keras 2, clip(0.2 x + 0.5), and another in Keras 3, clip(x / 6 + 0.5). Here they have two names, and
/// files hold each so that Keras computes the same or refuses.
/// </summary>
/// <remarks>Tried with Keras 3.10, 3.12 and 3.15: a model of two layers serves as an activation and is computed and trained as Keras 2's
/// function is. Keras 3.0 to 3.9 refuse it, as all activations that are layers.</remarks>
internal static class HardSigmoids
{
    private const double Slope = 0.2, Middle = 0.5;

    /// <summary>An activation in Keras 3's words: its own function by the common name, Keras 2's as a Rescaling and a ReLU.</summary>
    public static object? ToKeras3(object? activation) => activation switch
    {
        ActivationFn.HardSigmoidOfKeras3 => "hard_sigmoid",
        "hard_sigmoid" => ModernConfig.Stack("hard_sigmoid",
        [
            ModernConfig.ConvertLayer("Rescaling",
                new Config { ["name"] = "rescaling", ["trainable"] = true, ["dtype"] = "float32", ["scale"] = Slope, ["offset"] = Middle }),
            ModernConfig.ConvertLayer("ReLU",
                new Config { ["name"] = "re_lu", ["trainable"] = true, ["dtype"] = "float32", ["max_value"] = 1.0, ["negative_slope"] = 0.0,
                    ["threshold"] = 0.0 }),
        ]),
        _ => activation,
    };

    /// <summary>A file's activation under the names of this library.</summary>
    /// <param name="activation">What the file holds.</param>
    /// <param name="byKeras3">Whether Keras 3 wrote it.</param>
    public static object? ToOurs(object? activation, bool byKeras3) => activation switch
    {
        "hard_sigmoid" when byKeras3 => ActivationFn.HardSigmoidOfKeras3,
        Config { } c when IsOfKeras2(c) => ActivationFn.Get("hard_sigmoid"), // as a function, which means the same in every file
        _ => activation,
    };

    /// <summary>Says in a warning which layers of a file in Keras 2's form hold a function that Keras 2 lacks.</summary>
    public static void WarnOfKeras3s(Config model)
    {
        string[] layers = [.. EnumerateLayers(model).Distinct()];
        if (layers.Length == 0) { return; }
        Log.Warning($"The layers {string.Join(", ", layers)} compute \"hard_sigmoid\" as Keras 3 does, which Keras 2 has not: TF-Keras "
            + $"will ask for the activation \"{ActivationFn.HardSigmoidOfKeras3}\". "
            + "Save as .keras for Keras 3, or say in Python before load_model: @tf.keras.utils.register_keras_serializable(\"keras3\") "
            + "def hard_sigmoid(x): return tf.nn.relu6(x + 3) / 6.");
    }

    private static IEnumerable<string> EnumerateLayers(object? value, string layer = "") => value switch
    {
        Config c when c.Get("name") is string name => c.Values.SelectMany(v => EnumerateLayers(v, name)),
        Config c => c.Values.SelectMany(v => EnumerateLayers(v, layer)),
        List<object?> list => list.SelectMany(v => EnumerateLayers(v, layer)),
        ActivationFn.HardSigmoidOfKeras3 => [layer],
        _ => [],
    };

    private static bool IsOfKeras2(Config c) => c.Get("class_name") is "Sequential" && c.Get("config") is Config config
        && config.Get("layers") is List<object?> layers
        && layers.OfType<Config>().Where(l => l.Get("class_name") is not "InputLayer").ToArray() is [var first, var second]
        && first.Get("class_name") is "Rescaling" && first.Get("config") is Config rescaling && ReadNumber(rescaling, "scale") == Slope
        && ReadNumber(rescaling, "offset") == Middle
        && second.Get("class_name") is "ReLU" && second.Get("config") is Config relu && ReadNumber(relu, "max_value") == 1
        && ReadNumber(relu, "negative_slope") is 0 && ReadNumber(relu, "threshold") is 0;

    private static double? ReadNumber(Config config, string key) => config.Get(key) switch { double d => d, long n => n, _ => null };
}
