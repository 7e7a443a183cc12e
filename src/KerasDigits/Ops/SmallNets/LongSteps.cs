using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KerasDigits.Ops.SmallNets;

/// <summary>The gates of an LSTM: input, forget, candidate, output.</summary>
/// <remarks>i, f, o = σ(x + s), g = tanh(x + s), c = f · c₋₁ + i · g, h = o · tanh(c), each of its own quarter of the two products x and s.
/// What does not fill vectors is computed by a last vector over the one before it, to the same values; so nothing is read that was written
/// by the same call.</remarks>
internal static unsafe class LongSteps
{
    /// <summary>One step of one sample.</summary>
    public static void Forward(in LongStep step, int units)
    {
        if (units >= Lanes512.Count && Vector512.IsHardwareAccelerated) { Forward<Lanes512>(step, units); }
        else if (units >= Lanes256.Count && Vector256.IsHardwareAccelerated) { Forward<Lanes256>(step, units); }
        else if (units >= Lanes128.Count) { Forward<Lanes128>(step, units); }
        else { Forward<Lanes32>(step, units); }
    }

    /// <summary>One step of one sample, in the backward pass.</summary>
    public static void Backward(in LongStep step, in LongGradient gradient, int units)
    {
        if (units >= Lanes512.Count && Vector512.IsHardwareAccelerated) { Backward<Lanes512>(step, gradient, units); }
        else if (units >= Lanes256.Count && Vector256.IsHardwareAccelerated) { Backward<Lanes256>(step, gradient, units); }
        else if (units >= Lanes128.Count) { Backward<Lanes128>(step, gradient, units); }
        else { Backward<Lanes32>(step, gradient, units); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Forward<T>(in LongStep step, int units) where T : struct, ILanes<T>
    {
        float* x = step.FromInput, s = step.FromState, gates = step.Gates, before = step.CellBefore;
        for (int at = 0; at < units; at += T.Count)
        {
            int k = Math.Min(at, units - T.Count);
            T zi = T.Load(x + k) + T.Load(s + k), zf = T.Load(x + units + k) + T.Load(s + units + k),
                zg = T.Load(x + (2 * units) + k) + T.Load(s + (2 * units) + k),
                zo = T.Load(x + (3 * units) + k) + T.Load(s + (3 * units) + k), last = before is null ? default : T.Load(before + k);
            if (gates is null)
            {
                // Products of fractions: a division costs as much as all else of a function.
                var (above, below) = LaneFunctions.SplitTanh(zg);
                T sum = T.MultiplyAdd(LaneFunctions.Sigmoid(zf), last, above / (below * LaneFunctions.SplitSigmoid(zi)));
                sum.Store(step.Cell + k);
                (above, below) = LaneFunctions.SplitTanh(sum);
                (above / (below * LaneFunctions.SplitSigmoid(zo))).Store(step.State + k);
                continue;
            }
            T i = LaneFunctions.Sigmoid(zi), f = LaneFunctions.Sigmoid(zf), g = LaneFunctions.Tanh(zg), o = LaneFunctions.Sigmoid(zo);
            T c = T.MultiplyAdd(f, last, i * g);
            i.Store(gates + k);
            f.Store(gates + units + k);
            g.Store(gates + (2 * units) + k);
            o.Store(gates + (3 * units) + k);
            c.Store(step.Cell + k);
            (o * LaneFunctions.Tanh(c)).Store(step.State + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Backward<T>(in LongStep step, in LongGradient gradient, int units) where T : struct, ILanes<T>
    {
        T one = T.All(1);
        float* gates = step.Gates, before = step.CellBefore, given = gradient.Given, kept = gradient.Kept, to = gradient.OfGates;
        for (int at = 0; at < units; at += T.Count)
        {
            int k = Math.Min(at, units - T.Count);
            T e = T.Load(gradient.Carried + k);
            if (given is not null) { e += T.Load(given + k); }
            T i = T.Load(gates + k), f = T.Load(gates + units + k), g = T.Load(gates + (2 * units) + k),
                o = T.Load(gates + (3 * units) + k), c = LaneFunctions.Tanh(T.Load(step.Cell + k));
            T dc = e * o * (one - (c * c));
            if (kept is not null) { dc += T.Load(kept + k); }
            (dc * g * i * (one - i)).Store(to + k);
            (before is null ? default : dc * T.Load(before + k) * f * (one - f)).Store(to + units + k);
            (dc * i * (one - (g * g))).Store(to + (2 * units) + k);
            (e * c * o * (one - o)).Store(to + (3 * units) + k);
            (dc * f).Store(gradient.Keeps + k);
        }
    }
}

/// <summary>Where the values of one step of one sample stand.</summary>
/// <param name="fromInput">The input's product, four quarters.</param>
/// <param name="fromState">The state's product, four quarters.</param>
/// <param name="cellBefore">The cell's state before; null: zeros.</param>
/// <param name="gates">Takes the gates, four quarters; null: no gradients are needed.</param>
/// <param name="cell">Takes the cell's state.</param>
/// <param name="state">Takes the output.</param>
internal readonly unsafe struct LongStep(float* fromInput, float* fromState, float* cellBefore, float* gates, float* cell, float* state)
{
    public readonly float* FromInput = fromInput, FromState = fromState, CellBefore = cellBefore, Gates = gates, Cell = cell, State = state;
}

/// <summary>Where the gradients of one step of one sample stand.</summary>
/// <param name="carried">What the step behind gives the output through its product.</param>
/// <param name="kept">What the step behind gives the cell's state; null: nothing.</param>
/// <param name="given">What the layer above gives; null: nothing.</param>
/// <param name="ofGates">Takes the gradient of the products, four quarters.</param>
/// <param name="keeps">Takes what goes to the cell's state before; not the memory of <paramref name="kept"/>.</param>
internal readonly unsafe struct LongGradient(float* carried, float* kept, float* given, float* ofGates, float* keeps)
{
    public readonly float* Carried = carried, Kept = kept, Given = given, OfGates = ofGates, Keeps = keeps;
}
