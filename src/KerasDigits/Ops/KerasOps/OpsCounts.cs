using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.ops: counting, positions and NaN.</summary>
/// <remarks>Source: Keras 3, ops/numpy.py and ops/core.py.</remarks>
internal static class OpsCounts
{
    /// <summary>The second's values behind the first's, along an axis; without one both are made flat.</summary>
    /// <param name="x1">The first values.</param>
    /// <param name="x2">The values appended; without an axis any shape, else x1's shape except along that axis.</param>
    /// <param name="axis">Axis to concatenate along; null: both are flattened.</param>
    [KerasExport("keras.ops.append")]
    public static Tensor append(Operand x1, Operand x2, int? axis = null)
    {
        Tensor a = x1.MakeLike(x2), b = x2.MakeLike(x1);
        return axis is { } along ? torch.cat([a, b], along) : torch.cat([a.reshape(-1), b.reshape(-1)], 0);
    }

    /// <summary>Places, int32, such that values before position kth are not greater, and those after it not smaller.</summary>
    /// <param name="x">Tensor with at least one axis.</param>
    /// <param name="kth">Position that gets the value it has in sorted order; negative ones count from the end.</param>
    /// <param name="axis">Axis; negative values count from the end.</param>
    /// <exception cref="ArgumentException">kth is outside of the axis.</exception>
    [KerasExport("keras.ops.argpartition")]
    public static Tensor argpartition(Tensor x, int kth, int axis = -1)
    {
        Guard.That(kth < x.size(axis) && kth >= -x.size(axis), $"`kth` must be a place of the axis, which has {x.size(axis)}. Received: "
            + $"kth={kth}.", nameof(kth));
        return OpsReductions.argsort(x, axis);
    }

    /// <summary>How often each whole number from 0 on occurs, or the sums of its weights.</summary>
    /// <param name="x">(values,), whole numbers from 0 on.</param>
    /// <param name="weights">(values,); null: 1.</param>
    /// <param name="minlength">At least so many counts.</param>
    /// <param name="sparse">Must be false: there are no sparse tensors.</param>
    /// <returns>int32, or the weights' dtype.</returns>
    /// <exception cref="ArgumentException">x has more than one axis or holds other than whole numbers from 0 on, or sparse is
    /// true.</exception>
    [KerasExport("keras.ops.bincount")]
    public static Tensor bincount(Tensor x, Tensor? weights = null, int minlength = 0, bool sparse = false)
    {
        Guard.That(x.dim() == 1, $"`x` must have one axis. Received: shape {Shape.Of(x.shape)}.", nameof(x));
        Guard.That(!sparse, "There are no sparse tensors: `sparse` must be false.", nameof(sparse));
        Tensor numbers = x.to_type(torch.ScalarType.Int64);
        long longest = x.numel() == 0 ? 0 : numbers.max().item<long>() + 1;
        Guard.That(x.numel() == 0 || (numbers.min().item<long>() >= 0 && longest <= int.MaxValue),
            $"`x` must hold whole numbers from 0 on. Received: {x.min().ToNumber()} to {x.max().ToNumber()}.", nameof(x));
        Tensor one = weights ?? torch.ones(x.numel(), torch.ScalarType.Int32, x.device);
        return torch.zeros(Math.Max(longest, minlength), one.dtype, x.device).index_add(0, numbers, one, 1);
    }

    /// <summary>For each value how many of the sorted numbers are smaller, or with side "right" not greater; int32.</summary>
    /// <param name="sorted_sequence">Sorted numbers, shape (n,).</param>
    /// <param name="values">Values to place, any shape.</param>
    /// <param name="side">"left" or "right".</param>
    /// <returns>Positions 0 … n, int32, shape of values.</returns>
    /// <exception cref="ArgumentException">sorted_sequence has more than one axis, or side is another word.</exception>
    [KerasExport("keras.ops.searchsorted")]
    public static Tensor searchsorted(Tensor sorted_sequence, Operand values, string side = "left")
    {
        Guard.That(sorted_sequence.dim() == 1, $"`sorted_sequence` must have one axis. Received: shape "
            + $"{Shape.Of(sorted_sequence.shape)}.", nameof(sorted_sequence));
        Tensor each = values.MakeLike(sorted_sequence).unsqueeze(-1);
        return (Guard.OneOf(side, ["left", "right"]) == "left" ? sorted_sequence.lt(each) : sorted_sequence.le(each)).sum(-1)
            .to_type(torch.ScalarType.Int32);
    }

    /// <summary>The number of the bin that each value falls into, int32: 0 below the first edge.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="bins">Edges in rising order, shape (edges,).</param>
    [KerasExport("keras.ops.digitize")]
    public static Tensor digitize(Operand x, Tensor bins) => searchsorted(bins, x, "right");

    /// <summary>How many values fall into each of some bins of one width; the last one holds its upper edge too.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="bins">Number of bins, above 0.</param>
    /// <param name="range">Lower and upper edge; null: the smallest and the greatest value.</param>
    /// <returns>Counts, (bins,), and edges, (bins + 1,).</returns>
    /// <exception cref="ArgumentOutOfRangeException">bins is not above 0.</exception>
    /// <exception cref="ArgumentException">range is not two finite numbers, the smaller one first.</exception>
    [KerasExport("keras.ops.histogram")]
    public static (Tensor Counts, Tensor Edges) histogram(Tensor x, int bins = 10, (double, double)? range = null)
    {
        _ = Guard.Positive(bins);
        Tensor values = OpsMath.Floats(x).reshape(-1);
        var (low, high) = range ?? (values.numel() == 0 ? (0, 1) : (values.min().ToNumber(), values.max().ToNumber()));
        Guard.That(double.IsFinite(low) && double.IsFinite(high) && low <= high,
            $"`range` must be two finite numbers, the smaller one first. Received: ({low}, {high}).", nameof(range));
        if (low == high) { (low, high) = (low - 0.5, high + 0.5); }
        Tensor edges = torch.linspace(low, high, bins + 1, dtype: values.dtype, device: values.device);
        Tensor inside = values.ge(low).logical_and(values.le(high));
        Tensor places = (searchsorted(edges, values, "right") - 1).clamp(0, bins - 1).to_type(torch.ScalarType.Int64);
        return (torch.zeros(bins, torch.ScalarType.Int32, x.device).index_add(0, places, inside.to_type(torch.ScalarType.Int32), 1), edges);
    }

    /// <summary>0 below 0, 1 above it, the second value at it.</summary>
    /// <param name="x1">Tensor, array or number: the values.</param>
    /// <param name="x2">The result where x1 is 0; broadcast with x1.</param>
    [KerasExport("keras.ops.heaviside")]
    public static Tensor heaviside(Operand x1, Operand x2)
    {
        Tensor x = OpsMath.Floats(x1.MakeLike(x2)), at = x2.MakeLike(x1).to_type(x.dtype);
        return torch.where(x.eq(0), at, torch.where(x.isnan(), x, x.gt(0).to_type(x.dtype)));
    }

    /// <summary>Where values are +∞.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.isposinf")]
    public static Tensor isposinf(Tensor x) => x.eq(double.PositiveInfinity);

    /// <summary>Where values are −∞.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.isneginf")]
    public static Tensor isneginf(Tensor x) => x.eq(double.NegativeInfinity);

    /// <summary>x1 / x2, and 0 where x2 is 0.</summary>
    /// <param name="x1">Dividend: tensor, array or number.</param>
    /// <param name="x2">Divisor; broadcast with x1.</param>
    [KerasExport("keras.ops.divide_no_nan")]
    public static Tensor divide_no_nan(Operand x1, Operand x2)
    {
        Tensor a = OpsMath.Floats(x1.MakeLike(x2)), b = x2.MakeLike(x1).to_type(a.dtype), none = b.eq(0);
        return torch.where(none, torch.zeros_like(b), a / torch.where(none, torch.ones_like(b), b));
    }

    /// <summary>The Kronecker product.</summary>
    /// <param name="x1">Tensor of any shape.</param>
    /// <param name="x2">Tensor of any shape; where the ranks differ the smaller one gets axes of size 1 in front.</param>
    /// <returns>The Kronecker product; each size is the product of both sizes.</returns>
    [KerasExport("keras.ops.kron")]
    public static Tensor kron(Tensor x1, Tensor x2)
    {
        int axes = (int)Math.Max(x1.dim(), x2.dim());
        long[] a = [.. Enumerable.Repeat(1L, axes - (int)x1.dim()), .. x1.shape], b = [.. Enumerable.Repeat(1L, axes - (int)x2.dim()),
            .. x2.shape];
        return (x1.reshape([.. a.SelectMany(n => new[] { n, 1L })]) * x2.reshape([.. b.SelectMany(n => new[] { 1L, n })]))
            .reshape([.. a.Zip(b, (m, n) => m * n)]);
    }

    /// <summary>Turned by quarters from the first axis towards the second.</summary>
    /// <param name="array">At least two axes.</param>
    /// <param name="k">How many quarters.</param>
    /// <param name="axes">The two axes; null: the first two.</param>
    [KerasExport("keras.ops.rot90")]
    public static Tensor rot90(Tensor array, int k = 1, (int, int)? axes = null)
    {
        var (first, second) = axes ?? (0, 1);
        return (((k % 4) + 4) % 4) switch
        {
            0 => array.clone(),
            1 => array.transpose(first, second).flip(first),
            2 => array.flip(first, second),
            _ => array.transpose(first, second).flip(second),
        };
    }

    /// <summary>The area under values along an axis, between neighbours by straight lines.</summary>
    /// <param name="y">Values of any shape.</param>
    /// <param name="x">Their places; null: dx apart.</param>
    /// <param name="dx">Distance of neighbours.</param>
    /// <param name="axis">Axis from -rank to rank-1.</param>
    /// <exception cref="ArgumentException">y holds no value along the axis.</exception>
    [KerasExport("keras.ops.trapezoid")]
    public static Tensor trapezoid(Tensor y, Tensor? x = null, double dx = 1.0, int axis = -1)
    {
        Tensor values = OpsMath.Floats(y).movedim([axis], [-1]);
        long n = values.size(-1);
        Guard.That(n > 0, "`y` must hold at least one value along the axis.", nameof(y));
        Tensor pairs = (values.narrow(-1, 1, n - 1) + values.narrow(-1, 0, n - 1)) / 2;
        if (x is null) { return (pairs * dx).sum(-1); }
        Tensor places = (x.dim() == 1 ? x : x.movedim([axis], [-1])).to_type(values.dtype);
        return (pairs * (places.narrow(-1, 1, n - 1) - places.narrow(-1, 0, n - 1))).sum(-1);
    }

    /// <summary>Powers of values, one row for each, the greatest power first.</summary>
    /// <param name="x">Numbers of shape (values,).</param>
    /// <param name="N">How many powers; null: as many as values.</param>
    /// <param name="increasing">Whether the power 0 comes first.</param>
    /// <exception cref="ArgumentException">x has more than one axis.</exception>
    [KerasExport("keras.ops.vander")]
    public static Tensor vander(Tensor x, int? N = null, bool increasing = false)
    {
        Guard.That(x.dim() == 1, $"`x` must have one axis. Received: shape {Shape.Of(x.shape)}.", nameof(x));
        Tensor powers = torch.stack([.. Enumerable.Range(0, N ?? (int)x.numel()).Select(p => x.pow(p))], -1);
        return increasing ? powers : powers.flip(-1);
    }

    /// <summary>For each axis of a shape the places of values that are counted through it.</summary>
    /// <param name="indices">Positions in the flattened array; negative ones count from the end.</param>
    /// <param name="shape">The array's shape.</param>
    /// <returns>One tensor for each axis of shape.</returns>
    /// <exception cref="ArgumentException">An index is outside of the array.</exception>
    [KerasExport("keras.ops.unravel_index")]
    public static Tensor[] unravel_index(Tensor indices, IntList shape)
    {
        Tensor rest = PlaceNumbers.Read(indices, nameof(indices));
        long all = shape.Aggregate(1L, (a, b) => a * b);
        Guard.That(rest.numel() == 0 || (rest.min().item<long>() >= -all && rest.max().item<long>() < all),
            $"`indices` must be below {all}, the number of values of shape ({string.Join(", ", shape)}).", nameof(indices));
        rest = torch.where(rest.lt(0), rest + all, rest);
        var places = new Tensor[shape.Count];
        for (int i = shape.Count - 1; i >= 0; i--)
        {
            places[i] = rest.remainder(shape[i]).to_type(torch.ScalarType.Int32);
            rest = ((rest - places[i]).to_type(torch.ScalarType.Float64) / shape[i]).to_type(torch.ScalarType.Int64);
        }
        return places;
    }

    /// <summary>The values of the first list of conditions that holds, each from the choice beside it; else the default.</summary>
    /// <param name="condlist">Conditions, from first to last; not empty.</param>
    /// <param name="choicelist">Values for each condition, as many.</param>
    /// <param name="defaultValue">Value where no condition holds; null: 0.</param>
    /// <exception cref="ArgumentException">The lists are empty, or their lengths differ.</exception>
    [KerasExport("keras.ops.select")]
    public static Tensor select(Tensor[] condlist, Tensor[] choicelist, Operand? defaultValue = null)
    {
        Guard.That(condlist.Length == choicelist.Length && condlist.Length > 0, "`condlist` and `choicelist` must be of one length, at "
            + $"least 1. Received: {condlist.Length} and {choicelist.Length}.", nameof(condlist));
        Tensor result = (defaultValue ?? 0.0).MakeLike(choicelist[0]).to_type(choicelist[0].dtype);
        for (int i = condlist.Length - 1; i >= 0; i--)
        {
            result = torch.where(condlist[i].to_type(torch.ScalarType.Bool), choicelist[i], result);
        }
        return result;
    }

    /// <summary>Sum, ignoring NaN.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.nansum")]
    public static Tensor nansum(Tensor x, ReductionAxes? axis = null, bool keepdims = false) =>
        BackendReductions.sum(Without(x, 0), axis, keepdims);

    /// <summary>Product, ignoring NaN.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.nanprod")]
    public static Tensor nanprod(Tensor x, ReductionAxes? axis = null, bool keepdims = false) =>
        BackendReductions.prod(Without(x, 1), axis, keepdims);

    /// <summary>Mean, ignoring NaN; NaN where all values are.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.nanmean")]
    public static Tensor nanmean(Tensor x, ReductionAxes? axis = null, bool keepdims = false)
    {
        return Norms.ReduceWidely(OpsMath.Floats(x), values => nansum(values, axis, keepdims)
            / BackendReductions.sum(values.isnan().logical_not().to_type(values.dtype), axis, keepdims));
    }

    /// <summary>Variance, ignoring NaN; NaN where all values are.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.nanvar")]
    public static Tensor nanvar(Tensor x, ReductionAxes? axis = null, bool keepdims = false)
    {
        Tensor around = OpsMath.Floats(x) - nanmean(x, axis, keepdims: true).detach();
        return nanmean((around - nanmean(around, axis, keepdims: true)).square(), axis, keepdims);
    }

    /// <summary>Standard deviation, ignoring NaN; NaN where all values are.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.nanstd")]
    public static Tensor nanstd(Tensor x, ReductionAxes? axis = null, bool keepdims = false) =>
        Norms.ReduceWidely(OpsMath.Floats(x), t => nanvar(t, axis, keepdims).sqrt(), squares: true);

    /// <summary>The greatest value, ignoring NaN; NaN where all values are.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.nanmax")]
    public static Tensor nanmax(Tensor x, ReductionAxes? axis = null, bool keepdims = false) =>
        Where(BackendReductions.max(Without(x, double.NegativeInfinity), axis, keepdims), x, axis, keepdims);

    /// <summary>The smallest value, ignoring NaN; NaN where all values are.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.nanmin")]
    public static Tensor nanmin(Tensor x, ReductionAxes? axis = null, bool keepdims = false) =>
        Where(BackendReductions.min(Without(x, double.PositiveInfinity), axis, keepdims), x, axis, keepdims);

    /// <summary>A window of the Bartlett form: a triangle that ends in 0.</summary>
    /// <param name="x">Length, 0 or more.</param>
    /// <returns>Shape (x,), dtype keras.backend.floatx().</returns>
    /// <exception cref="ArgumentException">x is negative.</exception>
    [KerasExport("keras.ops.bartlett")]
    public static Tensor bartlett(int x) => Window("bartlett", x);

    /// <summary>A window of the Blackman form.</summary>
    /// <param name="x">Length, 0 or more.</param>
    /// <returns>Shape (x,), dtype keras.backend.floatx().</returns>
    /// <exception cref="ArgumentException">x is negative.</exception>
    [KerasExport("keras.ops.blackman")]
    public static Tensor blackman(int x) => Window("blackman", x);

    /// <summary>A window of the Hamming form.</summary>
    /// <param name="x">Length, 0 or more.</param>
    /// <returns>Shape (x,), dtype keras.backend.floatx().</returns>
    /// <exception cref="ArgumentException">x is negative.</exception>
    [KerasExport("keras.ops.hamming")]
    public static Tensor hamming(int x) => Window("hamming", x);

    /// <summary>A window of the Hann form.</summary>
    /// <param name="x">Length, 0 or more.</param>
    /// <returns>Shape (x,), dtype keras.backend.floatx().</returns>
    /// <exception cref="ArgumentException">x is negative.</exception>
    [KerasExport("keras.ops.hanning")]
    public static Tensor hanning(int x) => Window("hann", x);

    /// <summary>Cast to another dtype, values beyond its range to the end of it.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="dtype">Dtype of the result.</param>
    [KerasExport("keras.ops.saturate_cast")]
    public static Tensor saturate_cast(Tensor x, string dtype)
    {
        (double Low, double High)? range = dtype switch
        {
            "uint8" => (byte.MinValue, byte.MaxValue),
            "int8" => (sbyte.MinValue, sbyte.MaxValue),
            "int16" => (short.MinValue, short.MaxValue),
            "int32" => (int.MinValue, int.MaxValue),
            "float16" => (-65504, 65504),
            _ => null,
        };
        // float32 has no 2^31 - 1, so whole numbers of that size are compared in float64
        Tensor wide = range is null || dtype != "int32" ? x : x.to_type(torch.ScalarType.Float64);
        return (range is { } r ? wide.clamp(r.Low, r.High) : wide).to_type(DTypes.ParseTorch(dtype));
    }

    /// <summary>How near a picture is to another, in decibels: 10 · log10(max² / mean of squares).</summary>
    /// <param name="x1">The first image or batch.</param>
    /// <param name="x2">The second one, of the same shape.</param>
    /// <param name="max_val">The largest value a pixel can have, for example 255 or 1.</param>
    /// <returns>A scalar, in decibels.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [KerasExport("keras.ops.psnr")]
    public static Tensor psnr(Tensor x1, Tensor x2, double max_val)
    {
        Guard.That(x1.shape.SequenceEqual(x2.shape), $"`x1` and `x2` must be of one shape. Received: {Shape.Of(x1.shape)} and "
            + $"{Shape.Of(x2.shape)}.", nameof(x2));
        return (20 * Math.Log10(max_val))
            - (10 * Norms.ReduceWidely(OpsMath.Floats(x1) - OpsMath.Floats(x2), d => d.square().mean().log10()));
    }

    /// <summary>What one of two functions gives: only the chosen one is called.</summary>
    /// <param name="pred">A single truth value.</param>
    /// <param name="true_fn">Called when pred is true (not 0).</param>
    /// <param name="false_fn">Called when pred is false.</param>
    /// <exception cref="ArgumentException">pred holds more than one value.</exception>
    [KerasExport("keras.ops.cond")]
    public static Tensor cond(Tensor pred, Func<Tensor> true_fn, Func<Tensor> false_fn)
    {
        Guard.That(pred.numel() == 1, $"`pred` must be one truth value. Received: shape {Shape.Of(pred.shape)}.", nameof(pred));
        return pred.ToNumber() != 0 ? true_fn() : false_fn();
    }

    private static Tensor Window(string name, int length)
    {
        Guard.That(length >= 0, $"`x` must not be negative. Received: x={length}.", "x");
        return Tensors.Of(Array.ConvertAll(SignalOps.ComputeWindow(name, length, periodic: false), v => (float)v));
    }

    /// <summary>Another value in place of NaN.</summary>
    internal static Tensor Without(Tensor x, double instead) =>
        x.is_floating_point() ? torch.where(x.isnan(), torch.full_like(x, instead), x) : x;

    private static Tensor Where(Tensor result, Tensor x, ReductionAxes? axis, bool keepdims) => x.is_floating_point()
        ? torch.where(BackendReductions.all(x.isnan(), axis, keepdims), torch.full_like(result, double.NaN), result)
        : result;
}
