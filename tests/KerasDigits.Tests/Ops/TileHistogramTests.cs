using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Ops;

/// <summary>Contrast by the frequencies in tiles, with figures of Keras 3.15.</summary>
public sealed class TileHistogramTests
{
    [Theory]
    [InlineData(0, 255, 4.0, 2, 2, new[] { 6, 5, 1 },
        new double[] { 57, 222, 53, 234, 125, 156, 195, 132, 76, 48, 21, 188, 113, 40, 224, 70, 106, 76, 160, 148, 153, 68, 73,
            65, 84, 37, 42, 246, 245, 48 },
        new double[] { 60.95076, 226.6562, 53.93291, 236.4694, 128.2538, 157.9754, 199.4681, 133.7325, 79.05759, 50.4384,
            21.36842, 190.1243, 114.9323, 38.96132, 223.7163, 74.11537, 111.0325, 82.52982, 164.1744, 150.2422, 161.3954,
            70.39867, 80.15164, 65.68607, 89.09978, 35.77715, 44.06945, 247.1994, 244.177, 47.77259 })]
    [InlineData(-1, 1, 1.0, 3, 2, new[] { 4, 5, 2 },
        new double[] { -0.9375, -0.59375, 0.40625, 0.5625, -0.96875, 0.15625, -1, 0.03125, 0.28125, 0.96875, -0.46875, 0.59375,
            0.75, 0.84375, -1, -0.0625, 0.96875, -0.1875, 0.625, 0.09375, 0.53125, -0.03125, -0.9375, -0.8125, -0.78125, -0.5,
            0.9375, 0.25, 0.625, 0.125, 0.28125, 0.625, 0.84375, 0.8125, 0.65625, -0.8125, -0.28125, -0.9375, 0.09375, 0.59375
            },
        new double[] { -0.9304321, -0.6015685, 0.4077811, 0.555433, -0.9703418, 0.1508498, -1, 0.02299154, 0.2721531, 0.9691606,
            -0.4612333, 0.59391, 0.7539598, 0.8468279, -1, -0.07302773, 0.9691215, -0.2001531, 0.6205962, 0.09389198, 0.5278,
            -0.03649354, -0.9344897, -0.819577, -0.7794368, -0.5055978, 0.9363956, 0.2473587, 0.6206865, 0.1224837, 0.2718806,
            0.6230681, 0.8468279, 0.8154553, 0.6547277, -0.8151842, -0.2885042, -0.9421455, 0.08735633, 0.5962064 })]
    [InlineData(0, 1, 0.0, 1, 3, new[] { 3, 4, 1 },
        new double[] { 0.046875, 0.1875, 0.359375, 0.25, 0.796875, 0.359375, 0.640625, 0.5, 0.578125, 0.9375, 0.9375, 0.109375 },
        new double[] { 0.1666667, 0.3333333, 0.5, 0.3333333, 0.8333333, 0.5, 0.75, 0.6666667, 0.6666667, 1, 1, 0.1666667 })]
    [InlineData(0, 255, 300.0, 4, 4, new[] { 3, 3, 1 },
        new double[] { 215, 88, 26, 98, 130, 245, 95, 3, 219 },
        new double[] { 255, 127.5, 127.5, 127.5, 191.25, 255, 127.5, 63.75, 191.25 })]
    public void GivesWhatKerasGives(double low, double high, double limit, int down, int across, int[] shape, double[] x, double[] expected)
    {
        Layer layer = layers.ContrastLimitedAdaptiveHistogramEqualization((low, high), limit, (down, across));
        NDArray picture = np.array(x).astype(np.float32).reshape([1, .. shape]), wanted = np.array(expected).astype(np.float32);
        Model model = models.Sequential([layer]);
        NDArray y = model.predict(picture);
        Assert.Equal([1, .. shape], y.shape);
        Assert.Null(Golden.Difference(wanted, y.flatten(), 1e-5, "the pictures"));
        Model again = models.model_from_json(model.to_json());
        Assert.Null(Golden.Difference(wanted, again.predict(picture).flatten(), 1e-5, "the model of JSON"));
    }

    /// <summary>A range that is as wide on either side of 0 is two numbers in files all the same: Keras takes no single one.</summary>
    [Fact]
    public void A_range_is_two_numbers()
    {
        foreach (Layer layer in new Layer[] { layers.AutoContrast((-1, 1)), layers.ContrastLimitedAdaptiveHistogramEqualization((-1, 1)) })
        {
            Assert.Equal([-1.0, 1.0], Assert.IsType<List<object?>>(layer.get_config()["value_range"]).Cast<double>());
        }
    }
}
