using KerasDigits.Backend;

namespace KerasDigits.Layers;

/// <summary>Kernel and bias of one projection in <see cref="MultiHeadAttention"/>, where Keras has an EinsumDense of that name.</summary>
internal sealed class HeadProjection : Layer
{
    private readonly MultiHeadAttention _owner;
    private Variable? _kernel;

    public HeadProjection(MultiHeadAttention owner, string name)
    {
        _owner = owner;
        this.name = name;
    }

    public Variable Kernel => _kernel ?? throw NotBuilt();

    public Variable? Bias { get; private set; }

    // The owner is not a layer inside this one.
    public override IReadOnlyList<Layer> SubLayers => [];

    /// <summary>Makes the weights, named below the owner's.</summary>
    public void Make(Shape kernel, Shape bias)
    {
        dtype = _owner.dtype_policy;
        using var scope = new NameScope(name);
        _kernel = add_weight("kernel", kernel, initializer: _owner.kernel_initializer, regularizer: _owner.kernel_regularizer,
            constraint: _owner.kernel_constraint);
        if (_owner.use_bias)
        {
            Bias = add_weight("bias", bias, initializer: _owner.bias_initializer, regularizer: _owner.bias_regularizer,
                constraint: _owner.bias_constraint);
        }
        built = true;
    }
}
