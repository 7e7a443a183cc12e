using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Metrics;

/// <summary>Python's list of thresholds, as it stands.</summary>
public sealed class ThresholdListTests
{
    [Fact]
    public void A_list_of_thresholds_compiles()
    {
        var precision = metrics.Precision(thresholds: [.3, .6]);
        Assert.Equal([0.3, 0.6], precision.get_config().Get("thresholds") as IEnumerable<object?> ?? []);
    }

    [Fact]
    public void The_history_the_logs_and_evaluate_hold_a_value_for_each()
    {
        var model = models.Sequential([layers.Dense(1, use_bias: false, kernel_initializer: "ones", trainable: false, input_shape: 1)]);
        model.compile("sgd", "mse", metrics: [metrics.Precision(thresholds: [.3, .6], name: "precision")]);
        NDArray x = np.array(new[] { .1, .4, .5, .9 }).reshape(4, 1), y = np.array(new[] { 0.0, 0, 1, 1 }).reshape(4, 1);
        string file = Path.Combine(Path.GetTempPath(), $"thresholds-{Guid.NewGuid():N}.csv");
        try
        {
            float[]? seen = null;
            var history = model.fit(x, y, epochs: 2, verbose: 0, validation_data: (x, y),
                callbacks: [callbacks.CSVLogger(file),
                    callbacks.LambdaCallback(on_epoch_end: (_, logs) => seen = logs!.arrays["val_precision"].ToArray<float>())]).history;
            Assert.Equal([2 / 3f, 1], history.arrays["precision"][1].ToArray<float>());
            Assert.Equal([2 / 3f, 1], history.arrays["val_precision"][0].ToArray<float>());
            Assert.Equal([2 / 3f, 1], seen!);
            Assert.Equal(5 / 6.0, history["precision"][0], 6);
            Assert.Equal([2 / 3f, 1], model.evaluate(x, y, verbose: 0).arrays["precision"].ToArray<float>());
            Assert.False(history.arrays.ContainsKey("loss"));
            Assert.Contains("\"\"\"[0.6666667, 1.0]\"\"\"", File.ReadAllLines(file)[1]);
        }
        finally { File.Delete(file); }
    }
}
