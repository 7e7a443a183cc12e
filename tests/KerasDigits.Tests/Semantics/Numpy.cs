using System.Collections;
using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Tests.Semantics;

/// <summary>The functions of np and tf that cases call beside Keras.</summary>
internal static class Numpy
{
    public static NPTypeCode Type(object? name) => (name as string ?? ((PyDict)name!)["name"]) switch
    {
        "float32" => NPTypeCode.Single, "float64" => NPTypeCode.Double, "int32" => NPTypeCode.Int32, "int64" => NPTypeCode.Int64, "float16" => NPTypeCode.Half, "bool" => NPTypeCode.Boolean, "uint8" => NPTypeCode.Byte,
        var other => throw new NotReplayedException($"the dtype {other}"),
    };

    public static string Name(NDArray a) => a.typecode switch
    {
        NPTypeCode.Single => "float32", NPTypeCode.Double => "float64", NPTypeCode.Int32 => "int32", NPTypeCode.Int64 => "int64", NPTypeCode.Half => "float16", NPTypeCode.Boolean => "bool", var other => other.ToString().ToLowerInvariant(),
    };

    private static long[] Dims(object? shape) => shape is long n ? [n] : [.. ((IEnumerable)shape!).Cast<object?>().Select(Convert.ToInt64)];

    public static PyDict Np()
    {
        var np_ = new PyDict();
        void Add(string name, Func<List<object?>, Dictionary<string, object?>, object?> body) => np_[name] = new PyFunction(name, body);
        NPTypeCode Dtype(List<object?> a, Dictionary<string, object?> k, int at) => a.Count > at ? Type(a[at]) : k.TryGetValue("dtype", out object? d) ? Type(d) : NPTypeCode.Double;
        Add("zeros", (a, k) => np.zeros(new NumSharp.Shape(Dims(a[0])), Dtype(a, k, 1)));
        Add("ones", (a, k) => np.ones(new NumSharp.Shape(Dims(a[0])), Dtype(a, k, 1)));
        Add("full", (a, k) => np.full(new NumSharp.Shape(Dims(a[0])), a[1]!).astype(Dtype(a, k, 2)));
        Add("eye", (a, k) => np.eye((int)(long)a[0]!).astype(Dtype(a, k, 1)));
        Add("array", (a, k) => (a[0] as NDArray ?? Coercion.Array_([.. PythonRunner.Items(a[0])])) is var made && (a.Count > 1 || k.ContainsKey("dtype")) ? made.astype(Dtype(a, k, 1)) : made);
        Add("arange", (a, k) =>
        {
            double[] n = [.. a.Where(v => v is long or double).Select(Convert.ToDouble)];
            double start = n.Length > 1 ? n[0] : 0, step = n.Length > 2 ? n[2] : 1;
            NDArray made = np.array(Enumerable.Range(0, (int)Math.Ceiling((n[Math.Min(1, n.Length - 1)] - start) / step)).Select(i => start + (i * step)).ToArray());
            return made.astype(a.Find(v => v is string) is { } t ? Type(t) : k.TryGetValue("dtype", out object? d) ? Type(d) : a.All(v => v is long) ? NPTypeCode.Int64 : NPTypeCode.Double);
        });
        Add("zeros_like", (a, _) => np.zeros_like((NDArray)a[0]!));
        Add("ones_like", (a, _) => np.ones_like((NDArray)a[0]!));
        Add("abs", (a, _) => np.abs((NDArray)a[0]!));
        Add("allclose", (a, _) => np.allclose((NDArray)a[0]!, (NDArray)a[1]!));
        Add("concatenate", (a, k) => np.concatenate([.. PythonRunner.Items(a[0]).Cast<NDArray>()], k.TryGetValue("axis", out object? x) ? (int)(long)x! : 0));
        Add("expand_dims", (a, k) => np.expand_dims((NDArray)a[0]!, (int)(long)(a.Count > 1 ? a[1] : k["axis"])!));
        np_["float32"] = "float32";
        np_["float64"] = "float64";
        np_["int32"] = "int32";
        np_["int64"] = "int64";
        np_["newaxis"] = null;
        return np_;
    }

    public static PyDict Tf()
    {
        var tf = new PyDict();
        static Tensor T(object? v) => (Tensor)Coercion.To(v, typeof(Tensor))!;
        void Reduce(string name, Func<Tensor, long[]?, Tensor> reduce) => tf[name] = new PyFunction(name, (a, k) =>
        {
            if (a[0] is KerasDigits.Layers.KerasTensor) { throw new NotReplayedException($"tf.{name} of a symbolic tensor"); }
            object? axis = a.Count > 1 ? a[1] : k.GetValueOrDefault("axis");
            Tensor result = reduce(T(a[0]), axis is null ? null : Dims(axis));
            return a[0] is NDArray ? Arrays.ToArray(result) : result;
        });
        Reduce("reduce_mean", (t, axis) => axis is null ? t.mean() : t.mean(axis));
        Reduce("reduce_sum", (t, axis) => axis is null ? t.sum() : t.sum(axis[0]));
        Reduce("abs", (t, _) => t.abs());
        Reduce("square", (t, _) => t.square());
        tf["constant"] = new PyFunction("constant", (a, _) => a[0] is NDArray array ? array : a[0] is double or long ? np.array(Convert.ToSingle(a[0])) : Coercion.Array_([.. PythonRunner.Items(a[0])]) is var made && made.typecode == NPTypeCode.Double ? made.astype(NPTypeCode.Single) : Coercion.Array_([.. PythonRunner.Items(a[0])]));
        return tf;
    }
}
