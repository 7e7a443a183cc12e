namespace KerasDigits.Saving;

/// <summary>In force while a file of some Keras version is read: its configurations become those of this library.</summary>
/// <remarks>An argument that a class lacks here is passed over while its value asks for nothing (null, false, its documented default); any
/// other is an error of the class, which names it.</remarks>
internal sealed class ConfigTranslator : ConfigReading
{
    private readonly Keras1Arguments _first = new();

    private ConfigTranslator(KerasEpoch epoch) => Epoch = epoch;

    /// <summary>Which Keras wrote the file.</summary>
    public KerasEpoch Epoch { get; set; }

    /// <summary>Whose ways the compile settings have, by a note in a file written here; null: the file's own version's.</summary>
    public KerasEpoch? CompileEpoch { get; set; }

    /// <summary>The version whose file is read on this thread; outside of files this library's own.</summary>
    public static KerasEpoch Now => (Current as ConfigTranslator)?.Epoch ?? KerasEpoch.Own;

    /// <summary>Opens the scope for files of a version; dispose it to close.</summary>
    public static ConfigTranslator Open(KerasEpoch epoch)
    {
        var translator = new ConfigTranslator(epoch);
        translator.Enter();
        return translator;
    }

    /// <summary>The translator of this thread; outside of files one for this library's own version.</summary>
    public static ConfigTranslator Here => Current as ConfigTranslator ?? new ConfigTranslator(KerasEpoch.Own);

    /// <inheritdoc/>
    public override Config MakeObject(Config serialized)
    {
        if (serialized.Get("class_name") is not string name) { return serialized; }
        if (name == "Merge" && serialized.Get("config") is Config merge && Keras1Arguments.Merge(merge) is { } today)
        {
            return new Config(serialized) { ["class_name"] = today.Class, ["config"] = today.Config };
        }
        string known = OldNames.FindToday(name);
        if (known == "BatchNormalization" && serialized.Get("config") is Config { } settings && settings.Get("mode") is 1L or 2L)
        {
            known = nameof(Layers.ModeBatchNormalization);
        }
        if (known == "BatchNormalization" && (serialized.Get("config") as Config)?.Get("synchronized") is true)
        {
            known = nameof(Layers.SyncBatchNormalization);
        }
        return known == name ? serialized : new Config(serialized) { ["class_name"] = known };
    }

    /// <inheritdoc/>
    public override Config ReadArguments(Type type, Config config)
    {
        var result = new Config();
        foreach (var (key, value) in config) { result[key] = PlainValues.Of(value); }
        if (ConfigBinder.ReadsItself(type) && type.Assembly != typeof(ConfigTranslator).Assembly) { return result; }
        _first.Rename(type, result, Epoch);
        RenamedArguments.Apply(type, result, Epoch);
        foreach (string key in result.Keys.ToArray())
        {
            object? item = result[key];
            if (item is string function && function.EndsWith("_v2", StringComparison.Ordinal)
                && key.EndsWith("activation", StringComparison.Ordinal))
            {
                result[key] = item = function[..^3];
            }
            if (item is string named && key.EndsWith("_initializer", StringComparison.Ordinal))
            {
                result[key] = item = OldNames.FindToday(named);
            }
            if (key.EndsWith("activation", StringComparison.Ordinal))
            {
                result[key] = item = HardSigmoids.ToOurs(FunctionActivations.Of(item), Epoch.IsKeras3);
            }
            // Keras 3 may hold a generator of seeds in its place.
            if (key == "seed" && item is Config generator && generator.Get("config") is Config settings)
            {
                result[key] = item = settings.Get("seed");
            }
            if (ConfigBinder.Accepts(type, key) || ConfigBinder.ReadsItself(type)) { continue; }
            if (key == "seed" && item is not null)
            {
                // Another library's draws cannot be repeated here anyway, and no prediction depends on them.
                Log.Warning($"The layer \"{config.Get("name")}\" of class {type.Name} was saved with the seed {item}, which this class "
                    + "does not take; its random numbers come from the run's generator (keras.utils.set_random_seed).");
            }
            else if (!NeutralArguments.Passes(type, key, item)) { continue; }
            Log.Debug($"{type.Name}: the argument {key}={ConfigJson.Write(item)} of the file is passed over; it asks for nothing here.");
            _ = result.Remove(key);
        }
        return result;
    }
}
