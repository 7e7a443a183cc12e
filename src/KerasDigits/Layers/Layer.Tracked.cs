using System.Collections.Concurrent;
using System.Reflection;
using KerasDigits.Backend;

namespace KerasDigits.Layers;

public abstract partial class Layer
{
    /// <summary>
    /// What TensorFlow's checkpoints reach from this layer, by the names of Python's attributes: variables, layers, lists of them.
    /// </summary>
    /// <remarks>Source: tf.keras 2.15, engine/base_layer.py and trackable/autotrackable.py.</remarks>
    internal virtual IEnumerable<(string Name, object Part)> EnumerateTrackedParts()
    {
        Dictionary<Variable, string> fields = GetType().Assembly == typeof(Layer).Assembly ? [] : MapVariableFields();
        foreach (Variable variable in _ownTrainable.Concat(_ownFixed))
        {
            yield return (fields.GetValueOrDefault(variable) ?? GetShortName(variable), variable);
        }
        foreach (var (variable, name) in fields.Where(f => !_ownTrainable.Contains(f.Key) && !_ownFixed.Contains(f.Key)))
        {
            yield return (name, variable);
        }
        IReadOnlyList<Layer> own = Inner;
        foreach (FieldInfo field in GetFields(GetType())
            .Concat(FindOwnFields().Where(f => !Contained<Layer>.MayHold(f.FieldType)
                && typeof(System.Collections.IEnumerable).IsAssignableFrom(f.FieldType))))
        {
            object? value = field.GetValue(this);
            if (value is Layer inner && own.Contains(inner)) { yield return (NameAttribute(field), inner); }
            else if (value is not Layer && Contained<Layer>.FindIn(value, field.Name) is { Count: > 0 } list)
            {
                yield return (NameAttribute(field), TrackedContainer.Of(value) ?? (object)list);
            }
            else if (value is not (null or string) && TrackedContainer.Of(value) is { Parts.Count: > 0 } variables)
            {
                yield return (NameAttribute(field), variables);
            }
        }
    }

    /// <summary>The layers of a model whose calls form a graph or a stack; null: the layer is not such a model.</summary>
    internal virtual IReadOnlyList<Layer>? GraphLayers => null;

    /// <summary>What waits until the layer has weights, or a model an optimizer; called once.</summary>
    internal Action? WhenGrown { get; set; }

    /// <summary>Says that the layer has weights now, or an optimizer.</summary>
    private protected void Announce()
    {
        Action? waiting = WhenGrown;
        WhenGrown = null;
        waiting?.Invoke();
    }

    /// <summary>"kernel" of "dense/kernel:0".</summary>
    internal static string GetShortName(Variable variable) => Names.ToPlain(variable.name.Split('/')[^1]);

    private Dictionary<Variable, string> MapVariableFields()
    {
        var names = new Dictionary<Variable, string>(ReferenceEqualityComparer.Instance);
        foreach (FieldInfo field in FindOwnFields())
        {
            if (field.FieldType == typeof(Variable) && field.GetValue(this) is Variable variable)
            {
                names.TryAdd(variable, StripField(field.Name).TrimStart('_'));
            }
        }
        return names;
    }

    /// <summary>Variables in the fields of an own class: alone and in containers.</summary>
    private IEnumerable<Variable> EnumerateHeldVariables() =>
        s_holders.GetOrAdd(GetType(), _ => [.. FindOwnFields().Where(f => Contained<Variable>.MayHold(f.FieldType))])
            .SelectMany(f => Contained<Variable>.FindIn(f.GetValue(this), f.Name)).Distinct();

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> s_holders = [];

    /// <summary>Fields of classes of the program's own.</summary>
    private IEnumerable<FieldInfo> FindOwnFields()
    {
        for (Type type = GetType(); type.Assembly != typeof(Layer).Assembly; type = type.BaseType!)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
                | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }

    /// <summary>The public properties of a class: a field behind one has its name.</summary>
    private static readonly ConcurrentDictionary<Type, HashSet<string>> s_properties = [];

    private string NameAttribute(FieldInfo field)
    {
        string plain = StripField(field.Name), bare = plain.TrimStart('_');
        HashSet<string> names = s_properties.GetOrAdd(GetType(),
            type => [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.GetIndexParameters().Length == 0)
                .Select(p => p.Name)]);
        return names.Contains(bare) ? bare : plain;
    }

    private static string StripField(string field) => field.StartsWith('<') ? field[1..field.IndexOf('>', StringComparison.Ordinal)]
        : field;
}
