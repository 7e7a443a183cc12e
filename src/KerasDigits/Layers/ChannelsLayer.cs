using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>
/// Base of layers that take channels last or first. They compute on channels last; data with channels first are seen so through a view,
/// without a copy.
/// </summary>
/// <remarks>Weights do not depend on the order, so a model's weights fit the same model with the other one.</remarks>
public abstract class ChannelsLayer : Layer
{
    private readonly int _rank;

    /// <summary>Sets the order and the number of axes between batch and channels.</summary>
    private protected ChannelsLayer(string? data_format, int axes) => (this.data_format, _rank) = (Guard.DataFormat(data_format), axes + 2);

    /// <summary>"channels_last" for (batch, …, channels), "channels_first" for (batch, channels, …).</summary>
    public string data_format { get; }

    /// <summary>Whether the channels stand before the other axes.</summary>
    private protected bool ChannelsFirst => data_format == "channels_first";

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) =>
        ChannelsFirst ? NN.ChannelsFirst(CallLast(NN.ChannelsLast(inputs), training)) : CallLast(inputs, training);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => ToGivenOrder(MoveChannelsLast(ToChannelsLast(input_shape)));

    /// <summary>Computes the output (batch, …, channels) of an input (batch, …, channels).</summary>
    private protected abstract Tensor CallLast(Tensor x, bool training);

    /// <summary>Shape of the output (batch, …, channels) for an input of this shape (batch, …, channels).</summary>
    private protected abstract Shape MoveChannelsLast(Shape shape);

    /// <summary>An input's shape with its channels last; throws Keras's sentence when the rank is wrong.</summary>
    private protected Shape ToChannelsLast(Shape shape)
    {
        Demand(null).Check(shape, name!, 0);
        return ChannelsFirst ? new([shape[0], .. shape[2..], shape[1]]) : shape;
    }

    /// <summary>A shape with its channels last in the layer's own order.</summary>
    private protected Shape ToGivenOrder(Shape shape) => ChannelsFirst ? new([shape[0], shape[^1], .. shape[1..^1]]) : shape;

    /// <summary>The demand on the input: its rank, and how many channels it has.</summary>
    private protected InputSpec WithChannels(long channels) =>
        Demand(new Dictionary<int, long> { [ChannelsFirst ? 1 - _rank : -1] = channels });

    private InputSpec Demand(Dictionary<int, long>? axes) => NamesLeastRank
        ? new(min_ndim: _rank, max_ndim: _rank, axes: axes)
        : new(ndim: _rank, axes: axes);

    /// <summary>Whether Keras's sentence about the rank speaks of the least one, as for convolutions since 2.3.</summary>
    private protected virtual bool NamesLeastRank => false;

    private protected override Shape CountPlaces(Shape input) => base.CountPlaces(ToChannelsLast(input));
}
