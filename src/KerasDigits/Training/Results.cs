using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Training;

/// <summary>
/// What losses and metrics give, in Keras's order: a number for each, and beside it the array where a metric has several values (a list of
/// thresholds).
/// </summary>
internal sealed class Results : List<KeyValuePair<string, double>>
{
    /// <summary>
    /// The arrays, of the names that have one; the number of such a name is the array's mean, which Keras's progress bar shows.
    /// </summary>
    public Dictionary<string, NDArray> Arrays { get; } = [];

    /// <summary>Adds a value.</summary>
    public void Add(string name, Tensor value)
    {
        if (value.numel() == 1)
        {
            Add(KeyValuePair.Create(name, value.ToNumber()));
            return;
        }
        Arrays[name] = Backend.Arrays.ToArray(value);
        Add(KeyValuePair.Create(name, value.mean().ToNumber()));
    }
}
