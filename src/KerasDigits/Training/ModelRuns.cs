namespace KerasDigits.Training;

/// <summary>
/// Who may run on a model at once: its metrics, weights and optimizer are one set, so one thread at a time trains or evaluates it.
/// Evaluations wait for each other; nothing waits for a fit.
/// </summary>
/// <remarks>Predictions do not come here: they run beside anything.</remarks>
internal sealed class ModelRuns
{
    private readonly Lock _turn = new();
    private readonly Lock _state = new();
    private int _thread, _depth;
    private string _running = "";
    private bool _trains;

    /// <summary>Begins a run of this thread, until disposed; inside a run of its own it may begin further ones.</summary>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="method">What is run.</param>
    /// <param name="trains">Whether it changes weights.</param>
    /// <exception cref="InvalidOperationException">Another thread is in a run that excludes this one.</exception>
    public Run Begin(string model, string method, bool trains)
    {
        int me = Environment.CurrentManagedThreadId;
        lock (_state)
        {
            if (_depth > 0 && _thread != me && (trains || _trains))
            {
                throw new InvalidOperationException($"{method} of the model {model} cannot run while another thread is in its {_running}: "
                    + $"both use the model's metrics{(trains && _trains ? " and weights" : "")}. Wait until that has ended, or work on a "
                    + "copy (keras.models.clone_model); predict may run beside it.");
            }
        }
        _turn.Enter();
        lock (_state)
        {
            if (_depth++ == 0) { (_thread, _running, _trains) = (me, method, trains); }
        }
        return new Run(this);
    }

    private void End()
    {
        lock (_state) { _depth--; }
        _turn.Exit();
    }

    public readonly struct Run(ModelRuns runs) : IDisposable
    {
        public void Dispose() => runs.End();
    }
}
