using KerasDigits.Ops;

namespace KerasDigits.Optimizers;

/// <summary>
/// A gradient to be clipped. Of a weight in which rows are looked up TensorFlow clips the gradient of each look-up, before it adds up those
/// of one row.
/// </summary>
/// <param name="Dense">The whole gradient.</param>
/// <param name="Rows">The gradients of single look-ups; null: there are none.</param>
/// <param name="Numbers">The rows that were looked up; null: the gradient is dense.</param>
internal readonly record struct ClippedGradient(Tensor Dense, Tensor? Rows = null, Tensor? Numbers = null)
{
    /// <summary>The sum of squares that norms are taken of.</summary>
    public Tensor Squares => (Rows ?? Dense).square().sum();

    /// <summary>All values within ± limit.</summary>
    public ClippedGradient ClipTo(double limit)
    {
        if (Rows is null) { return new(Dense.clamp(-limit, limit)); }
        Tensor rows = Rows.clamp(-limit, limit);
        return new(SequenceOps.AddRows(Dense, Numbers!, rows), rows, Numbers);
    }

    /// <summary>The gradient with this largest norm, as clip_by_norm.</summary>
    public ClippedGradient WithNorm(double limit) => MultiplyBy(limit / Squares.sqrt().clamp_min(limit));

    /// <summary>The gradient times a factor.</summary>
    public ClippedGradient MultiplyBy(Tensor factor) => new(Dense * factor, Rows is null ? null : Rows * factor, Numbers);
}
