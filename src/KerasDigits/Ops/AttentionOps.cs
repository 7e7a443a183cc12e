using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace KerasDigits.Ops;

/// <summary>Scores, masks and weighted sums of attention.</summary>
internal static class AttentionOps
{
    /// <summary>What is added to scores that a mask hides.</summary>
    public const double Lowered = -1e9;

    /// <summary>Whether a query's step may see a value's: not the later ones. Shape (1, queries, values).</summary>
    public static Tensor MakeCausal(long queries, long values, Tensor like) =>
        torch.ones([1, queries, values], dtype: torch.ScalarType.Bool, device: like.device).tril();

    /// <summary>Whether a query's step sees a value's: those fewer than this many steps away. Shape (1, queries, values).</summary>
    public static Tensor Near(long queries, long values, int steps, Tensor like) =>
        torch.ones([1, queries, values], dtype: torch.ScalarType.Bool, device: like.device).tril(steps - 1).triu(1 - steps);

    /// <summary>
    /// exp(scores), normalised over the last axis, where scores behind a false mask are lowered by 10⁹ (65504 for float16), as Keras does.
    /// </summary>
    public static Tensor MaskedSoftmax(Tensor scores, Tensor? mask)
    {
        if (mask is not null)
        {
            scores = scores + (mask.logical_not().to_type(scores.dtype) * (scores.dtype == torch.ScalarType.Float16 ? -65504.0 : Lowered));
        }
        return F.softmax(scores, -1);
    }

    /// <summary>Dropout of weights in training.</summary>
    public static Tensor Dropout(Tensor weights, double rate, bool training) => training && rate > 0 ? NN.Dropout(weights, rate) : weights;

    /// <summary>All masks that are there, together; null: none is.</summary>
    public static Tensor? And(params Tensor?[] masks) => masks.OfType<Tensor>().ToArray() is { Length: > 0 } given
        ? SequenceOps.CombineAll(given)
        : null;

    /// <summary>a · bᵀ over the last axes, batch by batch.</summary>
    public static Tensor Products(Tensor a, Tensor b) => NN.Product(a, b.transpose(-1, -2));

    /// <summary>A vector's products with the axis a of x and the axis b of y summed, sample by sample: Keras's batch_dot.</summary>
    public static Tensor BatchDot(Tensor x, Tensor y, int a, int b)
    {
        long[] left = [.. Enumerable.Range(1, (int)x.dim() - 1).Where(i => i != a).Select(i => (long)i)],
            right = [.. Enumerable.Range(1, (int)y.dim() - 1).Where(i => i != b).Select(i => (long)i)];
        Tensor rows = x.permute([0, .. left, a]).reshape(x.size(0), -1, x.size(a)),
            columns = y.permute([0, b, .. right]).reshape(y.size(0), y.size(b), -1);
        long[] shape = [x.size(0), .. left.Select(i => x.shape[i]), .. right.Select(i => y.shape[i])];
        return rows.bmm(columns).reshape(shape.Length == 1 ? [shape[0], 1] : shape);
    }

    /// <summary>x / ‖x‖ over axes, with a square of at least 10⁻¹² below the root.</summary>
    public static Tensor Normalize(Tensor x, params long[] axes) => Norms.ScaleToUnit(x, axes);
}
