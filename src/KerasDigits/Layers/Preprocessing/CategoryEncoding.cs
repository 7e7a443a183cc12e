using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Encodes integers as vectors of 0 and 1, or of counts.</summary>
/// <param name="num_tokens">Number of distinct integers, 1 or more; null is refused with an ArgumentException.</param>
/// <param name="output_mode">"multi_hot": which numbers a sample holds; "one_hot": a vector for each number; "count": how often a sample
/// holds each.</param>
/// <param name="sparse">Must be false: the engine has no sparse tensors.</param>
/// <exception cref="ArgumentOutOfRangeException">num_tokens is not above 0.</exception>
/// <exception cref="ArgumentException">num_tokens is null, or output_mode is none of the allowed words.</exception>
/// <remarks>Input shape: (batch,) or (batch, n). Output shape: (batch, num_tokens); for "one_hot" (batch, n, num_tokens). Source: tf.keras
/// 2.15, layers/preprocessing/category_encoding.py.</remarks>
[KerasExport("keras.layers.CategoryEncoding", "keras.layers.experimental.preprocessing.CategoryEncoding")]
public sealed class CategoryEncoding(int? num_tokens = null, string output_mode = "multi_hot", bool sparse = false) : Layer
{
    /// <summary>Number of distinct integers.</summary>
    public int? num_tokens { get; } = num_tokens is { } n ? Guard.Positive(n, nameof(num_tokens))
        : throw new ArgumentException("num_tokens must be set to use this layer. If the number of tokens is not known beforehand, use the "
            + "IntegerLookup layer instead.", nameof(num_tokens));

    /// <summary>What the layer outputs.</summary>
    public string output_mode { get; } = Guard.OneOf(output_mode switch
    {
        "binary" => "multi_hot",
        "tf-idf" or "tf_idf" => throw new ArgumentException("CategoryEncoding knows no weights of words, so it cannot output \"tf-idf\": "
            + "IntegerLookup(output_mode: \"tf_idf\") and TextVectorization learn them from data.", nameof(output_mode)),
        var m => m
    }, ["multi_hot", "one_hot", "count"], nameof(output_mode));

    /// <summary>Always false.</summary>
    public bool sparse { get; } = LayerGuard.CheckDense(sparse);

    private protected override bool AutoCasts => false;

    internal override string? GetArgument(int position) => position == 0 ? "inputs" : "count_weights";

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => Encode(inputs, null);

    /// <summary>Encodes numbers; a second tensor says how much each counts: <c>layer.Apply([x, count_weights])</c>.</summary>
    /// <param name="inputs">The numbers and, for "count" alone, their weights in the same shape: Python's <c>count_weights</c>.</param>
    /// <param name="context">Whether it is training, and the masks of the inputs.</param>
    /// <exception cref="ArgumentException">There are weights and the mode is not "count", or their shape is another one.</exception>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        Guard.That(inputs.Length <= 2, $"Layer {name} takes numbers and their count_weights. Received: {inputs.Length} tensors.",
            nameof(inputs));
        return [Encode(inputs[0], inputs.ElementAtOrDefault(1))];
    }

    private Tensor Encode(Tensor inputs, Tensor? count_weights)
    {
        Guard.That(count_weights is null || output_mode == "count", "`count_weights` is not used when `output_mode` is not \"count\". "
            + $"Received: output_mode=\"{output_mode}\". Leave the weights out, or count.", nameof(count_weights));
        Guard.That(count_weights is null || count_weights.shape.SequenceEqual(inputs.shape),
            $"`count_weights` must have the numbers' shape, ({string.Join(", ", inputs.shape)}). Received: "
            + $"({string.Join(", ", count_weights?.shape ?? [])}).", nameof(count_weights));
        Guard.That(inputs.numel() == 0 || (inputs.min().ToNumber() >= 0 && inputs.max().ToNumber() < num_tokens),
            $"Input values must be in the range 0 <= values < num_tokens with num_tokens={num_tokens}");
        return CategoryOps.Encode(inputs, output_mode, num_tokens!.Value, compute_dtype, count_weights);
    }

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes) => [compute_output_shape(input_shapes[0])];

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => CategoryOps.ComputeEncodedShape(input_shape, output_mode, num_tokens);
}
