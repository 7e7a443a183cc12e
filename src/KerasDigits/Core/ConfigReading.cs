namespace KerasDigits.Core;

/// <summary>
/// In force on a thread while objects are made from a file's configuration: classes and arguments of other Keras versions become those of
/// this library, wherever in the configuration they stand.
/// </summary>
internal abstract class ConfigReading : IDisposable
{
    private static readonly ThreadSlot<ConfigReading> s_current = new("the file whose configuration is being read");
    private readonly ConfigReading? _outer = s_current.Value;

    /// <summary>The scope of this thread; null when no file is being read.</summary>
    public static ConfigReading? Current => s_current.Value;

    /// <summary>{"class_name", "config"} with the class's name of today.</summary>
    public abstract Config MakeObject(Config serialized);

    /// <summary>The configuration of a class with today's arguments.</summary>
    public abstract Config ReadArguments(Type type, Config config);

    /// <summary>
    /// Puts the file aside while an object is copied by its own configuration, whose words have this library's meaning already.
    /// </summary>
    public static IDisposable SetAside() => new OwnWords();

    /// <summary>Opens the scope; dispose the object to close it.</summary>
    protected void Enter() => s_current.Value = this;

    /// <inheritdoc/>
    public void Dispose() => s_current.Value = _outer;

    /// <summary>No file is being read.</summary>
    private sealed class OwnWords : IDisposable
    {
        private readonly ConfigReading? _outer = s_current.Value;

        public OwnWords() => s_current.Value = null;

        public void Dispose() => s_current.Value = _outer;
    }
}
