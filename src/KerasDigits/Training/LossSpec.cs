using System.Collections;
using System.Runtime.CompilerServices;
using KerasDigits.Losses;

namespace KerasDigits.Training;

/// <summary>What compile takes as loss: a name, a Loss, a function, or one of these per output as list or dictionary.</summary>
[CollectionBuilder(typeof(LossSpec), nameof(Create))]
public sealed class LossSpec : IEnumerable<LossSpec>
{
    /// <summary>An empty dictionary: <c>new() { ["head"] = "mse" }</c>.</summary>
    public LossSpec() => Named = [];

    private LossSpec(object leaf) => Leaf = leaf;

    private LossSpec(LossSpec[] items) => Items = items;

    /// <summary>A function of (y_true, y_pred) that gives a value per sample: <c>loss: new(my_loss)</c>.</summary>
    /// <param name="function">Maps (y_true, y_pred) to one value for each sample.</param>
    /// <param name="name">Its name; the text of the argument by default.</param>
    public LossSpec(Func<Tensor, Tensor, Tensor> function, [CallerArgumentExpression(nameof(function))] string name = "") =>
        Leaf = new LossFunction(function, name);

    /// <summary>A name or a Loss.</summary>
    internal object? Leaf { get; }

    /// <summary>The name, where one was given: files hold it as it is.</summary>
    private string? Text { get; init; }

    internal LossSpec[]? Items { get; }

    internal Dictionary<string, LossSpec>? Named { get; }

    /// <summary>The loss of an output.</summary>
    /// <param name="output">The output's name.</param>
    public LossSpec this[string output]
    {
        get => Named![output];
        set => Named![output] = value;
    }

    /// <summary>From a collection expression: <c>["mse", "mae"]</c>.</summary>
    /// <param name="items">One loss for each output.</param>
    public static LossSpec Create(ReadOnlySpan<LossSpec> items) => new(items.ToArray());

    /// <summary>A loss by its name; null: none, for an output that none is taken of.</summary>
    public static implicit operator LossSpec(string name) =>
        name is null ? null! : new(Loss.Get(name)) { Text = LossNames.Spell<Loss>("keras.losses", name) };

    /// <summary>A loss object.</summary>
    public static implicit operator LossSpec(Loss loss) => loss is null ? null! : new((object)loss);

    /// <summary>A function of (y_true, y_pred).</summary>
    public static implicit operator LossSpec(Func<Tensor, Tensor, Tensor> function) =>
        function.Method.DeclaringType?.FullName is "KerasDigits.keras+losses" or "KerasDigits.keras+metrics"
        ? (LossSpec)function.Method.Name : new LossSpec(function, function.Method.Name);

    /// <summary>One loss per output.</summary>
    public static implicit operator LossSpec(string[] names) => new(Array.ConvertAll(names, n => (LossSpec)n));

    /// <summary>One loss per output.</summary>
    public static implicit operator LossSpec(Loss[] losses) => new(Array.ConvertAll(losses, l => (LossSpec)l));

    /// <summary>One loss per output name.</summary>
    public static implicit operator LossSpec(Dictionary<string, string> names) =>
        OfNames(names.Select(n => KeyValuePair.Create(n.Key, (LossSpec)n.Value)));

    /// <summary>One loss per output name.</summary>
    public static implicit operator LossSpec(Dictionary<string, Loss> losses) =>
        OfNames(losses.Select(n => KeyValuePair.Create(n.Key, (LossSpec)n.Value)));

    private static LossSpec OfNames(IEnumerable<KeyValuePair<string, LossSpec>> entries)
    {
        var spec = new LossSpec();
        foreach (var (name, value) in entries) { spec[name] = value; }
        return spec;
    }

    /// <inheritdoc/>
    public IEnumerator<LossSpec> GetEnumerator() => (Items ?? []).AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The loss of each output; null where an output has none.</summary>
    internal Loss?[] SplitByOutput(IReadOnlyList<string> outputs)
    {
        if (Leaf is Loss single) { return [.. outputs.Select(_ => single)]; }
        if (Items is { } items)
        {
            Guard.That(items.Length >= outputs.Count,
                $"`loss` must hold one entry per output of the model, {outputs.Count} ({string.Join(", ", outputs)}). Received: "
                + $"{items.Length}.", "loss");
            WarnOfRest("loss", items.Length, outputs.Count);
            return [.. items.Take(outputs.Count).Select(i => (Loss?)i?.Leaf)];
        }
        foreach (string name in Named!.Keys)
        {
            Guard.That(outputs.Contains(name), $"Found unexpected keys that do not correspond to any Model output: {name}. Expected: "
                + $"{string.Join(", ", outputs)}.", "loss");
        }
        return [.. outputs.Select(o => Named.TryGetValue(o, out LossSpec? s) ? (Loss?)s?.Leaf : null)];
    }

    /// <summary>Keras leaves what is too much unread, in silence.</summary>
    internal static void WarnOfRest(string argument, int given, int outputs)
    {
        if (given > outputs)
        {
            Log.Warning($"`{argument}` holds {given} entries, but the model has {outputs} output(s): the rest is left unread, as "
                + "in Keras.");
        }
    }

    /// <summary>As Keras saves it in training_config.</summary>
    internal object? ToPlain() => Text ?? ToObject();

    private object? ToObject() => Leaf is Loss l ? l is LossFunction f ? f.name : ConfigBinder.Serialize(l)
        : Items is { } items ? items.Select(i => i?.ToPlain()).ToList()
        : new Config(Named!.Select(n => KeyValuePair.Create(n.Key, n.Value?.ToPlain())));
}

/// <summary>What compile takes as loss_weights: one factor per output, as list or dictionary.</summary>
[CollectionBuilder(typeof(LossWeights), nameof(Create))]
public sealed class LossWeights : IEnumerable<double>
{
    private readonly double[]? _items;
    private readonly Dictionary<string, double>? _named;

    /// <summary>An empty dictionary: <c>new() { ["head"] = 0.5 }</c>.</summary>
    public LossWeights() : this(null, []) { }

    /// <summary>The factor of an output.</summary>
    /// <param name="output">The output's name.</param>
    public double this[string output]
    {
        get => _named![output];
        set => _named![output] = value;
    }

    private LossWeights(double[]? items, Dictionary<string, double>? named) => (_items, _named) = (items, named);

    /// <summary>From a collection expression: <c>[1.0, 0.5]</c>.</summary>
    /// <param name="items">One weight for each output.</param>
    public static LossWeights Create(ReadOnlySpan<double> items) => new(items.ToArray(), null);

    /// <summary>One factor per output.</summary>
    public static implicit operator LossWeights(double[] weights) => new(weights, null);

    /// <summary>One factor per output name.</summary>
    public static implicit operator LossWeights(Dictionary<string, double> weights) => new(null, weights);

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)(_items ?? [.. _named!.Values])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal double[] SplitByOutput(IReadOnlyList<string> outputs)
    {
        if (_items is not null)
        {
            Guard.That(_items.Length >= outputs.Count,
                $"`loss_weights` must hold one factor per output, {outputs.Count}. Received: {_items.Length}.", "loss_weights");
            LossSpec.WarnOfRest("loss_weights", _items.Length, outputs.Count);
            return _items[..outputs.Count];
        }
        foreach (string name in _named!.Keys)
        {
            Guard.That(outputs.Contains(name), $"`loss_weights` holds the name \"{name}\", but the outputs are: "
                + $"{string.Join(", ", outputs)}.", "loss_weights");
        }
        return [.. outputs.Select(o => _named.GetValueOrDefault(o, 1.0))];
    }

    internal object? ToPlain() => _items is not null
        ? _items.Select(x => (object?)x).ToList()
        : new Config(_named!.Select(n => KeyValuePair.Create(n.Key, (object?)n.Value)));
}
