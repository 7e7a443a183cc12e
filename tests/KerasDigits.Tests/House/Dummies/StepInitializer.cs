using KerasDigits.Initializers;

namespace KerasDigits.Tests.House.Dummies;

/// <summary>An initializer as CONTRIBUTING describes one: numbers between two bounds.</summary>
[KerasExport("keras.initializers.StepInitializer")]
public sealed class StepInitializer(double low = -0.1, double high = 0.1) : Initializer
{
    public double low { get; } = low;

    public double high { get; } = high;

    public override Tensor Call(Shape shape, string? dtype = null) => new RandomUniform(low, high).Call(shape, dtype);
}

/// <summary>Gives a vector whatever was asked for, from a generator that no seed reaches.</summary>
public sealed class FaultyInitializer : Initializer
{
    public override Tensor Call(Shape shape, string? dtype = null) =>
        TorchSharp.torch.tensor(new[] { (float)Random.Shared.NextDouble(), float.NaN });
}
