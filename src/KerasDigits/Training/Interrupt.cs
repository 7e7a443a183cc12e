namespace KerasDigits.Training;

/// <summary>
/// What Ctrl-C means while models train or a search runs: a polite request. The current batch ends, weights and history stay whole, and fit
/// or search returns. A second Ctrl-C ends the program.
/// </summary>
/// <remarks>
/// fit and search watch by themselves. A program that does more than one of them watches around all, so that what begins later sees the
/// request too; the request is forgotten when the last watcher is disposed.
/// Hosts that have a policy of their own set <see cref="Enabled"/> to false, or the environment variable KERASDIGITS_INTERRUPT to "off",
/// and hand fit a CancellationToken.
/// </remarks>
public sealed class Interrupt : IDisposable
{
    private static readonly Lock s_gate = new();
    private static readonly ProcessSlot<bool> s_enabled = new("whether Ctrl-C is listened to",
        Environment.GetEnvironmentVariable("KERASDIGITS_INTERRUPT") != "off");
    private static readonly ProcessSlot<(int Watchers, Action? Answer)> s_watch =
        new("who watches for Ctrl-C, and what it answers", default);
    private static readonly ProcessSlot<int> s_presses = new("how often Ctrl-C was pressed", 0);
    private readonly CancellationToken _cancel;
    private readonly bool _listens;
    private bool _disposed;

    private Interrupt(CancellationToken cancel, Action? answer)
    {
        _cancel = cancel;
        _listens = Enabled;
        if (!_listens) { return; }
        lock (s_gate)
        {
            if (s_watch.Value.Watchers++ > 0) { return; }
            (s_presses.Value, s_watch.Value.Answer) = (0, answer);
            Console.CancelKeyPress += OnPress;
        }
    }

    /// <summary>
    /// Whether Ctrl-C is listened to at all; true unless KERASDIGITS_INTERRUPT is "off". What is watched already stays as it is.
    /// </summary>
    public static bool Enabled
    {
        get => s_enabled.Value;
        set => s_enabled.Value = value;
    }

    /// <summary>Whether the user, or the token, asks to stop.</summary>
    public bool Requested => _cancel.IsCancellationRequested || (_listens && Volatile.Read(ref s_presses.Value) > 0);

    /// <summary>Watches until disposed.</summary>
    /// <param name="cancel">Asks to stop too.</param>
    /// <param name="answer">Tells the user what follows; null: a warning says that training stops after the current batch. The outermost
    /// watcher's counts.</param>
    public static Interrupt Watch(CancellationToken cancel = default, Action? answer = null) => new(cancel, answer);

    private static void OnPress(object? sender, ConsoleCancelEventArgs e)
    {
        if (Interlocked.Increment(ref s_presses.Value) > 1) { return; }
        e.Cancel = true;
        (s_watch.Value.Answer ?? Warn)();
    }

    private static void Warn() =>
        Log.Warning("Training is interrupted: it stops after the current batch, with weights and history as they are. Press Ctrl-C again "
            + "to end the program.");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed || !_listens) { return; }
        _disposed = true;
        lock (s_gate)
        {
            if (--s_watch.Value.Watchers > 0) { return; }
            Console.CancelKeyPress -= OnPress;
            s_presses.Value = 0;
        }
    }
}
