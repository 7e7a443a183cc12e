using System.Runtime.CompilerServices;

namespace KerasDigits.Ops.SmallNets;

/// <summary>Crossentropy of classes, from the logits: log(Σ exp(z)) less the class's own.</summary>
/// <param name="classes">Whether targets are numbers of classes; else they are a part of each class.</param>
/// <param name="smoothing">Part of each label that is spread over all classes.</param>
internal sealed unsafe class CategoryLossByLogits(bool classes, float smoothing = 0) : RowLoss
{
    private readonly bool _later = Compat.Is215;
    private nint _parts, _logSums;

    public override bool TakesClasses => classes;

    public override bool IsByLogits => true;

    public override void Reserve(Func<nint, nint> take, int values, int rows) => (_parts, _logSums) = (take(values), take(rows));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Compute(in RowData data, float* values)
    {
        float* z = data.Z, t = data.T, logSums = (float*)_logSums;
        SoftmaxRows.Apply(z, (float*)_parts, data.Rows, data.Columns, logSums);
        float kept = 1 - smoothing, spread = smoothing / data.Columns;
        for (int row = 0; row < data.Rows; row++, z += data.Columns)
        {
            if (classes)
            {
                values[row] = logSums[row] - z[(int)t[row]];
                continue;
            }
            float sum = 0;
            for (int i = 0; i < data.Columns; i++) { sum += ((t[i] * kept) + spread) * (logSums[row] - z[i]); }
            values[row] = sum;
            t += data.Columns;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddSlope(in RowData data, float* factors, float* gradient)
    {
        float* p = (float*)_parts, t = data.T;
        float kept = 1 - smoothing, spread = smoothing / data.Columns;
        for (int row = 0; row < data.Rows; row++, p += data.Columns, gradient += data.Columns)
        {
            // As Crossentropies.AddKernelGradient: softmax less labels, whatever these sum up to; in 2.15 a single class has no gradient.
            float factor = factors[row], sum = !classes && data.Columns == 1 && _later ? (t[0] * kept) + spread : 1;
            for (int i = 0; i < data.Columns; i++) { gradient[i] = factor * ((p[i] * sum) - (classes ? 0 : (t[i] * kept) + spread)); }
            if (classes) { gradient[(int)t[row]] -= factor; }
            else { t += data.Columns; }
        }
    }
}

/// <summary>Crossentropy of classes, from probabilities: divided by their sum and cut off near 0 and 1.</summary>
/// <param name="smoothing">Part of each label that is spread over all classes.</param>
/// <param name="epsilon">Least probability that a logarithm is taken of.</param>
internal sealed unsafe class CategoryLoss(float smoothing, float epsilon) : RowLoss
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Compute(in RowData data, float* values)
    {
        float* p = data.P, t = data.T;
        float kept = 1 - smoothing, spread = smoothing / data.Columns, most = 1 - epsilon;
        for (int row = 0; row < data.Rows; row++, p += data.Columns, t += data.Columns)
        {
            float all = 0, sum = 0;
            for (int i = 0; i < data.Columns; i++) { all += p[i]; }
            for (int i = 0; i < data.Columns; i++)
            {
                float wanted = (t[i] * kept) + spread;
                if (wanted != 0) { sum -= wanted * MathF.Log(Math.Clamp(p[i] / all, epsilon, most)); }
            }
            values[row] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddSlope(in RowData data, float* factors, float* gradient)
    {
        float* p = data.P, t = data.T;
        float kept = 1 - smoothing, spread = smoothing / data.Columns, most = 1 - epsilon;
        for (int row = 0; row < data.Rows; row++, p += data.Columns, t += data.Columns, gradient += data.Columns)
        {
            float all = 0, mean = 0;
            for (int i = 0; i < data.Columns; i++) { all += p[i]; }
            for (int i = 0; i < data.Columns; i++)
            {
                float part = p[i] / all;
                gradient[i] = part < epsilon || part > most ? 0 : -((t[i] * kept) + spread) / part;
                mean += gradient[i] * part;
            }
            for (int i = 0; i < data.Columns; i++) { gradient[i] = factors[row] * (gradient[i] - mean) / all; }
        }
    }
}

/// <summary>Crossentropy of numbers of classes, from probabilities.</summary>
/// <param name="epsilon">Least probability that a logarithm is taken of.</param>
internal sealed unsafe class ClassLoss(float epsilon) : RowLoss
{
    public override bool TakesClasses => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Compute(in RowData data, float* values)
    {
        float* p = data.P;
        for (int row = 0; row < data.Rows; row++, p += data.Columns)
        {
            values[row] = MathF.Log(Sum(p, data.Columns)) - MathF.Log(Limit(p[(int)data.T[row]]));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddSlope(in RowData data, float* factors, float* gradient)
    {
        float* p = data.P;
        for (int row = 0; row < data.Rows; row++, p += data.Columns, gradient += data.Columns)
        {
            float factor = factors[row] / Sum(p, data.Columns);
            for (int i = 0; i < data.Columns; i++) { gradient[i] = Holds(p[i]) ? factor : 0; }
            int own = (int)data.T[row];
            if (Holds(p[own])) { gradient[own] -= factors[row] / p[own]; }
        }
    }

    private float Sum(float* p, int columns)
    {
        float sum = 0;
        for (int i = 0; i < columns; i++) { sum += Limit(p[i]); }
        return sum;
    }

    private float Limit(float p) => Math.Clamp(p, epsilon, 1 - epsilon);

    private bool Holds(float p) => p >= epsilon && p <= 1 - epsilon;
}
