namespace KerasDigits.Notebook.Learn;

/// <summary>Right and predicted numbers, a column per output.</summary>
internal sealed record OutputPairs(double[] Truth, double[] Guess, double[] Weights)
{
    public int Rows => Weights.Length;

    private int Columns => Truth.Length / Rows;

    /// <summary>Every output's weighted mean of a figure of the two numbers.</summary>
    public double[] ComputeMeans(Func<double, double, double> figure)
    {
        double[] sums = new double[Columns];
        for (int i = 0; i < Truth.Length; i++) { sums[i % Columns] += Weights[i / Columns] * figure(Truth[i], Guess[i]); }
        double all = Weights.Sum();
        return [.. sums.Select(s => s / all)];
    }

    /// <summary>Every output's weighted variance.</summary>
    public double[] ComputeVariances() => ComputeVariances((t, _) => t);

    /// <summary>Every output's weighted variance of what the predictions are wrong by.</summary>
    public double[] ComputeErrorVariances() => ComputeVariances((t, p) => t - p);

    private double[] ComputeVariances(Func<double, double, double> figure)
    {
        double[] means = ComputeMeans(figure), sums = new double[Columns];
        for (int i = 0; i < Truth.Length; i++)
        {
            sums[i % Columns] += Weights[i / Columns] * Math.Pow(figure(Truth[i], Guess[i]) - means[i % Columns], 2);
        }
        double all = Weights.Sum();
        return [.. sums.Select(s => s / all)];
    }
}
