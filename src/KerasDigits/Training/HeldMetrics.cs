using System.Collections.Concurrent;
using System.Reflection;
using KerasDigits.Layers;
using KerasDigits.Metrics;

namespace KerasDigits.Training;

/// <summary>
/// The metrics in the fields of an own layer or model: as in Keras they are the model's, reset at each epoch's start and shown in its logs.
/// </summary>
/// <remarks>Source: tf.keras 2.3.1, engine/base_layer.py, Layer.__setattr__.</remarks>
internal static class HeldMetrics
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> s_fields = [];

    /// <summary>The metrics of a layer's own fields, alone or in containers, in the order of the fields.</summary>
    public static IEnumerable<Metric> Of(Layer layer) => layer.GetType().Assembly == typeof(Layer).Assembly ? []
        : s_fields.GetOrAdd(layer.GetType(), FindFields).SelectMany(f => Contained<Metric>.FindIn(f.GetValue(layer), f.Name));

    private static FieldInfo[] FindFields(Type type)
    {
        var chain = new Stack<Type>();
        for (Type t = type; t.Assembly != typeof(Layer).Assembly; t = t.BaseType!) { chain.Push(t); }
        return [.. chain.SelectMany(t => t.GetFields(Declared)).Where(f => Contained<Metric>.MayHold(f.FieldType))];
    }
}
