using KerasDigits.Optimizers;
using KerasDigits.Saving;
using KerasDigits.Training;

namespace KerasDigits.Models;

/// <summary>What compile was given, as training_config in a file.</summary>
internal static class CompileSettings
{
    private const string ScaleFactor = "loss_scale_factor";

    /// <param name="a">What compile was given.</param>
    /// <param name="resolved">The metrics that names stand for, once they are known: Keras 2.4 and later write these, with their names;
    /// null: the names are written.</param>
    public static Config ToConfig(CompileArguments a, Func<bool, List<object?>?>? resolved = null) => new()
    {
        ["loss"] = a.loss?.ToPlain(),
        ["metrics"] = a.metrics is null ? null : resolved?.Invoke(false) ?? a.metrics.ToPlain(),
        ["weighted_metrics"] = a.weighted_metrics is null ? null : resolved?.Invoke(true) ?? a.weighted_metrics.ToPlain(),
        ["loss_weights"] = a.loss_weights?.ToPlain(),
        ["optimizer_config"] = SerializeOptimizer(a.optimizer),
    };

    /// <summary>Optimizers of Keras 2.11 and later bear the name by which 2.15 knows them.</summary>
    private static Config SerializeOptimizer(Optimizer optimizer)
    {
        Config result = ConfigBinder.Serialize(optimizer);
        if (optimizer is LossScaleOptimizer scaled)
        {
            ((Config)result["config"]!)["inner_optimizer"] = SerializeOptimizer(scaled.inner_optimizer);
        }
        if (optimizer is Optimizers.Experimental.ModernOptimizer) { result["class_name"] = $"Custom>{result["class_name"]}"; }
        return result;
    }

    /// <summary>Compiles a model as the file says.</summary>
    /// <param name="model">The model to compile.</param>
    /// <param name="config">The settings; "optimizer" (Keras 3) or "optimizer_config".</param>
    /// <param name="file">File, for messages.</param>
    /// <param name="modern">Whether optimizers are those of Keras 2.11 and later; null: as their settings say.</param>
    public static void Restore(Model model, Config config, string file, bool? modern = null)
    {
        config = (Config)PlainValues.MakeLists(config)!;
        ConfigTranslator reading = ConfigTranslator.Here;
        KerasEpoch form = reading.Epoch, epoch = reading.CompileEpoch ?? form.With(config);
        reading.Epoch = epoch;
        try
        {
            Optimizer optimizer = MakeOptimizer(config.Get("optimizer_config") ?? config.Get("optimizer"), modern);
            if (epoch.CountsBatches) { optimizer.Inner.CountsBatches = true; }
            if (epoch.CountsAhead && optimizer.Inner is Adamax) { optimizer.Inner.CountsAhead = true; }
            model.compile(optimizer, StoredLosses.Of(config.Get("loss")), StoredMetrics.Of(config.Get("metrics"), model.OutputNames),
                MakeWeights(config.Get("loss_weights")),
                StoredMetrics.Of(config.Get("weighted_metrics"), model.OutputNames, weighted: true));
            if (epoch.CompilesOtherwise) { model.CompileArguments!.Epoch = epoch.ToString(); }
            model.LogOutputLosses((epoch.LogsLossesOverBatches ? OutputLossLogs.OverBatches : OutputLossLogs.Plain)
                | (epoch.LogsWeightedLosses ? OutputLossLogs.Weighted : OutputLossLogs.Plain));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or InvalidCastException or InvalidOperationException
            or FormatException or OverflowException)
        {
            throw new ModelFileException(file, "training_config",
                $"{e.Message} Pass compile: false to load the model without its compile settings, or custom_objects for own losses and "
                + "metrics.", e);
        }
        finally { reading.Epoch = form; }
    }

    /// <summary>An optimizer with the formulas it was saved with: those of Keras 2.11 and later, or OptimizerV2's.</summary>
    private static Optimizer MakeOptimizer(object? value, bool? known)
    {
        Config c = value as Config
            ?? new Config { ["class_name"] = value as string ?? throw new ArgumentException("The compile settings hold no optimizer."),
                ["config"] = null };
        string name = c.Get("class_name") as string ?? "";
        Config config = c.Get("config") as Config ?? [];
        bool modern = known ?? (config.Get("is_legacy_optimizer") is bool legacy ? !legacy : config.ContainsKey("use_ema"));
        if (value is string text && !modern) { return text; }
        string className = OldNames.FindToday(name);
        if (className is "LossScaleOptimizer" or "LossScaleOptimizerV3" or "LossScaleOptimizerV1") { return MakeScaled(config, known); }
        Type? own = (Resolver.FindOwn(c, name) ?? CustomObjects.Find(className)) as Type;
        Type? today = Resolver.FindClass<Optimizer>(className);
        Type type = own ?? (modern && today is not null
                ? Registry.FindClassAt($"keras.optimizers.experimental.{Registry.NameOf(today)}")
                : null)
            ?? today ?? throw Resolver.Unknown<Optimizer>(className, Resolver.PassOwn);
        // An archive written here holds a fixed scale of the loss as Keras 3's optimizers do, of which the older ones know nothing.
        double? scale = ConfigBinder.Accepts(type, ScaleFactor) || config.Get(ScaleFactor) is null or 1.0 or 1L
            ? null
            : Convert.ToDouble(config[ScaleFactor], System.Globalization.CultureInfo.InvariantCulture);
        if (scale is not null) { config = new Config(config.Where(p => p.Key != ScaleFactor)); }
        var made = (Optimizer)ConfigBinder.Create(type,
            ConfigTranslator.Here.ReadArguments(type, modern ? config : ModernConfig.WithDecay(config)));
        if (scale is not null) { return new LossScaleOptimizer(made, dynamic: false, scale); }
        if (made is Optimizers.Experimental.Muon muon && config.Count > 0 && !config.ContainsKey("rms_rate")) { muon.FollowFirstFormula(); }
        return made;
    }

    /// <summary>The wrapper of Keras 2.4 and later ("inner_optimizer"), and that of 2.3 and before ("optimizer", "loss_scale").</summary>
    private static LossScaleOptimizer MakeScaled(Config config, bool? known)
    {
        Optimizer inner = MakeOptimizer(config.Get("inner_optimizer") ?? config.Get("optimizer"), known);
        static double? Number(object? value) => value is null
            ? null
            : Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
        if (config.Get("loss_scale") is Config { } old)
        {
            Config scale = old.Get("config") as Config ?? [];
            return old.Get("class_name") as string == "FixedLossScale"
                ? new LossScaleOptimizer(inner, dynamic: false, Number(scale.Get("loss_scale_value")))
                : new LossScaleOptimizer(inner, true, Number(scale.Get("initial_loss_scale")), (int?)Number(scale.Get("increment_period")));
        }
        bool dynamic = config.Get("dynamic") is not false;
        return new LossScaleOptimizer(inner, dynamic, Number(config.Get("initial_scale")),
            dynamic ? (int?)Number(config.Get("dynamic_growth_steps")) : null);
    }

    private static LossWeights? MakeWeights(object? value) => value switch
    {
        null => null,
        List<object?> { Count: 0 } or Config { Count: 0 } => null,
        List<object?> list => list.Select(x => Convert.ToDouble(x, System.Globalization.CultureInfo.InvariantCulture)).ToArray(),
        Config c => c.ToDictionary(p => p.Key, p => Convert.ToDouble(p.Value, System.Globalization.CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"Loss weights must be a list or a dictionary. Received: {value}."),
    };
}
