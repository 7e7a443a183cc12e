using KerasDigits.Activations;

namespace KerasDigits.Saving;

/// <summary>
/// TensorFlow's functions that files hold as activations by name only (<c>Dense(8, activation=tf.sin)</c>), which Keras itself
/// asks for on reading.
/// </summary>
internal static class FunctionActivations
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_functions = new()
    {
        ["abs"] = x => x.abs(), ["cos"] = x => x.cos(), ["cosh"] = x => x.cosh(), ["erf"] = x => x.erf(), ["exp"] = x => x.exp(),
        ["identity"] = x => x, ["log"] = x => x.log(), ["neg"] = x => -x, ["negative"] = x => -x,
        ["sin"] = x => x.sin(), ["sinh"] = x => x.sinh(), ["sqrt"] = x => x.sqrt(), ["square"] = x => x * x, ["tan"] = x => x.tan(),
        ["atan"] = x => x.atan(), ["asinh"] = x => x.asinh(), ["rsqrt"] = x => x.rsqrt(),
    };

    /// <summary>The function of that name, unless Keras has one or the user gave one; anything else as it is.</summary>
    public static object? Of(object? value) => value is string name && s_functions.TryGetValue(name, out Func<Tensor, Tensor>? function)
        && CustomObjects.Find(name) is null
        && Registry.FindFunction<Func<Tensor, Tensor>>("keras.activations", name) is null ? new ActivationFn(function, name) : value;
}
