using KerasDigits.Layers;

namespace KerasDigits.Training;

/// <summary>A layer that can be compiled, trained, evaluated and asked for predictions.</summary>
public abstract partial class TrainableModel : Layer
{
    /// <summary>Set true (by a callback, for example) to end training after the current batch or epoch.</summary>
    public bool stop_training { get; set; }

    /// <summary>Names of the inputs, for dictionaries of arrays.</summary>
    public virtual IReadOnlyList<string> input_names => ["input_1"];

    /// <summary>Names of the outputs, for dictionaries of losses and targets and for log names.</summary>
    public virtual IReadOnlyList<string> output_names => ["output_1"];
}
