using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.ops: equations, factors and powers of matrices, one or a batch of them.</summary>
/// <remarks>Source: Keras 3, ops/linalg.py.</remarks>
internal static class OpsLinearAlgebra
{
    /// <summary>The inverse of a matrix by its Cholesky factor.</summary>
    /// <param name="x">The factor, (…, n, n).</param>
    /// <param name="upper">Whether it is the upper triangle.</param>
    [KerasExport("keras.ops.cholesky_inverse")]
    public static Tensor cholesky_inverse(Tensor x, bool upper = false)
    {
        Tensor factor = upper ? CheckSquare(x).triu() : CheckSquare(x).tril();
        Tensor inverse = torch.linalg.solve_triangular(factor, MakeIdentity(factor), upper);
        return upper ? inverse.matmul(inverse.mT) : inverse.mT.matmul(inverse);
    }

    /// <summary>Eigenvalues and eigenvectors of any square matrix: complex numbers.</summary>
    /// <param name="x">Square matrices, shape (…, n, n).</param>
    /// <returns>Eigenvalues (…, n) and eigenvectors as columns (…, n, n), both complex.</returns>
    /// <exception cref="ArgumentException">The last two axes differ in size.</exception>
    [KerasExport("keras.ops.eig")]
    public static (Tensor Values, Tensor Vectors) eig(Tensor x) => torch.linalg.eig(CheckSquare(x));

    /// <summary>x for which a · x comes nearest to b; of several such the shortest.</summary>
    /// <param name="a">Coefficients of shape (m, n), floats.</param>
    /// <param name="b">(m,) or (m, k).</param>
    /// <param name="rcond">Singular values below this part of the greatest count as 0; null: the dtype's rounding times the longer side.
    /// </param>
    /// <returns>(n,) or (n, k).</returns>
    /// <exception cref="ArgumentException">a is not (m, n), or b is not (m,) or (m, k).</exception>
    [KerasExport("keras.ops.lstsq")]
    public static Tensor lstsq(Tensor a, Tensor b, double? rcond = null)
    {
        Guard.That(a.dim() == 2 && b.dim() is 1 or 2 && a.size(0) == b.size(0), "`a` must have the shape (m, n), `b` (m,) or (m, k). "
            + $"Received: {Shape.Of(a.shape)} and {Shape.Of(b.shape)}.", nameof(a));
        return pinv(a, rcond).matmul(OpsMath.Floats(b));
    }

    /// <summary>The inverse in the sense of least squares, by singular values.</summary>
    /// <param name="x">(…, m, n).</param>
    /// <param name="rcond">Singular values up to this part of the greatest count as 0; null: the dtype's rounding times the longer
    /// side.</param>
    /// <returns>(…, n, m).</returns>
    [KerasExport("keras.ops.pinv")]
    public static Tensor pinv(Tensor x, double? rcond = null)
    {
        var (u, s, vt) = torch.linalg.svd(OpsMath.Floats(x), fullMatrices: false);
        Tensor large = s.gt(FindCut(s, x, rcond));
        Tensor inverse = large.to_type(s.dtype) / torch.where(large, s, torch.ones_like(s));
        return (vt.mT * inverse.unsqueeze(-2)).matmul(u.mT);
    }

    /// <summary>How many singular values are not 0, int32.</summary>
    /// <param name="x">(…, m, n).</param>
    /// <param name="tol">Singular values up to this count as 0; null: the greatest times the dtype's rounding times the longer side.
    /// </param>
    /// <exception cref="ArgumentException">x has fewer than two axes.</exception>
    [KerasExport("keras.ops.matrix_rank")]
    public static Tensor matrix_rank(Tensor x, double? tol = null)
    {
        Guard.That(x.dim() >= 2, $"Expected input to have rank >= 2. Received input with shape {Shape.Of(x.shape)}.", nameof(x));
        Tensor s = torch.linalg.svdvals(OpsMath.Floats(x));
        return (tol is { } t ? s.gt(t) : s.gt(FindCut(s, x, null))).sum(-1).to_type(torch.ScalarType.Int32);
    }

    /// <summary>A square matrix times itself, n times; of negative n its inverse.</summary>
    /// <param name="x">Square matrices, shape (…, n, n).</param>
    /// <param name="n">Exponent, a whole number.</param>
    /// <exception cref="ArgumentException">The last two axes differ in size.</exception>
    [KerasExport("keras.ops.matrix_power")]
    public static Tensor matrix_power(Tensor x, int n) => CheckSquare(x).matrix_power(n);

    /// <summary>Lower and upper triangle in one matrix, and the row that each row was exchanged with, counted from 0.</summary>
    /// <param name="x">Square matrices, shape (…, n, n).</param>
    /// <returns>Both triangles (…, n, n), the lower one without its diagonal of ones, and the rows exchanged (…, n).</returns>
    /// <exception cref="ArgumentException">The last two axes differ in size.</exception>
    [KerasExport("keras.ops.lu_factor")]
    public static (Tensor LU, Tensor Pivots) lu_factor(Tensor x) =>
        torch.linalg.lu_factor(CheckSquare(x)) is var (lu, pivots) ? (lu, pivots! - 1) : default;

    /// <summary>x with a · x = b, where a is a triangle.</summary>
    /// <param name="a">(…, n, n); what stands on the other side of the diagonal does not count.</param>
    /// <param name="b">(…, n) or (…, n, k).</param>
    /// <param name="lower">Whether the lower triangle counts.</param>
    [KerasExport("keras.ops.solve_triangular")]
    public static Tensor solve_triangular(Tensor a, Tensor b, bool lower = false)
    {
        Tensor square = CheckSquare(a), right = OpsMath.Floats(b);
        bool isVector = b.dim() == a.dim() - 1;
        Tensor found = torch.linalg.solve_triangular(lower ? square.tril() : square.triu(), isVector ? right.unsqueeze(-1) : right,
            !lower);
        return isVector ? found.squeeze(-1) : found;
    }

    /// <summary>The determinant's sign and the logarithm of its magnitude.</summary>
    /// <param name="x">Square matrices, shape (…, n, n).</param>
    /// <returns>Shape (…) each.</returns>
    /// <exception cref="ArgumentException">The last two axes differ in size.</exception>
    [KerasExport("keras.ops.slogdet")]
    public static (Tensor Sign, Tensor LogMagnitude) slogdet(Tensor x) => torch.linalg.slogdet(CheckSquare(x));

    /// <summary>The logarithm of the determinant's magnitude.</summary>
    /// <param name="x">Square matrices, shape (…, n, n).</param>
    /// <returns>Shape (…).</returns>
    /// <exception cref="ArgumentException">The last two axes differ in size.</exception>
    [KerasExport("keras.ops.logdet")]
    public static Tensor logdet(Tensor x) => torch.linalg.slogdet(CheckSquare(x)).Item2;

    /// <summary>Distances of all pairs of rows.</summary>
    /// <param name="x">(…, m, n).</param>
    /// <param name="y">(…, k, n).</param>
    /// <returns>(…, m, k).</returns>
    /// <exception cref="ArgumentException">x and y have fewer than two axes, or last axes of different sizes.</exception>
    [KerasExport("keras.ops.cdist")]
    public static Tensor cdist(Tensor x, Tensor y)
    {
        Guard.That(x.dim() >= 2 && y.dim() >= 2 && x.size(-1) == y.size(-1), "`x` and `y` must have at least two axes and last axes of "
            + $"one size. Received: {Shape.Of(x.shape)} and {Shape.Of(y.shape)}.", nameof(x));
        return Norms.Length(OpsMath.Floats(x).unsqueeze(-2) - OpsMath.Floats(y).unsqueeze(-3), [-1], false);
    }

    private static Tensor FindCut(Tensor values, Tensor x, double? part)
    {
        double rounding = values.dtype == torch.ScalarType.Float64 ? 2.220446049250313e-16 : 1.1920929e-7;
        return values.amax([-1L], keepdim: true) * (part ?? (rounding * Math.Max(x.size(-1), x.size(-2))));
    }

    private static Tensor MakeIdentity(Tensor like) => torch.eye(like.size(-1), dtype: like.dtype, device: like.device).expand_as(like);

    private static Tensor CheckSquare(Tensor x)
    {
        Guard.That(x.dim() >= 2 && x.size(-1) == x.size(-2), $"Expected a square matrix. Received a non-square input with shape "
            + $"{Shape.Of(x.shape)}.", nameof(x));
        return OpsMath.Floats(x);
    }
}
