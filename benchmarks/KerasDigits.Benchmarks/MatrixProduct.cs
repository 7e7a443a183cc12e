using TorchSharp;

namespace KerasDigits.Benchmarks;

/// <summary>The machine's own speed: float32 matrix products of 1024 by 1024 on all cores.</summary>
internal static class MatrixProduct
{
    /// <summary>Thousand millions of operations per second.</summary>
    public static double GigaFlops()
    {
        const int n = 1024;
        using var scope = torch.NewDisposeScope();
        torch.Tensor a = torch.rand(n, n), b = torch.rand(n, n);
        double milliseconds = Timing.Median(() => a.mm(b).Dispose(), 20);
        return 2.0 * n * n * n / milliseconds / 1e6;
    }
}
