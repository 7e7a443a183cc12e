using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>Divides every column by its largest absolute value.</summary>
/// <remarks>Source: sklearn.preprocessing.MaxAbsScaler.</remarks>
public sealed class MaxAbsScaler : ColumnScaler<MaxAbsScaler>
{
    private double[] _most = [];

    /// <summary>The columns' largest absolute values, float64.</summary>
    public NDArray max_abs_ => ToVector(_most);

    private protected override void Learn(Table table) =>
        _most = [.. Enumerable.Range(0, table.Columns).Select(c => table.FindPresent(c).Select(Math.Abs).DefaultIfEmpty(double.NaN).Max())];

    private protected override NDArray Scale(Table table) => table.Map((v, c) => v / FindDivisor(c));

    private protected override NDArray Unscale(Table table) => table.Map((v, c) => v * FindDivisor(c));

    private double FindDivisor(int column) => _most[column] == 0 ? 1 : _most[column];
}
