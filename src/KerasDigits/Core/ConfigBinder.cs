using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace KerasDigits.Internals;

/// <summary>
/// Reads configurations from objects and makes objects from configurations, by the names of constructor arguments; built-in and users'
/// classes alike.
/// </summary>
/// <remarks>The rule: a class has one public constructor, and for each argument a public property of the same name.
/// Settable properties marked <see cref="KerasKeywordAttribute"/> on base classes take part as keyword arguments when they are set from a
/// configuration.</remarks>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public static class ConfigBinder
{
    /// <summary>The constructor arguments of <paramref name="value"/>, read back from the properties of the same names.</summary>
    /// <param name="value">The object to describe.</param>
    /// <remarks>A user's class with a get_config of its own adds what is missing here after calling its base, as in Python.</remarks>
    /// <exception cref="InvalidOperationException">An argument has no property of its name: the class must override
    /// get_config().</exception>
    public static Config GetArguments(object value)
    {
        var config = new Config();
        Type type = value.GetType();
        Form form = FindForm(type);
        foreach (ParameterInfo parameter in form.Parameters)
        {
            MemberInfo? member = FindMember(type, parameter.Name!);
            if (member is null && form.OwnConfig) { continue; }
            object? item = member switch
            {
                PropertyInfo p => p.GetValue(value),
                FieldInfo f => f.GetValue(value),
                _ => throw new InvalidOperationException(
                    $"{type.Name} must override get_config(), or have a public property `{parameter.Name}` for its constructor's argument "
                    + "of that name, before it can be saved."),
            };
            config[parameter.Name!] = ToPlain(item);
        }
        return config;
    }

    /// <summary>Creates an object of <paramref name="type"/> from a configuration.</summary>
    /// <param name="type">Class of the new object.</param>
    /// <param name="config">Its constructor's arguments by name.</param>
    /// <exception cref="ArgumentException">A needed argument is missing, an entry is unknown, or a value does not fit.</exception>
    public static object Create(Type type, Config config)
    {
        if (GetForm(type).OwnReader is { } own)
        {
            return own.Invoke(null, Plain, null, [config], null)!;
        }
        return CreatePlain(type, config);
    }

    /// <summary>The same by the constructor, also for a class with a from_config of its own, which calls this.</summary>
    internal static object CreatePlain(Type type, Config config)
    {
        Form form = FindForm(type);
        ParameterInfo[] parameters = form.Parameters;
        var left = new HashSet<string>(config.Keys);
        if (form.Mark is { } mark) { left.Remove(mark.Name); }
        object?[] arguments = new object?[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            ParameterInfo p = parameters[i];
            // Null where a class takes none asks for the default.
            bool given = left.Remove(p.Name!) && (config[p.Name!] is not null || form.TakesNull[i]);
            if (given) { arguments[i] = Convert(config[p.Name!], p.ParameterType, $"{type.Name}.{p.Name}"); }
            else if (form.Defaults[i] is { } standard) { arguments[i] = standard.Value; }
            else if (p.IsDefined(typeof(ParamArrayAttribute)))
            {
                arguments[i] = Array.CreateInstance(p.ParameterType.GetElementType()!, 0);
            }
            else if (config.ContainsKey(p.Name!)) { throw new ArgumentException($"`{type.Name}.{p.Name}` must not be null."); }
            else
            {
                throw new ArgumentException($"{type.Name} needs `{p.Name}`: create it with new {type.Name}({p.Name}: …), or give it in the "
                    + $"configuration. Received: {(config.Count == 0 ? "no arguments" : string.Join(", ", config.Keys))}.");
            }
        }
        object result = form.Constructor!.Invoke(Plain, null, arguments, null);
        foreach (string key in left)
        {
            PropertyInfo? keyword = FindKeyword(type, key);
            if (keyword is null)
            {
                throw new ArgumentException($"{type.Name} has no argument `{key}`. Its arguments are: "
                    + $"{string.Join(", ", parameters.Select(p => p.Name))}.");
            }
            object? value = Convert(config[key], keyword.PropertyType, $"{type.Name}.{key}");
            if (value is not null || Nullable.GetUnderlyingType(keyword.PropertyType) is not null)
            {
                keyword.SetValue(result, value, Plain, null, null, null);
            }
        }
        return result;
    }

    /// <summary>Whether a class takes an argument or keyword of that name.</summary>
    /// <param name="type">Class to look at.</param>
    /// <param name="name">The argument's name.</param>
    public static bool Accepts(Type type, string name) =>
        Array.Exists(FindForm(type).Parameters, p => p.Name == name) || FindKeyword(type, name) is not null;

    /// <summary>Whether a class reads its configuration itself, by a static from_config of its own.</summary>
    internal static bool ReadsItself(Type type) => GetForm(type).OwnReader is not null;

    private static PropertyInfo? FindKeyword(Type type, string name) => GetForm(type).Keywords.GetValueOrDefault(name);

    /// <summary>What making an object of a class needs to know of it.</summary>
    /// <param name="Constructor">The constructor with the most arguments; null: none is public.</param>
    /// <param name="Parameters">Parameters of its constructor.</param>
    /// <param name="Defaults">Their defaults; null: none.</param>
    /// <param name="TakesNull">Which arguments may be null.</param>
    /// <param name="OwnReader">The class's own from_config; null: it has none.</param>
    /// <param name="Keywords">Properties that are further arguments.</param>
    /// <param name="Mark">The word of its configurations that is not an argument; null: there is none.</param>
    /// <param name="OwnConfig">Whether get_config is overridden outside of this library.</param>
    private sealed record Form(ConstructorInfo? Constructor, ParameterInfo[] Parameters, StrongBox<object?>?[] Defaults, bool[] TakesNull,
        MethodInfo? OwnReader, Dictionary<string, PropertyInfo> Keywords, ConfigMarkAttribute? Mark, bool OwnConfig);

    /// <summary>
    /// Exceptions come through as they are. (To catch and throw them again would take room of the stack at each level of what is nested.)
    /// </summary>
    private const BindingFlags Plain = BindingFlags.DoNotWrapExceptions;

    /// <summary>Members and attributes are slow to look up, and loading a model asks for them by the thousand.</summary>
    private static readonly ConcurrentDictionary<Type, Form> s_forms = new();

    private static readonly ConcurrentDictionary<Type, MethodInfo?> s_readers = new();

    private static Form FindForm(Type type) => GetForm(type) is { Constructor: not null } form ? form
        : throw new InvalidOperationException($"{type.Name} must have a public constructor to be made from a configuration.");

    private static Form GetForm(Type type) => s_forms.GetOrAdd(type, static t =>
    {
        ConstructorInfo? constructor = t.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault();
        ParameterInfo[] parameters = constructor?.GetParameters() ?? [];
        return new(constructor, parameters,
            Array.ConvertAll(parameters, p => p.HasDefaultValue ? new StrongBox<object?>(p.DefaultValue) : null),
                FindTakingNull(parameters),
            t.GetMethod("from_config", BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly, [typeof(Config)]),
            FindKeywords(t),
            t.GetCustomAttribute<ConfigMarkAttribute>(),
            t.GetMethod("get_config", Type.EmptyTypes) is { DeclaringType: { } owner } && owner.Assembly != typeof(ConfigBinder).Assembly);
    });

    private static bool[] FindTakingNull(ParameterInfo[] parameters)
    {
        var context = new NullabilityInfoContext();
        return Array.ConvertAll(parameters, p => p.ParameterType.IsValueType
            ? Nullable.GetUnderlyingType(p.ParameterType) is not null
            : context.Create(p).WriteState != NullabilityState.NotNull);
    }

    private static Dictionary<string, PropertyInfo> FindKeywords(Type type)
    {
        var found = new Dictionary<string, PropertyInfo>();
        foreach (PropertyInfo p in type.GetProperties())
        {
            if (p.GetCustomAttribute<KerasKeywordAttribute>() is { } a) { found.TryAdd(a.Name ?? p.Name, p); }
        }
        return found;
    }

    /// <summary>A value as plain configuration data.</summary>
    /// <param name="value">A value of an argument.</param>
    /// <returns>Numbers, strings, lists or a Config.</returns>
    public static object? ToPlain(object? value)
    {
        Nesting.EnsureEnd("A configuration");
        return MakePlain(value);
    }

    private static object? MakePlain(object? value) => value switch
    {
        null or bool or string or long or double or Config => value,
        int n => (long)n,
        float x => (double)x,
        IConfigValue v => v.ToConfig(),
        Delegate d => d.Method.Name,
        IKerasObject o => Serialize(o),
        IDictionary map =>
            new Config(map.Keys.Cast<object>()
                .Select(k => KeyValuePair.Create((string)System.Convert.ChangeType(k, typeof(string), CultureInfo.InvariantCulture),
                    ToPlain(map[k])))),
        IEnumerable list => TakeAll(list).Select(ToPlain).ToList(),
        _ => throw new InvalidOperationException($"A value of type {value.GetType().Name} cannot be part of a configuration; override "
            + "get_config()."),
    };

    /// <summary>The elements of what has no length of its own, which may have no end.</summary>
    internal static IEnumerable<object?> TakeAll(IEnumerable sequence)
    {
        if (sequence is ICollection) { return sequence.Cast<object?>(); }
        return Take(sequence);
    }

    private static IEnumerable<object?> Take(IEnumerable sequence)
    {
        int count = 0;
        foreach (object? element in sequence)
        {
            Guard.That(count++ < LongestSequence, $"A value of a configuration must have an end: after {LongestSequence:N0} elements a "
                + $"{sequence.GetType().Name} gave still more. Give the argument as a list or array.", "value");
            yield return element;
        }
    }

    private const int LongestSequence = 1_000_000;

    /// <summary>An object as {"class_name", "config"}, Keras's serialized form.</summary>
    /// <param name="value">The object to describe.</param>
    /// <exception cref="InvalidOperationException">Its configuration holds itself.</exception>
    public static Config Serialize(IKerasObject value)
    {
        Nesting.EnsureEnd("A configuration");
        var entry = new Config { ["class_name"] = CustomObjects.NameOf(value.GetType()), ["config"] = ReadConfig(value) };
        return value is ISharedObject ? SharedObjects.Note(value, entry) : entry;
    }

    /// <summary>An object's configuration, for a file; of a class of the program's own only one that has an end.</summary>
    /// <exception cref="InvalidOperationException">It holds itself.</exception>
    internal static Config ReadConfig(IKerasObject value)
    {
        Config config = value.get_config();
        if (GetForm(value.GetType()).OwnConfig) { Nesting.RefuseCircle(config, $"The configuration of {value.GetType().Name}"); }
        return config;
    }

    /// <summary>A plain value as <paramref name="type"/>.</summary>
    /// <param name="value">Plain data as read from JSON, null too.</param>
    /// <param name="type">The wanted type.</param>
    /// <param name="place">What the value is for, named in errors.</param>
    /// <exception cref="ArgumentException">The value cannot be read as that type.</exception>
    public static object? Convert(object? value, Type type, string place)
    {
        Nesting.EnsureEnd("A configuration");
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null) { return null; }
        if (target.IsInstanceOfType(value)) { return value; }
        try
        {
            if (s_readers.GetOrAdd(target, FindValueReader) is { } reader) { return reader.Invoke(null, Plain, null, [value], null); }
            if (target == typeof(int) || target == typeof(long) || target == typeof(float) || target == typeof(double)
                || target == typeof(bool) || target == typeof(string))
            {
                return System.Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
            }
            if (target.IsArray && value is IReadOnlyList<object?> list)
            {
                Type element = target.GetElementType()!;
                Array array = Array.CreateInstance(element, list.Count);
                for (int i = 0; i < list.Count; i++) { array.SetValue(Convert(list[i], element, $"{place}[{i}]"), i); }
                return array;
            }
            if (target == typeof(Dictionary<string, double>) && value is Config numbers)
            {
                return numbers.ToDictionary(n => n.Key, n => System.Convert.ToDouble(n.Value, CultureInfo.InvariantCulture));
            }
            if (value is Config { } c && c.ContainsKey("class_name")) { return Deserialize(c, target); }
        }
        catch (Exception e) when (e is InvalidCastException or FormatException or OverflowException)
        {
            throw new ArgumentException($"`{place}` must be a {target.Name}. Received: {value}.", e);
        }
        throw new ArgumentException($"`{place}` must be a {target.Name}. Received: {value} ({value.GetType().Name}).");
    }

    /// <summary>Creates an object from {"class_name", "config"}.</summary>
    /// <param name="serialized">The serialized form.</param>
    /// <param name="expected">A base class that it must have.</param>
    /// <exception cref="ArgumentException">The class is unknown or another kind, or its arguments do not fit.</exception>
    public static object Deserialize(Config serialized, Type expected)
    {
        Nesting.EnsureEnd("A configuration");
        string given = serialized.Get("class_name") as string ?? throw new ArgumentException("A serialized object must hold `class_name`.");
        object? own = Resolver.FindOwn(serialized, given);
        if (own is not null && expected.IsInstanceOfType(own)) { return own; }
        ConfigReading? reading = ConfigReading.Current;
        serialized = reading?.MakeObject(serialized) ?? serialized;
        string name = (string)serialized["class_name"]!;
        Config config = serialized.Get("config") as Config ?? [];
        Type type = own as Type ?? Registry.FindMarked(name, expected, config) ?? Registry.FindClass(name, expected)
            ?? Registry.FindSpelled(name, expected) ?? throw Resolver.Unknown(expected, name, Resolver.PassOwn);
        return Create(type, reading?.ReadArguments(type, config) ?? config);
    }

    private static MethodInfo? FindValueReader(Type type) =>
        (type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConfigValue<>)
            && i.GenericTypeArguments[0] == type) ? type.GetMethod("FromConfig", [typeof(object)]) : null)
        ?? type.GetMethod("FromConfig", BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy, [typeof(object)]);

    private static MemberInfo? FindMember(Type type, string name) => (MemberInfo?)type.GetProperty(name) ?? type.GetField(name);
}
