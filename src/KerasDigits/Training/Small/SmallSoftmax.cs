using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Training.Small;

/// <summary>exp(x), normalized over the last axis.</summary>
/// <param name="units">Size of that axis.</param>
internal sealed unsafe class SmallSoftmax(int units) : SmallLayer
{
    private float* _own, _output;

    public override bool NeedsOutput => true;

    public override void Reserve(SmallMemory memory, int samples, bool backwards)
    {
        if (KeepsInput) { _own = memory.Take((nint)samples * Size); }
    }

    public override float* RunForward(float* x, int samples, bool training)
    {
        _output = KeepsInput ? _own : x;
        SoftmaxRows.Apply(x, _output, samples * (Size / units), units);
        return _output;
    }

    public override float* RunBackward(float* gradient, int samples)
    {
        SoftmaxRows.AddSlope(_output, gradient, samples * (Size / units), units);
        return gradient;
    }
}
