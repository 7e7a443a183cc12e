using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>
/// Batch normalization by the statistics of all processes' rows together, where a strategy trains the model in several; else plain
/// <see cref="BatchNormalization"/>.
/// </summary>
/// <param name="axis">Axis of the channels: −1 for the last one, 1 for data with channels first; null: −1. Of several, each place along
/// them is normalized on its own.</param>
/// <param name="momentum">Fraction of the moving statistics kept in each step.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether gamma is multiplied.</param>
/// <param name="beta_initializer">Initial values of beta; null: "zeros".</param>
/// <param name="gamma_initializer">Initial values of gamma; null: "ones".</param>
/// <param name="moving_mean_initializer">Initial values of the moving mean; null: "zeros".</param>
/// <param name="moving_variance_initializer">Initial values of the moving variance; null: "ones".</param>
/// <param name="beta_regularizer">Penalty on beta that is added to the loss; null: none.</param>
/// <param name="gamma_regularizer">Penalty on gamma that is added to the loss; null: none.</param>
/// <param name="beta_constraint">Constraint applied to beta after each step; null: none.</param>
/// <param name="gamma_constraint">Constraint applied to gamma after each step; null: none.</param>
/// <remarks>Input shape: (batch, …, channels). Output shape: the same. Weights: gamma, beta, moving_mean, moving_variance, each
/// (channels,). Source: tf.keras 2.3.1, layers/normalization.py.</remarks>
[KerasExport("keras.layers.experimental.SyncBatchNormalization")]
public sealed class SyncBatchNormalization(IntList? axis = null, double momentum = 0.99, double epsilon = 1e-3, bool center = true,
    bool scale = true, Initializer? beta_initializer = null, Initializer? gamma_initializer = null,
    Initializer? moving_mean_initializer = null, Initializer? moving_variance_initializer = null, Regularizer? beta_regularizer = null,
    Regularizer? gamma_regularizer = null, Constraint? beta_constraint = null, Constraint? gamma_constraint = null)
    : BatchNormalization(axis, momentum, epsilon, center, scale, beta_initializer, gamma_initializer, moving_mean_initializer,
        moving_variance_initializer, beta_regularizer, gamma_regularizer, beta_constraint, gamma_constraint)
{
    private protected override bool SharesStatistics => true;

    /// <summary>In Keras 3's files it is a BatchNormalization with synchronized=True.</summary>
    internal override string StoredClass => nameof(BatchNormalization);
}
