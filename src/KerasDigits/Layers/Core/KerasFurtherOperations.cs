using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Keras 3's rarer operations on numbers and shapes, those of its later versions among them.</summary>
/// <remarks>Source: keras 3.15, ops/numpy.py, ops/nn.py, ops/math.py.</remarks>
internal static class KerasFurtherOperations
{
    public static void AddTo(Dictionary<string, KerasOperations.Operation> table)
    {
        void Add(string name, string signature, Func<OpArguments, Tensor> f) => table[name] = new(signature.Split(' '), a => [f(a)]);
        void One(string name, Func<Tensor, Tensor> f) => Add(name, "x", a => f(a.ReadValue("x", 0)));
        void Two(string name, Func<Tensor, Tensor, Tensor> f) => Add(name, "x1 x2", a => f(a.ReadValue("x1", 0), a.ReadValue("x2", 1)));
        One("Copy", x => x.clone());
        Add("ConvertToTensor", "x", a => a.Keywords.Get("dtype") is string dtype ? a.ReadValue("x", 0)
            .to_type(DTypes.ParseTorch(dtype)) : a.ReadValue("x", 0));
        One("Cbrt", x => x.sign() * x.abs().pow(1.0 / 3));
        One("Fabs", x => x.abs());
        One("Erfc", x => x.erfc());
        One("Sinc", x => x.sinc());
        One("Signbit", x => x.signbit());
        One("Isposinf", x => x.eq(double.PositiveInfinity));
        One("Isneginf", x => x.eq(double.NegativeInfinity));
        One("Isreal", x => x.eq(x).logical_or(x.ne(x)));
        One("Rad2deg", x => x * (180 / Math.PI));
        One("Fliplr", x => x.flip([1]));
        One("Flipud", x => x.flip([0]));
        One("BitwiseInvert", x => x.bitwise_not());
        One("BitwiseNot", x => x.bitwise_not());
        Two("BitwiseAnd", (a, b) => a.bitwise_and(b));
        Two("BitwiseOr", (a, b) => a.bitwise_or(b));
        Two("BitwiseXor", (a, b) => a.bitwise_xor(b));
        foreach (string prefix in (string[])["", "Bitwise"])
        {
            Two(prefix + "LeftShift", (a, b) => a.bitwise_left_shift(b.to_type(a.dtype)));
            Two(prefix + "RightShift", (a, b) => a.bitwise_right_shift(b.to_type(a.dtype)));
        }
        Two("Fmax", (a, b) => a.fmax(b));
        Two("Fmin", (a, b) => a.fmin(b));
        Two("Fmod", (a, b) => a.fmod(b));
        Two("Heaviside", (a, b) => a.heaviside(b));
        Two("Kron", (a, b) => a.kron(b));
        Two("Logaddexp2", (a, b) => a.logaddexp2(b));
        Two("DivideNoNan", (a, b) => OpFunctions.SelectWhere(b.eq(0), Tensors.MakeZeros(default, DTypes.GetName(a.dtype)), a / b));
        Two("Ldexp", (a, b) => a * b.to_type(a.dtype).exp2());
        Two("IsIn", (a, b) => a.unsqueeze(-1).eq(b.reshape(-1)).any(-1));
        void Reduce(string name, Func<Tensor, long[], bool, Tensor> f) =>
            Add(name, "x", a => f(a.ReadValue("x", 0), a.ReadAxes(a.ReadValue("x", 0)), a.Keywords.Get("keepdims") is true));
        Reduce("Ptp", (x, axes, keep) => x.amax(axes, keep) - x.amin(axes, keep));
        Reduce("Nansum", (x, axes, keep) => MakeNumbers(x, 0).sum(axes, keep));
        Reduce("Nanmean", (x, axes, keep) => MakeNumbers(x, 0).sum(axes, keep) / x.isnan().logical_not().to_type(x.dtype).sum(axes, keep));
        Reduce("Nanmax", (x, axes, keep) => MakeNumbers(x, double.NegativeInfinity).amax(axes, keep));
        Reduce("Nanmin", (x, axes, keep) => MakeNumbers(x, double.PositiveInfinity).amin(axes, keep));
        Reduce("Nanprod", (x, axes, keep) => OpFunctions.Product(MakeNumbers(x, 1), axes, keep));
        Add("Rot90", "array", a => a.ReadValue("array", 0)
            .rot90(a.ReadNumber("k", 1), a.ReadNumbers("axes") is { Length: 2 } axes ? (axes[0], axes[1]) : (0, 1)));
        Add("Trapezoid", "y x", a => ComputeTrapezoid(a));
        Add("Tensordot", "x1 x2", a =>
            TFFurtherFunctions.ComputeTensordot(a.ReadValue("x1", 0), a.ReadValue("x2", 1), a.Keywords.Get("axes") ?? 2L));
        Add("Sparsemax", "x", a => LaterActivations.sparsemax(a.ReadValue("x", 0), checked((int)a.ReadNumber("axis", -1))));
        Add("Percentile", "x q", a => ComputeQuantile(a, 100));
        Add("Quantile", "x q", a => ComputeQuantile(a, 1));
        Add("Slice", "inputs start_indices shape",
            a => Cut(a.ReadValue("inputs", 0), a.ReadNumbers("start_indices") ?? throw OpArguments.Missing("start_indices"),
                a.ReadNumbers("shape")
                ?? throw OpArguments.Missing("shape")));
    }

    /// <summary>A tensor with another number wherever it holds none.</summary>
    private static Tensor MakeNumbers(Tensor x, double other) =>
        OpFunctions.SelectWhere(x.isnan(), Tensors.MakeScalar(other).to_type(x.dtype), x);

    /// <param name="a">Arguments of the call.</param>
    /// <param name="whole">What q counts in: 1 for parts, 100 for percents.</param>
    private static Tensor ComputeQuantile(OpArguments a, double whole)
    {
        int? axis = a.ReadNumbers("axis") switch
        {
            null => null,
            [var one] => checked((int)one),
            _ => throw new NotSupportedException("The quantile is known here along one axis, or of all values.")
        };
        (string method, bool keep) = (a.Keywords.Get("method") as string ?? "linear", a.Keywords.Get("keepdims") is true);
        return a.Keywords.Get("q") is List<object?> several
            ? OpsReductions.quantile(a.ReadValue("x", 0),
                [.. several.Select(q => Convert.ToDouble(q, System.Globalization.CultureInfo.InvariantCulture) / whole)], axis,
                method, keep)
            : OpsReductions.quantile(a.ReadValue("x", 0), (a.ReadReal("q") ?? throw OpArguments.Missing("q")) / whole, axis, method, keep);
    }

    private static Tensor ComputeTrapezoid(OpArguments a)
    {
        Tensor y = a.ReadValue("y", 0);
        long axis = a.ReadNumber("axis", -1), last = OpFunctions.GetSize(y, axis) - 1;
        Tensor means = (y.narrow(axis, 1, last) + y.narrow(axis, 0, last)) / 2;
        if (!a.Has("x", 1)) { return (means * (a.ReadReal("dx") ?? 1)).sum([axis]); }
        Tensor x = a.ReadValue("x", 1);
        long own = x.dim() == 1 ? 0 : axis;
        return (means * (x.narrow(own, 1, last) - x.narrow(own, 0, last))).sum([axis]);
    }

    private static Tensor Cut(Tensor x, long[] start, long[] shape)
    {
        Guard.That(start.Length == x.dim() && shape.Length == x.dim(),
            $"`start_indices` and `shape` must name every axis of the shape ({string.Join(", ", x.shape)}).", "shape");
        for (int i = 0; i < start.Length; i++)
        {
            // The batch of the data may be another than the one that is in the file.
            long size = Math.Min(shape[i], x.size(i) - start[i]);
            x = x.narrow(i, start[i], i == 0 || size == shape[i]
                ? size
                : throw new ArgumentException($"The slice from {start[i]} of {shape[i]} leaves the axis {i} of the shape "
                    + $"({string.Join(", ", x.shape)}).", nameof(shape)));
        }
        return x;
    }
}
