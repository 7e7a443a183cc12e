using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Layers;
using KerasDigits.Losses;
using KerasDigits.Metrics;
using KerasDigits.Optimizers;
using KerasDigits.Optimizers.Schedules;
using KerasDigits.Regularizers;

namespace KerasDigits.Facade;

/// <summary>The get, serialize and deserialize functions of Keras's modules, which do the same for each kind of object.</summary>
/// <remarks>get takes a name, a configuration or an object; serialize gives {"class_name", "config"}, or the name of a function. Source:
/// tf.keras 2.3.1, utils/generic_utils.py.</remarks>
internal static class ModuleFunctions
{
    public static T? Get<T>(object? identifier, Func<string, T> byName) where T : class => identifier switch
    {
        null => null,
        T made => made,
        string name => byName(name),
        Config config => Deserialize(config, null, byName),
        _ => throw new ArgumentException($"Could not interpret {typeof(T).Name} identifier: {identifier}. Give a name, a configuration or "
            + "an object."),
    };

    public static T Deserialize<T>(object config, Dictionary<string, object>? customObjects, Func<string, T> byName) where T : class
    {
        using IDisposable scope = CustomObjects.Open(customObjects);
        return config switch
        {
            string name => byName(name),
            // A function: Keras 2.x names it alone, later versions wrap it.
            Config { } c when c.Get("config") is string name => byName(name),
            Config c => (T)ConfigBinder.Deserialize(c, typeof(T)),
            _ => throw new ArgumentException($"A serialized {typeof(T).Name} must be a name or hold class_name and config. Received: "
                + $"{config}."),
        };
    }

    /// <summary>An object of that class name with its default arguments.</summary>
    public static T MakeByClass<T>(string name) where T : class =>
        Resolver.FindOwn<T>(name) ?? Resolver.FindExported<T>(name) ?? throw Resolver.Unknown<T>(name);
}

/// <summary>keras.activations: names and configurations of objects.</summary>
internal static class ActivationFunctions
{
    /// <summary>An activation from its name, its configuration or itself; for null Keras gives linear.</summary>
    /// <param name="identifier">A name, a Config, an object, or null.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    [KerasExport("keras.activations.get")]
    public static ActivationFn get(object? identifier) =>
        ModuleFunctions.Get<ActivationFn>(identifier ?? "linear", ActivationFn.Get)!;

    /// <summary>What a name must hold to make an activation again.</summary>
    /// <param name="activation">The activation to describe.</param>
    [KerasExport("keras.activations.serialize")]
    public static string serialize(ActivationFn activation) => activation.name;

    /// <summary>An activation from what serialize gave.</summary>
    /// <param name="name">A name or a configuration.</param>
    /// <param name="custom_objects">Own classes and functions by name; null: only the registered ones.</param>
    [KerasExport("keras.activations.deserialize")]
    public static ActivationFn deserialize(object name, Dictionary<string, object>? custom_objects = null) =>
        ModuleFunctions.Deserialize<ActivationFn>(name, custom_objects, ActivationFn.Get);
}

/// <summary>keras.constraints: names and configurations of objects.</summary>
internal static class ConstraintFunctions
{
    /// <summary>A constraint from its name, its configuration or itself; null for null.</summary>
    /// <param name="identifier">A name, a Config, an object, or null.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    [KerasExport("keras.constraints.get")]
    public static Constraint? get(object? identifier) => ModuleFunctions.Get<Constraint>(identifier, Constraint.Get);

    /// <summary>What a configuration must hold to make a constraint again.</summary>
    /// <param name="constraint">The constraint to describe.</param>
    [KerasExport("keras.constraints.serialize")]
    public static Config serialize(Constraint constraint) => ConfigBinder.Serialize(constraint);

    /// <summary>A constraint from what serialize gave.</summary>
    /// <param name="config">A name or a configuration.</param>
    /// <param name="custom_objects">Own classes and functions by name; null: only the registered ones.</param>
    [KerasExport("keras.constraints.deserialize")]
    public static Constraint deserialize(object config, Dictionary<string, object>? custom_objects = null) =>
        ModuleFunctions.Deserialize<Constraint>(config, custom_objects, Constraint.Get);
}

/// <summary>keras.initializers: names and configurations of objects.</summary>
internal static class InitializerFunctions
{
    /// <summary>An initializer from its name, its configuration or itself; null for null.</summary>
    /// <param name="identifier">A name, a Config, an object, or null.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    [KerasExport("keras.initializers.get")]
    public static Initializer? get(object? identifier) => ModuleFunctions.Get<Initializer>(identifier, Initializer.Get);

    /// <summary>What a configuration must hold to make an initializer again.</summary>
    /// <param name="initializer">The initializer to describe.</param>
    [KerasExport("keras.initializers.serialize")]
    public static Config serialize(Initializer initializer) => ConfigBinder.Serialize(initializer);

    /// <summary>An initializer from what serialize gave.</summary>
    /// <param name="config">A name or a configuration.</param>
    /// <param name="custom_objects">Own classes and functions by name; null: only the registered ones.</param>
    [KerasExport("keras.initializers.deserialize")]
    public static Initializer deserialize(object config, Dictionary<string, object>? custom_objects = null) =>
        ModuleFunctions.Deserialize<Initializer>(config, custom_objects, Initializer.Get);
}

/// <summary>keras.losses: names and configurations of objects.</summary>
internal static class LossFunctions
{
    /// <summary>A loss from its name, its configuration or itself; null for null.</summary>
    /// <param name="identifier">A name, a Config, an object, or null.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    [KerasExport("keras.losses.get")]
    public static Loss? get(object? identifier) => ModuleFunctions.Get<Loss>(identifier, Loss.Get);

    /// <summary>What a configuration must hold to make a loss again.</summary>
    /// <param name="loss">The loss to describe.</param>
    [KerasExport("keras.losses.serialize")]
    public static object serialize(Loss loss) => loss is LossFunction f ? f.name! : ConfigBinder.Serialize(loss);

    /// <summary>A loss from what serialize gave.</summary>
    /// <param name="name">A name or a configuration.</param>
    /// <param name="custom_objects">Own classes and functions by name; null: only the registered ones.</param>
    [KerasExport("keras.losses.deserialize")]
    public static Loss deserialize(object name, Dictionary<string, object>? custom_objects = null) =>
        ModuleFunctions.Deserialize<Loss>(name, custom_objects, Loss.Get);
}

/// <summary>keras.metrics: names and configurations of objects.</summary>
internal static class MetricFunctions
{
    /// <summary>A metric from its name, its configuration or itself; null for null.</summary>
    /// <param name="identifier">A name, a Config, an object, or null.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    [KerasExport("keras.metrics.get")]
    public static Metric? get(object? identifier) => ModuleFunctions.Get<Metric>(identifier, MetricResolver.Get);

    /// <summary>What a configuration must hold to make a metric again.</summary>
    /// <param name="metric">The metric to describe.</param>
    [KerasExport("keras.metrics.serialize")]
    public static Config serialize(Metric metric) => ConfigBinder.Serialize(metric);

    /// <summary>A metric from what serialize gave.</summary>
    /// <param name="config">A name or a configuration.</param>
    /// <param name="custom_objects">Own classes and functions by name; null: only the registered ones.</param>
    [KerasExport("keras.metrics.deserialize")]
    public static Metric deserialize(object config, Dictionary<string, object>? custom_objects = null) =>
        ModuleFunctions.Deserialize<Metric>(config, custom_objects, MetricResolver.Get);
}

/// <summary>keras.optimizers: names and configurations of objects.</summary>
internal static class OptimizerFunctions
{
    /// <summary>An optimizer from its name, its configuration or itself; null for null.</summary>
    /// <param name="identifier">A name, a Config, an object, or null.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    [KerasExport("keras.optimizers.get")]
    public static Optimizer? get(object? identifier) => ModuleFunctions.Get<Optimizer>(identifier, Optimizer.Get);

    /// <summary>What a configuration must hold to make an optimizer again.</summary>
    /// <param name="optimizer">The optimizer to describe.</param>
    [KerasExport("keras.optimizers.serialize")]
    public static Config serialize(Optimizer optimizer) => ConfigBinder.Serialize(optimizer);

    /// <summary>An optimizer from what serialize gave.</summary>
    /// <param name="config">A name or a configuration.</param>
    /// <param name="custom_objects">Own classes and functions by name; null: only the registered ones.</param>
    [KerasExport("keras.optimizers.deserialize")]
    public static Optimizer deserialize(object config, Dictionary<string, object>? custom_objects = null) =>
        ModuleFunctions.Deserialize<Optimizer>(config, custom_objects, Optimizer.Get);
}

/// <summary>keras.regularizers: names and configurations of objects.</summary>
internal static class RegularizerFunctions
{
    /// <summary>A regularizer from its name, its configuration or itself; null for null.</summary>
    /// <param name="identifier">A name, a Config, an object, or null.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    [KerasExport("keras.regularizers.get")]
    public static Regularizer? get(object? identifier) => ModuleFunctions.Get<Regularizer>(identifier, Regularizer.Get);

    /// <summary>What a configuration must hold to make a regularizer again.</summary>
    /// <param name="regularizer">The regularizer to describe.</param>
    [KerasExport("keras.regularizers.serialize")]
    public static Config serialize(Regularizer regularizer) => ConfigBinder.Serialize(regularizer);

    /// <summary>A regularizer from what serialize gave.</summary>
    /// <param name="config">A name or a configuration.</param>
    /// <param name="custom_objects">Own classes and functions by name; null: only the registered ones.</param>
    [KerasExport("keras.regularizers.deserialize")]
    public static Regularizer deserialize(object config, Dictionary<string, object>? custom_objects = null) =>
        ModuleFunctions.Deserialize<Regularizer>(config, custom_objects, Regularizer.Get);
}

/// <summary>keras.layers: names and configurations of objects.</summary>
internal static class LayerFunctions
{
    /// <summary>What a configuration must hold to make a layer again.</summary>
    /// <param name="layer">The layer to describe.</param>
    [KerasExport("keras.layers.serialize")]
    public static Config serialize(Layer layer) => ConfigBinder.Serialize(layer);

    /// <summary>A layer from what serialize gave.</summary>
    /// <param name="config">A name or a configuration.</param>
    /// <param name="custom_objects">Own classes and functions by name; null: only the registered ones.</param>
    [KerasExport("keras.layers.deserialize")]
    public static Layer deserialize(object config, Dictionary<string, object>? custom_objects = null) =>
        ModuleFunctions.Deserialize<Layer>(config, custom_objects, ModuleFunctions.MakeByClass<Layer>);
}

/// <summary>keras.optimizers.schedules: names and configurations of objects.</summary>
internal static class ScheduleFunctions
{
    /// <summary>What a configuration must hold to make a schedule again.</summary>
    /// <param name="learning_rate_schedule">The schedule to describe.</param>
    [KerasExport("keras.optimizers.schedules.serialize")]
    public static Config serialize(LearningRateSchedule learning_rate_schedule) => ConfigBinder.Serialize(learning_rate_schedule);

    /// <summary>A schedule from what serialize gave.</summary>
    /// <param name="config">A name or a configuration.</param>
    /// <param name="custom_objects">Own classes and functions by name; null: only the registered ones.</param>
    [KerasExport("keras.optimizers.schedules.deserialize")]
    public static LearningRateSchedule deserialize(object config, Dictionary<string, object>? custom_objects = null) =>
        ModuleFunctions.Deserialize<LearningRateSchedule>(config, custom_objects, ModuleFunctions.MakeByClass<LearningRateSchedule>);
}
