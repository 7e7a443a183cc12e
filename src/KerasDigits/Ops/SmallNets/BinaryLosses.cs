using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512;

namespace KerasDigits.Ops.SmallNets;

/// <summary>Mean crossentropy of yes and no, from the logits: t · softplus(−z) + (1 − t) · softplus(z).</summary>
/// <param name="smoothing">Part of each label that is moved to one half.</param>
internal sealed unsafe class BinaryLossByLogits(float smoothing) : RowLoss
{
    private nint _each;

    public override bool IsByLogits => true;

    public override void Reserve(Func<nint, nint> take, int values, int rows) => _each = take(values);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Compute(in RowData data, float* values)
    {
        float* each = (float*)_each;
        for (nint i = 0; i < (nint)data.Rows * data.Columns; i += Functions.Width)
        {
            Vector512<float> z = V.Load(data.Z + i), t = Label(V.Load(data.T + i));
            ((t * Functions.Softplus(-z)) + ((Vector512<float>.One - t) * Functions.Softplus(z))).Store(each + i);
        }
        for (int row = 0; row < data.Rows; row++, each += data.Columns)
        {
            float sum = 0;
            for (int i = 0; i < data.Columns; i++) { sum += each[i]; }
            values[row] = sum / data.Columns;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddSlope(in RowData data, float* factors, float* gradient)
    {
        for (nint i = 0; i < (nint)data.Rows * data.Columns; i += Functions.Width)
        {
            (Functions.Sigmoid(V.Load(data.Z + i)) - Label(V.Load(data.T + i))).Store(gradient + i);
        }
        for (int row = 0; row < data.Rows; row++, gradient += data.Columns)
        {
            float factor = factors[row] / data.Columns;
            for (int i = 0; i < data.Columns; i++) { gradient[i] *= factor; }
        }
    }

    private Vector512<float> Label(Vector512<float> t) => (t * (1 - smoothing)) + V.Create(0.5f * smoothing);
}

/// <summary>Crossentropy of yes and no, from probabilities, cut off near 0 and 1.</summary>
/// <param name="smoothing">Part of each label that is moved to one half.</param>
/// <param name="epsilon">Least probability, also added below the logarithms.</param>
internal readonly struct BinaryError(float smoothing, float epsilon) : IElementLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Compute(float p, float t)
    {
        float q = Math.Clamp(p, epsilon, 1 - epsilon), wanted = Label(t);
        return -((wanted * MathF.Log(q + epsilon)) + ((1 - wanted) * MathF.Log(1 - q + epsilon)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float ComputeSlope(float p, float t)
    {
        float wanted = Label(t);
        return p < epsilon || p > 1 - epsilon ? 0 : ((1 - wanted) / (1 - p + epsilon)) - (wanted / (p + epsilon));
    }

    private float Label(float t) => (t * (1 - smoothing)) + (0.5f * smoothing);
}
