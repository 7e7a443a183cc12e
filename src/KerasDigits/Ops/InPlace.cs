namespace KerasDigits.Ops;

/// <summary>Activations written over their argument's own memory: for values that are not read afterwards, outside of training.</summary>
internal static class InPlace
{
    /// <summary>The exported activation of that name in place; null where there is none.</summary>
    public static Func<Tensor, Tensor>? FindByName(string name) => name switch
    {
        "relu" => static x => x.relu_(),
        "relu6" => static x => Relu(x, 6),
        "swish" or "silu" => static x => x.silu_(),
        "tanh" => static x => x.tanh_(),
        _ => null,
    };

    /// <summary>max(x, 0), at most <paramref name="max"/>.</summary>
    public static Tensor Relu(Tensor x, double? max) => max is { } m ? x.hardtanh_(0, m) : x.relu_();

    /// <summary>a + b, written over a where it has the result's shape.</summary>
    public static Tensor Add(Tensor a, Tensor b) => a.shape.AsSpan().SequenceEqual(b.shape) && a.dtype == b.dtype ? a.add_(b) : a + b;
}
