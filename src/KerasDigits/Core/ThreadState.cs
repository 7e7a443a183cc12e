using System.Runtime.CompilerServices;

namespace KerasDigits.Core;

/// <summary>
/// All that a thread keeps between calls, in one object: what is running on it and how. Every part is a <see cref="ThreadSlot{T}"/>;
/// nothing else in this library is kept by thread.
/// </summary>
internal sealed class ThreadState
{
#pragma warning disable RS0030 // the one object
    [ThreadStatic] private static ThreadState? t_here;
#pragma warning restore RS0030

    private static readonly List<string> s_parts = [];
    private object?[] _parts = new object?[16];

    /// <summary>What is kept, in words, for the test that compares it with the documentation.</summary>
    public static IReadOnlyList<string> Parts
    {
        get { lock (s_parts) { return [.. s_parts]; } }
    }

    /// <summary>A place for one more part.</summary>
    public static int Register(string what)
    {
        lock (s_parts)
        {
            s_parts.Add(what);
            return s_parts.Count - 1;
        }
    }

    /// <summary>A part of the running thread's state.</summary>
    public static StrongBox<T?> Of<T>(int place)
    {
        ThreadState here = t_here ??= new();
        if (place >= here._parts.Length) { Array.Resize(ref here._parts, 2 * place); }
        return Unsafe.As<StrongBox<T?>>(here._parts[place] ??= new StrongBox<T?>());
    }
}

/// <summary>One part of what a thread keeps; each thread has its own, which starts as the type's default.</summary>
/// <param name="what">What it is, for the documentation.</param>
internal sealed class ThreadSlot<T>(string what)
{
    private readonly int _place = ThreadState.Register(what);

    /// <summary>The running thread's value.</summary>
    public ref T? Value => ref ThreadState.Of<T>(_place).Value;
}
