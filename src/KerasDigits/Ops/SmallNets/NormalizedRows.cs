using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512;

namespace KerasDigits.Ops.SmallNets;

/// <summary>What a normalization of rows keeps for each channel between its way forward and back.</summary>
/// <param name="channels">Values of a row. Memory of rows and channels reaches a vector beyond its end; rows are gone through in their
/// order, so that what is written there is written over.</param>
/// <param name="mean">Mean of each row.</param>
/// <param name="rest">What the means have beyond float32's digits: a mean of a million rounds to sixteenths.</param>
/// <param name="variance">Variance of each row.</param>
/// <param name="inverse">1 / √(variance + epsilon).</param>
/// <param name="factor">Gamma, or 1, times that.</param>
/// <param name="offset">What is added behind.</param>
/// <param name="sums">Sums of the gradients.</param>
/// <param name="products">Sums of the gradients times the normalized values.</param>
internal readonly unsafe struct NormalizedRows(int channels, float* mean, float* rest, float* variance, float* inverse, float* factor,
    float* offset, float* sums, float* products)
{
    /// <summary>Finds the batch's means and variances.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Measure(float* x, int rows)
    {
        float part = 1f / rows;
        for (int c = 0; c < channels; c += Functions.Width)
        {
            Vector512<float> sum = default, squares = default, first = V.Load(x + c);
            float* from = x + c;
            for (int row = 0; row < rows; row++, from += channels) { sum += V.Load(from) - first; }
            Vector512<float> middle = first + (sum * part);
            sum = default;
            from = x + c;
            for (int row = 0; row < rows; row++, from += channels)
            {
                Vector512<float> away = V.Load(from) - middle;
                sum += away;
                squares += away * away;
            }
            Vector512<float> left = sum * part;
            middle.Store(mean + c);
            left.Store(rest + c);
            V.Max((squares * part) - (left * left), default).Store(variance + c);
        }
    }

    /// <summary>Takes kept means and variances.</summary>
    public void Take(float* means, float* variances)
    {
        for (int c = 0; c < channels; c++) { (mean[c], rest[c], variance[c]) = (means[c], 0, variances[c]); }
    }

    /// <summary>Moves kept means and variances toward the batch's.</summary>
    public void Move(float* means, float* variances, double momentum, double unbiased)
    {
        float kept = (float)momentum, moved = (float)(1 - momentum);
        for (int c = 0; c < channels; c++)
        {
            means[c] = (means[c] * kept) + ((mean[c] + rest[c]) * moved);
            variances[c] = (variances[c] * kept) + (variance[c] * (float)unbiased * moved);
        }
    }

    /// <summary>Makes factors and offsets.</summary>
    public void Scale(float epsilon, float* gamma, float* beta)
    {
        for (int c = 0; c < channels; c++)
        {
            inverse[c] = 1 / MathF.Sqrt(variance[c] + epsilon);
            factor[c] = gamma is null ? inverse[c] : inverse[c] * gamma[c];
            offset[c] = (beta is null ? 0 : beta[c]) - (rest[c] * factor[c]);
        }
    }

    /// <summary>y = (x − mean) · factor + offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(float* x, float* y, int rows)
    {
        for (int row = 0; row < rows; row++, x += channels, y += channels)
        {
            for (int c = 0; c < channels; c += Functions.Width)
            {
                V.FusedMultiplyAdd(V.Load(x + c) - V.Load(mean + c), V.Load(factor + c), V.Load(offset + c)).Store(y + c);
            }
        }
    }

    /// <summary>Adds up gradients, and gradients times normalized values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sum(float* x, float* gradient, int rows)
    {
        for (int c = 0; c < channels; c += Functions.Width)
        {
            Vector512<float> plain = default, both = default, middle = V.Load(mean + c);
            float* from = x + c, g = gradient + c;
            for (int row = 0; row < rows; row++, from += channels, g += channels)
            {
                plain += V.Load(g);
                both += V.Load(g) * (V.Load(from) - middle);
            }
            plain.Store(sums + c);
            ((both - (V.Load(rest + c) * plain)) * V.Load(inverse + c)).Store(products + c);
        }
    }

    /// <summary>Writes the gradients of gamma and beta; null: it is not wanted.</summary>
    public void WriteSums(float* gamma, float* beta)
    {
        if (gamma is not null) { new ReadOnlySpan<float>(products, channels).CopyTo(new Span<float>(gamma, channels)); }
        if (beta is not null) { new ReadOnlySpan<float>(sums, channels).CopyTo(new Span<float>(beta, channels)); }
    }

    /// <summary>The gradient of x.</summary>
    /// <param name="x">What was normalized.</param>
    /// <param name="gradient">Of the results.</param>
    /// <param name="to">Memory that takes the gradient.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="byBatch">Whether mean and variance were the batch's, and so move with x.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddSlope(float* x, float* gradient, float* to, int rows, bool byBatch)
    {
        float part = byBatch ? 1f / rows : 0;
        for (int row = 0; row < rows; row++, x += channels, gradient += channels, to += channels)
        {
            for (int c = 0; c < channels; c += Functions.Width)
            {
                Vector512<float> normalized = (V.Load(x + c) - V.Load(mean + c) - V.Load(rest + c)) * V.Load(inverse + c);
                Vector512<float> common = (V.Load(sums + c) + (normalized * V.Load(products + c))) * part;
                ((V.Load(gradient + c) - common) * V.Load(factor + c)).Store(to + c);
            }
        }
    }
}
