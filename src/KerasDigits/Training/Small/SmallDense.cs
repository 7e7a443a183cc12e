using KerasDigits.Layers;
using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Training.Small;

/// <summary>x · kernel + bias, over the last axis.</summary>
/// <param name="layer">The layer of the model.</param>
/// <param name="rows">Rows of a sample: the product of the axes before the last.</param>
/// <param name="parameters">What is trained, in one array.</param>
internal sealed unsafe class SmallDense(Dense layer, int rows, FlatParameters parameters) : SmallLayer
{
    private readonly SmallWeight _kernel = new(layer.kernel, parameters);
    private readonly SmallWeight? _bias = layer.bias is { } bias ? new(bias, parameters) : null;
    private readonly int _depth = (int)layer.kernel.Size / layer.units, _units = layer.units;
    private float* _input, _output, _inputGradient, _turned, _one;

    public override IEnumerable<SmallWeight> Weights => _bias is null ? [_kernel] : [_kernel, _bias];

    public override long Work => (long)rows * _depth * _units;

    public override void Reserve(SmallMemory memory, int samples, bool backwards)
    {
        _output = memory.Take((nint)samples * Size);
        _one = memory.Take(1);
        *_one = 1;
        if (!backwards) { return; }
        _inputGradient = memory.Take((nint)samples * rows * _depth);
        _turned = memory.Take((nint)_depth * _units);
    }

    public override float* RunForward(float* x, int samples, bool training)
    {
        _input = x;
        Product.Multiply(Strided.OfPlain(x, _depth), (float*)_kernel.Value, _output, _bias is null ? null : (float*)_bias.Value,
            (nint)samples * rows, _depth, _units);
        return _output;
    }

    public override float* RunBackward(float* gradient, int samples)
    {
        nint all = (nint)samples * rows;
        if (_kernel.Gradient != 0)
        {
            Product.Multiply(Strided.OfTransposed(_input, _depth), gradient, (float*)_kernel.Gradient, null, _depth, all, _units);
        }
        if (_bias is { Gradient: not 0 })
        {
            Product.Multiply(new Strided(_one, 0, 0), gradient, (float*)_bias.Gradient, null, 1, all, _units);
        }
        if (_inputGradient is null) { return null; }
        Transposition.Turn((float*)_kernel.Value, _turned, _depth, _units);
        Product.Multiply(Strided.OfPlain(gradient, _units), _turned, _inputGradient, null, all, _units, _depth);
        return _inputGradient;
    }
}
