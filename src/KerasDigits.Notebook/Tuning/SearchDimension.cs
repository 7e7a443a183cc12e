namespace KerasDigits.Notebook;

/// <summary>One hyperparameter, placed on a line from 0 to 1.</summary>
internal sealed class SearchDimension
{
    private readonly (double Low, double High)? _range;
    private readonly bool _log;
    private readonly List<object> _kinds = [];

    /// <param name="name">Name of the argument.</param>
    /// <param name="values">All that were tried.</param>
    /// <param name="log">Whether it is sampled by its logarithm.</param>
    public SearchDimension(string name, IEnumerable<object> values, bool log)
    {
        Name = name;
        object[] tried = [.. values.Distinct()];
        double[] numbers = [.. tried.Where(v => v is long or double).Select(ToNumber)];
        if (tried.Length > 0 && numbers.Length == tried.Length)
        {
            _range = (numbers.Min(), numbers.Max());
            // A choice of 1e-2, 1e-3 and 1e-4 is one of magnitudes too.
            _log = _range.Value.Low > 0 && (log || _range.Value.High / _range.Value.Low >= 100);
        }
        else { _kinds = [.. tried.OrderBy(FormatValue, StringComparer.Ordinal)]; }
    }

    public string Name { get; }

    /// <summary>0 to 1.</summary>
    public double ComputePlace(object value)
    {
        if (_range is not { } range) { return _kinds.Count == 1 ? 0.5 : _kinds.IndexOf(value) / (_kinds.Count - 1.0); }
        if (range.High == range.Low) { return 0.5; }
        double Scale(double v) => _log ? Math.Log(v) : v;
        return (Scale(ToNumber(value)) - Scale(range.Low)) / (Scale(range.High) - Scale(range.Low));
    }

    /// <summary>What is written along the line: each kind, or smallest and largest number.</summary>
    public IEnumerable<(double Place, string Text)> EnumerateMarks()
    {
        if (_range is not { } range) { return _kinds.Select(k => (ComputePlace(k), FormatValue(k))); }
        return range.High == range.Low ? [(0.5, FormatValue(range.Low))] : [(0, FormatValue(range.Low)), (1, FormatValue(range.High))];
    }

    /// <summary>Short, as Python's '%.4g'.</summary>
    public static string FormatValue(object value) => value switch
    {
        bool b => b ? "True" : "False",
        string s => s.Length > 18 ? s[..15] + "..." : s,
        _ => ToNumber(value) is var n && (n == 0 || (Math.Abs(n) is >= 1e-3 and < 1e5))
            ? n.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture)
            : n.ToString("0.##e+0", System.Globalization.CultureInfo.InvariantCulture).Replace("e+", "e", StringComparison.Ordinal),
    };

    private static double ToNumber(object value) => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
}
