using System.Numerics;
using NumSharp;

namespace KerasDigits.Tuner.Tests.Random;

/// <summary>The numbers were drawn with NumPy 1.24: RandomState(seed).uniform(0, 1, size=(2, 2)), then .uniform(-11.5, 11.5).</summary>
public class NumpyRandomStateTests
{
    [Theory]
    [InlineData(0, 0.5488135039273248, 0.7151893663724195, 0.6027633760716439, 0.5448831829968969, -1.7559396152051914)]
    [InlineData(1, 0.417022004702574, 0.7203244934421581, 0.00011437481734488664, 0.30233257263183977, -8.1246145112064)]
    [InlineData(7, 0.07630828937395717, 0.7799187922401146, 0.4384092314408935, 0.7234651778309412, 10.993758775921862)]
    [InlineData(42, 0.3745401188473625, 0.9507143064099162, 0.7319939418114051, 0.5986584841970366, -7.91157126982396)]
    [InlineData(2147483648, 0.15200287353446562, 0.8205427554297966, 0.7754982870984906, 0.5410721704334509, -3.6303694188125144)]
    [InlineData(4294967295, 0.0976320289940138, 0.9123828453026218, 0.78903530185164, 0.7800035981134678, -11.08738749830486)]
    public void Uniform_gives_numpys_numbers(long seed, double a, double b, double c, double d, double next)
    {
        var state = new NumpyRandomState(seed);
        double[][] drawn = state.DrawUniform(0, 1, rows: 2, columns: 2);
        Assert.Equal([a, b, c, d], drawn.SelectMany(row => row));
        Assert.Equal(next, state.DrawUniform(-11.5, 11.5));
    }

    [Fact]
    public void A_seed_that_numpy_refuses_is_refused()
    {
        Assert.Contains("Seed must be between 0 and 2**32 - 1; got -1",
            Assert.Throws<ArgumentOutOfRangeException>(() => new NumpyRandomState(-1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumpyRandomState(BigInteger.Pow(2, 32)));
    }

    [Fact]
    public void The_users_global_generator_is_left_alone()
    {
        np.random.seed(42);
        new NumpyRandomState(1).DrawUniform(0, 1);
        Assert.Equal(0.3745401188473625, (double)np.random.uniform(0.0, 1.0));
    }
}
