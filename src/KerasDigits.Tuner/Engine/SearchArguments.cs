using System.Collections;

namespace KerasDigits.Tuner;

/// <summary>
/// What search was called with, on its way to run_trial and fit: Python's **kwargs.
/// <c>new SearchArguments { ["data"] = data, ["epochs"] = 5 }</c>
/// </summary>
public sealed class SearchArguments : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly OrderedDictionary<string, object?> _values = [];

    /// <summary>The names given.</summary>
    public IReadOnlyList<string> names => [.. _values.Keys];

    /// <summary>An argument by its name; null when it was not given.</summary>
    /// <param name="name">Name of the argument.</param>
    public object? this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set => _values[name] = value;
    }

    /// <summary>Whether an argument was given.</summary>
    /// <param name="name">Name of the argument.</param>
    public bool Contains(string name) => _values.ContainsKey(name);

    /// <summary>An argument as the type it must have.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Name of the argument.</param>
    /// <param name="default">Its value where it was not given.</param>
    /// <exception cref="FatalTypeError">It is of another type.</exception>
    public T get<T>(string name, T @default = default!)
    {
        if (!_values.TryGetValue(name, out object? value)) { return @default; }
        return value switch
        {
            T fits => fits,
            null when default(T) is null => default!,
            HyperValue v => v.As<T>(),
            _ => throw new FatalTypeError($"The argument `{name}` of search() must be of type {typeof(T).Name}. Received: "
                + $"{value ?? "null"}{(value is null ? "" : $" (of type {value.GetType().Name})")}."),
        };
    }

    /// <summary>
    /// The same arguments with one more, or with another value: <c>args.with("batch_size", hp.Choice("batch_size", [32, 64]))</c>.
    /// </summary>
    /// <param name="name">Name of the argument.</param>
    /// <param name="value">Value of the argument, null too.</param>
    public SearchArguments with(string name, object? value)
    {
        SearchArguments copy = this.copy();
        copy[name] = value;
        return copy;
    }

    /// <summary>The same arguments but one.</summary>
    /// <param name="name">Name of the argument.</param>
    public SearchArguments without(string name)
    {
        SearchArguments copy = this.copy();
        _ = copy._values.Remove(name);
        return copy;
    }

    /// <summary>The same arguments in an object of their own.</summary>
    public SearchArguments copy()
    {
        var copy = new SearchArguments();
        foreach (var (name, value) in _values) { copy[name] = value; }
        return copy;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
