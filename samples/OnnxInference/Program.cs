using System.Diagnostics;
using System.Globalization;
using KerasDigits.Models;
using NumSharp;
using OnnxInference;
using static KerasDigits.keras;

// dotnet run -c Release --project samples/OnnxInference [-- MODEL.h5]
// Exports the notebook's third net, or a model of its shape that the notebook's program saved, and runs it in ONNX Runtime and in an ML.NET
// pipeline.
Model model = args.Length > 0 ? models.load_model(args[0], compile: false) : Net.Conv2();
Console.WriteLine(args.Length > 0
    ? $"{args[0]}: {model.count_params():N0} parameters"
    : $"The notebook's third net with fresh weights, {model.count_params():N0} parameters (give a saved model to use trained ones).");

string file = Path.Combine(Path.GetTempPath(), $"conv2-{Environment.ProcessId}.onnx");
try
{
    model.export(file, fold_batch_normalization: true);
    Console.WriteLine($"{new FileInfo(file).Length / 1024.0 / 1024:F1} MB of ONNX, BatchNormalization folded into the convolutions where "
        + "it follows one");
    np.random.seed(1);
    float[][] pictures = [.. Enumerable.Range(0, 100).Select(_ => np.random.rand(784).astype(NPTypeCode.Single).ToArray<float>())];
    float[] keras = model.predict(np.array(pictures.SelectMany(p => p).ToArray()).reshape(-1, 28, 28, 1)).ToArray<float>();
    Report("ONNX Runtime", () => Runtimes.OnnxRuntime(file, pictures));
    Report("ML.NET", () => [.. Runtimes.MLNet(file, pictures).Select(a => a.Scores)]);

    void Report(string name, Func<float[][]> run)
    {
        var clock = Stopwatch.StartNew();
        float[][] scores = run();
        double difference = scores.SelectMany(s => s).Zip(keras, (a, b) => Math.Abs(a - b)).Max();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {scores.Length} pictures in {clock.ElapsedMilliseconds} ms, loading included; greatest difference from KerasDigits "
            + $"{difference:E1}"));
    }
}
finally { File.Delete(file); }
