using TorchSharp;

namespace KerasDigits.Backend;

/// <content>
/// What a tape has read stays as it was read: the engine goes back through the memory itself, so whoever writes then leaves that memory
/// to the tape and writes into other. It costs a copy only where a tape that may still be asked for gradients has read the weight since
/// it was last written.
/// </content>
public sealed partial class Variable
{
    private static readonly WeakReference<GradientTape>[] s_none = [];

    /// <summary>The tapes that have read the value as it is now.</summary>
    private WeakReference<GradientTape>[] _recorded = s_none;

    /// <summary>The value without a word to the tapes that are open: for whoever writes it, and for gradients.</summary>
    internal Tensor Memory => _value;

    private void NoteReading()
    {
        if (trainable && !_value.requires_grad && _value.is_floating_point()) { _value.requires_grad_(true); }
        foreach (WeakReference<GradientTape> tape in GradientTape.EnumerateAwaited())
        {
            if (Array.IndexOf(_recorded, tape) >= 0) { continue; }
            _recorded = [.. _recorded.Where(t => FindAwaited(t) is not null), tape];
            if (Home is WeightHome home) { home.IsRecorded = true; }
        }
    }

    private static GradientTape? FindAwaited(WeakReference<GradientTape> tape) =>
        tape.TryGetTarget(out GradientTape? there) && there.IsAwaited ? there : null;

    /// <summary>To be called before the value is written in place.</summary>
    internal void PrepareWrite()
    {
        if (_recorded.Length == 0) { return; }
        if (!Array.Exists(_recorded, t => FindAwaited(t) is not null)) { _recorded = s_none; }
        else if (Home is WeightHome home) { home.Leave(); }
        else
        {
            using var _ = torch.no_grad();
            bool wanted = _value.requires_grad;
            Rebase(_value.detach().clone(), Home);
            Wants(wanted);
        }
    }

    /// <summary>Gives the value as it is to the tapes that have read it, for another takes its place.</summary>
    private void LeaveToTapes()
    {
        if (_recorded.Length == 0) { return; }
        bool left = false;
        foreach (WeakReference<GradientTape> recorded in _recorded)
        {
            if (FindAwaited(recorded) is not { } tape) { continue; }
            tape.Keep(this, _value);
            left = true;
        }
        _recorded = s_none;
        if (left) { ProcessMemory.NoteLeft(_value.numel() * _value.element_size()); }
    }
}
