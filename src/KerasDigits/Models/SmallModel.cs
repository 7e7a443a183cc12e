using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Ops.SmallNets;
using NumSharp;

namespace KerasDigits.Models;

/// <summary>A model that is a chain of small dense layers, predicted in loops of our own.</summary>
internal sealed class SmallModel
{
    private const int MostLayers = 32;

    private readonly (Dense Layer, Finish Finish)[] _layers;
    private readonly long[] _input;

    private SmallModel((Dense, Finish)[] layers, long[] input) => (_layers, _input) = (layers, input);

    /// <summary>The chain that a graph is; null: it is none.</summary>
    public static SmallModel? Of(Graph graph)
    {
        if (!SmallNet.IsSupported || graph.Inputs is not [{ dtype: "float32" } input] || graph.Outputs.Length != 1
            || graph.Beside.Length > 0)
        {
            return null;
        }
        var layers = new List<(Dense Layer, Finish Finish)>();
        KerasTensor at = input;
        foreach (Node node in new Calls(graph).All)
        {
            if (!Calls.IsPlain(node) || node.Inputs.Count != 1 || node.Inputs[0] != at) { return null; }
            at = node.Outputs[0];
            switch (node.Layer)
            {
                case Dense { Quantized: null } dense when at.shape.Rank == 2 && layers is not [.., (_, Finish.Softmax)]
                    && layers.Count < MostLayers && FinishOf(dense.activation) is { } finish:
                    layers.Add((dense, finish));
                    break;
                case Activation activation when layers is [.., (var last, Finish.Linear)] && FinishOf(activation.activation) is { } finish:
                    layers[^1] = (last, finish);
                    break;
                case Flatten { data_format: "channels_last" } when layers.Count == 0: break;
                case { PassesThrough: true }: break;
                default: return null;
            }
        }
        long weights = layers.Sum(l => l.Layer.kernel.Size);
        return layers.Count > 0 && at == graph.Outputs[0] && weights <= SmallNet.MostWeights && input.shape.Rank > 1
            && input.shape[1..].All(d => d is not null)
            ? new SmallModel([.. layers], [.. input.shape[1..].Select(d => d!.Value)]) : null;
    }

    /// <summary>Predicts; null: the data are not such that the loops can read them.</summary>
    public unsafe NDArray? Predict(NDArray x)
    {
        if (x.ndim != _input.Length + 1 || x.typecode is not (NPTypeCode.Single or NPTypeCode.Double) || x.shape[0] == 0) { return null; }
        for (int i = 0; i < _input.Length; i++) { if (x.shape[i + 1] != _input[i]) { return null; } }
        NDArray floats = PredictFloats(Arrays.MakeDense(x).Array);
        Span<Stage> stages = stackalloc Stage[_layers.Length];
        Tensor?[] held = new Tensor?[2 * _layers.Length];
        for (int i = 0; i < _layers.Length; i++)
        {
            var (layer, finish) = _layers[i];
            nint kernel = layer.kernel.ReadAddress(out held[2 * i]!), bias = 0;
            if (layer.bias is { } offsets && (bias = offsets.ReadAddress(out held[(2 * i) + 1]!)) == 0) { return null; }
            if (kernel == 0) { return null; }
            stages[i] = new Stage(kernel, bias, (int)layer.kernel.Size / layer.units, layer.units, finish);
        }
        var y = new NDArray(NPTypeCode.Single, new NumSharp.Shape(x.shape[0], _layers[^1].Layer.units), false);
        SmallNet.Run(stages, (float*)floats.Unsafe.Address, (float*)y.Unsafe.Address, x.shape[0]);
        GC.KeepAlive(floats);
        GC.KeepAlive(y);
        GC.KeepAlive(held);
        return y;
    }

    /// <summary>The values as float32. (NumSharp's astype takes longer than a small net's prediction.)</summary>
    private static unsafe NDArray PredictFloats(NDArray dense)
    {
        if (dense.typecode == NPTypeCode.Single) { return dense; }
        var floats = new NDArray(NPTypeCode.Single, new NumSharp.Shape(dense.shape), false);
        double* from = (double*)dense.Unsafe.Address;
        float* to = (float*)floats.Unsafe.Address;
        long count = dense.size;
        for (long i = 0; i < count; i++) { to[i] = (float)from[i]; }
        GC.KeepAlive(dense);
        return floats;
    }

    private static Finish? FinishOf(ActivationFn activation) => !activation.IsKerass ? null : activation.name switch
    {
        "linear" => Finish.Linear,
        "relu" => Finish.Relu,
        "tanh" => Finish.Tanh,
        "sigmoid" => Finish.Sigmoid,
        "softmax" => Finish.Softmax,
        _ => null,
    };
}
