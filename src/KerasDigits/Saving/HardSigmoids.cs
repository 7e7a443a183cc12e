using System.Reflection;
using KerasDigits.Activations;
using KerasDigits.Layers;

namespace KerasDigits.Saving;

/// <summary>"hard_sigmoid" is one function in Keras 2, clip(0.2 x + 0.5), and another in Keras 3, clip(x / 6 + 0.5). A file that holds a layer with the other version's says so beside the model, by the layers' names, for reading here; Keras itself takes its own.</summary>
internal static class HardSigmoids
{
    /// <summary>Name of the note, an attribute of .h5 files and an entry of metadata.json.</summary>
    public const string Note = "other_hard_sigmoid";

    /// <summary>Names of the layers whose hard_sigmoid is not that of the form written; a warning names them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="keras3">Whether the file is in Keras 3's form.</param>
    public static string[] Others(Layer model, bool keras3)
    {
        string[] found = [.. All(model, []).Where(l => Functions(l).Any(f => f.name == "hard_sigmoid" && ReferenceEquals(f, ActivationFn.HardSigmoidOfKeras3) != keras3)).Select(l => l.name!).Distinct()];
        if (found.Length > 0)
        {
            Log.Warning($"The layers {string.Join(", ", found)} compute \"hard_sigmoid\" as Keras {(keras3 ? 2 : 3)} does; Keras {(keras3 ? 3 : 2)} knows another function by this name and will predict other numbers from this file. It is read rightly here.");
        }
        return found;
    }

    private static IEnumerable<Layer> All(Layer layer, HashSet<Layer> seen) => seen.Add(layer) ? [layer, .. layer.SubLayers.SelectMany(l => All(l, seen))] : [];

    private static IEnumerable<ActivationFn> Functions(Layer layer) => layer.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(p => p.PropertyType == typeof(ActivationFn) && p.GetIndexParameters().Length == 0).Select(p => p.GetValue(layer)).OfType<ActivationFn>();
}
