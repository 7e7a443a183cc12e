using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>A tensor's own memory, for files: in pieces, because a span ends at 2 GiB.</summary>
internal static class RawBytes
{
    /// <summary>Receives a piece of memory and its place, counted in bytes.</summary>
    public delegate void Piece(long offset, Span<byte> memory);

    /// <summary>Whether a tensor's memory can be used as it is.</summary>
    public static bool IsPlain(Tensor tensor) => tensor.device_type == DeviceType.CPU && tensor.is_contiguous();

    /// <summary>Gives the tensor's memory piece by piece. The tensor is <see cref="IsPlain">plain</see>.</summary>
    /// <param name="tensor">Tensor of any shape.</param>
    /// <param name="pieces">Offsets and lengths in bytes, multiples of an element's size, from the first byte to the last.</param>
    /// <param name="use">Reads or writes the memory.</param>
    public static void ForEachPiece(Tensor tensor, IReadOnlyList<(long Offset, int Length)> pieces, Piece use)
    {
        if (pieces.Count == 1)
        {
            use(0, tensor.bytes);
            return;
        }
        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        Tensor flat = tensor.detach().view(-1);
        long size = flat.element_size();
        foreach (var (offset, length) in pieces)
        {
            using Tensor window = flat.narrow(0, offset / size, length / size);
            use(offset, window.bytes);
        }
    }

    /// <summary>
    /// A new tensor of so many elements of a file's dtype, with its memory still to be filled; null when the engine has no such dtype.
    /// </summary>
    public static Tensor? MakeEmpty(string dtype, long count) => dtype is "uint16" or "uint32" or "uint64"
        ? null
        : torch.empty([count], dtype: DTypes.ParseTorch(dtype));
}
