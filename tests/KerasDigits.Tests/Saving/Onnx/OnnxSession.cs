using KerasDigits.Backend;
using KerasDigits.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using NumSharp;

namespace KerasDigits.Tests.Saving.Onnx;

/// <summary>An exported model in ONNX Runtime beside the model's own predictions.</summary>
internal static class OnnxSession
{
    /// <summary>What differs between ONNX Runtime's outputs and the model's; null: nothing.</summary>
    public static string? Difference(Model model, NDArray[] inputs, double tolerance = 1e-5, bool half = false, bool fold = false)
    {
        NDArray[] wanted = model.predict_all(inputs);
        return Run(model, inputs, half, fold,
            results => results.Select((r, i) => Texts.Holds(wanted[i]) ? Texts.Strings(wanted[i])
                .SequenceEqual(((DenseTensor<string>)r.Value).ToArray()) ? null : $"{r.Name}: other texts"
            : Golden.Difference(wanted[i], np.array(Numbers(r.Value)).reshape(wanted[i].shape), tolerance, r.Name))
            .FirstOrDefault(d => d is not null));
    }

    /// <summary>How far ONNX Runtime's first output is from given numbers, as a part of the greatest of them.</summary>
    public static double Distance(Model model, NDArray input, NDArray exact, bool fold) =>
        Run(model, [input], half: false, fold, results => Distance(exact, np.array(Numbers(results.First().Value))));

    /// <summary>The greatest difference, as a part of the greatest number.</summary>
    public static double Distance(NDArray exact, NDArray numbers)
    {
        double[] e = exact.astype(NPTypeCode.Double).flatten().ToArray<double>(),
            a = numbers.astype(NPTypeCode.Double).flatten().ToArray<double>();
        return e.Zip(a, (x, y) => Math.Abs(x - y)).Max() / e.Max(Math.Abs);
    }

    private static T Run<T>(Model model, NDArray[] inputs, bool half, bool fold,
        Func<IReadOnlyCollection<DisposableNamedOnnxValue>, T> read)
    {
        string file = Path.Combine(Path.GetTempPath(), $"keras-{Guid.NewGuid():N}.onnx");
        try
        {
            model.export(file, half_weights: half, fold_batch_normalization: fold);
            using var session = new InferenceSession(file);
            Assert.Equal(model.input_names, session.InputNames);
            using var results =
                session.Run([.. model.InputNames.Select((name, i) => Feed(name, session.InputMetadata[name].ElementType, inputs[i]))]);
            return read(results);
        }
        finally { File.Delete(file); }
    }

    private static NamedOnnxValue Feed(string name, Type type, NDArray array)
    {
        int[] dims = [.. array.shape.Select(d => (int)d)];
        if (type == typeof(string)) { return NamedOnnxValue.CreateFromTensor(name, new DenseTensor<string>(Texts.Strings(array), dims)); }
        double[] values = array.astype(NPTypeCode.Double).flatten().ToArray<double>();
        if (type == typeof(long))
        {
            return NamedOnnxValue.CreateFromTensor(name, new DenseTensor<long>(Array.ConvertAll(values, v => (long)v), dims));
        }
        if (type == typeof(int))
        {
            return NamedOnnxValue.CreateFromTensor(name, new DenseTensor<int>(Array.ConvertAll(values, v => (int)v), dims));
        }
        if (type == typeof(byte))
        {
            return NamedOnnxValue.CreateFromTensor(name, new DenseTensor<byte>(Array.ConvertAll(values, v => (byte)v), dims));
        }
        if (type == typeof(bool))
        {
            return NamedOnnxValue.CreateFromTensor(name, new DenseTensor<bool>(Array.ConvertAll(values, v => v != 0), dims));
        }
        return NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(Array.ConvertAll(values, v => (float)v), dims));
    }

    private static double[] Numbers(object value) => value switch
    {
        DenseTensor<float> floats => [.. floats.ToArray().Select(v => (double)v)],
        DenseTensor<int> whole => [.. whole.ToArray().Select(v => (double)v)],
        DenseTensor<byte> bytes => [.. bytes.ToArray().Select(v => (double)v)],
        DenseTensor<bool> truths => [.. truths.ToArray().Select(v => v ? 1.0 : 0.0)],
        _ => [.. ((DenseTensor<long>)value).ToArray().Select(v => (double)v)],
    };
}
