using System.Collections;
using NumSharp;

namespace KerasDigits.Tests.Semantics;

/// <summary>The functions of np that cases call beside Keras.</summary>
internal static class Numpy
{
    public static NPTypeCode Type(object? name) => (name as string ?? (name as PyType)?.Name) switch
    {
        "float32" => NPTypeCode.Single, "float64" => NPTypeCode.Double, "int32" => NPTypeCode.Int32, "int64" =>
            NPTypeCode.Int64, "float16" => NPTypeCode.Half, "bool" => NPTypeCode.Boolean, "uint8" => NPTypeCode.Byte,
        var other => throw new NotReplayedException($"the dtype {other ?? name}"),
    };

    public static string Name(NDArray a) => a.typecode switch
    {
        NPTypeCode.Single => "float32", NPTypeCode.Double => "float64", NPTypeCode.Int32 => "int32", NPTypeCode.Int64 =>
            "int64", NPTypeCode.Half => "float16", NPTypeCode.Boolean => "bool", var other => other.ToString().ToLowerInvariant(),
    };

    private static long[] Dims(object? shape) => shape is long n ? [n] : [.. ((IEnumerable)shape!).Cast<object?>().Select(Convert.ToInt64)];

    private static NDArray A(object? value) => (NDArray)Coercion.To(value, typeof(NDArray))!;

    public static PyModule Np()
    {
        var names = new PyDict();
        void Add(string name, Func<List<object?>, Dictionary<string, object?>, object?> body) => names[name] = new PyFunction(name, body);
        NPTypeCode Dtype(List<object?> a, Dictionary<string, object?> k, int at) =>
            a.Count > at ? Type(a[at]) : k.TryGetValue("dtype", out object? d) ? Type(d) : NPTypeCode.Double;
        Add("zeros", (a, k) => np.zeros(new NumSharp.Shape(Dims(a[0])), Dtype(a, k, 1)));
        Add("ones", (a, k) => np.ones(new NumSharp.Shape(Dims(a[0])), Dtype(a, k, 1)));
        Add("full", (a, k) => np.full(new NumSharp.Shape(Dims(a[0])), Convert.ToDouble(a[1])).astype(Dtype(a, k, 2)));
        Add("eye", (a, k) => np.eye((int)(long)a[0]!).astype(Dtype(a, k, 1)));
        Add("array", (a, k) => (a[0] as NDArray ?? Coercion.Array_([.. PythonRunner.Items(a[0])])) is var made
            && (a.Count > 1 || k.ContainsKey("dtype")) ? made.astype(Dtype(a, k, 1)) : made);
        Add("arange", (a, k) =>
        {
            double[] n = [.. a.Where(v => v is long or double).Select(Convert.ToDouble)];
            double start = n.Length > 1 ? n[0] : 0, step = n.Length > 2 ? n[2] : 1;
            NDArray made = np.array(Enumerable.Range(0, (int)Math.Ceiling((n[Math.Min(1, n.Length - 1)] - start) / step))
                .Select(i => start + (i * step)).ToArray());
            return made.astype(a.Find(v => v is string) is { } t ? Type(t) : k.TryGetValue("dtype", out object? d) ? Type(d)
                : a.All(v => v is long) ? NPTypeCode.Int64 : NPTypeCode.Double);
        });
        Add("zeros_like", (a, _) => np.zeros_like(A(a[0])));
        Add("ones_like", (a, _) => np.ones_like(A(a[0])));
        Add("abs", (a, _) => np.abs(A(a[0])));
        Add("ceil", (a, _) => a[0] is NDArray x ? np.ceil(x) : Math.Ceiling(Convert.ToDouble(a[0])));
        Add("allclose", (a, _) => np.allclose(A(a[0]), A(a[1])));
        Add("shape", (a, _) => a[0] is List<object?> l ? Coercion.Array_(l).shape.Select(n => (object?)n)
            .ToArray() : A(a[0]).shape.Select(n => (object?)n).ToArray());
        Add("tril", (a, _) => np.tril(A(a[0])));
        Add("repeat", (a, k) => np.repeat(A(a[0]), (int)(long)a[1]!, (int)(long)(a.Count > 2 ? a[2] : k["axis"])!));
        Add("prod", (a, _) => Dims(a[0]).Aggregate(1L, (x, y) => x * y));
        Add("float64", (a, _) => Convert.ToDouble(a[0]));
        Add("r_",
            (a, _) =>
                np.concatenate([.. a.Select(x => x is NDArray v ? v.astype(NPTypeCode.Double) : np.array(new[] { Convert.ToDouble(x) }))]));
        Add("concatenate",
            (a, k) => np.concatenate([.. PythonRunner.Items(a[0]).Select(A)], k.TryGetValue("axis", out object? x) ? (int)(long)x! : 0));
        Add("expand_dims", (a, k) => np.expand_dims(A(a[0]), (int)(long)(a.Count > 1 ? a[1] : k["axis"])!));
        names["nan"] = double.NaN;
        names["inf"] = double.PositiveInfinity;
        names["float32"] = "float32";
        names["int32"] = "int32";
        names["int64"] = "int64";
        names["newaxis"] = null;
        return new PyModule(null, names);
    }
}
