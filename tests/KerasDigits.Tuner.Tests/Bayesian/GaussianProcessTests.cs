using System.Text.Json;
using KerasDigits.Tuner.Bayesian;
using Xunit.Abstractions;

namespace KerasDigits.Tuner.Tests.Bayesian;

/// <summary>
/// Goldens/gaussian_process.json was made with scikit-learn 1.2.1 and SciPy 1.10.1, with KerasTuner's settings: fits, predictions and the
/// acquisition's minimum.
/// </summary>
public class GaussianProcessTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. Cases().Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fits_and_predicts_as_scikit_learn(string name)
    {
        JsonElement golden = Case(name);
        GaussianProcess process = Fit(golden);
        // L-BFGS-B stops at 1e-5 of the slope, and a flat likelihood leaves the length scale open: judged by the likelihood first.
        Assert.Equal(golden.GetProperty("log_likelihood").GetDouble(), process.LogLikelihood, 1e-5);
        double expectedScale = golden.GetProperty("length_scale").GetDouble();
        Assert.Equal(expectedScale, process.LengthScale, 2e-4 * expectedScale);
        double[][] at = Points(golden, "at");
        for (int i = 0; i < at.Length; i++)
        {
            (double mean, double std) = process.Predict(at[i]);
            Assert.Equal(Numbers(golden, "mean")[i], mean, 2e-4 * process.Scale);
            Assert.Equal(Numbers(golden, "std")[i], std, 2e-4 * process.Scale);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_acquisition_goes_at_least_as_low_as_scipy_and_stays_in_the_cube(string name)
    {
        JsonElement golden = Case(name);
        GaussianProcess process = Fit(golden);
        int size = golden.GetProperty("d").GetInt32();
        IReadOnlyList<Minimum> found = Acquisition.OrderLowestFirst(process, 2.6,
            new NumpyRandomState(golden.GetProperty("seed").GetInt32()).DrawUniform(0, 1, 50, size));
        double lowest = process.Mean + (process.Scale * found[0].Value);
        output.WriteLine($"{name}: {lowest:R} at {string.Join(", ", found[0].X)} after {found.Sum(m => m.Evaluations)} evaluations");
        Assert.True(lowest <= golden.GetProperty("acquisition").GetDouble() + (2e-4 * process.Scale),
            $"{lowest} is above SciPy's {golden.GetProperty("acquisition").GetDouble()}.");
        Assert.All(found, m => Assert.All(m.X, v => Assert.InRange(v, 0, 1)));
        Assert.Equal(found.Select(m => m.Value).Order(), found.Select(m => m.Value));
    }

    [Fact]
    public void Two_points_agree_with_the_formulas_by_hand()
    {
        // One length scale l, K = [[1+α, k], [k, 1+α]] and targets ±1: K⁻¹t = t / (1 + α - k), and the likelihood is largest where k is
        // least.
        double[][] points = [[0.0], [1.0]];
        var process = new GaussianProcess(points, [2.0, 6.0], 0.01, 1);
        Assert.Equal(4, process.Mean);
        Assert.Equal(2, process.Scale);
        double a = Math.Sqrt(5) / process.LengthScale;
        double k = (1 + a + (a * a / 3)) * Math.Exp(-a);
        double likelihood = -(1 / (1.01 - k)) - (0.5 * Math.Log((1.01 * 1.01) - (k * k))) - Math.Log(2 * Math.PI);
        Assert.Equal(likelihood, process.LogLikelihood, 1e-12);
        (double mean, double std) = process.Predict([0.5]);
        double h = a / 2;
        double half = (1 + h + (h * h / 3)) * Math.Exp(-h);
        Assert.Equal(4, mean, 1e-12);
        Assert.Equal(2 * Math.Sqrt(1 - (2 * half * half / (1.01 + k))), std, 1e-12);
        (double atFirst, _) = process.Predict([0.0]);
        Assert.Equal(4 + (2 * (k - 1) / (1.01 - k)), atFirst, 1e-12);
    }

    [Fact]
    public void Gradients_agree_with_differences()
    {
        GaussianProcess process = Fit(Case("hundred"));
        double[] ofMean = new double[6], ofStd = new double[6], x = [0.2, 0.9, 0.4, 0.55, 0.7, 0.1];
        var at = new GaussianProcess.Prediction(process);
        at.Move(x);
        at.ComputeGradients(ofMean, ofStd);
        for (int i = 0; i < 6; i++)
        {
            (double Mean, double Std) Moved(double by)
            {
                double[] moved = [.. x];
                moved[i] += by;
                at.Move(moved);
                return (at.Mean, at.Std);
            }
            var (up, down) = (Moved(1e-5), Moved(-1e-5));
            Assert.Equal((up.Mean - down.Mean) / 2e-5, ofMean[i], 1e-6);
            Assert.Equal((up.Std - down.Std) / 2e-5, ofStd[i], 1e-6);
        }
    }

    [Fact]
    public void Points_that_coincide_without_noise_say_what_to_do()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new GaussianProcess([[0.5], [0.5]], [1.0, 2.0], 0, 1));
        Assert.Contains("Try gradually increasing the 'alpha' parameter", error.Message);
    }

    private static GaussianProcess Fit(JsonElement golden) =>
        new(Points(golden, "points"), Numbers(golden, "scores"), golden.GetProperty("alpha").GetDouble(),
            golden.GetProperty("seed").GetInt32());

    private static double[][] Points(JsonElement golden, string key) => [.. Numbers(golden, key).Chunk(golden.GetProperty("d").GetInt32())];

    private static double[] Numbers(JsonElement golden, string key) =>
        [.. golden.GetProperty(key).EnumerateArray().Select(e => e.GetDouble())];

    private static JsonElement Case(string name) => Cases().Single(c => c.GetProperty("name").GetString() == name);

    private static IEnumerable<JsonElement> Cases() =>
        JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Goldens", "gaussian_process.json"))).RootElement.EnumerateArray();
}
