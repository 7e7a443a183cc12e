using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Training.Small;

/// <summary>Batch normalization over the last axis.</summary>
/// <param name="layer">The layer; its flag <c>trainable</c> is asked at every step, as the layer does itself.</param>
/// <param name="rows">Rows of a sample.</param>
/// <param name="channels">Size of the last axis.</param>
/// <param name="parameters">What is trained, in one array.</param>
internal sealed unsafe class SmallNormalization(BatchNormalization layer, int rows, int channels, FlatParameters parameters) : SmallLayer
{
    private readonly SmallWeight? _gamma = layer.gamma is { } gamma ? new(gamma, parameters) : null, _beta = layer.beta is { } beta
        ? new(beta, parameters)
        : null;
    private readonly SmallWeight _mean = new(layer.moving_mean!, parameters), _variance = new(layer.moving_variance!, parameters);
    private NormalizedRows _kept;
    private float* _input, _output, _inputGradient;
    private bool _byBatch;

    public override IEnumerable<SmallWeight> Weights =>
        [.. _gamma is null ? (SmallWeight[])[] : [_gamma], .. _beta is null ? (SmallWeight[])[] : [_beta], _mean, _variance];

    public override void Reserve(SmallMemory memory, int samples, bool backwards)
    {
        _output = memory.Take((nint)samples * Size);
        _inputGradient = backwards ? memory.Take((nint)samples * Size) : null;
        _kept = new NormalizedRows(channels, memory.Take(channels), memory.Take(channels), memory.Take(channels), memory.Take(channels),
            memory.Take(channels), memory.Take(channels), memory.Take(channels), memory.Take(channels));
    }

    public override float* RunForward(float* x, int samples, bool training)
    {
        _input = x;
        _byBatch = training && layer.trainable;
        int all = samples * rows;
        if (_byBatch)
        {
            _kept.Measure(x, all);
            double unbiased = layer.fused == true ? (double)all / Math.Max(1, all - 1) : 1;
            using var write = WeightGate.Write(_mean.Variable);
            _kept.Move((float*)_mean.Value, (float*)_variance.Value, layer.momentum, unbiased);
        }
        else { _kept.Take((float*)_mean.Value, (float*)_variance.Value); }
        _kept.Scale((float)layer.epsilon, GetAddress(_gamma), GetAddress(_beta));
        _kept.Apply(x, _output, all);
        return _output;
    }

    public override float* RunBackward(float* gradient, int samples)
    {
        int all = samples * rows;
        _kept.Sum(_input, gradient, all);
        _kept.WriteSums(_gamma is null ? null : (float*)_gamma.Gradient, _beta is null ? null : (float*)_beta.Gradient);
        if (_inputGradient is null) { return null; }
        _kept.AddSlope(_input, gradient, _inputGradient, all, _byBatch);
        return _inputGradient;
    }

    private static float* GetAddress(SmallWeight? weight) => weight is null ? null : (float*)weight.Value;
}
