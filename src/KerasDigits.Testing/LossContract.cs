using KerasDigits.Backend;
using KerasDigits.Losses;
using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Testing;

/// <summary>
/// What every loss holds: a value per sample that depends only on that sample, weights that weigh, a gradient, a configuration that makes
/// it again, and a place in compile and in files.
/// </summary>
public static class LossContract
{
    private const int Rows = 6, Columns = 4;

    /// <summary>Checks a loss.</summary>
    /// <param name="make">Makes the loss, with its reduction at "auto" or "sum_over_batch_size"; each call a new one.</param>
    /// <param name="y_true">Targets; null: six rows of four zeros and a one.</param>
    /// <param name="y_pred">Predictions; null: six rows of four numbers between 0 and 1.</param>
    /// <param name="tolerance">How far equal results may be apart, as a part of the largest.</param>
    /// <exception cref="ContractException">Something does not hold; the message lists everything.</exception>
    public static void Check(Func<Loss> make, NDArray? y_true = null, NDArray? y_pred = null, double tolerance = 1e-5)
    {
        NDArray targets = y_true ?? Samples.DrawOneHot(Rows, Columns), predictions = y_pred ?? Samples.DrawParts(new Shape(Rows, Columns));
        Loss loss = make();
        var findings = new Findings(loss.GetType().Name);
        findings.Expect(!ReferenceEquals(loss, make()), "make must give a new loss each time");
        findings.Expect(!string.IsNullOrEmpty(loss.name), "a loss must have a name");
        findings.Try("A call", () => CheckValues(findings, loss, targets, predictions, tolerance));
        findings.Try("The gradient", () => CheckGradient(findings, loss, targets, predictions));
        if (Configurations.MakeAgain(findings, loss) is { } again)
        {
            findings.Try("The loss made again from get_config()", () => findings.ExpectNone(
                Compare.CompareArrays(ComputeValue(loss, targets, predictions), ComputeValue(again, targets, predictions), 0),
                "a loss made from get_config() must give the same"));
        }
        findings.Try("Training and saving a model with it", () => CheckModel(findings, make(), targets, predictions, tolerance));
        findings.Judge();
    }

    private static void CheckValues(Findings findings, Loss loss, NDArray targets, NDArray predictions, double tolerance)
    {
        NDArray each = OfEach(loss, targets, predictions), value = ComputeValue(loss, targets, predictions);
        long[] wanted = predictions.shape[..^1];
        findings.Expect(Enumerable.SequenceEqual(each.shape, wanted),
            $"call must give a value per sample, shape ({string.Join(", ", wanted)}): y_pred's without its last axis. It gives "
            + $"({string.Join(", ", each.shape)})");
        findings.Expect(Compare.AreFinite(each), "the values of ordinary predictions must be finite");
        findings.ExpectNone(Compare.CompareArrays(np.mean(each), value, tolerance), "the loss must be the mean of the values per sample");
        NDArray first = OfEach(loss, targets["0:2"].copy(), predictions["0:2"].copy());
        findings.ExpectNone(Compare.CompareArrays(each["0:2"].copy(), first, tolerance),
            "a sample's value must not hang on the other samples");
        NDArray weights = Samples.DrawParts(new Shape(predictions.shape[0]), seed: 3);
        if (each.ndim == 1)
        {
            findings.ExpectNone(Compare.CompareArrays(np.mean(each * weights), ComputeValue(loss, targets, predictions, weights),
                tolerance),
                "with sample_weight the loss must be the mean of the weighted values");
        }
    }

    private static void CheckGradient(Findings findings, Loss loss, NDArray targets, NDArray predictions)
    {
        using var scope = Scopes.Step();
        using var tape = new GradientTape();
        Tensor p = Arrays.ToTensor(predictions);
        tape.watch(p);
        Tensor? gradient = tape.gradient(loss.Apply(Arrays.ToTensor(targets), p), p);
        findings.Expect(gradient is not null, "y_pred gets no gradient: compute the loss from it by operations on tensors");
        findings.Expect(gradient is null || Compare.AreFinite(Arrays.ToArray(gradient)),
            "the gradient for ordinary predictions must be finite");
    }

    private static void CheckModel(Findings findings, Loss loss, NDArray targets, NDArray predictions, double tolerance)
    {
        int width = (int)predictions.shape[^1];
        long rows = predictions.shape[0];
        NDArray x = Samples.DrawNumbers(new Shape(rows, 5));
        Model model = keras.models.Sequential([keras.layers.Dense(width, activation: "sigmoid", input_shape: 5)]);
        model.compile(optimizer: keras.optimizers.SGD(0.01), loss: loss);
        if (predictions.ndim != 2) { return; }
        model.fit(x, targets, epochs: 2, batch_size: 3, verbose: 0);
        double value = model.evaluate(x, targets, verbose: 0)[0];
        findings.Expect(double.IsFinite(value), "the loss must stay finite in training");
        Files.CheckRoundTrip(findings, model, [x], Configurations.CollectKnown(loss), tolerance, (loaded, ending) =>
            findings.Expect(Math.Abs(loaded.evaluate(x, targets, verbose: 0)[0] - value) <= tolerance * Math.Max(1e-6, Math.Abs(value)),
                $"a model loaded from {ending} must have the same loss"));
    }

    private static NDArray ComputeValue(Loss loss, NDArray targets, NDArray predictions, NDArray? weights = null)
    {
        using var scope = Scopes.Step();
        return Arrays.ToArray(loss.Apply(Arrays.ToTensor(targets), Arrays.ToTensor(predictions),
            weights is null ? null : Arrays.ToTensor(weights)));
    }

    private static NDArray OfEach(Loss loss, NDArray targets, NDArray predictions)
    {
        using var scope = Scopes.Step();
        return Arrays.ToArray(loss.call(Arrays.ToTensor(targets), Arrays.ToTensor(predictions)));
    }
}
