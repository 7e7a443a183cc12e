using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Preprocessing;

/// <summary>
/// Draws from NumPy's global generator one number at a time, in NumPy's order and to the bit; the generator goes on from there when this is
/// disposed. Until then other threads wait for it.
/// </summary>
internal readonly ref struct NumpyDraws : IDisposable
{
    private readonly NativeRandomState _start;
    private readonly MT19937 _twister;

    /// <summary>Takes the generator over.</summary>
    public NumpyDraws()
    {
        Monitor.Enter(Seeds.NumPy);
        _start = Seeds.Draw(random => random.get_state());
        _twister = new MT19937();
        _twister.SetState(_start.Key, _start.Pos);
    }

    /// <summary>np.random.random(): 0 up to, but not including, 1.</summary>
    public double DrawRandom() => _twister.NextDouble();

    /// <summary>np.random.uniform(low, high).</summary>
    public double DrawUniform(double low, double high) => low + ((high - low) * _twister.NextDouble());

    /// <summary>np.random.choice(count): an integer below count.</summary>
    public int DrawChoice(int count)
    {
        uint greatest = (uint)count - 1;
        if (greatest == 0) { return 0; }
        uint mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(greatest);
        uint drawn;
        do { drawn = _twister.NextUInt32() & mask; } while (drawn > greatest);
        return (int)drawn;
    }

    /// <summary>Gives the generator back.</summary>
    public void Dispose()
    {
        var end = new NativeRandomState(_twister.Key, _twister.Pos, _start.HasGauss, _start.CachedGaussian);
        _ = Seeds.Draw(random => { random.set_state(end); return true; });
        Monitor.Exit(Seeds.NumPy);
    }
}
