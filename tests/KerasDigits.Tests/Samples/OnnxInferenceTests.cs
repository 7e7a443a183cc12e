using NumSharp;
using OnnxInference;

namespace KerasDigits.Tests.Samples;

/// <summary>The sample OnnxInference in short form: the notebook's third net in ONNX Runtime and in an ML.NET pipeline.</summary>
public sealed class OnnxInferenceTests
{
    [Fact]
    public void The_third_net_gives_the_same_numbers_in_other_programs()
    {
        var model = Net.Conv2();
        string file = Path.Combine(Path.GetTempPath(), $"keras-{Guid.NewGuid():N}.onnx");
        try
        {
            model.export(file, fold_batch_normalization: true);
            float[][] pictures = [.. Enumerable.Range(0, 3).Select(_ => np.random.rand(784).astype(NPTypeCode.Single).ToArray<float>())];
            NDArray wanted = model.predict(np.array(pictures.SelectMany(p => p).ToArray()).reshape(-1, 28, 28, 1));
            Assert.Null(Golden.Difference(wanted, np.array(Runtimes.OnnxRuntime(file, pictures).SelectMany(s => s).ToArray())
                .reshape(3, 10), 1e-5, "ONNX Runtime"));
            Answer[] answers = Runtimes.MLNet(file, pictures);
            Assert.Null(Golden.Difference(wanted, np.array(answers.SelectMany(a => a.Scores).ToArray()).reshape(3, 10), 1e-5, "ML.NET"));
            Assert.Equal(np.argmax(wanted, 1).astype(NPTypeCode.Int32).ToArray<int>(), answers.Select(a => a.Digit));
        }
        finally { File.Delete(file); }
    }
}
