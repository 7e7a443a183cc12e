using KerasDigits.Backend;

namespace KerasDigits.Training;

/// <summary>
/// The weights that a run trains, marked as this thread's until the run ends: another fit on another thread that holds the same layer is
/// refused.
/// </summary>
internal sealed class WeightClaim(string model) : IDisposable
{
    private readonly List<Variable> _mine = [];

    /// <summary>Marks weights.</summary>
    /// <param name="trained">The ones that change.</param>
    /// <param name="all">All of the model: nobody else may be training one of them.</param>
    /// <exception cref="InvalidOperationException">Another thread trains one of them.</exception>
    public void Take(IReadOnlyList<Variable> trained, IReadOnlyList<Variable> all)
    {
        _ = WeightGate.Of(all);
        int me = Environment.CurrentManagedThreadId;
        foreach (Variable v in trained)
        {
            int before = Interlocked.CompareExchange(ref v.Trainer, me, 0);
            if (before == 0) { _mine.Add(v); }
        }
        foreach (Variable v in all)
        {
            if (v.Trainer != 0 && v.Trainer != me)
            {
                throw new InvalidOperationException($"The weight {v.name} of the model {model} is being trained on another thread, by a "
                    + "model that shares its layer. Train one after the other, or give each model layers of its own "
                    + "(keras.models.clone_model).");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Variable v in _mine) { Volatile.Write(ref v.Trainer, 0); }
    }
}
