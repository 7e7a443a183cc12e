using KerasDigits.Tuner.Bayesian;

namespace KerasDigits.Tuner.Tests.Bayesian;

public class LBfgsBTests
{
    [Fact]
    public void Rosenbrocks_valley_is_followed_to_its_end()
    {
        Minimum found = LBfgsB.Minimize(Rosenbrock, [-1.2, 1.0, -0.5, 2.0], -5, 5);
        Assert.All(found.X, v => Assert.Equal(1, v, 1e-3));
        Assert.True(found.Evaluations < 120, $"{found.Evaluations} evaluations; SciPy takes 44.");
    }

    [Fact]
    public void The_walls_of_floors_hold()
    {
        // The minimum without walls lies at (1, 1, 1, 1); within [-2, 0.5] the last wall is what stops it.
        Minimum found = LBfgsB.Minimize(Rosenbrock, [-1.2, 1.0, -0.5, 2.0], -2, 0.5);
        Assert.All(found.X, v => Assert.InRange(v, -2, 0.5));
        double[] gradient = new double[4];
        Rosenbrock(found.X, gradient);
        for (int i = 0; i < 4; i++)
        {
            double pushed = Math.Clamp(found.X[i] - gradient[i], -2, 0.5) - found.X[i];
            Assert.Equal(0, pushed, 2e-3);
        }
    }

    [Fact]
    public void A_corner_is_found_and_a_flat_function_stays_where_it_is()
    {
        Minimum corner = LBfgsB.Minimize((x, g) => { g[0] = 1; g[1] = -2; return x[0] - (2 * x[1]); }, [0.3, 0.3], 0, 1);
        Assert.Equal([0.0, 1.0], corner.X);
        Minimum flat = LBfgsB.Minimize((_, g) => { g.Clear(); return 7; }, [0.3, 0.3], 0, 1);
        Assert.Equal((7.0, 1), (flat.Value, flat.Evaluations));
    }

    [Fact]
    public void A_start_outside_is_moved_onto_the_wall()
    {
        Minimum found = LBfgsB.Minimize((x, g) => { g[0] = 2 * (x[0] - 0.25); return (x[0] - 0.25) * (x[0] - 0.25); }, [9.0], 0, 1);
        Assert.Equal(0.25, found.X[0], 1e-6);
    }

    [Fact]
    public void A_function_that_is_not_what_its_gradient_says_ends_the_search_instead_of_hanging()
    {
        Minimum found = LBfgsB.Minimize((x, g) => { g[0] = -1; return x[0]; }, [0.5], 0, 1);
        Assert.Equal(0.5, found.X[0]);
    }

    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient.Clear();
        double value = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double bend = x[i + 1] - (x[i] * x[i]), off = 1 - x[i];
            value += (100 * bend * bend) + (off * off);
            gradient[i] += (-400 * bend * x[i]) - (2 * off);
            gradient[i + 1] += 200 * bend;
        }
        return value;
    }
}
