using KerasDigits.Backend;
using KerasDigits.Ops;
using NumSharp;

namespace KerasDigits.Layers;

/// <summary>Puts pairs (or more) of strings or integers into bins by a hash of all of them together.</summary>
/// <param name="num_bins">Number of bins, above 0.</param>
/// <param name="output_mode">"int" or "one_hot".</param>
/// <param name="sparse">Must be false: the engine has no sparse tensors.</param>
/// <exception cref="ArgumentOutOfRangeException">num_bins is not above 0.</exception>
/// <exception cref="ArgumentException">output_mode is not "int" or "one_hot".</exception>
/// <remarks>Input shape: several of (batch,) or (batch, 1); strings or integers. Output shape: the same; for "one_hot" (batch,
/// num_bins). Source: tf.keras 2.15, layers/preprocessing/hashed_crossing.py.</remarks>
[KerasExport("keras.layers.HashedCrossing", "keras.layers.experimental.preprocessing.HashedCrossing")]
public sealed class HashedCrossing(int num_bins, string output_mode = "int", bool sparse = false) : Layer
{
    private const ulong Start = 0xDECAFCAFFE;

    /// <summary>Number of bins.</summary>
    public int num_bins { get; } = Guard.Positive(num_bins);

    /// <summary>What the layer outputs.</summary>
    public string output_mode { get; } = Guard.OneOf(output_mode, ["int", "one_hot"]);

    /// <summary>Always false.</summary>
    public bool sparse { get; } = LayerGuard.CheckDense(sparse);

    private protected override bool AutoCasts => false;

    internal override string? FirstInputDtype => "int64";

    /// <inheritdoc/>
    public override string compute_output_dtype() => output_mode == "int" ? "int64" : DTypes.IsFloating(compute_dtype) ? compute_dtype
        : "float32";

    /// <summary>Python's <c>layer((texts, numbers))</c>.</summary>
    /// <param name="inputs">At least two columns of one length.</param>
    public NDArray Apply(params CrossedColumn[] inputs)
    {
        using var scope = Scopes.Step();
        return Arrays.ToArray(CrossColumns([.. inputs.Select(c => c.Hashes)], [inputs.Length == 0 ? 0 : inputs[0].Hashes.Length]));
    }

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context) =>
        [CrossColumns([.. inputs.Select(x =>
            Array.ConvertAll(Texts.Find(x), v => v.Text is { } text ? Fingerprint.Of(text) : (ulong)v.Number))],
            inputs[0].shape)];

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes)
    {
        Guard.That(input_shapes.Length >= 2, "`HashedCrossing` should be called on at least two inputs. Received: 1 input.",
            nameof(input_shapes));
        return [CategoryOps.ComputeEncodedShape(input_shapes[0], output_mode, num_bins)];
    }

    private Tensor CrossColumns(ulong[][] columns, long[] shape)
    {
        Guard.That(columns.Length >= 2 && columns.All(c => c.Length == columns[0].Length),
            "`HashedCrossing` should be called on at least two inputs of one length. Received: inputs of "
            + $"{string.Join(", ", columns.Select(c => c.Length))} values.", "inputs");
        Guard.That(shape.Length <= 1 || shape[^1] == 1,
            "All `HashedCrossing` inputs should have shape `()`, `(batch_size,)` or `(batch_size, 1)`. Received: "
            + $"{Shape.Of(shape)}.", "inputs");
        long[] bins = [.. columns[0]
            .Select((_, i) => (long)(columns.Aggregate(Start, (hash, c) => Fingerprint.Join(hash, c[i])) % (ulong)num_bins))];
        return CategoryOps.Encode(CategoryOps.Numbers(bins, shape), output_mode, num_bins, compute_output_dtype());
    }
}

/// <summary>A column that is crossed: strings or integers.</summary>
public readonly struct CrossedColumn
{
    private CrossedColumn(ulong[] hashes) => Hashes = hashes;

    internal ulong[] Hashes { get; }

    /// <summary>Strings.</summary>
    public static implicit operator CrossedColumn(string[] texts) => new(Array.ConvertAll(texts, Fingerprint.Of));

    /// <summary>Integers.</summary>
    public static implicit operator CrossedColumn(long[] numbers) => new(Array.ConvertAll(numbers, n => (ulong)n));

    /// <summary>Integers.</summary>
    public static implicit operator CrossedColumn(int[] numbers) => new(Array.ConvertAll(numbers, n => (ulong)(long)n));

    /// <summary>Integers.</summary>
    public static implicit operator CrossedColumn(NDArray numbers) => numbers.astype(NPTypeCode.Int64).flatten().ToArray<long>();
}
