namespace KerasDigits.Training.Small;

/// <summary>A layer of a compiled step.</summary>
internal abstract unsafe class SmallLayer
{
    /// <summary>Values of a sample that comes out.</summary>
    public required int Size { get; init; }

    /// <summary>The weights.</summary>
    public virtual IEnumerable<SmallWeight> Weights => [];

    /// <summary>Whether there is a weight to train.</summary>
    public bool Trains => Weights.Any(w => w.Gradient != 0);

    /// <summary>Whether weights' gradients are added to what stands there, instead of being written.</summary>
    public virtual bool AddsGradients => false;

    /// <summary>Whether the backward pass needs the results, so that they must not be overwritten.</summary>
    public virtual bool NeedsOutput => false;

    /// <summary>Whether an activation leaves its input as it is: a loss computes from the logits behind its predictions.</summary>
    public bool KeepsInput { get; set; }

    /// <summary>Multiply-adds that a sample costs in one call of the engine, forward.</summary>
    public virtual long Work => 0;

    /// <summary>Makes the buffers.</summary>
    /// <param name="memory">Memory the buffers are cut from.</param>
    /// <param name="samples">The greatest batch.</param>
    /// <param name="backwards">Whether a gradient of the input is wanted.</param>
    public virtual void Reserve(SmallMemory memory, int samples, bool backwards) { }

    /// <summary>Whether the first layer takes such values. It is asked before anything is changed.</summary>
    public virtual bool Takes(float* x, int samples) => true;

    /// <summary>Computes the results.</summary>
    /// <param name="x">Input, kept until the backward pass is done.</param>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="training">Whether to behave as in training.</param>
    /// <returns>Where they are: in a buffer of the layer's own or in the input's.</returns>
    public abstract float* RunForward(float* x, int samples, bool training);

    /// <summary>Computes the gradients of the weights and of the input.</summary>
    /// <param name="gradient">Of the results; may be written over.</param>
    /// <param name="samples">Samples of the batch.</param>
    /// <returns>The input's gradient; null where none was asked for.</returns>
    public abstract float* RunBackward(float* gradient, int samples);
}
