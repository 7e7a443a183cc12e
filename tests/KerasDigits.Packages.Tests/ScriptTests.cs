namespace KerasDigits.Packages.Tests;

/// <summary>One-file programs run against the packages as a user runs them: in a folder of their own, with warnings as errors.</summary>
[Collection(nameof(PackedTree))]
public sealed class ScriptTests(PackedTree tree)
{
    private const string Head = "#:package KerasDigits.Script@0.1.0\n#:property TreatWarningsAsErrors=true\n";

    [Theory]
    [InlineData("tabular_mlp.cs", "AUC", "patients.h5")]
    [InlineData("image_cnn.cs", "Test accuracy:", "cnn.csv")]
    [InlineData("two_inputs.cs", "kind: ", null)]
    public void A_ported_program_runs_to_its_end(string name, string said, string? file)
    {
        string text = File.ReadAllText(Path.Combine(PackedTree.Root, "samples", "scripts", name));
        string folder = Directory.CreateTempSubdirectory("keras-script-").FullName;
        try
        {
            (int code, string output) = tree.RunScript(name, text, ["--epochs", "2", .. file is null ? (string[])[] : ["--out", folder]]);
            Assert.True(code == 0, output);
            Assert.DoesNotContain("warning", output, StringComparison.Ordinal);
            Assert.Contains(said, output, StringComparison.Ordinal);
            Assert.DoesNotContain('\b', output);
            if (file is not null) { Assert.True(File.Exists(Path.Combine(folder, file))); }
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Theory]
    [InlineData("src/KerasDigits.Script/README.md", "", "Epoch 20/20")]
    [InlineData("README.md", Head, "Total params: 552")]
    public void A_readme_runs_as_it_is_printed(string file, string head, string said)
    {
        string text = File.ReadAllText(Path.Combine(PackedTree.Root, file)).Split("```csharp\n")[1].Split("```")[0];
        (int code, string output) = tree.RunScript($"readme{head.Length}.cs",
            (head.Length > 0 ? head : "#:property TreatWarningsAsErrors=true\n") + text);
        Assert.True(code == 0, output);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_may_begin_with_TorchSharp()
    {
        (int code, string output) = tree.RunScript("torch.cs", Head + """
            Console.WriteLine($"sum {TorchSharp.torch.ones(3).sum().item<float>()}");
            var model = models.Sequential([layers.Dense(2, input_shape: 3)]);
            Console.WriteLine(model.predict(np.ones((1, 3))).shape.Length);
            """);
        Assert.True(code == 0, output);
        Assert.Contains("sum 3", output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_plus_an_array_is_caught_where_it_stands()
    {
        (int code, string output) = tree.RunScript("caught.cs", Head + """
            var a = np.array([1, 2]);
            Console.WriteLine("a " + a);
            """);
        Assert.NotEqual(0, code);
        Assert.Contains("KD0001", output, StringComparison.Ordinal);
        Assert.DoesNotContain("NDW", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_there_that_a_Python_script_imports()
    {
        (int code, string output) = tree.RunScript("imports.cs", Head + """
            // import tensorflow as tf; from tensorflow import keras; from tensorflow.keras import layers, models
            var a = keras.Sequential([keras.layers.Dense(2, input_shape: 3)]);
            var b = models.Sequential([layers.Dense(2, input_shape: 3)]);
            // from keras.models import Sequential, Model; from keras.layers import Dense, Input
            var c = Sequential([Dense(2, input_shape: 3), Dropout(0.5)]);
            var inputs = Input(shape: 3);
            var d = Model(inputs, Dense(2).Apply(inputs));
            // from keras.optimizers import Adam; from keras.callbacks import EarlyStopping; from keras.utils import to_categorical
            d.compile(optimizer: Adam(1e-3), loss: "mse");
            d.fit(np.zeros((4, 3)), to_categorical(np.array([0, 1, 0, 1]), 2), epochs: 1, verbose: 0, callbacks: [EarlyStopping(monitor: "loss")]);
            // import keras.backend as K; import keras_tuner as kt
            Tensor t = K.ones((2, 2));
            var hp = kt.HyperParameters();
            // from keras.preprocessing.image import ImageDataGenerator; from keras.preprocessing.sequence import pad_sequences
            var flow = ImageDataGenerator(rescale: 1 / 255.0);
            var padded = pad_sequences([[1, 2], [3]]);
            Shape shape = (2, 3);
            // import random
            random.seed(7);
            print(random.sample([.. range(10)], 4), random.choice(["a"]), keras.random.uniform((2, 3)).shape);
            foreach (var (i, model) in enumerate<Model>([a, b, c, d])) { print(i, model.count_params(), padded.shape); }
            print(len(padded), sorted([3, 1]), np.array([[1.5, 2]]));

            class Mine : Layer
            {
                public override Tensor call(Tensor x, bool training) => x * 2;
            }
            """);
        Assert.True(code == 0, output);
        Assert.Equal("[5, 2, 6, 9] a (2, 3)\n0 8 (2, 2)\n1 8 (2, 2)\n2 8 (2, 2)\n3 8 (2, 2)\n2 [1, 3] [[1.5 2. ]]\n", output);
    }
}
