using KerasDigits.Models;
using KerasDigits.Saving;
using NumSharp;

namespace KerasDigits.Testing;

/// <summary>
/// What every file format holds: models come back as they went, nothing else is left in the folder, and a damaged file ends in a
/// <see cref="ModelFileException"/>.
/// </summary>
public static class FileFormatContract
{
    /// <summary>Checks a format.</summary>
    /// <param name="save">Writes a model to a path.</param>
    /// <param name="load">Reads it back; the second argument is a model of the same form with other weights, for formats of weights
    /// alone.</param>
    /// <param name="ending">How a file's name ends, for example ".h5".</param>
    /// <param name="tolerance">How far equal predictions may be apart, as a part of the largest.</param>
    /// <param name="damages">How many damaged copies of each file are read.</param>
    /// <exception cref="ContractException">Something does not hold; the message lists everything.</exception>
    public static void Check(Action<Model, string> save, Func<string, Model, Model> load, string ending, double tolerance = 1e-6,
        int damages = 60)
    {
        var findings = new Findings($"The format {ending}");
        foreach (var (name, make) in s_models)
        {
            findings.Try($"A model of {name}",
                () => Files.RunInFolder(folder => CheckModel(findings, name, make, save, load, Path.Combine(folder, "model" + ending),
                    tolerance, damages)));
        }
        findings.Try("A target in a folder that is not there", () =>
        {
            try { save(s_models[0].Make(), Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "model" + ending)); }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return; }
            findings.Expect(false, "writing into a folder that is not there must throw an IOException");
        });
        findings.Judge();
    }

    private static readonly (string Name, Func<Model> Make)[] s_models =
    [
        ("dense layers", () => keras.models.Sequential([keras.layers.Dense(4, activation: "relu", input_shape: 3), keras.layers.Dense(2)])),
        ("convolutions",
            () => keras.models.Sequential([keras.layers.Conv2D(2, 3, input_shape: (6, 6, 1)), keras.layers.BatchNormalization(),
                keras.layers.Flatten(), keras.layers.Dense(2)])),
        ("two inputs", () =>
        {
            var (a, b) = (keras.Input(shape: 3), keras.Input(shape: 2));
            return keras.models.Model(inputs: [a, b], outputs: keras.layers.Dense(2).Apply(keras.layers.Concatenate().Apply(a, b)));
        }),
        ("recurrent layers", () => keras.models.Sequential([keras.layers.LSTM(3, input_shape: (4, 2)), keras.layers.Dense(1)])),
    ];

    private static void CheckModel(Findings findings, string name, Func<Model> make, Action<Model, string> save,
        Func<string, Model, Model> load, string path, double tolerance, int damages)
    {
        Model model = make(), other = make();
        NDArray[] x = [.. model.inputs.Select((t, i) => Samples.DrawNumbers(t.shape.With(0, 2), seed: i + 1))];
        NDArray[] outputs = model.predict_all(x);
        save(model, path);
        save(model, path);
        string[] left = [.. Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!).Select(f => Path.GetFileName(f)!)
            .Where(f => !f.StartsWith(Path.GetFileName(path), StringComparison.Ordinal))];
        findings.Expect(File.Exists(path), $"{name}: no file of that name was written");
        findings.Expect(left.Length == 0, $"{name}: beside the file there must be nothing; there is {string.Join(", ", left)}");
        findings.ExpectNone(Compare.CompareLists(outputs, load(path, other).predict_all(x), tolerance),
            $"{name}: the loaded model must predict the same");
        byte[] whole = OrdinaryFile.ReadBytes(path);
        var random = new Random(1);
        for (int i = 0; i < damages; i++)
        {
            byte[] damaged = i % 3 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            for (int n = i % 3; n > 0; n--) { damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8)); }
#pragma warning disable RS0030 // a damaged file is what is wanted
            File.WriteAllBytes(path, damaged);
#pragma warning restore RS0030
            try { _ = load(path, make()); }
            catch (ModelFileException) { }
            catch (Exception e)
            {
                findings.Expect(false, $"{name}: a damaged file must be read or end in a ModelFileException, but damage {i} gave "
                    + $"{e.GetType().Name}: {e.Message}");
            }
        }
    }
}
