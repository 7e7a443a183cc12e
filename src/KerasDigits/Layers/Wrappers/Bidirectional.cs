using KerasDigits.Ops;
using NumSharp;

namespace KerasDigits.Layers;

/// <summary>Runs a recurrent layer forwards and a second one backwards over the sequences, and joins their outputs.</summary>
/// <remarks>Input shape: (batch, time, …), then states to start from, the forward layer's first. Output shape: as the layer's, with twice
/// the last axis for "concat"; two outputs for a merge_mode of null; with return_state the states of both follow.
/// The layers inside are copies of <c>layer</c> named forward_… and backward_…. Source: tf.keras 2.3.1, layers/wrappers.py.</remarks>
[KerasExport("keras.layers.Bidirectional")]
public sealed class Bidirectional : Wrapper, IStatefulLayer
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private readonly bool _ownBackward;

    /// <summary>Creates the layer.</summary>
    /// <param name="layer">The recurrent layer.</param>
    /// <param name="merge_mode">"concat", "sum", "mul", "ave", or null: both outputs are given.</param>
    /// <param name="weights">Initial values, the forward layer's first; null: the initializers'.</param>
    /// <param name="backward_layer">The layer that reads backwards; null: a copy.</param>
    /// <exception cref="ArgumentException">merge_mode is unknown, or the two layers do not fit: one must go backwards, all else must be
    /// equal.</exception>
    public Bidirectional(RNN layer, string? merge_mode = "concat", NDArray[]? weights = null, RNN? backward_layer = null) : base(layer)
    {
        this.merge_mode = merge_mode is null ? null : Guard.OneOf(merge_mode, ["sum", "mul", "ave", "concat"]);
        forward_layer = Copy(layer, "forward_" + layer.name, layer.go_backwards);
        _ownBackward = backward_layer is not null;
        this.backward_layer = backward_layer is null ? Copy(layer, "backward_" + layer.name, !layer.go_backwards) : backward_layer;
        RNN back = this.backward_layer;
        Guard.That(back.go_backwards != forward_layer.go_backwards,
            "Forward layer and backward layer should have different `go_backwards` value.", nameof(backward_layer));
        Guard.That((back.return_sequences, back.return_state, back.stateful)
            == (layer.return_sequences, layer.return_state, layer.stateful),
            "Forward layer and backward layer are expected to have the same value for attributes return_sequences, return_state and "
            + "stateful.", nameof(backward_layer));
        // Files of Keras 3 hold the name with its prefix.
        if (_ownBackward && !back.name!.StartsWith("backward_", StringComparison.Ordinal)) { back.name = "backward_" + back.name; }
        forward_layer.zero_output_for_mask = back.zero_output_for_mask = layer.return_sequences;
        InitialWeights = weights;
        supports_masking = true;
    }

    /// <summary>How the two outputs are joined; null: not.</summary>
    public string? merge_mode { get; }

    /// <summary>The layer that runs forwards.</summary>
    public RNN forward_layer { get; }

    /// <summary>The layer that runs backwards.</summary>
    public RNN backward_layer { get; }

    /// <inheritdoc/>
    public override bool stateful => ((RNN)layer).stateful;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> SubLayers => [forward_layer, backward_layer];

    private bool Sequences => forward_layer.return_sequences;

    private static RNN Copy(RNN layer, string name, bool backwards)
    {
        using IDisposable own = ConfigReading.SetAside();
        Config config = layer.get_config();
        (config["name"], config["go_backwards"]) = (name, backwards);
        return (RNN)ConfigBinder.Create(layer.GetType(), config);
    }

    /// <summary>Python's <c>layer(x, initial_state=[…])</c> on symbolic tensors: the forward layer's states first.</summary>
    /// <param name="inputs">Sequences (batch, steps, features).</param>
    /// <param name="initial_state">The forward layer's states, then the backward layer's.</param>
    /// <returns>The output, and the states where return_state is set.</returns>
    public KerasTensor[] ApplyAll(KerasTensor inputs, KerasTensor[] initial_state) => ApplyAll([inputs, .. initial_state]);

    private protected override void BuildFor(CallArguments call)
    {
        input_spec = new InputSpec(min_ndim: 3);
        input_spec.Check(call.Shapes[0], name!, 0);
        foreach (RNN part in (RNN[])[forward_layer, backward_layer]) { part.EnsureBuilt(CallArguments.Of([call.Shapes[0]])); }
    }

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        int states = inputs.Length - 1;
        Guard.That(states % 2 == 0, "When passing `initial_state` to a Bidirectional RNN, the state should be a list containing the "
            + $"states of the underlying RNNs, forward first. Received: {states} tensor(s).", "initial_state");
        Tensor?[]? mask = context.mask is { } m ? [m[0]] : null;
        Tensor[] forward = forward_layer.Invoke([inputs[0], .. inputs[1..(1 + (states / 2))]], context, mask),
            back = backward_layer.Invoke([inputs[0], .. inputs[(1 + (states / 2))..]], context, mask);
        Tensor ahead = forward[0], behind = Sequences ? SequenceOps.Reverse(back[0], forward_layer.time_major ? 0 : 1) : back[0];
        Tensor[] joined = merge_mode switch
        {
            "concat" => [NN.Concatenate([ahead, behind], -1)],
            "sum" => [ahead + behind],
            "ave" => [(ahead + behind) / 2],
            "mul" => [ahead * behind],
            _ => [ahead, behind],
        };
        return [.. joined, .. forward[1..], .. back[1..]];
    }

    /// <inheritdoc/>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask)
    {
        if (!Sequences || mask?[0] is not { } own) { return null; }
        int states = forward_layer.return_state ? 2 * forward_layer.cell.state_size.Count : 0;
        return [own, .. merge_mode is null ? [own] : Array.Empty<Tensor?>(), .. new Tensor?[states]];
    }

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes)
    {
        Shape[] one = forward_layer.compute_output_shape([input_shapes[0]]), other = backward_layer.compute_output_shape([input_shapes[0]]);
        Shape[] joined = merge_mode switch
        {
            "concat" => [one[0].With(^1, one[0][^1] + other[0][^1])],
            null => [one[0], other[0]],
            _ => [one[0]]
        };
        return [.. joined, .. one[1..], .. other[1..]];
    }

    /// <summary>Sets the states of both layers.</summary>
    /// <param name="states">One array per state, the forward layer's first; null: zeros.</param>
    public void reset_states(NDArray[]? states = null)
    {
        int half = states?.Length / 2 ?? 0;
        forward_layer.reset_states(states?[..half]);
        backward_layer.reset_states(states?[half..]);
    }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = GetCommonConfig();
        (config["layer"], config["merge_mode"]) = (ConfigBinder.ToPlain(layer), merge_mode);
        if (_ownBackward) { config["backward_layer"] = ConfigBinder.ToPlain(backward_layer); }
        return config;
    }
}
