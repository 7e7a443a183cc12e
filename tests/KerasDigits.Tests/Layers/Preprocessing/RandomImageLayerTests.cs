using KerasDigits.Layers;
using NumSharp;

namespace KerasDigits.Tests.Layers.Preprocessing;

/// <summary>The random layers: nothing outside training, one seed one result, and what each change must keep.</summary>
public sealed class RandomImageLayerTests
{
    private static readonly NDArray s_pictures = Pictures(16, 8, 10, 3);

    public static TheoryData<string> Names() =>
        ["flip", "rotation", "translation", "zoom", "contrast", "brightness", "height", "width", "crop"];

    private static Layer Make(string name, int seed) => name switch
    {
        "flip" => keras.layers.RandomFlip(seed: seed),
        "rotation" => keras.layers.RandomRotation(0.2, seed: seed),
        "translation" => keras.layers.RandomTranslation(0.2, (-0.1, 0.3), seed: seed),
        "zoom" => keras.layers.RandomZoom((-0.3, 0.1), seed: seed),
        "contrast" => keras.layers.RandomContrast(0.4, seed: seed),
        "brightness" => keras.layers.RandomBrightness(0.3, (0.0, 1.0), seed: seed),
        "height" => keras.layers.RandomHeight(0.4, seed: seed),
        "width" => keras.layers.experimental.preprocessing.RandomWidth(0.4, seed: seed),
        _ => keras.layers.RandomCrop(5, 6, seed: seed),
    };

    [Theory, MemberData(nameof(Names))]
    public void One_seed_gives_one_result_and_each_call_a_new_one(string name)
    {
        Layer a = Make(name, 7), b = Make(name, 7);
        NDArray first = a.Apply(s_pictures, training: true), same = b.Apply(s_pictures, training: true);
        Assert.Equal(first.shape, same.shape);
        Assert.Equal(Values(first), Values(same));
        Assert.Contains(Enumerable.Range(0, 5), _ => !Values(a.Apply(s_pictures, training: true)).SequenceEqual(Values(first)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Outside_training_pictures_stay(string name)
    {
        if (name == "crop") { return; }
        Assert.Equal(Values(s_pictures), Values(Make(name, 1).Apply(s_pictures, training: false)));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_single_picture_and_channels_that_come_first_are_taken(string name)
    {
        NDArray one = s_pictures["0"], batch = s_pictures["0:1"];
        NDArray expected = Make(name, 5).Apply(batch, training: true), single = Make(name, 5).Apply(one, training: true);
        Assert.Equal(expected.shape[1..], single.shape);
        Assert.Equal(Values(expected), Values(single));
        KerasDigits.Core.Config config = Make(name, 5).get_config();
        config["data_format"] = "channels_first";
        var first = (Layer)ConfigBinder.Create(Make(name, 5).GetType(), config);
        Assert.Equal(Values(np.moveaxis(expected, 3, 1)), Values(first.Apply(np.moveaxis(batch, 3, 1), training: true)));
        Assert.Equal("channels_first", first.get_config()["data_format"]);
        Assert.False(Make(name, 5).get_config().ContainsKey("data_format"));
        Shape shape = first.compute_output_shape(new Shape(null, 3, 8, 10));
        Assert.Equal(3, shape[1]);
        Assert.Equal(3, Make(name, 5).compute_output_shape(new Shape(8, 10, 3))[2]);
    }

    [Fact]
    public void A_brightness_adds_one_number_to_a_picture_and_stays_in_range()
    {
        NDArray grey = np.ones(new NumSharp.Shape(4, 2, 2, 1)).astype(NPTypeCode.Single) * 100f,
            y = keras.layers.RandomBrightness((0.1, 0.2), seed: 1).Apply(grey, training: true);
        foreach (float[] picture in Values(y).Chunk(4))
        {
            Assert.All(picture, v => Assert.Equal(picture[0], v));
            Assert.InRange(picture[0], 125.5f, 151f);
        }
        Assert.Equal(255f, Values(keras.layers.RandomBrightness((0.9, 1.0), seed: 1).Apply(grey, training: true)).Max());
        Assert.Contains("[-1.0, 1.0]", Assert.Throws<ArgumentException>(() => keras.layers.RandomBrightness(2.0)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_training_a_crop_resizes_without_distortion() =>
        Assert.Equal([16L, 5, 6, 3], Make("crop", 1).Apply(s_pictures, training: false).shape);

    [Fact]
    public void A_crop_is_a_part_of_the_picture()
    {
        float[] all = Values(s_pictures);
        NDArray cut = Make("crop", 3).Apply(s_pictures, training: true);
        Assert.Equal([16L, 5, 6, 3], cut.shape);
        float[] values = Values(cut);
        int at = Array.IndexOf(all, values[0]) / 3, row = at / 10, column = at % 10;
        Assert.True(row <= 3 && column <= 4);
        Assert.Equal(all[((row + 4) * 30) + ((column + 5) * 3) + 2], values[(4 * 18) + 17]);
    }

    [Fact]
    public void A_flip_mirrors_about_half_of_the_pictures()
    {
        NDArray y = keras.layers.RandomFlip("horizontal", seed: 5).Apply(s_pictures, training: true);
        int mirrored = 0;
        for (int i = 0; i < 16; i++)
        {
            float[] before = Values(s_pictures[i]), after = Values(y[i]);
            float[] flipped = Values(s_pictures[i][":, ::-1"].copy());
            Assert.True(after.SequenceEqual(before) || after.SequenceEqual(flipped));
            if (after.SequenceEqual(flipped)) { mirrored++; }
        }
        Assert.InRange(mirrored, 2, 14);
    }

    [Fact]
    public void A_contrast_keeps_each_channels_mean()
    {
        NDArray y = Make("contrast", 2).Apply(s_pictures, training: true);
        double[] before = np.mean(np.mean(s_pictures, 1), 1).astype(NPTypeCode.Double).flatten().ToArray<double>(),
            after = np.mean(np.mean(y, 1), 1).astype(NPTypeCode.Double).flatten().ToArray<double>();
        Assert.All(before.Zip(after), p => Assert.Equal(p.First, p.Second, 1e-6 * 4000));
    }

    [Fact]
    public void A_quarter_turn_is_np_rot90()
    {
        NDArray square = Pictures(1, 6, 6, 1);
        float[] y = Values(keras.layers.RandomRotation((0.25, 0.25), seed: 1).Apply(square, training: true)), x = Values(square);
        for (int r = 0; r < 6; r++) { for (int c = 0; c < 6; c++) { Assert.Equal(x[(c * 6) + 5 - r], y[(r * 6) + c], 1e-3f); } }
    }

    [Fact]
    public void A_fixed_shift_moves_down_and_to_the_right()
    {
        float[] y = Values(keras.layers.RandomTranslation((0.25, 0.25), (0.5, 0.5), fill_mode: "constant", fill_value: -1)
            .Apply(Pictures(1, 4, 4, 1), training: true));
        Assert.Equal([-1f, -1, -1, -1, -1, -1, 0, 1, -1, -1, 4, 5, -1, -1, 8, 9], y);
    }

    [Theory]
    [InlineData("`fill_mode` must be one of")]
    [InlineData("`interpolation` must be one of")]
    [InlineData("`mode` must be one of")]
    [InlineData("`height_factor` must have lower <= upper")]
    [InlineData("`factor` must hold numbers from 0 to 1")]
    [InlineData("expected min_ndim=3, found ndim=2")]
    public void Bad_arguments_are_refused_with_what_must_hold(string sentence)
    {
        Action make = sentence[1..6] switch
        {
            "fill_" => () => keras.layers.RandomZoom(0.1, fill_mode: "mirror"),
            "inter" => () => keras.layers.Resizing(2, 2, interpolation: "cubic"),
            "mode`" => () => keras.layers.RandomFlip("both"),
            "heigh" => () => keras.layers.RandomTranslation((0.3, 0.1), 0.1),
            "facto" => () => keras.layers.RandomContrast(1.5),
            _ => () => keras.layers.CenterCrop(2, 2).Apply(Pictures(4, 4)),
        };
        Assert.Contains(sentence, Assert.Throws<ArgumentException>(make).Message);
    }

    [Fact]
    public void Training_behaviour_of_noise_and_channel_dropout()
    {
        NDArray ones = np.ones(new NumSharp.Shape(50, 4, 4, 8)).astype(NPTypeCode.Single);
        float[] dropped = Values(keras.layers.SpatialDropout2D(0.25).Apply(ones, training: true));
        for (int i = 0; i < dropped.Length; i++) { Assert.Equal(dropped[(i / 128 * 128) + (i % 8)], dropped[i]); }
        Assert.All(dropped, v => Assert.True(v is 0 || Math.Abs(v - (4f / 3)) < 1e-6));
        Assert.InRange(dropped.Count(v => v == 0) / (double)dropped.Length, 0.15, 0.35);
        float[] noisy = Values(keras.layers.GaussianNoise(0.5, seed: 3).Apply(ones, training: true));
        double mean = noisy.Average(), deviation = Math.Sqrt(noisy.Average(v => (v - mean) * (v - mean)));
        Assert.InRange(mean, 0.97, 1.03);
        Assert.InRange(deviation, 0.47, 0.53);
    }

    private static NDArray Pictures(params int[] shape) =>
        np.arange(shape.Aggregate(1, (a, b) => a * b)).astype(NPTypeCode.Single).reshape([.. shape.Select(n => (long)n)]);

    private static float[] Values(NDArray a) => a.flatten().ToArray<float>();
}
