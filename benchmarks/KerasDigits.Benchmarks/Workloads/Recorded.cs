namespace KerasDigits.Benchmarks.Workloads;

/// <summary>
/// The best figure of another for each workload, recorded on one quiet machine (AMD EPYC, Zen 5, two logical processors, AVX-512): medians
/// of TF-Keras 2.15, Keras 3.15 on JAX and PyTorch, PyTorch by hand and ONNX Runtime. Scaled by the rate of matrix products they say what
/// the same program would take here.
/// </summary>
/// <param name="Who">Whose it is.</param>
/// <param name="Milliseconds">Of one run there.</param>
internal sealed record Recorded(string Who, double Milliseconds)
{
    /// <summary>float32 matrix products of that machine, in GFLOP/s.</summary>
    private const double GigaFlops = 199.4;

    private static readonly Dictionary<string, Recorded> s_best = new()
    {
        ["dense-fit"] = new("JAX", 46.74), ["dense-predict"] = new("ONNX Runtime", 5.87), ["predict-one"] = new("ONNX Runtime", 0.58),
        ["conv2-fit"] = new("TensorFlow", 440.74), ["conv2-predict"] = new("ONNX Runtime", 191.84),
        ["conv2-fit-bf16"] = new("TensorFlow", 303.02), ["conv2-predict-bf16"] = new("TensorFlow", 172.09),
        ["lstm-fit"] = new("PyTorch", 225.28), ["lstm-predict"] = new("ONNX Runtime", 130.4), ["gru-fit"] = new("JAX", 70.56),
        ["transformer-fit"] = new("JAX", 200.41), ["imdb-conv1d-fit"] = new("JAX", 235.75),
        ["mobilenetv2-fit"] = new("TensorFlow", 298.67), ["mobilenetv2-predict"] = new("ONNX Runtime", 76.23),
        ["resnet50-predict"] = new("ONNX Runtime", 389.8), ["vgg16-predict"] = new("ONNX Runtime", 683.3),
        ["flow-28"] = new("Keras", 149.45), ["flow-224"] = new("Keras", 218.73), ["save-h5"] = new("Keras", 19.14),
        ["load-h5"] = new("Keras", 58.04), ["build-efficientnetb0"] = new("Keras", 237.05),
    };

    /// <summary>The figure for a workload.</summary>
    public static Recorded Of(string workload) => s_best[workload];

    /// <summary>Our time as a part of theirs, if they ran at this machine's rate.</summary>
    /// <param name="milliseconds">Ours, here.</param>
    /// <param name="gigaFlops">The rate of matrix products here.</param>
    public double Ratio(double milliseconds, double gigaFlops) => milliseconds * gigaFlops / (Milliseconds * GigaFlops);
}
