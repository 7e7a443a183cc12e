using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Operations on sequences of steps.</summary>
internal static class SequenceOps
{
    /// <summary>
    /// The steps of a tensor whose first axis is time, as views; the gradient of all of them is one stack, where single selections would
    /// each fill a whole tensor.
    /// </summary>
    public static Tensor[] Steps(Tensor x) => x.unbind(0);

    /// <summary>Steps joined along a new axis.</summary>
    public static Tensor Stack(IReadOnlyList<Tensor> steps, int axis) => torch.stack(steps, axis);

    /// <summary>The order of an axis reversed.</summary>
    public static Tensor Reverse(Tensor x, long axis) => x.flip(axis);

    /// <summary>Where the mask (batch) is true the first, elsewhere the second.</summary>
    public static Tensor SelectWhere(Tensor mask, Tensor yes, Tensor no)
    {
        while (mask.dim() < yes.dim()) { mask = mask.unsqueeze(-1); }
        return torch.where(mask, yes, no);
    }

    /// <summary>Of a mask (time, batch): whether it holds at a step or at one before.</summary>
    public static Tensor Since(Tensor mask) => mask.to_type(torch.ScalarType.Int64).cumsum(0).to_type(torch.ScalarType.Bool);

    /// <summary>Zeros where the mask does not hold.</summary>
    public static Tensor Hide(Tensor x, Tensor mask) => SelectWhere(mask, x, torch.zeros_like(x));

    /// <summary>A factor that drops a part of the values and scales the others up.</summary>
    public static Tensor DropoutMask(long[] shape, double rate, Tensor like) =>
        torch.empty(shape, dtype: like.dtype, device: like.device).bernoulli_(1 - rate).div_(1 - rate);

    /// <summary>Rows of a table by number.</summary>
    /// <exception cref="ArgumentException">A number is not one of a row.</exception>
    public static Tensor Rows(Tensor table, Tensor numbers, string layer)
    {
        Tensor index = numbers.dtype is torch.ScalarType.Int32 or torch.ScalarType.Int64
            ? numbers
            : numbers.to_type(torch.ScalarType.Int64);
        // What the numbers were, not what a conversion makes of NaN.
        return EngineErrors.Explain((table, index, numbers, layer),
            static s => s.table.index_select(0, s.index.flatten()).reshape([.. s.index.shape, s.table.size(1)]),
            static s => new($"Layer {s.layer}", DescribeNumbers(s.numbers),
                $"It has rows for the numbers 0 to {s.table.size(0) - 1}: give it input_dim = greatest number + 1."));
    }

    /// <summary>What numbers lie between, and whether some are none: NaN would take the place of both ends.</summary>
    private static string DescribeNumbers(Tensor numbers)
    {
        Tensor real = numbers.masked_select(numbers.eq(numbers));
        string range = real.numel() == 0 ? "" : $"numbers from {real.min().ToNumber()} to {real.max().ToNumber()}";
        return real.numel() == numbers.numel() ? range : range.Length == 0 ? "NaN" : $"{range} and NaN";
    }

    /// <summary>A table of 0 to which rows are added by number.</summary>
    public static Tensor AddRows(Tensor like, Tensor numbers, Tensor rows) => torch.zeros_like(like).index_add_(0, numbers, rows, 1);

    /// <summary>For each masked tensor whether any value of the last axis differs from a number.</summary>
    public static Tensor AnyOther(Tensor x, double value, bool keepdim = false) => x.ne(value).any(-1, keepdim);

    /// <summary>Whether all masks hold.</summary>
    public static Tensor CombineAll(IEnumerable<Tensor> masks) => masks.Aggregate(static (a, b) => a.logical_and(b));

    /// <summary>A mask of a tensor's shape that hides nothing.</summary>
    public static Tensor MakeNothing(Tensor like) => torch.ones(like.shape, dtype: torch.ScalarType.Bool, device: like.device);
}
