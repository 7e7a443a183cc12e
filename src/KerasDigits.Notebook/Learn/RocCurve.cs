namespace KerasDigits.Notebook.Learn;

/// <summary>Areas under ROC curves, of two classes and of more.</summary>
/// <remarks>Source: sklearn.metrics.roc_auc_score.</remarks>
internal static class RocCurve
{
    /// <summary>The area, by trapezoids between the different scores.</summary>
    public static double ComputeArea(bool[] isClass, double[] scores, double[] weights)
    {
        if (scores.Any(double.IsNaN)) { throw new ArgumentException("Input contains NaN: y_score must hold numbers only."); }
        double positives = 0, negatives = 0;
        for (int i = 0; i < isClass.Length; i++)
        {
            if (isClass[i]) { positives += weights[i]; } else { negatives += weights[i]; }
        }
        if (positives == 0 || negatives == 0)
        {
            throw new ArgumentException("Only one class present in y_true. ROC AUC score is not defined in that case.");
        }
        double area = 0, right = 0, wrong = 0;
        foreach (var tied in Enumerable.Range(0, scores.Length).GroupBy(i => scores[i]).OrderByDescending(g => g.Key))
        {
            double oldRight = right, oldWrong = wrong;
            foreach (int i in tied)
            {
                if (isClass[i]) { right += weights[i]; } else { wrong += weights[i]; }
            }
            area += (wrong - oldWrong) / negatives * ((right + oldRight) / positives / 2);
        }
        return area;
    }

    /// <summary>More than two classes.</summary>
    public static double ComputeMulticlass(LabelArray truth, double[] scores, int columns, double[] weights, string average, string how,
        bool isWeighted)
    {
        int rows = truth.Count;
        for (int r = 0; r < rows; r++)
        {
            if (Math.Abs(1 - scores.AsSpan(r * columns, columns).ToArray().Sum()) > 1e-5)
            {
                throw new ArgumentException("Target scores need to be probabilities for multiclass roc_auc, i.e. they should sum up to "
                    + "1.0 over classes");
            }
        }
        if (how is not ("ovo" or "ovr")) { throw new ArgumentException("multi_class must be in ('ovo', 'ovr')"); }
        if (average == "micro") { throw new ArgumentException("average must be one of ('macro', 'weighted') for multiclass problems"); }
        LabelArray classes = truth.MakeUnique();
        if (classes.Count != columns)
        {
            throw new ArgumentException("Number of classes in y_true not equal to the number of columns in 'y_score'");
        }
        int[] codes = truth.ToCodes(classes);
        if (how == "ovr")
        {
            return ComputeOneHot([.. codes.SelectMany(c => Enumerable.Range(0, columns).Select(k => k == c ? 1.0 : 0))], scores, columns,
                weights, average);
        }
        if (isWeighted)
        {
            throw new ArgumentException("sample_weight is not supported for multiclass one-vs-one ROC AUC, 'sample_weight' must be None "
                + "in this case.");
        }
        var (sum, shares) = (0.0, 0.0);
        for (int a = 0; a < columns; a++)
        {
            for (int b = a + 1; b < columns; b++)
            {
                int[] both = [.. Enumerable.Range(0, rows).Where(r => codes[r] == a || codes[r] == b)];
                double[] ones = [.. both.Select(_ => 1.0)];
                double ComputeOne(int c) =>
                    ComputeArea([.. both.Select(r => codes[r] == c)], [.. both.Select(r => scores[(r * columns) + c])],
                    ones);
                double share = average == "weighted" ? both.Length / (double)rows : 1;
                sum += share * (ComputeOne(a) + ComputeOne(b)) / 2;
                shares += share;
            }
        }
        return sum / shares;
    }

    /// <summary>One-hot rows, or rows of several labels.</summary>
    public static double ComputeOneHot(double[] truth, double[] scores, int columns, double[] weights, string average)
    {
        if (truth.Length != scores.Length)
        {
            throw new ArgumentException($"y_true and y_score must have the same shape. Received: {truth.Length} and "
                + $"{scores.Length} numbers.");
        }
        if (average == "micro")
        {
            return ComputeArea([.. truth.Select(t => t != 0)], scores, [.. weights.SelectMany(w => Enumerable.Repeat(w, columns))]);
        }
        int rows = weights.Length;
        double sum = 0, shares = 0;
        for (int c = 0; c < columns; c++)
        {
            bool[] isClass = [.. Enumerable.Range(0, rows).Select(r => truth[(r * columns) + c] != 0)];
            double share = average == "macro" ? 1 : Enumerable.Range(0, rows).Where(r => isClass[r]).Sum(r => weights[r]);
            sum += share * ComputeArea(isClass, [.. Enumerable.Range(0, rows).Select(r => scores[(r * columns) + c])], weights);
            shares += share;
        }
        return sum / shares;
    }
}
