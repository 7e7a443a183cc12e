using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.ops: statistics, with and without NaN.</summary>
/// <remarks>Source: Keras 3, ops/numpy.py.</remarks>
internal static class OpsStatistics
{
    /// <summary>The greatest value less the smallest.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.ptp")]
    public static Tensor ptp(Tensor x, ReductionAxes? axis = null, bool keepdims = false) =>
        BackendReductions.max(x, axis, keepdims) - BackendReductions.min(x, axis, keepdims);

    /// <summary>The value below which so many percent of the values lie.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="q">Percent, 0 … 100.</param>
    /// <param name="axis">The axis; null: over all values.</param>
    /// <param name="method">"linear", "lower", "higher", "midpoint" or "nearest": what stands between two values.</param>
    /// <param name="keepdims">Whether the axis stays, with size 1.</param>
    [KerasExport("keras.ops.percentile")]
    public static Tensor percentile(Tensor x, double q, int? axis = null, string method = "linear", bool keepdims = false) =>
        OpsReductions.quantile(x, q / 100, axis, method, keepdims);

    /// <summary>The values below which several parts of the values lie, along a new first axis.</summary>
    /// <inheritdoc cref="percentile(Tensor, double, int?, string, bool)"/>
    [KerasExport("keras.ops.percentile")]
    public static Tensor percentile(Tensor x, double[] q, int? axis = null, string method = "linear", bool keepdims = false) =>
        OpsReductions.quantile(x, Array.ConvertAll(q, part => part / 100), axis, method, keepdims);

    /// <summary>The median, ignoring NaN.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis to reduce; null: all values.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.nanmedian")]
    public static Tensor nanmedian(Tensor x, int? axis = null, bool keepdims = false) => nanquantile(x, 0.5, axis, "linear", keepdims);

    /// <summary>The value below which a part of what is a number lies; NaN where nothing is.</summary>
    /// <inheritdoc cref="OpsReductions.quantile(Tensor, double, int?, string, bool)"/>
    [KerasExport("keras.ops.nanquantile")]
    public static Tensor nanquantile(Tensor x, double q, int? axis = null, string method = "linear", bool keepdims = false)
    {
        Tensor values = OpsMath.Floats(x), rows = axis is { } along ? values.movedim([along], [-1]) : values.reshape(-1);
        Tensor[] each = [.. rows.reshape(-1, rows.size(-1)).unbind(0).Select(row => row.masked_select(row.isnan().logical_not()))
            .Select(row => row.numel() == 0 ? torch.full([], double.NaN, dtype: values.dtype, device: values.device)
                : OpsReductions.quantile(row, q, null, method))];
        Tensor found = torch.stack(each, 0).reshape(rows.shape[..^1]);
        return !keepdims ? found : axis is { } at ? found.unsqueeze(at) : found.reshape([.. x.shape.Select(_ => 1L)]);
    }

    /// <summary>The value below which so many percent of what is a number lie.</summary>
    /// <inheritdoc cref="percentile(Tensor, double, int?, string, bool)"/>
    [KerasExport("keras.ops.nanpercentile")]
    public static Tensor nanpercentile(Tensor x, double q, int? axis = null, string method = "linear", bool keepdims = false) =>
        nanquantile(x, q / 100, axis, method, keepdims);

    /// <summary>The position of the greatest value, ignoring NaN, int32; -1 where all values are NaN.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis to reduce; null: the flattened tensor.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.nanargmax")]
    public static Tensor nanargmax(Tensor x, int? axis = null, bool keepdims = false) =>
        FindPlace(x, double.NegativeInfinity, OpsReductions.argmax, axis, keepdims);

    /// <summary>The position of the smallest value, ignoring NaN, int32; -1 where all values are NaN.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis to reduce; null: the flattened tensor.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.ops.nanargmin")]
    public static Tensor nanargmin(Tensor x, int? axis = null, bool keepdims = false) =>
        FindPlace(x, double.PositiveInfinity, OpsReductions.argmin, axis, keepdims);

    /// <summary>Running sums, in which NaN counts as 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis to run along; null: the flattened tensor.</param>
    /// <param name="dtype">Dtype to compute in; null: x's.</param>
    [KerasExport("keras.ops.nancumsum")]
    public static Tensor nancumsum(Tensor x, int? axis = null, string? dtype = null) =>
        OpsReductions.cumsum(OpsCounts.Without(Cast(x, dtype), 0), axis);

    /// <summary>Running products, in which NaN counts as 1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis to run along; null: the flattened tensor.</param>
    /// <param name="dtype">Dtype to compute in; null: x's.</param>
    [KerasExport("keras.ops.nancumprod")]
    public static Tensor nancumprod(Tensor x, int? axis = null, string? dtype = null) =>
        OpsReductions.cumprod(OpsCounts.Without(Cast(x, dtype), 1), axis);

    /// <summary>How rows go together: Pearson's coefficient of all pairs.</summary>
    /// <param name="x">(rows, values), or (values,).</param>
    /// <returns>(rows, rows), or one number.</returns>
    /// <exception cref="ArgumentException">x has more than two axes.</exception>
    [KerasExport("keras.ops.corrcoef")]
    public static Tensor corrcoef(Tensor x)
    {
        Guard.That(x.dim() is 1 or 2, $"`x` must have one axis or two. Received: shape {Shape.Of(x.shape)}.", nameof(x));
        Tensor found = Norms.ReduceWidely(OpsMath.Floats(x).reshape(x.dim() == 1 ? 1 : x.size(0), -1), rows =>
        {
            Tensor centered = Centering.Center(rows, [1]).Values, unit = centered / Norms.Length(centered, [1], keepdim: true);
            return unit.matmul(unit.t()).clamp(-1, 1);
        });
        return x.dim() == 1 ? found.reshape() : found;
    }

    /// <summary>Sums of products of two sequences, the second one laid at each place of the first.</summary>
    /// <param name="x1">First sequence, shape (m,).</param>
    /// <param name="x2">Second sequence, shape (n,).</param>
    /// <param name="mode">"valid": where the shorter one lies wholly in the longer; "same": as many as the longer has; "full": wherever
    /// they touch.</param>
    /// <exception cref="ArgumentException">x1 or x2 is empty or has more than one axis, or mode is none of the allowed words.</exception>
    [KerasExport("keras.ops.correlate")]
    public static Tensor correlate(Tensor x1, Tensor x2, string mode = "valid")
    {
        Guard.That(x1.dim() == 1 && x2.dim() == 1 && x1.numel() > 0 && x2.numel() > 0, "`x1` and `x2` must have one axis and at least one "
            + $"value. Received: shapes {Shape.Of(x1.shape)} and {Shape.Of(x2.shape)}.", nameof(x1));
        _ = Guard.OneOf(mode, ["valid", "same", "full"]);
        long m = x1.size(0), n = x2.size(0);
        Tensor a = OpsMath.Floats(x1), b = OpsMath.Floats(x2);
        Tensor padded = torch.nn.functional.pad(a, (n - 1, n - 1));
        Tensor full = padded.unfold(0, n, 1).matmul(b);
        long from = mode switch { "full" => 0, "valid" => Math.Min(m, n) - 1, _ => (Math.Min(m, n) - 1 + (n > m ? 1 : 0)) / 2 };
        long count = mode switch { "full" => m + n - 1, "valid" => Math.Abs(m - n) + 1, _ => Math.Max(m, n) };
        return full.narrow(0, from, count);
    }

    /// <summary>A window of the Kaiser form.</summary>
    /// <param name="x">How many values.</param>
    /// <param name="beta">Its shape: 0 a rectangle, more narrower.</param>
    /// <exception cref="ArgumentException">x is negative.</exception>
    [KerasExport("keras.ops.kaiser")]
    public static Tensor kaiser(int x, double beta)
    {
        Guard.That(x >= 0, $"`x` must not be negative. Received: x={x}.", nameof(x));
        Tensor places = torch.arange(x, dtype: torch.ScalarType.Float64);
        Tensor way = x == 1 ? torch.zeros_like(places) : (places * (2.0 / (x - 1))) - 1;
        Tensor window = ((1 - way.square()).clamp_min(0).sqrt() * beta).i0() / torch.full([], beta, torch.ScalarType.Float64).i0();
        return window.to_type(Backend.DTypes.ParseTorch(Settings.FloatX));
    }

    /// <summary>Numbers at equal ratios, from start to stop.</summary>
    /// <param name="start">First number, not 0.</param>
    /// <param name="stop">Last number, with start's sign.</param>
    /// <param name="num">How many numbers.</param>
    /// <param name="endpoint">Whether stop is the last one; false: the one that would follow.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <returns>Shape (num,).</returns>
    /// <exception cref="ArgumentException">A bound is 0, or their signs differ.</exception>
    [KerasExport("keras.ops.geomspace")]
    public static Tensor geomspace(double start, double stop, int num = 50, bool endpoint = true, string? dtype = null)
    {
        Guard.That(start != 0 && stop != 0 && start > 0 == stop > 0, "`start` and `stop` must be of one sign, and not 0. Received: "
            + $"start={start}, stop={stop}.", nameof(start));
        double sign = Math.Sign(start), first = Math.Log10(Math.Abs(start)), last = Math.Log10(Math.Abs(stop));
        double step = num < 2 ? 0 : (last - first) / (endpoint ? num - 1 : num);
        double[] values = [.. Enumerable.Range(0, num).Select(i => i == 0 ? start
            : endpoint && i == num - 1 ? stop : sign * Math.Pow(10, first + (i * step)))];
        return torch.tensor(values).to_type(Backend.DTypes.ParseTorch(dtype ?? Settings.FloatX));
    }

    private static Tensor Cast(Tensor x, string? dtype) => dtype is null ? x : x.to_type(Backend.DTypes.ParseTorch(dtype));

    private static Tensor FindPlace(Tensor x, double instead, Func<Tensor, int?, bool, Tensor> find, int? axis, bool keepdims)
    {
        Tensor place = find(OpsCounts.Without(x, instead), axis, keepdims);
        return x.is_floating_point() ? torch.where(BackendReductions.all(x.isnan(), axis is { } a ? a : (ReductionAxes?)null, keepdims),
            torch.full_like(place, -1), place) : place;
    }
}
