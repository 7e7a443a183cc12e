using KerasDigits.Backend;
using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Training.Small;

/// <summary>The weights of a recurrent layer and what it gives.</summary>
/// <param name="Kernel">Input weights of shape (depth, gates).</param>
/// <param name="Recurrent">State weights of shape (units, gates).</param>
/// <param name="Bias">One for each gate, or two where the states' product has its own; null: none.</param>
/// <param name="Units">Values of a state.</param>
/// <param name="Steps">Steps of a sequence.</param>
/// <param name="GivesSequences">Whether all states come out, or the last.</param>
internal sealed record RecurrentForm(Variable Kernel, Variable Recurrent, Variable? Bias, int Units, int Steps, bool GivesSequences);

/// <summary>
/// A recurrent layer over whole sequences, forward and back through time: what LSTM and GRU share, who add the arithmetic of a step.
/// </summary>
/// <param name="form">Its weights and sizes.</param>
/// <param name="parameters">What is trained, in one array.</param>
/// <remarks>Sequences stay as they come, sample by sample; a step's states are read from among them by their stride.</remarks>
internal abstract unsafe class SmallRecurrent(RecurrentForm form, FlatParameters parameters) : SmallLayer
{
    private readonly SmallWeight _kernel = new(form.Kernel, parameters), _recurrent = new(form.Recurrent, parameters);
    private readonly SmallWeight? _bias = form.Bias is { } bias ? new(bias, parameters) : null;
    private readonly int _steps = form.Steps;
    private readonly bool _givesSequences = form.GivesSequences;
    private float* _input, _inputGradient, _last, _carried, _kept, _keeps, _turned, _one;

    public override IEnumerable<SmallWeight> Weights => _bias is null ? [_kernel, _recurrent] : [_kernel, _recurrent, _bias];

    public override bool NeedsOutput => true;

    /// <summary>Values of a state, of its gates, and of the input at a step.</summary>
    protected int Units { get; } = form.Units;

    protected int Gates { get; } = (int)(form.Recurrent.Size / form.Units);

    protected int Depth { get; } = (int)(form.Kernel.Size / (form.Recurrent.Size / form.Units));

    protected int Steps => _steps;

    /// <summary>Of all steps: the input's products with its weights, and the states.</summary>
    protected float* Products { get; private set; }

    protected float* States { get; private set; }

    /// <summary>Of the running step: the states' products with their weights.</summary>
    protected float* Inner { get; private set; }

    /// <summary>Whether the bias has a second row, for the states' product.</summary>
    protected abstract bool HasInnerBias { get; }

    /// <summary>Of all steps: the gradients of the input's products, and of the states' (the same where they are only added).</summary>
    protected abstract float* OfInput { get; }

    protected abstract float* OfState { get; }

    public override void Reserve(SmallMemory memory, int samples, bool backwards)
    {
        nint all = (nint)samples * _steps, one = (nint)samples * Units;
        Products = memory.Take(all * Gates);
        Inner = memory.Take((nint)samples * Gates);
        States = memory.Take(all * Units);
        _last = memory.Take(one);
        _carried = memory.Take(one);
        _kept = memory.Take(one);
        _keeps = memory.Take(one);
        _turned = memory.Take((nint)Math.Max(Depth, Units) * Gates);
        _one = memory.Take(1);
        *_one = 1;
        _inputGradient = backwards ? memory.Take(all * Depth) : null;
    }

    public override float* RunForward(float* x, int samples, bool training)
    {
        _input = x;
        float* bias = _bias is null ? null : (float*)_bias.Value, innerBias = HasInnerBias && bias is not null ? bias + Gates : null;
        Product.Multiply(Strided.OfPlain(x, Depth), (float*)_kernel.Value, Products, bias, (nint)samples * _steps, Depth, Gates);
        // Before the first step the states are zeros, of which the product is none.
        Start(innerBias, samples);
        for (int t = 0; t < _steps; t++)
        {
            if (t > 0)
            {
                Product.Multiply(new Strided(States + ((t - 1) * Units), _steps * Units, 1), (float*)_recurrent.Value, Inner, innerBias,
                    samples, Units, Gates);
            }
            for (int i = 0; i < samples; i++) { StepForward(i, t); }
        }
        if (_givesSequences) { return States; }
        for (int i = 0; i < samples; i++) { Copy(GetRow(States, i, _steps - 1, Units), _last + ((nint)i * Units), Units); }
        return _last;
    }

    public override float* RunBackward(float* gradient, int samples)
    {
        nint all = (nint)samples * _steps;
        Transposition.Turn((float*)_recurrent.Value, _turned, Units, Gates);
        new Span<float>(_carried, samples * Units).Clear();
        if (!_givesSequences) { Copy(gradient, _carried, samples * Units); }
        for (int t = _steps - 1; t >= 0; t--)
        {
            for (int i = 0; i < samples; i++)
            {
                nint at = (nint)i * Units;
                StepBackward(i, t, _carried + at, t == _steps - 1 ? null : _kept + at, _givesSequences ? GetRow(gradient, i, t, Units)
                    : null,
                    _keeps + at);
            }
            if (t > 0)
            {
                Product.Multiply(new Strided(OfState + ((nint)t * Gates), _steps * Gates, 1), _turned, _carried, null, samples,
                    Gates, Units);
            }
            float* kept = _kept;
            _kept = _keeps;
            _keeps = kept;
        }
        if (_kernel.Gradient != 0)
        {
            Product.Multiply(Strided.OfTransposed(_input, Depth), OfInput, (float*)_kernel.Gradient, null, Depth, all, Gates);
        }
        if (_bias is { Gradient: not 0 }) { WriteBias((float*)_bias.Gradient, all); }
        if (_inputGradient is not null)
        {
            Transposition.Turn((float*)_kernel.Value, _turned, Depth, Gates);
            Product.Multiply(Strided.OfPlain(OfInput, Gates), _turned, _inputGradient, null, all, Gates, Depth);
        }
        // The last, as it clears what nobody then reads.
        if (_recurrent.Gradient != 0) { WriteRecurrent(all, samples); }
        return _inputGradient;
    }

    /// <summary>Computes a sample's state at a step.</summary>
    protected abstract void StepForward(int sample, int t);

    /// <summary>Computes the gradients at a step.</summary>
    /// <param name="sample">Number of the sample, from 0.</param>
    /// <param name="t">Number of the step, from 0.</param>
    /// <param name="carried">What the next step's products carry back.</param>
    /// <param name="kept">What the next step has kept of its state; null: there is none.</param>
    /// <param name="given">The state's own gradient; null: only the last state comes out.</param>
    /// <param name="keeps">What is kept for the step before.</param>
    protected abstract void StepBackward(int sample, int t, float* carried, float* kept, float* given, float* keeps);

    /// <summary>A sample's row at a step, in rows of all steps.</summary>
    protected float* GetRow(float* rows, int sample, int t, int width) => rows + ((((nint)sample * _steps) + t) * width);

    private void WriteBias(float* gradient, nint all)
    {
        Product.Multiply(new Strided(_one, 0, 0), OfInput, gradient, null, 1, all, Gates);
        if (HasInnerBias) { Product.Multiply(new Strided(_one, 0, 0), OfState, gradient + Gates, null, 1, all, Gates); }
    }

    private void WriteRecurrent(nint all, int samples)
    {
        // Each step meets the state of the row before; a first step has none, and there stands another sample's last one.
        for (int i = 0; i < samples; i++) { new Span<float>(GetRow(OfState, i, 0, Gates), Gates).Clear(); }
        if (all > 1)
        {
            Product.Multiply(Strided.OfTransposed(States, Units), OfState + Gates, (float*)_recurrent.Gradient, null, Units, all - 1,
                Gates);
        }
        else { new Span<float>((float*)_recurrent.Gradient, Units * Gates).Clear(); }
    }

    private void Start(float* bias, int samples)
    {
        for (int i = 0; i < samples; i++)
        {
            if (bias is null) { new Span<float>(Inner + ((nint)i * Gates), Gates).Clear(); }
            else { Copy(bias, Inner + ((nint)i * Gates), Gates); }
        }
    }

    private static void Copy(float* from, float* to, int count) => new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));
}
