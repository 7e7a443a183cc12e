using KerasDigits.Backend;
using KerasDigits.Initializers;

namespace KerasDigits.Layers;

/// <summary>Creates a weight that is not trained.</summary>
internal delegate Variable FixedWeight(string name, Shape shape, string? dtype, Initializer initializer);

/// <summary>A layer's sum of inputs times a kernel, where both are rounded to few bits.</summary>
/// <remarks>The kernel that is multiplied is the one that the few bits stand for, so the gradient of the inputs is that of the sum before
/// rounding, as in Keras.</remarks>
internal abstract class QuantizedProduct
{
    /// <summary>A layer's kernel as its policy has it kept, and the sum where it is computed in few bits.</summary>
    /// <param name="layer">The layer of the model.</param>
    /// <param name="kernel">Makes the kernel of floats.</param>
    /// <param name="form">Says what the kernel's axes are.</param>
    /// <param name="add">Creates a weight that is not trained.</param>
    /// <param name="zeroName">Name of GPTQ's and AWQ's zeros.</param>
    public static (Variable Kernel, QuantizedProduct? Sum) Make(Layer layer, Func<Variable> kernel, Func<KernelForm> form, FixedWeight add,
        string zeroName)
    {
        if (layer.dtype_policy.Quantization is not { } how) { return (kernel(), null); }
        if (how.Mode == "float8")
        {
            Variable floats = kernel();
            return (floats, new Float8Product(layer, how, floats, add));
        }
        var few = new FewBits(how, form(), add, zeroName);
        return (few.Kept, few);
    }

    /// <summary>The sum in the inputs' dtype.</summary>
    /// <param name="inputs">Inputs of shape (batch, …, features).</param>
    /// <param name="training">Whether the layer is trained.</param>
    /// <param name="product">The sum of 32 bits.</param>
    public abstract Tensor Of(Tensor inputs, bool training, Func<Tensor, Tensor, Tensor> product);

    /// <summary>The bias as it is added.</summary>
    public virtual Tensor ReadBias(Tensor bias) => bias;

    /// <summary>The kernel in 32 bits; null: it is rounded again in each call.</summary>
    public virtual Tensor? UnpackKernel() => null;

    /// <summary>To what integers inputs are rounded; null: to none.</summary>
    public virtual (long[] Axes, InputRange Range)? Inputs => null;

    /// <summary>The weights that Keras makes before the kernel, in whose order .h5 files are read there.</summary>
    public virtual IReadOnlyList<Variable> Before => [];

    /// <summary>The weights by their places in Keras 3's files.</summary>
    public abstract IReadOnlyList<Variable> EnumerateStored(Variable? bias);
}
