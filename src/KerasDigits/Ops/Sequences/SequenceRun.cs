using System.Numerics;
using KerasDigits.Backend;
using KerasDigits.Ops.SmallNets;
using TorchSharp;

namespace KerasDigits.Ops.Sequences;

/// <summary>
/// A recurrent layer over whole sequences, forward and back through time, in loops of our own: the engine's calls for one step cost more
/// than the step. The samples of a batch are shared out over the threads, each of which goes through time by itself.
/// </summary>
/// <remarks>All memory is (time, batch, …). A masked step leaves the states as they are.</remarks>
internal sealed unsafe class SequenceRun
{
    /// <summary>Samples of a part at least: fewer would be multiplied row by row, slower and to other last bits.</summary>
    public const int FewestSamples = ProductTiles.Rows;

    // Multiply-adds below which one thread is done sooner than another has been woken.
    private const long WorkOfOneThread = 200_000;

    private readonly Recurrence _recurrence;
    private readonly int _steps, _samples, _units, _gates, _parts;
    private readonly bool _hasCell;
    private readonly List<Tensor> _held = [];
    private readonly float* _projected, _recurrent, _innerBias, _firstState, _firstCell, _drop;
    private readonly StepInputs _inputs;
    private readonly byte* _mask;

    /// <summary>Takes a sequence.</summary>
    /// <param name="form">What is done.</param>
    /// <param name="projected">The inputs' products with their weights, bias added: (time, batch, gates); where
    /// <see cref="SequenceForm.Kernel"/> is given, the inputs themselves, (time, batch, features), whose products are then computed step by
    /// step.</param>
    /// <param name="recurrent">Weights of the states, (units, gates).</param>
    /// <param name="firstState">State before the first step, (batch, units).</param>
    /// <param name="extra">Of a cell with two states the second, (batch, units); else what is added to the states' products, (gates);
    /// of no values: nothing.</param>
    public SequenceRun(SequenceForm form, Tensor projected, Tensor recurrent, Tensor firstState, Tensor extra)
    {
        (_recurrence, _hasCell) = (form.Recurrence, form.Recurrence.HasCell);
        (_steps, _samples) = ((int)projected.size(0), (int)projected.size(1));
        (_units, _gates) = ((int)recurrent.size(0), (int)recurrent.size(1));
        if (form.Kernel is null) { _projected = FindFloats(projected); } else { _inputs = TakeInputs(projected, form.Kernel, form.Bias); }
        _recurrent = FindFloats(recurrent);
        _firstState = FindFloats(firstState);
        if (_hasCell) { _firstCell = FindFloats(extra); } else { _innerBias = FindFloats(extra); }
        _drop = form.Drop is null ? null : FindFloats(form.Drop);
        if (form.Mask is { } mask)
        {
            _held.Add(mask = mask.contiguous());
            fixed (byte* first = mask.bytes) { _mask = first; }
        }
        _parts = (long)_steps * _samples * (_units + _inputs.Features) * _gates < WorkOfOneThread ? 1
            : Math.Clamp(_samples / FewestSamples, 1, EngineThreads.Count);
    }

    /// <summary>Runs forward.</summary>
    /// <param name="kept">Takes what the backward pass needs, (time, batch, kept · units); null: there is no backward pass.</param>
    /// <param name="cells">Takes the cell's states, (time, batch, units); null as <paramref name="kept"/>, or the cell has none.</param>
    /// <returns>The states after each step, and behind them the cell's last state: (time + 1, batch, units).</returns>
    public Tensor Forward(Tensor? kept, Tensor? cells)
    {
        using var scope = torch.NewDisposeScope();
        Tensor y = torch.empty([_steps + 1, _samples, _units]);
        // Without a way back a cell's state is written over by the next but one's.
        nint cellSteps = cells is null ? 2 : _steps;
        var run = new Forwards
        {
            States = FindFloats(y),
            Packed = Pack(_recurrent, _units, _gates),
            Inner = MakeRoom(_gates),
            Outer = _projected is null ? MakeRoom(_gates) : null,
            Inputs = _projected is null ? MakeRoom(_inputs.Features) : null,
            Dropped = _drop is null ? null : MakeRoom(_units),
            Kept = kept is null ? null : FindFloats(kept),
            Cells = !_hasCell ? null : cells is null ? MakeRoom(2 * _units) : FindFloats(cells),
            CellSteps = cellSteps,
        };
        EngineThreads.Share(_parts, _parts, (_, part) => Forward(run, FindFirst(part), FindFirst(part + 1)));
        GC.KeepAlive(_held);
        return y.MoveToOuterDisposeScope();
    }

    /// <summary>Runs back.</summary>
    /// <param name="states">What <see cref="Forward(Tensor?, Tensor?)"/> gave.</param>
    /// <param name="kept">What it filled.</param>
    /// <param name="cells">What it filled; of no values: the cell has none.</param>
    /// <param name="gradient">Of the states, and of the cell's last.</param>
    public SequenceGradients Backward(Tensor states, Tensor kept, Tensor cells, Tensor gradient)
    {
        Tensor ofInput = torch.empty([_steps, _samples, _gates]),
            ofState = _recurrence.SplitsGradient ? torch.empty_like(ofInput) : ofInput,
            first = torch.empty([_samples, _units]), firstCell = torch.empty(_hasCell ? [_samples, _units] : [0]);
        using var scope = torch.NewDisposeScope();
        Tensor turned = torch.empty([_gates, _units]);
        Transposition.Turn(_recurrent, FindFloats(turned), _units, _gates);
        var run = new Backwards
        {
            States = FindFloats(states),
            Kept = FindFloats(kept),
            Cells = FindFloats(cells),
            Gradient = FindFloats(gradient),
            Packed = Pack(FindFloats(turned), _gates, _units),
            OfInput = FindFloats(ofInput),
            OfState = FindFloats(ofState),
            Passed = MakeRoom(_units),
            Passes = MakeRoom(_units),
            Over = _mask is null ? null : MakeRoom(_units),
            First = FindFloats(first),
            FirstCell = FindFloats(firstCell),
        };
        EngineThreads.Share(_parts, _parts, (_, part) => Backward(run, FindFirst(part), FindFirst(part + 1)));
        GC.KeepAlive(_held);
        return new SequenceGradients(ofInput, ofState, first, firstCell);
    }

    private void Forward(Forwards run, int from, int to)
    {
        nint rows = (nint)_samples * _units;
        float* before = _firstState, cellBefore = _firstCell, cells = run.Cells;
        for (int t = 0; t < _steps; t++)
        {
            float* states = run.States + (t * rows), left = before;
            if (run.Dropped is not null)
            {
                left = run.Dropped;
                Multiply(before, _drop, left, from, to);
            }
            PackedProduct.Multiply(Strided.OfPlain(left + ((nint)from * _units), _units), run.Packed, run.Inner + ((nint)from * _gates),
                _innerBias, to - from, _units, _gates);
            if (_projected is null)
            {
                float* inputs = run.Inputs + ((nint)from * _inputs.Features);
                _inputs.Copy(t, from, to, inputs);
                PackedProduct.Multiply(Strided.OfPlain(inputs, _inputs.Features), _inputs.Kernel, run.Outer + ((nint)from * _gates),
                    _inputs.Bias, to - from, _inputs.Features, _gates);
            }
            for (int i = from; i < to; i++)
            {
                nint at = (nint)i * _units, wide = (nint)i * _gates;
                if (IsMasked(t, i))
                {
                    Copy(before + at, states + at);
                    if (_hasCell) { Copy(cellBefore + at, cells + at); }
                    continue;
                }
                var place = new StepPlace((_projected is null ? run.Outer : _projected + (t * (nint)_samples * _gates)) + wide,
                    run.Inner + wide, before + at, _hasCell ? cellBefore + at : null,
                    run.Kept is null ? null : run.Kept + (((t * (nint)_samples) + i) * _recurrence.Kept * _units),
                    _hasCell ? cells + at : null, states + at);
                _recurrence.Forward(place, _units);
            }
            before = states;
            if (_hasCell)
            {
                cellBefore = cells;
                cells = run.Cells + ((t + 1) % run.CellSteps * rows);
            }
        }
        Span<float> last = GetSpan(run.States + (_steps * rows), from, to);
        if (_hasCell) { GetSpan(cellBefore, from, to).CopyTo(last); } else { last.Clear(); }
    }

    private void Backward(Backwards run, int from, int to)
    {
        nint rows = (nint)_samples * _units;
        float* carried = run.First, passed = run.Passed, passes = run.Passes;
        GetSpan(carried, from, to).Clear();
        GetSpan(passes, from, to).Clear();
        if (_hasCell) { GetSpan(run.Gradient + (_steps * rows), from, to).CopyTo(GetSpan(passed, from, to)); }
        else { GetSpan(passed, from, to).Clear(); }
        for (int t = _steps - 1; t >= 0; t--)
        {
            float* before = t == 0 ? _firstState : run.States + ((t - 1) * rows), given = run.Gradient + (t * rows);
            float* cells = run.Cells + (t * rows), cellBefore = t == 0 ? _firstCell : cells - rows;
            nint wideStep = t * (nint)_samples * _gates;
            for (int i = from; i < to; i++)
            {
                nint at = (nint)i * _units, wide = wideStep + ((nint)i * _gates);
                if (IsMasked(t, i))
                {
                    Copy(carried + at, run.Over + at);
                    Functions.AddExactly(given + at, run.Over + at, _units);
                    Copy(passed + at, passes + at);
                    new Span<float>(run.OfInput + wide, _gates).Clear();
                    new Span<float>(run.OfState + wide, _gates).Clear();
                    continue;
                }
                var place = new StepPlace(null, null, before + at, _hasCell ? cellBefore + at : null,
                    run.Kept + (((t * (nint)_samples) + i) * _recurrence.Kept * _units), _hasCell ? cells + at : null,
                    run.States + (t * rows) + at);
                _recurrence.Backward(place,
                    new StepGradient(carried + at, passed + at, given + at, run.OfInput + wide, run.OfState + wide, passes + at), _units);
            }
            PackedProduct.Multiply(Strided.OfPlain(run.OfState + wideStep + ((nint)from * _gates), _gates), run.Packed,
                carried + ((nint)from * _units), null, to - from, _gates, _units);
            if (_drop is not null) { Multiply(carried, _drop, carried, from, to); }
            for (int i = from; _mask is not null && i < to; i++)
            {
                if (IsMasked(t, i)) { Copy(run.Over + ((nint)i * _units), carried + ((nint)i * _units)); }
            }
            float* spare = passed;
            passed = passes;
            passes = spare;
        }
        if (_hasCell) { GetSpan(passed, from, to).CopyTo(GetSpan(run.FirstCell, from, to)); }
        else { Functions.AddExactly(passed + ((nint)from * _units), carried + ((nint)from * _units), (to - from) * _units); }
    }

    private StepInputs TakeInputs(Tensor x, Tensor kernel, Tensor? bias)
    {
        // Read where they lie, time before samples or samples before time.
        Tensor bySample = x.transpose(0, 1);
        Tensor dense = bySample.is_contiguous() ? bySample : x.contiguous();
        _held.Add(dense);
        int features = (int)x.size(2);
        nint near = features, far = features * (nint)dense.size(1);
        bool stepsAreNear = ReferenceEquals(dense, bySample);
        return new StepInputs((float*)Tensors.GetFloatAddress(dense), stepsAreNear ? near : far, stepsAreNear ? far : near, features,
            Pack(FindFloats(kernel), features, _gates), bias is null ? null : FindFloats(bias));
    }

    private void Multiply(float* a, float* b, float* to, int first, int end)
    {
        nint k = (nint)first * _units, last = (nint)end * _units;
        for (; k + Vector<float>.Count <= last; k += Vector<float>.Count) { (Vector.Load(a + k) * Vector.Load(b + k)).Store(to + k); }
        for (; k < last; k++) { to[k] = a[k] * b[k]; }
    }

    private bool IsMasked(int t, int sample) => _mask is not null && _mask[(t * (nint)_samples) + sample] == 0;

    private int FindFirst(long part) => (int)(_samples * part / _parts);

    private Span<float> GetSpan(float* rows, int from, int to) => new(rows + ((nint)from * _units), (to - from) * _units);

    private Span<float> GetRow(float* row) => new(row, _units);

    private void Copy(float* from, float* to) => GetRow(from).CopyTo(GetRow(to));

    /// <summary>Room for so many numbers of each sample.</summary>
    private float* MakeRoom(int width) => FindFloats(torch.empty([Math.Max(1L, (long)_samples * width)]));

    private float* Pack(float* right, int depth, int columns)
    {
        float* packed = FindFloats(torch.empty([PackedProduct.GetSize(depth, columns)]));
        PackedProduct.Pack(right, packed, depth, columns);
        return packed;
    }

    /// <summary>Where dense values lie; null where there are none.</summary>
    private float* FindFloats(Tensor x)
    {
        if (x.numel() == 0) { return null; }
        _held.Add(x = x.contiguous());
        return (float*)Tensors.GetFloatAddress(x);
    }

    private sealed class Forwards
    {
        public float* States, Packed, Inner, Outer, Inputs, Dropped, Kept, Cells;
        public nint CellSteps;
    }

    private sealed class Backwards
    {
        public float* States, Kept, Cells, Gradient, Packed, OfInput, OfState, Passed, Passes, Over, First, FirstCell;
    }
}

/// <summary>Inputs whose products are computed step by step.</summary>
/// <param name="start">The first sample's first step.</param>
/// <param name="step">From one step to the next.</param>
/// <param name="sample">From one sample to the next.</param>
/// <param name="features">Values of a step.</param>
/// <param name="kernel">Their weights, packed.</param>
/// <param name="bias">Added to each product; null: nothing.</param>
internal readonly unsafe struct StepInputs(float* start, nint step, nint sample, int features, float* kernel, float* bias)
{
    public readonly float* Kernel = kernel, Bias = bias;
    public readonly int Features = features;

    /// <summary>
    /// Puts a step's inputs of some samples side by side: where a sequence takes whole pages, its samples push each other out of the
    /// nearest cache.
    /// </summary>
    public void Copy(int t, int from, int end, float* to)
    {
        for (int i = from; i < end; i++, to += Features)
        {
            new ReadOnlySpan<float>(start + (t * step) + (i * sample), Features).CopyTo(new Span<float>(to, Features));
        }
    }
}

/// <summary>What comes back through time.</summary>
/// <param name="OfInput">Of the inputs' products.</param>
/// <param name="OfState">Of the states' products; the same tensor where they are but added.</param>
/// <param name="First">Of the first state.</param>
/// <param name="FirstCell">Of the cell's first state; of no values: it has none.</param>
internal sealed record SequenceGradients(Tensor OfInput, Tensor OfState, Tensor First, Tensor FirstCell);
