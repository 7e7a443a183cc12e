using KerasDigits.Layers;

namespace KerasDigits.Training;

/// <summary>
/// What of a model is trainable, as it was when the model was compiled: fit and train_on_batch go by that, whatever has been frozen or
/// unfrozen since.
/// </summary>
/// <remarks>So a discriminator that is compiled and then frozen inside a GAN goes on learning by its own train_on_batch.
/// Source: tf.keras 2.3.1, engine/training_utils.py, RespectCompiledTrainableState.</remarks>
internal sealed class CompiledFlags
{
    private readonly (Layer Layer, bool Trainable)[] _flags;

    public CompiledFlags(Layer model) => _flags = [.. model.Flatten().Select(l => (l, l.TrainableFlag))];

    /// <summary>Sets the flags of compile time until disposed.</summary>
    public Scope Restore()
    {
        if (Array.TrueForAll(_flags, f => f.Layer.TrainableFlag == f.Trainable)) { return default; }
        bool[] now = Array.ConvertAll(_flags, f => f.Layer.TrainableFlag);
        foreach (var (layer, trainable) in _flags) { layer.TrainableFlag = trainable; }
        return new Scope(this, now);
    }

    public readonly struct Scope(CompiledFlags? flags, bool[]? now) : IDisposable
    {
        public void Dispose()
        {
            for (int i = 0; i < now?.Length; i++) { flags!._flags[i].Layer.TrainableFlag = now[i]; }
        }
    }
}
