using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>
/// Keeps a layer's largest singular value near 1: before each call in training its kernel is divided by an estimate of it.
/// </summary>
/// <remarks>Input shape: the inner layer's. Output shape: the inner layer's. Weights: those of the layer, and vector_u (1, last axis of the
/// kernel), which is not trained. Source: tf.keras 2.15, layers/normalization/spectral_normalization.py.</remarks>
[KerasExport("keras.layers.SpectralNormalization")]
public sealed class SpectralNormalization : Wrapper
{
    private Variable? _kernel, _vector;

    /// <summary>Creates the layer.</summary>
    /// <param name="layer">A layer with a `kernel` (Dense, Conv2D …) or `embeddings`.</param>
    /// <param name="power_iterations">Steps of the estimate in each call.</param>
    /// <exception cref="ArgumentException">power_iterations is not above 0.</exception>
    public SpectralNormalization(Layer layer, int power_iterations = 1) : base(layer)
    {
        Guard.That(power_iterations > 0, $"`power_iterations` should be greater than zero. Received: `power_iterations={power_iterations}`",
            nameof(power_iterations));
        this.power_iterations = power_iterations;
    }

    /// <summary>Steps of the estimate in each call.</summary>
    public int power_iterations { get; }

    /// <summary>The estimate's left singular vector.</summary>
    public Variable vector_u => _vector ?? throw NotBuilt();

    internal override IReadOnlyList<Variable> RepeatedWeights => _kernel is null ? [] : [_kernel];

    private protected override void BuildFor(CallArguments call)
    {
        layer.EnsureBuilt(call);
        _kernel = (layer.GetType().GetProperty("kernel") ?? layer.GetType().GetProperty("embeddings"))?.GetValue(layer) as Variable
            ?? throw new ArgumentException($"{layer.GetType().Name} object has no attribute 'kernel' nor 'embeddings'");
        input_spec = new InputSpec(shape: call.Shapes[0].With(0, null));
        _vector = add_weight("vector_u", new Shape(1, _kernel.shape[^1]), dtype: _kernel.dtype,
            initializer: new Initializers.TruncatedNormal(stddev: 0.02), trainable: false);
    }

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        if (context.training) { normalize_weights(); }
        return layer.ApplyAll(inputs, context.training);
    }

    /// <summary>Divides the kernel by the estimate of its largest singular value, after more steps of the estimate.</summary>
    public void normalize_weights()
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        Tensor kernel = _kernel!.value.detach(), rows = kernel.reshape(-1, kernel.size(-1)), u = vector_u.value.detach(), v = u;
        if (rows.abs().amax().ToNumber() == 0) { return; }
        for (int i = 0; i < power_iterations; i++)
        {
            v = AttentionOps.Normalize(OpsNN.matmul(u, rows.transpose(0, 1)), 0, 1);
            u = AttentionOps.Normalize(OpsNN.matmul(v, rows), 0, 1);
        }
        Tensor sigma = OpsNN.matmul(OpsNN.matmul(v, rows), u.transpose(0, 1));
        vector_u.assign(u);
        _kernel.assign((rows / sigma).reshape(kernel.shape));
    }

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes) => layer.compute_output_shape(input_shapes);
}
