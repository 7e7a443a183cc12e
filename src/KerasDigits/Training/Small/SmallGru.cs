using KerasDigits.Layers;
using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Training.Small;

/// <summary>A GRU over whole sequences, forward and back through time.</summary>
/// <param name="layer">The layer.</param>
/// <param name="cell">Its cell.</param>
/// <param name="steps">Steps of a sequence.</param>
/// <param name="parameters">What is trained.</param>
/// <remarks>Sequences stay as they come, sample by sample; a step's states are read from among them by their stride.</remarks>
internal sealed unsafe class SmallGru(GRU layer, GRUCell cell, int steps, FlatParameters parameters) : SmallLayer
{
    private readonly SmallWeight _kernel = new(cell.kernel, parameters), _recurrent = new(cell.recurrent_kernel, parameters);
    private readonly SmallWeight? _bias = cell.bias is { } bias ? new(bias, parameters) : null;
    private readonly int _units = layer.units, _gates = 3 * layer.units, _depth = (int)cell.kernel.Size / (3 * layer.units);
    private float* _input, _inputGradient, _products, _inner, _states, _last, _update, _reset, _candidate, _innerParts, _fromInput, _fromState, _carried, _kept, _keeps, _turned, _one;

    public override IEnumerable<SmallWeight> Weights => _bias is null ? [_kernel, _recurrent] : [_kernel, _recurrent, _bias];

    public override bool NeedsOutput => true;

    /// <summary>Of one step: the engine is called for each of them.</summary>
    public override long Work => (long)(_depth + _units) * _gates;

    /// <summary>Whether the layer is one that this computes.</summary>
    public static bool Takes(GRU layer) => layer is
    {
        reset_after: true, return_state: false, go_backwards: false, stateful: false, time_major: false, dropout: 0, recurrent_dropout: 0,
        activation: { IsKerass: true, name: "tanh" }, recurrent_activation: { IsKerass: true, name: "sigmoid" },
    };

    public override void Reserve(SmallMemory memory, int samples, bool backwards)
    {
        nint all = (nint)samples * steps, one = (nint)samples * _units;
        _products = memory.Take(all * _gates);
        _inner = memory.Take((nint)samples * _gates);
        _states = memory.Take(all * _units);
        _last = memory.Take(one);
        _update = memory.Take(all * _units);
        _reset = memory.Take(all * _units);
        _candidate = memory.Take(all * _units);
        _innerParts = memory.Take(all * _units);
        _fromInput = memory.Take(all * _gates);
        _fromState = memory.Take(all * _gates);
        _carried = memory.Take(one);
        _kept = memory.Take(one);
        _keeps = memory.Take(one);
        _turned = memory.Take((nint)Math.Max(_depth, _units) * _gates);
        _one = memory.Take(1);
        *_one = 1;
        _inputGradient = backwards ? memory.Take(all * _depth) : null;
    }

    public override float* Forward(float* x, int samples, bool training)
    {
        _input = x;
        float* bias = _bias is null ? null : (float*)_bias.Value, innerBias = bias is null ? null : bias + _gates;
        Product.Multiply(Strided.Plain(x, _depth), (float*)_kernel.Value, _products, bias, (nint)samples * steps, _depth, _gates);
        for (int t = 0; t < steps; t++)
        {
            // Before the first step the states are zeros, of which the product is none.
            if (t > 0) { Product.Multiply(new Strided(_states + ((t - 1) * _units), steps * _units, 1), (float*)_recurrent.Value, _inner, innerBias, samples, _units, _gates); }
            else { Start(innerBias, samples); }
            for (int i = 0; i < samples; i++) { GatedSteps.Forward(Step(i, t), _units); }
        }
        if (layer.return_sequences) { return _states; }
        for (int i = 0; i < samples; i++) { Copy(Row(_states, i, steps - 1, _units), _last + ((nint)i * _units), _units); }
        return _last;
    }

    public override float* Backward(float* gradient, int samples)
    {
        nint all = (nint)samples * steps;
        Transposition.Turn((float*)_recurrent.Value, _turned, _units, _gates);
        new Span<float>(_carried, samples * _units).Clear();
        if (!layer.return_sequences) { Copy(gradient, _carried, samples * _units); }
        for (int t = steps - 1; t >= 0; t--)
        {
            for (int i = 0; i < samples; i++)
            {
                nint at = (nint)i * _units;
                var to = new GatedGradient(_carried + at, t == steps - 1 ? null : _kept + at, layer.return_sequences ? Row(gradient, i, t, _units) : null,
                    Row(_fromInput, i, t, _gates), Row(_fromState, i, t, _gates), _keeps + at);
                GatedSteps.Backward(Step(i, t), to, _units);
            }
            if (t > 0) { Product.Multiply(new Strided(_fromState + ((nint)t * _gates), steps * _gates, 1), _turned, _carried, null, samples, _gates, _units); }
            float* kept = _kept;
            _kept = _keeps;
            _keeps = kept;
        }
        WriteGradients(all, samples);
        if (_inputGradient is null) { return null; }
        Transposition.Turn((float*)_kernel.Value, _turned, _depth, _gates);
        Product.Multiply(Strided.Plain(_fromInput, _gates), _turned, _inputGradient, null, all, _gates, _depth);
        return _inputGradient;
    }

    private void WriteGradients(nint all, int samples)
    {
        if (_kernel.Gradient != 0) { Product.Multiply(Strided.Transposed(_input, _depth), _fromInput, (float*)_kernel.Gradient, null, _depth, all, _gates); }
        if (_bias is { Gradient: not 0 })
        {
            Product.Multiply(new Strided(_one, 0, 0), _fromInput, (float*)_bias.Gradient, null, 1, all, _gates);
            Product.Multiply(new Strided(_one, 0, 0), _fromState, (float*)_bias.Gradient + _gates, null, 1, all, _gates);
        }
        if (_recurrent.Gradient == 0) { return; }
        // Each step meets the state of the row before; a first step has none, and there stands another sample's last one.
        for (int i = 0; i < samples; i++) { new Span<float>(Row(_fromState, i, 0, _gates), _gates).Clear(); }
        if (all > 1) { Product.Multiply(Strided.Transposed(_states, _units), _fromState + _gates, (float*)_recurrent.Gradient, null, _units, all - 1, _gates); }
        else { new Span<float>((float*)_recurrent.Gradient, _units * _gates).Clear(); }
    }

    private GatedStep Step(int sample, int t) => new(Row(_products, sample, t, _gates), _inner + ((nint)sample * _gates), t == 0 ? null : Row(_states, sample, t - 1, _units),
        Row(_update, sample, t, _units), Row(_reset, sample, t, _units), Row(_candidate, sample, t, _units), Row(_innerParts, sample, t, _units), Row(_states, sample, t, _units));

    private float* Row(float* rows, int sample, int t, int width) => rows + ((((nint)sample * steps) + t) * width);

    private void Start(float* bias, int samples)
    {
        for (int i = 0; i < samples; i++)
        {
            if (bias is null) { new Span<float>(_inner + ((nint)i * _gates), _gates).Clear(); }
            else { Copy(bias, _inner + ((nint)i * _gates), _gates); }
        }
    }

    private static void Copy(float* from, float* to, int count) => new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));
}
