using System.Runtime.InteropServices;
using KerasDigits.Models;
using Microsoft.ML.OnnxRuntime;
using NumSharp;

namespace KerasDigits.Benchmarks.Workloads;

/// <summary>ONNX Runtime with its defaults on the exported model, batch by batch: a bare loop without predict's own work.</summary>
internal static class OnnxRuns
{
    public const string Name = "ONNX Runtime";

    /// <summary>The opponent for a model's prediction.</summary>
    public static Opponent Of(Func<Model> model, Func<NDArray> x, int batch) => new(Name, () => Prepare(model(), x(), batch));

    /// <summary>Exports the model and gives what predicts all rows.</summary>
    public static Action Prepare(Model model, NDArray x, int batch)
    {
        string file = Path.Combine(Path.GetTempPath(), $"keras-benchmark-{Guid.NewGuid():N}.onnx");
        InferenceSession session;
        try
        {
            model.export(file);
            session = new InferenceSession(file);
        }
        finally { File.Delete(file); }
        var options = new RunOptions();
        string[] inputs = [session.InputNames[0]], outputs = [session.OutputNames[0]];
        long[] dims = [.. x.shape.Select(d => (long)d)];
        bool whole = session.InputMetadata[inputs[0]].ElementType == typeof(int);
        OrtValue[] batches = [.. Enumerable.Range(0, (int)((dims[0] + batch - 1) / batch)).Select(i =>
        {
            NDArray rows = x[$"{i * batch}:{Math.Min(dims[0], (i + 1) * batch)}"];
            long[] shape = [rows.shape[0], .. dims[1..]];
            return whole ? OrtValue.CreateTensorValueFromMemory(rows.astype(NPTypeCode.Int32).ToArray<int>(), shape)
                : OrtValue.CreateTensorValueFromMemory(rows.astype(NPTypeCode.Single).ToArray<float>(), shape);
        })];
        return () =>
        {
            foreach (OrtValue rows in batches)
            {
                using var results = session.Run(options, inputs, [rows], outputs);
                _ = MemoryMarshal.Read<float>(MemoryMarshal.AsBytes(results[0].GetTensorDataAsSpan<float>()));
            }
        };
    }
}
