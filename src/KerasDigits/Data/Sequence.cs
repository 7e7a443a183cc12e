namespace KerasDigits.Data;

/// <summary>
/// A data set that gives batches by index, so that several workers can prepare them in parallel without changing their order
/// (keras.utils.Sequence).
/// </summary>
/// <remarks>Source: tf.keras 2.3.1, utils/data_utils.py.</remarks>
[KerasExport("keras.utils.Sequence")]
public abstract class Sequence
{
    /// <summary>Number of batches: Python's <c>__len__</c>.</summary>
    public abstract int Length { get; }

    /// <summary>The batch at a position: Python's <c>__getitem__</c>. Called from several threads at once when workers &gt; 1.</summary>
    /// <param name="index">Number of the batch, from 0.</param>
    public abstract Batch this[int index] { get; }

    /// <summary>
    /// The first half of making a batch: called for one batch after the other, in order, so that what is random is drawn in the same order
    /// for any number of workers. What it returns may run on any thread.
    /// </summary>
    /// <param name="index">Number of the batch, from 0.</param>
    /// <returns>Makes the batch.</returns>
    protected internal virtual Func<Batch> Prepare(int index) => () => this[index];

    /// <summary>
    /// Whether fit leaves the order of batches as it is, whatever its shuffle says: a data set that shuffles itself, as tf.data's.
    /// </summary>
    protected internal virtual bool KeepsOrder => false;

    /// <summary>
    /// Called after each epoch of fit, when its validation and callbacks are done, and after evaluate and predict; before the next epoch's
    /// first batch is prepared.
    /// </summary>
    public virtual void on_epoch_end() { }
}
