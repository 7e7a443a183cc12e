using KerasDigits.Data;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Preprocessing;

/// <summary>Texts from a folder with one folder per class.</summary>
public sealed class TextDatasetTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"texts-{Guid.NewGuid():N}");

    public TextDatasetTests()
    {
        foreach (string kind in new[] { "neg", "pos" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, kind));
            for (int i = 0; i < 5; i++) { File.WriteAllText(Path.Combine(_folder, kind, $"{i}.txt"), $"{kind} film {i}"); }
        }
        File.WriteAllText(Path.Combine(_folder, "pos", "notes.md"), "no text of these");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Dataset Read(int batch_size = 4, bool shuffle = false, string? label_mode = "int", double? validation_split = null,
        string? subset = null, int? max_length = null) => preprocessing.text_dataset_from_directory(_folder, batch_size: batch_size,
            shuffle: shuffle, seed: 3, label_mode: label_mode, validation_split: validation_split, subset: subset, max_length: max_length);

    [Fact]
    public void Files_come_in_the_order_of_their_paths_with_their_classes()
    {
        Dataset set = Read();
        Assert.Equal(["neg", "pos"], set.class_names);
        Assert.Equal(10, set.file_paths.Count);
        var texts = new List<string>();
        var numbers = new List<int>();
        foreach (var (x, y) in set)
        {
            texts.AddRange(KerasDigits.Backend.Texts.Strings(x));
            numbers.AddRange(((NDArray)y).ToArray<int>());
        }
        Assert.Equal(["neg film 0", "neg film 1", "neg film 2"], texts.Take(3));
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], numbers);
    }

    [Fact]
    public void Parts_are_disjoint_and_long_texts_are_cut()
    {
        string[] training = [.. Read(shuffle: true, validation_split: .2, subset: "training").file_paths],
            validation = [.. Read(shuffle: true, validation_split: .2, subset: "validation").file_paths];
        Assert.Equal((8, 2), (training.Length, validation.Length));
        Assert.Empty(training.Intersect(validation));
        foreach (NDArray x in Read(label_mode: null, max_length: 3))
        {
            Assert.All(KerasDigits.Backend.Texts.Strings(x), t => Assert.Equal(3, t.Length));
        }
    }

    [Fact]
    public void A_model_of_texts_trains_on_it()
    {
        Dataset set = Read(label_mode: "binary", shuffle: true);
        var words = layers.TextVectorization(max_tokens: 20, output_sequence_length: 3);
        words.adapt(set.map((NDArray x, NDArray _) => x));
        Dataset vectors = set.map((NDArray x, NDArray y) => (words.Apply(x), y));
        var model = models.Sequential([layers.Embedding(20, 4), layers.GlobalAveragePooling1D(),
            layers.Dense(1, activation: "sigmoid")]);
        model.compile(optimizers.Adam(.1), "binary_crossentropy", metrics: ["accuracy"]);
        Assert.Equal(1, model.fit(vectors, epochs: 20, verbose: 0).history["accuracy"][^1]);
    }
}
