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
    private readonly Layer _model;
    private readonly (Layer Layer, bool Trainable)[] _flags;
    private bool _warned;

    public CompiledFlags(Layer model)
    {
        _model = model;
        _flags = [.. model.Flatten().Select(l => (l, l.TrainableFlag))];
    }

    /// <summary>Sets the flags of compile time until disposed; where they are not today's, says so once.</summary>
    /// <remarks>The loop of TF 2.3.1 and of 2.15 says nothing, Keras 2.3 and TensorFlow's own loop of version 1 do, by the number of
    /// weights: what a model that is not built will have is not known yet, so there flags alone count.</remarks>
    public Scope RestoreAloud()
    {
        if (_warned || IsInForce) { return Restore(); }
        int now = _model.trainable_weights.Count;
        Scope scope = Restore();
        if (!_model.built || _model.trainable_weights.Count != now)
        {
            _warned = true;
            Log.Warning("Discrepancy between trainable weights and collected trainable weights, did you set `model.trainable` without "
                + "calling `model.compile` after ?");
        }
        return scope;
    }

    private bool IsInForce => Array.TrueForAll(_flags, f => f.Layer.TrainableFlag == f.Trainable);

    /// <summary>Sets the flags of compile time until disposed.</summary>
    public Scope Restore()
    {
        if (IsInForce) { return default; }
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
