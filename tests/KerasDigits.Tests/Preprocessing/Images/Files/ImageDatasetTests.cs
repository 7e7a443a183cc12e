using KerasDigits.Core;
using KerasDigits.Data;
using KerasDigits.Preprocessing.Images;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Preprocessing;

/// <summary>image_dataset_from_directory: lists, lines, labels, batches, use in fit.</summary>
public sealed class ImageDatasetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-dataset-").FullName;

    public ImageDatasetTests()
    {
        foreach (var (name, level) in (ReadOnlySpan<(string, int)>)[("b/1.png", 10), ("b/2.png", 20), ("b/10.png", 30), ("a/x.jpg", 40),
            ("a/deep/y.bmp", 50), ("c/z.png", 60), ("c/w.png", 70), ("c/notes.txt", 0)])
        {
            string path = Path.Combine(_folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (name.EndsWith(".txt", StringComparison.Ordinal)) { File.WriteAllText(path, "notes"); }
            else { preprocessing.image.save_img(path, np.full(new NumSharp.Shape(8, 6, 3), (float)level), scale: false); }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Lists_in_alphanumeric_order_without_shuffle()
    {
        Dataset data = Made("Found 7 files belonging to 3 classes.\n",
            () => preprocessing.image_dataset_from_directory(_folder, batch_size: 3, image_size: (4, 4), shuffle: false));
        Assert.Equal(["a", "b", "c"], data.class_names);
        Assert.Equal(["a/x.jpg", "a/deep/y.bmp", "b/1.png", "b/10.png", "b/2.png", "c/w.png", "c/z.png"], Names(data));
        Batch[] all = [.. data.Select(AsBatch)];
        Assert.Equal([3, 3, 1], all.Select(b => b.Size));
        Assert.Equal([3, 4, 4, 3], all[0].inputs[0].shape.Select(d => (int)d));
        Assert.Equal([40f, 50, 10, 30, 20, 70, 60], all.SelectMany(b => Levels(b)));
        Assert.Equal([0, 0, 1, 1, 1, 2, 2], all.SelectMany(b => b.targets![0].ToArray<int>()));
    }

    [Theory]
    // np.random.RandomState(seed).shuffle of the seven paths in alphanumeric order, by NumPy itself.
    [InlineData(1, "6 2 1 0 4 3 5"), InlineData(123, "1 3 4 0 2 5 6")]
    public void A_seed_gives_NumPys_order(int seed, string order)
    {
        Dataset plain = Made(null, () => preprocessing.image_dataset_from_directory(_folder, shuffle: false));
        Dataset data = Made(null, () => preprocessing.image_dataset_from_directory(_folder, seed: seed));
        Assert.Equal(order.Split(' ').Select(i => plain.file_paths[int.Parse(i, System.Globalization.CultureInfo.InvariantCulture)]),
            data.file_paths);
    }

    [Fact]
    public void Splits_without_overlap()
    {
        Dataset training = Made("Found 7 files belonging to 3 classes.\nUsing 5 files for training.\n",
            () => preprocessing.image_dataset_from_directory(_folder, validation_split: 0.3, subset: "training", seed: 9));
        Dataset validation = Made("Found 7 files belonging to 3 classes.\nUsing 2 files for validation.\n",
            () => preprocessing.image_dataset_from_directory(_folder, validation_split: 0.3, subset: "validation", seed: 9));
        Assert.Equal(7, training.file_paths.Concat(validation.file_paths).Distinct().Count());
    }

    [Fact]
    public void Label_modes_are_those_of_Keras()
    {
        Batch First(string? mode, DatasetLabels? labels = null, string[]? names = null) =>
            Made(null,
                () => preprocessing.image_dataset_from_directory(_folder, labels, mode, names, image_size: (2, 2), shuffle: false,
                    color_mode: "grayscale")).Select(AsBatch).First();
        Assert.Equal([2, 2, 0, 0, 0, 1, 1], First("int", names: ["b", "c", "a"]).targets![0].ToArray<int>());
        NDArray categorical = First("categorical").targets![0];
        Assert.Equal([7, 3], categorical.shape.Select(d => (int)d));
        Assert.Equal([1f, 0, 0], categorical.ToArray<float>()[..3]);
        Assert.Null(First(null).targets);
        Assert.Null(First("int", DatasetLabels.None).targets);
        Assert.Equal([6, 5, 4, 3, 2, 1, 0], First("int", (int[])[6, 5, 4, 3, 2, 1, 0]).targets![0].ToArray<int>());
        Assert.Equal([7, 2, 2, 1], First("int").inputs[0].shape.Select(d => (int)d));
        Directory.Delete(Path.Combine(_folder, "c"), recursive: true);
        NDArray binary = First("binary").targets![0];
        Assert.Equal([5, 1], binary.shape.Select(d => (int)d));
        Assert.Equal([0f, 0, 1, 1, 1], binary.ToArray<float>());
    }

    [Fact]
    public void Trains_evaluates_and_predicts_with_several_workers()
    {
        Dataset data = Made(null,
            () => preprocessing.image_dataset_from_directory(_folder, batch_size: 2, image_size: (4, 4), seed: 3));
        var model = models.Sequential([layers.Flatten(input_shape: (4, 4, 3)), layers.Dense(3, activation: "softmax")]);
        model.compile("sgd", "sparse_categorical_crossentropy", ["accuracy"]);
        Assert.Equal(2, model.fit(data, epochs: 2, verbose: 0, validation_data: data, workers: 3).history["val_accuracy"].Count);
        Assert.Equal(2, model.evaluate(data, verbose: 0).Count);
        Assert.Equal([7, 3], model.predict(data).shape.Select(d => (int)d));
    }

    [Fact]
    public void Epochs_have_orders_of_their_own_and_repeat_for_a_seed()
    {
        Dataset Data() =>
            Made(null, () => preprocessing.image_dataset_from_directory(_folder, batch_size: 7, image_size: (2, 2), seed: 3));
        Dataset a = Data(), b = Data();
        float[] first = [.. Levels(AsBatch(a.First()))], second = [.. Levels(AsBatch(a.First()))];
        Assert.NotEqual(first, second);
        Assert.Equal(first.Order(), second.Order());
        Assert.Equal(first, Levels(AsBatch(b.First())));
        Assert.Equal(second, Levels(AsBatch(b.First())));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        void Refused(string part, Func<Dataset> make) =>
            Assert.Contains(part, Assert.ThrowsAny<Exception>(() => Made(null, make)).Message);
        Refused("No such file or directory", () => preprocessing.image_dataset_from_directory(Path.Combine(_folder, "none")));
        Refused("`label_mode` argument must be one of", () => preprocessing.image_dataset_from_directory(_folder, label_mode: "sparse"));
        Refused("`color_mode` must be one of", () => preprocessing.image_dataset_from_directory(_folder, color_mode: "bgr"));
        Refused("`labels` argument should be a list/tuple", () => preprocessing.image_dataset_from_directory(_folder, labels: "folders"));
        Refused("did not match the names of the subdirectories",
            () => preprocessing.image_dataset_from_directory(_folder, class_names: ["a", "b"]));
        Refused("only pass `class_names` if the labels are inferred",
            () => preprocessing.image_dataset_from_directory(_folder, labels: new[] { 1 }, class_names: ["a", "b", "c"]));
        Refused("len(labels) is 1 while we found 7 files", () => preprocessing.image_dataset_from_directory(_folder, labels: new[] { 1 }));
        Refused("must exactly 2 classes", () => preprocessing.image_dataset_from_directory(_folder, label_mode: "binary"));
        Refused("`validation_split` must be set, and inversely",
            () => preprocessing.image_dataset_from_directory(_folder, subset: "training"));
        Refused("you must provide a `seed` argument",
            () => preprocessing.image_dataset_from_directory(_folder, validation_split: 0.5, subset: "training"));
        Refused("must be between 0 and 1", () =>
            preprocessing.image_dataset_from_directory(_folder, validation_split: 1.5, subset: "training", seed: 1));
        Refused("either \"training\" or \"validation\"",
            () => preprocessing.image_dataset_from_directory(_folder, validation_split: 0.5, subset: "test", seed: 1));
        Refused("interpolation", () => preprocessing.image_dataset_from_directory(_folder, interpolation: "hamming"));
        Refused("both above 0", () => preprocessing.image_dataset_from_directory(_folder, image_size: (0, 3)));
        Refused(".png are looked for in", () => preprocessing.image_dataset_from_directory(Path.Combine(_folder, "a", "deep")));
        File.WriteAllText(Path.Combine(_folder, "a", "x.jpg"), "broken");
        Dataset data = Made(null, () => preprocessing.image_dataset_from_directory(_folder, shuffle: false));
        Assert.Contains(Path.Combine("a", "x.jpg"), Assert.Throws<InvalidDataException>(() => data.First()).Message);
    }

    [Fact]
    public void Smart_resize_crops_to_the_targets_proportions()
    {
        // 2 x 4: the middle 2 x 2 is taken.
        NDArray x = np.array(new float[] { 9, 1, 2, 9, 9, 3, 4, 9 }).reshape(new NumSharp.Shape(2, 4, 1));
        Assert.Equal([1f, 2, 3, 4], preprocessing.image.smart_resize(x, (2, 2)).ToArray<float>());
        Assert.Equal([2.5f], preprocessing.image.smart_resize(x, (1, 1)).ToArray<float>());
        Assert.Equal([1, 2, 2, 1], preprocessing.image.smart_resize(np.expand_dims(x, 0), (2, 2), "nearest").shape.Select(d => (int)d));
        Assert.Contains("incorrect rank",
            Assert.Throws<ArgumentException>(() => preprocessing.image.smart_resize(np.zeros(new NumSharp.Shape(2, 2)), (1, 1))).Message);
    }

    [Fact]
    public void One_variable_goes_through_tf_datas_methods()
    {
        Dataset train_ds = Made(null,
            () => preprocessing.image_dataset_from_directory(_folder, batch_size: 2, image_size: (4, 4), seed: 3));
        Assert.Equal(4, train_ds.Length);
        train_ds = train_ds.cache().shuffle(10).prefetch(tf.data.AUTOTUNE);
        var sizes = new List<long>();
        foreach (var (images, labels) in train_ds)
        {
            sizes.Add(images.shape[0]);
            Assert.Equal([sizes[^1], 4, 4, 3], images.shape.Select(d => (long)d));
            Assert.Equal([sizes[^1]], labels.shape.Select(d => (long)d));
        }
        Assert.Equal([1, 2, 2, 2], sizes.Order()); // which batch comes first is drawn
        Assert.Equal(7, train_ds.unbatch().Select(_ => 1).Sum());
        Assert.Contains("Take them before", Assert.Throws<InvalidOperationException>(() => train_ds.class_names).Message);
    }

    private static Batch AsBatch(Element element) => element.Items is [var x, var y] ? (x.numpy(), y.numpy()) : element.numpy();

    private IEnumerable<string> Names(Dataset data) => data.file_paths.Select(p => Path.GetRelativePath(_folder, p));

    private static IEnumerable<float> Levels(Batch batch) =>
        [.. Enumerable.Range(0, batch.Size).Select(i => MathF.Round(batch.inputs[0][i].copy().ToArray<float>()[0]))];

    private static T Made<T>(string? lines, Func<T> make)
    {
        using var text = new StringWriter();
        Output.Writer = text;
        try
        {
            T made = make();
            if (lines is not null) { Assert.Equal(lines, text.ToString()); }
            return made;
        }
        finally { Output.Writer = null!; }
    }
}
