namespace KerasDigits.Core;

/// <summary>An object that is more than its configuration: where it is in two places, both must get the same one.</summary>
internal interface ISharedObject : IKerasObject;

/// <summary>
/// Which objects stand more than once in the configuration that is being written: in two models inside the model, or in a wrapper and
/// beside it. They bear a number, as Keras 2.5 and later write it; earlier versions pass over it, and make two objects of one.
/// </summary>
/// <remarks>Source: tf.keras 2.15, saving/legacy/serialization.py; keras 3.12, saving/serialization_lib.py. Keras numbers initializers and
/// dtype policies too, where it changes nothing.</remarks>
internal sealed class SharedObjects
{
    public const string Key = "shared_object_id";

    private static readonly ThreadSlot<SharedObjects> s_met = new("entries of the configuration that is being written");

    private readonly Dictionary<object, int> _times = new(ReferenceEqualityComparer.Instance);
    private Dictionary<object, long>? _numbers;

    /// <summary>Writes a configuration, with all that is inside; once more where something is in it twice.</summary>
    public static Config Write(Func<Config> write)
    {
        if (s_met.Value is not null) { return write(); }
        var met = new SharedObjects();
        s_met.Value = met;
        try
        {
            Config config = write();
            object[] twice = [.. met._times.Where(t => t.Value > 1).Select(t => t.Key)];
            if (twice.Length == 0) { return config; }
            met._numbers = new(twice.Select((o, i) => KeyValuePair.Create(o, i + 1L)), ReferenceEqualityComparer.Instance);
            return write();
        }
        finally { s_met.Value = null; }
    }

    /// <summary>Makes a configuration of which nothing is written: what is in it is not counted.</summary>
    public static Config MakeApart(Func<Config> make)
    {
        SharedObjects? met = s_met.Value;
        s_met.Value = null;
        try { return make(); }
        finally { s_met.Value = met; }
    }

    /// <summary>Notes an object's entry.</summary>
    /// <returns>The entry, with its number where it has one.</returns>
    public static Config Note(object value, Config entry)
    {
        if (s_met.Value is not { } met) { return entry; }
        if (met._numbers is not { } numbers) { met._times[value] = met._times.GetValueOrDefault(value) + 1; }
        else if (numbers.TryGetValue(value, out long number)) { entry[Key] = number; }
        return entry;
    }

    /// <summary>An entry in another form, with the number that it had.</summary>
    public static Config KeepNumber(Config from, Config to)
    {
        if (from.Get(Key) is { } number) { to[Key] = number; }
        return to;
    }
}
