using KerasDigits.Layers;

namespace KerasDigits.Models;

public partial class Model
{
    /// <summary>Adds a symbolic tensor of a functional model to the loss of every step.</summary>
    /// <param name="losses">Computed from the model's inputs, for example <c>K.mean(…)</c>.</param>
    /// <exception cref="InvalidOperationException">The model has no graph of layers.</exception>
    /// <param name="inputs">Accepted for compatibility with Keras, which ignores it as well.</param>
    public void add_loss(KerasTensor losses, object? inputs = null) => ConnectBeside(new AddLoss(), losses);

    /// <summary>Adds the mean of a symbolic tensor of a functional model to the metrics.</summary>
    /// <param name="value">Computed from the model's inputs.</param>
    /// <param name="name">Name in logs and History.</param>
    /// <param name="aggregation">"mean", the only one, or null for it; Keras takes any word and means this one.</param>
    /// <exception cref="InvalidOperationException">The model has no graph of layers.</exception>
    public void add_metric(KerasTensor value, string name, string? aggregation = "mean")
    {
        WarnOfAggregation(aggregation);
        ConnectBeside(new AddMetric("mean", name), value);
    }

    private void ConnectBeside(Layer layer, KerasTensor tensor)
    {
        Graph graph = NeedGraph();
        // The layers that compute the tensor must be in the model: checked before anything changes.
        _ = new Graph(graph.Inputs, [tensor]);
        ComputeBeside([layer.Apply(tensor)]);
    }

    /// <summary>Takes tensors into the graph that are computed with the outputs.</summary>
    internal void ComputeBeside(KerasTensor[] more)
    {
        Graph graph = NeedGraph();
        SetGraph(new Lazy<Graph>(new Graph(graph.Inputs, graph.Outputs, [.. graph.Beside, .. more])));
    }
}
