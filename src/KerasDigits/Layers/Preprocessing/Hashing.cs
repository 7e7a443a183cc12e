using System.Globalization;
using KerasDigits.Backend;
using KerasDigits.Ops;
using NumSharp;

namespace KerasDigits.Layers;

/// <summary>
/// Puts strings or integers into bins by a hash that is the same everywhere: TensorFlow's FarmHash64, or SipHash64 with a salt.
/// </summary>
/// <remarks>Input shape: any; integers in a model, strings through Apply before it. Output shape: the same for "int"; with another
/// output_mode as CategoryEncoding's. Output dtype: int64 for "int". Source: tf.keras 2.15, layers/preprocessing/hashing.py.</remarks>
[KerasExport("keras.layers.Hashing", "keras.layers.experimental.preprocessing.Hashing")]
public sealed class Hashing : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="num_bins">Number of bins, that of the mask included.</param>
    /// <param name="mask_value">A string or number that becomes 0; the others then start at 1. Null: none.</param>
    /// <param name="salt">One number or two, which make another hash; null: none.</param>
    /// <param name="output_mode">"int", "one_hot", "multi_hot" or "count".</param>
    /// <param name="sparse">Must be false: the engine has no sparse tensors.</param>
    /// <exception cref="ArgumentException">num_bins is not above 0, mask_value is neither a text nor a whole number, or output_mode is none
    /// of the allowed words.</exception>
    public Hashing(int num_bins, object? mask_value = null, Salt? salt = null, string output_mode = "int", bool sparse = false)
    {
        Guard.That(num_bins > 0, $"The `num_bins` for `Hashing` cannot be `None` or non-positive values. Received: num_bins={num_bins}.",
            nameof(num_bins));
        Guard.That(mask_value is null or string or int or long,
            $"`mask_value` must be a text or a whole number. Received: mask_value={mask_value}.", nameof(mask_value));
        (this.num_bins, this.mask_value, this.sparse) = (num_bins, mask_value is int n ? (long)n : mask_value,
            LayerGuard.CheckDense(sparse));
        this.salt = salt;
        this.output_mode = Guard.OneOf(output_mode, ["int", "one_hot", "multi_hot", "count"]);
    }

    /// <summary>Number of bins.</summary>
    public int num_bins { get; }

    /// <summary>Value that becomes 0; null: none.</summary>
    public object? mask_value { get; }

    /// <summary>The two numbers of the salt.</summary>
    public Salt? salt { get; }

    /// <summary>What the layer outputs.</summary>
    public string output_mode { get; }

    /// <summary>Always false.</summary>
    public bool sparse { get; }

    private protected override bool AutoCasts => false;

    internal override string? FirstInputDtype => "int64";

    /// <inheritdoc/>
    public override string compute_output_dtype() => output_mode == "int" ? "int64" : DTypes.IsFloating(compute_dtype) ? compute_dtype
        : "float32";

    /// <summary>
    /// Python's <c>layer(texts)</c>: a bin for each text, int64, or with another output_mode one vector (for "one_hot" one for each).
    /// </summary>
    /// <param name="inputs">One text for each sample.</param>
    public NDArray Apply(params string[] inputs) => Encode([.. inputs.Select(t => ComputeBin(t, t))], inputs.Length);

    /// <summary>Python's <c>layer([[…], …])</c>: the same for each row.</summary>
    /// <param name="inputs">Rows of texts, all of one length.</param>
    public NDArray Apply(string[][] inputs) =>
        Encode([.. inputs.SelectMany(r => r.Select(t => ComputeBin(t, t)))], inputs.Length, inputs.Length == 0 ? 0 : inputs[0].Length);

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        long[] bins = [.. Texts.Find(inputs)
            .Select(v => v.Text is { } text ? ComputeBin(text, text)
            : ComputeBin(v.Number.ToString(CultureInfo.InvariantCulture), v.Number))];
        return CategoryOps.Encode(CategoryOps.Numbers(bins, inputs.shape), output_mode, num_bins, compute_output_dtype());
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => CategoryOps.ComputeEncodedShape(input_shape, output_mode, num_bins);

    private long ComputeBin(string text, object value)
    {
        bool masks = mask_value is not null && num_bins > 1;
        if (masks && Equals(value, mask_value)) { return 0; }
        ulong hash = salt is { } s ? Fingerprint.HashKeyed(text, (ulong)s.First, (ulong)s.Second) : Fingerprint.Of(text);
        return (long)(hash % (ulong)(masks ? num_bins - 1 : num_bins)) + (masks ? 1 : 0);
    }

    private NDArray Encode(long[] bins, params long[] shape)
    {
        using var scope = Scopes.Step();
        return Arrays.ToArray(CategoryOps.Encode(CategoryOps.Numbers(bins, shape), output_mode, num_bins, compute_output_dtype()));
    }
}
