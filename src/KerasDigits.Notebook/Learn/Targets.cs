using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>True and predicted classes of the same rows, checked as scikit-learn checks them, with a weight for each row.</summary>
/// <remarks>Source: sklearn.metrics._classification._check_targets.</remarks>
internal sealed class Targets
{
    public Targets(LabelArray truth, LabelArray guess, NDArray? weights)
    {
        (int rows, int guesses) = (truth.Count / truth.Columns, guess.Count / guess.Columns);
        if (rows != guesses) { throw Faults.Lengths(rows, guesses); }
        Kind = FindCommon(truth.Kind, guess.Kind);
        (Truth, Guess) = (truth, guess);
        Classes = LabelArray.Union(truth, guess);
        if (Classes.Count > 2) { Kind = "multiclass"; }
        Weights = Weigh(weights, rows);
        AreWhole = weights is null || weights.typecode is not (NPTypeCode.Double or NPTypeCode.Single or NPTypeCode.Half);
    }

    public LabelArray Truth { get; }

    public LabelArray Guess { get; }

    /// <summary>"binary" or "multiclass".</summary>
    public string Kind { get; }

    /// <summary>All classes of both in order.</summary>
    public LabelArray Classes { get; }

    public double[] Weights { get; }

    /// <summary>Whether sums of weights are integers.</summary>
    public bool AreWhole { get; }

    /// <summary>A weight per row; ones where none are given.</summary>
    public static double[] Weigh(NDArray? weights, int rows)
    {
        if (weights is null) { return [.. Enumerable.Repeat(1.0, rows)]; }
        return weights.size == rows ? Buffers.ToDoubles(weights) : throw Faults.Lengths(rows, checked((int)weights.size));
    }

    private static string FindCommon(string truth, string guess)
    {
        string[] classes = ["binary", "multiclass"];
        if (classes.Contains(truth) && classes.Contains(guess)) { return truth == guess ? truth : "multiclass"; }
        string hint = guess.StartsWith("continuous", StringComparison.Ordinal)
            ? "predictions are numbers here: make them classes with np.argmax(p, axis: 1), or (p > 0.5) of one output."
            : "give one class a row: np.argmax(y, axis: 1) of one-hot rows.";
        throw new ArgumentException(truth == guess ? $"{truth} is not supported: {hint}"
            : $"Classification metrics can't handle a mix of {truth} and {guess} targets: {hint}");
    }
}
