using KerasDigits.Layers;
using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Training.Small;

/// <summary>An LSTM.</summary>
/// <param name="layer">The layer of the model.</param>
/// <param name="cell">The cell of the layer.</param>
/// <param name="steps">Steps of a sequence.</param>
/// <param name="parameters">What is trained, in one array.</param>
internal sealed unsafe class SmallLstm(LSTM layer, LSTMCell cell, int steps, FlatParameters parameters)
    : SmallRecurrent(new RecurrentForm(cell.kernel, cell.recurrent_kernel, cell.bias, layer.units, steps, layer.return_sequences),
        parameters)
{
    private float* _cells, _open, _ofGates;

    /// <summary>Of all steps: the engine is called for all of them at once.</summary>
    public override long Work => (long)Steps * (Depth + Units) * Gates;

    protected override bool HasInnerBias => false;

    protected override float* OfInput => _ofGates;

    protected override float* OfState => _ofGates;

    /// <summary>Whether the layer is one that this computes.</summary>
    public static bool Takes(LSTM layer) => layer is
    {
        return_state: false, go_backwards: false, stateful: false, time_major: false, dropout: 0, recurrent_dropout: 0,
        activation: { IsKerass: true, name: "tanh" }, recurrent_activation: { IsKerass: true, name: "sigmoid" },
    };

    public override void Reserve(SmallMemory memory, int samples, bool backwards)
    {
        base.Reserve(memory, samples, backwards);
        nint all = (nint)samples * Steps;
        _cells = memory.Take(all * Units);
        _open = memory.Take(all * Gates);
        _ofGates = memory.Take(all * Gates);
    }

    protected override void StepForward(int sample, int t) => LongSteps.Forward(Step(sample, t), Units);

    protected override void StepBackward(int sample, int t, float* carried, float* kept, float* given, float* keeps) =>
        LongSteps.Backward(Step(sample, t), new LongGradient(carried, kept, given, GetRow(_ofGates, sample, t, Gates), keeps), Units);

    private LongStep Step(int sample, int t) => new(GetRow(Products, sample, t, Gates), Inner + ((nint)sample * Gates),
        t == 0 ? null : GetRow(_cells, sample, t - 1, Units), GetRow(_open, sample, t, Gates), GetRow(_cells, sample, t, Units),
        GetRow(States, sample, t, Units));
}
