using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>Rows and columns of numbers, as scikit-learn's estimators take them.</summary>
internal sealed record Table(double[] Values, int Rows, int Columns, bool IsSingle)
{
    public static Table Of(NDArray array)
    {
        if (array.ndim != 2)
        {
            throw new ArgumentException($"Expected 2D array, got {(array.ndim == 0 ? "scalar" : $"{array.ndim}D")} array instead: "
                + $"shape={Buffers.WriteText(array)}. Reshape your data either using "
                + "array.reshape(-1, 1) if your data has a single feature or array.reshape(1, -1) if it contains a single sample.");
        }
        if (array.size == 0)
        {
            throw new ArgumentException($"Found array with 0 sample(s) or feature(s) (shape={Buffers.WriteText(array)}) while a minimum "
                + "of 1 "
                + "is required.");
        }
        return new(Buffers.ToDoubles(array), checked((int)array.shape[0]), checked((int)array.shape[1]),
            array.typecode is NPTypeCode.Single);
    }

    /// <summary>The values of a column that are not missing.</summary>
    public double[] FindPresent(int column) =>
        [.. Enumerable.Range(0, Rows).Select(r => Values[(r * Columns) + column]).Where(v => !double.IsNaN(v))];

    /// <summary>The table with every value changed; float32 stays float32.</summary>
    public NDArray Map(Func<double, int, double> change)
    {
        double[] result = new double[Values.Length];
        for (int i = 0; i < result.Length; i++) { result[i] = change(Values[i], i % Columns); }
        NDArray array = Buffers.MakeArray<double>(result, NPTypeCode.Double, Rows, Columns);
        return IsSingle ? array.astype(NPTypeCode.Single) : array;
    }

    /// <summary>What float32 would hold between two steps.</summary>
    public double Step(double value) => IsSingle ? (float)value : value;
}
