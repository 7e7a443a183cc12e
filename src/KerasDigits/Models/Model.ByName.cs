using NumSharp;

namespace KerasDigits.Models;

/// <content>Dictionaries of inputs and outputs.</content>
public partial class Model
{
    /// <summary>
    /// Python's <c>call(self, inputs)</c> of a subclassed model that takes a dictionary and gives one; such a model overrides this.
    /// </summary>
    /// <param name="inputs">Inputs by name; one array, and a list of arrays, come as input_1, input_2 …</param>
    /// <param name="training">Whether to behave as in training.</param>
    /// <returns>Outputs by name: targets, losses and metrics by name go by these.</returns>
    /// <exception cref="NotSupportedException">The class does not override this form of call.</exception>
    public virtual Dictionary<string, Tensor> call(Dictionary<string, Tensor> inputs, bool training) =>
        throw new NotSupportedException($"The model class {GetType().Name} must override call(Dictionary<string, Tensor>, bool) to take "
            + "inputs by name.");

    /// <summary>Python's <c>model(x)</c> on data by name.</summary>
    /// <param name="inputs">Inputs by name.</param>
    /// <param name="training">Null: as the outer call, else false.</param>
    /// <returns>Outputs by name: those of the dictionary with which the model was made, else its output_names.</returns>
    public Dictionary<string, Tensor> Apply(Dictionary<string, Tensor> inputs, bool? training = null) =>
        ApplyByName(inputs, all => ApplyAll(all, training));

    /// <inheritdoc cref="Apply(Dictionary{string, Tensor}, bool?)"/>
    public Dictionary<string, NDArray> Apply(Dictionary<string, NDArray> inputs, bool? training = null) =>
        ApplyByName(inputs, all => ApplyAll(all, training));

    private Dictionary<string, T> ApplyByName<T>(Dictionary<string, T> inputs, Func<T[], T[]> apply)
    {
        if (CallsByName && InputKeys?.All(inputs.ContainsKey) != true) { InputKeys = [.. inputs.Keys.Order(StringComparer.Ordinal)]; }
        IReadOnlyList<string> names = InputKeys ?? InputNames;
        string[] missing = [.. names.Except(inputs.Keys)];
        Guard.That(missing.Length == 0, $"The model {name} takes {string.Join(", ", names)}. Received: {string.Join(", ", inputs.Keys)}.",
            nameof(inputs));
        T[] outputs = apply([.. names.Select(n => inputs[n])]);
        IReadOnlyList<string> keys = OutputKeys ?? (OutputNames.Count == outputs.Length ? OutputNames
            : NumberNames("output", outputs.Length));
        return keys.Zip(outputs).ToDictionary(o => o.First, o => o.Second);
    }

    private protected override bool CallsByName => _callsByName ??= Graph is null
        && HasCall(typeof(Dictionary<string, Tensor>), typeof(bool));

    private bool? _callsByName;

    private Tensor[] CallByName(Tensor[] inputs, bool training)
    {
        IReadOnlyList<string> names = InputKeys is { } known && known.Count == inputs.Length ? known : NumberNames("input", inputs.Length);
        Dictionary<string, Tensor> outputs = call(names.Zip(inputs).ToDictionary(i => i.First, i => i.Second), training);
        // Keras sorts them, so that no order of writing matters.
        string[] keys = [.. outputs.Keys.Order(StringComparer.Ordinal)];
        if (OutputKeys?.SequenceEqual(keys) != true) { OutputKeys = keys; }
        return Array.ConvertAll(keys, k => outputs[k]);
    }
}
