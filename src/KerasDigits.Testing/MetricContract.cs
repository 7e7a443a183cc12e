using KerasDigits.Backend;
using KerasDigits.Metrics;
using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Testing;

/// <summary>
/// What every metric holds: batches add up, a weight of 0 leaves a sample out, a reset starts over, its configuration makes it again, and
/// logs and files hold it under its name.
/// </summary>
public static class MetricContract
{
    private const int Rows = 8, Columns = 4;

    /// <summary>Checks a metric.</summary>
    /// <param name="make">Makes the metric; each call a new one.</param>
    /// <param name="y_true">Targets; null: eight rows of four zeros and a one.</param>
    /// <param name="y_pred">Predictions; null: eight rows of four numbers between 0 and 1.</param>
    /// <param name="tolerance">How far equal results may be apart, as a part of the largest.</param>
    /// <param name="weighs">Whether the metric looks at sample_weight.</param>
    /// <exception cref="ContractException">Something does not hold; the message lists everything.</exception>
    public static void Check(Func<Metric> make, NDArray? y_true = null, NDArray? y_pred = null, double tolerance = 1e-5, bool weighs = true)
    {
        NDArray targets = y_true ?? Samples.DrawOneHot(Rows, Columns), predictions = y_pred ?? Samples.DrawParts(new Shape(Rows, Columns));
        Metric metric = make();
        var findings = new Findings(metric.GetType().Name);
        findings.Expect(!ReferenceEquals(metric, make()), "make must give a new metric each time");
        findings.Try("Updates", () =>
        {
            NDArray nothing = ReadResult(metric);
            NDArray value = ComputeAfter(metric, (targets, predictions, null));
            findings.Expect(Compare.AreFinite(nothing) && Compare.AreFinite(value), "result() must be finite, before any data too");
            findings.ExpectNone(Compare.CompareArrays(value, ReadResult(metric), 0), "result() must not change the state");
            metric.reset_states();
            findings.ExpectNone(Compare.CompareArrays(nothing, ReadResult(metric), 0),
                "after reset_states() result() must be what it was before any data");
            findings.ExpectNone(Compare.CompareArrays(value, ComputeAfter(metric, (targets, predictions, null)), tolerance),
                "after reset_states() the same data must give the same");
            CheckParts(findings, make, targets, predictions, value, tolerance);
            if (weighs) { CheckWeights(findings, make, targets, predictions, tolerance); }
            if (Configurations.MakeAgain(findings, metric) is { } again)
            {
                findings.ExpectNone(Compare.CompareArrays(value, ComputeAfter(again, (targets, predictions, null)), 0),
                    "a metric made from get_config() must give the same");
            }
        });
        findings.Try("A model with it", () => CheckModel(findings, make, targets, predictions, tolerance));
        findings.Judge();
    }

    private static void CheckParts(Findings findings, Func<Metric> make, NDArray targets, NDArray predictions, NDArray value,
        double tolerance)
    {
        string first = "0:3", rest = $"3:{targets.shape[0]}";
        NDArray parts = ComputeAfter(make(), (targets[first].copy(), predictions[first].copy(), null),
            (targets[rest].copy(), predictions[rest].copy(), null));
        findings.ExpectNone(Compare.CompareArrays(value, parts, tolerance), "two batches must give what both give as one");
    }

    private static void CheckWeights(Findings findings, Func<Metric> make, NDArray targets, NDArray predictions, double tolerance)
    {
        int rows = (int)targets.shape[0];
        float[] weights = [.. Enumerable.Range(0, rows).Select(i => i < 3 ? 0f : 1f)];
        NDArray left = ComputeAfter(make(), (targets[$"3:{rows}"].copy(), predictions[$"3:{rows}"].copy(), null));
        findings.ExpectNone(Compare.CompareArrays(left, ComputeAfter(make(), (targets, predictions, np.array(weights))), tolerance),
            "samples of sample_weight 0 must not count (pass weighs: false if the metric takes no weights)");
    }

    private static void CheckModel(Findings findings, Func<Metric> make, NDArray targets, NDArray predictions, double tolerance)
    {
        if (predictions.ndim != 2) { return; }
        int width = (int)predictions.shape[^1];
        long rows = predictions.shape[0];
        NDArray x = Samples.DrawNumbers(new Shape(rows, 5));
        Metric metric = make();
        Model model = keras.models.Sequential([keras.layers.Dense(width, activation: "sigmoid", input_shape: 5)]);
        model.compile(optimizer: "sgd", loss: "mse", metrics: [metric]);
        var history = model.fit(x, targets, epochs: 2, batch_size: 3, verbose: 0);
        findings.Expect(history.history.ContainsKey(metric.name),
            $"the history must have \"{metric.name}\"; it has {string.Join(", ", history.history.Keys)}");
        double value = model.evaluate(x, targets, batch_size: 3, verbose: 0)[1];
        NDArray wanted = ComputeAfter(make(), (targets, model.predict(x), null));
        findings.ExpectNone(wanted.size == 1 ? Compare.CompareArrays(wanted.astype(NPTypeCode.Double).reshape(1), np.array(new[] { value }),
            tolerance) : null, "evaluate must give what the metric gives for the predictions");
        Files.CheckRoundTrip(findings, model, [x], Configurations.CollectKnown(metric), tolerance, (loaded, ending) =>
            findings.Expect(Math.Abs(loaded.evaluate(x, targets, verbose: 0)[1] - value) <= tolerance * Math.Max(1e-6, Math.Abs(value)),
                $"a model loaded from {ending} must have the same value"));
    }

    private static NDArray ComputeAfter(Metric metric, params (NDArray y_true, NDArray y_pred, NDArray? sample_weight)[] batches)
    {
        foreach (var (y_true, y_pred, weight) in batches) { metric.update_state(y_true, y_pred, weight); }
        return ReadResult(metric);
    }

    private static NDArray ReadResult(Metric metric)
    {
        using var scope = Scopes.Step();
        return Arrays.ToArray(metric.result());
    }
}
