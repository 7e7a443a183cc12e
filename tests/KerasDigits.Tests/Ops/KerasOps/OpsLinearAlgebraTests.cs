using static KerasDigits.keras;
using static KerasDigits.Tests.Ops.OpsValues;

namespace KerasDigits.Tests.Ops;

/// <summary>What NumPy and SciPy give for matrices.</summary>
public sealed class OpsLinearAlgebraTests
{
    private static readonly Tensor s_even = T([3, 3], 4, 1, 2, 1, 3, 0, 2, 0, 5), s_any = T([3, 3], 2, 9, 1, 4, 3, 7, 1, 2, 5),
        s_small = T([2, 2], 1, 2, 3, 4);

    [Fact]
    public void Inverses_are_those_of_Keras()
    {
        float[] inverse = [.34883721f, -.11627907f, -.13953488f, -.11627907f, .37209302f, .04651163f, -.13953488f, .04651163f, .25581395f];
        Same(inverse, ops.cholesky_inverse(ops.cholesky(s_even)));
        Same(inverse, ops.cholesky_inverse(ops.cholesky(s_even).mT, upper: true));
        Same([-1.3333333f, -.33333333f, .66666667f, 1.0833333f, .33333333f, -.41666667f], [2, 3],
            ops.pinv(T([3, 2], 1, 2, 3, 4, 5, 6)));
        Same([37, 54, 81, 118], ops.matrix_power(s_small, 3));
        Same([5.5f, -2.5f, -3.75f, 1.75f], ops.matrix_power(s_small, -2), 1e-5);
        Same([1, 0, 0, 1], ops.matrix_power(s_small, 0));
        Same([1, 2], ops.matrix_rank(T([2, 2, 2], 1, 2, 2, 4, 1, 0, 0, 1)));
        Same([1], ops.matrix_rank(T([2, 2], 3, 0, 0, .1f), tol: .5));
    }

    [Fact]
    public void Equations_are_those_of_Keras()
    {
        Same([1.5f, .21428571f], ops.lstsq(T([3, 2], 1, 1, 1, 2, 1, 4), T(1, 3, 2)), 1e-5);
        Same([.2f, .08f, .4f, .16f], [2, 2], ops.lstsq(T([2, 2], 1, 2, 2, 4), T([2, 2], 1, 0, 2, 1)));
        Same([3.5f, -.73333333f, .6f], ops.solve_triangular(s_any, T(1, 2, 3)));
        Same([.5f, 0, 0, .33333333f, .5f, .26666667f], [3, 2], ops.solve_triangular(s_any, T([3, 2], 1, 0, 2, 1, 3, 2), lower: true));
        Assert.Throws<ArgumentException>(() => ops.lstsq(T([3, 2], 1, 1, 1, 2, 1, 4), T(1, 3)));
        Assert.Throws<ArgumentException>(() => ops.solve_triangular(T([1, 2], 1, 2), T(1)));
    }

    [Fact]
    public void Factors_are_those_of_Keras()
    {
        var (lu, pivots) = ops.lu_factor(s_any);
        Same([4, 3, 7, .5f, 7.5f, -2.5f, .25f, .16666667f, 3.6666667f], lu);
        Same([1, 1, 2], pivots);
        var (sign, log) = ops.slogdet(s_small);
        Same([-1], sign);
        Same([.69314718f], log);
        Same([.69314718f], ops.logdet(s_small));
        var (values, vectors) = ops.eig(T([2, 2], 0, -1, 1, 0));
        Same([-1, 1], ops.sort(ops.imag(values)));
        Same([0, 0], ops.real(values));
        Assert.Equal([2L, 2L], vectors.shape);
    }

    [Fact]
    public void Distances_are_those_of_Keras()
    {
        Same([1, 2, 1, 1.4142136f], [2, 2], ops.cdist(T([2, 2], 0, 0, 1, 1), T([2, 2], 1, 0, 0, 2)));
        Same([5e20f], ops.cdist(T([1, 2], 3e20f, 0), T([1, 2], 0, 4e20f)), 1e-6);
    }
}
