using System.Runtime.CompilerServices;

namespace KerasDigits.Ops.SmallNets;

/// <summary>Squared differences.</summary>
internal readonly struct SquaredError : IElementLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Compute(float p, float t) => (p - t) * (p - t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float ComputeSlope(float p, float t) => 2 * (p - t);
}

/// <summary>Absolute differences.</summary>
internal readonly struct AbsoluteError : IElementLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Compute(float p, float t) => MathF.Abs(p - t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float ComputeSlope(float p, float t) => p > t ? 1 : p < t ? -1 : p - t; // 0 where equal, NaN stays
}
