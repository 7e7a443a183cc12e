namespace KerasDigits.Layers;

/// <summary>What <c>model.add_loss(tensor)</c> puts into a functional model: the tensor counts in the loss of each step.</summary>
/// <remarks>Source: tf.keras 2.3.1, engine/base_layer.py.</remarks>
internal sealed class AddLoss(bool unconditional = false) : Layer
{
    public bool unconditional { get; } = unconditional;

    public override Tensor call(Tensor inputs, bool training)
    {
        add_loss(inputs);
        return inputs;
    }

    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}

/// <summary>What <c>model.add_metric(tensor)</c> puts into a functional model: the tensor's mean stands among the metrics.</summary>
/// <remarks>Source: tf.keras 2.3.1, engine/base_layer.py.</remarks>
internal sealed class AddMetric(string? aggregation = "mean", string? metric_name = null) : Layer
{
    public string? aggregation { get; } = aggregation;

    public string? metric_name { get; } = metric_name;

    public override Tensor call(Tensor inputs, bool training)
    {
        add_metric(inputs, metric_name, aggregation);
        return inputs;
    }

    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
