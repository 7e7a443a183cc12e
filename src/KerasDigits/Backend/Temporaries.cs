using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>Frees what is made on this thread until it is disposed, but for the values that are kept.</summary>
internal readonly struct Temporaries : IDisposable
{
    private readonly DisposeScope _scope;

    private Temporaries(DisposeScope scope) => _scope = scope;

    /// <summary>Begins.</summary>
    public static Temporaries Begin() => new(Scopes.Open());

    /// <summary>Keeps a value.</summary>
    /// <returns>Whether it was made here and belongs to nothing else.</returns>
    public bool Keep(Tensor value)
    {
        if (!_scope.Contains(value)) { return false; }
        value.MoveToOuterDisposeScope();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _scope.Dispose();
}
