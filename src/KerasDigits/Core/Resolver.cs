namespace KerasDigits.Core;

/// <summary>
/// From a name or a configuration to what it stands for: users' own objects first, then what Keras exports, and one sentence for what
/// neither has.
/// </summary>
internal static class Resolver
{
    /// <summary>
    /// The user's own object of that name, made with default arguments where the name stands for a class; null: there is none.
    /// </summary>
    /// <param name="name">A name in custom_objects, or a registered one.</param>
    /// <param name="fromFunction">An object from a function of the user's, as far as the kind has such.</param>
    public static T? FindOwn<T>(string name, Func<object, T?>? fromFunction = null) where T : class => CustomObjects.Find(name) switch
    {
        null => null,
        T made => made,
        Type type => (T)ConfigBinder.Create(type, []),
        { } other => fromFunction?.Invoke(other),
    };

    /// <summary>
    /// What the user has for a serialized object: a class, a function or an object, by its registered name or its class name.
    /// </summary>
    /// <param name="serialized">Holds registered_name, where Keras wrote one.</param>
    /// <param name="className">The class name to look for.</param>
    public static object? FindOwn(Config serialized, string className) =>
        CustomObjects.Find(serialized.Get("registered_name") as string ?? className) ?? CustomObjects.Find(className);

    /// <summary>An object, with default arguments, of the exported class that has the first of these names; null: none has.</summary>
    public static T? FindExported<T>(params ReadOnlySpan<string> names) where T : class
    {
        foreach (string name in names)
        {
            if (Registry.FindClass(name, typeof(T)) is { } type) { return (T)ConfigBinder.Create(type, []); }
        }
        return null;
    }

    /// <summary>An exported class's name in its own spelling; the name as it is where no class has it in any spelling.</summary>
    public static string Spell<T>(string name) => Registry.FindClass(name, typeof(T)) is not null ? name
        : Registry.ClassNames(typeof(T)).FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;

    /// <summary>An object from what a file holds for it: its name, or its class name and arguments.</summary>
    /// <exception cref="ArgumentException">The value is neither.</exception>
    public static T FromConfig<T>(object? value, Func<string, T> byName) where T : class => value switch
    {
        string name => byName(name),
        Config config => (T)ConfigBinder.Deserialize(config, typeof(T)),
        _ => throw new ArgumentException($"{("AEIOU".Contains(typeof(T).Name[0]) ? "An" : "A")} {typeof(T).Name.ToLowerInvariant()} must "
            + $"be a name or a serialized object. Received: {value ?? "null"}."),
    };

    /// <summary>What to throw for a name that neither the user nor Keras knows: it names the nearest ones.</summary>
    /// <param name="kind">What Keras's messages call such objects: "optimizer", "loss function".</param>
    /// <param name="name">The name.</param>
    /// <param name="known">All known ones.</param>
    public static ArgumentException Unknown(string kind, string name, IEnumerable<string> known) =>
        new($"Unknown {kind}: {name}. The nearest known ones are {Registry.Nearest(name, known)}.", nameof(name));

    /// <summary>The same for the exported classes of a kind.</summary>
    public static ArgumentException Unknown<T>(string name) => Unknown(DescribeKind<T>(), name, Registry.ClassNames(typeof(T)));

    private static string DescribeKind<T>() => typeof(T).Name is "Metric" or "Loss"
        ? typeof(T).Name.ToLowerInvariant() + " function"
        : typeof(T).Name.ToLowerInvariant();
}
