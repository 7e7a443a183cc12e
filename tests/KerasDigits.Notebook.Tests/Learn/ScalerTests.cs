using NumSharp;
using static KerasDigits.Notebook.sklearn.preprocessing;

namespace KerasDigits.Notebook.Tests.Learn;

/// <summary>The scalers by quartiles and by largest values.</summary>
public sealed class ScalerTests
{
    [Fact]
    public void Columns_are_scaled_as_by_scikit_learn()
    {
        NDArray x = np.array(new[,] { { 1.0, -2, 5 }, { 2, 4, 5 }, { 4, -8, 5 }, { 10, 1, 5 } });
        var robust = RobustScaler();
        Assert.Equal([-0.53333333, -0.28571429, 0, -0.26666667, 0.85714286, 0, 0.26666667, -1.42857143, 0, 1.86666667, 0.28571429, 0],
            robust.fit_transform(x).ToArray<double>().Select(v => Math.Round(v, 8)));
        Assert.Equal([3, -0.5, 5], robust.center_.ToArray<double>());
        Assert.Equal([3.75, 5.25, 1], robust.scale_.ToArray<double>());
        var most = MaxAbsScaler();
        Assert.Equal([0.1, -0.25, 1, 0.2, 0.5, 1, 0.4, -1, 1, 1, 0.125, 1], most.fit_transform(x).ToArray<double>());
        Assert.Equal(x.ToArray<double>(), most.inverse_transform(most.transform(x)).ToArray<double>());
    }
}
