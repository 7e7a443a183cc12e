using System.Reflection;
using KerasDigits.Backend;
using KerasDigits.Losses;
using KerasDigits.Ops;
using TorchSharp;

namespace KerasDigits.Tests.Ops;

/// <summary>
/// Every exported function of one tensor, every loss and every constraint in float32 beside itself in float64, from ±1e-30 to ±1e30: values
/// and gradients hold six digits.
/// </summary>
public sealed class FormulaTests
{
    private static readonly double[] s_sizes = [.. Enumerable.Range(-30, 61)
        .SelectMany(p => new[] { 1.0, 3.7 }.Select(m => m * Math.Pow(10, p))), 0.3, 0.9, 2.5, 5, 15, 19, 25, 60];
    private static readonly float[] s_values = [.. s_sizes.SelectMany(v => new[] { (float)v, (float)-v }), 0];

    private const string Sparse = "Keras 3's threshold sums running sums: it does not stay the same when all numbers grow, so they "
        + "cannot be made small first";

    /// <summary>Functions that are left out, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_left = new()
    {
        ["keras.ops.rms_normalization"] = "its squares overflow from 1e19 on, in Keras too",
        ["keras.activations.sparsemax"] = Sparse, ["keras.ops.sparsemax"] = Sparse,
        ["keras.ops.sinc"] = "the sine of a rounded product with π, as NumPy's",
    };

    /// <summary>Functions whose gradient is left out.</summary>
    private static readonly Dictionary<string, string> s_slopeLeft = new()
    {
        ["keras.activations.sigmoid"] = Rounded, ["keras.ops.sigmoid"] = Rounded, ["tf.math.sigmoid"] = Rounded,
        ["keras.activations.tanh"] = Rounded, ["keras.ops.tanh"] = Rounded, ["tf.math.tanh"] = Rounded,
        ["keras.ops.gelu"] = "the approximation's: a product of what is rounded",
        ["keras.backend.l2_normalize"] = Along, ["tf.math.l2_normalize"] = Along, ["keras.ops.normalize"] = Along,
    };

    private const string Rounded = "TensorFlow too takes the gradient from the rounded result";
    private const string Along = "0 along the vector but for rounding";

    [Fact]
    public void Exported_functions_of_one_tensor_hold_six_digits()
    {
        var wrong = new List<string>();
        int met = 0;
        foreach (var function in Registry.Functions.Where(f => IsOfOne(f.Value)).GroupBy(f => f.Value))
        {
            string name = function.Select(f => f.Key).Order(StringComparer.Ordinal).First();
            object?[] rest = [.. function.Key.GetParameters().Skip(1).Select(p => p.DefaultValue)];
            Tensor Call(Tensor x) => (Tensor)function.Key.Invoke(null, [x, .. rest])!;
            string? found;
            bool flat = false;
            try
            {
                found = Difference(Call, x => x.reshape(1, 1));
                flat = found?.StartsWith("gradient", StringComparison.Ordinal) == true && s_slopeLeft.ContainsKey(name);
                if (flat) { found = Difference(Call, x => x.reshape(1, 1), slopes: false); }
            }
            catch (Exception) { continue; } // it wants other shapes: a picture, a sequence, a symmetric matrix
            met++;
            bool excused = s_left.ContainsKey(name);
            if (found is not null && !excused) { wrong.Add($"{name}: {found}"); }
            if (found is null && !flat && (excused || s_slopeLeft.ContainsKey(name))) { wrong.Add($"{name} needs no excuse any more"); }
        }
        Assert.True(met > 100, $"Only {met} functions were met.");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static bool IsOfOne(MethodInfo m) => m.ReturnType == typeof(Tensor) && m.GetParameters() is [{ } first, .. var rest]
        && first.ParameterType == typeof(Tensor)
        && rest.All(p => p.HasDefaultValue) && !m.DeclaringType!.Name.Contains("Random", StringComparison.Ordinal);

    private const string Beyond = "beyond 1, where no prediction is, its terms cancel";

    private static readonly Dictionary<string, (Func<Tensor, Tensor> Function, string? NoSlope)> s_made = new()
    {
        ["mean_squared_error of 0"] = (x => LossFunctions.mean_squared_error(x.detach() * 0, x), null),
        ["mean_squared_error of 1"] = (x => LossFunctions.mean_squared_error(Ones(x), x), null),
        ["mean_absolute_error"] = (x => LossFunctions.mean_absolute_error(Ones(x), x), null),
        ["mean_absolute_percentage_error of 1"] = (x => LossFunctions.mean_absolute_percentage_error(Ones(x), x), null),
        ["mean_absolute_percentage_error of x"] = (x => LossFunctions.mean_absolute_percentage_error(x, Ones(x)),
            "of the targets none is taken"),
        ["mean_squared_logarithmic_error of a little"] = (x => LossFunctions.mean_squared_logarithmic_error(Ones(x) / 1024, x), null),
        ["mean_squared_logarithmic_error of 1"] = (x => LossFunctions.mean_squared_logarithmic_error(Ones(x), x), null),
        ["squared_hinge"] = (x => LossFunctions.squared_hinge(Ones(x), x), null),
        ["categorical_hinge"] = (x => LossFunctions.categorical_hinge(Row(x, 1, 0), torch.cat([x, 2 * x], -1)), null),
        ["poisson"] = (x => LossFunctions.poisson(Ones(x) * 2, x.abs()), null),
        ["kl_divergence"] = (x => LossFunctions.kl_divergence(Ones(x) / 4, x), null),
        ["log_cosh of 1"] = (x => LossFunctions.log_cosh(Ones(x), x), null),
        ["huber of 1"] = (x => LossFunctions.huber(Ones(x), x, 0.5), null),
        ["cosine_similarity"] = (x => LossFunctions.cosine_similarity(Row(x, 1, 2), torch.cat([x, 2 * x], -1)), Along),
        ["binary_crossentropy of 0.25"] = (x => LossFunctions.binary_crossentropy(Ones(x) / 4, x, from_logits: true),
            "0 where the label is the probability"),
        ["binary_crossentropy smoothed"] = (
            x => LossFunctions.binary_crossentropy(Ones(x), x, from_logits: true, label_smoothing: 0.25), null),
        ["binary_crossentropy of a sigmoid"] = (OfSigmoid, null),
        ["binary_focal_crossentropy of 1"] = (x => LossFunctions.binary_focal_crossentropy(Ones(x), x, from_logits: true), Rounded),
        ["binary_focal_crossentropy of 0"] = (x => LossFunctions.binary_focal_crossentropy(Ones(x) * 0, x, from_logits: true), Rounded),
        ["categorical_crossentropy"] = (x => LossFunctions.categorical_crossentropy(Row(x, 1, 0), torch.cat([-x.abs(), x * 0], -1),
            from_logits: true), null),
        ["sparse_categorical_crossentropy"] = (x => LossFunctions.sparse_categorical_crossentropy(torch.zeros(1, 1, torch.ScalarType.Int64),
            torch.cat([-x.abs(), x * 0], -1), from_logits: true), null),
        ["Dice"] = (x => new Dice().call(Ones(x), x), Beyond),
        ["Tversky"] = (x => new Tversky(0.25, 0.75).call(Ones(x), x), Beyond),
        ["relu of all"] = (x => ActivationOps.relu(x, 0.25, 3, 0.5), null),
        ["elu of 0.5"] = (x => ActivationOps.elu(x, 0.5), null),
        ["celu of 0.5"] = (x => LaterActivations.celu(x, 0.5), null),
        ["threshold"] = (x => LaterActivations.threshold(x, 0.5, 0.25), null),
        ["softmax"] = (x => ActivationOps.softmax(torch.cat([x, x * 0], -1)).narrow(-1, 1, 1), Rounded),
        ["log_softmax"] = (x => LaterActivations.log_softmax(torch.cat([-x.abs(), x * 0], -1)).narrow(-1, 0, 1), null),
        ["norm"] = (x => OpsReductions.norm(torch.cat([x, 2 * x], -1), axis: -1), null),
        ["logsumexp"] = (x => BackendReductions.logsumexp(torch.cat([x, 2 * x.abs()], -1)), null),
        ["l2_normalize"] = (x => BackendReductions.l2_normalize(torch.cat([x, 2 * x], -1), -1).narrow(-1, 0, 1), Along),
        ["max_norm"] = (x => new KerasDigits.Constraints.MaxNorm(2, -1).Call(torch.cat([x, 2 * x], -1)).narrow(-1, 0, 1),
            "constraints have none"),
        ["unit_norm"] = (x => new KerasDigits.Constraints.UnitNorm(-1).Call(torch.cat([x, 2 * x], -1)).narrow(-1, 0, 1),
            "constraints have none"),
        ["min_max_norm"] = (x => new KerasDigits.Constraints.MinMaxNorm(0.5, 2, 0.5, -1).Call(torch.cat([x, 2 * x], -1)).narrow(-1, 0, 1),
            "constraints have none"),
        ["logaddexp"] = (x => OpsMath.logaddexp(x, x * 0), null),
    };

    public static TheoryData<string> MadeNames => [.. s_made.Keys];

    [Theory, MemberData(nameof(MadeNames))]
    public void Losses_norms_and_functions_with_options_hold_six_digits(string name)
    {
        var (function, noSlope) = s_made[name];
        string? found = Difference(function, x => x.reshape(1, 1), noSlope is null);
        Assert.True(found is null, found);
    }

    /// <summary>Every metric of targets and predictions, one value at a time.</summary>
    [Theory]
    [InlineData("mean_squared_error"), InlineData("mean_absolute_error"), InlineData("mean_absolute_percentage_error"),
        InlineData("mean_squared_logarithmic_error"), InlineData("hinge")]
    [InlineData("squared_hinge"), InlineData("logcosh"), InlineData("poisson"), InlineData("kullback_leibler_divergence"),
        InlineData("cosine_similarity")]
    public void Metrics_hold_six_digits(string name)
    {
        string? found = Difference(x =>
        {
            KerasDigits.Metrics.Metric metric = Made(name, DTypes.GetName(x.dtype));
            metric.update_state(Ones(x) * 2, name == "poisson" ? x.abs() : x);
            return metric.result();
        }, x => x.reshape(1, 1), slopes: false);
        Assert.True(found is null, found);

        static KerasDigits.Metrics.Metric Made(string name, string dtype) => name switch
        {
            "mean_squared_error" => new KerasDigits.Metrics.MeanSquaredError(dtype: dtype),
            "mean_absolute_error" => new KerasDigits.Metrics.MeanAbsoluteError(dtype: dtype),
            "mean_absolute_percentage_error" => new KerasDigits.Metrics.MeanAbsolutePercentageError(dtype: dtype),
            "mean_squared_logarithmic_error" => new KerasDigits.Metrics.MeanSquaredLogarithmicError(dtype: dtype),
            "hinge" => new KerasDigits.Metrics.Hinge(dtype: dtype),
            "squared_hinge" => new KerasDigits.Metrics.SquaredHinge(dtype: dtype),
            "logcosh" => new KerasDigits.Metrics.LogCoshError(dtype: dtype),
            "poisson" => new KerasDigits.Metrics.Poisson(dtype: dtype),
            "kullback_leibler_divergence" => new KerasDigits.Metrics.KLDivergence(dtype: dtype),
            _ => new KerasDigits.Metrics.CosineSimilarity(dtype: dtype),
        };
    }

    [Theory, InlineData("sum"), InlineData("mean"), InlineData("max"), InlineData("softmax"), InlineData("layers")]
    public void Nothing_gives_what_it_must_and_never_ends_the_process(string what)
    {
        using var scope = Scopes.Step();
        Tensor none = torch.zeros(0, 3);
        switch (what)
        {
            case "sum": Assert.Equal(0, BackendReductions.sum(none).item<float>()); break;
            case "mean": Assert.True(float.IsNaN(BackendReductions.mean(none).item<float>())); break;
            case "max": Assert.ThrowsAny<Exception>(() => BackendReductions.max(none)); break;
            case "softmax": Assert.Equal([0L, 3L], ActivationOps.softmax(none).shape); break;
            default:
                Assert.Equal([0L, 2L], keras.layers.Dense(2).Apply(none).shape);
                Assert.Equal([0L, 3L], keras.layers.BatchNormalization().Apply(none, training: true).shape);
                Assert.Equal([0L, 2L], keras.layers.LSTM(2).Apply(torch.zeros(0, 4, 3)).shape);
                Assert.Equal([0L, 3L, 3L, 2L], keras.layers.Conv2D(2, 2).Apply(torch.zeros(0, 4, 4, 1)).shape);
                break;
        }
    }

    private static Tensor OfSigmoid(Tensor x)
    {
        using var logits = Logits.Remember();
        return LossFunctions.binary_crossentropy(Ones(x), ActivationOps.sigmoid(x));
    }

    private static Tensor Ones(Tensor x) => torch.ones_like(x);

    private static Tensor Row(Tensor x, double a, double b) => torch.tensor(new[] { a, b }).reshape(1, 2).to(x.dtype);

    /// <summary>The first value at which float32 and float64 are apart; null: none. Numbers that float32 has not are left out.</summary>
    private static string? Difference(Func<Tensor, Tensor> function, Func<Tensor, Tensor> shape, bool slopes = true)
    {
        foreach (float value in s_values)
        {
            using var scope = Scopes.Step();
            var (y, dy) = Compute(function, shape(torch.tensor(new[] { value })), slopes);
            var (exact, slope) = Compute(function, shape(torch.tensor(new[] { (double)value })), slopes);
            if (Apart(y, exact)) { return $"value at {value}: {y} instead of {exact}"; }
            if (Apart(dy, slope)) { return $"gradient at {value}: {dy} instead of {slope}"; }
        }
        return null;
    }

    private static bool Apart(double found, double exact) => !(Math.Abs(exact) > float.MaxValue)
        && !(double.IsNaN(exact) && !double.IsFinite(found))
        && !(Math.Abs(found - exact) <= (1e-6 * Math.Abs(exact)) + 1.2e-38);

    private static (double Value, double Slope) Compute(Func<Tensor, Tensor> function, Tensor x, bool slopes)
    {
        x.requires_grad_(slopes);
        Tensor y = function(x);
        double slope = 0;
        if (slopes && y.requires_grad && y.is_floating_point())
        {
            slope = torch.autograd.grad([y.sum()], [x], allow_unused: true)[0] is { } found
                && !found.IsInvalid ? found.sum().to(torch.ScalarType.Float64).item<double>() : 0;
        }
        return (y.detach().to(torch.ScalarType.Float64).sum().item<double>(), slope);
    }
}
