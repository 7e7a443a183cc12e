namespace KerasDigits.Core;

/// <summary>
/// All that the process keeps and a program or a run changes, in one object. Every part is a <see cref="ProcessSlot{T}"/>; what else is
/// static is constant, or a cache of what follows from the code.
/// </summary>
internal static class ProcessState
{
    private static readonly List<ProcessSlot> s_parts = [];

    /// <summary>The parts that have been used so far.</summary>
    public static IReadOnlyList<ProcessSlot> Parts
    {
        get { lock (s_parts) { return [.. s_parts]; } }
    }

    /// <summary>Adds a part.</summary>
    public static void Register(ProcessSlot part)
    {
        lock (s_parts) { s_parts.Add(part); }
    }
}

/// <summary>One part of what the process keeps.</summary>
internal abstract class ProcessSlot
{
    private protected ProcessSlot(string what)
    {
        What = what;
        ProcessState.Register(this);
    }

    /// <summary>What it is, for the documentation.</summary>
    public string What { get; }
}

/// <inheritdoc/>
/// <param name="what">What it is, for the documentation.</param>
/// <param name="initial">Its value at the start.</param>
internal sealed class ProcessSlot<T>(string what, T initial) : ProcessSlot(what)
{
    private T _value = initial;

    /// <summary>The value.</summary>
    public ref T Value => ref _value;
}
