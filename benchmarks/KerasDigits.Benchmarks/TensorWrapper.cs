using TorchSharp;

namespace KerasDigits.Benchmarks;

/// <summary>
/// What a struct of our own round the engine's tensor would cost: small additions and products, where a call weighs most beside its
/// arithmetic.
/// </summary>
internal static class TensorWrapper
{
    private const int Steps = 1_000;

    /// <summary>The thinnest wrapper: one reference, operators that hand on.</summary>
    private readonly struct Thin(torch.Tensor value)
    {
        public torch.Tensor Value => value;

        public static Thin operator +(Thin a, Thin b) => new(a.Value + b.Value);

        public static Thin operator *(Thin a, Thin b) => new(a.Value * b.Value);
    }

    /// <summary>Prints the median ratio of the wrapper's time to the engine's own, of twenty-one pairs.</summary>
    public static void Run()
    {
        using IDisposable scope = Backend.Scopes.Step(); // loads the engine
        torch.Tensor x = torch.rand(16), y = torch.rand(16);
        double ratio = Timing.MedianRatio(() => Wrapped(new(x), new(y)), () => Plain(x, y), 21);
        Console.WriteLine($"A struct round the tensor takes {ratio:F3} of the time without it.");
    }

    private static void Plain(torch.Tensor x, torch.Tensor y)
    {
        for (int i = 0; i < Steps; i++)
        {
            using var scope = torch.NewDisposeScope();
            _ = x * y + x;
        }
    }

    private static void Wrapped(Thin x, Thin y)
    {
        for (int i = 0; i < Steps; i++)
        {
            using var scope = torch.NewDisposeScope();
            _ = x * y + x;
        }
    }
}
