using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Models;

/// <summary>keras.backend.function: a part of a model as a function of arrays.</summary>
/// <remarks>Source: tf.keras 2.3.1, backend.py.</remarks>
internal static class BackendFunction
{
    /// <summary>A function that computes symbolic tensors from others, for example a layer's output from the model's input.</summary>
    /// <param name="inputs">Symbolic tensors made by keras.Input.</param>
    /// <param name="outputs">Symbolic tensors computed from them.</param>
    /// <param name="name">Name of the function; null: "functional_1", "functional_2" …</param>
    /// <returns><c>var f = K.function([model.input], [model.layers[2].output]); NDArray a = f([x])[0];</c></returns>
    /// <exception cref="ArgumentException">The function is called with another number of arrays than it has inputs.</exception>
    [KerasExport("keras.backend.function")]
    public static Func<NDArray[], NDArray[]> function(KerasTensors inputs, KerasTensors outputs, string? name = null)
    {
        var model = new Model(inputs, outputs, name);
        return arrays =>
        {
            using var scope = Scopes.Step();
            using var _ = Scopes.NoGradient();
            Guard.That(arrays.Length == model.inputs.Count, $"The function takes {model.inputs.Count} array(s). Received: {arrays.Length}.",
                nameof(inputs));
            return Array.ConvertAll(model.ApplyAll([.. arrays.Select((a, i) => Arrays.ToTensor(a, model.inputs[i].dtype))],
                training: false), Arrays.ToArray);
        };
    }
}
