using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Preprocessing.Images;

/// <summary>
/// Standardization of pictures far from 0 and of constant ones, compared with float64 and keras-preprocessing 1.1.2's epsilon, 1e-6.
/// </summary>
public sealed class StandardizationTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1e6, 4)]
    [InlineData(1e8, 64)]
    [InlineData(-1e8, 64)]
    public void The_deviation_of_pictures_far_from_0_is_right(double mean, double step)
    {
        // Values that float32 holds exactly, and their deviation: that of 0 … 7.
        float[] values = [.. Enumerable.Range(0, 128).Select(i => (float)(mean + (step * (i % 8))))];
        NDArray x = np.array(values).reshape(8, 4, 4, 1);
        double deviation = step * Math.Sqrt(5.25);
        foreach (bool center in new[] { false, true })
        {
            var generator = preprocessing.image.ImageDataGenerator(featurewise_center: center, featurewise_std_normalization: true);
            generator.fit(x);
            Assert.Equal(1, (float)generator.std![0, 0, 0] / deviation, 1e-6);
            var single = preprocessing.image.ImageDataGenerator(samplewise_center: center, samplewise_std_normalization: true);
            NDArray made = single.standardize(x[0]);
            // Who asks for the deviation gets the mean taken away too.
            Assert.Equal(-3.5 * step / (deviation + 1e-6), (float)made[0, 0, 0], 1e-5);
        }
    }

    [Fact]
    public void Constant_pictures_become_0()
    {
        NDArray x = np.ones(new[] { 2, 3, 3, 3 }).astype(np.float32) * 0.1f;
        var centred = preprocessing.image.ImageDataGenerator(samplewise_center: true, samplewise_std_normalization: true);
        Assert.Equal(0, (float)np.max(np.abs(centred.standardize(x[0]))));
        var plain = preprocessing.image.ImageDataGenerator(samplewise_std_normalization: true);
        Assert.Equal(0, (float)np.max(np.abs(plain.standardize(x[0]))));
        var features = preprocessing.image.ImageDataGenerator(featurewise_center: true, featurewise_std_normalization: true);
        features.fit(x);
        Assert.Equal(0, (float)np.max(np.abs(features.standardize(x[0]))));
        Assert.Equal(0, (float)np.max(features.std!));
    }
}
