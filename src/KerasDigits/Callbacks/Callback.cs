using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>Base of all callbacks: override the hooks you need.</summary>
/// <remarks>Source: tf.keras 2.3.1, callbacks.py.</remarks>
public abstract class Callback : CallbackHooks
{
    private TrainableModel? _model;

    /// <summary>The model in training.</summary>
    /// <exception cref="InvalidOperationException">Asked for before training.</exception>
    public TrainableModel model => _model ?? throw new InvalidOperationException("A callback has a model only while fit, evaluate or predict runs it.");

    /// <inheritdoc/>
    public override void set_model(TrainableModel model) => _model = model;
}
