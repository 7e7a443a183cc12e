using System.Runtime.CompilerServices;

namespace KerasDigits.Ops.SmallNets;

/// <summary>Mean of squared differences.</summary>
internal sealed unsafe class SquaredError : RowLoss
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Compute(in RowData data, float* values)
    {
        float* p = data.P, t = data.T;
        for (int row = 0; row < data.Rows; row++, p += data.Columns, t += data.Columns)
        {
            float sum = 0;
            for (int i = 0; i < data.Columns; i++) { sum += (p[i] - t[i]) * (p[i] - t[i]); }
            values[row] = sum / data.Columns;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Slope(in RowData data, float* factors, float* gradient)
    {
        float* p = data.P, t = data.T;
        for (int row = 0; row < data.Rows; row++, p += data.Columns, t += data.Columns, gradient += data.Columns)
        {
            float factor = 2 * factors[row] / data.Columns;
            for (int i = 0; i < data.Columns; i++) { gradient[i] = factor * (p[i] - t[i]); }
        }
    }
}

/// <summary>Mean of absolute differences.</summary>
internal sealed unsafe class AbsoluteError : RowLoss
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Compute(in RowData data, float* values)
    {
        float* p = data.P, t = data.T;
        for (int row = 0; row < data.Rows; row++, p += data.Columns, t += data.Columns)
        {
            float sum = 0;
            for (int i = 0; i < data.Columns; i++) { sum += MathF.Abs(p[i] - t[i]); }
            values[row] = sum / data.Columns;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Slope(in RowData data, float* factors, float* gradient)
    {
        float* p = data.P, t = data.T;
        for (int row = 0; row < data.Rows; row++, p += data.Columns, t += data.Columns, gradient += data.Columns)
        {
            float factor = factors[row] / data.Columns;
            for (int i = 0; i < data.Columns; i++) { gradient[i] = p[i] > t[i] ? factor : p[i] < t[i] ? -factor : factor * (p[i] - t[i]); } // 0 where equal, NaN stays
        }
    }
}
