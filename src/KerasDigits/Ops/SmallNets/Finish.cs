namespace KerasDigits.Ops.SmallNets;

/// <summary>What a stage does with its sums.</summary>
internal enum Finish
{
    /// <summary>Nothing.</summary>
    Linear,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1 / (1 + exp(−x)).</summary>
    Sigmoid,

    /// <summary>exp(x), normalised over the row.</summary>
    Softmax,
}
