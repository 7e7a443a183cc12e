using NumSharp;

namespace KerasDigits.Notebook.Tests.Images;

/// <summary>cv2's blurs, warps and borders, by OpenCV's documented formulas and figures.</summary>
public sealed class FilterTests
{
    [Fact]
    public void Windows_have_OpenCVs_weights()
    {
        Assert.Equal([0.05448868, 0.24420134, 0.40261995, 0.24420134, 0.05448868], Values(cv2.getGaussianKernel(5, 1)).Select(v =>
            Math.Round(v, 8)));
        Assert.Equal([0.0625, 0.25, 0.375, 0.25, 0.0625], Values(cv2.getGaussianKernel(5, 0)));
        // Without a sigma a window of 9 has 0.3 · ((9 − 1) / 2 − 1) + 0.8 = 1.7.
        double[] given = Values(cv2.getGaussianKernel(9, 1.7)), found = Values(cv2.getGaussianKernel(9, -1));
        Assert.Equal(given.Select(v => Math.Round(v, 12)), found.Select(v => Math.Round(v, 12)));
        Assert.Contains("odd", Assert.Throws<ArgumentException>(() => cv2.getGaussianKernel(4, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_point_of_255_is_spread_in_eight_bits()
    {
        byte[] pixels = new byte[81];
        pixels[40] = 255;
        NDArray image = np.array(pixels).reshape(9, 9);
        double[] three = Values(cv2.GaussianBlur(image, (3, 3), 0));
        Assert.Equal([16, 32, 16, 32, 64, 32, 16, 32, 16], new[] { 30, 31, 32, 39, 40, 41, 48, 49, 50 }.Select(i => three[i]));
        // 14, 62, 104, 62, 14 of 256: the rounding of a weight is carried to the next one.
        Assert.Equal([6, 25, 42, 25, 6], Values(cv2.GaussianBlur(image, (5, 5), 1)).Skip(38).Take(5));
        Assert.Equal(Values(cv2.GaussianBlur(image, (7, 7), 1)), Values(cv2.GaussianBlur(image, (0, 0), 1)));
    }

    [Fact]
    public void Borders_stand_for_what_lies_outside()
    {
        NDArray row = np.array(new byte[] { 10, 20, 30, 40 }).reshape(1, 4);
        double[] Bordered(int kind) => Values(cv2.copyMakeBorder(row, 0, 0, 2, 2, kind, 7));
        Assert.Equal([7, 7, 10, 20, 30, 40, 7, 7], Bordered(cv2.BORDER_CONSTANT));
        Assert.Equal([10, 10, 10, 20, 30, 40, 40, 40], Bordered(cv2.BORDER_REPLICATE));
        Assert.Equal([20, 10, 10, 20, 30, 40, 40, 30], Bordered(cv2.BORDER_REFLECT));
        Assert.Equal([30, 20, 10, 20, 30, 40, 30, 20], Bordered(cv2.BORDER_REFLECT_101));
        Assert.Equal([30, 40, 10, 20, 30, 40, 10, 20], Bordered(cv2.BORDER_WRAP));
        // Mirrored without the edge 10 has two neighbours of 20: (20 + 2 · 10 + 20) / 4.
        Assert.Equal([15, 20, 30, 35], Values(cv2.GaussianBlur(row, (3, 1), 0)));
        Assert.Equal([12.5, 20, 30, 37.5], Values(cv2.GaussianBlur(row.astype(np.float32), (3, 1), 0, borderType: cv2.BORDER_REPLICATE)));
        Assert.Contains("BORDER_REFLECT_101", Assert.Throws<ArgumentException>(() =>
            cv2.GaussianBlur(row, (3, 1), 0, borderType: cv2.BORDER_WRAP)).Message, StringComparison.Ordinal);
        Assert.Contains("both odd", Assert.Throws<ArgumentException>(() => cv2.GaussianBlur(row, (4, 4), 0)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_quarter_turn_and_its_way_back()
    {
        NDArray image = np.arange(9).reshape(3, 3).astype(np.uint8);
        NDArray m = cv2.getRotationMatrix2D((1, 1), 90, 1);
        Assert.Equal(Values(cv2.rotate(image, cv2.ROTATE_90_COUNTERCLOCKWISE)), Values(cv2.warpAffine(image, m, (3, 3))));
        Assert.Equal(Values(image),
            Values(cv2.warpAffine(cv2.warpAffine(image, m, (3, 3)), m, (3, 3), flags: cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)));
        Assert.Equal([0.0, 1, 0, -1, 0, 2], Values(m).Select(v => Math.Round(v, 12) + 0.0));
        Assert.Equal([0, -1, 2, 1, 0, 0], Values(cv2.invertAffineTransform(m)).Select(v => Math.Round(v, 12) + 0.0));
    }

    [Fact]
    public void Places_between_pixels_are_mixed_and_the_outside_has_the_borders_value()
    {
        NDArray row = np.array(new byte[] { 10, 20, 30 }).reshape(1, 3), half = np.array(new[,] { { 1, 0, 0.5 }, { 0, 1, 0 } });
        Assert.Equal([5, 15, 25, 15], Values(cv2.warpAffine(row, half, (4, 1))));
        Assert.Equal([55, 15, 25, 65], Values(cv2.warpAffine(row, half, (4, 1), borderValue: 100)));
        Assert.Equal([10, 15, 25, 30], Values(cv2.warpAffine(row, half, (4, 1), borderMode: cv2.BORDER_REPLICATE)));
        // A third of a pixel is 11 of 32: 10 · 11/32 + 20 · 21/32 and so on.
        NDArray third = np.array(new[,] { { 1, 0, 1.0 / 3 }, { 0, 1, 0 } });
        Assert.Equal([0, 16.5625f, 26.5625f], Values(cv2.warpAffine(row.astype(np.float32), third, (3, 1))).Select((v, i) =>
            i == 0 ? 0 : (float)v));
        // Cubic weights of the middle are -0.09375, 0.59375 and back: of 10, 20, 30, 100 they make 19.375.
        Assert.Equal(19.375, Values(cv2.warpAffine(np.array(new double[] { 0, 10, 20, 30, 100 }).reshape(1, 5), half, (5, 1),
            flags: cv2.INTER_CUBIC))[3], 6);
        Assert.Equal([20, 30], Values(cv2.warpAffine(row, np.array(new double[,] { { 1, 0, -1 }, { 0, 1, 0 } }), (2, 1),
            flags: cv2.INTER_NEAREST)));
        Assert.Equal(new long[] { 2, 2, 3 }, cv2.warpAffine(np.ones(new NumSharp.Shape(4, 4, 3)).astype(np.uint8), half, (2, 2)).shape);
        Assert.Contains("(2, 3)", Assert.Throws<ArgumentException>(() =>
            cv2.warpAffine(row, np.ones(new NumSharp.Shape(3, 3)), (2, 2))).Message, StringComparison.Ordinal);
    }

    private static double[] Values(NDArray array) => Buffers.ToDoubles(array);
}
