using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512;

namespace KerasDigits.Ops.SmallNets;

/// <summary>Softmax of many rows.</summary>
internal static unsafe class SoftmaxRows
{
    /// <summary>y = exp(x), normalized over each row; both may be the same memory.</summary>
    /// <param name="x">Numbers of shape (rows, columns).</param>
    /// <param name="y">(rows, columns), with room for a vector behind its end.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="logSums">Takes log(Σ exp(x)) of each row; null: not wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(float* x, float* y, nint rows, nint columns, float* logSums = null)
    {
        for (nint row = 0; row < rows; row++)
        {
            float most = FindGreatest(x + (row * columns), columns);
            if (logSums is not null) { logSums[row] = most; }
            for (nint i = row * columns; i < (row + 1) * columns; i++) { y[i] = x[i] - most; }
        }
        for (nint i = 0; i < rows * columns; i += Functions.Width) { V.Exp(V.Load(y + i)).Store(y + i); }
        for (nint row = 0; row < rows; row++, y += columns)
        {
            float sum = 0;
            for (nint i = 0; i < columns; i++) { sum += y[i]; }
            if (logSums is not null) { logSums[row] += MathF.Log(sum); }
            float factor = 1 / sum;
            for (nint i = 0; i < columns; i++) { y[i] *= factor; }
        }
    }

    /// <summary>Turns gradients of the results into those of the arguments.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSlope(float* y, float* gradient, nint rows, nint columns)
    {
        for (nint row = 0; row < rows; row++, y += columns, gradient += columns)
        {
            float mean = 0;
            for (nint i = 0; i < columns; i++) { mean += gradient[i] * y[i]; }
            for (nint i = 0; i < columns; i++) { gradient[i] = (gradient[i] - mean) * y[i]; }
        }
    }

    /// <summary>The greatest value; NaN where there is one.</summary>
    public static float FindGreatest(float* x, nint columns)
    {
        float most = x[0];
        for (nint i = 1; i < columns; i++) { most = MathF.Max(most, x[i]); }
        return most;
    }

    /// <summary>Where the greatest value stands: the first of equal ones, or the first NaN, as the engine's argmax.</summary>
    public static int FindPlace(float* x, nint columns)
    {
        int place = 0;
        for (int i = 1; i < columns; i++)
        {
            if (x[i] > x[place] || (float.IsNaN(x[i]) && !float.IsNaN(x[place]))) { place = i; }
        }
        return place;
    }
}
