using KerasDigits.Layers;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers.Preprocessing;

/// <summary>
/// Keras 3's layers that change the colours of pictures, or mix them: with a factor that leaves no chance, by their formulas.
/// </summary>
public sealed class RandomColorTests
{
    private static readonly float[] s_pixels = [200, 100, 50, 10, 20, 30, 0, 0, 0, 255, 255, 255];
    private static readonly NDArray s_picture = np.array(s_pixels).reshape(1, 2, 2, 3);

    public static TheoryData<string, Func<Layer>> Layers() => new()
    {
        { "gray", () => layers.RandomGrayscale(1.0) }, { "invert", () => layers.RandomInvert((1, 1)) },
        { "poster", () => layers.RandomPosterization((3, 3)) },
        { "saturation", () => layers.RandomSaturation((0.5, 0.5)) }, { "pale", () => layers.RandomSaturation((0, 0)) },
        { "hue", () => layers.RandomHue((1, 1)) }, { "degeneration", () => layers.RandomColorDegeneration((1, 1)) },
        { "sharpness", () => layers.RandomSharpness((0.5, 0.5)) },
        { "solarization", () => layers.Solarization(threshold_factor: (127.5, 0.5)) }, { "equalization", () => layers.Equalization() },
    };

    [Theory, MemberData(nameof(Layers))]
    public void Training_follows_the_formula(string name, Func<Layer> make)
    {
        float[] y = Values(make().Apply(s_picture, training: true));
        float[] Each(Func<float[], float[]> pixel) => [.. s_pixels.Chunk(3).SelectMany(pixel)];
        float Gray(float[] p) => (0.2989f * p[0]) + (0.587f * p[1]) + (0.114f * p[2]);
        float[] expected = name switch
        {
            "gray" or "degeneration" => Each(p => [Gray(p), Gray(p), Gray(p)]),
            "invert" => Each(p => [255 - p[0], 255 - p[1], 255 - p[2]]),
            "poster" => Each(p => [.. p.Select(v => MathF.Floor(v / 32) * 32)]),
            "pale" => Each(p => [p.Max(), p.Max(), p.Max()]),
            "hue" => Each(p => [p.Max() + p.Min() - p[0], p.Max() + p.Min() - p[1], p.Max() + p.Min() - p[2]]),
            "solarization" => Each(p => [.. p.Select(v => v < 127.5f ? v : 255 - v)]),
            "equalization" => [170, 170, 170, 85, 85, 85, 0, 0, 0, 255, 255, 255],
            _ => s_pixels,
        };
        for (int i = 0; i < y.Length; i++) { Assert.Equal(expected[i], y[i], 0.05f); }
    }

    [Fact]
    public void AutoContrast_stretches_in_inference_too()
    {
        float[] y = Values(layers.AutoContrast(value_range: (0, 1))
            .Apply(np.array(new float[] { 0.25f, 0.5f, 0.5f, 0.75f }).reshape(1, 2, 2, 1), training: false));
        Assert.Equal([0f, 0.5f, 0.5f, 1f], y);
        Assert.Equal([7f, 7f], Values(layers.AutoContrast().Apply(np.array(new float[] { 7, 7 }).reshape(1, 1, 2, 1), training: false)));
    }

    public static TheoryData<string, Func<Layer>> All()
    {
        var all = new TheoryData<string, Func<Layer>>();
        foreach (var row in Layers()) { all.Add((string)row[0], (Func<Layer>)row[1]); }
        all.Add("jitter",
            () => layers.RandomColorJitter(brightness_factor: 0.3, contrast_factor: 0.2, saturation_factor: (0.4, 0.6),
                hue_factor: 0.1, seed: 3));
        all.Add("erasing", () => layers.RandomErasing((1, 1), scale: (0.3, 0.3), fill_value: 9, seed: 1));
        all.Add("blur", () => layers.RandomGaussianBlur((1, 1), sigma: (1, 1), seed: 1));
        all.Add("shear", () => layers.RandomShear((0.5, 0.5), seed: 1));
        all.Add("augment", () => layers.RandAugment(num_ops: 3, seed: 2));
        all.Add("augmix", () => layers.AugMix(alpha: 0.5, seed: 1));
        all.Add("perspective", () => layers.RandomPerspective((1, 1), scale: 0.4, seed: 1));
        all.Add("elastic", () => layers.RandomElasticTransform((1, 1), (0.8, 0.8), seed: 1));
        all.Add("mixup", () => layers.MixUp(1, seed: 1));
        all.Add("cutmix", () => layers.CutMix((1, 1), seed: 4));
        return all;
    }

    [Theory, MemberData(nameof(All))]
    public void Inference_leaves_pictures_alone_and_files_keep_the_layer(string name, Func<Layer> make)
    {
        Layer layer = make();
        Assert.Equal(s_pixels, Values(layer.Apply(s_picture, training: false)));
        var model = models.Sequential([keras.layers.InputLayer((8, 8, 3)), layer]);
        Assert.Equal(model.to_json(), models.model_from_json(model.to_json()).to_json());
        np.random.seed(1);
        NDArray pictures = np.random.uniform(0, 255, new NumSharp.Shape(6, 8, 8, 3)).astype(NPTypeCode.Single);
        float[] before = Values(pictures), after = Values(layer.Apply(pictures, training: true));
        Assert.Equal(before.Length, after.Length);
        Assert.All(after, v => Assert.InRange(v, -0.01f, 255.01f));
        if (name is not ("saturation" or "sharpness")) { Assert.NotEqual(before, after); }
    }

    private static float[] Values(NDArray x) => x.flatten().ToArray<float>();
}
