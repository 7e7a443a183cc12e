using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>A sum whose inputs and kernel are rounded to float8: the kernel itself stays as it is.</summary>
/// <remarks>Source: keras 3.3 to 3.15, layers/core/dense.py.</remarks>
internal sealed class Float8Product : QuantizedProduct
{
    private readonly Layer _layer;
    private readonly Variable _kernel;
    private readonly Variable[] _scales;

    /// <summary>Makes the scales and the sizes that they follow.</summary>
    public Float8Product(Layer layer, Quantization how, Variable kernel, FixedWeight add)
    {
        (_layer, _kernel) = (layer, kernel);
        _scales = [.. new[] { "inputs", "kernel", "outputs_grad" }.SelectMany(part => new[]
        {
            add(part + "_scale", default, "float32", "ones"),
            add(part + "_amax_history", new Shape(how.History), "float32", "zeros"),
        })];
    }

    /// <inheritdoc/>
    public override Tensor Of(Tensor inputs, bool training, Func<Tensor, Tensor, Tensor> product)
    {
        if (training && _layer.trainable)
        {
            throw new NotSupportedException($"The layer \"{_layer.name}\" computes in float8, which is not trained here. Freeze it "
                + "(trainable = false), or train it in Python.");
        }
        Tensor kernel = _kernel.value.to_type(inputs.dtype);
        return product(QuantizedOps.ToFloat8(inputs, _scales[0].value), QuantizedOps.ToFloat8(kernel, _scales[2].value));
    }

    /// <inheritdoc/>
    public override Tensor ReadBias(Tensor bias) => Tensors.IsFloat32(bias) ? QuantizedOps.ToBFloat16(bias) : bias;

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> Before => _scales;

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> EnumerateStored(Variable? bias) =>
        bias is null ? [_kernel, .. _scales] : [_kernel, bias, .. _scales];
}
