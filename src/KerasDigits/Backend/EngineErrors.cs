using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace KerasDigits.Backend;

/// <summary>The engine's errors in our words: its first line says what was wrong, dozens after it are addresses in its library.</summary>
internal static class EngineErrors
{
    /// <summary>What the engine says, without the stack of its own.</summary>
    public static string Sentence(ExternalException error) => error.Message.Split('\n', 2)[0].Trim().TrimEnd('.');

    /// <summary>
    /// An error with this message that comes from where the engine's came from: a layer or loss of a user's own finds the line that asked
    /// for the impossible.
    /// </summary>
    public static Exception As(ExternalException error, string message) =>
        ExceptionDispatchInfo.SetRemoteStackTrace(new ArgumentException(message), error.StackTrace ?? "");
}
