using System.Text.Json;
using NumSharp;

namespace KerasDigits.Notebook.Tests.Images;

public class ResizeTests
{
    [Fact]
    public void Linear_is_opencvs()
    {
        foreach (JsonElement golden in Goldens.Cases("images", "cv2_resize"))
        {
            NDArray image = Goldens.Array("images", golden.GetProperty("image").GetString()!),
                expected = Goldens.Array("images", golden.GetProperty("out").GetString()!);
            NDArray result = cv2.resize(image, ((int)expected.shape[1], (int)expected.shape[0]));
            double[] ours = Buffers.ToDoubles(result), theirs = Buffers.ToDoubles(expected);
            Assert.Equal(theirs.Length, ours.Length);
            for (int i = 0; i < ours.Length; i++) { Assert.Equal(theirs[i], ours[i], 1e-4); }
        }
    }

    [Theory]
    [InlineData(cv2.INTER_NEAREST, new double[] { 0, 0, 10, 10 })]
    [InlineData(cv2.INTER_LINEAR, new double[] { 0, 3, 8, 10 })]
    public void Small_images_by_hand(int how, double[] expected)
    {
        NDArray image = np.array(new byte[,] { { 0, 10 } });
        Assert.Equal(expected, Buffers.ToDoubles(cv2.resize(image, (4, 1), interpolation: how)));
    }

    [Fact]
    public void Area_is_the_mean_when_shrinking()
    {
        NDArray image = np.arange(36).reshape(6, 6).astype(np.float32);
        Assert.Equal([7.0, 10, 25, 28], Buffers.ToDoubles(cv2.resize(image, (2, 2), interpolation: cv2.INTER_AREA)));
        Assert.Equal(17.5, Buffers.ToDoubles(cv2.resize(image, (5, 5), interpolation: cv2.INTER_AREA)).Average(), 1e-4);
        Assert.Equal([3.5, 5.5, 7.5], Buffers.ToDoubles(cv2.resize(image, (3, 3))).Take(3));
    }

    [Theory]
    [InlineData(cv2.INTER_NEAREST)]
    [InlineData(cv2.INTER_LINEAR)]
    [InlineData(cv2.INTER_CUBIC)]
    [InlineData(cv2.INTER_AREA)]
    public void A_plain_colour_stays_plain_and_the_same_size_changes_nothing(int how)
    {
        NDArray image = np.ones(new Shape(7, 5, 3)).astype(np.uint8) * 77;
        Assert.All(Buffers.ToDoubles(cv2.resize(image.astype(np.uint8), (9, 4), interpolation: how)), v => Assert.Equal(77, v));
        NDArray noise = np.random.RandomState(1).rand(6, 6, 2);
        Assert.Equal(Buffers.ToDoubles(noise), Buffers.ToDoubles(cv2.resize(noise, (6, 6), interpolation: how)));
    }

    [Fact]
    public void Bad_input_says_what_must_hold()
    {
        Assert.Contains("float32", Assert.Throws<ArgumentException>(() => cv2.resize(np.arange(4).reshape(2, 2), (4, 4))).Message);
        Assert.Contains("positive", Assert.Throws<ArgumentException>(() => cv2.resize(np.ones(new Shape(2, 2)), (0, 4))).Message);
        Assert.Throws<NotSupportedException>(() => cv2.resize(np.ones(new Shape(2, 2)), (4, 4), interpolation: 4));
    }
}
