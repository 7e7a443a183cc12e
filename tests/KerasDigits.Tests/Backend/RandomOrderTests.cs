using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Tests.Backend;

/// <summary>Orders are NumPy's, number for number.</summary>
public class RandomOrderTests
{
    [Fact]
    public void An_order_is_that_of_NumPy()
    {
        // np.random.RandomState(3).permutation(20), NumPy 1.24
        Assert.Equal([14L, 2, 1, 17, 4, 16, 6, 7, 15, 12, 9, 11, 19, 18, 13, 5, 0, 8, 3, 10],
            RandomOrder.DrawPermutation(Seeds.MakeNumPy(3), 20));
    }

    [Fact]
    public void Orders_of_all_lengths_and_the_draws_behind_them_are_the_generator_s_own()
    {
        foreach (int count in (int[])[0, 1, 2, 3, 4, 5, 31, 32, 33, 63, 64, 65, 66, 127, 128, 129, 130, 1000, 65_537, 300_000])
        {
            for (int seed = 0; seed < 3; seed++)
            {
                NumPyRandom ours = Seeds.MakeNumPy(seed), theirs = Seeds.MakeNumPy(seed);
                // A normal number leaves its twin behind, which an order must not lose.
                Assert.Equal(theirs.randn<double>(), ours.randn<double>());
                Assert.Equal(theirs.permutation(count).astype(NPTypeCode.Int64).ToArray<long>(), RandomOrder.DrawPermutation(ours, count));
                Assert.Equal(theirs.randn<double>(), ours.randn<double>());
                Assert.Equal(theirs.permutation(7).ToArray<long>(), RandomOrder.DrawPermutation(ours, 7));
            }
        }
    }
}
