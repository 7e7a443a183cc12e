using KerasDigits.Backend;
using KerasDigits.Ops;
using NumSharp;

namespace KerasDigits.Layers;

/// <summary>Runs a cell over the steps of sequences.</summary>
/// <remarks>Input shape: (batch, time, …), then states to start from, by position or as initial_state. Output shape: (batch, *output_size);
/// with return_sequences (batch, time, *output_size); with return_state the states follow.
/// A masked step leaves the states as they are, and its output is the last one. Source: tf.keras 2.3.1, layers/recurrent.py and backend.py
/// (rnn).</remarks>
[KerasExport("keras.layers.RNN")]
public class RNN : Layer, IStatefulLayer
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private Variable[]? _states;

    /// <summary>Creates the layer.</summary>
    /// <param name="cell">A cell, or several that stand on each other.</param>
    /// <param name="return_sequences">Whether the output of every step is returned; false: only of the last.</param>
    /// <param name="return_state">Whether the last states are given too.</param>
    /// <param name="go_backwards">Whether the steps are run from the last to the first; outputs then come in that order.</param>
    /// <param name="stateful">Whether a batch starts from the states in which the one before ended.</param>
    /// <param name="unroll">Accepted for compatibility with Keras and ignored: steps always run one by one.</param>
    /// <param name="time_major">Whether data come as (time, batch, …).</param>
    public RNN(CellOrCells cell, bool return_sequences = false, bool return_state = false, bool go_backwards = false, bool stateful = false,
        bool unroll = false, bool time_major = false)
    {
        this.cell = cell.Cell;
        (this.return_sequences, this.return_state, this.go_backwards) = (return_sequences, return_state, go_backwards);
        (this.stateful, this.unroll, this.time_major) = (stateful, unroll, time_major);
        supports_masking = true;
    }

    /// <summary>The cell.</summary>
    public AbstractRNNCell cell { get; }

    /// <summary>Whether the output of every step is given.</summary>
    public bool return_sequences { get; }

    /// <summary>Whether the last states are given too.</summary>
    public bool return_state { get; }

    /// <summary>Whether the steps are run from the last to the first.</summary>
    public bool go_backwards { get; }

    /// <inheritdoc/>
    public override bool stateful { get; init; }

    /// <summary>Without effect: steps are always run one by one.</summary>
    [KerasKeyword("false")]
    public bool unroll { get; set; }

    /// <summary>Whether data come as (time, batch, …).</summary>
    [KerasKeyword("false")]
    public bool time_major { get; set; }

    /// <summary>Whether the output of a masked step is 0 instead of the last output.</summary>
    [KerasKeyword("false")]
    public bool zero_output_for_mask { get; set; }

    /// <summary>The states kept from batch to batch, if stateful.</summary>
    public IReadOnlyList<Variable> states => _states ?? [];

    /// <summary>Python's <c>layer(x, initial_state=[h, c])</c> on symbolic tensors.</summary>
    /// <param name="inputs">The sequences, shape (batch, steps, features).</param>
    /// <param name="initial_state">One tensor per state.</param>
    /// <returns>The output, then with return_state the states.</returns>
    public KerasTensor[] ApplyAll(KerasTensor inputs, KerasTensor[] initial_state) => ApplyAll([inputs, .. initial_state]);

    /// <summary>Python's <c>layer(x, initial_state=[h, c])</c>: only the output.</summary>
    /// <param name="inputs">Sequences (batch, steps, features).</param>
    /// <param name="initial_state">The first states, one for each of the cell's.</param>
    /// <returns>The output.</returns>
    public KerasTensor Apply(KerasTensor inputs, KerasTensor[] initial_state) => ApplyAll(inputs, initial_state)[0];

    private protected override void BuildFor(CallArguments call)
    {
        Shape input = call.Shapes[0];
        long? batch = input[time_major ? 1 : 0];
        Shape step = input[2..].WithBatch(batch);
        CheckStates(call.Shapes.Length - 1);
        input_spec = new InputSpec(ndim: input.Rank,
            axes: new Dictionary<int, long>(input.Rank == 3 && input[^1] is { } features ? [new(-1, features)] : []));
        cell.Prepare(input[2..]);
        cell.EnsureBuilt(CallArguments.Of([step, .. cell.state_size.Select(s => s.WithBatch(batch))]), NamesCell);
        if (!stateful) { return; }
        Guard.That(batch is not null, "If a RNN is stateful, it needs to know its batch size. Specify the batch size of your input "
            + $"tensors: batch_input_shape of a Sequential model's first layer, or batch_size of Input. Received: layer {name}, input "
            + $"shape {input}.");
        _states =
            [.. cell.state_size.Select((s, i) => new Variable(Tensors.MakeZeros(s.WithBatch(batch), compute_dtype), $"{name}/state_{i}:0",
                trainable: false))];
    }

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        Tensor x = time_major ? inputs[0] : inputs[0].transpose(0, 1);
        Tensor? mask = context.mask?[0];
        if (mask is not null && !time_major) { mask = mask.transpose(0, 1); }
        if (go_backwards) { (x, mask) = (SequenceOps.Reverse(x, 0), mask is null ? null : SequenceOps.Reverse(mask, 0)); }
        cell.Prepare(Shape.Of(x.shape)[2..]);
        (x, mask) = (SpreadSingle(x, inputs.Length), mask is null ? null : SpreadSingle(mask, inputs.Length));
        Tensor[] states = StartStates(inputs, x);
        if (cell.CallAll(x, states, mask, context.training) is var (all, ends))
        {
            Keep(ends);
            if (mask is not null && (zero_output_for_mask || inputs.Length > 1 || _states is not null))
            {
                // Until a step has counted there is no last output, though there may be a state.
                all = SequenceOps.Hide(all, zero_output_for_mask ? mask : SequenceOps.Since(mask));
            }
            Tensor whole = !return_sequences ? all[-1] : time_major ? all : all.transpose(0, 1);
            return return_state ? [whole, .. ends] : [whole];
        }
        var (outputs, last) = Run(x, mask, states, context.training);
        Keep(states);
        Tensor output = return_sequences ? SequenceOps.Stack(outputs, time_major ? 0 : 1) : last;
        return return_state ? [output, .. states] : [output];
    }

    private (List<Tensor> Outputs, Tensor Last) Run(Tensor x, Tensor? mask, Tensor[] states, bool training)
    {
        cell.reset_dropout_mask();
        cell.reset_recurrent_dropout_mask();
        Tensor[] steps = SequenceOps.Steps(cell.Project(x, training)), counts = mask is null ? [] : SequenceOps.Steps(mask);
        Guard.That(steps.Length > 0, $"The sequences for layer {name} must have at least one step. Received: input shape "
            + $"{Shape.Of(x.shape)}.");
        Func<Tensor, Tensor[], Tensor[]> stepper = cell.MakeStepper(training);
        var outputs = new List<Tensor>(return_sequences ? steps.Length : 0);
        Tensor? last = null;
        for (int t = 0; t < steps.Length; t++)
        {
            Tensor[] made = stepper(steps[t], states);
            if (mask is not null)
            {
                made[0] = SequenceOps.SelectWhere(counts[t], made[0], last is null || zero_output_for_mask ? made[0].detach().mul(0)
                    : last);
            }
            for (int s = 0; s < states.Length; s++)
            {
                states[s] = mask is null ? made[s + 1] : SequenceOps.SelectWhere(counts[t], made[s + 1], states[s]);
            }
            last = made[0];
            if (return_sequences) { outputs.Add(last); }
        }
        cell.reset_dropout_mask();
        cell.reset_recurrent_dropout_mask();
        return (outputs, last!);
    }

    /// <summary>
    /// A last batch of one sample before the states of several: 2.15's sums spread it over them, so that it counts once for each; 2.3.1
    /// refuses it.
    /// </summary>
    /// <param name="steps">Data or mask, steps first.</param>
    /// <param name="given">Tensors of the call: with states of its own none are kept.</param>
    private Tensor SpreadSingle(Tensor steps, int given)
    {
        if (!Compat.Is215 || _states is null || given > 1 || steps.size(1) != 1 || _states[0].value.size(0) == 1) { return steps; }
        long[] wanted = [.. steps.shape];
        wanted[1] = _states[0].value.size(0);
        return steps.expand(wanted).contiguous();
    }

    private Tensor[] StartStates(Tensor[] inputs, Tensor x)
    {
        CheckStates(inputs.Length - 1);
        if (inputs.Length > 1) { return inputs[1..]; }
        if (_states is null) { return cell.get_initial_state(x); }
        Guard.That(x.size(1) == _states[0].value.size(0),
            $"The stateful layer {name} was built for batches of {_states[0].value.size(0)} samples. Received: a batch of {x.size(1)}. "
            + "Use that batch_size, and a number of samples that it divides.");
        // a copy: the next assignment must not write over what the gradient still needs
        return [.. _states.Select(s => s.value.detach().clone())];
    }

    private void Keep(Tensor[] states)
    {
        for (int i = 0; i < (_states?.Length ?? 0); i++) { _states![i].assign(states[i].detach()); }
    }

    private void CheckStates(int given) => Guard.That(given == 0 || given == cell.state_size.Count,
        $"An `initial_state` was passed that is not compatible with `cell.state_size`. Layer {name} has {cell.state_size.Count} state(s); "
        + $"received {given}.", "initial_state");

    /// <summary>Sets the states.</summary>
    /// <param name="states">One array per state; null: zeros.</param>
    /// <exception cref="InvalidOperationException">The layer is not stateful, or not built.</exception>
    /// <exception cref="ArgumentException">states are not as many as the layer has.</exception>
    public void reset_states(NDArray[]? states = null)
    {
        if (!stateful) { throw new InvalidOperationException("Layer must be stateful."); }
        if (_states is null) { throw NotBuilt(); }
        Guard.That(states is null || states.Length == _states.Length,
            $"Layer {name} expects {_states.Length} states, but it received {states?.Length} state values.", nameof(states));
        for (int i = 0; i < _states.Length; i++)
        {
            if (states is null) { _states[i].value.detach().zero_(); }
            else { _states[i].assign(states[i]); }
        }
    }

    /// <inheritdoc/>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask)
    {
        Tensor? output = return_sequences ? mask?[0] : null;
        return output is null ? null : return_state ? [output, .. cell.state_size.Select(_ => (Tensor?)null)] : [output];
    }

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes)
    {
        Shape input = input_shapes[0];
        Guard.That(input.Rank >= 3, $"Input 0 of layer {name} is incompatible with the layer: expected ndim=3, found ndim={input.Rank}. "
            + $"Full shape received: {input}");
        long? batch = input[time_major ? 1 : 0], time = input[time_major ? 0 : 1];
        Shape output = GetOutputSize(input), single = output.WithBatch(batch);
        Shape first = !return_sequences ? single : time_major ? single.WithBatch(time) : output.WithBatch(time).WithBatch(batch);
        return return_state ? [first, .. GetStateSizes(input).Select(s => s.WithBatch(batch))] : [first];
    }

    internal override long? CountWork() => base.CountWork() * BuiltShapes?[0][time_major ? 0 : 1];

    /// <summary>Whether the weights' names hold the cell's name.</summary>
    private protected virtual bool NamesCell => true;

    /// <summary>Shape of a step's output, without the batch axis.</summary>
    private protected virtual Shape GetOutputSize(Shape input) => cell.output_size;

    /// <summary>Shapes of the states, without the batch axis.</summary>
    private protected virtual IEnumerable<Shape> GetStateSizes(Shape input) => cell.state_size;

    /// <inheritdoc/>
    public override Config get_config()
    {
        var own = new Config { ["return_sequences"] = return_sequences, ["return_state"] = return_state, ["go_backwards"] = go_backwards,
            ["stateful"] = stateful, ["unroll"] = unroll, ["time_major"] = time_major };
        if (zero_output_for_mask) { own["zero_output_for_mask"] = true; }
        Config all = base.get_config();
        int at = all.IndexOf("dtype") + 1;
        var entries = all.Where(p => !own.ContainsKey(p.Key)).ToList();
        return new Config([.. entries.Take(at), .. own, .. entries.Skip(at)]);
    }
}

/// <summary>A cell, or several that stand on each other.</summary>
public sealed class CellOrCells : IConfigValue<CellOrCells>
{
    private CellOrCells(AbstractRNNCell cell) => Cell = cell;

    internal AbstractRNNCell Cell { get; }

    /// <summary>One cell.</summary>
    public static implicit operator CellOrCells(AbstractRNNCell cell) => new(cell);

    /// <summary>Several cells, the one nearest to the input first.</summary>
    public static implicit operator CellOrCells(AbstractRNNCell[] cells) => new(new StackedRNNCells(cells));

    /// <inheritdoc/>
    public object? ToConfig() => ConfigBinder.Serialize(Cell);

    /// <summary>From a cell or a serialized one.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    /// <exception cref="ArgumentException">It is not a cell.</exception>
    public static CellOrCells FromConfig(object? value) => value switch
    {
        AbstractRNNCell cell => new(cell),
        IEnumerable<object?> several => new(new StackedRNNCells([.. several.Select(c => FromConfig(c).Cell)])),
        _ => Layer.FromConfig(value) is AbstractRNNCell made
            ? new(made)
            : throw new ArgumentException($"`cell` must be a recurrent cell. Received: {value}."),
    };
}
