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
    /// <param name="fromFunction">Makes an object from a function of the user's; null: the kind takes no functions.</param>
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

    /// <summary>
    /// The exported class of that name, or the one whose name differs from it in case and underscores alone: one rule for all kinds; null:
    /// there is none.
    /// </summary>
    public static Type? FindClass<T>(string name) =>
        Registry.FindClass(name, typeof(T)) ?? Registry.FindSpelled(name, typeof(T));

    /// <summary>An object of that class with default arguments; null: there is no such class.</summary>
    public static T? FindExported<T>(string name) where T : class =>
        FindClass<T>(name) is { } type ? (T)ConfigBinder.Create(type, []) : null;

    /// <summary>
    /// The name of the package's function in its own spelling: the name itself, or the one that differs from it in case and underscores
    /// alone; null: there is none.
    /// </summary>
    public static string? SpellFunction(string package, string name)
    {
        string[] known = [.. Registry.ListFunctions(package)];
        if (known.Contains(name)) { return name; }
        string folded = Names.Fold(name);
        return Array.Find(known, k => Names.Fold(k) == folded);
    }

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
    /// <param name="name">The name that is unknown.</param>
    /// <param name="known">All known ones.</param>
    /// <param name="advice">What else to do about it, in whole sentences.</param>
    public static ArgumentException Unknown(string kind, string name, IEnumerable<string> known, string advice = "") =>
        new($"{UnknownName.Describe(kind, name, known)} {advice}".TrimEnd(), nameof(name));

    /// <summary>The same for the exported classes of a kind, and the functions of its package.</summary>
    public static ArgumentException Unknown<T>(string name, string advice = "") => Unknown(typeof(T), name, advice);

    /// <inheritdoc cref="Unknown{T}(string, string)"/>
    public static ArgumentException Unknown(Type kind, string name, string advice = "") => kind.Name switch
    {
        "Metric" or "Loss" => Unknown($"{kind.Name.ToLowerInvariant()} function", name,
            Registry.ListFunctions(kind.Name == "Loss" ? "keras.losses" : "keras.metrics").Concat(Registry.ListClasses(kind)), advice),
        _ => Unknown(kind.Name.ToLowerInvariant(), name, Registry.ListClasses(kind), advice),
    };

    /// <summary>What to do about a name in a file that is unknown here.</summary>
    public const string PassOwn = "If it is your own, pass it in custom_objects.";
}
