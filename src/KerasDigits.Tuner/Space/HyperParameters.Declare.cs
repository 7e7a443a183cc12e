using KerasDigits.Tuner.Space;

namespace KerasDigits.Tuner;

/// <content>Int, Float, Choice, Boolean and Fixed: each adds a hyperparameter when it is new and gives its current value.</content>
public sealed partial class HyperParameters
{
    /// <summary>An integer from min_value to max_value, both included.</summary>
    /// <param name="name">Its name; the open name scopes are put before it.</param>
    /// <param name="min_value">Smallest value, included; at most max_value, and above 0 unless sampling is "linear".</param>
    /// <param name="max_value">Largest value, included; at least min_value.</param>
    /// <param name="step">Distance of neighbours (linear; null: 1) or their ratio (log; null: any number).</param>
    /// <param name="sampling">"linear", "log" or "reverse_log"; null: "linear".</param>
    /// <param name="default">Start value; null: min_value.</param>
    /// <param name="parent_name">Hyperparameter that decides whether this one is active; null: always.</param>
    /// <param name="parent_values">Values of the parent that activate this one; null only without parent_name.</param>
    /// <returns>The current value; 0 (Python's None) while inactive.</returns>
    /// <exception cref="ArgumentException">The arguments contradict each other, or the name is in use for another kind.</exception>
    public int Int(string name, int min_value, int max_value, int? step = null, string? sampling = "linear", int? @default = null,
        string? parent_name = null, HyperValue[]? parent_values = null)
    {
        HyperValue value = Declare(parent_name, parent_values, () =>
        {
            var p = new Int(GetFullName(name), min_value, max_value, step, sampling, @default, _conditions);
            p.CheckDefault();
            return p;
        });
        return value.IsNone ? 0 : CheckFitting<int>(name, value, "Int");
    }

    /// <summary>A number from min_value to max_value.</summary>
    /// <param name="name">Its name; the open name scopes are put before it.</param>
    /// <param name="min_value">Lower bound, at most max_value, and above 0 unless sampling is "linear".</param>
    /// <param name="max_value">Upper bound; with a step it is reached only where floor division of the range says so (see
    /// <see cref="Space.Float"/>).</param>
    /// <param name="step">Distance of neighbours (linear) or their ratio (log); null: any number.</param>
    /// <param name="sampling">"linear", "log" or "reverse_log"; null: "linear".</param>
    /// <param name="default">Start value; null: min_value.</param>
    /// <param name="parent_name">Hyperparameter that decides whether this one is active; null: always.</param>
    /// <param name="parent_values">Values of the parent that activate this one; null only without parent_name.</param>
    /// <returns>The current value; NaN (Python's None) while inactive.</returns>
    /// <exception cref="ArgumentException">The arguments contradict each other, or the name is in use for another kind.</exception>
    public double Float(string name, double min_value, double max_value, double? step = null, string? sampling = "linear",
        double? @default = null, string? parent_name = null, HyperValue[]? parent_values = null)
    {
        HyperValue value = Declare(parent_name, parent_values, () =>
        {
            var p = new Float(GetFullName(name), min_value, max_value, step, sampling, @default, _conditions);
            p.CheckDefault();
            return p;
        });
        return value.IsNone ? double.NaN : CheckFitting<double>(name, value, "Float");
    }

    /// <summary>One of some strings.</summary>
    /// <param name="name">Its name; the open name scopes are put before it.</param>
    /// <param name="values">At least one.</param>
    /// <param name="ordered">Whether the values have an order; null: numbers have, strings must not.</param>
    /// <param name="default">Start value; null: the first.</param>
    /// <param name="parent_name">Hyperparameter that decides whether this one is active; null: always.</param>
    /// <param name="parent_values">Values of the parent that activate this one; null only without parent_name.</param>
    /// <returns>The current value; null (Python's None) while inactive.</returns>
    /// <exception cref="ArgumentException">There are no values, the default is none of them, or the name is in use for another
    /// kind.</exception>
    public string Choice(string name, string[] values, bool? ordered = null, string? @default = null, string? parent_name = null,
        HyperValue[]? parent_values = null)
    {
        HyperValue value = Choose(name, [.. values.Select(v => (HyperValue)v)], ordered, @default, parent_name, parent_values);
        return value.IsNone ? null! : CheckFitting<string>(name, value, "Choice of strings");
    }

    /// <summary>One of some integers.</summary>
    /// <returns>The current value; 0 (Python's None) while inactive.</returns>
    /// <inheritdoc cref="Choice(string, string[], bool?, string?, string?, HyperValue[])"/>
    public int Choice(string name, int[] values, bool? ordered = null, int? @default = null, string? parent_name = null,
        HyperValue[]? parent_values = null)
    {
        HyperValue value = Choose(name, [.. values.Select(v => (HyperValue)v)], ordered, @default is { } d ? d : HyperValue.None,
            parent_name, parent_values);
        return value.IsNone ? 0 : CheckFitting<int>(name, value, "Choice of whole numbers");
    }

    /// <summary>One of some floats.</summary>
    /// <returns>The current value; NaN (Python's None) while inactive.</returns>
    /// <inheritdoc cref="Choice(string, string[], bool?, string?, string?, HyperValue[])"/>
    public double Choice(string name, double[] values, bool? ordered = null, double? @default = null, string? parent_name = null,
        HyperValue[]? parent_values = null)
    {
        HyperValue value = Choose(name, [.. values.Select(v => (HyperValue)v)], ordered, @default is { } d ? d : HyperValue.None,
            parent_name, parent_values);
        return value.IsNone ? double.NaN : CheckFitting<double>(name, value, "Choice of floats");
    }

    /// <summary>One of some bools; the files hold 1 and 0, as Python's do.</summary>
    /// <returns>The current value; false (Python's None) while inactive.</returns>
    /// <inheritdoc cref="Choice(string, string[], bool?, string?, string?, HyperValue[])"/>
    public bool Choice(string name, bool[] values, bool? ordered = null, bool? @default = null, string? parent_name = null,
        HyperValue[]? parent_values = null)
    {
        HyperValue value = Choose(name, [.. values.Select(v => (HyperValue)v)], ordered, @default is { } d ? d : HyperValue.None,
            parent_name, parent_values);
        return !value.IsNone && CheckFitting<bool>(name, value, "Choice of bools");
    }

    /// <summary>True or false.</summary>
    /// <param name="name">Its name; the open name scopes are put before it.</param>
    /// <param name="default">Value of the first trial.</param>
    /// <param name="parent_name">Hyperparameter that decides whether this one is active; null: always.</param>
    /// <param name="parent_values">Values of the parent that activate this one; null only without parent_name.</param>
    /// <returns>The current value; false (Python's None) while inactive.</returns>
    public bool Boolean(string name, bool @default = false, string? parent_name = null, HyperValue[]? parent_values = null)
    {
        HyperValue value = Declare(parent_name, parent_values, () => new Space.Boolean(GetFullName(name), @default, _conditions));
        return !value.IsNone && CheckFitting<bool>(name, value, "Boolean");
    }

    /// <summary>A value that is not tuned.</summary>
    /// <param name="name">Its name; the open name scopes are put before it.</param>
    /// <param name="value">A bool, an integer, a float or a string.</param>
    /// <param name="parent_name">Hyperparameter that decides whether this one is active; null: always.</param>
    /// <param name="parent_values">Values of the parent that activate this one; null only without parent_name.</param>
    /// <returns>The current value; None while inactive.</returns>
    public HyperValue Fixed(string name, HyperValue value, string? parent_name = null, HyperValue[]? parent_values = null) =>
        Declare(parent_name, parent_values, () => new Fixed(GetFullName(name), value, _conditions));

    private HyperValue Choose(string name, HyperValue[] values, bool? ordered, HyperValue @default, string? parent_name,
        HyperValue[]? parent_values) =>
        Declare(parent_name, parent_values, () => new Choice(GetFullName(name), values, ordered, @default, _conditions));

    private HyperValue Declare(string? parent_name, HyperValue[]? parent_values, Func<HyperParameter> make)
    {
        using IDisposable? scope = string.IsNullOrEmpty(parent_name) ? null
            : conditional_scope(parent_name, parent_values
                ?? throw new ArgumentException($"parent_name=\"{parent_name}\" needs parent_values: the parent's values that activate."));
        HyperParameter p = make();
        HyperParameter? before = _asked.Find(a => a.Is(p.name, p.conditions));
        if (before is null)
        {
            _asked.Add(p);
            Kept?.Look(p);
        }
        // A Fixed that stands there first keeps the others of its name from being tuned, as in Python.
        else if (before is not Space.Fixed && before.GetType() != p.GetType())
        {
            throw new ArgumentException($"One name must stand for one kind of hyperparameter. Received: \"{p.name}\" as "
                + $"{p.GetType().Name}, after it came up as {before.GetType().Name}. Give the two different names.");
        }
        if (!Exists(p.name, p.conditions)) { return Register(p); }
        return is_active(p) ? values[p.name] : HyperValue.None;
    }

    private T CheckFitting<T>(string name, HyperValue value, string kind)
    {
        try { return value.As<T>(); }
        catch (InvalidCastException e)
        {
            throw new ArgumentException($"\"{GetFullName(name)}\" is asked for as {kind}, but its value is "
                + $"{PythonText.FormatRepr(value)}: another "
                + "kind of hyperparameter has that name. Give the two different names.", e);
        }
    }
}
