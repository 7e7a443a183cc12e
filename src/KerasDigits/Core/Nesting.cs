using System.Collections;
using System.Runtime.CompilerServices;

namespace KerasDigits.Core;

/// <summary>
/// Walks through values of a program's own, which may hold themselves: a walk without an end would use up the stack, and with it the
/// process, where Python has a RecursionError.
/// </summary>
internal static class Nesting
{
    /// <summary>Goes one level deeper, while the stack has room.</summary>
    /// <param name="what">What is walked through, as the beginning of a sentence.</param>
    /// <exception cref="InvalidOperationException">It has no end.</exception>
    public static void EnsureEnd(string what)
    {
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack()) { return; }
        throw new InvalidOperationException($"{what} must have an end. Received one that holds itself, directly or by way of what is in "
            + "it, or that is nested many thousand times. Take out what refers back to the whole.");
    }

    /// <summary>Throws when a configuration, or a list or dictionary in it, holds itself.</summary>
    /// <param name="config">Configuration as read from a file.</param>
    /// <param name="what">What it is, as the beginning of a sentence.</param>
    /// <exception cref="InvalidOperationException">It does.</exception>
    public static void RefuseCircle(Config config, string what)
    {
        var done = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Look(config);

        void Look(object? value)
        {
            if (value is not IEnumerable items || value is string || done.Contains(value)) { return; }
            EnsureEnd(what);
            if (!open.Add(value))
            {
                throw new InvalidOperationException($"{what} must have an end. Received one in which a "
                    + $"{(value is IDictionary ? "dictionary" : "list")} holds itself. Take out what refers back to the whole.");
            }
            foreach (object? item in value is IDictionary named ? named.Values : items) { Look(item); }
            _ = open.Remove(value);
            _ = done.Add(value);
        }
    }
}
