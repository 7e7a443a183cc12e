using System.Collections;
using KerasDigits.Backend;
using KerasDigits.Data;
using NumSharp;

namespace KerasDigits.Tests.Semantics;

/// <summary>The functions of tf: the library's own, and what is no function of tensors in C#.</summary>
internal static class Tensorflow
{
    public static PyModule Tf()
    {
        var names = new PyDict();
        void Add(string name, Func<List<object?>, Dictionary<string, object?>, object?> body) => names[name] = new PyFunction(name, body);
        Add("constant", (a, _) => a[0] is NDArray array
            ? Arrays.ToTensor(array, array.typecode == NPTypeCode.Double ? "float64" : null)
            : Coercion.To(a[0], typeof(Tensor)) is Tensor { dtype: TorchSharp.torch.ScalarType.Float64 } t
            ? t.to(TorchSharp.torch.ScalarType.Float32) : Coercion.To(a[0], typeof(Tensor)));
        Add("Variable", (a, _) => new Variable(((Tensor)Coercion.To(a[0], typeof(Tensor))!).clone()));
        Add("function", (a, _) => a[0]);
        Add("shape", (a, _) => ((Tensor)Coercion.To(a[0], typeof(Tensor))!).shape.Select(n => (object?)n).ToArray());
        Add("rank", (a, _) => ((Tensor)Coercion.To(a[0], typeof(Tensor))!).dim());
        Add("cast", (a, _) => a[0] is long or double
            ? Coercion.To(a[0], typeof(Tensor))
            : ((Tensor)Coercion.To(a[0], typeof(Tensor))!).to(DTypes.ParseTorch((a[1] as PyType)?.Name ?? (string)a[1]!)));
        Add("ones", (a, _) => Filled(a[0]!, 1));
        Add("zeros", (a, _) => Filled(a[0]!, 0));
        Add("stop_gradient", (a, _) => ((Tensor)a[0]!).detach());
        names["data"] = new PyModule(typeof(tf.data), new PyDict { ["Dataset"] = new PyModule(typeof(tf.data.Dataset), new PyDict
        {
            ["from_tensor_slices"] = new PyFunction("from_tensor_slices",
                (a, _) => Dataset.from_tensor_slices(a[0] is object?[] t ? Tuple(t) : a[0]!)),
            ["from_generator"] = new PyFunction("from_generator",
                (a, k) => Dataset.from_generator(() => PythonRunner.Items(((PyFunction)a[0]!).Call())
                    .Select(i => i is object?[] t ? Tuple(t) : i!),
                [.. PythonRunner.Items(k["output_signature"]).Cast<TensorSpec>()])),
        }) });
        names["nest"] = new PyModule(null,
            new PyDict { ["flatten"] = new PyFunction("flatten", (a, _) => PythonRunner.Items(a[0]).ToList()) });
        return new PyModule(typeof(tf), names);
    }

    private static Tensor Filled(object shape, double value) =>
        Tensors.MakeFull(new Shape([.. ((IEnumerable)shape).Cast<object?>().Select(n => (long?)Convert.ToInt64(n))]), value);

    private static object Tuple(object?[] items) => items.Length switch
    {
        1 => ValueTuple.Create((NDArray)items[0]!),
        2 => ((NDArray)items[0]!, (NDArray)items[1]!),
        _ => ((NDArray)items[0]!, (NDArray)items[1]!, (NDArray)items[2]!)
    };
}
