using System.Diagnostics;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>What a file's name may lead to, and what stays of the file that was there.</summary>
public sealed class FileTargetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-targets-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData("m.h5")]
    [InlineData("m.keras")]
    public void ALinkStaysALinkAndAFileKeepsItsMode(string name)
    {
        Skip.If(OperatingSystem.IsWindows(), "links and modes are Unix's");
        if (OperatingSystem.IsWindows()) { return; } // for the compiler
        string target = Path.Combine(_folder, "target-" + name), link = Path.Combine(_folder, name);
        File.WriteAllText(target, "old");
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.CreateSymbolicLink(link, "target-" + name);
        Model model = Small();
        model.save(link);
        Assert.Equal("target-" + name, new FileInfo(link).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(target));
        Assert.Equal(model.get_weights()[0].ToArray<float>(), models.load_model(link).get_weights()[0].ToArray<float>());
    }

    [Fact]
    public void NamesOf255BytesAreWritten()
    {
        string path = Path.Combine(_folder, new string('n', 252) + ".h5");
        Small().save(path);
        Assert.Single(Directory.GetFiles(_folder));
        Assert.NotNull(models.load_model(path));
    }

    [SkippableFact]
    public void FoldersAndPipesAreRefusedAtOnce()
    {
        Skip.If(!OperatingSystem.IsLinux(), "pipes with names are Unix's");
        string pipe = Path.Combine(_folder, "pipe.h5"), folder = Directory.CreateDirectory(Path.Combine(_folder, "folder.h5")).FullName;
        using (Process made = Process.Start("mkfifo", pipe)) { made.WaitForExit(); }
        Assert.Contains("pipe", Assert.Throws<IOException>(() => models.load_model(pipe)).Message, StringComparison.Ordinal);
        Assert.Contains("pipe", Assert.Throws<IOException>(() => Small().save(pipe)).Message, StringComparison.Ordinal);
        Assert.Contains("folder", Assert.Throws<IOException>(() => Small().save(folder)).Message, StringComparison.Ordinal);
    }

    /// <summary>"hard_sigmoid" keeps its meaning through files of both forms, whichever Keras it came from.</summary>
    [Theory]
    [InlineData("m.h5")]
    [InlineData("m.keras")]
    public void HardSigmoidKeepsItsMeaning(string name)
    {
        // A configuration outside of files goes before: it must leave no version in force for the next.
        _ = optimizers.deserialize(optimizers.serialize(optimizers.Adam()));
        const string Keras3 = """
            {"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": [{"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 3], "dtype": "float32", "name": "i"}, "registered_name": null},
            {"module": "keras.layers", "class_name": "Activation", "config": {"name": "a", "activation": "hard_sigmoid"}, "registered_name": null}]}, "registered_name": null}
            """;
        NDArray x = np.array(new float[,] { { -2.5f, 1, 2.5f } });
        foreach (var (model, expected) in new (Model, float[])[] { (models.model_from_json(Keras3), [0.083333336f, 0.6666667f, 0.9166667f]), (models.Sequential([layers.Activation("hard_sigmoid", input_shape: 3)]), [0, 0.7f, 1]) })
        {
            string path = Path.Combine(_folder, name);
            Assert.All(expected.Zip(model.predict(x).ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-6f));
            model.save(path);
            Assert.All(expected.Zip(models.load_model(path).predict(x).ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-6f));
        }
    }

    /// <summary>TensorFlow 2.3 refuses arguments that came later: they are not there while they are at their defaults.</summary>
    [Theory]
    [InlineData("keepdims")]
    [InlineData("renorm")]
    [InlineData("rms_scaling")]
    public void LaterArgumentsAreLeftOut(string argument)
    {
        var model = models.Sequential([layers.Conv2D(2, 3, input_shape: (8, 8, 1)), layers.BatchNormalization(), layers.GlobalAveragePooling2D(), layers.LayerNormalization()]);
        Assert.DoesNotContain($"\"{argument}\"", model.to_json(), StringComparison.Ordinal);
    }

    [Fact]
    public void AModelInsideAModelIsCalledFromOne()
    {
        var inner = models.Sequential([layers.Dense(3, input_shape: 4)]);
        KerasTensor a = Input(4), b = Input(4);
        var twins = models.Model(new[] { a, b }, layers.Concatenate().Apply(inner.Apply(a), inner.Apply(b)));
        string json = twins.to_json();
        Assert.Contains($"[\"{inner.name}\", 1, 0, {{}}]", json, StringComparison.Ordinal);
        Assert.Contains($"[\"{inner.name}\", 2, 0, {{}}]", json, StringComparison.Ordinal);
        Assert.Equal(twins.count_params(), models.model_from_json(json).count_params());
    }

    private static Model Small() => models.Sequential([layers.Dense(2, input_shape: 3)]);
}
