using KerasDigits.Layers;
using KerasDigits.Ops;
using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Training.Small;

/// <summary>Sets values to 0, the same that the layer would choose from the same generator.</summary>
/// <param name="layer">The layer of the model.</param>
internal sealed unsafe class SmallDropout(Dropout layer) : SmallLayer
{
    private float* _mask, _output;
    private bool _drops;

    public override void Reserve(SmallMemory memory, int samples, bool backwards)
    {
        _mask = memory.Take((nint)samples * Size);
        _output = memory.Take((nint)samples * Size);
    }

    public override float* RunForward(float* x, int samples, bool training)
    {
        _drops = training;
        if (!training) { return x; }
        nint count = (nint)samples * Size;
        DropoutMask.Fill(_mask, 0, count, DropoutMask.DrawKey(layer.Generator), layer.rate);
        Functions.Multiply(x, _mask, _output, count);
        return _output;
    }

    public override float* RunBackward(float* gradient, int samples)
    {
        if (_drops) { Functions.Multiply(gradient, _mask, gradient, (nint)samples * Size); }
        return gradient;
    }
}
