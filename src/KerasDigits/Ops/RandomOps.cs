using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Random tensors from libtorch's generator, or from one of their own when a seed is given.</summary>
internal static class RandomOps
{
    /// <summary>Uniform numbers in [low, high).</summary>
    public static Tensor Uniform(Shape shape, double low, double high, string? dtype, int? seed) =>
        Make(shape, dtype, seed, (t, g) => t.uniform_(low, high, g));

    /// <summary>Normal numbers.</summary>
    public static Tensor Normal(Shape shape, double mean, double stddev, string? dtype, int? seed) =>
        Make(shape, dtype, seed, (t, g) => t.normal_(mean, stddev, g));

    /// <summary>Normal numbers, drawn again when further than two standard deviations from the mean.</summary>
    public static Tensor TruncatedNormal(Shape shape, double mean, double stddev, string? dtype, int? seed) =>
        Make(shape, dtype, seed, (t, g) =>
    {
        // The inverse of the distribution function on the allowed part of the uniform numbers: Φ(−2) … Φ(2).
        const double low = 0.022750131948179209;
        return t.uniform_((2 * low) - 1, 1 - (2 * low), g).erfinv_().mul_(stddev * Math.Sqrt(2)).add_(mean);
    });

    /// <summary>Uniform numbers in [low, high) for one call of a layer, from its own generator or the run's.</summary>
    public static Tensor DrawUniform(Tensor like, long[] shape, double low, double high, Seeds.Source? source) =>
        torch.empty(shape, dtype: torch.ScalarType.Float32, device: like.device).uniform_(low, high, source?.Generator!);

    /// <summary>1 with a probability, else 0, from a layer's own generator or the run's.</summary>
    public static Tensor Choice(Tensor like, long[] shape, double probability, Seeds.Source? source) =>
        torch.empty(shape, dtype: like.dtype, device: like.device).bernoulli_(probability, source?.Generator!);

    /// <summary>Normal numbers of a tensor's shape and dtype, from a layer's own generator or the run's.</summary>
    public static Tensor DrawNormal(Tensor like, double stddev, Seeds.Source? source) =>
        torch.empty_like(like).normal_(0, stddev, source?.Generator!);

    /// <summary>A seed from the run's generator.</summary>
    public static int DrawSeed()
    {
        Native.EnsureLoaded();
        using Tensor t = torch.randint(1, int.MaxValue, [1], torch.ScalarType.Int64);
        return (int)t.item<long>();
    }

    private static Tensor Make(Shape shape, string? dtype, int? seed, Func<Tensor, torch.Generator?, Tensor> fill)
    {
        Native.EnsureLoaded();
        string wanted = dtype ?? Settings.FloatX;
        using var _ = torch.no_grad();
        using torch.Generator? generator = seed is { } s ? Seeds.MakeGenerator(s) : null;
        bool half = wanted is "float16" or "bfloat16";
        Tensor t = torch.empty(shape.ToArray(), dtype: half ? torch.ScalarType.Float32 : DTypes.ParseTorch(wanted), device: Device.Current);
        fill(t, generator);
        return half ? t.to_type(DTypes.ParseTorch(wanted)) : t;
    }

    /// <summary>A matrix with orthonormal rows or columns.</summary>
    public static Tensor Orthogonal(long rows, long columns, int? seed)
    {
        using var _ = torch.no_grad();
        Tensor a = Normal(new Shape(Math.Max(rows, columns), Math.Min(rows, columns)), 0, 1, "float32", seed);
        var (q, r) = torch.linalg.qr(a);
        q = q * r.diagonal().sign();
        return rows < columns ? q.t() : q;
    }

    /// <summary>The identity matrix, cut or padded with zeros.</summary>
    public static Tensor Eye(long rows, long columns, string? dtype)
    {
        Native.EnsureLoaded();
        return torch.eye(rows, columns, dtype: DTypes.ParseTorch(dtype ?? Settings.FloatX), device: Device.Current);
    }
}
