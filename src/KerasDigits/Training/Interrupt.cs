namespace KerasDigits.Training;

/// <summary>Turns Ctrl-C into a polite request: the current batch ends, weights and history stay whole. A second Ctrl-C ends the program.</summary>
internal sealed class Interrupt : IDisposable
{
    private int _count;

    public Interrupt() => Console.CancelKeyPress += OnCancel;

    /// <summary>Whether the user asked to stop.</summary>
    public bool Requested => Volatile.Read(ref _count) > 0;

    private void OnCancel(object? sender, ConsoleCancelEventArgs e)
    {
        if (Interlocked.Increment(ref _count) == 1)
        {
            e.Cancel = true;
            Log.Warning("Training is interrupted: it stops after the current batch, with weights and history as they are. Press Ctrl-C again to end the program.");
        }
    }

    public void Dispose() => Console.CancelKeyPress -= OnCancel;
}
