namespace KerasDigits.Core;

/// <summary>In force on a thread while objects are made from a file's configuration: classes and arguments of other Keras versions become those of this library, wherever in the configuration they stand.</summary>
internal abstract class ConfigReading : IDisposable
{
    [ThreadStatic] private static ConfigReading? s_current;
    private readonly ConfigReading? _outer = s_current;

    /// <summary>Opens the scope.</summary>
    protected ConfigReading() => s_current = this;

    /// <summary>The scope of this thread; null when no file is being read.</summary>
    public static ConfigReading? Current => s_current;

    /// <summary>{"class_name", "config"} with the class's name of today.</summary>
    public abstract Config Object(Config serialized);

    /// <summary>The configuration of a class with today's arguments.</summary>
    public abstract Config Arguments(Type type, Config config);

    /// <inheritdoc/>
    public void Dispose() => s_current = _outer;
}
