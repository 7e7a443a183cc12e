using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>First input minus the second.</summary>
/// <remarks>Input shape: two of one shape. Output shape: the same. Source: tf.keras 2.3.1, layers/merge.py.</remarks>
[KerasExport("keras.layers.Subtract")]
public sealed class Subtract : Merge
{
    /// <inheritdoc/>
    public override void build(Shape[] input_shapes) =>
        Guard.That(input_shapes.Length == 2, $"A `Subtract` layer should be called on exactly 2 inputs. Received: {input_shapes.Length}.",
            nameof(input_shapes));

    /// <inheritdoc/>
    protected override Tensor Combine(Tensor a, Tensor b) => a - b;

    /// <summary>The difference of symbolic tensors.</summary>
    /// <param name="inputs">Two symbolic tensors.</param>
    [KerasExport("keras.layers.subtract")]
    public static KerasTensor subtract(KerasTensor[] inputs) => new Subtract().Apply(inputs);
}

/// <summary>Product of the inputs.</summary>
/// <remarks>Input shape: several of one shape. Output shape: the same. Source: tf.keras 2.3.1, layers/merge.py.</remarks>
[KerasExport("keras.layers.Multiply")]
public sealed class Multiply : Merge
{
    /// <inheritdoc/>
    protected override Tensor Combine(Tensor a, Tensor b) => a * b;

    /// <summary>The product of symbolic tensors.</summary>
    /// <param name="inputs">Symbolic tensors of shapes that are broadcast with each other; at least two.</param>
    [KerasExport("keras.layers.multiply")]
    public static KerasTensor multiply(KerasTensor[] inputs) => new Multiply().Apply(inputs);
}

/// <summary>Mean of the inputs.</summary>
/// <remarks>Input shape: several of one shape. Output shape: the same. Source: tf.keras 2.3.1, layers/merge.py.</remarks>
[KerasExport("keras.layers.Average")]
public sealed class Average : Merge
{
    // A quotient.
    internal override WholeNumbers Wholes => WholeNumbers.Otherwise;

    /// <inheritdoc/>
    protected override Tensor Combine(Tensor a, Tensor b) => a + b;

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context) => [base.call(inputs, context)[0] / inputs.Length];

    /// <summary>The mean of symbolic tensors.</summary>
    /// <param name="inputs">Symbolic tensors of shapes that are broadcast with each other; at least two.</param>
    [KerasExport("keras.layers.average")]
    public static KerasTensor average(KerasTensor[] inputs) => new Average().Apply(inputs);
}

/// <summary>Largest of the inputs, value by value.</summary>
/// <remarks>Input shape: several of one shape. Output shape: the same. Source: tf.keras 2.3.1, layers/merge.py.</remarks>
[KerasExport("keras.layers.Maximum")]
public sealed class Maximum : Merge
{
    /// <inheritdoc/>
    protected override Tensor Combine(Tensor a, Tensor b) => a.maximum(b);

    /// <summary>The maximum of symbolic tensors.</summary>
    /// <param name="inputs">Symbolic tensors of shapes that are broadcast with each other; at least two.</param>
    [KerasExport("keras.layers.maximum")]
    public static KerasTensor maximum(KerasTensor[] inputs) => new Maximum().Apply(inputs);
}

/// <summary>Smallest of the inputs, value by value.</summary>
/// <remarks>Input shape: several of one shape. Output shape: the same. Source: tf.keras 2.3.1, layers/merge.py.</remarks>
[KerasExport("keras.layers.Minimum")]
public sealed class Minimum : Merge
{
    /// <inheritdoc/>
    protected override Tensor Combine(Tensor a, Tensor b) => a.minimum(b);

    /// <summary>The minimum of symbolic tensors.</summary>
    /// <param name="inputs">Symbolic tensors of shapes that are broadcast with each other; at least two.</param>
    [KerasExport("keras.layers.minimum")]
    public static KerasTensor minimum(KerasTensor[] inputs) => new Minimum().Apply(inputs);
}
