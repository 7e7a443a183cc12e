using KerasDigits.Data;

namespace KerasDigits.Training;

/// <summary>
/// Says of each batch of a run whether layers must look at its shapes: they are other ones than those of the batch before.
/// </summary>
internal sealed class ShapeWatch
{
    private long[][] _shapes = [];

    public bool IsNew(TensorBatch batch)
    {
        bool same = _shapes.Length == batch.X.Length;
        for (int i = 0; same && i < _shapes.Length; i++) { same = Sample(batch.X[i]).SequenceEqual(_shapes[i]); }
        if (!same) { _shapes = Array.ConvertAll(batch.X, t => Sample(t).ToArray()); }
        return !same;

        static ReadOnlySpan<long> Sample(Tensor t) => t.dim() == 0 ? [] : t.shape.AsSpan(1);
    }
}
