using KerasDigits.Backend;
using KerasDigits.Initializers;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>
/// Maps inputs to features whose products are about those of a kernel method (tf.keras.experimental, TensorFlow 2.1 to 2.11); for files
/// that hold one.
/// </summary>
/// <remarks>Input shape: (batch, features). Output shape: (batch, output_dim). Weights: kernel_scale (1,), trainable with the layer;
/// random_features_scale's unscaled_kernel (features, output_dim) and bias (output_dim,), fixed.
/// Source: tf.keras 2.3.1, layers/kernelized.py.</remarks>
[KerasExport("keras.layers.experimental.RandomFourierFeatures")]
public sealed class RandomFourierFeatures : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private Variable? _kernel, _bias, _scale;

    /// <summary>Creates the layer.</summary>
    /// <param name="output_dim">Number of features, above 0.</param>
    /// <param name="kernel_initializer">"gaussian", "laplacian", or an initializer of the fixed kernel.</param>
    /// <param name="scale">Width of the kernel; null: 1 ("laplacian"), or the root of half the number of inputs.</param>
    /// <exception cref="ArgumentOutOfRangeException">output_dim is not above 0.</exception>
    /// <exception cref="ArgumentException">kernel_initializer is another word than "gaussian" and "laplacian".</exception>
    public RandomFourierFeatures(int output_dim, string kernel_initializer = "gaussian", double? scale = null)
    {
        this.output_dim = Guard.Positive(output_dim);
        this.kernel_initializer = Guard.OneOf(kernel_initializer, ["gaussian", "laplacian"], nameof(kernel_initializer));
        this.scale = scale;
    }

    /// <summary>Number of features.</summary>
    public int output_dim { get; }

    /// <summary>Kind of the kernel.</summary>
    public string kernel_initializer { get; }

    /// <summary>Width of the kernel.</summary>
    public double? scale { get; }

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        input_spec = new InputSpec(ndim: 2,
            axes: new Dictionary<int, long> { [1] = input_shape[1]
                ?? throw new ArgumentException("The last dimension of the inputs to RandomFourierFeatures should be defined. Found `None`.",
                    nameof(input_shape)) });
        long inputs = input_shape[1]!.Value;
        _kernel = add_weight("unscaled_kernel", new Shape(inputs, output_dim), initializer: new RandomNormal(), trainable: false);
        _bias = add_weight("bias", new Shape(output_dim), initializer: new RandomUniform(0, 2 * Math.PI), trainable: false);
        _scale = add_weight("kernel_scale", new Shape(1),
            initializer: new Constant(scale ?? (kernel_initializer == "gaussian" ? Math.Sqrt(inputs / 2.0) : 1)), trainable: true);
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => (NN.Product(inputs, Cast(_kernel!) / Cast(_scale!)) + Cast(_bias!)).cos();

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => new(input_shape[0], output_dim);
}
