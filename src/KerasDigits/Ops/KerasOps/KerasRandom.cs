using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.random: random tensors, from the run's generator or, with a seed, from one of their own.</summary>
/// <remarks>The numbers are libtorch's, not those of Keras's backends. Source: Keras 3, random/random.py.</remarks>
internal static class KerasRandom
{
    /// <summary>Normal numbers.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="mean">Mean of the distribution.</param>
    /// <param name="stddev">Standard deviation, 0 or more.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("keras.random.normal")]
    public static Tensor normal(Shape shape, double mean = 0.0, double stddev = 1.0, string? dtype = null, int? seed = null) =>
        RandomOps.Normal(shape, mean, stddev, dtype, seed);

    /// <summary>Normal numbers, none further than two standard deviations from the mean.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="mean">Mean of the distribution.</param>
    /// <param name="stddev">Standard deviation, 0 or more.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("keras.random.truncated_normal")]
    public static Tensor truncated_normal(Shape shape, double mean = 0.0, double stddev = 1.0, string? dtype = null, int? seed = null) =>
        RandomOps.TruncatedNormal(shape, mean, stddev, dtype, seed);

    /// <summary>Uniform numbers from minval to before maxval.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="minval">Lower bound, included.</param>
    /// <param name="maxval">Upper bound, excluded; above minval.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("keras.random.uniform")]
    public static Tensor uniform(Shape shape, double minval = 0.0, double maxval = 1.0, string? dtype = null, int? seed = null) =>
        RandomOps.Uniform(shape, minval, maxval, dtype, seed);

    /// <summary>Integers from minval to before maxval.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="minval">Lower bound, included.</param>
    /// <param name="maxval">Upper bound, excluded; above minval.</param>
    /// <param name="dtype">Dtype of the result, an integer one.</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("keras.random.randint")]
    public static Tensor randint(Shape shape, int minval, int maxval, string dtype = "int32", int? seed = null) =>
        RandomOps.Uniform(shape, minval, maxval, "float64", seed).floor().clamp(minval, maxval - 1).to_type(DTypes.ParseTorch(dtype));

    /// <summary>For each row of logits a number of class numbers, drawn by their probabilities.</summary>
    /// <param name="logits">Unnormalized log-probabilities, shape (batch, classes).</param>
    /// <param name="num_samples">Class numbers to draw for each row.</param>
    /// <param name="dtype">Dtype of the result, an integer one.</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    /// <returns>Class numbers, shape (batch, num_samples).</returns>
    [KerasExport("keras.random.categorical")]
    public static Tensor categorical(Tensor logits, int num_samples, string dtype = "int32", int? seed = null)
    {
        // The greatest of logits with Gumbel noise falls on a class with its probability.
        Tensor noise = -(-RandomOps.Uniform(new Shape(logits.size(0), num_samples, logits.size(1)), 1e-20, 1, "float64", seed).log()).log();
        return (logits.to_type(torch.ScalarType.Float64).unsqueeze(1) + noise).argmax(-1).to_type(DTypes.ParseTorch(dtype));
    }

    /// <summary>A part of the values set to 0, the others scaled up.</summary>
    /// <param name="inputs">Tensor of any shape.</param>
    /// <param name="rate">Fraction of the values to drop: 0 or more and below 1.</param>
    /// <param name="noise_shape">Shape of the draws, with 1 for axes that share one; null: the inputs' shape.</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    /// <returns>Same shape as inputs; kept values are divided by 1 − rate.</returns>
    /// <exception cref="ArgumentException">rate is negative, or 1 or more.</exception>
    [KerasExport("keras.random.dropout")]
    public static Tensor dropout(Tensor inputs, double rate, Shape? noise_shape = null, int? seed = null) =>
        BackendFunctional.dropout(inputs, rate, noise_shape, seed);

    /// <summary>The entries of an axis in another order.</summary>
    /// <param name="x">Tensor with at least one axis.</param>
    /// <param name="axis">Axis whose entries are shuffled.</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("keras.random.shuffle")]
    public static Tensor shuffle(Tensor x, int axis = 0, int? seed = null) =>
        x.index_select(axis, RandomOps.Uniform(new Shape(x.size(axis)), 0, 1, "float64", seed).argsort(0));
}
