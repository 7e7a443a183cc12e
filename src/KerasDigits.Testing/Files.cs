using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Testing;

/// <summary>A model goes into a file and comes back.</summary>
internal static class Files
{
    /// <summary>Saves a model as .h5 and .keras and compares what the loaded ones predict.</summary>
    /// <param name="findings">Where faults go.</param>
    /// <param name="model">The model to save and load.</param>
    /// <param name="inputs">Data to compare on.</param>
    /// <param name="known">Classes for loading.</param>
    /// <param name="tolerance">How far equal results may be apart.</param>
    /// <param name="use">What else is done with each loaded model; null: nothing.</param>
    public static void CheckRoundTrip(Findings findings, Model model, NDArray[] inputs, Dictionary<string, object> known, double tolerance,
        Action<Model, string>? use = null)
    {
        NDArray[] outputs = model.predict_all(inputs);
        RunInFolder(folder =>
        {
            foreach (string ending in (string[])[".h5", ".keras"])
            {
                findings.Try($"Saving to {ending} and loading", () =>
                {
                    string path = Path.Combine(folder, "model" + ending);
                    model.save(path);
                    Model loaded = keras.models.load_model(path, custom_objects: known);
                    findings.ExpectNone(Compare.CompareLists(outputs, loaded.predict_all(inputs), tolerance),
                        $"a model loaded from {ending} must predict the same");
                    use?.Invoke(loaded, ending);
                });
            }
        });
    }

    /// <summary>Gives a new folder, and takes it away again.</summary>
    public static void RunInFolder(Action<string> work)
    {
        string folder = Directory.CreateTempSubdirectory("keras-contract-").FullName;
        try { work(folder); }
        finally { Directory.Delete(folder, recursive: true); }
    }
}
