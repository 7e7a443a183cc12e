using System.Globalization;
using KerasDigits.Backend;

namespace KerasDigits.Layers;

/// <summary>TensorFlow 2.3 to 2.5's crosses of columns: for each sample every combination of their values as one text, "a_X_b".</summary>
/// <param name="depth">How many columns a cross has: a number, all up to it; a list, those that it names; null: one cross of all
/// columns.</param>
/// <param name="separator">What stands between the values; null: "_X_".</param>
/// <exception cref="ArgumentOutOfRangeException">depth is not above 0.</exception>
/// <remarks>For files of these versions; later ones have HashedCrossing. Input shape: several of (batch,) or (batch, n), strings or whole
/// numbers. Output shape: (batch, combinations), strings. Source: tf.keras 2.4, layers/preprocessing/category_crossing.py.</remarks>
[KerasExport("keras.legacy.layers.CategoryCrossing")]
public sealed class CategoryCrossing(CrossDepth? depth = null, string? separator = null) : Layer
{
    private const string Usual = "_X_";

    /// <summary>How many columns a cross has.</summary>
    public CrossDepth? depth { get; } = depth;

    /// <summary>What stands between the values.</summary>
    public string? separator { get; } = separator;

    private protected override bool AutoCasts => false;

    internal override string? FirstInputDtype => DTypes.Text;

    /// <inheritdoc/>
    public override string compute_output_dtype() => DTypes.Text;

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes)
    {
        Guard.That(input_shapes.Length >= 2, "`CategoryCrossing` should be called on at least two inputs. Received: "
            + $"{input_shapes.Length}.", nameof(input_shapes));
        foreach (int count in EnumerateDepths(input_shapes.Length))
        {
            Guard.That(count <= input_shapes.Length,
                $"Number of inputs cannot be less than depth, got {input_shapes.Length} input tensors, and depth {count}",
                nameof(input_shapes));
        }
        return [new Shape(input_shapes[0].Rank > 0 ? input_shapes[0][0] : null, null)];
    }

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        int batch = checked((int)inputs[0].size(0));
        string[][] columns =
            [.. inputs.Select(x => Array.ConvertAll(Texts.Find(x), v => v.Text ?? v.Number.ToString(CultureInfo.InvariantCulture)))];
        int[] widths = [.. columns.Select(c => batch == 0 ? 0 : c.Length / batch)];
        var rows = new List<string>();
        for (int row = 0; row < batch; row++)
        {
            foreach (int[] chosen in EnumerateDepths(inputs.Length).SelectMany(d => EnumerateChoices(inputs.Length, d)))
            {
                rows.AddRange(chosen.Aggregate((IEnumerable<string>)[""],
                    (made, c) => made.SelectMany(m => columns[c].AsEnumerable().Skip(row * widths[c]).Take(widths[c])
                        .Select(v => c == chosen[0] ? v : m + (separator ?? Usual) + v))));
            }
        }
        return [Arrays.ToTensor(Texts.Array(rows.ToArray())).reshape(batch, batch == 0 ? 0 : rows.Count / batch)];
    }

    private IEnumerable<int> EnumerateDepths(int columns) => depth?.Of() ?? [columns];

    /// <summary>Each choice of so many columns, in order.</summary>
    private static IEnumerable<int[]> EnumerateChoices(int columns, int count, int from = 0) => count == 0 ? [[]]
        : Enumerable.Range(from, Math.Max(0, columns - from))
        .SelectMany(first => EnumerateChoices(columns, count - 1, first + 1).Select(rest => (int[])[first, .. rest]));
}

/// <summary>How many columns CategoryCrossing's crosses have: an upper limit, or a list of numbers.</summary>
public sealed class CrossDepth : IConfigValue<CrossDepth>
{
    private readonly object _value;

    private CrossDepth(object value) => _value = value;

    /// <summary>All numbers of columns up to this one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The depth is not above 0.</exception>
    public static implicit operator CrossDepth(int depth) => new((long)Guard.Positive(depth));

    /// <summary>These numbers of columns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of the depths is not above 0.</exception>
    public static implicit operator CrossDepth(int[] depths) => new(depths.Select(d => (object?)(long)Guard.Positive(d)).ToList());

    /// <inheritdoc/>
    public object? ToConfig() => _value;

    /// <summary>From a number or a list of them.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    /// <exception cref="ArgumentException">It is neither a whole number nor a list of them.</exception>
    public static CrossDepth FromConfig(object? value) => value switch
    {
        long n => checked((int)n),
        List<object?> list => Array.ConvertAll(list.ToArray(), v => checked((int)Convert.ToInt64(v, CultureInfo.InvariantCulture))),
        _ => throw new ArgumentException($"`depth` must be a number or a list of numbers. Received: {value}.", nameof(value)),
    };

    internal IEnumerable<int> Of() => _value is long n ? Enumerable.Range(1, (int)n) : ((List<object?>)_value).Select(v => (int)(long)v!);
}
