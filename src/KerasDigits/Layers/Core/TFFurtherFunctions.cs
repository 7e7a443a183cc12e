using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>TensorFlow's functions of mathematics, choices and neighbourhoods that files hold as layers, beside the common ones.</summary>
/// <remarks>Source: the public documentation of TensorFlow 2.3 to 2.15.</remarks>
internal static class TFFurtherFunctions
{
    public static void AddTo(Dictionary<string, TensorFunction> table)
    {
        void Add(string name, Func<OpArguments, Tensor> compute, params string[] keywords) =>
            table[name] = new(a => [compute(a)], keywords);
        void One(string name, Func<Tensor, Tensor> compute) => Add(name, a => compute(a.First));
        void Two(string name, Func<Tensor, Tensor, Tensor> compute, string second = "y") =>
            Add(name, a => compute(a.First, a.ReadSecond(second)), second);
        One("math.asin", x => x.asin());
        One("math.acos", x => x.acos());
        One("math.atan", x => x.atan());
        One("math.sinh", x => x.sinh());
        One("math.cosh", x => x.cosh());
        One("math.asinh", x => x.asinh());
        One("math.acosh", x => x.acosh());
        One("math.atanh", x => x.atanh());
        One("math.erfc", x => x.erfc());
        One("math.rint", x => x.round());
        One("math.lgamma", x => x.lgamma());
        One("math.digamma", x => x.digamma());
        One("math.is_finite", x => x.isfinite());
        One("math.log_sigmoid", LaterActivations.log_sigmoid);
        Add("math.zero_fraction", a => ComputeTyped(a.First.eq(0).to_type(DTypes.ParseTorch("float32")).mean(), a.Keywords.Get("dtype")),
            "dtype");
        Add("nn.crelu", a => NN.Concatenate([a.First.relu(), (-a.First).relu()], checked((int)a.ReadNumber("axis", -1))), "axis");
        One("linalg.inv", x => x.inverse());
        One("linalg.det", OpFunctions.Determinant);
        One("linalg.trace", x => x.diagonal(0, -2, -1).sum(-1));
        One("linalg.diag_part", x => x.diagonal(0, -2, -1));
        One("linalg.diag", x => x.diag_embed());
        Two("math.atan2", (y, x) => y.atan2(x), "x");
        Two("math.xdivy", (x, y) => OpFunctions.SelectWhere(x.eq(0), Tensors.MakeZeros(default, DTypes.GetName(x.dtype)), x / y));
        Two("math.xlogy", (x, y) => OpFunctions.SelectWhere(x.eq(0), Tensors.MakeZeros(default, DTypes.GetName(x.dtype)), x * y.log()));
        Two("math.multiply_no_nan", (x, y) => OpFunctions.SelectWhere(y.eq(0), Tensors.MakeZeros(default, DTypes.GetName(x.dtype)), x * y));
        Two("math.logical_xor", (x, y) => x.logical_xor(y));
        Two("linalg.matvec", (a, b) => NN.Product(a, b.unsqueeze(-1)).squeeze(-1), "b");
        Two("linalg.cross", (a, b) => OpFunctions.Cross(a, b), "b");
        Add("math.scalar_mul", a => a.First * a.ReadValue("x", 1), "x");
        foreach (string name in (string[])["math.cumsum", "math.cumprod"])
        {
            Add(name, a => Accumulate(a, name.EndsWith("sum", StringComparison.Ordinal)), "axis", "exclusive", "reverse");
        }
        foreach (string name in (string[])["gather", "compat.v1.gather"])
        {
            Add(name, ComputeGathered, "indices", "axis", "batch_dims", "validate_indices");
        }
        foreach (string name in (string[])["nn.embedding_lookup", "compat.v1.nn.embedding_lookup"])
        {
            Add(name, a => OpFunctions.Take(a.ReadValue("params", 0), a.ReadValue("ids", 1), 0), "params", "ids", "partition_strategy",
                "validate_indices");
        }
        Add("one_hot", ComputeOneHot, "depth", "on_value", "off_value", "axis", "dtype");
        Add("repeat", ComputeRepeated, "repeats", "axis");
        foreach (string name in (string[])["math.argmax", "math.argmin"])
        {
            Add(name,
                a => ComputeTyped(name.EndsWith("max", StringComparison.Ordinal)
                    ? a.First.argmax(a.ReadNumber("axis", 0))
                    : a.First.argmin(a.ReadNumber("axis", 0)), a.Keywords.Get("output_type")), "axis", "output_type");
        }
        foreach (string prefix in (string[])["", "compat.v1."])
        {
            Add(prefix + "zeros_like", a => ComputeTyped(a.First.detach().mul(0), a.Keywords.Get("dtype")), "dtype", "optimize");
            Add(prefix + "ones_like", a => ComputeTyped(a.First.detach().mul(0).add(1), a.Keywords.Get("dtype")), "dtype", "optimize");
        }
        foreach (string name in (string[])["math.top_k", "nn.top_k"])
        {
            table[name] = new(a =>
            {
                var (values, places) = OpsReductions.top_k(a.First, checked((int)a.ReadNumber("k", 1)));
                return [values, ComputeTyped(places, a.Keywords.Get("index_type") ?? "int32")];
            }, "k", "sorted", "index_type");
        }
        foreach (string name in (string[])["nn.moments", "compat.v1.nn.moments"])
        {
            table[name] = new(a =>
            {
                long[] axes = a.ReadNumbers("axes") ?? throw OpArguments.Missing("axes");
                bool keep = a.Keywords.Get("keepdims") is true || a.Keywords.Get("keep_dims") is true;
                return [a.First.mean(axes, keep), Centering.ComputeVariance(a.First, axes, keep)];
            }, "axes", "keepdims", "keep_dims", "shift");
        }
        Add("slice",
            a => Slice(a.First, a.ReadNumbers("begin") ?? throw OpArguments.Missing("begin"), a.ReadNumbers("size")
                ?? throw OpArguments.Missing("size")), "begin", "size");
        foreach (string name in (string[])["strided_slice", "compat.v1.strided_slice"])
        {
            Add(name, SliceStrided, "begin", "end", "strides", "begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask",
                "shrink_axis_mask", "var");
        }
        foreach (string name in (string[])["nn.depth_to_space", "compat.v1.depth_to_space"])
        {
            Add(name, a => NN.MoveDepthToSpace(a.First, ReadBlock(a)), "block_size", "data_format");
        }
        foreach (string name in (string[])["nn.space_to_depth", "compat.v1.space_to_depth", "space_to_depth"])
        {
            Add(name, a => NN.MoveSpaceToDepth(a.First, ReadBlock(a)), "block_size", "data_format");
        }
        foreach (string name in (string[])["nn.local_response_normalization", "nn.lrn"])
        {
            Add(name, ComputeLocalResponse, "depth_radius", "bias", "alpha", "beta");
        }
        foreach (string name in (string[])["nn.conv2d", "compat.v1.nn.conv2d", "nn.conv1d", "compat.v1.nn.conv1d", "nn.conv3d",
            "compat.v1.nn.conv3d", "nn.convolution"])
        {
            Add(name, a => ComputeConvolved(a, depthwise: false), "filters", "filter", "strides", "stride", "padding", "data_format",
                "dilations",
                "use_cudnn_on_gpu", "value");
        }
        foreach (string name in (string[])["nn.depthwise_conv2d", "compat.v1.nn.depthwise_conv2d"])
        {
            Add(name, a => ComputeConvolved(a, depthwise: true), "filter", "strides", "padding", "data_format", "dilations", "rate");
        }
        foreach (string name in (string[])["nn.batch_normalization", "compat.v1.nn.batch_normalization"])
        {
            Add(name, ComputeNormalized, "mean", "variance", "offset", "scale", "variance_epsilon");
        }
        foreach (string name in (string[])["tensordot", "compat.v1.tensordot"])
        {
            Add(name, a => ComputeTensordot(a.First, a.ReadValue("b", 1), a.Keywords.Get("axes")), "b", "axes");
        }
        Add("sequence_mask",
            a => ComputeTyped(OpFunctions.Places(0, a.ReadNumber("maxlen")).lt(a.First.to_type(DTypes.ParseTorch("int64")).unsqueeze(-1)),
                a.Keywords.Get("dtype")), "maxlen", "dtype");
        Add("ensure_shape", a => a.First, "shape");
        Add("range", a => MakeSteps(a), "limit", "delta", "dtype");
        Add("math.add_n", a => a.Several.Aggregate((x, y) => x + y));
        Add("math.accumulate_n", a => a.Several.Aggregate((x, y) => x + y), "shape", "tensor_dtype");
        Add("math.in_top_k", a => BackendMath.in_top_k(a.ReadValue("predictions", 1), a.First, checked((int)a.ReadNumber("k"))),
            "predictions", "k");
        Add("math.cumulative_logsumexp", a => a.First.logcumsumexp(a.ReadNumber("axis", 0)), "axis");
        Add("reverse_sequence", a => ReverseSequence(a), "seq_lengths", "seq_axis", "batch_axis", "seq_dim", "batch_dim");
    }

    private static Tensor ComputeTyped(Tensor x, object? dtype) => dtype is string name ? x.to_type(DTypes.ParseTorch(name)) : x;

    private static Tensor Accumulate(OpArguments a, bool sum)
    {
        Tensor x = a.First;
        long axis = a.ReadNumber("axis", 0);
        bool reverse = a.Keywords.Get("reverse") is true;
        if (reverse) { x = x.flip(axis); }
        Tensor y = sum ? x.cumsum(axis, x.dtype) : x.cumprod(axis, x.dtype);
        if (a.Keywords.Get("exclusive") is true)
        {
            // Each value is that of the one before; the first is that of nothing.
            Tensor first = x.narrow(axis, 0, 1).detach().mul(0);
            y = NN.Concatenate([sum ? first : first.add(1), y.narrow(axis, 0, OpFunctions.GetSize(x, axis) - 1)], checked((int)axis));
        }
        return reverse ? y.flip(axis) : y;
    }

    /// <summary>Entries of an axis by their numbers, in each batch its own where the first axes count batches.</summary>
    private static Tensor ComputeGathered(OpArguments a)
    {
        Tensor x = a.First, indices = a.ReadValue("indices", 1).to_type(DTypes.ParseTorch("int64"));
        long batches = a.ReadNumber("batch_dims", 0), axis = a.ReadNumber("axis", batches);
        if (batches < 0) { batches += indices.dim(); }
        if (axis < 0) { axis += x.dim(); }
        if (batches == 0) { return OpFunctions.Take(x, indices, axis); }
        Guard.That(batches <= axis && batches <= indices.dim(),
            $"`batch_dims` must not be greater than `axis` or the indices' axes. Received: batch_dims={batches}, axis={axis}.",
            "batch_dims");
        int b = checked((int)batches), at = checked((int)axis);
        long[] outer = x.shape[..b], between = x.shape[b..at], places = indices.shape[b..], rest = x.shape[(at + 1)..];
        long count = outer.Aggregate(1L, (p, d) => p * d), size = x.shape[at];
        // The axis moves behind the batches, so that one look-up serves all of them.
        Tensor rows = x.movedim((long[])[at], (long[])[b]).reshape([count * size, .. between, .. rest]);
        Tensor offset = OpFunctions.Places(0, count).unsqueeze(1) * size;
        Tensor flat = indices.reshape(count, -1);
        Tensor taken = rows.index_select(0, (OpFunctions.SelectWhere(flat < 0, flat + size, flat) + offset).reshape(-1))
            .reshape([.. outer, .. places, .. between, .. rest]);
        long[] order = [.. Enumerable.Range(0, b), .. Enumerable.Range(b + places.Length, between.Length),
            .. Enumerable.Range(b, places.Length), .. Enumerable.Range(b + places.Length + between.Length, rest.Length)];
        return taken.permute(order);
    }

    private static Tensor ComputeOneHot(OpArguments a)
    {
        Tensor y = OpFunctions.MakeOneHot(a.First, a.ReadNumber("depth"));
        double on = a.ReadReal("on_value") ?? 1, off = a.ReadReal("off_value") ?? 0;
        if (on != 1 || off != 0) { y = (y * (on - off)) + off; }
        long axis = a.ReadNumber("axis", -1);
        if (axis != -1) { y = y.movedim((long[])[-1], (long[])[axis]); }
        return ComputeTyped(y, a.Keywords.Get("dtype"));
    }

    private static Tensor ComputeRepeated(OpArguments a)
    {
        Tensor x = a.Keywords.Get("axis") is null ? a.First.reshape(-1) : a.First;
        long axis = a.ReadNumber("axis", 0);
        return a.Keywords.Get("repeats") is long times
            ? x.repeat_interleave(times, axis)
            : x.repeat_interleave(a.ReadValue("repeats", 1).to_type(DTypes.ParseTorch("int64")), axis);
    }

    private static Tensor Slice(Tensor x, long[] begin, long[] size)
    {
        for (int i = 0; i < begin.Length; i++) { x = x.narrow(i, begin[i], size[i] < 0 ? x.size(i) - begin[i] : size[i]); }
        return x;
    }

    /// <summary>x[begin:end:strides], whose masks say which ends are open, which axes are new and which vanish.</summary>
    private static Tensor SliceStrided(OpArguments a)
    {
        long[] begin = a.ReadNumbers("begin") ?? throw OpArguments.Missing("begin"),
            end = a.ReadNumbers("end") ?? throw OpArguments.Missing("end"),
            strides = a.ReadNumbers("strides") ?? [.. begin.Select(_ => 1L)];
        bool Bit(string mask, int i) => (a.ReadNumber(mask, 0) & (1L << i)) != 0;
        var spec = new List<object?>();
        for (int i = 0; i < begin.Length; i++)
        {
            if (Bit("ellipsis_mask", i)) { spec.Add("..."); }
            else if (Bit("new_axis_mask", i)) { spec.Add(null); }
            else if (Bit("shrink_axis_mask", i)) { spec.Add(begin[i]); }
            else
            {
                spec.Add(new Config { ["start"] = Bit("begin_mask", i) ? null : begin[i], ["stop"] = Bit("end_mask", i) ? null : end[i],
                    ["step"] = strides[i] });
            }
        }
        return SlicingOpLambda.Slice(a.First, spec);
    }

    private static long ReadBlock(OpArguments a)
    {
        CheckLastAxis(a);
        return a.ReadNumber("block_size");
    }

    private static void CheckLastAxis(OpArguments a) =>
        Guard.That(a.Keywords.Get("data_format") is not string format || !format.StartsWith("NC", StringComparison.Ordinal),
            $"`data_format` must have its channels last here. Received: {a.Keywords.Get("data_format")}.", "data_format");

    /// <summary>Each value divided by a power of the sum of squares of its channel's neighbours.</summary>
    private static Tensor ComputeLocalResponse(OpArguments a)
    {
        Tensor x = a.First;
        long radius = a.ReadNumber("depth_radius", 5), channels = x.size(-1);
        Tensor squares = NN.Concatenate([.. Enumerable.Range(0, checked((int)channels)).Select(c =>
        {
            long from = Math.Max(0, c - radius), to = Math.Min(channels, c + radius + 1);
            return x.narrow(-1, from, to - from).square().sum(-1, keepdim: true);
        })], -1);
        return x / ((squares * (a.ReadReal("alpha") ?? 1)) + (a.ReadReal("bias") ?? 1)).pow(a.ReadReal("beta") ?? 0.5);
    }

    /// <summary>Sizes may be given for only the spatial axes, or for all axes.</summary>
    private static Tensor ComputeConvolved(OpArguments a, bool depthwise)
    {
        CheckLastAxis(a);
        Tensor x = a.Has("value", 0) && a.Inputs.Length == 0 ? a.ReadValue("value", 0) : a.First;
        Tensor kernel = (a.Has("filters", 1) ? a.ReadValue("filters", 1) : a.ReadValue("filter", 1)).to_type(x.dtype);
        int axes = checked((int)x.dim()) - 2;
        long[] Each(params string[] names) => names.Select(a.ReadNumbers).FirstOrDefault(n => n is not null) is not { } n
            ? [.. Enumerable.Repeat(1L, axes)]
            : n.Length == 1 ? [.. Enumerable.Repeat(n[0], axes)] : n.Length == axes + 2 ? n[1..^1] : n;
        string padding = a.Keywords.Get("padding") as string
            ?? (a.Keywords.Get("padding") is null
                ? "VALID"
                : throw new NotSupportedException("`padding` must be \"SAME\" or \"VALID\" here."));
        long[] strides = Each("strides", "stride"), dilations = Each("dilations", "rate");
        return depthwise
            ? NN.DepthwiseConv(x, kernel, null, strides, padding.ToLowerInvariant(), dilations)
            : NN.Conv(x, kernel, null, strides, padding.ToLowerInvariant(), dilations);
    }

    private static Tensor ComputeNormalized(OpArguments a)
    {
        Tensor x = a.First, y = (x - a.ReadValue("mean", 1)) * (a.ReadValue("variance", 2) + (a.ReadReal("variance_epsilon") ?? 0)).rsqrt();
        if (a.Has("scale", 4)) { y *= a.ReadValue("scale", 4); }
        return a.Has("offset", 3) ? y + a.ReadValue("offset", 3) : y;
    }

    internal static Tensor ComputeTensordot(Tensor a, Tensor b, object? axes)
    {
        if (axes is long count)
        {
            return OpFunctions.Tensordot(a, b, [.. Enumerable.Range(0, (int)count).Select(i => a.dim() - count + i)],
                [.. Enumerable.Range(0, (int)count).Select(i => (long)i)]);
        }
        static long[] Side(object? side) => side switch
        {
            long n => [n],
            List<object?> list when list.TrueForAll(v => v is long) => [.. list.Cast<long>()],
            _ => throw OpArguments.Missing("axes")
        };
        return axes is List<object?> { Count: 2 } two
            ? OpFunctions.Tensordot(a, b, Side(two[0]), Side(two[1]))
            : throw OpArguments.Missing("axes");
    }

    private static Tensor MakeSteps(OpArguments a)
    {
        bool one = !a.Has("limit", 1);
        Tensor start = a.First, limit = one ? start : a.ReadValue("limit", 1);
        Guard.That(!start.is_floating_point() && !limit.is_floating_point(), "tf.range is known here for whole numbers.", "start");
        long from = one ? 0 : OpFunctions.ToWholeNumbers(start)[0], to = OpFunctions.ToWholeNumbers(limit)[0],
            step = a.ReadNumber("delta", 1);
        Guard.That(step != 0, "`delta` must not be 0.", "delta");
        return ComputeTyped(OpFunctions.Places(from, Math.Max(from, to), step), a.Keywords.Get("dtype") ?? "int32");
    }

    /// <summary>Each row's first values, as many as its length says, turned round.</summary>
    private static Tensor ReverseSequence(OpArguments a)
    {
        long axis = a.ReadNumber("seq_axis", a.ReadNumber("seq_dim", 1)), batch = a.ReadNumber("batch_axis", a.ReadNumber("batch_dim", 0));
        Tensor x = a.First.movedim((long[])[batch, axis], (long[])[0, 1]), lengths = a.ReadValue("seq_lengths", 1)
            .to_type(DTypes.ParseTorch("int64")).unsqueeze(1);
        Tensor at = OpFunctions.Places(0, x.size(1)).unsqueeze(0);
        Tensor places = OpFunctions.SelectWhere(at < lengths, lengths - 1 - at, at);
        Tensor picked = places.reshape([.. places.shape, .. Enumerable.Repeat(1L, checked((int)x.dim()) - 2)]).expand(x.shape);
        return x.gather(1, picked).movedim((long[])[0, 1], (long[])[batch, axis]);
    }
}
