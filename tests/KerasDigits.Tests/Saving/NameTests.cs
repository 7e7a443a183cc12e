using KerasDigits.Models;
using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>Names with '/' and letters of any script, and lists of names above HDF5's 64 KiB, through every kind of file.</summary>
public sealed class NameTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-names-").FullName;

    private string Target(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Model OddModel()
    {
        var input = Input(4, name: "größe/eingang");
        var inner = models.Sequential([layers.Dense(2, input_shape: 3, name: "in/nen"), layers.BatchNormalization(name: "bn/ü")],
            name: "modell/π");
        var output = layers.Dense(1, name: "block1/層/2").Apply(inner.Apply(layers.Dense(3, name: "block1/層").Apply(input)));
        Model model = models.Model(input, output, name: "großes/modell");
        model.compile(optimizer: "adam", loss: "mse");
        NDArray x = np.ones(new NumSharp.Shape(8, 4), NPTypeCode.Single);
        model.fit(x, x[":, :1"], verbose: 0);
        return model;
    }

    private static void Same(IEnumerable<NDArray> expected, IEnumerable<NDArray> actual) =>
        Assert.Equal(expected.Select(a => a.astype(NPTypeCode.Single).flatten().ToArray<float>()),
            actual.Select(a => a.astype(NPTypeCode.Single).flatten().ToArray<float>()));

    [Theory]
    [InlineData("odd.h5")]
    [InlineData("odd.keras")]
    public void Odd_names_go_through_model_files(string file)
    {
        Model model = OddModel();
        model.save(Target(file));
        Model again = models.load_model(Target(file));
        Assert.Equal("großes/modell", again.name);
        Assert.Equal(model.layers.Select(l => l.name), again.layers.Select(l => l.name));
        Assert.Equal(model.weights.Select(w => w.name), again.weights.Select(w => w.name));
        Same(model.get_weights(), again.get_weights());
        Same(model.optimizer.get_weights(), again.optimizer.get_weights());
    }

    [Theory]
    [InlineData("odd.h5", false)]
    [InlineData("odd.h5", true)]
    [InlineData("odd.weights.h5", false)]
    public void Odd_names_go_through_files_of_weights(string file, bool byName)
    {
        Model model = OddModel();
        model.save_weights(Target(file));
        NDArray[] before = model.get_weights();
        model.set_weights([.. before.Select(w => w * 0)]);
        model.load_weights(Target(file), by_name: byName);
        Same(before, model.get_weights());
    }

    [Fact]
    public void A_layers_name_becomes_groups_and_its_lists_hold_it_whole()
    {
        OddModel().save(Target("odd.h5"));
        using H5Reader reader = H5Reader.Open(Target("odd.h5"));
        var weights = (H5Group)reader.Root.Find("model_weights")!;
        Assert.Contains("block1/層", H5Values.ReadNames(weights, "layer_names")!);
        Assert.Equal(["block1/層/kernel:0", "block1/層/bias:0"], H5Values.ReadNames(weights.Find("block1/層")!, "weight_names")!);
        Assert.IsType<H5Dataset>(weights.Find("block1/層/block1/層/kernel:0"));
        Assert.IsType<H5Dataset>(reader.Root.Find("optimizer_weights/Adam/block1/層/kernel/m:0"));
    }

    /// <summary>Colons, and the name of a group that files have of their own.</summary>
    [Theory]
    [InlineData("m.h5"), InlineData("m.keras"), InlineData("w.h5"), InlineData("w.weights.h5"), InlineData("w.safetensors"),
        InlineData("w")]
    public void Colons_and_a_files_own_words_are_names(string file)
    {
        Model Make()
        {
            var input = Input(3, name: "in:0");
            var x = layers.Dense(3, name: "top_level_model_weights").Apply(layers.Dense(3, name: "a:b").Apply(input));
            x = layers.Dense(3, name: "model_weights").Apply(layers.Dense(3, name: "optimizer_weights").Apply(x));
            Model model = models.Model(input, layers.Dense(2, name: "a").Apply(layers.Dense(3, name: "a:1").Apply(x)), name: "m:n");
            model.compile(optimizer: "adam", loss: "mse");
            return model;
        }
        Model model = Make();
        NDArray x = np.random.rand(4, 3).astype(NPTypeCode.Single), y = np.random.rand(4, 2).astype(NPTypeCode.Single);
        model.fit(x, y, verbose: 0);
        NDArray[] expected = model.get_weights();
        if (file[0] == 'm')
        {
            model.save(Target(file));
            Model again = models.load_model(Target(file));
            Same(expected, again.get_weights());
            Same(model.optimizer.get_weights(), again.optimizer.get_weights());
            return;
        }
        model.save_weights(Target(file));
        Model other = Make();
        other.load_weights(Target(file));
        Same(expected, other.get_weights());
    }

    /// <summary>To Python "" is no name; what HDF5 would read as a path to nothing is refused before anything is written.</summary>
    [Fact]
    public void Names_that_are_no_names()
    {
        Assert.StartsWith("dense", layers.Dense(1, name: "").name, StringComparison.Ordinal);
        Assert.StartsWith("input", Input(1, name: "").name, StringComparison.Ordinal);
        foreach (string name in (string[])["/", "..", "a//b", "a/", "."])
        {
            Model model = models.Sequential([layers.Dense(1, input_shape: 2, name: name)]);
            Assert.Contains($"name=\"{name}\"", Assert.Throws<ArgumentException>(() => model.save(Target("m.h5"))).Message,
                StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(_folder));
            model.save(Target("m.keras"));
            Same(model.get_weights(), models.load_model(Target("m.keras")).get_weights());
            File.Delete(Target("m.keras"));
        }
    }

    /// <summary>Half a surrogate pair is no character, and JSON that holds one is read by nobody.</summary>
    [Fact]
    public void Half_a_character_is_refused()
    {
        Model model = models.Sequential([layers.Dense(1, input_shape: 2, name: "\ud83d")]);
        foreach (string file in (string[])["m.h5", "m.keras", "w.safetensors"])
        {
            Assert.Contains("whole characters", Assert.Throws<ArgumentException>(() =>
            {
                if (file[0] == 'm') { model.save(Target(file)); }
                else { model.save_weights(Target(file)); }
            }).Message, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(_folder));
        }
        model = models.Sequential([layers.Dense(1, input_shape: 2, name: "\ud83d\ude00")]);
        model.save(Target("m.h5"));
        Assert.Equal("\ud83d\ude00", models.load_model(Target("m.h5")).layers[0].name);
    }

    /// <summary>1,501 layers of 50 letters: 75 kB of names, twice that of weights' names in the layer that holds them all.</summary>
    [Theory]
    [InlineData("long.h5")]
    [InlineData("long.keras")]
    public void Long_lists_of_names_go_through_model_files(string file)
    {
        var many = models.Sequential([layers.Dense(1, input_shape: 1), .. Enumerable.Range(0, 1500)
            .Select(i => layers.Activation("relu", name: $"a_layer_with_a_name_of_fifty_letters_in_all_{i:D7}")), layers.Dense(1)]);
        many.save(Target(file));
        Model again = models.load_model(Target(file));
        Assert.Equal(many.layers.Select(l => l.name), again.layers.Select(l => l.name));
        Same(many.get_weights(), again.get_weights());
        if (file == "long.keras") { return; }
        using H5Reader reader = H5Reader.Open(Target(file));
        H5Node group = reader.Root.Find("model_weights")!;
        Assert.True(group.Attributes.ContainsKey("layer_names1") && !group.Attributes.ContainsKey("layer_names"));
    }

    [Fact]
    public void Long_lists_of_weights_go_through_model_files()
    {
        var inner = models.Sequential([layers.Dense(1, input_shape: 1), .. Enumerable.Range(0, 700)
            .Select(i => layers.Dense(1, name: $"a_layer_with_a_name_of_fifty_letters_in_all_{i:D7}"))], name: "inner");
        var outer = models.Sequential([inner]);
        outer.save(Target("long.h5"));
        Same(outer.get_weights(), models.load_model(Target("long.h5")).get_weights());
        using H5Reader reader = H5Reader.Open(Target("long.h5"));
        Assert.True(reader.Root.Find("model_weights/inner")!.Attributes.ContainsKey("weight_names1"));
    }
}
