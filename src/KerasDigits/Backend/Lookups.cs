namespace KerasDigits.Backend;

/// <summary>
/// The rows looked up in a weight in a step's pass: TensorFlow's IndexedSlices, in which a row that was looked up twice stands twice.
/// </summary>
internal sealed class Lookups
{
    private readonly List<(Tensor Numbers, Tensor Rows)> _noted = [];

    /// <summary>Notes a look-up, if gradients flow through it.</summary>
    /// <param name="numbers">The rows' numbers.</param>
    /// <param name="rows">What was looked up, an axis longer.</param>
    public void Note(Tensor numbers, Tensor rows)
    {
        if (!rows.requires_grad) { return; }
        rows.retain_grad();
        _noted.Add((numbers, rows));
    }

    /// <summary>The gradients of single rows with their numbers; null: none came back.</summary>
    public (Tensor Numbers, Tensor Rows)? TakeGradients(Tensor like)
    {
        (Tensor Numbers, Tensor Rows)[] found = [.. _noted.Select(n => (n.Numbers, Rows: n.Rows.grad!))
            .Where(n => n.Rows is { IsInvalid: false })];
        return found.Length == 0
            ? null
            : (Tensors.Concatenate([.. found.Select(n => n.Numbers.flatten().to(like.device).to_type(DTypes.ParseTorch("int64")))], 0),
            Tensors.Concatenate([.. found.Select(n => n.Rows.reshape(-1, like.size(-1)).to_type(like.dtype))], 0));
    }
}
