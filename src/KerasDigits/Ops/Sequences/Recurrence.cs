using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Ops.Sequences;

/// <summary>
/// The arithmetic of a recurrent cell beside its products: what <see cref="SequenceRun"/> does at each step of each sample.
/// </summary>
internal abstract unsafe class Recurrence
{
    /// <summary>Sums for each unit: columns of the weights are this many times the units.</summary>
    public abstract int Gates { get; }

    /// <summary>Values for each unit that the backward pass needs beside the states.</summary>
    public abstract int Kept { get; }

    /// <summary>Whether there is a second state, the cell's.</summary>
    public virtual bool HasCell => false;

    /// <summary>Whether the gradient of the states' product is another than that of the input's.</summary>
    public virtual bool SplitsGradient => false;

    /// <summary>One step of one sample.</summary>
    public abstract void Forward(in StepPlace place, int units);

    /// <summary>One step of one sample, in the backward pass.</summary>
    public abstract void Backward(in StepPlace place, in StepGradient gradient, int units);
}

/// <summary>Where the values of one step of one sample stand.</summary>
/// <param name="fromInput">The input's product.</param>
/// <param name="fromState">The state's product.</param>
/// <param name="before">The state before.</param>
/// <param name="cellBefore">The cell's state before; null: the cell has none.</param>
/// <param name="kept">Takes what the backward pass needs; null: there is none.</param>
/// <param name="cell">Takes the cell's state; null: it has none.</param>
/// <param name="state">Takes the state.</param>
internal readonly unsafe struct StepPlace(float* fromInput, float* fromState, float* before, float* cellBefore, float* kept, float* cell,
    float* state)
{
    public readonly float* FromInput = fromInput, FromState = fromState, Before = before, CellBefore = cellBefore, Kept = kept, Cell = cell,
        State = state;
}

/// <summary>Where the gradients of one step of one sample stand.</summary>
/// <param name="carried">What the step behind gives through its product.</param>
/// <param name="passed">What the step behind gives beside it.</param>
/// <param name="given">What the layer above gives.</param>
/// <param name="ofInput">Takes the gradient of the input's product.</param>
/// <param name="ofState">Takes the gradient of the state's product; the same memory where there is but one.</param>
/// <param name="passes">Takes what goes to the step before beside the product; not the memory of <paramref name="passed"/>. Zeros are in
/// both until something is written.</param>
internal readonly unsafe struct StepGradient(float* carried, float* passed, float* given, float* ofInput, float* ofState, float* passes)
{
    public readonly float* Carried = carried, Passed = passed, Given = given, OfInput = ofInput, OfState = ofState, Passes = passes;
}

/// <summary>An LSTM's: <see cref="LongSteps"/>.</summary>
internal sealed unsafe class LongRecurrence : Recurrence
{
    public override int Gates => 4;

    public override int Kept => 4;

    public override bool HasCell => true;

    public override void Forward(in StepPlace place, int units) => LongSteps.Forward(Step(place), units);

    public override void Backward(in StepPlace place, in StepGradient gradient, int units) => LongSteps.Backward(Step(place),
        new LongGradient(gradient.Carried, gradient.Passed, gradient.Given, gradient.OfInput, gradient.Passes), units);

    private static LongStep Step(in StepPlace at) =>
        new(at.FromInput, at.FromState, at.CellBefore, at.Kept, at.Cell, at.State);
}

/// <summary>A GRU's whose reset gate comes after the product: <see cref="GatedSteps"/>.</summary>
internal sealed unsafe class GatedRecurrence : Recurrence
{
    public override int Gates => 3;

    public override int Kept => 4;

    public override bool SplitsGradient => true;

    public override void Forward(in StepPlace place, int units) => GatedSteps.Forward(Step(place, units), units);

    public override void Backward(in StepPlace place, in StepGradient gradient, int units) => GatedSteps.Backward(Step(place, units),
        new GatedGradient(gradient.Carried, gradient.Passed, gradient.Given, gradient.OfInput, gradient.OfState, gradient.Passes), units);

    private static GatedStep Step(in StepPlace at, int units) => at.Kept is null
        ? new(at.FromInput, at.FromState, at.Before, null, null, null, null, at.State)
        : new(at.FromInput, at.FromState, at.Before, at.Kept, at.Kept + units, at.Kept + (2 * units), at.Kept + (3 * units), at.State);
}

/// <summary>A plain cell's: <see cref="PlainSteps"/>.</summary>
/// <param name="function">The cell's function.</param>
internal sealed unsafe class PlainRecurrence(PlainFunction function) : Recurrence
{
    public override int Gates => 1;

    public override int Kept => 0;

    public override void Forward(in StepPlace place, int units) =>
        PlainSteps.RunForward(function, place.FromInput, place.FromState, place.State, units);

    public override void Backward(in StepPlace place, in StepGradient gradient, int units) =>
        PlainSteps.RunBackward(function, place.State, gradient.Carried, gradient.Given, gradient.OfInput, units);
}
