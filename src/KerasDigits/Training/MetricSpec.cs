using System.Collections;
using System.Runtime.CompilerServices;
using KerasDigits.Metrics;

namespace KerasDigits.Training;

/// <summary>
/// What compile takes as metrics: names, Metric objects and functions in a list; for several outputs one list each, or a dictionary by
/// output name.
/// </summary>
[CollectionBuilder(typeof(MetricSpec), nameof(Create))]
public sealed class MetricSpec : IEnumerable<MetricSpec>
{
    /// <summary>An empty dictionary: <c>new() { ["head"] = "accuracy" }</c>.</summary>
    public MetricSpec() => Named = [];

    private MetricSpec(object leaf) => Leaf = leaf;

    private MetricSpec(MetricSpec[] items) => Items = items;

    /// <summary>
    /// A function of (y_true, y_pred) that gives a value per sample; its mean is logged: <c>metrics: [new(my_metric)]</c>.
    /// </summary>
    /// <param name="function">Maps (y_true, y_pred) to one value for each sample.</param>
    /// <param name="name">Name in the logs; the text of the argument by default.</param>
    public MetricSpec(Func<Tensor, Tensor, Tensor> function, [CallerArgumentExpression(nameof(function))] string name = "") =>
        Leaf = new MeanMetricWrapper(function, name);

    /// <summary>A name (string) or a Metric.</summary>
    internal object? Leaf { get; }

    internal MetricSpec[]? Items { get; }

    internal Dictionary<string, MetricSpec>? Named { get; }

    /// <summary>The metrics of an output.</summary>
    /// <param name="output">The output's name.</param>
    public MetricSpec this[string output]
    {
        get => Named![output];
        set => Named![output] = value;
    }

    /// <summary>From a collection expression: <c>["accuracy", keras.metrics.AUC()]</c>.</summary>
    /// <param name="items">Names, metrics or functions.</param>
    public static MetricSpec Create(ReadOnlySpan<MetricSpec> items) => new(items.ToArray());

    /// <summary>A metric by its name; "accuracy" chooses its kind by the shapes at the first batch.</summary>
    public static implicit operator MetricSpec(string name)
    {
        string spelled = MetricResolver.Spell(name);
        // The scope that knows the name may be closed when the first batch comes.
        return new((object?)MetricResolver.FindOwn(name) ?? spelled);
    }

    /// <summary>A metric object.</summary>
    public static implicit operator MetricSpec(Metric metric) => new((object)metric);

    /// <summary>A loss: the mean over batches of its reduced value.</summary>
    public static implicit operator MetricSpec(Losses.Loss loss) =>
        new((object)new MeanMetricWrapper((y_true, y_pred) => loss.Apply(y_true, y_pred), loss.name));

    /// <summary>A function of (y_true, y_pred).</summary>
    public static implicit operator MetricSpec(Func<Tensor, Tensor, Tensor> function) => new(function, function.Method.Name);

    /// <summary>A list of names.</summary>
    public static implicit operator MetricSpec(string[] names) => new(Array.ConvertAll(names, n => (MetricSpec)n));

    /// <summary>A list of metrics.</summary>
    public static implicit operator MetricSpec(Metric[] metrics) => new(Array.ConvertAll(metrics, m => (MetricSpec)m));

    /// <summary>Metrics by output name.</summary>
    public static implicit operator MetricSpec(Dictionary<string, string> names)
    {
        var spec = new MetricSpec();
        foreach (var (output, name) in names) { spec[output] = name; }
        return spec;
    }

    /// <inheritdoc/>
    public IEnumerator<MetricSpec> GetEnumerator() => (Items ?? []).AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For each output its metrics, as names and objects.</summary>
    internal object[][] SplitByOutput(IReadOnlyList<string> outputs)
    {
        if (Named is { } named)
        {
            foreach (string name in named.Keys)
            {
                Guard.That(outputs.Contains(name), $"Found unexpected keys that do not correspond to any Model output: {name}. Expected: "
                    + $"{string.Join(", ", outputs)}.", "metrics");
            }
            return [.. outputs.Select(o => named.TryGetValue(o, out MetricSpec? s) ? s.ListLeaves() : [])];
        }
        // As in Keras a list without a list in it, null or not, is every output's.
        if (Items is { } items && items.Any(i => i?.Items is not null))
        {
            Guard.That(items.Length == outputs.Count,
                $"`metrics` given as a list of lists must hold one list per output, {outputs.Count}. Received: {items.Length}.", "metrics");
            return [.. items.Select(i => i?.ListLeaves() ?? [])];
        }
        return [.. outputs.Select(_ => ListLeaves())];
    }

    private object[] ListLeaves() => Leaf is not null ? [Leaf] : [.. (Items ?? []).SelectMany(i => i?.ListLeaves() ?? [])];

    /// <summary>As Keras saves it in training_config.</summary>
    internal object? ToPlain() => Leaf switch
    {
        string name => name,
        Metric metric => ConfigBinder.Serialize(metric),
        _ => Items is { } items
            ? items.Select(i => i?.ToPlain()).ToList()
            : new Config(Named!.Select(n => KeyValuePair.Create(n.Key, n.Value.ToPlain()))),
    };
}
