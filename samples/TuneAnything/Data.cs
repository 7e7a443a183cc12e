using Microsoft.ML.Data;

namespace TuneAnything;

/// <summary>A sample.</summary>
public sealed class Row
{
    /// <summary>Ten inputs from 0 to 1, of which five mean something.</summary>
    [VectorType(10)]
    public float[] Features { get; set; } = [];

    /// <summary>The surface's height, with noise.</summary>
    public float Label { get; set; }
}

/// <summary>Samples to train on, to choose by, and to judge by at the end.</summary>
public sealed class Data
{
    private readonly Random _random;

    /// <summary>Draws the samples.</summary>
    public Data(int seed)
    {
        _random = new Random(seed);
        (Train, Validation, Test) = (Draw(1000), Draw(500), Draw(2000));
    }

    /// <summary>To train on.</summary>
    public IReadOnlyList<Row> Train { get; }

    /// <summary>To choose by.</summary>
    public IReadOnlyList<Row> Validation { get; }

    /// <summary>To judge by.</summary>
    public IReadOnlyList<Row> Test { get; }

    private List<Row> Draw(int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        float[] x = [.. Enumerable.Range(0, 10).Select(_ => _random.NextSingle())];
        double height = (10 * Math.Sin(Math.PI * x[0] * x[1])) + (20 * Math.Pow(x[2] - 0.5, 2)) + (10 * x[3]) + (5 * x[4]);
        double noise = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        return new Row { Features = x, Label = (float)(height + noise) };
    })];
}
