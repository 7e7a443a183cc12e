using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace KerasDigits.Backend;

/// <summary>
/// The one place where the engine's errors become ours. Its first line says what was wrong; dozens after it are addresses in its library.
/// </summary>
/// <remarks>Whoever asks the engine for something that a user's data or model may make impossible goes through here, and says who it is,
/// what it was given and what to do about it.</remarks>
internal static class EngineErrors
{
    /// <summary>
    /// Computes; where the engine cannot, throws "SUBJECT cannot compute with GIVEN: what the engine says. ADVICE", with the stack of
    /// where the engine was asked: a layer or loss of a user's own finds the line that asked for the impossible.
    /// </summary>
    /// <param name="state">What both functions work on, so that neither is made again for a call.</param>
    /// <param name="compute">What asks the engine.</param>
    /// <param name="describe">Says, after a failure, what the message holds; it may throw a better exception of its own.</param>
    /// <param name="knowsMore">Whether what this place says is said instead of what a loss or metric by itself has said.</param>
    /// <exception cref="ArgumentException">The engine could not compute.</exception>
    public static TResult Explain<TState, TResult>(TState state, Func<TState, TResult> compute, Func<TState, Failure> describe,
        bool knowsMore = false)
    {
        try { return compute(state); }
        catch (Exception error) when (IsEngines(error) || (knowsMore && error.Data.Contains(Said)))
        {
            throw Say(error, describe(state));
        }
    }

    /// <summary>What to throw in the place of an error that says nothing to whoever asked, with the stack of where it was thrown.</summary>
    public static Exception Say(Exception error, Failure failure)
    {
        string said = error.Data[Said] as string ?? error.Message.Split('\n', 2)[0].Trim().TrimEnd('.');
        var explained = new ArgumentException($"{failure.Subject} cannot compute with {failure.Given}: {said}. {failure.Advice}");
        if (failure.MayBeSaidBetter) { explained.Data[Said] = said; }
        return ExceptionDispatchInfo.SetRemoteStackTrace(explained, error.StackTrace ?? "");
    }

    /// <summary>Under this key an exception that may be said better keeps what the engine said.</summary>
    private const string Said = "KerasDigits: said by the engine";

    /// <summary>The same for a computation that keeps its result itself.</summary>
    /// <inheritdoc cref="Explain{TState, TResult}(TState, Func{TState, TResult}, Func{TState, Failure}, bool)"/>
    public static void Explain<TState>(TState state, Action<TState> compute, Func<TState, Failure> describe, bool knowsMore = false) =>
        _ = Explain(
        (State: state, compute, describe),
        static s =>
        {
            s.compute(s.State);
            return true;
        },
        static s => s.describe(s.State), knowsMore);

    /// <summary>Whether an error is the engine's own.</summary>
#pragma warning disable RS0030 // this is the place
    public static bool IsEngines(Exception error) => error is ExternalException;
#pragma warning restore RS0030

    /// <summary>What a message holds beside what the engine says.</summary>
    /// <param name="Subject">Who could not compute: "Layer dense (Dense)", "The loss mse".</param>
    /// <param name="Given">What it was given: "input of shape (2, 6)".</param>
    /// <param name="Advice">What to do about it, in whole sentences.</param>
    public readonly record struct Failure(string Subject, string Given, string Advice)
    {
        /// <summary>Whether a place that knows more says it instead: a fit, of which output the loss is.</summary>
        public bool MayBeSaidBetter { get; init; }
    }
}
