using KerasDigits.Backend;
using KerasDigits.Ops.SmallNets;
using KerasDigits.Regularizers;

namespace KerasDigits.Training.Small;

/// <summary>A penalty on a weight.</summary>
/// <param name="Weight">The weight that is penalized.</param>
/// <param name="Count">Number of the weight's values.</param>
/// <param name="L1">Factor of its values' sizes.</param>
/// <param name="L2">Factor of their squares.</param>
internal sealed unsafe record SmallPenalty(SmallWeight Weight, nint Count, double L1, double L2)
{
    /// <summary>The penalty that a weight's regularizer is; null: it is another.</summary>
    public static SmallPenalty? Of(Variable variable, FlatParameters parameters)
    {
        var weight = new SmallWeight(variable, parameters);
        return variable.Regularizer?.Target switch
        {
            L1L2 both => new(weight, (nint)variable.Size, both.l1, both.l2),
            L1 one => new(weight, (nint)variable.Size, one.l1, 0),
            L2 two => new(weight, (nint)variable.Size, 0, two.l2),
            _ => null,
        };
    }

    /// <summary>The penalty now.</summary>
    public double Value => Penalties.Sum((float*)Weight.Value, Count, L1, L2);

    /// <summary>Adds its slope to the weight's gradient.</summary>
    public void AddSlope()
    {
        if (Weight.Gradient != 0) { Penalties.AddSlope((float*)Weight.Value, (float*)Weight.Gradient, Count, (float)L1, (float)L2); }
    }
}
