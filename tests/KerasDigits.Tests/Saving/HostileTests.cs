using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using KerasDigits.Models;
using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>Files made to do harm are refused before they cost memory or reach outside.</summary>
public sealed class HostileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-hostile-").FullName;

    private string Target(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Sequential SmallModel() => models.Sequential([layers.Dense(7, input_shape: 3), layers.Dense(2)]);

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("/etc/evil")]
    [InlineData("a/..\\..\\evil")]
    [InlineData("C:/evil")]
    public void Entries_that_point_outside_are_refused(string name)
    {
        SmallModel().save(Target("m.keras"));
        using (ZipArchive zip = ZipFile.Open(Target("m.keras"), ZipArchiveMode.Update)) { zip.CreateEntry(name); }
        var e = Assert.Throws<ModelFileException>(() => models.load_model(Target("m.keras")));
        Assert.Equal(name, e.Place);
        Assert.Equal(["m.keras"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Entries_that_grow_out_of_proportion_are_refused()
    {
        SmallModel().save(Target("m.keras"));
        using (ZipArchive zip = ZipFile.Open(Target("m.keras"), ZipArchiveMode.Update))
        {
            zip.GetEntry("config.json")!.Delete();
            using Stream entry = zip.CreateEntry("config.json", CompressionLevel.SmallestSize).Open();
            byte[] blanks = Encoding.ASCII.GetBytes(new string(' ', 1 << 20));
            for (int i = 0; i < 64; i++) { entry.Write(blanks); }
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more than is allowed", Assert.Throws<ModelFileException>(() => models.load_model(Target("m.keras"))).Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    [Fact]
    public void Two_entries_of_one_name_are_refused()
    {
        SmallModel().save(Target("m.keras"));
        using (ZipArchive zip = ZipFile.Open(Target("m.keras"), ZipArchiveMode.Update)) { zip.CreateEntry("config.json"); }
        Assert.Contains("2 times", Assert.Throws<ModelFileException>(() => models.load_model(Target("m.keras"))).Message);
    }

    [Theory]
    [InlineData("\"units\": 7", "\"units\": 2000000000")]
    [InlineData("[null, 3]", "[null, 900000000000]")]
    public void Weights_that_the_file_does_not_hold_are_not_made(string from, string to)
    {
        Sequential model = SmallModel();
        var root = new H5Group();
        root.Attributes["model_config"] = ConfigJson.Write(model.GetSavedConfig()).Replace(from, to, StringComparison.Ordinal);
        LayerWeights.Save(root.Ensure(["model_weights"]), model.layers);
        AtomicFile.Write(Target("big.h5"), s => H5Writer.Write(s, root));
        long before = Process.GetCurrentProcess().PeakWorkingSet64;
        Assert.Contains("larger than the file", Assert.Throws<ModelFileException>(() => models.load_model(Target("big.h5"))).Message);
        Assert.True(Process.GetCurrentProcess().PeakWorkingSet64 - before < 256 << 20);
        Assert.Throws<ModelFileException>(() => models.model_from_json(model.to_json().Replace(from, to, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_without_links_outside_is_all_there_is()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Goldens", "h5", "kinds.h5"));
        Assert.Throws<ModelFileException>(() => H5Reader.Open(new MemoryStream(bytes[..(bytes.Length / 2)]), "half.h5"));
    }

    /// <summary>The engine's exception would end the process here, and no test could say so.</summary>
    [Theory]
    [InlineData("[null, 3, 4]", "[null, 3, 7]")]
    [InlineData("\"keras_history\": [\"j\", 0, 0]}}", "\"keras_history\": [\"i\", 0, 0]}}")]
    public void Products_that_do_not_fit_are_no_end_of_the_process(string from, string to)
    {
        static string Symbol(string layer, string shape) => "{\"class_name\": \"__keras_tensor__\", \"config\": {\"shape\": " + shape
            + ", \"dtype\": \"float32\", \"keras_history\": [\"" + layer + "\", 0, 0]}}";
        static string Input(string name, string shape) => "{\"module\": \"keras.layers\", \"class_name\": \"InputLayer\", \"config\": "
            + "{\"batch_shape\": " + shape + ", \"dtype\": \"float32\", \"name\": \"" + name + "\"}, \"registered_name\": null, "
            + "\"name\": \"" + name + "\", \"inbound_nodes\": []}";
        string sound = "{\"module\": \"keras.src.models.functional\", \"class_name\": \"Functional\", \"registered_name\": \"Functional\", "
            + "\"config\": {\"name\": \"m\", \"trainable\": true, \"layers\": [" + Input("i", "[null, 3, 4]") + ", "
            + Input("j", "[null, 4, 6]") + ", {\"module\": \"keras.src.ops.numpy\", \"class_name\": \"Matmul\", \"registered_name\": "
            + "\"Matmul\", \"name\": \"p\", \"config\": {\"name\": \"p\"}, \"inbound_nodes\": [{\"args\": ["
            + Symbol("i", "[null, 3, 4]") + ", " + Symbol("j", "[null, 4, 6]") + "], \"kwargs\": {}}]}], \"input_layers\": [[\"i\", 0, 0], "
            + "[\"j\", 0, 0]], \"output_layers\": [\"p\", 0, 0]}}";
        Assert.Equal(new Shape(null, 3, 6), models.model_from_json(sound).outputs[0].shape);
        Assert.Throws<ModelFileException>(() => models.model_from_json(sound.Replace(from, to, StringComparison.Ordinal)));
    }

    [Fact]
    public void Unfinished_files_of_ended_processes_are_removed()
    {
        string dead = Target($"m.h5.{Environment.MachineName}.{int.MaxValue - 7}.1.tmp"),
            alive = Target($"m.h5.{Environment.MachineName}.{Environment.ProcessId}.999.tmp"), foreign = Target("m.h5.other.5.1.tmp");
        foreach (string file in new[] { dead, alive, foreign }) { File.WriteAllText(file, "part"); }
        SmallModel().save(Target("m.h5"));
        Assert.False(File.Exists(dead));
        Assert.True(File.Exists(alive) && File.Exists(foreign));
    }
}
