using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>What several of TensorFlow's and Keras 3's operations need that no tensor method says.</summary>
internal static class OpFunctions
{
    /// <summary>An axis of a tensor that has one axis more.</summary>
    public static long ResolveNewAxis(Tensor x, long axis) => axis < 0 ? axis + x.dim() + 1 : axis;

    /// <summary>Sums of products by letters.</summary>
    public static Tensor Einsum(string equation, Tensor[] inputs) => LinearAlgebraOps.Einsum(equation, inputs);

    /// <summary>Integers from one to another, which is left out.</summary>
    public static Tensor Places(long from, long to, long step = 1) =>
        torch.arange(from, to, step, dtype: torch.ScalarType.Int64).to(Backend.Device.Current);

    /// <summary>Sums of products over pairs of axes.</summary>
    public static Tensor Tensordot(Tensor a, Tensor b, long[] axesOfA, long[] axesOfB) => torch.tensordot(a, b, axesOfA, axesOfB);

    /// <summary>Determinants of the last two axes' matrices.</summary>
    public static Tensor Determinant(Tensor x) => torch.linalg.det(x);

    /// <summary>Vectors at right angles to two of three numbers each.</summary>
    public static Tensor Cross(Tensor a, Tensor b) => torch.linalg.cross(a, b, -1);

    /// <summary>The numbers of a small tensor.</summary>
    public static long[] ToWholeNumbers(Tensor x) => Backend.Arrays.ToValues<long>(x);

    /// <summary>Size of an axis, counted from the end when negative.</summary>
    public static long GetSize(Tensor x, long axis) => x.shape[axis < 0 ? axis + x.dim() : axis];

    /// <summary>Parts along an axis: a number of equal ones, or their sizes.</summary>
    public static Tensor[] Split(Tensor x, object? parts, long axis)
    {
        axis = axis < 0 ? axis + x.dim() : axis;
        if (parts is List<object?> sizes)
        {
            var result = new List<Tensor>();
            long at = 0;
            foreach (object? size in sizes)
            {
                long length = size is long n and >= 0 ? n : GetSize(x, axis) - at;
                result.Add(x.narrow(axis, at, length));
                at += length;
            }
            return [.. result];
        }
        long count = parts is long whole && whole > 0
            ? whole
            : throw new ArgumentException("`num_or_size_splits` must be a number of parts or their sizes.");
        Guard.That(GetSize(x, axis) % count == 0, $"The axis {axis} of shape {Shape.Of(x.shape)} must be divisible into {count} parts.",
            nameof(parts));
        return [.. Enumerable.Range(0, checked((int)count))
            .Select(i => x.narrow(axis, i * (GetSize(x, axis) / count), GetSize(x, axis) / count))];
    }

    /// <summary>Parts along an axis, cut at places.</summary>
    public static Tensor[] SplitAt(Tensor x, object? places, long axis)
    {
        if (places is not List<object?> list) { return Split(x, places, axis); }
        long[] ends =
            [.. list.Select(p => p is long place
                ? place
                : throw new ArgumentException($"The places of a split must be whole numbers. Received: {p ?? "null"}.", nameof(places))),
                GetSize(x, axis)];
        return [.. ends.Select((end, i) => x.narrow(axis, i == 0 ? 0 : ends[i - 1], end - (i == 0 ? 0 : ends[i - 1])))];
    }

    /// <summary>Without axes of size 1: all of them, or those named.</summary>
    public static Tensor Squeeze(Tensor x, long[]? axes)
    {
        if (axes is null or { Length: 0 }) { return x.squeeze(); }
        foreach (long axis in axes.Select(a => a < 0 ? a + x.dim() : a).OrderDescending()) { x = x.squeeze(axis); }
        return x;
    }

    /// <summary>Axes in another order; reversed by default.</summary>
    public static Tensor Transpose(Tensor x, long[]? order) =>
        x.permute(order ?? [.. Enumerable.Range(0, (int)x.dim()).Reverse().Select(i => (long)i)]);

    /// <summary>Values around a tensor: [[before, after], …] for each axis.</summary>
    public static Tensor Pad(Tensor x, object? widths, string mode, double value)
    {
        if (widths is not List<object?> list
            || !list.TrueForAll(w => w is List<object?> { Count: 2 } pair && pair.TrueForAll(n => n is long)))
        {
            throw new ArgumentException("`paddings` must hold two numbers for each axis.");
        }
        string known = mode.ToLowerInvariant() switch
        {
            "constant" => "constant",
            "reflect" => "reflect",
            "symmetric" => "symmetric",
            _ => throw new NotSupportedException($"The padding mode {mode} is not known here.")
        };
        for (int axis = 0; axis < list.Count; axis++)
        {
            long before = (long)((List<object?>)list[axis]!)[0]!, after = (long)((List<object?>)list[axis]!)[1]!;
            if (before == 0 && after == 0) { continue; }
            if (known == "constant")
            {
                Tensor Edge(long width) => x.narrow(axis, 0, 1).detach().mul(0).add(value)
                    .expand([.. x.shape.Select((d, i) => i == axis ? width : d)]);
                x = NN.Concatenate([.. new[] { before > 0 ? Edge(before) : null, x, after > 0 ? Edge(after) : null }.OfType<Tensor>()],
                    axis);
                continue;
            }
            long skip = known == "reflect" ? 1 : 0, size = GetSize(x, axis);
            Tensor? first = before > 0 ? x.narrow(axis, skip, before).flip(axis) : null, last = after > 0
                ? x.narrow(axis, size - skip - after, after).flip(axis)
                : null;
            x = NN.Concatenate([.. new[] { first, x, last }.OfType<Tensor>()], axis);
        }
        return x;
    }

    /// <summary>One of two values, by a truth value.</summary>
    public static Tensor SelectWhere(Tensor condition, Tensor yes, Tensor no)
    {
        var type = torch.result_type(yes, no);
        return torch.where(condition.ne(0), yes.to_type(type), no.to_type(type));
    }

    /// <summary>Matrix product over the last two axes.</summary>
    public static Tensor Product(Tensor a, Tensor b, bool turnA, bool turnB) =>
        NN.Product(turnA ? a.transpose(-1, -2) : a, turnB ? b.transpose(-1, -2) : b);

    /// <summary>Product of all values along axes.</summary>
    public static Tensor Product(Tensor x, long[] axes, bool keep)
    {
        foreach (long axis in axes.Select(a => a < 0 ? a + x.dim() : a).OrderDescending()) { x = x.prod(axis, keep); }
        return x;
    }

    /// <summary>Length 1 over axes.</summary>
    public static Tensor Normalize(Tensor x, long[] axes, double epsilon) =>
        x * x.square().sum(axes, keepdim: true).clamp_min(epsilon).rsqrt();

    /// <summary>Entries of an axis by their numbers.</summary>
    public static Tensor Take(Tensor x, Tensor indices, long axis)
    {
        axis = axis < 0 ? axis + x.dim() : axis;
        Tensor flat = indices.to_type(torch.ScalarType.Int64).reshape(-1);
        flat = torch.where(flat < 0, flat + GetSize(x, axis), flat);
        return x.index_select(axis, flat).reshape([.. x.shape[..(int)axis], .. indices.shape, .. x.shape[((int)axis + 1)..]]);
    }

    /// <summary>1 at each class's place.</summary>
    public static Tensor MakeOneHot(Tensor x, long classes)
    {
        Tensor numbers = torch.arange(0, classes, dtype: torch.ScalarType.Int64, device: x.device);
        return x.to_type(torch.ScalarType.Int64).unsqueeze(-1).eq(numbers).to_type(torch.ScalarType.Float32);
    }
}
