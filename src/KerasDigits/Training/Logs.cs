using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace KerasDigits.Training;

/// <summary>
/// The numbers of a batch or epoch by name, in Keras's order. Batch logs are read from the device only when somebody looks at them.
/// </summary>
public sealed class Logs : IDictionary<string, double>, IReadOnlyDictionary<string, double>
{
    private OrderedDictionary<string, double>? _values;
    private Func<IEnumerable<KeyValuePair<string, double>>>? _source;

    private Func<NumSharp.NDArray[]>? _outputs;
    private Dictionary<string, NumSharp.NDArray>? _arrays;

    /// <summary>Logs of a prediction batch.</summary>
    internal static Logs OfOutputs(Func<NumSharp.NDArray[]> outputs) => new() { _outputs = outputs };

    /// <summary>
    /// What on_predict_batch_end gets: the batch's predictions, one array per output (Python's logs["outputs"]); null at other hooks.
    /// </summary>
    public NumSharp.NDArray[]? outputs => _outputs?.Invoke();

    /// <summary>The values of metrics that have several (a list of thresholds), by name; their number in the logs is the mean.</summary>
    public IReadOnlyDictionary<string, NumSharp.NDArray> arrays => Values.Count > 0 && _arrays is { } known ? known : s_none;

    private static readonly Dictionary<string, NumSharp.NDArray> s_none = [];

    /// <summary>Notes the values of a metric that has several.</summary>
    internal void SetArray(string name, NumSharp.NDArray values) => (_arrays ??= [])[name] = values;

    /// <summary>Empty logs.</summary>
    public Logs() => _values = [];

    /// <summary>Logs that are computed at the first look.</summary>
    /// <param name="source">Called once, when a value is first asked for.</param>
    public Logs(Func<IEnumerable<KeyValuePair<string, double>>> source) => _source = source;

    /// <summary>Logs with the given entries.</summary>
    /// <param name="entries">Names and values.</param>
    public Logs(IEnumerable<KeyValuePair<string, double>> entries) => _values = OrderByName(entries, ref _arrays);

    /// <summary>Of values with one name (a metric called "loss") the last counts, as in Python.</summary>
    private static OrderedDictionary<string, double> OrderByName(IEnumerable<KeyValuePair<string, double>> entries,
        ref Dictionary<string, NumSharp.NDArray>? arrays)
    {
        var values = new OrderedDictionary<string, double>();
        foreach (var (name, value) in entries) { values[name] = value; }
        IReadOnlyDictionary<string, NumSharp.NDArray>? given = entries is Results results ? results.Arrays : (entries as Logs)?._arrays;
        if (given is { Count: > 0 }) { arrays = new(given); }
        return values;
    }

    /// <summary>Logs of the same content, into which others may write.</summary>
    internal Logs Copy() => new(() => this) { _outputs = _outputs };

    /// <summary>As Python prints a dictionary: <c>{'loss': 0.25, 'accuracy': 0.5}</c>.</summary>
    public override string ToString() => $"{{{string.Join(", ", Values.Select(v => $"'{v.Key}': {PythonNumber.FormatRepr(v.Value)}"))}}}";

    private OrderedDictionary<string, double> Values
    {
        get
        {
            if (_values is null)
            {
                _values = OrderByName(_source!(), ref _arrays);
                _source = null;
            }
            return _values;
        }
    }

    /// <inheritdoc cref="IDictionary{TKey, TValue}.this"/>
    public double this[string key]
    {
        get => Values.TryGetValue(key, out double v)
            ? v
            : throw new KeyNotFoundException($"The logs hold no \"{key}\". They hold: {string.Join(", ", Values.Keys)}.");
        set => Values[key] = value;
    }

    /// <summary>The value, or null when there is none: Python's <c>logs.get(key)</c>.</summary>
    /// <param name="key">Name of the value.</param>
    public double? Get(string key) => Values.TryGetValue(key, out double v) ? v : null;

    /// <inheritdoc/>
    public int Count => Values.Count;

    /// <summary>The names.</summary>
    public ICollection<string> Keys => Values.Keys;

    IEnumerable<string> IReadOnlyDictionary<string, double>.Keys => Values.Keys;

    ICollection<double> IDictionary<string, double>.Values => Values.Values;

    IEnumerable<double> IReadOnlyDictionary<string, double>.Values => Values.Values;

    bool ICollection<KeyValuePair<string, double>>.IsReadOnly => false;

    /// <inheritdoc/>
    public void Add(string key, double value) => Values.Add(key, value);

    /// <inheritdoc/>
    public void Add(KeyValuePair<string, double> item) => Values.Add(item.Key, item.Value);

    /// <inheritdoc/>
    public void Clear() => Values.Clear();

    /// <inheritdoc/>
    public bool Contains(KeyValuePair<string, double> item) => Values.TryGetValue(item.Key, out double v) && v.Equals(item.Value);

    /// <inheritdoc cref="IDictionary{TKey, TValue}.ContainsKey"/>
    public bool ContainsKey(string key) => Values.ContainsKey(key);

    /// <inheritdoc/>
    public void CopyTo(KeyValuePair<string, double>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, double>>)Values).CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator() => Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Remove(string key) => Values.Remove(key);

    /// <inheritdoc/>
    public bool Remove(KeyValuePair<string, double> item) => Contains(item) && Values.Remove(item.Key);

    /// <inheritdoc cref="IDictionary{TKey, TValue}.TryGetValue"/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out double value) => Values.TryGetValue(key, out value);
}
