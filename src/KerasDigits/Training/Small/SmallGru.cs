using KerasDigits.Layers;
using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Training.Small;

/// <summary>A GRU whose reset gate acts after the product, Keras's default.</summary>
/// <param name="layer">The layer of the model.</param>
/// <param name="cell">The cell of the layer.</param>
/// <param name="steps">Steps of a sequence.</param>
/// <param name="parameters">What is trained, in one array.</param>
internal sealed unsafe class SmallGru(GRU layer, GRUCell cell, int steps, FlatParameters parameters)
    : SmallRecurrent(new RecurrentForm(cell.kernel, cell.recurrent_kernel, cell.bias, layer.units, steps, layer.return_sequences),
        parameters)
{
    private float* _update, _reset, _candidate, _innerParts, _fromInput, _fromState;

    /// <summary>Of one step: the engine is called for each of them.</summary>
    public override long Work => (long)(Depth + Units) * Gates;

    protected override bool HasInnerBias => true;

    protected override float* OfInput => _fromInput;

    protected override float* OfState => _fromState;

    /// <summary>Whether the layer is one that this computes.</summary>
    public static bool Takes(GRU layer) => layer is
    {
        reset_after: true, return_state: false, go_backwards: false, stateful: false, time_major: false, dropout: 0, recurrent_dropout: 0,
        activation: { IsKerass: true, name: "tanh" }, recurrent_activation: { IsKerass: true, name: "sigmoid" },
    };

    public override void Reserve(SmallMemory memory, int samples, bool backwards)
    {
        base.Reserve(memory, samples, backwards);
        nint all = (nint)samples * Steps;
        _update = memory.Take(all * Units);
        _reset = memory.Take(all * Units);
        _candidate = memory.Take(all * Units);
        _innerParts = memory.Take(all * Units);
        _fromInput = memory.Take(all * Gates);
        _fromState = memory.Take(all * Gates);
    }

    protected override void StepForward(int sample, int t) => GatedSteps.Forward(Step(sample, t), Units);

    protected override void StepBackward(int sample, int t, float* carried, float* kept, float* given, float* keeps) =>
        GatedSteps.Backward(Step(sample, t),
            new GatedGradient(carried, kept, given, GetRow(_fromInput, sample, t, Gates), GetRow(_fromState, sample, t, Gates), keeps),
                Units);

    private GatedStep Step(int sample, int t) => new(GetRow(Products, sample, t, Gates), Inner + ((nint)sample * Gates),
        t == 0 ? null : GetRow(States, sample, t - 1, Units), GetRow(_update, sample, t, Units), GetRow(_reset, sample, t, Units),
        GetRow(_candidate, sample, t, Units), GetRow(_innerParts, sample, t, Units), GetRow(States, sample, t, Units));
}
