using KerasDigits.Constraints;
using KerasDigits.Core;
using KerasDigits.Initializers;
using KerasDigits.Losses;
using KerasDigits.Metrics;
using KerasDigits.Optimizers;
using KerasDigits.Regularizers;

namespace KerasDigits.Tests.Facade;

/// <summary>get, serialize and deserialize of every module give an equal object back.</summary>
public sealed class ModuleFunctionTests
{
    private static IEnumerable<string> Names(Type kind) =>
        Registry.Classes.Where(c => kind.IsAssignableFrom(c.Value) && !c.Value.IsAbstract
            && c.Value.GetConstructors().Any(k => k.GetParameters().All(p => p.HasDefaultValue)))
        .Where(c => !c.Key.Contains("experimental", StringComparison.Ordinal) && !c.Key.Contains("legacy", StringComparison.Ordinal))
        .Select(c => c.Key[(c.Key.LastIndexOf('.') + 1)..]).Distinct();

    private static void RoundTrip<T>(Func<object?, T?> get, Func<T, object> serialize, Func<object, T> deserialize)
        where T : class, IKerasObject
    {
        int count = 0;
        foreach (string name in Names(typeof(T)))
        {
            T made = get(name)!;
            object plain = serialize(made);
            T again = deserialize(plain);
            Assert.Equal(made.GetType(), again.GetType());
            Assert.Equal(ConfigText(made), ConfigText(again));
            Assert.Same(made, get(made));
            Assert.Equal(made.GetType(), get(plain)!.GetType());
            count++;
        }
        Assert.True(count >= 4, $"{typeof(T).Name}: {count} names");
        Assert.Null(get(null));
        Assert.Contains("nearest", Assert.Throws<ArgumentException>(() => get("no_such_thing")).Message, StringComparison.Ordinal);
    }

    private static string ConfigText(IKerasObject o) => KerasDigits.Saving.ConfigJson.Write(o.get_config());

    [Fact]
    public void Initializers_are_those_of_Keras() =>
        RoundTrip<Initializer>(keras.initializers.get, keras.initializers.serialize, c => keras.initializers.deserialize(c));

    [Fact]
    public void Regularizers_are_those_of_Keras() =>
        RoundTrip<Regularizer>(keras.regularizers.get, keras.regularizers.serialize, c => keras.regularizers.deserialize(c));

    [Fact]
    public void Constraints_are_those_of_Keras() =>
        RoundTrip<Constraint>(keras.constraints.get, keras.constraints.serialize, c => keras.constraints.deserialize(c));

    [Fact]
    public void Losses_are_those_of_Keras() => RoundTrip<Loss>(keras.losses.get, keras.losses.serialize, c => keras.losses.deserialize(c));

    [Fact]
    public void Metrics_are_those_of_Keras() =>
        RoundTrip<Metric>(keras.metrics.get, keras.metrics.serialize, c => keras.metrics.deserialize(c));

    [Fact]
    public void Optimizers_are_those_of_Keras() =>
        RoundTrip<Optimizer>(keras.optimizers.get, keras.optimizers.serialize, c => keras.optimizers.deserialize(c));

    [Fact]
    public void Later_optimizers_alone_and_inside_another()
    {
        foreach (Optimizer made in new Optimizer[] { keras.optimizers.experimental.Adam(3e-4),
            keras.mixed_precision.LossScaleOptimizer(keras.optimizers.experimental.Adam(3e-4)) })
        {
            Optimizer again = keras.optimizers.deserialize(keras.optimizers.serialize(made));
            Assert.Equal(made.GetType(), again.GetType());
            Assert.Equal(ConfigText(made), ConfigText(again));
        }
    }

    [Fact]
    public void Functions_go_by_their_names()
    {
        Assert.Equal("relu", keras.activations.serialize(keras.activations.get("relu")!));
        Assert.Equal("mse", keras.losses.serialize(keras.losses.get("mse")!));
        Assert.IsType<MeanMetricWrapper>(keras.metrics.get("mse"));
        Assert.Equal("dense",
            ((KerasDigits.Layers.Dense)keras.layers.deserialize(keras.layers.serialize(keras.layers.Dense(3, name: "dense")))).name);
        var decay = keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5);
        Assert.Equal(decay.Call(7), keras.optimizers.schedules.deserialize(keras.optimizers.schedules.serialize(decay)).Call(7));
    }
}
