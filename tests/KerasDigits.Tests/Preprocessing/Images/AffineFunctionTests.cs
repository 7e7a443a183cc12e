using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Preprocessing.Images;

/// <summary>The axes and the centre of keras.preprocessing.image's functions of one image, which the versions choose otherwise.</summary>
public sealed class AffineFunctionTests
{
    private static readonly NDArray s_x = np.arange(3 * 5 * 7).reshape(3, 5, 7).astype(np.float32);

    [Fact]
    public void The_axes_that_nobody_gives()
    {
        using (new VersionScope("2.3")) { Same(Shift(s_x, 0, 1, 2), Shift(s_x)); }
        using (new VersionScope("2.15")) { Same(Shift(s_x, 1, 2, 0), Shift(s_x)); }

        // A shift of the rows by one: the channels last, each row is the next one's; no centre has a part in it.
        using (new VersionScope("2.3")) { Same(s_x["1:3"], Shift(s_x)["0:2"]); }
    }

    [Fact]
    public void The_centre_of_random_changes()
    {
        using (new VersionScope("2.15"))
        {
            double angle = Draw(30);
            np.random.seed(4);
            Same(preprocessing.image.apply_affine_transform(s_x, theta: angle), preprocessing.image.random_rotation(s_x, 30));
        }
        using (new VersionScope("2.3"))
        {
            double angle = Draw(30), radian = angle * Math.PI / 180, x = (3 / 2.0) + 0.5, y = (5 / 2.0) + 0.5;
            np.random.seed(4);
            NDArray turned = preprocessing.image.random_rotation(s_x, 30, fill_mode: "constant", interpolation_order: 0);
            for (int row = 0; row < 5; row++)
            {
                for (int column = 0; column < 7; column++)
                {
                    double r = (Math.Cos(radian) * (row - x)) - (Math.Sin(radian) * (column - y)) + x;
                    double c = (Math.Sin(radian) * (row - x)) + (Math.Cos(radian) * (column - y)) + y;
                    float expected = r is >= 0 and <= 4 && c is >= 0 and <= 6
                        ? s_x.GetSingle(0, (int)Math.Floor(r + 0.5), (int)Math.Floor(c + 0.5))
                        : 0;
                    Assert.Equal(expected, turned.GetSingle(0, row, column));
                }
            }
        }
    }

    [Fact]
    public void Axes_that_change_places_exchange_the_sizes_of_the_centre_in_the_early_version()
    {
        NDArray square = np.arange(4 * 4 * 2).reshape(4, 4, 2).astype(np.float32);
        using (new VersionScope("2.3")) { Same(Zoom(square, 0, 1), Zoom(square, 1, 0)); }
        using (new VersionScope("2.15")) { Assert.NotEqual(Zoom(square, 0, 1).ToArray<float>(), Zoom(square, 1, 0).ToArray<float>()); }
    }

    private static NDArray Zoom(NDArray x, int rows, int columns) => preprocessing.image.apply_affine_transform(x, zx: 0.5, row_axis: rows,
        col_axis: columns, channel_axis: 2);

    private static NDArray Shift(NDArray x, int? rows = null, int? columns = null, int? channels = null) =>
        preprocessing.image.apply_affine_transform(x, tx: 1, row_axis: rows, col_axis: columns, channel_axis: channels);

    private static double Draw(double most)
    {
        np.random.seed(4);
        return np.random.uniform(-most, most, new[] { 1 }).ToArray<double>()[0];
    }

    private static void Same(NDArray expected, NDArray actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(expected.copy().ToArray<float>(), actual.copy().ToArray<float>());
    }
}
