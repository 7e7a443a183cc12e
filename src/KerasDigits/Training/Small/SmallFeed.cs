using KerasDigits.Backend;
using KerasDigits.Data;

namespace KerasDigits.Training.Small;

/// <summary>The batch of a compiled step in its buffers.</summary>
/// <param name="input">Axes of a sample.</param>
/// <param name="output">Axes of a prediction.</param>
/// <param name="classes">Whether targets are numbers of classes.</param>
internal sealed unsafe class SmallFeed(long[] input, long[] output, bool classes)
{
    private readonly int _width = MultiplyAxes(input), _targets = MultiplyAxes(classes ? output[..^1] : output), _classes = (int)output[^1];
    private ArraySource? _source;
    private (FloatRows X, FloatRows Y, FloatRows? Weights)? _rows;

    /// <summary>Inputs.</summary>
    public float* X { get; private set; }

    /// <summary>Targets.</summary>
    public float* Y { get; private set; }

    /// <summary>Factors of the samples; null: all 1.</summary>
    public float* Weights { get; private set; }

    private float* _weights;

    /// <summary>Makes the buffers.</summary>
    public void Reserve(SmallMemory memory, int samples)
    {
        X = memory.Take((nint)samples * _width);
        Y = memory.Take((nint)samples * _targets);
        _weights = memory.Take(samples);
    }

    /// <summary>Whether targets of that shape are numbers of classes (true) or a part of each output (false); null: neither.</summary>
    public static bool? AreClasses(long[] y, long[] output)
    {
        long[] axes = y.Length == 1 ? [1] : y[1..];
        if (axes.SequenceEqual(output)) { return false; }
        return output[^1] > 1 && (axes.SequenceEqual([.. output[..^1], 1L]) || (output.Length > 1 && axes.SequenceEqual(output[..^1])))
            ? true
            : null;
    }

    /// <summary>Reads a batch; false: it is none that the step can take.</summary>
    public bool Read(TensorBatch batch) => batch.X is [var x] && batch.Y is [{ } y] && batch.Weights is null or [_]
        && Fit(FloatRows.Of(x), FloatRows.Of(y), batch.Weights?[0] is { } w ? FloatRows.Of(w) : null,
            batch.Weights?[0] is not null) is { } rows
        && Read(rows, 0, batch.Size, null);

    /// <summary>Whether batches can be read where the source's arrays lie.</summary>
    public bool Follows(ArraySource source)
    {
        if (!ReferenceEquals(source, _source))
        {
            _source = source;
            _rows = source.X is [var x] && source.Y is [{ } y] && source.Weights is null or [_]
                ? Fit(x.Floats, FloatRows.Of(y), source.Weights?[0] is { } w ? FloatRows.Of(w) : null, source.Weights?[0] is not null)
                : null;
        }
        return _rows is not null;
    }

    /// <summary>Reads a batch of the source; false: it is none that the step can take.</summary>
    public bool Read(ArraySource source, long start, int count) => Follows(source) && Read(_rows!.Value, start, count, source.Order);

    private (FloatRows, FloatRows, FloatRows?)? Fit(FloatRows? x, FloatRows? y, FloatRows? weights, bool weighted)
    {
        if (x is null || y is null || weighted != weights is not null) { return null; }
        bool fits = (x.Shape.Length == 1 ? [1L] : x.Shape[1..]).SequenceEqual(input) && AreClasses(y.Shape, output) == classes
            && x.Shape[0] == y.Shape[0];
        return fits && (weights is null || (output.Length == 1 && weights.Shape[0] == x.Shape[0] && weights.Width == 1))
            ? (x, y, weights)
            : null;
    }

    private bool Read((FloatRows X, FloatRows Y, FloatRows? Weights) rows, long start, int count, long[]? order)
    {
        rows.X.Copy(start, count, order, _width, X);
        rows.Y.Copy(start, count, order, _targets, Y);
        rows.Weights?.Copy(start, count, order, 1, _weights);
        Weights = rows.Weights is null ? null : _weights;
        for (int i = 0; classes && i < count * _targets; i++)
        {
            if (!(Y[i] > -1 && Y[i] < _classes)) { return false; }
        }
        return true;
    }

    private static int MultiplyAxes(long[] axes) => (int)axes.Aggregate(1L, (a, b) => a * b);
}
