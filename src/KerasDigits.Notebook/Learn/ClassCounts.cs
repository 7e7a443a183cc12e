namespace KerasDigits.Notebook.Learn;

/// <summary>Per class: rows rightly given to it, rows given to it, and its rows; what precision, recall and F are made of.</summary>
/// <remarks>Source: sklearn.metrics.precision_recall_fscore_support.</remarks>
internal sealed class ClassCounts
{
    private readonly double[] _right, _given;
    private readonly double? _zero;
    private readonly HashSet<string> _warned = [];

    /// <param name="targets">Targets and predictions of the rows.</param>
    /// <param name="labels">The classes to count, in this order; null: all.</param>
    /// <param name="zeroDivision">What a share of nothing is; null: 0 with a warning.</param>
    public ClassCounts(Targets targets, LabelArray? labels, double? zeroDivision)
    {
        _zero = zeroDivision;
        Labels = labels ?? targets.Classes;
        (_right, _given, Support) = (new double[Labels.Count], new double[Labels.Count], new double[Labels.Count]);
        int[] truth = targets.Truth.ToCodes(Labels), guess = targets.Guess.ToCodes(Labels);
        for (int i = 0; i < truth.Length; i++)
        {
            if (truth[i] >= 0) { Support[truth[i]] += targets.Weights[i]; }
            if (guess[i] >= 0) { _given[guess[i]] += targets.Weights[i]; }
            if (truth[i] >= 0 && truth[i] == guess[i]) { _right[truth[i]] += targets.Weights[i]; }
        }
    }

    public LabelArray Labels { get; }

    /// <summary>Every class's rows.</summary>
    public double[] Support { get; }

    /// <summary>Every class's figures.</summary>
    public (double[] Precision, double[] Recall, double[] F) ComputeEach(double beta = 1)
    {
        double[] precision = [.. _right.Zip(_given, (r, g) => ComputeShare(r, g, "Precision", "predicted"))];
        double[] recall = [.. _right.Zip(Support, (r, s) => ComputeShare(r, s, "Recall", "true"))];
        return (precision, recall, [.. precision.Zip(recall, (p, r) => ComputeF(p, r, beta))]);
    }

    /// <summary>One figure each.</summary>
    /// <param name="average">"micro", "macro" or "weighted".</param>
    /// <param name="beta">Recall's weight in F.</param>
    public (double Precision, double Recall, double F) ComputeAverage(string average, double beta = 1)
    {
        if (average == "micro")
        {
            double right = _right.Sum();
            double p = ComputeShare(right, _given.Sum(), "Precision", "predicted"),
                r = ComputeShare(right, Support.Sum(), "Recall", "true");
            return (p, r, ComputeF(p, r, beta));
        }
        (double[] precision, double[] recall, double[] f) = ComputeEach(beta);
        double all = Support.Sum();
        if (average == "weighted" && all == 0) { return (_zero ?? 0, _zero ?? 0, _zero ?? 0); }
        double ComputeMean(double[] values) => average == "macro"
            ? values.Sum() / values.Length
            : values.Zip(Support, (v, s) => v * s).Sum() / all;
        return (ComputeMean(precision), ComputeMean(recall), ComputeMean(f));
    }

    private double ComputeShare(double part, double whole, string metric, string kind)
    {
        if (whole != 0) { return part / whole; }
        if (_zero is null && _warned.Add(metric))
        {
            string where = Labels.Count == 1 ? "due to" : "in labels with";
            Faults.Warn("UndefinedMetricWarning", $"{metric} is ill-defined and being set to 0.0 {where} no {kind} samples. Use "
                + "`zero_division` parameter to control this behavior.");
        }
        return _zero ?? 0;
    }

    private static double ComputeF(double precision, double recall, double beta)
    {
        double square = beta * beta, below = (square * precision) + recall;
        return below == 0 ? 0 : (1 + square) * precision * recall / below;
    }
}
