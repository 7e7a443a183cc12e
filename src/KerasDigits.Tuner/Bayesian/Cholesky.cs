using System.Numerics.Tensors;

namespace KerasDigits.Tuner.Bayesian;

/// <summary>
/// A = L Lᵀ of a symmetric positive definite matrix; row i of every matrix here holds its i + 1 entries up to the diagonal.
/// </summary>
internal static class Cholesky
{
    /// <summary>Overwrites the rows of A with those of L; false when A is not positive definite.</summary>
    public static bool TryFactor(double[][] rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<double> row = rows[i];
            for (int j = 0; j < i; j++)
            {
                rows[i][j] = (rows[i][j] - TensorPrimitives.Dot(row[..j], rows[j].AsSpan(0, j))) / rows[j][j];
            }
            double rest = rows[i][i] - TensorPrimitives.SumOfSquares(row[..i]);
            if (!(rest > 0)) { return false; }
            rows[i][i] = Math.Sqrt(rest);
        }
        return true;
    }

    /// <summary>Solves L Lᵀ x = b where b stands.</summary>
    public static void Solve(double[][] factor, Span<double> b)
    {
        for (int i = 0; i < factor.Length; i++)
        {
            b[i] = (b[i] - TensorPrimitives.Dot(factor[i].AsSpan(0, i), b[..i])) / factor[i][i];
        }
        for (int i = factor.Length - 1; i >= 0; i--)
        {
            b[i] /= factor[i][i];
            Add(-b[i], factor[i].AsSpan(0, i), b[..i]);
        }
    }

    /// <summary>Writes the rows of L⁻¹.</summary>
    public static void Invert(double[][] factor, double[][] inverse)
    {
        for (int i = 0; i < factor.Length; i++)
        {
            Span<double> row = inverse[i];
            row.Clear();
            for (int k = 0; k < i; k++) { Add(-factor[i][k], inverse[k], row[..(k + 1)]); }
            row[i] = 1;
            TensorPrimitives.Divide(row, factor[i][i], row);
        }
    }

    /// <summary>to += factor * row.</summary>
    public static void Add(double factor, ReadOnlySpan<double> row, Span<double> to) => TensorPrimitives.MultiplyAdd(row, factor, to, to);

    /// <summary>Room for the rows of a matrix.</summary>
    public static double[][] MakeRows(int count)
    {
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) { rows[i] = new double[i + 1]; }
        return rows;
    }
}
