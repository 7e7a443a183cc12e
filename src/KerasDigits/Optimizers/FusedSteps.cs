using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace KerasDigits.Optimizers;

/// <summary>
/// Optimizer steps in one pass over memory, for float32 weights one after the other on the CPU: the formulas of the optimizers' own Update,
/// which takes a pass for each operation.
/// </summary>
/// <remarks>All spans have the same length, a multiple of <see cref="Width"/>. Each gradient is set to 0 once it is used, which spares the
/// next step a pass.</remarks>
internal static class FusedSteps
{
    /// <summary>Values that are computed at once.</summary>
    public const int Width = 16;

    /// <summary>w ← w − rate · g.</summary>
    public static void StepSgd(Span<float> weights, Span<float> gradients, float rate)
    {
        Span<Vector512<float>> w = CastToVectors(weights), g = CastToVectors(gradients);
        for (int i = 0; i < w.Length; i++)
        {
            w[i] -= g[i] * rate;
            g[i] = default;
        }
    }

    /// <summary>m ← momentum · m − rate · g; w ← w + m, or with Nesterov's look ahead w + momentum · m − rate · g.</summary>
    public static void StepSgdMomentum(Span<float> weights, Span<float> gradients, Span<float> velocity, float rate, float momentum,
        bool nesterov)
    {
        Span<Vector512<float>> w = CastToVectors(weights), g = CastToVectors(gradients), m = CastToVectors(velocity);
        for (int i = 0; i < w.Length; i++)
        {
            Vector512<float> step = g[i] * rate, moved = (m[i] * momentum) - step;
            m[i] = moved;
            w[i] += nesterov ? (moved * momentum) - step : moved;
            g[i] = default;
        }
    }

    /// <summary>r ← r + (1 − rho) · (g² − r); w ← w − rate · g / (√r + epsilon).</summary>
    public static void StepRmsProp(Span<float> weights, Span<float> gradients, Span<float> rms, float rate, float rho, float epsilon)
    {
        Span<Vector512<float>> w = CastToVectors(weights), g = CastToVectors(gradients), r = CastToVectors(rms);
        var small = Vector512.Create(epsilon);
        float rest = 1 - rho;
        for (int i = 0; i < w.Length; i++)
        {
            Vector512<float> gradient = g[i], square = r[i] + (((gradient * gradient) - r[i]) * rest);
            r[i] = square;
            w[i] -= gradient * rate / (Vector512.Sqrt(square) + small);
            g[i] = default;
        }
    }

    /// <summary>r ← r + (1 − rho) · (g² − r); m ← momentum · m + rate · g / √(r + epsilon); w ← w − m.</summary>
    public static void StepRmsPropMomentum(Span<float> weights, Span<float> gradients, Span<float> rms, Span<float> velocity, float rate,
        float rho, float momentum, float epsilon)
    {
        Span<Vector512<float>> w = CastToVectors(weights), g = CastToVectors(gradients), r = CastToVectors(rms),
            m = CastToVectors(velocity);
        var small = Vector512.Create(epsilon);
        float rest = 1 - rho;
        for (int i = 0; i < w.Length; i++)
        {
            Vector512<float> gradient = g[i], square = r[i] + (((gradient * gradient) - r[i]) * rest);
            r[i] = square;
            Vector512<float> moved = (m[i] * momentum) + (gradient * rate / Vector512.Sqrt(square + small));
            m[i] = moved;
            w[i] -= moved;
            g[i] = default;
        }
    }

    /// <summary>
    /// m ← m + (1 − β₁) · (g − m); v ← v + (1 − β₂) · (g² − v); w ← w − rate · m / (√v + epsilon), the start's bias being in the rate.
    /// </summary>
    public static void StepAdam(Span<float> weights, Span<float> gradients, Span<float> mean, Span<float> square, float rate, float beta1,
        float beta2, float epsilon)
    {
        Span<Vector512<float>> w = CastToVectors(weights), g = CastToVectors(gradients), m = CastToVectors(mean), v = CastToVectors(square);
        var small = Vector512.Create(epsilon);
        float rest1 = 1 - beta1, rest2 = 1 - beta2;
        for (int i = 0; i < w.Length; i++)
        {
            Vector512<float> gradient = g[i], first = m[i] + ((gradient - m[i]) * rest1),
                second = v[i] + (((gradient * gradient) - v[i]) * rest2);
            m[i] = first;
            v[i] = second;
            w[i] -= first * rate / (Vector512.Sqrt(second) + small);
            g[i] = default;
        }
    }

    private static Span<Vector512<float>> CastToVectors(Span<float> values) => MemoryMarshal.Cast<float, Vector512<float>>(values);
}
