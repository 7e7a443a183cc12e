using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512;

namespace KerasDigits.Ops.SmallNets;

/// <summary>A function of single values, whose slope follows from its result.</summary>
internal enum Function
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x, or alpha · x below 0.</summary>
    LeakyRelu,

    /// <summary>x, or alpha · (exp(x) − 1) below 0.</summary>
    Elu,

    /// <summary>Scaled elu.</summary>
    Selu,

    /// <summary>1 / (1 + exp(−x)).</summary>
    Sigmoid,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>log(exp(x) + 1).</summary>
    Softplus,

    /// <summary>x / (|x| + 1).</summary>
    Softsign,

    /// <summary>exp(x).</summary>
    Exponential,
}

/// <summary>The functions over whole vectors of 16 values, results and gradients.</summary>
internal static unsafe class Functions
{
    /// <summary>Values that are computed at once; memory must reach to a whole number of them.</summary>
    public const int Width = 16;

    private const float SeluAlpha = 1.6732632423543772f, SeluScale = 1.0507009873554805f;

    /// <summary>y = f(x); both may be the same memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Function function, float alpha, float* x, float* y, nint count)
    {
        switch (function)
        {
            case Function.Relu:
                for (nint i = 0; i < count; i += Width) { V.Max(V.Load(x + i), Vector512<float>.Zero).Store(y + i); }
                break;
            case Function.LeakyRelu:
                for (nint i = 0; i < count; i += Width) { Select(V.Load(x + i), V.Load(x + i) * alpha, V.Load(x + i)).Store(y + i); }
                break;
            case Function.Elu:
                for (nint i = 0; i < count; i += Width)
                {
                    Select(V.Load(x + i), BelowZero(V.Load(x + i)) * alpha, V.Load(x + i)).Store(y + i);
                }
                break;
            case Function.Selu:
                for (nint i = 0; i < count; i += Width)
                {
                    (Select(V.Load(x + i), BelowZero(V.Load(x + i)) * SeluAlpha, V.Load(x + i)) * SeluScale).Store(y + i);
                }
                break;
            case Function.Sigmoid:
                for (nint i = 0; i < count; i += Width) { Sigmoid(V.Load(x + i)).Store(y + i); }
                break;
            case Function.Tanh:
                for (nint i = 0; i < count; i += Width) { Tanh(V.Load(x + i)).Store(y + i); }
                break;
            case Function.Softplus:
                for (nint i = 0; i < count; i += Width) { Softplus(V.Load(x + i)).Store(y + i); }
                break;
            case Function.Softsign:
                for (nint i = 0; i < count; i += Width) { (V.Load(x + i) / (V.Abs(V.Load(x + i)) + Vector512<float>.One)).Store(y + i); }
                break;
            case Function.Exponential:
                for (nint i = 0; i < count; i += Width) { V.Exp(V.Load(x + i)).Store(y + i); }
                break;
        }
    }

    /// <summary>y = a · b, value by value; all may be the same memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(float* a, float* b, float* y, nint count)
    {
        for (nint i = 0; i < count; i += Width) { (V.Load(a + i) * V.Load(b + i)).Store(y + i); }
    }

    /// <summary>to += from, and nothing behind their ends is touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddExactly(float* from, float* to, nint count)
    {
        nint i = 0;
        for (; i + Width <= count; i += Width) { (V.Load(to + i) + V.Load(from + i)).Store(to + i); }
        for (; i < count; i++) { to[i] += from[i]; }
    }

    /// <summary>x · by, over x, and nothing behind its end is touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScaleExactly(float* x, float by, nint count)
    {
        nint i = 0;
        for (; i + Width <= count; i += Width) { (V.Load(x + i) * by).Store(x + i); }
        for (; i < count; i++) { x[i] *= by; }
    }

    /// <summary>Copies a short row: a call of the runtime's copy costs as much as one of 16 values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyRow(float* from, float* to, nint count)
    {
        nint i = 0;
        for (; i + Lanes256.Count <= count; i += Lanes256.Count) { Vector256.Load(from + i).Store(to + i); }
        for (; i < count; i++) { to[i] = from[i]; }
    }

    /// <summary>Multiplies gradients of the results by the function's slope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSlope(Function function, float alpha, float* y, float* gradient, nint count)
    {
        switch (function)
        {
            case Function.Relu:
                for (nint i = 0; i < count; i += Width)
                {
                    (V.GreaterThan(V.Load(y + i), Vector512<float>.Zero) & V.Load(gradient + i)).Store(gradient + i);
                }
                break;
            case Function.LeakyRelu:
                for (nint i = 0; i < count; i += Width)
                {
                    V.ConditionalSelect(V.GreaterThan(V.Load(y + i), Vector512<float>.Zero), V.Load(gradient + i),
                        V.Load(gradient + i) * alpha).Store(gradient + i);
                }
                break;
            case Function.Elu:
                for (nint i = 0; i < count; i += Width)
                {
                    (V.Load(gradient + i) * Select(V.Load(y + i), V.Load(y + i) + V.Create(alpha), Vector512<float>.One)).Store(
                        gradient + i);
                }
                break;
            case Function.Selu:
                for (nint i = 0; i < count; i += Width)
                {
                    (V.Load(gradient + i) * Select(V.Load(y + i), V.Load(y + i) + V.Create(SeluAlpha * SeluScale),
                        V.Create(SeluScale))).Store(gradient + i);
                }
                break;
            case Function.Sigmoid:
                for (nint i = 0; i < count; i += Width)
                {
                    (V.Load(gradient + i) * V.Load(y + i) * (Vector512<float>.One - V.Load(y + i))).Store(gradient + i);
                }
                break;
            case Function.Tanh:
                for (nint i = 0; i < count; i += Width)
                {
                    (V.Load(gradient + i) * (Vector512<float>.One - (V.Load(y + i) * V.Load(y + i)))).Store(gradient + i);
                }
                break;
            case Function.Softplus:
                for (nint i = 0; i < count; i += Width)
                {
                    (V.Load(gradient + i) * (Vector512<float>.One - V.Exp(-V.Load(y + i)))).Store(gradient + i);
                }
                break;
            case Function.Softsign:
                for (nint i = 0; i < count; i += Width)
                {
                    Vector512<float> rest = Vector512<float>.One - V.Abs(V.Load(y + i));
                    (V.Load(gradient + i) * rest * rest).Store(gradient + i);
                }
                break;
            case Function.Exponential:
                for (nint i = 0; i < count; i += Width) { (V.Load(gradient + i) * V.Load(y + i)).Store(gradient + i); }
                break;
        }
    }

    /// <summary>1 / (1 + exp(−x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + V.Exp(-x));

    /// <summary>
    /// Hyperbolic tangent: near 0, where the quotient of exponentials has few digits, a polynomial (Cephes' coefficients).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> size = V.Abs(x), z = x * x, t = V.Exp(size * -2f);
        Vector512<float> far = V.CopySign((Vector512<float>.One - t) / (Vector512<float>.One + t), x);
        Vector512<float> p = V.FusedMultiplyAdd(V.Create(-5.70498872745e-3f), z, V.Create(2.06390887954e-2f));
        p = V.FusedMultiplyAdd(p, z, V.Create(-5.37397155531e-2f));
        p = V.FusedMultiplyAdd(p, z, V.Create(1.33314422036e-1f));
        p = V.FusedMultiplyAdd(p, z, V.Create(-3.33332819422e-1f));
        return V.ConditionalSelect(V.LessThan(size, V.Create(0.625f)), V.FusedMultiplyAdd(p * z, x, x), far);
    }

    /// <summary>log(exp(x) + 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x)
    {
        Vector512<float> t = V.Exp(-V.Abs(x)), one = Vector512<float>.One;
        // log(1 + t) of a t too small for the sum is t.
        return V.Max(x, Vector512<float>.Zero) + V.ConditionalSelect(V.LessThan(t, V.Create(1e-4f)), t * (one - (t * 0.5f)),
            V.Log(one + t));
    }

    private static Vector512<float> BelowZero(Vector512<float> x) => V.Exp(V.Min(x, Vector512<float>.Zero)) - Vector512<float>.One;

    /// <summary>One value where the first is below 0, the other elsewhere.</summary>
    private static Vector512<float> Select(Vector512<float> sign, Vector512<float> below, Vector512<float> above) =>
        V.ConditionalSelect(V.LessThan(sign, Vector512<float>.Zero), below, above);
}
