using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.ops: shapes, parts and new tensors.</summary>
/// <remarks>Source: Keras 3, ops/numpy.py, ops/nn.py, ops/math.py and ops/linalg.py.</remarks>
internal static class OpsShapes
{
    /// <summary>The shape.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.shape")]
    public static Shape shape(Tensor x) => Shape.Of(x.shape);

    /// <summary>Number of axes.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.ndim")]
    public static int ndim(Tensor x) => (int)x.dim();

    /// <summary>Number of values.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.size")]
    public static long size(Tensor x) => x.numel();

    /// <summary>The values in another dtype.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="dtype">Dtype of the result, such as "float32", "int32" or "bool".</param>
    [KerasExport("keras.ops.cast")]
    public static Tensor cast(Tensor x, string dtype) => x.to_type(DTypes.ParseTorch(dtype));

    /// <summary>Another shape of as many values; one axis may be -1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="newshape">The new shape; one size may be -1 and follows from the others.</param>
    [KerasExport("keras.ops.reshape")]
    public static Tensor reshape(Tensor x, Shape newshape) => x.reshape(newshape.ToArray());

    /// <summary>One axis of all values.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.ravel")]
    public static Tensor ravel(Tensor x) => x.reshape(-1);

    /// <summary>The axes in another order; null: in reverse.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axes">For each axis of the result the axis of x it comes from; null: reversed order.</param>
    [KerasExport("keras.ops.transpose")]
    public static Tensor transpose(Tensor x, IntList? axes = null) =>
        x.permute(axes is { } order
            ? [.. order.Select(a => (long)a)]
            : [.. Enumerable.Range(0, (int)x.dim()).Select(d => (long)d).Reverse()]);

    /// <summary>Axes moved to other places.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="source">Axes to move.</param>
    /// <param name="destination">Where each of them goes.</param>
    [KerasExport("keras.ops.moveaxis")]
    public static Tensor moveaxis(Tensor x, IntList source, IntList destination) =>
        x.movedim([.. source.Select(a => (long)a)], [.. destination.Select(a => (long)a)]);

    /// <summary>Two axes exchanged.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis1">One axis; negative values count from the end.</param>
    /// <param name="axis2">Second axis; negative values count from the end.</param>
    [KerasExport("keras.ops.swapaxes")]
    public static Tensor swapaxes(Tensor x, int axis1, int axis2) => x.transpose(axis1, axis2);

    /// <summary>New axes of size 1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Position of the new axis in the result; -1: the last.</param>
    [KerasExport("keras.ops.expand_dims")]
    public static Tensor expand_dims(Tensor x, int axis) => x.unsqueeze(axis);

    /// <summary>Without the axes of size 1, or without one of them.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">The axis to drop; null: all axes of size 1.</param>
    [KerasExport("keras.ops.squeeze")]
    public static Tensor squeeze(Tensor x, int? axis = null) => axis is { } a ? x.squeeze(a) : x.squeeze();

    /// <summary>Tensors concatenated along an axis.</summary>
    /// <param name="xs">Tensors of equal shape except along the axis.</param>
    /// <param name="axis">Axis to concatenate along.</param>
    [KerasExport("keras.ops.concatenate")]
    public static Tensor concatenate(Tensor[] xs, int axis = 0) => torch.cat(xs, axis);

    /// <summary>Tensors stacked along a new axis.</summary>
    /// <param name="x">Tensors of one shape.</param>
    /// <param name="axis">Position of the new axis.</param>
    [KerasExport("keras.ops.stack")]
    public static Tensor stack(Tensor[] x, int axis = 0) => torch.stack(x, axis);

    /// <summary>Tensors stacked horizontally: along the second axis.</summary>
    /// <param name="xs">Tensors of equal shape except along the second axis; vectors are joined end to end.</param>
    [KerasExport("keras.ops.hstack")]
    public static Tensor hstack(Tensor[] xs) => torch.hstack(xs);

    /// <summary>Tensors stacked vertically: along the first axis.</summary>
    /// <param name="xs">Tensors of equal shape except along the first axis; vectors become rows.</param>
    [KerasExport("keras.ops.vstack")]
    public static Tensor vstack(Tensor[] xs) => torch.vstack(xs);

    /// <summary>Equal parts along an axis.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="indices_or_sections">Number of equal parts; it must divide the axis.</param>
    /// <param name="axis">Axis to split.</param>
    /// <exception cref="ArgumentException">The axis cannot be split into equal parts.</exception>
    [KerasExport("keras.ops.split")]
    public static Tensor[] split(Tensor x, int indices_or_sections, int axis = 0)
    {
        Guard.That(x.size(axis) % indices_or_sections == 0,
            $"The axis of size {x.size(axis)} must divide into {indices_or_sections} equal parts.", nameof(indices_or_sections));
        return x.chunk(indices_or_sections, axis);
    }

    /// <summary>Parts of an axis that begin at places.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="indices_or_sections">Where the second and further parts begin.</param>
    /// <param name="axis">Axis from -rank to rank-1.</param>
    [KerasExport("keras.ops.split")]
    public static Tensor[] split(Tensor x, int[] indices_or_sections, int axis = 0)
    {
        long[] borders = [0, .. indices_or_sections.Select(i => Math.Clamp(i < 0 ? i + x.size(axis) : i, 0, x.size(axis))), x.size(axis)];
        return [.. borders.Zip(borders.Skip(1), (from, to) => x.narrow(axis, from, Math.Max(0, to - from)))];
    }

    /// <summary>The entries of an axis.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="num">Accepted for compatibility and ignored: the axis says how many there are.</param>
    /// <param name="axis">Axis to take apart.</param>
    /// <returns>The entries, without the axis.</returns>
    [KerasExport("keras.ops.unstack")]
    public static Tensor[] unstack(Tensor x, int? num = null, int axis = 0) => x.unbind(axis);

    /// <summary>The tensor repeated along each axis.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="repeats">Repetitions along each axis, the last one last.</param>
    [KerasExport("keras.ops.tile")]
    public static Tensor tile(Tensor x, Shape repeats) => x.tile(repeats.ToArray());

    /// <summary>Each entry of an axis repeated, one after the other.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="repeats">Repetitions of each entry, 0 or more.</param>
    /// <param name="axis">Axis to repeat along; null: the flattened tensor.</param>
    [KerasExport("keras.ops.repeat")]
    public static Tensor repeat(Tensor x, int repeats, int? axis = null) =>
        axis is { } a ? x.repeat_interleave(repeats, a) : x.reshape(-1).repeat_interleave(repeats, 0);

    /// <summary>The order of axes reversed; null: of all.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reverse; null: all.</param>
    [KerasExport("keras.ops.flip")]
    public static Tensor flip(Tensor x, ReductionAxes? axis = null) =>
        x.flip(axis is { } a ? a.Axes : [.. Enumerable.Range(0, (int)x.dim()).Select(d => (long)d)]);

    /// <summary>Entries shifted along an axis, those at the end to the start.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="shift">Places to move towards the end; negative ones towards the start.</param>
    /// <param name="axis">Axis to move along; null: the flattened tensor, in its shape again afterwards.</param>
    [KerasExport("keras.ops.roll")]
    public static Tensor roll(Tensor x, int shift, int? axis = null) => axis is { } a
    ? x.roll(shift, a)
    : x.reshape(-1).roll(shift, 0).reshape(x.shape);

    /// <summary>The entries of an axis at some places.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="indices">Positions, any shape; negative ones count from the end.</param>
    /// <param name="axis">Axis to take from; null: the flattened tensor.</param>
    /// <returns>x's shape with the shape of indices in place of the axis.</returns>
    [KerasExport("keras.ops.take")]
    public static Tensor take(Tensor x, Tensor indices, int? axis = null)
    {
        Tensor places = PlaceNumbers.Read(indices, nameof(indices)).reshape(-1), source = axis is null ? x.reshape(-1) : x;
        int at = axis is not { } a ? 0 : a < 0 ? a + (int)x.dim() : a;
        places = torch.where(places.lt(0), places + source.size(at), places);
        long[] shape = source.shape;
        return source.index_select(at, places).reshape([.. shape[..at], .. indices.shape, .. shape[(at + 1)..]]);
    }

    /// <summary>For each place of the indices the value of that number along an axis.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="indices">Positions along the axis, in x's shape except along the axis; negative ones count from the end.</param>
    /// <param name="axis">Axis to take from; null: the flattened tensor.</param>
    /// <returns>Shape of indices.</returns>
    [KerasExport("keras.ops.take_along_axis")]
    public static Tensor take_along_axis(Tensor x, Tensor indices, int? axis = null)
    {
        Tensor places = PlaceNumbers.Read(indices, nameof(indices)), source = axis is null ? x.reshape(-1) : x;
        int at = axis ?? 0;
        return source.gather(at, torch.where(places.lt(0), places + source.size(at), places));
    }

    /// <summary>The tensor spread to a shape.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="shape">The new shape; axes of size 1 are repeated to fit.</param>
    [KerasExport("keras.ops.broadcast_to")]
    public static Tensor broadcast_to(Tensor x, Shape shape) => x.expand(shape.ToArray());

    /// <summary>Values before and after each axis.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="pad_width">(before, after) for each axis.</param>
    /// <param name="mode">"constant", "reflect" (without the edge itself), "symmetric" (with it) or "edge".</param>
    /// <param name="constant_values">The value of "constant"; null: 0.</param>
    /// <exception cref="ArgumentException">pad_width does not hold a pair for each axis, or mode is none of the allowed words.</exception>
    [KerasExport("keras.ops.pad")]
    public static Tensor pad(Tensor x, int[][] pad_width, string mode = "constant", double? constant_values = null)
    {
        Guard.That(pad_width.Length == x.dim() && pad_width.All(p => p.Length == 2),
            $"`pad_width` must hold (before, after) for each of the {x.dim()} axes.", nameof(pad_width));
        _ = Guard.OneOf(mode, ["constant", "reflect", "symmetric", "edge"]);
        if (mode == "constant")
        {
            return torch.nn.functional.pad(x, [.. pad_width.Reverse().SelectMany(p => new long[] { p[0], p[1] })],
                value: constant_values ?? 0);
        }
        for (int axis = 0; axis < pad_width.Length; axis++)
        {
            long n = x.size(axis);
            Tensor places = torch.arange(-pad_width[axis][0], n + pad_width[axis][1]);
            places = mode switch
            {
                "edge" => places.clamp(0, n - 1),
                // Up and down the axis: a period of twice its steps, or of twice its values where the edge is repeated.
                "reflect" => n - 1 - (places.remainder(Math.Max(1, 2 * (n - 1))) - (n - 1)).abs(),
                _ => torch.minimum(places.remainder(2 * n), (2 * n) - 1 - places.remainder(2 * n)),
            };
            x = x.index_select(axis, places);
        }
        return x;
    }

    /// <summary>As many values before and after each axis.</summary>
    /// <inheritdoc cref="pad(Tensor, int[][], string, double?)"/>
    [KerasExport("keras.ops.pad")]
    public static Tensor pad(Tensor x, int pad_width, string mode = "constant", double? constant_values = null) =>
        pad(x, [.. Enumerable.Repeat(new[] { pad_width, pad_width }, (int)x.dim())], mode, constant_values);

    /// <summary>The diagonal of a matrix, or a matrix with that diagonal.</summary>
    /// <param name="x">A matrix, or a vector (n,).</param>
    /// <param name="k">Distance from the main diagonal: above 0 above it, below 0 below it.</param>
    [KerasExport("keras.ops.diag")]
    public static Tensor diag(Tensor x, int k = 0) => x.diag(k);

    /// <summary>The diagonal of two axes.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="offset">Diagonal: 0 the main one, above 0 above it, below 0 below it.</param>
    /// <param name="axis1">Axis of the rows.</param>
    /// <param name="axis2">Axis of the columns.</param>
    /// <returns>x's other axes, then the diagonal.</returns>
    [KerasExport("keras.ops.diagonal")]
    public static Tensor diagonal(Tensor x, int offset = 0, int axis1 = 0, int axis2 = 1) => x.diagonal(offset, axis1, axis2);

    /// <summary>Sum of the diagonal.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="offset">Diagonal: 0 the main one, above 0 above it, below 0 below it.</param>
    /// <param name="axis1">Axis of the rows.</param>
    /// <param name="axis2">Axis of the columns.</param>
    /// <returns>x's other axes.</returns>
    [KerasExport("keras.ops.trace")]
    public static Tensor trace(Tensor x, int offset = 0, int axis1 = 0, int axis2 = 1) => x.diagonal(offset, axis1, axis2).sum(-1);

    /// <summary>The part on and below a diagonal.</summary>
    /// <param name="x">Matrices, shape (…, m, n).</param>
    /// <param name="k">Distance from the main diagonal: above 0 above it, below 0 below it.</param>
    /// <returns>Same shape, 0 elsewhere.</returns>
    [KerasExport("keras.ops.tril")]
    public static Tensor tril(Tensor x, int k = 0) => x.tril(k);

    /// <summary>The part on and above a diagonal.</summary>
    /// <param name="x">Matrices, shape (…, m, n).</param>
    /// <param name="k">Distance from the main diagonal: above 0 above it, below 0 below it.</param>
    /// <returns>Same shape, 0 elsewhere.</returns>
    [KerasExport("keras.ops.triu")]
    public static Tensor triu(Tensor x, int k = 0) => x.triu(k);

    /// <summary>Differences of neighbours.</summary>
    /// <param name="a">Tensor of any shape.</param>
    /// <param name="n">How often differences are taken.</param>
    /// <param name="axis">Axis to run along.</param>
    /// <returns>As a, shorter by n along the axis.</returns>
    [KerasExport("keras.ops.diff")]
    public static Tensor diff(Tensor a, int n = 1, int axis = -1)
    {
        for (int i = 0; i < n; i++) { a = a.narrow(axis, 1, a.size(axis) - 1) - a.narrow(axis, 0, a.size(axis) - 1); }
        return a;
    }

    /// <summary>Coordinates of a grid.</summary>
    /// <param name="x">Coordinates of each axis, vectors.</param>
    /// <param name="indexing">"xy" (the first vector runs along the second axis) or "ij" (along the first).</param>
    /// <returns>One tensor for each vector, in the grid's shape.</returns>
    /// <exception cref="ArgumentException">indexing is another word.</exception>
    [KerasExport("keras.ops.meshgrid")]
    public static Tensor[] meshgrid(Tensor[] x, string indexing = "xy") => torch.meshgrid(x, Guard.OneOf(indexing, ["xy", "ij"]));

    /// <summary>A part with a start and a shape.</summary>
    /// <param name="inputs">Tensor of any shape.</param>
    /// <param name="start_indices">First position along each axis, from the first axis on.</param>
    /// <param name="shape">Size of the part along these axes; the other axes are kept whole.</param>
    [KerasExport("keras.ops.slice")]
    public static Tensor slice(Tensor inputs, IntList start_indices, IntList shape)
    {
        for (int i = 0; i < start_indices.Count; i++) { inputs = inputs.narrow(i, start_indices[i], shape[i]); }
        return inputs;
    }

    /// <summary>The tensor with a part replaced.</summary>
    /// <param name="inputs">Tensor of any shape.</param>
    /// <param name="start_indices">First position along each axis.</param>
    /// <param name="updates">The new values, with as many axes as inputs.</param>
    /// <returns>A new tensor in the shape of inputs.</returns>
    [KerasExport("keras.ops.slice_update")]
    public static Tensor slice_update(Tensor inputs, IntList start_indices, Tensor updates)
    {
        Tensor result = inputs.clone(), part = result;
        for (int i = 0; i < start_indices.Count; i++) { part = part.narrow(i, start_indices[i], updates.size(i)); }
        _ = part.copy_(updates);
        return result;
    }

    /// <summary>Zeros with values added at places.</summary>
    /// <param name="indices">Positions, shape (n, axes).</param>
    /// <param name="values">Values, shape (n, …); those of one position add up.</param>
    /// <param name="shape">Shape of the result.</param>
    [KerasExport("keras.ops.scatter")]
    public static Tensor scatter(Tensor indices, Tensor values, Shape shape) =>
        Put(torch.zeros(shape.ToArray(), dtype: values.dtype, device: values.device), indices, values, true);

    /// <summary>A copy of the tensor with values written at indices of shape (n, axes).</summary>
    /// <param name="inputs">Tensor of any shape.</param>
    /// <param name="indices">Positions, shape (n, axes).</param>
    /// <param name="updates">New values, shape (n, …).</param>
    /// <returns>A new tensor in the shape of inputs.</returns>
    [KerasExport("keras.ops.scatter_update")]
    public static Tensor scatter_update(Tensor inputs, Tensor indices, Tensor updates) => Put(inputs, indices, updates, false);

    /// <summary>Values put at places of a copy, found by their number among all values.</summary>
    private static Tensor Put(Tensor target, Tensor places, Tensor values, bool add)
    {
        long[] shape = target.shape;
        Tensor number = PlaceNumbers.CountThrough(PlaceNumbers.Read(places, "indices"), shape, "indices");
        int axes = (int)places.size(-1);
        Tensor rows = target.clone().reshape([shape[..axes].Aggregate(1L, (a, b) => a * b), .. shape[axes..]]);
        Tensor source = values.to_type(target.dtype).reshape([number.size(0), .. shape[axes..]]);
        return (add ? rows.index_add(0, number, source, 1) : rows.index_copy(0, number, source)).reshape(shape);
    }

    /// <summary>All zeros.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    [KerasExport("keras.ops.zeros")]
    public static Tensor zeros(Shape shape, string? dtype = null) => Tensors.MakeZeros(shape, dtype);

    /// <summary>All ones.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    [KerasExport("keras.ops.ones")]
    public static Tensor ones(Shape shape, string? dtype = null) => Tensors.MakeOnes(shape, dtype);

    /// <summary>All values equal.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="fill_value">The value of every element.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    [KerasExport("keras.ops.full")]
    public static Tensor full(Shape shape, double fill_value, string? dtype = null) => Tensors.MakeFull(shape, fill_value, dtype);

    /// <summary>Zeros of a tensor's shape.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="dtype">Dtype of the result; null: x's.</param>
    [KerasExport("keras.ops.zeros_like")]
    public static Tensor zeros_like(Tensor x, string? dtype = null) =>
        Tensors.MakeZeros(Shape.Of(x.shape), dtype ?? DTypes.GetName(x.dtype));

    /// <summary>Ones of a tensor's shape.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="dtype">Dtype of the result; null: x's.</param>
    [KerasExport("keras.ops.ones_like")]
    public static Tensor ones_like(Tensor x, string? dtype = null) => Tensors.MakeOnes(Shape.Of(x.shape), dtype ?? DTypes.GetName(x.dtype));

    /// <summary>Equal values of a tensor's shape.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="fill_value">The value of every element.</param>
    /// <param name="dtype">Dtype of the result; null: x's.</param>
    [KerasExport("keras.ops.full_like")]
    public static Tensor full_like(Tensor x, double fill_value, string? dtype = null) =>
        Tensors.MakeFull(Shape.Of(x.shape), fill_value, dtype ?? DTypes.GetName(x.dtype));

    /// <summary>Ones on a diagonal.</summary>
    /// <param name="N">Number of rows, 0 or more.</param>
    /// <param name="M">Columns; null: N.</param>
    /// <param name="k">Distance from the main diagonal: above 0 above it, below 0 below it.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    [KerasExport("keras.ops.eye")]
    public static Tensor eye(int N, int? M = null, int k = 0, string? dtype = null)
    {
        Tensor all = Tensors.MakeOnes(new Shape(N, M ?? N), dtype);
        return all.tril(k).triu(k);
    }

    /// <summary>The identity matrix.</summary>
    /// <param name="n">Rows and columns.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <returns>Shape (n, n).</returns>
    [KerasExport("keras.ops.identity")]
    public static Tensor identity(int n, string? dtype = null) => eye(n, dtype: dtype);

    /// <summary>Ones on and below a diagonal.</summary>
    /// <param name="N">Number of rows, 0 or more.</param>
    /// <param name="M">Columns; null: N.</param>
    /// <param name="k">Distance from the main diagonal: above 0 above it, below 0 below it.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    [KerasExport("keras.ops.tri")]
    public static Tensor tri(int N, int? M = null, int k = 0, string? dtype = null) =>
        Tensors.MakeOnes(new Shape(N, M ?? N), dtype).tril(k);

    /// <summary>Numbers from start to before stop; from 0 to before start when stop is null.</summary>
    /// <param name="start">First number; the end when stop is null.</param>
    /// <param name="stop">End, excluded; null: numbers from 0 to start.</param>
    /// <param name="step">Distance of two numbers, not 0.</param>
    /// <param name="dtype">Dtype of the result; null: "int32" when all are whole numbers, else keras.backend.floatx().</param>
    [KerasExport("keras.ops.arange")]
    public static Tensor arange(double start, double? stop = null, double step = 1, string? dtype = null)
    {
        bool whole = start == Math.Floor(start) && step == Math.Floor(step) && (stop ?? 0) == Math.Floor(stop ?? 0);
        return torch.arange(stop is null ? 0 : start, stop ?? start, step,
            dtype: DTypes.ParseTorch(dtype ?? (whole ? "int32" : Settings.FloatX)), device: Device.Current);
    }

    /// <summary>Numbers at equal distances.</summary>
    /// <param name="start">First number of the result.</param>
    /// <param name="stop">Last number of the result, unless endpoint is false.</param>
    /// <param name="num">How many numbers.</param>
    /// <param name="endpoint">Whether stop is the last one; false: the one that would follow.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    [KerasExport("keras.ops.linspace")]
    public static Tensor linspace(double start, double stop, int num = 50, bool endpoint = true, string? dtype = null) =>
        torch.linspace(start, endpoint ? stop : stop - ((stop - start) / num), num, dtype: DTypes.ParseTorch(dtype ?? Settings.FloatX),
            device: Device.Current);

    /// <summary>Numbers at equal ratios: base to equally distant powers.</summary>
    /// <param name="start">Exponent of the first number.</param>
    /// <param name="stop">Exponent of the last number.</param>
    /// <param name="num">How many numbers.</param>
    /// <param name="endpoint">Whether stop is the last exponent; false: the one that would follow.</param>
    /// <param name="base">The base of the powers, above 0.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    [KerasExport("keras.ops.logspace")]
    public static Tensor logspace(double start, double stop, int num = 50, bool endpoint = true, double @base = 10, string? dtype = null) =>
        torch.pow(@base, linspace(start, stop, num, endpoint, dtype));

    /// <summary>A tensor of an array's values.</summary>
    /// <param name="x">Array of any shape and dtype.</param>
    /// <param name="dtype">Dtype of the result; null: the array's.</param>
    [KerasExport("keras.ops.convert_to_tensor")]
    public static Tensor convert_to_tensor(NumSharp.NDArray x, string? dtype = null) => Arrays.ToTensor(x, dtype);

    /// <summary>A tensor's values as an array.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.convert_to_numpy")]
    public static NumSharp.NDArray convert_to_numpy(Tensor x) => Arrays.ToArray(x);
}
