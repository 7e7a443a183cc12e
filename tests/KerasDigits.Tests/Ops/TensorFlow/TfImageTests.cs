using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Tests.Ops.TensorFlow;

/// <summary>tf.image: figures of TensorFlow's documentation and of its own tests (image_ops_test.py).</summary>
public sealed class TfImageTests
{
    private static readonly byte[] s_pixels = [0, 5, 13, 54, 135, 226, 37, 8, 234, 90, 255, 1];

    private static Tensor Bytes(params int[] shape) => tf.constant(np.array(s_pixels).reshape(shape));

    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_changes = new()
    {
        ["brighter"] = x => tf.image.adjust_brightness(x, 10 / 255.0),
        ["darker"] = x => tf.image.adjust_brightness(x, -10 / 255.0),
        ["contrast 2"] = x => tf.image.adjust_contrast(x, 2),
        ["contrast 0.5"] = x => tf.image.adjust_contrast(x, .5),
        ["hue 0.25"] = x => tf.image.adjust_hue(x, .25),
        ["hue -0.25"] = x => tf.image.adjust_hue(x, -.25),
        ["saturation 0.5"] = x => tf.image.adjust_saturation(x, .5),
        ["saturation 2"] = x => tf.image.adjust_saturation(x, 2),
        ["gamma 0"] = x => tf.image.adjust_gamma(x, 0),
    };

    [Theory]
    [InlineData("brighter", "10 15 23 64 145 236 47 18 244 100 255 11")]
    [InlineData("darker", "0 0 3 44 125 216 27 0 224 80 245 0")]
    [InlineData("contrast 2", "0 0 0 62 169 255 28 0 255 135 255 0")]
    [InlineData("contrast 0.5", "22 52 65 49 118 172 41 54 176 67 178 59")]
    [InlineData("hue 0.25", "13 0 11 226 54 221 234 8 92 1 217 255")]
    [InlineData("hue -0.25", "0 13 1 54 226 59 8 234 150 255 39 1")]
    [InlineData("saturation 0.5", "6 9 13 140 180 226 135 121 234 172 255 128")]
    [InlineData("saturation 2", "0 5 13 0 106 226 30 0 234 89 255 0")]
    [InlineData("gamma 0", "255 255 255 255 255 255 255 255 255 255 255 255")]
    public void Colours_change_as_in_TensorFlows_own_tests(string what, string wanted)
    {
        Tensor result = s_changes[what](Bytes(2, 2, 3));
        Assert.Equal("uint8", DTypes.GetName(result.dtype));
        Assert.Equal(wanted, string.Join(' ', Numbers(result)));
        Assert.Equal(Numbers(result), Numbers(s_changes[what](Bytes(1, 2, 2, 3))));
    }

    [Fact]
    public void Dtypes_are_scaled_to_each_other()
    {
        Tensor floats = tf.image.convert_image_dtype(tf.constant(np.array(new byte[] { 0, 1, 254, 255 })), tf.float32);
        Assert.Equal(new[] { 0, 1 / 255.0, 254 / 255.0, 1 }.Select(v => Math.Round(v, 6)), Numbers(floats).Select(v => Math.Round(v, 6)));
        Assert.Equal([0, 1, 254, 255], Numbers(tf.image.convert_image_dtype(floats, tf.uint8)));
        Assert.Equal([0, 255 * 128], Numbers(tf.image.convert_image_dtype(tf.constant(np.array(new byte[] { 0, 255 })), "int16")));
        Assert.Equal([0, 255], Numbers(tf.image.convert_image_dtype(tf.constant(np.array(new short[] { 0, 32767 }), "int16"), tf.uint8)));
        Assert.Equal([0, 255], Numbers(tf.image.convert_image_dtype(tf.constant(np.array(new[] { -1f, 2f })), tf.uint8, saturate: true)));
    }

    [Fact]
    public void Structural_similarity_is_one_of_equals_and_the_formula_of_even_pictures()
    {
        Tensor x = tf.constant(np.random.rand(2, 16, 16, 3).astype("float32"));
        Assert.All(Numbers(tf.image.ssim(x, x, max_val: 1)), v => Assert.Equal(1, v, 5));
        // Of even pictures only the means count: (2ab + c1) / (a² + b² + c1).
        Tensor half = tf.ones([1, 12, 12, 1]) * 0.5, quarter = tf.ones([1, 12, 12, 1]) * 0.25;
        Assert.Equal(((2 * 0.5 * 0.25) + 1e-4) / (0.25 + 0.0625 + 1e-4), Numbers(tf.image.ssim(half, quarter, max_val: 1))[0], 3);
        // A negative is unlike its picture where the picture changes by more than k2 lets pass.
        Tensor step = tf.constant(np.tile((np.arange(16) * 16).reshape(1, 16, 1).astype("float32"), new[] { 16, 1, 1 }));
        Assert.True(Numbers(tf.image.ssim(step, 255 - step, max_val: 255))[0] < 0);
        Tensor bytes = tf.cast(step, tf.uint8), darker = tf.cast(step * 0.5, tf.uint8);
        Assert.Equal(Numbers(tf.image.ssim(tf.cast(bytes, tf.float32), tf.cast(darker, tf.float32), max_val: 255))[0],
            Numbers(tf.image.ssim(bytes, darker, max_val: 255))[0], 4);
        Assert.Contains("filter_size",
            Assert.Throws<ArgumentException>(() => tf.image.ssim(tf.ones([8, 8, 1]), tf.ones([8, 8, 1]), max_val: 1)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Greys_and_single_channels()
    {
        Tensor grey = tf.image.rgb_to_grayscale(tf.constant(np.array(new byte[] { 1, 2, 3, 255, 255, 255 }).reshape(1, 2, 3)));
        Assert.Equal(new long[] { 1, 2, 1 }, grey.shape);
        Assert.Equal(255, Numbers(grey)[1], 1);
        Assert.Equal([1, 1, 1, 2, 2, 2], Numbers(tf.image.grayscale_to_rgb(tf.constant(np.array(new byte[] { 1, 2 }).reshape(1, 2, 1)))));
        Tensor floats = tf.constant(np.array(new[] { .2f, .4f, .6f }).reshape(1, 1, 3));
        Assert.Equal((.2989 * .2) + (.587 * .4) + (.114 * .6), Numbers(tf.image.rgb_to_grayscale(floats))[0], 6);
        Assert.Equal(Numbers(floats).Select(v => Math.Round(v, 5)), Numbers(tf.image.hsv_to_rgb(tf.image.rgb_to_hsv(floats))).Select(v =>
            Math.Round(v, 5)));
        Assert.Contains("grayscale_to_rgb", Assert.Throws<ArgumentException>(() => tf.image.adjust_hue(grey, .1)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Standardization_leaves_mean_0_and_variance_1_and_even_pictures_near_0()
    {
        double[] values = Numbers(tf.image.per_image_standardization(Bytes(2, 2, 3)));
        Assert.Equal(0, values.Average(), 5);
        Assert.Equal(1, values.Average(v => v * v), 5);
        Assert.All(Numbers(tf.image.per_image_standardization(tf.constant(np.full(new NumSharp.Shape(2, 2, 1), 7f)))), v =>
            Assert.Equal(0, v));
    }

    [Fact]
    public void Parts_borders_and_sizes()
    {
        Tensor x = tf.constant(np.arange(16).reshape(4, 4, 1).astype(np.float32));
        Assert.Equal([5, 6, 9, 10], Numbers(tf.image.central_crop(x, .5)));
        Assert.Equal([6, 7, 10, 11], Numbers(tf.image.crop_to_bounding_box(x, 1, 2, 2, 2)));
        Assert.Equal(new long[] { 6, 5, 1 }, tf.image.pad_to_bounding_box(x, 1, 0, 6, 5).shape);
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 2, 3, 0], Numbers(tf.image.pad_to_bounding_box(x, 1, 0, 6, 5)).Take(10));
        Assert.Equal([4, 5, 6, 7, 8, 9, 10, 11], Numbers(tf.image.resize_with_crop_or_pad(x, 2, 4)));
        // -1 is cut off above and 3 // 2 zeros come at the left.
        Assert.Equal([0, 4, 5, 6, 7, 0, 0], Numbers(tf.image.resize_with_crop_or_pad(x, 3, 7)).Skip(7).Take(7));
        Assert.Equal([3, 2, 1, 0], Numbers(tf.image.flip_left_right(x)).Take(4));
        Assert.Equal([12, 13, 14, 15], Numbers(tf.image.flip_up_down(x)).Take(4));
        Assert.Equal([3, 7, 11, 15], Numbers(tf.image.rot90(x)).Take(4));
        Assert.Equal([0, 4, 8, 12], Numbers(tf.image.transpose(x)).Take(4));
        Assert.Equal([2.5, 4.5, 10.5, 12.5], Numbers(tf.image.resize(x, [2, 2])));
        Assert.Equal(new long[] { 2, 2, 1 }, tf.image.resize(x, (2, 8), preserve_aspect_ratio: true).shape);
        Assert.Equal([0, 2.5, 4.5, 0, 0, 10.5, 12.5, 0], Numbers(tf.image.resize_with_pad(x, 2, 4)));
        Assert.Equal("uint8", DTypes.GetName(tf.image.resize(Bytes(2, 2, 3), [1, 1], method: "nearest").dtype));
        Assert.Equal([12 + 48], Numbers(tf.image.total_variation(x)));
        Assert.Equal(20 * Math.Log10(255), Numbers(tf.image.psnr(tf.cast(x, tf.uint8), tf.cast(x + 1, tf.uint8), max_val: 255))[0], 3);
        Assert.Contains("width must be >= target + offset", Assert.Throws<ArgumentException>(() =>
            tf.image.crop_to_bounding_box(x, 0, 3, 2, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("(0, 1]", Assert.Throws<ArgumentException>(() => tf.image.central_crop(x, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Chance_stays_within_its_bounds()
    {
        tf.random.set_seed(3);
        Tensor x = tf.constant(np.arange(4 * 4 * 3 * 64).reshape(64, 4, 4, 3).astype(np.float32) / 3072);
        double[] flipped = Numbers(tf.image.random_flip_left_right(x)), plain = Numbers(x);
        Assert.InRange(Enumerable.Range(0, 64).Count(i => flipped[i * 48] != plain[i * 48]), 20, 44);
        for (int i = 0; i < 20; i++)
        {
            Assert.InRange(Numbers(tf.image.random_brightness(x, .25))[0], -.25, .25);
            Assert.Equal(new long[] { 64, 2, 3, 3 }, tf.image.random_crop(x, [64, 2, 3, 3]).shape);
        }
        Assert.Equal(Numbers(tf.image.random_contrast(x, .5, 2, seed: 5)), Numbers(tf.image.random_contrast(x, .5, 2, seed: 5)));
        Assert.NotEqual(Numbers(tf.image.random_hue(x, .4)), Numbers(tf.image.random_hue(x, .4)));
        Assert.Contains("upper must be > lower", Assert.Throws<ArgumentException>(() => tf.image.random_saturation(x, 2, 1)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_written_read_and_mapped_over()
    {
        string folder = Directory.CreateTempSubdirectory("tfimage").FullName;
        try
        {
            string[] paths = [Path.Combine(folder, "a.png"), Path.Combine(folder, "b.png")];
            foreach (string path in paths) { tf.io.write_file(path, tf.image.encode_png(Bytes(2, 2, 3))); }
            Assert.Equal(s_pixels.Select(v => (double)v), Numbers(tf.image.decode_png(tf.io.read_file(paths[0]))));
            Assert.Equal(new long[] { 2, 2, 1 }, tf.image.decode_image(tf.io.read_file(paths[0]), channels: 1).shape);
            var ds = tf.data.Dataset.from_tensor_slices((paths, np.array(new[] { 0, 1 })))
                .map((path, label) => (tf.image.resize(tf.image.decode_png(tf.io.read_file(path), channels: 3), [4, 4]) / 255,
                    label)).batch(2);
            var (images, labels) = ds.take(1).First();
            Assert.Equal(new long[] { 2, 4, 4, 3 }, images.shape);
            Assert.Equal(2, labels.shape[0]);
            Tensor smooth = tf.cast(tf.image.resize(Bytes(2, 2, 3), [32, 32]), tf.uint8);
            Assert.True(tf.image.encode_jpeg(smooth, quality: 95).Length > tf.image.encode_jpeg(smooth, quality: 10).Length);
            Assert.Contains("No such file", Assert.Throws<FileNotFoundException>(() =>
                tf.io.read_file(Path.Combine(folder, "none.png"))).Message, StringComparison.Ordinal);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static double[] Numbers(Tensor t) => Arrays.ToArray(t).astype(NPTypeCode.Double).flatten().ToArray<double>();
}
