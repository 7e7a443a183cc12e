using System.Runtime.CompilerServices;

namespace KerasDigits.Ops.SmallNets;

/// <summary>What one prediction adds to the mean over its row.</summary>
internal interface IElementLoss
{
    /// <summary>Its part.</summary>
    /// <param name="p">One predicted value.</param>
    /// <param name="t">One target value.</param>
    float Compute(float p, float t);

    /// <summary>The part's derivative by the prediction.</summary>
    /// <param name="p">One predicted value.</param>
    /// <param name="t">One target value.</param>
    float ComputeSlope(float p, float t);
}

/// <summary>A mean over each row's predictions.</summary>
/// <param name="element">What is averaged; a struct, so that it is compiled into the loops.</param>
internal sealed unsafe class MeanLoss<T>(T element = default) : RowLoss where T : struct, IElementLoss
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Compute(in RowData data, float* values)
    {
        T of = element;
        float* p = data.P, t = data.T;
        for (int row = 0; row < data.Rows; row++, p += data.Columns, t += data.Columns)
        {
            float sum = 0;
            for (int i = 0; i < data.Columns; i++) { sum += of.Compute(p[i], t[i]); }
            values[row] = sum / data.Columns;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddSlope(in RowData data, float* factors, float* gradient)
    {
        T of = element;
        float* p = data.P, t = data.T;
        for (int row = 0; row < data.Rows; row++, p += data.Columns, t += data.Columns, gradient += data.Columns)
        {
            float factor = factors[row] / data.Columns;
            for (int i = 0; i < data.Columns; i++) { gradient[i] = factor * of.ComputeSlope(p[i], t[i]); }
        }
    }
}
