using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.ops: reductions and orders. Axis null: over all axes.</summary>
/// <remarks>Source: Keras 3, ops/numpy.py, ops/nn.py, ops/math.py and ops/linalg.py.</remarks>
internal static class OpsReductions
{
    /// <summary>Sum.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.sum")]
    public static Tensor sum(Tensor x, ReductionAxes? axis = null, bool keepdims = false) => BackendReductions.sum(x, axis, keepdims);

    /// <summary>Mean.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.mean")]
    public static Tensor mean(Tensor x, ReductionAxes? axis = null, bool keepdims = false) => BackendReductions.mean(x, axis, keepdims);

    /// <summary>Product.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.prod")]
    public static Tensor prod(Tensor x, ReductionAxes? axis = null, bool keepdims = false) => BackendReductions.prod(x, axis, keepdims);

    /// <summary>Largest value.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.max", "keras.ops.amax")]
    public static Tensor max(Tensor x, ReductionAxes? axis = null, bool keepdims = false) => BackendReductions.max(x, axis, keepdims);

    /// <summary>Smallest value.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.min", "keras.ops.amin")]
    public static Tensor min(Tensor x, ReductionAxes? axis = null, bool keepdims = false) => BackendReductions.min(x, axis, keepdims);

    /// <summary>Variance over n.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.var")]
    public static Tensor var(Tensor x, ReductionAxes? axis = null, bool keepdims = false) => BackendReductions.var(x, axis, keepdims);

    /// <summary>Standard deviation over n.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.std")]
    public static Tensor std(Tensor x, ReductionAxes? axis = null, bool keepdims = false) => BackendReductions.std(x, axis, keepdims);

    /// <summary>Whether any value is not 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.any")]
    public static Tensor any(Tensor x, ReductionAxes? axis = null, bool keepdims = false) => BackendReductions.any(x, axis, keepdims);

    /// <summary>Whether all values are not 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.all")]
    public static Tensor all(Tensor x, ReductionAxes? axis = null, bool keepdims = false) => BackendReductions.all(x, axis, keepdims);

    /// <summary>log of the sum of exponentials.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.logsumexp")]
    public static Tensor logsumexp(Tensor x, ReductionAxes? axis = null, bool keepdims = false) =>
        BackendReductions.logsumexp(x, axis, keepdims);

    /// <summary>Position of the largest value, int32.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">The axis; null: over all values in their order.</param>
    /// <param name="keepdims">Whether the axis stays, with size 1.</param>
    [KerasExport("keras.ops.argmax")]
    public static Tensor argmax(Tensor x, int? axis = null, bool keepdims = false) =>
        (axis is { } a ? x.argmax(a, keepdims) : KeepAxes(x.reshape(-1).argmax(), x, keepdims)).to_type(torch.ScalarType.Int32);

    /// <summary>Position of the smallest value, int32.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">The axis; null: over all values in their order.</param>
    /// <param name="keepdims">Whether the axis stays, with size 1.</param>
    [KerasExport("keras.ops.argmin")]
    public static Tensor argmin(Tensor x, int? axis = null, bool keepdims = false) =>
        (axis is { } a ? x.argmin(a, keepdims) : KeepAxes(x.reshape(-1).argmin(), x, keepdims)).to_type(torch.ScalarType.Int32);

    /// <summary>Running sums; of all values in their order when axis is null.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis to run along; null: the flattened tensor.</param>
    [KerasExport("keras.ops.cumsum")]
    public static Tensor cumsum(Tensor x, int? axis = null) =>
        KeepWhole(Norms.ReduceWidely(x, t => axis is { } a ? t.cumsum(a) : t.reshape(-1).cumsum(0)), x);

    /// <summary>Running products; of all values in their order when axis is null.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis to run along; null: the flattened tensor.</param>
    [KerasExport("keras.ops.cumprod")]
    public static Tensor cumprod(Tensor x, int? axis = null) =>
        KeepWhole(Norms.ReduceWidely(x, t => axis is { } a ? t.cumprod(a) : t.reshape(-1).cumprod(0)), x);

    /// <summary>The engine sums integers as int64: Keras keeps their dtype, and makes int32 of truth values.</summary>
    private static Tensor KeepWhole(Tensor result, Tensor x) => x.is_floating_point() || x.is_complex() ? result
        : result.to_type(x.dtype == torch.ScalarType.Bool ? torch.ScalarType.Int32 : x.dtype);

    private static Tensor KeepAxes(Tensor result, Tensor x, bool keepdims) =>
        keepdims ? result.reshape([.. x.shape.Select(_ => 1L)]) : result;

    /// <summary>Number of values other than 0, int32.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    [KerasExport("keras.ops.count_nonzero")]
    public static Tensor count_nonzero(Tensor x, ReductionAxes? axis = null) =>
        BackendReductions.sum(x.ne(0).to_type(torch.ScalarType.Int32), axis).to_type(torch.ScalarType.Int32);

    /// <summary>Mean with weights.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="weights">Weight of each value: x's shape, or one number for each entry of the axis; null: all equal.</param>
    [KerasExport("keras.ops.average")]
    public static Tensor average(Tensor x, ReductionAxes? axis = null, Tensor? weights = null)
    {
        if (weights is null) { return BackendReductions.mean(x, axis); }
        Tensor w = weights.dim() == x.dim() || axis is not { Axes.Length: 1 } one
            ? weights.expand_as(x)
            : weights.reshape([.. x.shape.Select((n, i) => i == (one.Axes[0] < 0 ? one.Axes[0] + x.dim() : one.Axes[0]) ? n : 1)])
            .expand_as(x);
        return Norms.ReduceWidely(OpsMath.Floats(x),
            t => BackendReductions.sum(t * w.to_type(t.dtype), axis) / BackendReductions.sum(w.to_type(t.dtype), axis));
    }

    /// <summary>The middle value; the mean of the two middle ones where their number is even.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis to reduce; null: all values.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.median")]
    public static Tensor median(Tensor x, int? axis = null, bool keepdims = false) => quantile(x, 0.5, axis, "linear", keepdims);

    /// <summary>The value below which a part of the values lies.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="q">The part, 0 … 1.</param>
    /// <param name="axis">The axis; null: over all values.</param>
    /// <param name="method">"linear", "lower", "higher", "midpoint" or "nearest": what stands between two values.</param>
    /// <param name="keepdims">Whether the axis stays, with size 1.</param>
    [KerasExport("keras.ops.quantile")]
    public static Tensor quantile(Tensor x, double q, int? axis = null, string method = "linear", bool keepdims = false) =>
        Quantiles(x, [q], axis, method, keepdims)[0];

    /// <summary>The values below which several parts of the values lie, along a new first axis.</summary>
    /// <inheritdoc cref="quantile(Tensor, double, int?, string, bool)"/>
    [KerasExport("keras.ops.quantile")]
    public static Tensor quantile(Tensor x, double[] q, int? axis = null, string method = "linear", bool keepdims = false) =>
        torch.stack(Quantiles(x, q, axis, method, keepdims), 0);

    private static Tensor[] Quantiles(Tensor x, double[] parts, int? axis, string method, bool keepdims)
    {
        foreach (double q in parts)
        {
            Guard.That(q is >= 0 and <= 1,
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"`q` must be from 0 to 1. Received: q={q}."), nameof(q));
        }
        _ = Guard.OneOf(method, ["linear", "lower", "higher", "midpoint", "nearest"]);
        int at = axis ?? 0;
        Tensor values = axis is null ? OpsMath.Floats(x).reshape(-1) : OpsMath.Floats(x), sorted = values.sort(at).Values;
        Guard.That(values.size(at) > 0, "There must be at least one value along the axis.", nameof(x));
        // What is not a number follows all others: it would count as the greatest.
        Tensor lacks = values.isnan().any(at);
        return Array.ConvertAll(parts, q =>
        {
            double place = q * (sorted.size(at) - 1), low = Math.Floor(place), high = Math.Ceiling(place);
            double part = method switch
            {
                "linear" => place - low,
                "lower" => 0,
                "higher" => high - low,
                "midpoint" => (high - low) / 2,
                _ => Math.Round(place, MidpointRounding.ToEven) - low
            };
            Tensor below = sorted.select(at, (long)low),
                value = part == 0 ? below : below + ((sorted.select(at, (long)high) - below) * part);
            value = value.masked_fill(lacks, double.NaN);
            return !keepdims ? value : axis is null ? value.reshape([.. x.shape.Select(_ => 1L)]) : value.unsqueeze(at);
        });
    }

    /// <summary>Norm of vectors along one axis, of matrices along two: of all values where neither an axis nor an order is given.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="ord">Order of the norm: of vectors any number, of matrices 1, -1, 2, -2 or an infinity; null: the root of the sum of
    /// squares.</param>
    /// <param name="axis">One axis or two; null: all.</param>
    /// <param name="keepdims">Whether the reduced axes are kept, with size 1.</param>
    /// <exception cref="ArgumentException">A norm of an order is asked along more than two axes.</exception>
    [KerasExport("keras.ops.norm")]
    public static Tensor norm(Tensor x, double? ord = null, ReductionAxes? axis = null, bool keepdims = false)
    {
        int axes = axis?.Axes.Length ?? (int)x.dim();
        if (ord is { } order && axes > 1)
        {
            Guard.That(axes == 2, $"A norm of an order must have one axis or two. Received: {axes} axes.", nameof(axis));
            return Norms.ReduceWidely(OpsMath.Floats(x),
                t => torch.linalg.matrix_norm(t, order, BackendReductions.GetAll(t, axis), keepdims), squares: true);
        }
        Tensor size = OpsMath.Floats(x).abs();
        return (ord ?? 2) switch
        {
            double.PositiveInfinity => BackendReductions.max(size, axis, keepdims),
            double.NegativeInfinity => BackendReductions.min(size, axis, keepdims),
            0 => BackendReductions.sum(size.ne(0).to_type(size.dtype), axis, keepdims),
            1 => BackendReductions.sum(size, axis, keepdims),
            2 => Norms.Length(size, BackendReductions.GetAll(x, axis), keepdims),
            var p => Norms.ReduceWidely(size, t => BackendReductions.sum(t.pow(p), axis, keepdims).pow(1 / p), squares: true),
        };
    }

    /// <summary>Norm of matrices along two axes.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="ord">"fro": the root of the sum of squares; "nuc": the sum of singular values.</param>
    /// <param name="axis">The two axes; null: those of a matrix.</param>
    /// <param name="keepdims">Whether the reduced axes are kept, with size 1.</param>
    /// <exception cref="ArgumentException">ord is not "fro" or "nuc", or there are not two axes.</exception>
    [KerasExport("keras.ops.norm")]
    public static Tensor norm(Tensor x, string ord, ReductionAxes? axis = null, bool keepdims = false)
    {
        Guard.That((axis?.Axes.Length ?? x.dim()) == 2, $"The norm \"{ord}\" must have two axes. Received: {axis?.Axes.Length ?? x.dim()}.",
            nameof(axis));
        _ = Guard.OneOf(ord, ["fro", "nuc"]);
        return Norms.ReduceWidely(OpsMath.Floats(x),
            t => torch.linalg.matrix_norm(t, ord, BackendReductions.GetAll(t, axis), keepdims), squares: true);
    }

    /// <summary>Sums of the rows with the same number.</summary>
    /// <param name="data">Rows of numbers, shape (rows, …).</param>
    /// <param name="segment_ids">A number for each row.</param>
    /// <param name="num_segments">How many sums; null: largest number + 1.</param>
    /// <param name="sorted">Without effect: a promise that numbers rise.</param>
    [KerasExport("keras.ops.segment_sum")]
    public static Tensor segment_sum(Tensor data, Tensor segment_ids, int? num_segments = null, bool sorted = false)
    {
        var (ids, count) = FindSegments(segment_ids, num_segments);
        return torch.zeros([count + 1, .. data.shape[1..]], dtype: data.dtype, device: data.device).index_add(0, ids, data, 1)
            .narrow(0, 0, count);
    }

    /// <summary>The greatest of the rows with the same number: the dtype's least value, or -∞, where there is none.</summary>
    /// <inheritdoc cref="segment_sum"/>
    [KerasExport("keras.ops.segment_max")]
    public static Tensor segment_max(Tensor data, Tensor segment_ids, int? num_segments = null, bool sorted = false) =>
        ReduceSegments(data, segment_ids, num_segments, FindRange(data).Least, rows => BackendReductions.max(rows, 0));

    /// <summary>The smallest of the rows with the same number: the dtype's greatest value, or ∞, where there is none.</summary>
    /// <inheritdoc cref="segment_sum"/>
    [KerasExport("keras.ops.segment_min")]
    public static Tensor segment_min(Tensor data, Tensor segment_ids, int? num_segments = null, bool sorted = false) =>
        ReduceSegments(data, segment_ids, num_segments, FindRange(data).Most, rows => BackendReductions.min(rows, 0));

    /// <summary>Products of the rows with the same number: 1 where there is none.</summary>
    /// <inheritdoc cref="segment_sum"/>
    [KerasExport("keras.ops.segment_prod")]
    public static Tensor segment_prod(Tensor data, Tensor segment_ids, int? num_segments = null, bool sorted = false) =>
        ReduceSegments(data, segment_ids, num_segments, 1, rows => rows.prod(0L).to_type(data.dtype));

    /// <summary>The rows in the order of their segments, and of each segment's rows one.</summary>
    private static Tensor ReduceSegments(Tensor data, Tensor segment_ids, int? num_segments, double start, Func<Tensor, Tensor> reduce)
    {
        var (ids, count) = FindSegments(segment_ids, num_segments);
        Tensor rows = data.index_select(0, ids.argsort(0));
        long[] lengths = Arrays.ToValues<long>(torch.bincount(ids, null, count + 1));
        Tensor none = torch.full(data.shape[1..], start, dtype: data.dtype, device: data.device);
        var found = new List<Tensor>();
        long at = 0;
        foreach (long length in lengths[..^1])
        {
            found.Add(length == 0 ? none : reduce(rows.narrow(0, at, length)));
            at += length;
        }
        return found.Count == 0 ? torch.zeros([0, .. data.shape[1..]], dtype: data.dtype, device: data.device) : torch.stack(found, 0);
    }

    /// <summary>The numbers of the rows' segments, and how many segments there are: rows with a number that is none fall into one more.
    /// </summary>
    private static (Tensor Ids, long Count) FindSegments(Tensor segment_ids, int? num_segments)
    {
        Guard.That(segment_ids.dim() == 1, $"`segment_ids` must have one axis, a number for each row. Received: shape "
            + $"{Shape.Of(segment_ids.shape)}.", nameof(segment_ids));
        Tensor ids = segment_ids.to_type(torch.ScalarType.Int64);
        // Of NaN and of what is beyond its range a conversion makes numbers of other rows.
        Guard.That(!segment_ids.is_floating_point() || ids.to_type(segment_ids.dtype).eq(segment_ids).all().item<bool>(),
            "`segment_ids` must be whole numbers. Received: fractions, NaN, infinities or numbers beyond 2^63.", nameof(segment_ids));
        long count = num_segments ?? (ids.numel() == 0 ? 0 : Math.Max(0, (long)ids.max().ToNumber() + 1));
        return (torch.where(ids.ge(0).logical_and(ids.lt(count)), ids, torch.full_like(ids, count)), count);
    }

    /// <summary>The ends of a dtype's range.</summary>
    private static (double Least, double Most) FindRange(Tensor x) => x.dtype switch
    {
        torch.ScalarType.Byte => (byte.MinValue, byte.MaxValue),
        torch.ScalarType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        torch.ScalarType.Int16 => (short.MinValue, short.MaxValue),
        torch.ScalarType.Int32 => (int.MinValue, int.MaxValue),
        // float64 has no 2^63 - 1: the number below it
        torch.ScalarType.Int64 => (long.MinValue, 9223372036854774784.0),
        _ => (double.NegativeInfinity, double.PositiveInfinity),
    };

    /// <summary>The k greatest values of the last axis, the greatest first, and their places (int32): of equal ones the first.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="k">How many, at most the size of the last axis.</param>
    /// <param name="sorted">Accepted for compatibility; values always come sorted.</param>
    /// <returns>Shape (…, k) each.</returns>
    [KerasExport("keras.ops.top_k")]
    public static (Tensor Values, Tensor Indices) top_k(Tensor x, int k, bool sorted = true) =>
        // The engine's own topk takes any of equal values.
        x.sort(-1, descending: true, stable: true) is var (values, places)
            ? (values.narrow(-1, 0, k), places.narrow(-1, 0, k).to_type(torch.ScalarType.Int32)) : default;

    /// <summary>Whether the class is among the k largest predictions.</summary>
    /// <param name="targets">Class numbers, shape (batch,).</param>
    /// <param name="predictions">Scores, shape (batch, classes).</param>
    /// <param name="k">How many of the largest count.</param>
    /// <returns>Booleans, shape (batch,).</returns>
    [KerasExport("keras.ops.in_top_k")]
    public static Tensor in_top_k(Tensor targets, Tensor predictions, int k) => 
        BackendMath.in_top_k(predictions, PlaceNumbers.Read(targets, nameof(targets)), k);

    /// <summary>Values in rising order.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis to sort along.</param>
    [KerasExport("keras.ops.sort")]
    public static Tensor sort(Tensor x, int axis = -1) => x.sort(axis).Values;

    /// <summary>Places of the values in rising order, int32.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis to sort along.</param>
    [KerasExport("keras.ops.argsort")]
    public static Tensor argsort(Tensor x, int axis = -1) => x.sort(axis, stable: true).Indices.to_type(torch.ScalarType.Int32);
}
