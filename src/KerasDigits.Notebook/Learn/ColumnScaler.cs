using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>
/// What the scalers share: fitting to columns, checks, and the four calls. Missing values (NaN) are left out of the fit and stay.
/// </summary>
/// <typeparam name="TSelf">The scaler itself, which fit returns.</typeparam>
public abstract class ColumnScaler<TSelf>
    where TSelf : ColumnScaler<TSelf>
{
    /// <summary>The number of columns of the fit.</summary>
    public int n_features_in_ { get; private set; }

    /// <summary>Learns the columns' figures.</summary>
    /// <param name="X">Numbers, shape (rows, columns): an array or a frame.</param>
    /// <exception cref="ArgumentException">The array does not have two axes.</exception>
    public TSelf fit(NDArray X)
    {
        Table table = Table.Of(X);
        Learn(table);
        n_features_in_ = table.Columns;
        return (TSelf)this;
    }

    /// <summary>The scaled rows, a new array: float32 of float32, else float64.</summary>
    /// <param name="X">Shape (rows, columns).</param>
    /// <exception cref="InvalidOperationException">fit has not been called.</exception>
    /// <exception cref="ArgumentException">Other columns than those of the fit.</exception>
    public NDArray transform(NDArray X) => Scale(Check(X));

    /// <summary>fit, then transform.</summary>
    /// <param name="X">Shape (rows, columns).</param>
    public NDArray fit_transform(NDArray X) => fit(X).transform(X);

    /// <summary>The rows before scaling.</summary>
    /// <inheritdoc cref="transform"/>
    public NDArray inverse_transform(NDArray X) => Unscale(Check(X));

    private protected abstract void Learn(Table table);

    private protected abstract NDArray Scale(Table table);

    private protected abstract NDArray Unscale(Table table);

    private protected static NDArray ToVector(double[] values) => Buffers.MakeArray<double>(values, NPTypeCode.Double, values.Length);

    private Table Check(NDArray X)
    {
        if (n_features_in_ == 0) { throw Faults.NotFitted(GetType().Name); }
        Table table = Table.Of(X);
        return table.Columns == n_features_in_ ? table
            : throw new ArgumentException($"X has {table.Columns} features, but {GetType().Name} is expecting {n_features_in_} features "
                + "as input.");
    }
}
