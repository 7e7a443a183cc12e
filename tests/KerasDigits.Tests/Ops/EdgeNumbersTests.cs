using KerasDigits.Losses;
using KerasDigits.Backend;
using KerasDigits.Ops;
using TorchSharp;

namespace KerasDigits.Tests.Ops;

/// <summary>
/// Values and gradients in float32 beside the same formulas in float64, from ±1e-30 to ±1e30: nothing cancels, overflows or underflows on
/// the way.
/// </summary>
public sealed class EdgeNumbersTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_functions = new()
    {
        ["relu6"] = x => ActivationOps.relu(x, max_value: 6),
        ["relu of all"] = x => ActivationOps.relu(x, alpha: 0.25, max_value: 3, threshold: 0.5),
        ["leaky_relu"] = x => ActivationOps.leaky_relu(x),
        ["sigmoid"] = ActivationOps.sigmoid,
        ["tanh"] = ActivationOps.tanh,
        ["elu"] = x => ActivationOps.elu(x),
        ["elu of 0.5"] = x => ActivationOps.elu(x, 0.5),
        ["selu"] = ActivationOps.selu,
        ["softplus"] = ActivationOps.softplus,
        ["softsign"] = ActivationOps.softsign,
        ["swish"] = ActivationOps.swish,
        ["exponential"] = ActivationOps.exponential,
        ["sinh"] = keras.ops.sinh,
        ["cosh"] = keras.ops.cosh,
        ["gelu"] = x => ActivationOps.gelu(x),
        ["gelu approximate"] = x => ActivationOps.gelu(x, approximate: true),
        ["log_cosh"] = x => LossFunctions.log_cosh(torch.zeros_like(x), x),
        ["huber"] = x => LossFunctions.huber(torch.zeros_like(x), x),
        ["binary crossentropy of 1"] = x => LossFunctions.binary_crossentropy(torch.ones_like(x), x, from_logits: true),
        ["binary crossentropy of 0"] = x => LossFunctions.binary_crossentropy(torch.zeros_like(x), x, from_logits: true),
        ["hinge"] = x => LossFunctions.hinge(torch.ones_like(x), x),
        ["unit"] = x => Norms.ScaleToUnit(torch.cat([x, 2 * x], -1), -1),
    };

    public static TheoryData<string> Names => [.. s_functions.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Values_and_gradients_hold_six_digits(string name)
    {
        using var scope = Scopes.Step();
        double[] sizes = [.. Enumerable.Range(-30, 61).SelectMany(p => new[] { 1.0, 3.7 }.Select(m => m * Math.Pow(10, p))), 0.3, 0.9, 2.5,
            5, 15, 19, 25, 60, .. name is "sinh" or "cosh" ? [88.5, 89.2] : Array.Empty<double>()];
        float[] values = [.. sizes.SelectMany(v => new[] { (float)v, (float)-v }), 0];
        var (y, dy) = Compute(s_functions[name], torch.tensor(values).unsqueeze(1));
        var (exact, slope) = Compute(s_functions[name], torch.tensor(values).unsqueeze(1).to(torch.ScalarType.Float64));
        Compare(values, exact, y, "value");
        // From these functions' rounded results TensorFlow computes their gradients too; the other's is what is left of nothing.
        if (name is "sigmoid" or "tanh" or "gelu approximate" or "unit") { return; }
        Compare(values, slope, dy, "gradient");
    }

    [Fact]
    public void Relu6_gives_small_numbers_as_they_are()
    {
        Tensor x = torch.tensor(new[] { 1e-10f, 1.2345678e-7f, 5.9999995f, 6, 7, float.NaN, -1 });
        Assert.Equal([1e-10f, 1.2345678e-7f, 5.9999995f, 6, 6, float.NaN, 0], ActivationOps.relu6(x).data<float>().ToArray());
    }

    private static (double[], double[]) Compute(Func<Tensor, Tensor> function, Tensor x)
    {
        x.requires_grad_(true);
        Tensor y = function(x);
        Tensor slope = torch.autograd.grad([y], [x], [torch.ones_like(y)])[0];
        return (y.detach().to(torch.ScalarType.Float64).data<double>().ToArray(),
            slope.to(torch.ScalarType.Float64).data<double>().ToArray());
    }

    private static void Compare(float[] values, double[] exact, double[] found, string what)
    {
        int each = exact.Length / values.Length;
        for (int i = 0; i < exact.Length; i++)
        {
            if (Math.Abs(exact[i]) > float.MaxValue) { continue; }
            double most = (1e-6 * Math.Abs(exact[i])) + 1.2e-38;
            Assert.True(Math.Abs(found[i] - exact[i]) <= most, $"{what} at {values[i / each]}: {found[i]} instead of {exact[i]}");
        }
    }
}
