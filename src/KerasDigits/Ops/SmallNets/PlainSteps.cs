using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KerasDigits.Ops.SmallNets;

/// <summary>The functions of a plain recurrent cell.</summary>
internal enum PlainFunction
{
    /// <summary>The sum itself.</summary>
    Linear,

    /// <summary>tanh.</summary>
    Tanh,

    /// <summary>σ.</summary>
    Sigmoid,

    /// <summary>The positive part.</summary>
    Relu,
}

/// <summary>The step of a plain recurrent cell: h = f(x + s) of the two products x and s.</summary>
internal static unsafe class PlainSteps
{
    /// <summary>One step of one sample.</summary>
    public static void RunForward(PlainFunction function, float* x, float* s, float* state, int units)
    {
        if (units >= Lanes512.Count && Vector512.IsHardwareAccelerated) { RunForward<Lanes512>(function, x, s, state, units); }
        else if (units >= Lanes256.Count && Vector256.IsHardwareAccelerated) { RunForward<Lanes256>(function, x, s, state, units); }
        else if (units >= Lanes128.Count) { RunForward<Lanes128>(function, x, s, state, units); }
        else { RunForward<Lanes32>(function, x, s, state, units); }
    }

    /// <summary>One step of one sample, in the backward pass: the gradient of x and of s.</summary>
    public static void RunBackward(PlainFunction function, float* state, float* carried, float* given, float* gradient, int units)
    {
        if (units >= Lanes512.Count && Vector512.IsHardwareAccelerated)
        {
            RunBackward<Lanes512>(function, state, carried, given, gradient, units);
        }
        else if (units >= Lanes256.Count && Vector256.IsHardwareAccelerated)
        {
            RunBackward<Lanes256>(function, state, carried, given, gradient, units);
        }
        else if (units >= Lanes128.Count) { RunBackward<Lanes128>(function, state, carried, given, gradient, units); }
        else { RunBackward<Lanes32>(function, state, carried, given, gradient, units); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunForward<T>(PlainFunction function, float* x, float* s, float* state, int units) where T : struct, ILanes<T>
    {
        for (int at = 0; at < units; at += T.Count)
        {
            int k = Math.Min(at, units - T.Count);
            T sum = T.Load(x + k) + T.Load(s + k);
            T h = function switch
            {
                PlainFunction.Tanh => LaneFunctions.Tanh(sum),
                PlainFunction.Sigmoid => LaneFunctions.Sigmoid(sum),
                PlainFunction.Relu => T.Where(sum, default, default, sum),
                _ => sum,
            };
            h.Store(state + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunBackward<T>(PlainFunction function, float* state, float* carried, float* given, float* gradient, int units)
        where T : struct, ILanes<T>
    {
        T one = T.All(1);
        for (int at = 0; at < units; at += T.Count)
        {
            int k = Math.Min(at, units - T.Count);
            T e = T.Load(carried + k) + T.Load(given + k), h = T.Load(state + k);
            T slope = function switch
            {
                PlainFunction.Tanh => e * (one - (h * h)),
                PlainFunction.Sigmoid => e * h * (one - h),
                PlainFunction.Relu => T.Where(default, h, e, default),
                _ => e,
            };
            slope.Store(gradient + k);
        }
    }
}
