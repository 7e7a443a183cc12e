using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Training.Small;

/// <summary>An activation of single values, written over its input unless that is asked for afterwards.</summary>
/// <param name="function">The function of single values.</param>
/// <param name="alpha">Its parameter, where it has one.</param>
internal sealed unsafe class SmallFunction(Function function, float alpha = 0) : SmallLayer
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
        Functions.Apply(function, alpha, x, _output, (nint)samples * Size);
        return _output;
    }

    public override float* RunBackward(float* gradient, int samples)
    {
        Functions.AddSlope(function, alpha, _output, gradient, (nint)samples * Size);
        return gradient;
    }
}
