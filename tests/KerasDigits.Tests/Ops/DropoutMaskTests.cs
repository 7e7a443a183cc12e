using KerasDigits.Backend;
using KerasDigits.Ops;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Ops;

/// <summary>What a dropout keeps: the right part of the values, none bound to another, the same for a seed.</summary>
public sealed class DropoutMaskTests
{
    private static float[] Draw(double rate, params long[] shape)
    {
        using var scope = Scopes.Step();
        return DropoutMask.Draw(shape, rate, null).data<float>().ToArray();
    }

    [Theory]
    [InlineData(0.25, 1 << 20)]
    [InlineData(0.5, 1_000_003)] // no whole number of vectors
    [InlineData(0.013, 300_000)]
    public void Drops_its_part_and_scales_the_rest(double rate, int count)
    {
        utils.set_random_seed(3);
        float[] mask = Draw(rate, count);
        Assert.All(mask, m => Assert.True(m == 0 || m == (float)(1 / (1 - rate))));
        double deviation = Math.Sqrt(count * rate * (1 - rate));
        Assert.InRange(mask.Count(m => m == 0), (count * rate) - (4 * deviation), (count * rate) + (4 * deviation));
    }

    [Fact]
    public void Values_do_not_know_of_each_other()
    {
        utils.set_random_seed(4);
        const int rows = 1000, columns = 1024;
        float[] first = Draw(0.5, rows, columns), second = Draw(0.5, rows, columns);
        // Equal at half of the places: next to each other, one row below, a vector's length away, and in another draw.
        foreach (int step in new[] { 1, 2, 8, 64, columns })
        {
            Half(Enumerable.Range(0, first.Length - step).Count(i => first[i] == first[i + step]), first.Length - step);
        }
        Half(Enumerable.Range(0, first.Length).Count(i => first[i] == second[i]), first.Length);
        for (int shift = 1; shift < 40; shift++)
        {
            Half(Enumerable.Range(0, first.Length - shift).Count(i => first[i] == second[i + shift]), first.Length - shift);
        }
        // Each column keeps half of its rows, each row half of its columns: within five deviations.
        for (int column = 0; column < columns; column++)
        {
            Half(Enumerable.Range(0, rows).Count(r => first[(r * columns) + column] == 0), rows);
        }
        for (int row = 0; row < rows; row++) { Half(Enumerable.Range(0, columns).Count(c => first[(row * columns) + c] == 0), columns); }

        static void Half(int count, int of) =>
            Assert.InRange(count, (of / 2.0) - (2.5 * Math.Sqrt(of)), (of / 2.0) + (2.5 * Math.Sqrt(of)));
    }

    [Fact]
    public void A_seed_repeats_it_for_any_number_of_threads()
    {
        utils.set_random_seed(5);
        float[] once = Draw(0.3, 200_000), next = Draw(0.3, 200_000);
        Assert.NotEqual(once, next);
        int threads = torch.get_num_threads();
        try
        {
            torch.set_num_threads(1);
            utils.set_random_seed(5);
            Assert.Equal(once, Draw(0.3, 200_000));
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    [Fact]
    public void At_the_ends_all_or_none_are_kept()
    {
        Assert.All(Draw(0, 1000), m => Assert.Equal(1, m));
        Assert.All(Draw(1, 1000), m => Assert.Equal(0, m));
        using var scope = Scopes.Step();
        Assert.Equal([0L, 3], DropoutMask.Draw([0, 3], 0.5, null).shape);
    }
}
