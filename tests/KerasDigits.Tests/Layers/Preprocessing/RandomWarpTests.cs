using KerasDigits.Backend;
using KerasDigits.Ops;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers.Preprocessing;

/// <summary>Perspectives and rubber sheets by what holds of them, whatever is drawn.</summary>
public sealed class RandomWarpTests
{
    [Fact]
    public void A_perspective_takes_the_corners_from_where_they_stood()
    {
        float[] moves = [0, 0, -0.2f, 0.1f, 0.3f, -0.4f, 0.25f, -0.1f];
        (double X, double Y)[] corners = [(0, 0), (9, 0), (0, 7), (9, 7)];
        using var scope = Scopes.Step();
        float[] m = Arrays.ToArray(ProjectiveTransform.Perspective(Arrays.ToTensor(np.array(moves).reshape(1, 4, 2)), 8, 10)).flatten()
            .ToArray<float>();
        for (int i = 0; i < 4; i++)
        {
            var (x, y) = (corners[i].X * (1 + moves[2 * i]), corners[i].Y * (1 + moves[(2 * i) + 1]));
            double depth = (m[6] * x) + (m[7] * y) + 1;
            Assert.Equal(corners[i].X, ((m[0] * x) + (m[1] * y) + m[2]) / depth, 1e-4);
            Assert.Equal(corners[i].Y, ((m[3] * x) + (m[4] * y) + m[5]) / depth, 1e-4);
        }
    }

    [Fact]
    public void Without_strength_nothing_moves()
    {
        NDArray x = Pictures();
        Same(x, layers.RandomPerspective((1, 1), scale: 0).Apply(x, training: true));
        Same(x, layers.RandomPerspective((0, 0)).Apply(x, training: true));
        Same(x, layers.RandomElasticTransform((1, 1), (0, 0)).Apply(x, training: true));
        Same(x, layers.RandomElasticTransform((0, 0)).Apply(x, training: true));
    }

    [Fact]
    public void What_is_of_one_colour_stays_so()
    {
        NDArray grey = (Pictures() * 0) + 7f;
        Same(grey, layers.RandomElasticTransform((1, 1), seed: 3).Apply(grey, training: true));
        Same(grey, layers.RandomPerspective((1, 1), fill_value: 7, seed: 3).Apply(grey, training: true));
    }

    [Fact]
    public void A_seed_gives_the_same_changes_again()
    {
        NDArray x = Pictures();
        foreach (Func<global::KerasDigits.Layers.Layer> make in (Func<global::KerasDigits.Layers.Layer>[])
            [() => layers.RandAugment(seed: 4), () => layers.AugMix(seed: 4), () => layers.RandomPerspective((1, 1), seed: 4),
                () => layers.RandomElasticTransform((1, 1), seed: 4)])
        {
            Same(make().Apply(x, training: true), make().Apply(x, training: true));
        }
    }

    private static NDArray Pictures() => np.random.RandomState(2).uniform(0, 255, new[] { 2, 12, 10, 3 }).astype(NPTypeCode.Single);

    private static void Same(NDArray a, NDArray b) => Assert.Null(Golden.Difference(a, b, 1e-4, "pictures"));
}
