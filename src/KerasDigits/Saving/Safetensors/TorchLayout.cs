using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Safetensors;

/// <summary>
/// How PyTorch's modules call and lay out what a Keras layer keeps: outputs first in kernels, two biases and another order of gates in
/// recurrent layers, "weight" and "running_mean" in normalizations.
/// </summary>
/// <remarks>Source: PyTorch's documentation of its modules Linear, Conv2d, LSTM, GRU, RNN, BatchNorm2d, Embedding.</remarks>
internal static class TorchLayout
{
    private const string InputBias = "bias_ih", StateBias = "bias_hh";

    /// <summary>PyTorch's name for the last part of a weight's name; null: it has none.</summary>
    public static string? FindName(string kind, Layer owner) => (kind, owner) switch
    {
        ("kernel", StandardCell) => "weight_ih_l0",
        ("recurrent_kernel", StandardCell) => "weight_hh_l0",
        ("bias", StandardCell) => InputBias + "_l0",
        ("kernel" or "depthwise_kernel" or "pointwise_kernel" or "embeddings" or "gamma" or "alpha" or "scale", _) => "weight",
        ("bias" or "beta", _) => "bias",
        ("moving_mean", _) => "running_mean",
        ("moving_variance", _) => "running_var",
        _ => null,
    };

    /// <summary>Whether a name is one that PyTorch gives.</summary>
    public static bool IsTorchs(string name) => GetLastPart(name) is var last
        && (last.StartsWith("weight", StringComparison.Ordinal) || last.StartsWith("bias_", StringComparison.Ordinal)
            || last.StartsWith("running_", StringComparison.Ordinal));

    public static string GetLastPart(string name) => name.Split('.', '/')[^1];

    /// <summary>The second array of a recurrent layer's bias; null: the weight is one array.</summary>
    public static string? FindPartner(string name, Layer owner) => owner is StandardCell
        && GetLastPart(name).StartsWith(InputBias, StringComparison.Ordinal) ? name.Replace(InputBias, StateBias, StringComparison.Ordinal)
        : null;

    /// <summary>Keras's weight of PyTorch's arrays.</summary>
    /// <param name="value">PyTorch's array of the weight.</param>
    /// <param name="partner">The second bias; null: there is one bias.</param>
    /// <param name="weight">The weight to look at.</param>
    /// <param name="owner">Layer that owns the weight.</param>
    public static Tensor FromTorch(Tensor value, Tensor? partner, Variable weight, Layer owner)
    {
        if (owner is GRUCell) { (value, partner) = (ReorderGates(value), partner is null ? null : ReorderGates(partner)); }
        if (partner is not null)
        {
            if (owner is not GRUCell) { return value + partner; }
            if (weight.value.dim() == 1)
            {
                throw new NotSupportedException("PyTorch's GRU applies its reset gate after the product: make the layer with "
                    + "reset_after: true.");
            }
            return Tensors.Concatenate([value.unsqueeze(0), partner.unsqueeze(0)], 0);
        }
        Tensor turned = OrderAxes(weight, (int)value.dim()) is { } order ? value.permute(order) : value;
        return Layer.GetShortName(weight) == "kernel" ? FlattenedRows.FromTorch(turned, owner) : turned;
    }

    /// <summary>PyTorch's arrays of a weight: one, or two biases.</summary>
    public static (Tensor Value, Tensor? Partner) ToTorch(Variable weight, Layer owner, bool two)
    {
        Tensor value = weight.value.detach();
        if (two)
        {
            if (owner is GRUCell)
            {
                return value.dim() == 2
                    ? (ReorderGates(value.select(0, 0)), ReorderGates(value.select(0, 1)))
                    : throw new NotSupportedException("PyTorch's GRU applies its reset gate after the product, and this layer before it "
                        + "(reset_after: false).");
            }
            return (value, value * 0);
        }
        string kind = Layer.GetShortName(weight);
        if (kind == "kernel") { value = FlattenedRows.ToTorch(value, owner); }
        int axes = (int)value.dim() - 2;
        if (kind == "depthwise_kernel")
        {
            // (rows, columns, channels, multiplier) becomes (channels · multiplier, 1, rows, columns).
            Tensor turned = value.permute([axes, axes + 1, .. Enumerable.Range(0, axes).Select(i => (long)i)]);
            return (turned.reshape([turned.size(0) * turned.size(1), 1, .. turned.shape[2..]]), null);
        }
        if (axes < 0 || kind is not ("kernel" or "recurrent_kernel" or "pointwise_kernel")) { return (value, null); }
        Tensor first = value.permute([axes + 1, axes, .. Enumerable.Range(0, axes).Select(i => (long)i)]);
        return (owner is GRUCell ? ReorderGates(first) : first, null);
    }

    /// <summary>PyTorch's GRU keeps reset before update, Keras's update before reset: the same swap leads both ways.</summary>
    private static Tensor ReorderGates(Tensor value)
    {
        Tensor[] gates = value.chunk(3, 0);
        return Tensors.Concatenate([gates[1], gates[0], gates[2]], 0);
    }

    /// <summary>The order of PyTorch's axes that gives Keras's; null: the same.</summary>
    public static long[]? OrderAxes(Variable weight, int rank)
    {
        string kind = Layer.GetShortName(weight);
        if (rank < 2 || kind is not ("kernel" or "recurrent_kernel" or "pointwise_kernel" or "depthwise_kernel")) { return null; }
        // (outputs, inputs, rows, columns) becomes (rows, columns, inputs, outputs); depthwise (channels · multiplier, 1, rows, columns)
        // becomes (rows, columns, channels, multiplier).
        long[] places = [.. Enumerable.Range(2, rank - 2).Select(i => (long)i)];
        return kind == "depthwise_kernel" ? [.. places, 0, 1] : [.. places, 1, 0];
    }
}
