namespace DigitsNotebook.Data;

/// <summary>SplitMix64 behind .NET's Random: neighbouring rows' seeds give unrelated draws, and the same ones in every .NET.</summary>
internal sealed class Dice : Random
{
    private ulong _state;

    public Dice(int seed, int row)
    {
        _state = ((ulong)(uint)seed << 32) | (uint)row;
        _state = Draw() ^ ((ulong)(uint)row << 17);
    }

    public override double NextDouble() => (Draw() >> 11) * (1.0 / (1UL << 53));

    public override int Next(int maxValue) => (int)(((UInt128)Draw() * (ulong)maxValue) >> 64);

    private ulong Draw()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
