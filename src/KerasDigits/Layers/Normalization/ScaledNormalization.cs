using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>
/// What the normalizations with learned gamma and beta share: the normalized values are multiplied by gamma and beta is added.
/// </summary>
public abstract class ScaledNormalization : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private protected ScaledNormalization(double epsilon, bool center, bool scale, Initializer? beta_initializer,
        Initializer? gamma_initializer, Regularizer? beta_regularizer, Regularizer? gamma_regularizer, Constraint? beta_constraint,
        Constraint? gamma_constraint)
    {
        (this.epsilon, this.center, this.scale) = (epsilon, center, scale);
        (this.beta_initializer, this.gamma_initializer) = (beta_initializer ?? "zeros", gamma_initializer ?? "ones");
        (this.beta_regularizer, this.gamma_regularizer) = (beta_regularizer, gamma_regularizer);
        (this.beta_constraint, this.gamma_constraint) = (beta_constraint, gamma_constraint);
    }

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <summary>Added to the variance.</summary>
    public double epsilon { get; }

    /// <summary>Whether beta is added.</summary>
    public bool center { get; private set; }

    /// <summary>Whether gamma is multiplied.</summary>
    public bool scale { get; }

    /// <summary>Initial values of beta.</summary>
    public Initializer beta_initializer { get; }

    /// <summary>Initial values of gamma.</summary>
    public Initializer gamma_initializer { get; }

    /// <summary>Regularization penalty on beta.</summary>
    public Regularizer? beta_regularizer { get; }

    /// <summary>Regularization penalty on gamma.</summary>
    public Regularizer? gamma_regularizer { get; }

    /// <summary>Constraint applied to beta after each step.</summary>
    public Constraint? beta_constraint { get; }

    /// <summary>Constraint applied to gamma after each step.</summary>
    public Constraint? gamma_constraint { get; }

    /// <summary>The factors; null without scale.</summary>
    public Variable? gamma { get; private set; }

    /// <summary>The offsets; null without center.</summary>
    public Variable? beta { get; private set; }

    /// <summary>Makes gamma and beta.</summary>
    private protected void AddScale(Shape shape)
    {
        if (scale)
        {
            gamma = add_weight("gamma", shape, initializer: gamma_initializer, regularizer: gamma_regularizer,
                constraint: gamma_constraint);
        }
        if (center)
        {
            beta = add_weight("beta", shape, initializer: beta_initializer, regularizer: beta_regularizer, constraint: beta_constraint);
        }
    }

    /// <summary>Leaves beta out after all.</summary>
    private protected void DropBeta()
    {
        Drop(beta!);
        (beta, center) = (null, false);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
