using System.Reflection;

namespace KerasDigits.Layers;

/// <summary>Layers of an own layer or model that are in its fields, but where nothing finds them.</summary>
internal static class ContainedLayers
{
    /// <summary>
    /// Throws when objects that are not containers, or keys of dictionaries, in the fields of an own layer or model hold layers that it
    /// reaches in no other way.
    /// </summary>
    /// <exception cref="InvalidOperationException">Such a layer's weights would be neither trained nor saved.</exception>
    public static void RefuseHidden(Layer owner)
    {
        HashSet<Layer>? tracked = null;
        for (Type type = owner.GetType(); type.Assembly != typeof(Layer).Assembly; type = type.BaseType!)
        {
            foreach (FieldInfo field in type.GetFields(OwnKinds.Declared).Where(f => Contained<Layer>.MayHold(f.FieldType, true)))
            {
                object? value = field.GetValue(owner);
                foreach (Layer layer in Contained<Layer>.FindIn(value, field.Name, everywhere: true))
                {
                    tracked ??= [.. owner.Flatten()];
                    if (!tracked.Contains(layer)) { throw Hidden(owner, layer, field.Name, value!.GetType()); }
                }
            }
        }
    }

    private static InvalidOperationException Hidden(Layer owner, Layer layer, string field, Type type) => new(
        $"The layer \"{layer.name}\" in `{field}` ({type.Name}) of {owner.GetType().Name} cannot be tracked: it is inside a plain class, "
        + "or a dictionary's key, so its weights would be neither trained nor saved. "
        + $"Keep it in a field, list, array, dictionary, tuple or record of {owner.GetType().Name}, or make the class a Layer. (A layer "
        + "that shall stay apart is kept by a Func<Layer>.)");
}
