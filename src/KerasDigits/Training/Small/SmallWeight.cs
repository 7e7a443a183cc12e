using KerasDigits.Backend;

namespace KerasDigits.Training.Small;

/// <summary>A weight where it lies: in the engine's own memory, so that whoever reads the model between two steps sees it.</summary>
internal sealed class SmallWeight
{
    private readonly Variable _variable;
    private Tensor? _holder;

    /// <summary>Takes a weight.</summary>
    /// <param name="variable">The weight to take.</param>
    /// <param name="parameters">Those that are trained.</param>
    public SmallWeight(Variable variable, FlatParameters parameters)
    {
        _variable = variable;
        Gradient = parameters.GetGradient(variable);
    }

    /// <summary>The weight.</summary>
    public Variable Variable => _variable;

    /// <summary>Where the values are.</summary>
    public nint Value { get; private set; }

    /// <summary>Where the gradient goes; 0: none is wanted.</summary>
    public nint Gradient { get; }

    /// <summary>Looks where the values are now; false: they are not where the step can reach them.</summary>
    public bool Find()
    {
        _variable.PrepareWrite();
        return (Value = _variable.ReadAddress(out _holder)) != 0;
    }
}
