using TorchSharp;
using static KerasDigits.keras;
using static KerasDigits.Tests.Ops.OpsValues;

namespace KerasDigits.Tests.Ops;

/// <summary>keras.ops.image beside the same formulas in NumPy.</summary>
public sealed class OpsImageTests
{
    private static readonly Tensor s_image = Count(3, 4, 1),
        s_colours = T([2, 2, 3], 1, .2f, .4f, 0, .5f, .5f, .3f, .3f, .3f, .1f, .9f, .2f);

    [Fact]
    public void Colours_are_those_of_Keras()
    {
        float[] hsv = [.95833333f, .8f, 1, .5f, 1, .5f, 0, 0, .3f, .35416667f, .88888889f, .9f];
        Same([.4619f, .3505f, .29997f, .58099f], [2, 2, 1], ops.image.rgb_to_grayscale(s_colours));
        Same(hsv, [2, 2, 3], ops.image.rgb_to_hsv(s_colours));
        Same([1, .2f, .4f, 0, .5f, .5f, .3f, .3f, .3f, .1f, .9f, .2f], [1, 2, 2, 3],
            ops.image.hsv_to_rgb(T([1, 2, 2, 3], hsv)));
        Same([.4619f, .3505f, .29997f, .58099f], [1, 2, 2],
            ops.image.rgb_to_grayscale(s_colours.permute(2, 0, 1), data_format: "channels_first"));
        Same([76], ops.image.rgb_to_grayscale(torch.tensor(new byte[] { 255, 0, 0 }).reshape(1, 1, 3)));
        Assert.Throws<ArgumentException>(() => ops.image.rgb_to_hsv(torch.tensor(new byte[] { 255, 0, 0 }).reshape(1, 1, 3)));
        Assert.Throws<ArgumentException>(() => ops.image.rgb_to_grayscale(s_image));
        Assert.Throws<ArgumentException>(() => ops.image.rgb_to_grayscale(T(1, 2, 3)));
    }

    [Fact]
    public void Sizes_are_those_of_Keras()
    {
        Same([2.5f, 4.5f, 6.5f, 8.5f], [2, 2, 1], ops.image.resize(Count(2, 4, 1) + 2, (2, 2)));
        Same([1, 3, 9, 11], [2, 2, 1], ops.image.resize(s_image, (2, 2), "nearest"));
        Same([0, 0, 1, 1, 0, 0], [3, 2, 1], ops.image.resize(T([1, 2, 1], 1, 1), (3, 2), pad_to_aspect_ratio: true, fill_value: 0));
        Same([1, 5], [2, 1, 1], ops.image.resize(Count(2, 4, 1), (2, 1), crop_to_aspect_ratio: true));
        Assert.Equal(torch.ScalarType.Byte, ops.image.resize(torch.zeros([2, 2, 1], torch.ScalarType.Byte), (3, 3)).dtype);
        Assert.Throws<ArgumentException>(() => ops.image.resize(s_image, (0, 2)));
        Assert.Throws<ArgumentException>(() => ops.image.resize(s_image, (2, 2), crop_to_aspect_ratio: true, pad_to_aspect_ratio: true));
    }

    [Fact]
    public void Between_places_is_that_of_Keras()
    {
        Tensor places = torch.stack([T(0, .5f, 2.25f, -.5f, -3, 4.5f), T(0, 1.5f, 3, 1, -1.25f, 7)], 0);
        foreach (var (mode, expected) in new (string, float[])[]
        {
            ("constant", [0, 3.5f, 8, 0, -1, -1]), ("nearest", [0, 3.5f, 11, 1, 0, 11]), ("wrap", [0, 3.5f, 9, 5, 2.75f, 9]),
            ("mirror", [0, 3.5f, 10, 3, 5.25f, 3]), ("reflect", [0, 3.5f, 11, 1, 8.25f, 2]),
        })
        {
            Same(expected, ops.image.map_coordinates(s_image.squeeze(2), places, 1, mode, -1));
        }
        Same([0, 6, 11, 1, 0, 11], ops.image.map_coordinates(s_image.squeeze(2), places, 0, "nearest"));
        Assert.Throws<ArgumentException>(() => ops.image.map_coordinates(s_image, places, 1));
        Assert.Throws<ArgumentException>(() => ops.image.map_coordinates(s_image.squeeze(2), places, 2));
        Assert.Throws<ArgumentException>(() => ops.image.map_coordinates(s_image.squeeze(2), places, 1, "edge"));
    }

    [Fact]
    public void Projections_are_those_of_Keras()
    {
        Tensor map = T(1.2f, .3f, -.5f, .1f, .9f, .25f, .01f, -.02f);
        Same([1, 2.0792079f, 3.6274510f, 5.1359223f, 4.6938776f, 6.0606061f, 7.6f, 8.7425743f, 8.1041667f, 9.3402062f, 10.551020f, 11],
            [3, 4, 1], ops.image.affine_transform(s_image, map, fill_mode: "reflect"), 1e-5);
        Tensor two = ops.image.affine_transform(torch.stack([s_image, s_image], 0), map, fill_value: 9);
        Same([5, 2.0792079f, 3.6274510f, 5.1734377f, 5.5726781f, 6.0606061f, 7.6f, 8.8368787f, 8.2254774f, 9.2665533f, 10.092045f,
            9.3289460f], two[1], 1e-5);
        Same([.09259255f, .49915025f, 1.4008781f, 2.1238201f, 2.9674674f, 4.6001426f, 5.5558890f, 4.4773726f, 8, 9.1076923f, 10.335135f,
            3.2685714f], ops.image.perspective_transform(s_image, T([4, 2], 0, 0, 3, 0, 0, 2, 3, 2),
            T([4, 2], .5f, 0, 3, .25f, 0, 2, 2.5f, 2)), 1e-5);
        Assert.Throws<ArgumentException>(() => ops.image.affine_transform(s_image, T(1, 2, 3)));
        Tensor three = T([3, 2], 0, 0, 3, 0, 0, 2);
        Assert.Throws<ArgumentException>(() => ops.image.perspective_transform(s_image, three, three));
    }

    [Fact]
    public void Windows_are_those_of_Keras()
    {
        Same([0, 1, 4, 5, 2, 3, 6, 7], [1, 2, 4], ops.image.extract_patches(s_image, 2));
        Same([0, 2, 8, 10, 1, 3, 9, 11], [1, 2, 4], ops.image.extract_patches(s_image, 2, strides: 1, dilation_rate: 2));
        Same([8, 9, 0, 0, 10, 11, 0, 0], ops.image.extract_patches(s_image, 2, padding: "same")[1]);
        Same([.99477506f, 1.8222059f, 2.5481372f, 2.1777941f, 3.1777941f, 5, 6, 4.8074511f, 3.6189459f, 5.4371080f, 6.1630393f,
            4.8019650f], [3, 4, 1], ops.image.gaussian_blur(s_image));
        Same([1.6921987f, 3, 4, 3.1531920f, 4.4609934f, 7, 8, 5.9219867f, 2.9226954f, 4.5f, 5, 3.6531920f],
            ops.image.gaussian_blur(s_image, (3, 2), (1.5, .7)));
        Assert.Throws<ArgumentException>(() => ops.image.extract_patches(s_image, 5));
    }

    [Fact]
    public void Likeness_is_that_of_Keras()
    {
        Tensor a = Count(1, 12, 12, 1) / 144, b = a.flip(1);
        Same([1], ops.image.ssim(a, a));
        Same(tf.image.ssim(a, b, max_val: 1).data<float>().ToArray(), [1], ops.image.ssim(a, b));
        Same(tf.image.ssim(a, b, max_val: 1).data<float>().ToArray(),
            ops.image.ssim(a.permute(0, 3, 1, 2), b.permute(0, 3, 1, 2), data_format: "channels_first"));
    }

    [Fact]
    public void Edges_are_those_of_Keras()
    {
        Same([0, 0, 0, 0, 0, 1, 0, 2, 3], [3, 3, 1],
            ops.image.pad_images(Count(2, 2, 1), top_padding: 1, left_padding: 1, bottom_padding: 0, target_width: 3));
        Same([5, 6, 9, 10], [2, 2, 1],
            ops.image.crop_images(s_image, top_cropping: 1, bottom_cropping: 0, right_cropping: 1, target_width: 2));
        Assert.Throws<ArgumentException>(() => ops.image.pad_images(s_image, top_padding: 1, left_padding: 1, target_width: 9));
        Assert.Throws<ArgumentException>(() => ops.image.crop_images(s_image, top_cropping: 3, bottom_cropping: 3, left_cropping: 0,
            right_cropping: 0));
    }
}
