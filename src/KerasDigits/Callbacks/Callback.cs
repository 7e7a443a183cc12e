using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>Base of all callbacks: override the hooks you need.</summary>
/// <remarks>Source: tf.keras 2.3.1, callbacks.py.</remarks>
public abstract class Callback : CallbackHooks
{
    /// <summary>
    /// The model that fit, evaluate or predict runs; null before. (A field, as C# reserves set_model for a property of this name.)
    /// </summary>
    public TrainableModel model = null!;

    /// <inheritdoc/>
    public override void set_model(TrainableModel model) => this.model = model;
}
