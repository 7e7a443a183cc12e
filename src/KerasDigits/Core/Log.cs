using Microsoft.Extensions.Logging;

namespace KerasDigits.Core;

/// <summary>Keras's warnings. They go to Microsoft.Extensions.Logging; without a factory, to standard error.</summary>
public static class Log
{
    private static readonly ProcessSlot<ILoggerFactory> s_factory = new("where warnings go",
        new LoggerFactory([new StandardErrorProvider()]));

    /// <summary>Sets the factory that makes the "KerasDigits" logger; null goes back to standard error.</summary>
    /// <param name="factory">The factory, or null.</param>
    public static void SetLoggerFactory(ILoggerFactory? factory) => s_factory.Value = factory
        ?? new LoggerFactory([new StandardErrorProvider()]);

    /// <summary>Writes a warning.</summary>
    /// <param name="message">Text of the message, without a line end.</param>
    public static void Warning(string message) => s_factory.Value.CreateLogger("KerasDigits").LogWarning("{Message}", message);

    /// <summary>Writes a debug message.</summary>
    /// <param name="message">Text of the message, without a line end.</param>
    public static void Debug(string message) => s_factory.Value.CreateLogger("KerasDigits").LogDebug("{Message}", message);

    private sealed class StandardErrorProvider : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose() { }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            // The factory asks its filters, not this.
#pragma warning disable RS0030 // the place where warnings go
            if (IsEnabled(logLevel))
            {
                System.Console.Error.WriteLine($"{logLevel.ToString().ToUpperInvariant()}:tensorflow:{formatter(state, exception)}");
            }
#pragma warning restore RS0030
        }
    }
}
