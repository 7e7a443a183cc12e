using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KerasDigits.Ops.SmallNets;

/// <summary>The gates of a GRU whose reset gate comes after the product (Keras's reset_after): update, reset, candidate.</summary>
/// <remarks>z = σ(x + s), r = σ(x + s), n = tanh(x + r · s), h = n + z · (h₋₁ − n), each of its own third of the two products x and s.
/// What does not fill vectors is computed by a last vector over the one before it, to the same values; so nothing is read that was written
/// by the same call.</remarks>
internal static unsafe class GatedSteps
{
    /// <summary>One step of one sample.</summary>
    public static void Forward(in GatedStep step, int units)
    {
        if (units >= Lanes512.Count && Vector512.IsHardwareAccelerated) { Forward<Lanes512>(step, units); }
        else if (units >= Lanes256.Count && Vector256.IsHardwareAccelerated) { Forward<Lanes256>(step, units); }
        else if (units >= Lanes128.Count) { Forward<Lanes128>(step, units); }
        else { Forward<Lanes32>(step, units); }
    }

    /// <summary>One step of one sample, in the backward pass.</summary>
    public static void Backward(in GatedStep step, in GatedGradient gradient, int units)
    {
        if (units >= Lanes512.Count && Vector512.IsHardwareAccelerated) { Backward<Lanes512>(step, gradient, units); }
        else if (units >= Lanes256.Count && Vector256.IsHardwareAccelerated) { Backward<Lanes256>(step, gradient, units); }
        else if (units >= Lanes128.Count) { Backward<Lanes128>(step, gradient, units); }
        else { Backward<Lanes32>(step, gradient, units); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Forward<T>(in GatedStep step, int units) where T : struct, ILanes<T>
    {
        float* x = step.FromInput, s = step.FromState, before = step.Before;
        for (int at = 0; at < units; at += T.Count)
        {
            int k = Math.Min(at, units - T.Count);
            T z = LaneFunctions.Sigmoid(T.Load(x + k) + T.Load(s + k)),
                r = LaneFunctions.Sigmoid(T.Load(x + units + k) + T.Load(s + units + k)), inner = T.Load(s + (2 * units) + k);
            T n = LaneFunctions.Tanh(T.MultiplyAdd(r, inner, T.Load(x + (2 * units) + k)));
            T last = before is null ? default : T.Load(before + k);
            if (step.Update is not null)
            {
                z.Store(step.Update + k);
                r.Store(step.Reset + k);
                n.Store(step.Candidate + k);
                inner.Store(step.Inner + k);
            }
            T.MultiplyAdd(z, last - n, n).Store(step.State + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Backward<T>(in GatedStep step, in GatedGradient gradient, int units) where T : struct, ILanes<T>
    {
        T one = T.All(1);
        float* before = step.Before, given = gradient.Given, kept = gradient.Kept;
        for (int at = 0; at < units; at += T.Count)
        {
            int k = Math.Min(at, units - T.Count);
            T e = T.Load(gradient.Carried + k);
            if (kept is not null) { e += T.Load(kept + k); }
            if (given is not null) { e += T.Load(given + k); }
            T z = T.Load(step.Update + k), r = T.Load(step.Reset + k), n = T.Load(step.Candidate + k);
            T last = before is null ? default : T.Load(before + k);
            T dz = e * (last - n) * z * (one - z), dn = e * (one - z) * (one - (n * n)), dr = dn * T.Load(step.Inner + k) * r * (one - r);
            dz.Store(gradient.FromInput + k);
            dr.Store(gradient.FromInput + units + k);
            dn.Store(gradient.FromInput + (2 * units) + k);
            dz.Store(gradient.FromState + k);
            dr.Store(gradient.FromState + units + k);
            (dn * r).Store(gradient.FromState + (2 * units) + k);
            (e * z).Store(gradient.Keeps + k);
        }
    }
}

/// <summary>Where the values of one step of one sample stand.</summary>
/// <param name="fromInput">The input's product, three thirds.</param>
/// <param name="fromState">The state's product, three thirds.</param>
/// <param name="before">The state before; null: zeros.</param>
/// <param name="update">Takes the update gate; null: no gradients are needed, and what the other gates are is not kept either.</param>
/// <param name="reset">Takes the reset gate.</param>
/// <param name="candidate">Takes the candidate.</param>
/// <param name="inner">Takes the state's part of the candidate.</param>
/// <param name="state">Takes the state.</param>
internal readonly unsafe struct GatedStep(float* fromInput, float* fromState, float* before, float* update, float* reset, float* candidate,
    float* inner, float* state)
{
    public readonly float* FromInput = fromInput, FromState = fromState, Before = before, Update = update, Reset = reset,
        Candidate = candidate, Inner = inner, State = state;
}

/// <summary>Where the gradients of one step of one sample stand.</summary>
/// <param name="carried">What the step behind gives through its product.</param>
/// <param name="kept">What the step behind gives beside it; null: nothing.</param>
/// <param name="given">What the layer above gives; null: nothing.</param>
/// <param name="fromInput">Takes the gradient of the input's product.</param>
/// <param name="fromState">Takes the gradient of the state's product.</param>
/// <param name="keeps">Takes what goes to the step before beside the product; not the memory of <paramref name="kept"/>.</param>
internal readonly unsafe struct GatedGradient(float* carried, float* kept, float* given, float* fromInput, float* fromState, float* keeps)
{
    public readonly float* Carried = carried, Kept = kept, Given = given, FromInput = fromInput, FromState = fromState, Keeps = keeps;
}
