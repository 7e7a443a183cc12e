using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.random: random tensors, from the run's generator or, with a seed, from one of their own.</summary>
/// <remarks>The numbers are libtorch's, not those of Keras's backends. Source: Keras 3, random/random.py.</remarks>
internal static class KerasRandom
{
    /// <summary>Normal numbers.</summary>
    [KerasExport("keras.random.normal")]
    public static Tensor normal(Shape shape, double mean = 0.0, double stddev = 1.0, string? dtype = null, int? seed = null) =>
        RandomOps.Normal(shape, mean, stddev, dtype, seed);

    /// <summary>Normal numbers, none further than two standard deviations from the mean.</summary>
    [KerasExport("keras.random.truncated_normal")]
    public static Tensor truncated_normal(Shape shape, double mean = 0.0, double stddev = 1.0, string? dtype = null, int? seed = null) =>
        RandomOps.TruncatedNormal(shape, mean, stddev, dtype, seed);

    /// <summary>Uniform numbers from minval to before maxval.</summary>
    [KerasExport("keras.random.uniform")]
    public static Tensor uniform(Shape shape, double minval = 0.0, double maxval = 1.0, string? dtype = null, int? seed = null) =>
        RandomOps.Uniform(shape, minval, maxval, dtype, seed);

    /// <summary>Integers from minval to before maxval.</summary>
    [KerasExport("keras.random.randint")]
    public static Tensor randint(Shape shape, int minval, int maxval, string dtype = "int32", int? seed = null) =>
        RandomOps.Uniform(shape, minval, maxval, "float64", seed).floor().clamp(minval, maxval - 1).to_type(DTypes.ParseTorch(dtype));

    /// <summary>For each row of logits a number of class numbers, drawn by their probabilities.</summary>
    [KerasExport("keras.random.categorical")]
    public static Tensor categorical(Tensor logits, int num_samples, string dtype = "int32", int? seed = null)
    {
        // The greatest of logits with Gumbel noise falls on a class with its probability.
        Tensor noise = -(-RandomOps.Uniform(new Shape(logits.size(0), num_samples, logits.size(1)), 1e-20, 1, "float64", seed).log()).log();
        return (logits.to_type(torch.ScalarType.Float64).unsqueeze(1) + noise).argmax(-1).to_type(DTypes.ParseTorch(dtype));
    }

    /// <summary>A part of the values set to 0, the others scaled up.</summary>
    [KerasExport("keras.random.dropout")]
    public static Tensor dropout(Tensor inputs, double rate, Shape? noise_shape = null, int? seed = null) =>
        BackendFunctional.dropout(inputs, rate, noise_shape, seed);

    /// <summary>The entries of an axis in another order.</summary>
    [KerasExport("keras.random.shuffle")]
    public static Tensor shuffle(Tensor x, int axis = 0, int? seed = null) =>
        x.index_select(axis, RandomOps.Uniform(new Shape(x.size(axis)), 0, 1, "float64", seed).argsort(0));
}
