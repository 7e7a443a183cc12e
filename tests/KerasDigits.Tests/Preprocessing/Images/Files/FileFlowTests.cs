using KerasDigits.Core;
using KerasDigits.Data;
using KerasDigits.Notebook;
using KerasDigits.Preprocessing.Images;
using NumSharp;
using static KerasDigits.keras;
using Image = KerasDigits.Preprocessing.Images.Image;

namespace KerasDigits.Tests.Preprocessing;

/// <summary>Flows from files beyond the goldens: saving, links, frames of the Notebook package, and what does not fit.</summary>
public sealed class FileFlowTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-files-").FullName;
    private readonly StringWriter _text = new();

    public FileFlowTests()
    {
        FileFlowGoldenTests.WriteTree(_folder);
        Output.Writer = _text;
    }

    public void Dispose()
    {
        Output.Writer = null!;
        Directory.Delete(_folder, recursive: true);
    }

    private static ImageDataGenerator Plain => preprocessing.image.ImageDataGenerator();

    [Fact]
    public void A_DataFrame_of_the_Notebook_package_names_the_files()
    {
        string csv = Path.Combine(_folder, "labels.csv");
        File.WriteAllText(csv, "id,kind,age\ncats/b.png,cat,3\nDogs/1.png,dog,5\nDogs/2.png,dog,7\n");
        DataFrame df = pd.read_csv(csv, dtype: new() { ["id"] = "str", ["kind"] = "str" });
        DataFrameIterator flow = Plain.flow_from_dataframe(df, _folder, x_col: "id", y_col: "kind", class_mode: "sparse",
            target_size: (4, 4), shuffle: false);
        Assert.Equal("Found 3 validated image filenames belonging to 2 classes.\n", _text.ToString());
        Assert.Equal([0, 1, 1], flow.classes);
        Assert.Equal([3f, 5, 7],
            Plain.flow_from_dataframe(df, _folder, x_col: "id", y_col: "age", class_mode: "raw", target_size: (4, 4), shuffle: false)
            .next().targets![0].astype(NPTypeCode.Single).ToArray<float>());
    }

    [Fact]
    public void A_net_trains_from_a_folder_with_workers_and_preprocessing()
    {
        int calls = 0;
        var datagen = preprocessing.image.ImageDataGenerator(preprocessing_function: x =>
        {
            calls++;
            return x / 255;
        });
        DirectoryIterator flow = datagen.flow_from_directory(_folder, target_size: (8, 8), batch_size: 3, seed: 1);
        var model = models.Sequential([layers.Flatten(input_shape: (8, 8, 3)), layers.Dense(4, activation: "softmax")]);
        model.compile("sgd", "categorical_crossentropy");
        Assert.Single(model.fit(flow, verbose: 0, workers: 3, validation_data: flow).history["val_loss"]);
        Assert.Equal(16, calls);
    }

    [Fact]
    public void Pictures_are_saved_as_they_were_made()
    {
        string saved = Directory.CreateDirectory(Path.Combine(_folder, "saved")).FullName;
        np.random.seed(5);
        DirectoryIterator flow = Plain.flow_from_directory(_folder, target_size: (6, 7), classes: ["cats"], batch_size: 2, shuffle: false,
            save_to_dir: saved, save_prefix: "aug");
        flow.next();
        // np.random.seed(5); four np.random.random() for the flips; two np.random.randint(10_000_000), by NumPy itself.
        Assert.Equal(["aug_0_558088.png", "aug_1_9471934.png"], Directory.GetFiles(saved).Select(f => Path.GetFileName(f)!)
            .Order(StringComparer.Ordinal));
        Assert.Equal((7, 6), preprocessing.image.load_img(Directory.GetFiles(saved)[0]).size);
        NDArray x = np.random.uniform(0, 255, new[] { 3, 5, 5, 1 });
        Plain.flow(x, batch_size: 3, save_to_dir: saved, save_prefix: "np", save_format: "jpeg").next();
        Assert.Equal(3, Directory.GetFiles(saved, "np_*.jpeg").Length);
        Assert.Throws<DirectoryNotFoundException>(() => Plain.flow(x, save_to_dir: Path.Combine(_folder, "nowhere")));
    }

    [Fact]
    public void Further_inputs_go_along_with_the_pictures()
    {
        NDArray x = np.zeros(new NumSharp.Shape(5, 4, 4, 1)), other = np.arange(5);
        Batch batch = Plain.flow((x, other), np.arange(5), batch_size: 2, shuffle: false).next();
        Assert.Equal([0, 1], batch.inputs[1].astype(NPTypeCode.Int32).ToArray<int>());
        Assert.Contains("same length", Assert.Throws<ArgumentException>(() => Plain.flow((x, np.arange(4)))).Message);
    }

    [Fact]
    public void Links_to_folders_are_followed_only_when_asked()
    {
        string outside = Directory.CreateTempSubdirectory("keras-linked-").FullName;
        try
        {
            File.Copy(Path.Combine(_folder, "cats/b.png"), Path.Combine(outside, "linked.png"));
            Directory.CreateSymbolicLink(Path.Combine(_folder, "cats", "link"), outside);
            Directory.CreateSymbolicLink(Path.Combine(_folder, "cats", "round"), Path.Combine(_folder, "cats"));
            Assert.Equal(3, Plain.flow_from_directory(_folder, classes: ["cats"]).samples);
            Assert.Contains("cats/link/linked.png", Plain.flow_from_directory(_folder, classes: ["cats"], follow_links: true).filenames);
        }
        finally { Directory.Delete(outside, recursive: true); }
    }

    [Fact]
    public void A_broken_picture_is_named_by_whoever_waits_for_its_batch()
    {
        string path = Path.Combine(_folder, "Dogs", "2.png");
        File.WriteAllText(path, "broken");
        DirectoryIterator flow = Plain.flow_from_directory(_folder, target_size: (4, 4), batch_size: 2, shuffle: false);
        var model = models.Sequential([layers.Flatten(input_shape: (4, 4, 3)), layers.Dense(4)]);
        model.compile("sgd", "mse");
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => model.fit(flow, verbose: 0, workers: 2));
        Assert.Contains(path, e.Message);
        Assert.Contains("KerasDigits.Preprocessing.Images", e.StackTrace, StringComparison.Ordinal); // the thread that read it
    }

    [Fact]
    public void A_folder_without_pictures_says_what_was_looked_for()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => Plain.flow_from_directory(Path.Combine(_folder, "empty")));
        Assert.Contains("No picture was found in", e.Message);
        Assert.Contains(".png, .jpg, .jpeg, .bmp, .ppm, .tif, .tiff", e.Message);
        Assert.Contains("there is no folder", e.Message);
        Assert.Equal("Found 0 images belonging to 0 classes.\n", _text.ToString());
        Assert.Contains("one folder of pictures per class",
            Assert.Throws<DirectoryNotFoundException>(() => Plain.flow_from_directory(Path.Combine(_folder, "nowhere"))).Message);
        Assert.Contains("Received: \"birds\"",
            Assert.Throws<DirectoryNotFoundException>(() => Plain.flow_from_directory(_folder, classes: ["cats", "birds"])).Message);
        Assert.Contains("validation_split=0",
            Assert.Throws<ArgumentException>(() => Plain.flow_from_directory(_folder, subset: "validation")).Message);
    }

    [Fact]
    public void Unknown_words_are_refused()
    {
        void Refused(string part, Action act) => Assert.Contains(part, Assert.Throws<ArgumentException>(act).Message);
        Refused("Invalid color mode: \"bgr\"", () => Plain.flow_from_directory(_folder, color_mode: "bgr"));
        Refused("Invalid class_mode: raw", () => Plain.flow_from_directory(_folder, class_mode: "raw"));
        Refused("Invalid subset name: test", () => Plain.flow_from_directory(_folder, subset: "test"));
        Refused("Supported methods are", () => Plain.flow_from_directory(_folder, interpolation: "cubic"));
        Refused("both above 0", () => Plain.flow_from_directory(_folder, target_size: (4, -1)));
        Refused("`save_format` must be one of", () => Plain.flow_from_directory(_folder, save_to_dir: _folder, save_format: "tiff"));
        Refused("rank 4", () => Plain.flow(np.zeros(new NumSharp.Shape(3, 4, 4))));
        Refused("same length", () => Plain.flow(np.zeros(new NumSharp.Shape(3, 4, 4, 1)), np.zeros(2)));
        Refused("rank 4", () => Plain.fit(np.zeros(new NumSharp.Shape(4, 4, 1))));
        Refused("rank 3", () => Plain.random_transform(np.zeros(new NumSharp.Shape(1, 4, 4, 1))));
        Refused("`fill_mode` must be one of", () => preprocessing.image.ImageDataGenerator(fill_mode: "mirror"));
        Refused("`validation_split` must be strictly between 0 and 1", () => preprocessing.image.ImageDataGenerator(validation_split: 1));
        Refused("Unsupported channel number: 2", () => preprocessing.image.ImageDataGenerator(brightness_range: (0.5, 1))
            .random_transform(np.zeros(new NumSharp.Shape(4, 4, 2))));
        Refused("has length 4", () => _ = Plain.flow(np.zeros(new NumSharp.Shape(7, 4, 4, 1)), batch_size: 2)[4]);
    }

    [Fact]
    public void Frames_that_do_not_fit_are_refused()
    {
        var frame = new Dictionary<string, Array> { ["filename"] = (string[])["cats/b.png", "gone.png"], ["class"] = (string[])["a", "b"],
            ["n"] = (int[])[1, 2], ["t"] = (string?[])["x", null] };
        void Refused(string part, Action act) => Assert.Contains(part, Assert.Throws<ArgumentException>(act).Message);
        Refused("Invalid class_mode: one_hot", () => Plain.flow_from_dataframe(frame, _folder, class_mode: "one_hot"));
        Refused("y_col must be a list", () => Plain.flow_from_dataframe(frame, _folder, class_mode: "multi_output"));
        Refused("All values in column x_col=n must be strings", () => Plain.flow_from_dataframe(frame, _folder, x_col: "n"));
        Refused("y_col=\"n\" column values must be strings",
            () => Plain.flow_from_dataframe(frame, _folder, y_col: "n", class_mode: "sparse"));
        Refused("column values must be type string, list or tuple", () => Plain.flow_from_dataframe(frame, _folder, y_col: "t"));
        Refused("there must be 2 classes. 1 class/es were given",
            () => Plain.flow_from_dataframe(frame, _folder, class_mode: "binary", classes: ["a"]));
        Refused("Column weight_col=class must be numeric", () => Plain.flow_from_dataframe(frame, _folder, weight_col: "class"));
        Refused("must have a column \"label\". It has: filename, class, n, t",
            () => Plain.flow_from_dataframe(frame, _folder, y_col: "label"));
        Refused("equally long", () => Plain.flow_from_dataframe(new Dictionary<string, Array>(frame) { ["short"] = new int[1] }, _folder));
        Refused("the first name is 'cats/b.png'", () => Plain.flow_from_dataframe(frame, Path.Combine(_folder, "empty")));
    }

    [Fact]
    public void Missing_files_are_left_out_with_Kerass_warning_or_found_missing_later()
    {
        var frame = new Dictionary<string, Array> { ["filename"] = (string[])["cats/b.png", "gone.png", "cats/notes.txt"],
            ["class"] = (string[])["a", "b", "c"] };
        TextWriter before = Console.Error;
        using var warnings = new StringWriter();
        Console.SetError(warnings);
        try { Assert.Equal(1, Plain.flow_from_dataframe(frame, _folder).n); }
        finally { Console.SetError(before); }
        Assert.Contains("Found 2 invalid image filename(s) in x_col=\"filename\". These filename(s) will be ignored.", warnings.ToString());
        DataFrameIterator unchecked_ = Plain.flow_from_dataframe(frame, _folder, validate_filenames: false, shuffle: false);
        Assert.EndsWith("Found 3 non-validated image filenames belonging to 3 classes.\n", _text.ToString());
        Assert.Contains("gone.png", Assert.Throws<FileNotFoundException>(() => unchecked_.next()).Message);
    }

    [Fact]
    public void A_known_mean_can_be_set()
    {
        ImageDataGenerator datagen = preprocessing.image.ImageDataGenerator(featurewise_center: true);
        datagen.mean = np.array(new float[] { 1, 2, 3 });
        Assert.Equal([9f, 8, 7], datagen.standardize(np.full(new NumSharp.Shape(1, 1, 3), 10f)).ToArray<float>());
        Assert.Contains("one value per channel",
            Assert.Throws<ArgumentException>(() => datagen.standardize(np.full(new NumSharp.Shape(1, 1, 1), 10f))).Message);
    }

    [Fact]
    public void Single_changes_are_those_of_the_generator()
    {
        NDArray x = np.random.uniform(0, 255, new[] { 9, 7, 3 }).astype(NPTypeCode.Single);
        NDArray expected = Plain.apply_transform(x, new TransformParameters(theta: 20, tx: 1, ty: -2, shear: 5, zx: 0.8, zy: 1.1));
        NDArray last = preprocessing.image.apply_affine_transform(x, theta: 20, tx: 1, ty: -2, shear: 5, zx: 0.8, zy: 1.1, row_axis: 0,
            col_axis: 1, channel_axis: 2);
        NDArray first = preprocessing.image.apply_affine_transform(np.transpose(x, [2, 0, 1]).copy(), theta: 20, tx: 1, ty: -2, shear: 5,
            zx: 0.8, zy: 1.1, row_axis: 1, col_axis: 2, channel_axis: 0);
        Assert.Equal(expected.ToArray<float>(), last.ToArray<float>());
        Assert.Equal(expected.ToArray<float>(), np.transpose(first, [1, 2, 0]).copy().ToArray<float>());
        np.random.seed(2);
        double drawn = np.random.uniform(-30, 30, new[] { 1 }).ToArray<double>()[0];
        np.random.seed(2);
        Assert.Equal(Plain.apply_transform(x, new TransformParameters(theta: drawn)).ToArray<float>(),
            preprocessing.image.random_rotation(x, 30, 0, 1, 2).ToArray<float>());
        Assert.Contains("must be distinct",
            Assert.Throws<ArgumentException>(() => preprocessing.image.random_zoom(x, (0.5, 1), 1, 1, 0)).Message);
        Assert.Equal(x.ToArray<float>().Max(), preprocessing.image.apply_channel_shift(x, 300, 2).ToArray<float>().Min());
        Image bright = preprocessing.image.array_to_img(preprocessing.image.apply_brightness_shift(x, 0, scale: false), scale: false);
        Assert.All(bright.Pixels.ToArray(), p => Assert.Equal(0, p));
    }

    /// <summary>
    /// Keras-Preprocessing 1.1.2 stretches every picture to 0..255 and leaves it so; later Keras takes 0..1 for nearly black and cuts
    /// fractions off.
    /// </summary>
    [Theory, InlineData("2.3", 31, 63, 127), InlineData("2.15", 0, 0, 0)]
    public void Brightness_of_pictures_in_zero_to_one_is_Keras(string version, float quarter, float half, float one)
    {
        using var _ = new VersionScope(version);
        NDArray x = new NDArray(new[] { 0, .25f, .5f, 1f }).reshape(2, 2, 1);
        var generator = preprocessing.image.ImageDataGenerator(brightness_range: (.5, .5));
        Assert.Equal([0, quarter, half, one], generator.random_transform(x, seed: 1).ToArray<float>());
        Assert.Equal([0, quarter, half, one], generator.flow(x.reshape(1, 2, 2, 1), batch_size: 1).next().inputs[0].flatten()
            .ToArray<float>());
    }
}
