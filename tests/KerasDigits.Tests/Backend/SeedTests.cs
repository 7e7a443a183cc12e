using System.Diagnostics;
using KerasDigits.Core;
using KerasDigits.Training;
using Microsoft.Extensions.Logging;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Backend;

/// <summary>One seed, one run: bit for bit; and warnings go where the host wants them.</summary>
public sealed class SeedTests
{
    private static (double[] Losses, byte[] Weights) Run(long seed)
    {
        utils.set_random_seed(seed);
        NDArray x = np.random.uniform(0, 1, new[] { 200, 8, 8, 1 }), y = np.random.randint(0, 3, new[] { 200 });
        var model = models.Sequential([layers.Conv2D(4, 3, activation: "relu", input_shape: (8, 8, 1)), layers.Flatten(),
            layers.Dropout(0.3), layers.Dense(3, activation: "softmax")]);
        model.compile("rmsprop", "sparse_categorical_crossentropy");
        History h = model.fit(x, y, epochs: 3, verbose: 0);
        return ([.. h.history["loss"]],
            [.. model.get_weights()
                .SelectMany(w => System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(w.flatten().ToArray<float>()).ToArray())]);
    }

    [Fact]
    public void A_seeded_run_repeats_bit_for_bit()
    {
        var (losses, weights) = Run(12);
        var (again, same) = Run(12);
        Assert.Equal(losses, again);
        Assert.Equal(weights, same);
        Assert.NotEqual(losses, Run(13).Losses);
    }

    [Fact]
    public async Task A_seeded_run_repeats_bit_for_bit_in_another_process()
    {
        string first = await Program(), second = await Program();
        Assert.Equal(2, first.TrimEnd().Split('\n').Length);
        Assert.Equal(first, second);

        static async Task<string> Program()
        {
            using Process process = Process.Start(new ProcessStartInfo("dotnet",
                [Path.Combine(AppContext.BaseDirectory, "SavingLoop.dll"), "--seeded"]) { RedirectStandardOutput = true,
                RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await errors);
            return output;
        }
    }

    [Fact]
    public void Warnings_go_to_the_logger_factory_that_is_set()
    {
        var sink = new Sink();
        using var factory = new LoggerFactory([sink]);
        Log.SetLoggerFactory(factory);
        try
        {
            var model = models.Sequential([layers.Dense(1, input_dim: 2)]);
            model.compile("sgd", "mse");
            NDArray x = np.ones(new[] { 8, 2 }, NPTypeCode.Single);
            model.fit(x, x[":, :1"], batch_size: 4, steps_per_epoch: 3, verbose: 0);
        }
        finally { Log.SetLoggerFactory(null); }
        Assert.Contains(sink.Lines, l => l.Contains("Your input ran out of data", StringComparison.Ordinal));
    }

    private sealed class Sink : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose() { }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
