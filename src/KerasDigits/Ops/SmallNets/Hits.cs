using System.Runtime.CompilerServices;

namespace KerasDigits.Ops.SmallNets;

/// <summary>1 where the greatest prediction stands at the class of the target, else 0.</summary>
/// <param name="classes">Whether targets are numbers of classes; else the greatest target is the class.</param>
internal sealed unsafe class CategoryHits(bool classes) : RowValues
{
    public override bool TakesClasses => classes;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Compute(in RowData data, float* values)
    {
        float* p = data.P, t = data.T;
        for (int row = 0; row < data.Rows; row++, p += data.Columns)
        {
            int wanted = classes ? (int)t[row] : SoftmaxRows.FindPlace(t + ((nint)row * data.Columns), data.Columns);
            values[row] = SoftmaxRows.FindPlace(p, data.Columns) == wanted ? 1 : 0;
        }
    }
}

/// <summary>Part of a row on the right side of a threshold.</summary>
/// <param name="threshold">Above it a prediction is a yes.</param>
internal sealed unsafe class BinaryHits(double threshold) : RowValues
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Compute(in RowData data, float* values)
    {
        float* p = data.P, t = data.T;
        for (int row = 0; row < data.Rows; row++, p += data.Columns, t += data.Columns)
        {
            int hits = 0;
            for (int i = 0; i < data.Columns; i++) { hits += t[i] == (p[i] > (float)threshold ? 1f : 0f) ? 1 : 0; }
            values[row] = (float)hits / data.Columns;
        }
    }
}
