using System.Reflection;
using KerasDigits.Backend;

namespace KerasDigits.Layers;

public abstract partial class Layer
{
    /// <summary>
    /// The layer's weights by their places in Keras 3's files: its own, then those of the layers in its attributes, each layer once.
    /// </summary>
    /// <param name="seen">Layers met so far in the model: Keras writes a shared layer at its first place only.</param>
    /// <remarks>Source: keras 3, saving/saving_lib.py.</remarks>
    internal virtual IEnumerable<StoredPart> EnumerateStoredParts(HashSet<Layer> seen)
    {
        if (!seen.Add(this)) { yield break; }
        yield return new StoredPart("", this, StoredOwn);
        foreach (var (attribute, inner) in EnumerateAttributes())
        {
            foreach (StoredPart part in inner.EnumerateStoredParts(seen)) { yield return part with { Path = Join(attribute, part.Path) }; }
        }
    }

    /// <summary>The layer's own weights in the order of Keras 3's files.</summary>
    private protected virtual IReadOnlyList<Variable> StoredOwn => [.. OwnTrainable, .. OwnFixed];

    /// <summary>Becomes what a file's configuration forgot to say, where the number of its arrays tells it.</summary>
    /// <returns>Whether the layer has so many weights now.</returns>
    internal virtual bool FitTo(int arrays) => false;

    /// <summary>
    /// Weights of inner layers that Keras 3's files hold in front of the layer's own too, as the layer has an attribute for each.
    /// </summary>
    internal virtual IReadOnlyList<Variable> RepeatedWeights => [];

    /// <summary>Layers of a list by their places in Keras 3's files: class names in snake case, numbered.</summary>
    private protected static IEnumerable<StoredPart> EnumerateStoredList(string attribute, IEnumerable<Layer> list, HashSet<Layer> seen)
    {
        foreach (var (layer, name) in NumberNames(list))
        {
            string place = $"{attribute}/{name}";
            foreach (StoredPart part in layer.EnumerateStoredParts(seen)) { yield return part with { Path = Join(place, part.Path) }; }
        }
    }

    /// <summary>The layers of a list with their names in files: class names in snake case, counted for each class.</summary>
    private static IEnumerable<(Layer Layer, string Name)> NumberNames(IEnumerable<Layer> list)
    {
        var used = new Dictionary<string, int>();
        foreach (Layer layer in list)
        {
            string kind = Names.ToSnakeCase3(layer.StoredClass);
            int number = used[kind] = used.GetValueOrDefault(kind, -1) + 1;
            yield return (layer, number == 0 ? kind : $"{kind}_{number}");
        }
    }

    /// <summary>
    /// Name of the argument of `call` at a position, where each takes one tensor; null where the first takes a list of all.
    /// </summary>
    internal virtual string? GetArgument(int position) => null;

    /// <summary>Python's class name.</summary>
    internal virtual string StoredClass => CustomObjects.NameOf(GetType()).Split('>')[^1];

    /// <summary>Inner layers by Keras's attribute names: the public property that holds one, else its field's name.</summary>
    private IEnumerable<(string Attribute, Layer Inner)> EnumerateAttributes()
    {
        PropertyInfo[] properties = [.. GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(p => p.GetIndexParameters().Length == 0 && typeof(Layer).IsAssignableFrom(p.PropertyType))];
        IReadOnlyList<Layer> own = Inner;
        foreach (FieldInfo field in GetFields(GetType()))
        {
            if (field.GetValue(this) is Layer inner)
            {
                if (!own.Contains(inner)) { continue; } // only a pattern for copies, as Bidirectional's `layer`
                string? name = properties.FirstOrDefault(p => ReferenceEquals(p.GetValue(this), inner))?.Name;
                yield return (name ?? StripBare(field.Name), inner);
            }
            else
            {
                foreach (var (one, name) in NumberNames(Contained<Layer>.FindIn(field.GetValue(this), field.Name, byKey: false)))
                {
                    yield return ($"{StripBare(field.Name)}/{name}", one);
                }
            }
        }

        static string StripBare(string field) => field.StartsWith('<')
            ? field[1..field.IndexOf('>', StringComparison.Ordinal)]
            : field.TrimStart('_');
    }

    private static string Join(string path, string rest) => rest.Length == 0 ? path : $"{path}/{rest}";
}
