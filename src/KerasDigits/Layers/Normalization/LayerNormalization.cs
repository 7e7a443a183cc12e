using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>Normalizes each sample to mean 0 and standard deviation 1 over some axes.</summary>
/// <param name="axis">The axis or axes; null: the last one (−1).</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether gamma is multiplied.</param>
/// <param name="beta_initializer">Initial values of beta; null: "zeros".</param>
/// <param name="gamma_initializer">Initial values of gamma; null: "ones".</param>
/// <param name="beta_regularizer">Penalty on beta that is added to the loss; null: none.</param>
/// <param name="gamma_regularizer">Penalty on gamma that is added to the loss; null: none.</param>
/// <param name="beta_constraint">Constraint applied to beta after each step; null: none.</param>
/// <param name="gamma_constraint">Constraint applied to gamma after each step; null: none.</param>
/// <param name="rms_scaling">Keras 3's: divides by the root of the variance, multiplies by gamma, and leaves mean and beta out.</param>
/// <remarks>Input shape: (batch, …). Output shape: the same. Weights: gamma, beta, with the sizes of the axes. Source: tf.keras 2.3.1,
/// layers/normalization.py.</remarks>
[KerasExport("keras.layers.LayerNormalization")]
public class LayerNormalization(IntList? axis = null, double epsilon = 1e-3, bool center = true, bool scale = true,
    Initializer? beta_initializer = null, Initializer? gamma_initializer = null, Regularizer? beta_regularizer = null,
    Regularizer? gamma_regularizer = null, Constraint? beta_constraint = null, Constraint? gamma_constraint = null,
    bool rms_scaling = false)
    : ScaledNormalization(epsilon, center && !rms_scaling, scale, beta_initializer, gamma_initializer, beta_regularizer, gamma_regularizer,
        beta_constraint, gamma_constraint)
{
    private long[] _axes = [];

    /// <summary>The axes.</summary>
    public IntList axis { get; } = axis ?? -1;

    /// <summary>Whether mean and beta are left out.</summary>
    public bool rms_scaling { get; private set; } = rms_scaling;

    /// <inheritdoc/>
    public override Config get_config() => base.get_config().Without("rms_scaling", false);

    /// <summary>Keras 3's first versions forgot rms_scaling in their files, which then hold no beta.</summary>
    internal override bool FitTo(int arrays)
    {
        if (arrays != 1 || gamma is null || beta is null) { return false; }
        DropBeta();
        return rms_scaling = true;
    }

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        _axes = LayerGuard.CheckAxes(axis, input_shape.Rank, least: 0);
        var shape = new Shape([.. _axes.Select(a => input_shape[(int)a])]);
        AddScale(shape);
        EndBuild([input_shape]);
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => rms_scaling ? NN.RmsNorm(inputs, _axes, gamma?.value, this.epsilon) :
        NN.LayerNorm(inputs, _axes, gamma?.value, beta?.value, this.epsilon);
}
