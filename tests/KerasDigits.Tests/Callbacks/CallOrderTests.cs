using System.Text.Json;
using KerasDigits.Callbacks;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Callbacks;

/// <summary>The order of all hooks in fit, evaluate and predict with their log keys, as Keras calls them.</summary>
public sealed class CallOrderTests
{
    private static readonly Golden s_pack = Golden.Pack("callbacks");

    [Theory, InlineData("call_order_fit"), InlineData("call_order_evaluate"), InlineData("call_order_predict"),
        InlineData("call_order_freq_initial")]
    public void Hooks_come_in_Kerass_order(string name)
    {
        JsonElement c = s_pack.Cases.Single(c => c.GetProperty("name").GetString() == name);
        JsonElement[][] calls = [.. c.GetProperty("calls").EnumerateArray().Select(k => k.EnumerateArray().ToArray())];
        int Count(string hook) => calls.Count(k => k[0].GetString() == hook);
        var recorder = new Recorder();
        var model = models.Sequential([layers.Dense(1, input_shape: 4)]);
        model.compile("sgd", "mse", metrics: ["mae"]);
        NDArray Rows(int n) => np.random.uniform(0, 1, new[] { n, 4 });
        if (name == "call_order_evaluate")
        {
            _ = model.evaluate(Rows(4 * Count("on_test_batch_begin")), Rows(4 * Count("on_test_batch_begin"))[":, :1"], batch_size: 4,
                verbose: 0, callbacks: [recorder]);
        }
        else if (name == "call_order_predict")
        {
            _ = model.predict(Rows(4 * Count("on_predict_batch_begin")), batch_size: 4, callbacks: [recorder]);
        }
        else
        {
            int[] epochs = [.. calls.Where(k => k[0].GetString() == "on_epoch_begin").Select(k => k[1].GetInt32())];
            int steps = Count("on_train_batch_begin") / epochs.Length;
            int validations = Count("on_test_begin"), rows = 4 * Count("on_test_batch_begin") / validations;
            History h = model.fit(Rows(4 * steps), Rows(4 * steps)[":, :1"], batch_size: 4, epochs: epochs[^1] + 1,
                initial_epoch: epochs[0], verbose: 0, callbacks: [recorder], validation_data: (Rows(rows), Rows(rows)[":, :1"]),
                validation_freq: epochs.Length / validations > 1 || validations < epochs.Length ? 2 : 1);
            if (c.TryGetProperty("history_keys", out JsonElement keys))
            {
                Assert.Equal(keys.EnumerateObject().Select(k => (k.Name, k.Value.GetInt32())),
                    h.history.Select(s => (s.Key, s.Value.Count)));
                Assert.Equal(c.GetProperty("epoch").EnumerateArray().Select(e => e.GetInt32()), h.epoch);
                JsonElement p = c.GetProperty("params");
                Assert.Equal(new FitParams(p.GetProperty("verbose").GetInt32(), p.GetProperty("epochs").GetInt32(),
                    p.GetProperty("steps").GetInt64()), h.@params);
            }
        }
        Assert.Equal(
            calls.Select(k =>
                string.Concat(k.Select(p => p.ValueKind == JsonValueKind.Array
                    ? $"[{string.Join(",", p.EnumerateArray().Select(n => $"\"{n}\""))}]"
                    : p.ToString()))), recorder.Calls);
    }

    [Fact]
    public void The_old_names_of_batch_hooks_are_called_too()
    {
        var old = new OldNames();
        var model = models.Sequential([layers.Dense(1, input_shape: 4)]);
        model.compile("sgd", "mse");
        NDArray x = np.random.uniform(0, 1, new[] { 8, 4 });
        model.fit(x, x[":, :1"], batch_size: 4, verbose: 0, callbacks: [old]);
        Assert.Equal(["begin 0", "end 0", "begin 1", "end 1"], old.Calls);
    }

    [Fact]
    public void BaseLogger_averages_by_size()
    {
        var logger = callbacks.BaseLogger(stateful_metrics: ["lr"]);
        logger.on_epoch_begin(0);
        logger.on_train_batch_end(0, new Logs { ["size"] = 10, ["loss"] = 1, ["lr"] = 0.5 });
        logger.on_train_batch_end(1, new Logs { ["size"] = 30, ["loss"] = 2, ["lr"] = 0.25 });
        var logs = new Logs();
        logger.on_epoch_end(0, logs);
        Assert.Equal(1.75, logs["loss"], 9);
        Assert.Equal(0.25, logs["lr"]);
    }

    private sealed class OldNames : Callback
    {
        public List<string> Calls { get; } = [];

        public override void on_batch_begin(int batch, Logs? logs = null) => Calls.Add($"begin {batch}");

        public override void on_batch_end(int batch, Logs? logs = null) => Calls.Add($"end {batch}");
    }

    private sealed class Recorder : Callback
    {
        public List<string> Calls { get; } = [];

        private void Add(string hook, Logs? logs, int? number = null)
        {
            string[] keys = [.. logs?.Keys ?? [], .. logs?.outputs is null ? (string[])[] : ["outputs"]];
            Calls.Add($"{hook}{number}[{string.Join(",", keys.Select(k => $"\"{k}\""))}]");
        }

        public override void on_train_begin(Logs? logs = null) => Add("on_train_begin", logs);

        public override void on_train_end(Logs? logs = null) => Add("on_train_end", logs);

        public override void on_epoch_begin(int epoch, Logs? logs = null) => Add("on_epoch_begin", logs, epoch);

        public override void on_epoch_end(int epoch, Logs? logs = null) => Add("on_epoch_end", logs, epoch);

        public override void on_train_batch_begin(int batch, Logs? logs = null) => Add("on_train_batch_begin", logs, batch);

        public override void on_train_batch_end(int batch, Logs? logs = null) => Add("on_train_batch_end", logs, batch);

        public override void on_test_begin(Logs? logs = null) => Add("on_test_begin", logs);

        public override void on_test_end(Logs? logs = null) => Add("on_test_end", logs);

        public override void on_test_batch_begin(int batch, Logs? logs = null) => Add("on_test_batch_begin", logs, batch);

        public override void on_test_batch_end(int batch, Logs? logs = null) => Add("on_test_batch_end", logs, batch);

        public override void on_predict_begin(Logs? logs = null) => Add("on_predict_begin", logs);

        public override void on_predict_end(Logs? logs = null) => Add("on_predict_end", logs);

        public override void on_predict_batch_begin(int batch, Logs? logs = null) => Add("on_predict_batch_begin", logs, batch);

        public override void on_predict_batch_end(int batch, Logs? logs = null) => Add("on_predict_batch_end", logs, batch);
    }
}
