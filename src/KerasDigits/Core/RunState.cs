using NumSharp;

namespace KerasDigits.Core;

/// <summary>
/// What must be known of something to continue a run as if it had never been interrupted: numbers, strings and arrays by name.
/// </summary>
/// <remarks>A custom callback or Sequence that remembers something between epochs implements <see cref="IResumable"/>, and
/// keras.callbacks.BackupAndRestore keeps it.</remarks>
public sealed class RunState
{
    private readonly OrderedDictionary<string, object> _values = [];

    /// <summary>Names in the order in which they were set.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    internal IEnumerable<KeyValuePair<string, object>> Values => _values;

    /// <summary>Whether there is a value of that name.</summary>
    /// <param name="name">Name of the value.</param>
    public bool Contains(string name) => _values.ContainsKey(name);

    /// <summary>Keeps a number, to the last bit.</summary>
    /// <param name="name">Name of the value.</param>
    /// <param name="value">Value to keep.</param>
    /// <returns>This state.</returns>
    public RunState Set(string name, double value) => Put(name, value);

    /// <summary>Keeps an integer.</summary>
    /// <param name="name">Name of the value.</param>
    /// <param name="value">Value to keep.</param>
    /// <returns>This state.</returns>
    public RunState Set(string name, long value) => Put(name, value);

    /// <summary>Keeps a truth value.</summary>
    /// <param name="name">Name of the value.</param>
    /// <param name="value">Value to keep.</param>
    /// <returns>This state.</returns>
    public RunState Set(string name, bool value) => Put(name, value ? 1L : 0L);

    /// <summary>Keeps a string.</summary>
    /// <param name="name">Name of the value.</param>
    /// <param name="value">Value to keep.</param>
    /// <returns>This state.</returns>
    public RunState Set(string name, string value) => Put(name, value);

    /// <summary>Keeps an array as it is now; truth values come back as bytes.</summary>
    /// <param name="name">Name of the value.</param>
    /// <param name="value">Value to keep.</param>
    /// <returns>This state.</returns>
    public RunState Set(string name, NDArray value) =>
        Put(name, value.typecode == NPTypeCode.Boolean ? value.astype(NPTypeCode.Byte) : value.copy());

    /// <summary>Keeps a list of arrays.</summary>
    /// <param name="name">Name of the value.</param>
    /// <param name="values">Arrays to keep, in order.</param>
    /// <returns>This state.</returns>
    public RunState SetAll(string name, IReadOnlyList<NDArray> values)
    {
        Put(name, (long)values.Count);
        for (int i = 0; i < values.Count; i++) { Set($"{name}.{i}", values[i]); }
        return this;
    }

    /// <summary>A number.</summary>
    /// <param name="name">Name of the value.</param>
    public double Number(string name) => Get<double>(name);

    /// <summary>An integer.</summary>
    /// <param name="name">Name of the value.</param>
    public long Whole(string name) => Get<long>(name);

    /// <summary>A truth value.</summary>
    /// <param name="name">Name of the value.</param>
    public bool Flag(string name) => Get<long>(name) != 0;

    /// <summary>A string.</summary>
    /// <param name="name">Name of the value.</param>
    public string Text(string name) => Get<string>(name);

    /// <summary>An array.</summary>
    /// <param name="name">Name of the value.</param>
    public NDArray Array(string name) => Get<NDArray>(name);

    /// <summary>A list of arrays.</summary>
    /// <param name="name">Name of the value.</param>
    public NDArray[] Arrays(string name) => [.. Enumerable.Range(0, checked((int)Whole(name))).Select(i => Array($"{name}.{i}"))];

    internal RunState Put(string name, object value)
    {
        _values[name] = value;
        return this;
    }

    /// <exception cref="InvalidDataException">There is none of that name and kind.</exception>
    private T Get<T>(string name) => _values.TryGetValue(name, out object? value) && value is T found ? found
        : throw new InvalidDataException($"the state holds no {typeof(T).Name} \"{name}\"; it holds "
            + $"{(Names.Count == 0 ? "nothing" : string.Join(", ", Names))}");
}

/// <summary>Something that a run changes and that an interrupted run must find as it was: callbacks, data sets.</summary>
public interface IResumable
{
    /// <summary>What must be known to go on from here.</summary>
    RunState GetState();

    /// <summary>Goes on from there. Called after on_train_begin.</summary>
    /// <param name="state">What GetState gave.</param>
    void SetState(RunState state);
}
