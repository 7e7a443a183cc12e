using System.Text;

namespace KerasDigits.Notebook.Learn;

/// <summary>The text of classification_report.</summary>
/// <remarks>Source: sklearn.metrics.classification_report.</remarks>
internal static class ClassificationReport
{
    public static string Write(Targets targets, LabelArray? labels, string[]? names, int digits, double? zeroDivision)
    {
        var counts = new ClassCounts(targets, labels, zeroDivision);
        string[] rows = names ?? counts.Labels;
        if (names is not null && names.Length != counts.Labels.Count)
        {
            string sizes = $"{counts.Labels.Count}, does not match size of target_names, {names.Length}";
            if (labels is null) { throw new ArgumentException($"Number of classes, {sizes}. Try specifying the labels parameter"); }
            Faults.Warn("UserWarning", $"labels size, {sizes}");
        }
        int width = Math.Max(Math.Max(rows.DefaultIfEmpty("").Max(r => r.Length), "weighted avg".Length), digits);
        string Number(double value) => builtins.format(value, $".{digits}f");
        string ListRows(double support) => targets.AreWhole ? builtins.format((long)support) : PythonText.FormatStr(support);
        var text = new StringBuilder();
        void WriteLine(string name, params string[] cells) =>
            text.Append($"{name.PadLeft(width)}  {string.Join(' ', cells.Select(c => c.PadLeft(9)))}\n");
        WriteLine("", "precision", "recall", "f1-score", "support");
        text.Append('\n');
        (double[] precision, double[] recall, double[] f) = counts.ComputeEach();
        for (int i = 0; i < Math.Min(rows.Length, f.Length); i++)
        {
            WriteLine(rows[i], Number(precision[i]), Number(recall[i]), Number(f[i]), ListRows(counts.Support[i]));
        }
        text.Append('\n');
        bool isAccuracy = labels is null
            || (labels.Count == targets.Classes.Count && targets.Classes.ToCodes(labels).All(code => code >= 0));
        string all = ListRows(counts.Support.Sum());
        foreach (string average in (string[])["micro", "macro", "weighted"])
        {
            var (p, r, one) = counts.ComputeAverage(average);
            if (average == "micro" && isAccuracy) { WriteLine("accuracy", "", "", Number(one), all); }
            else { WriteLine(average + " avg", Number(p), Number(r), Number(one), all); }
        }
        return text.ToString();
    }
}
