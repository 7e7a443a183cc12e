using System.Numerics.Tensors;

namespace KerasDigits.Tuner.Bayesian;

/// <summary>The curvature B that L-BFGS-B learns from its last ten steps.</summary>
/// <remarks>
/// Written out as a matrix: spaces of hyperparameters have few dimensions, so the compact form of the paper, which is equal in exact
/// arithmetic, would save nothing.
/// </remarks>
internal sealed class QuadraticModel(int size)
{
    private const int Memory = 10;

    private readonly Queue<(double[] Step, double[] Change)> _pairs = new();

    /// <summary>B, row by row.</summary>
    public double[][] Rows { get; private set; } = MakeIdentity(size, 1);

    /// <summary>Whether nothing has been learnt.</summary>
    public bool IsFresh => _pairs.Count == 0;

    public void Forget()
    {
        _pairs.Clear();
        Rows = MakeIdentity(size, 1);
    }

    /// <summary>Takes in one step and what it did to the gradient; passes over steps without positive curvature.</summary>
    public void Learn(double[] x, double[] newX, double[] gradient, double[] newGradient)
    {
        double[] step = Subtract(newX, x), change = Subtract(newGradient, gradient);
        double curvature = TensorPrimitives.Dot<double>(step, change);
        double expected = -TensorPrimitives.Dot<double>(gradient, step);
        if (!(curvature > 2.2204460492503131e-16 * expected) || !double.IsFinite(curvature)) { return; }
        if (_pairs.Count == Memory) { _pairs.Dequeue(); }
        _pairs.Enqueue((step, change));
        double[][] rows = MakeIdentity(size, TensorPrimitives.SumOfSquares<double>(change) / curvature);
        foreach ((double[] s, double[] y) in _pairs) { Update(rows, s, y); }
        Rows = rows;
    }

    /// <summary>B times a vector.</summary>
    public double[] MultiplyBy(double[] vector) => [.. Rows.Select(row => TensorPrimitives.Dot<double>(row, vector))];

    /// <summary>The BFGS formula: B - B s sᵀ B / sᵀ B s + y yᵀ / yᵀ s.</summary>
    private static void Update(double[][] rows, double[] s, double[] y)
    {
        double[] bs = [.. rows.Select(row => TensorPrimitives.Dot<double>(row, s))];
        double sbs = TensorPrimitives.Dot<double>(s, bs), ys = TensorPrimitives.Dot<double>(y, s);
        for (int i = 0; i < rows.Length; i++)
        {
            Cholesky.Add(-bs[i] / sbs, bs, rows[i]);
            Cholesky.Add(y[i] / ys, y, rows[i]);
        }
    }

    private static double[][] MakeIdentity(int size, double diagonal)
    {
        double[][] rows = new double[size][];
        for (int i = 0; i < size; i++)
        {
            rows[i] = new double[size];
            rows[i][i] = diagonal;
        }
        return rows;
    }

    private static double[] Subtract(double[] a, double[] b)
    {
        double[] difference = new double[a.Length];
        TensorPrimitives.Subtract<double>(a, b, difference);
        return difference;
    }
}
