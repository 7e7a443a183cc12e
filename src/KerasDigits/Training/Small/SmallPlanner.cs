using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Training.Small;

/// <summary>Makes the layers of a compiled step from those of a model.</summary>
/// <param name="parameters">What is trained, in one array.</param>
internal sealed class SmallPlanner(FlatParameters parameters)
{
    private readonly List<SmallLayer> _layers = [];

    /// <summary>The layers so far.</summary>
    public IReadOnlyList<SmallLayer> Layers => _layers;

    /// <summary>The function whose result the output is straight away: "softmax" or "sigmoid"; null: none of them.</summary>
    public string? LastFunction { get; private set; }

    /// <summary>Adds a layer of the model; false: it is none of those that can be compiled.</summary>
    public bool Add(SmallLink link)
    {
        if (FindSizes(link) is not { } sizes) { return false; }
        switch (link.Layer)
        {
            case Flatten { data_format: var format } when format == "channels_last" || link.Input.Rank <= 2:
            case Reshape:
                LastFunction = null; // a new tensor, of which the engine's losses do not know where it came from
                return true;
            case Identity:
            case Dropout { rate: 0 }:
                return true;
            case Dense { Quantized: null } dense:
                Push(new SmallDense(dense, sizes.Rows, parameters) { Size = sizes.Output });
                return PlansFunction(dense.activation, sizes);
            case Activation activation: return PlansFunction(activation.activation, sizes);
            case Softmax { axis: [-1] }: return PlansFunction("softmax", sizes);
            case ReLU { negative_slope: 0, threshold: 0, max_value: null }: return PlansFunction("relu", sizes);
            case LeakyReLU { alpha: > 0 } leaky:
                Push(new SmallFunction(Ops.SmallNets.Function.LeakyRelu, (float)leaky.alpha) { Size = sizes.Output });
                return true;
            case ELU { alpha: > 0 } elu:
                Push(new SmallFunction(Ops.SmallNets.Function.Elu, (float)elu.alpha) { Size = sizes.Output });
                return true;
            case Dropout { noise_shape: null } dropout:
                Push(new SmallDropout(dropout) { Size = sizes.Output });
                return true;
            case BatchNormalization { renorm: false, TrainsWhenFrozen: false } norm when norm.GetType() == typeof(BatchNormalization)
                && (!norm.synchronized || Replicas.Running is null) && norm.axis.Count == 1
                && (norm.axis[0] == -1 || norm.axis[0] == link.Input.Rank - 1):
                Push(new SmallNormalization(norm, sizes.Rows, sizes.Last, parameters) { Size = sizes.Output });
                return true;
            case Embedding { mask_zero: false, QuantizedRows: null } embedding when _layers.Count == 0:
                Push(new SmallEmbedding(embedding, sizes.Input, parameters) { Size = sizes.Output });
                return true;
            case GRU gru when SmallGru.Takes(gru):
                Push(new SmallGru(gru, (GRUCell)gru.cell, sizes.Rows, parameters) { Size = sizes.Output });
                return true;
            case LSTM lstm when SmallLstm.Takes(lstm) && lstm.cell.GetType() == typeof(LSTMCell):
                Push(new SmallLstm(lstm, (LSTMCell)lstm.cell, sizes.Rows, parameters) { Size = sizes.Output });
                return true;
            default: return false;
        }
    }

    private bool PlansFunction(ActivationFn activation, LinkSizes sizes)
    {
        if (!activation.IsKerass) { return false; }
        Function? function = activation.name switch
        {
            "relu" => Ops.SmallNets.Function.Relu,
            "leaky_relu" => Ops.SmallNets.Function.LeakyRelu,
            "elu" => Ops.SmallNets.Function.Elu,
            "selu" => Ops.SmallNets.Function.Selu,
            "sigmoid" => Ops.SmallNets.Function.Sigmoid,
            "tanh" => Ops.SmallNets.Function.Tanh,
            "softplus" => Ops.SmallNets.Function.Softplus,
            "softsign" => Ops.SmallNets.Function.Softsign,
            "exponential" => Ops.SmallNets.Function.Exponential,
            _ => null,
        };
        if (function is { } found) { Push(new SmallFunction(found, activation.name == "leaky_relu" ? 0.2f : 1) { Size = sizes.Output }); }
        else if (activation.name == "softmax") { Push(new SmallSoftmax(sizes.LastOutput) { Size = sizes.Output }); }
        else if (activation.name != "linear") { return false; }
        if (activation.name is "softmax" or "sigmoid") { LastFunction = activation.name; }
        return true;
    }

    private void Push(SmallLayer layer)
    {
        layer.KeepsInput = _layers is [.., { NeedsOutput: true }];
        _layers.Add(layer);
        LastFunction = null;
    }

    private static LinkSizes? FindSizes(SmallLink link)
    {
        if (link.Input.Rank < 2 || link.Output.Rank < 2) { return null; }
        return link.Input[1..].ComputeProduct() is > 0 and <= int.MaxValue and { } input
            && link.Output[1..].ComputeProduct() is > 0 and <= int.MaxValue and { } output
            ? new LinkSizes((int)input, (int)output, (int)link.Input[^1]!.Value, (int)link.Output[^1]!.Value) : null;
    }

    /// <summary>Values of a sample that go in and come out, and of a row of each.</summary>
    private readonly record struct LinkSizes(int Input, int Output, int Last, int LastOutput)
    {
        public int Rows => Input / Last;
    }
}
