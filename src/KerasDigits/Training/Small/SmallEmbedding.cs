using KerasDigits.Layers;
using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Training.Small;

/// <summary>Rows of a table by number; the first layer of a chain.</summary>
/// <param name="layer">The layer of the model.</param>
/// <param name="numbers">Numbers of a sample.</param>
/// <param name="parameters">What is trained, in one array.</param>
internal sealed unsafe class SmallEmbedding(Embedding layer, int numbers, FlatParameters parameters) : SmallLayer
{
    private readonly SmallWeight _table = new(layer.embeddings, parameters);
    private readonly int _rows = layer.input_dim, _width = layer.output_dim;
    private float* _input, _output;

    public override IEnumerable<SmallWeight> Weights => [_table];

    public override bool AddsGradients => _table.Gradient != 0;

    public override void Reserve(SmallMemory memory, int samples, bool backwards) => _output = memory.Take((nint)samples * Size);

    public override bool Takes(float* x, int samples)
    {
        for (int i = 0; i < samples * numbers; i++)
        {
            if (!(x[i] > -1 && x[i] < _rows)) { return false; }
        }
        return true;
    }

    public override float* RunForward(float* x, int samples, bool training)
    {
        _input = x;
        float* table = (float*)_table.Value, y = _output;
        for (int i = 0; i < samples * numbers; i++, y += _width)
        {
            new ReadOnlySpan<float>(table + ((nint)x[i] * _width), _width).CopyTo(new Span<float>(y, _width));
        }
        return _output;
    }

    public override float* RunBackward(float* gradient, int samples)
    {
        float* sums = (float*)_table.Gradient;
        if (sums is null) { return null; }
        for (int i = 0; i < samples * numbers; i++, gradient += _width)
        {
            Functions.AddExactly(gradient, sums + ((nint)_input[i] * _width), _width);
        }
        return null;
    }
}
