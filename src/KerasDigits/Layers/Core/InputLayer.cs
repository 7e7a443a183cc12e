namespace KerasDigits.Layers;

/// <summary>The place where data enter a model.</summary>
/// <remarks>Input shape: none. Output shape: (batch, *input_shape). Source: tf.keras 2.3.1, engine/input_layer.py.</remarks>
[KerasExport("keras.layers.InputLayer")]
public sealed class InputLayer : Layer
{
    /// <summary>Creates an input and its symbolic tensor.</summary>
    /// <param name="input_shape">Shape of one sample, without the batch axis; null: left open until it is set.</param>
    /// <param name="batch_size">Fixed batch size; null: any.</param>
    /// <param name="dtype">Keras dtype of the data; null: keras.backend.floatx().</param>
    /// <param name="name">Name; null: "input_1", "input_2" …</param>
    public InputLayer(Shape? input_shape = null, int? batch_size = null, string? dtype = null, string? name = null)
    {
        this.name = string.IsNullOrEmpty(name) ? Names.MakeUniqueFromOne("input") : name;
        if (dtype is not null) { data_dtype = dtype; }
        if (input_shape is { } shape) { Open(shape.WithBatch(batch_size)); }
    }

    /// <summary>Keras dtype of the data.</summary>
    public string data_dtype { get; } = Settings.FloatX;

    /// <inheritdoc/>
    public override string compute_output_dtype() => data_dtype;

    private protected override bool AutoCasts => false;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs;

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;

    /// <inheritdoc/>
    public override Config get_config() => new()
    {
        ["batch_input_shape"] = BatchInputShape?.ToConfig(),
        ["dtype"] = data_dtype,
        ["sparse"] = false,
        ["ragged"] = false,
        ["name"] = name,
    };

    /// <summary>Makes the layer that <see cref="get_config"/> describes; Keras 3's "batch_shape" is understood too.</summary>
    /// <param name="config">What get_config gave, or a file holds.</param>
    public static InputLayer from_config(Config config)
    {
        Shape batch = Shape.FromConfig(config.Get("batch_input_shape") ?? config.Get("batch_shape"));
        return OfBatchShape(batch, config.Get("dtype") as string, config.Get("name") as string);
    }

    internal static InputLayer OfBatchShape(Shape batchShape, string? dtype, string? name)
    {
        var layer = new InputLayer(dtype: dtype, name: name);
        layer.Open(batchShape);
        return layer;
    }

    private void Open(Shape batchShape)
    {
        Guard.That(batchShape.All(d => d is null or >= 0),
            $"`input_shape` must hold whole numbers, or null for a size that depends on the data. Received: {batchShape} with the "
            + "batch axis.", "input_shape");
        BatchInputShape = batchShape;
        built = true;
        var node = new Node(this, [], null);
        node.Outputs = [new KerasTensor(batchShape, data_dtype, name!) { Producer = node }];
    }

    /// <summary>A symbolic tensor for the functional API: keras.Input.</summary>
    /// <param name="shape">Shape of one sample, without the batch axis; None allowed.</param>
    /// <param name="batch_size">Fixed batch size; null: any.</param>
    /// <param name="name">Name of the input layer; null: "input_1", "input_2" …</param>
    /// <param name="dtype">Keras dtype of the data; null: float32.</param>
    [KerasExport("keras.Input", "keras.layers.Input")]
    public static KerasTensor Input(Shape shape, int? batch_size = null, string? name = null, string? dtype = null) =>
        new InputLayer(shape, batch_size, dtype, name).output;
}
