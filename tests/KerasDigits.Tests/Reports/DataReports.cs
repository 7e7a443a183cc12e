using KerasDigits.Data;
using KerasDigits.Preprocessing;
using KerasDigits.Preprocessing.Images;
using KerasDigits.Notebook;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Reports;

/// <summary>Reports about texts, pictures and their batches.</summary>
public sealed class DataReports
{
    [Fact]
    public void R44_Matrices_of_texts() => Report.Play("44_tokenizer_matrix", r =>
    {
        string[] texts = ["car bike plane car", "bike", "plane bike boat"];
        Tokenizer t = preprocessing.text.Tokenizer(), t3 = preprocessing.text.Tokenizer(num_words: 3);
        t.fit_on_texts(texts);
        t3.fit_on_texts(texts);
        foreach (string mode in new[] { "binary", "count", "freq", "tfidf" }) { r.Out(mode, () => t.texts_to_matrix(texts, mode: mode)); }
        r.Out("num_words 3", () => t3.texts_to_matrix(texts, "count"));
        r.Out("unknown mode", () => t.texts_to_matrix(texts, "tf"));
        r.Out("not fitted", () => preprocessing.text.Tokenizer().texts_to_matrix(texts));
        r.Out("num_words, not fitted, tfidf", () => preprocessing.text.Tokenizer(num_words: 3).texts_to_matrix(texts, "tfidf"));
        r.Out("empty text, freq", () => t.texts_to_matrix([""], "freq"));
        r.Out("counts", () => new object[] { t.document_count, t.word_counts, t.word_docs, t.index_docs });
        Tokenizer read = preprocessing.text.tokenizer_from_json(t.to_json());
        r.Out("JSON round trip",
            () => new object[] { read.word_index.ToDictionary(p => p.Key, p => p.Value), read.texts_to_matrix(texts, "tfidf")[0] });
        int[][] numbers = [[1, 2, 1], [2]];
        Tokenizer s = preprocessing.text.Tokenizer(), s4 = preprocessing.text.Tokenizer(num_words: 4);
        s.fit_on_sequences(numbers);
        s4.fit_on_sequences(numbers);
        r.Out("fit_on_sequences, no num_words", () => s.sequences_to_matrix([[1, 2]], "count"));
        r.Out("fit_on_sequences, tfidf", () => s4.sequences_to_matrix([[1, 1, 2, 9]], "tfidf"));
        r.Out("hashing_trick md5", () => preprocessing.text.hashing_trick("the cat the dog", 10, hash_function: "md5"));
    });

    [Fact]
    public void R50_Arrays_and_pictures() => Report.Play("50_array_to_img", r =>
    {
        object A(float[,,] a, bool scale = true, string? format = null)
        {
            Image image = preprocessing.image.array_to_img(np.array(a), format, scale);
            int[] values = image.mode == "I" ? image.Values.ToArray() : [.. image.Pixels.ToArray()];
            return new Dictionary<string, object> { ["mode"] = image.mode, ["size"] = new[] { image.width, image.height }, ["v"] = values };
        }
        float[,,] g = { { { 0 }, { .5f } }, { { 1 }, { .25f } } };
        r.Out("0..1 scale", () => A(g));
        r.Out("0..1 no scale", () => A(g, false));
        r.Out("10..20 scale", () => A(new float[,,] { { { 10 }, { 15 } }, { { 20 }, { 10 } } }));
        r.Out("0..255 no scale", () => A(new float[,,] { { { 0 }, { 127.6f } }, { { 255 }, { 3 } } }, false));
        r.Out("constant, scale", () => A(new float[,,] { { { 7 }, { 7 } } }));
        r.Out("all 0, scale", () => A(new float[,,] { { { 0 }, { 0 } } }));
        r.Out("-1..1 scale", () => A(new float[,,] { { { -1 }, { 1 } }, { { 0 }, { .5f } } }));
        r.Out("300 no scale", () => A(new float[,,] { { { 300 }, { -1 } } }, false));
        r.Out("2-D", () => preprocessing.image.array_to_img(np.array(new float[,] { { 1, 2 } })));
        r.Out("2 channels", () => A(new float[,,] { { { 1, 2 } } }));
        r.Out("rgb", () => A(new float[,,] { { { 1, 2, 3 }, { 4, 5, 6 } } }, false));
        r.Out("rgba", () => A(new float[,,] { { { 1, 2, 3, 4 } } }, false));
        r.Out("above 255 grey, no scale", () => A(new float[,,] { { { 300 }, { 70000 } } }, false));
        r.Out("channels_first", () => A(new float[,,] { { { 1, 2 } }, { { 3, 4 } }, { { 5, 6 } } }, false, "channels_first"));
        string folder = Directory.CreateTempSubdirectory("keras").FullName, file = Path.Combine(folder, "g16.png");
        try
        {
            new Image(2, 2, [0, 255, 256, 65535]).save(file);
            foreach (string mode in new[] { "rgb", "grayscale", "rgba" })
            {
                r.Out($"16-bit grey file, {mode}",
                    () => preprocessing.image.img_to_array(preprocessing.image.load_img(file, color_mode: mode)) is var a
                    ? new object[] { a.shape, a[":, :, 0"] }
                    : null);
            }
        }
        finally { Directory.Delete(folder, recursive: true); }
        r.Out("img_to_array 2-D array", () => preprocessing.image.img_to_array(np.array(new[,] { { 1, 2 } })).shape);
        r.Out("img_to_array 1-D", () => preprocessing.image.img_to_array(np.array(new[] { 1, 2 })).shape);
        r.Out("img_to_array dtype",
            () => new[] { Named(preprocessing.image.img_to_array(np.array(new[,] { { 1, 2 } }))),
                Named(preprocessing.image.img_to_array(np.array(new[,] { { 1, 2 } }), dtype: "uint8")) });
    });

    [Fact]
    public void R64_Parts_of_train_test_split() => Report.Play("64_train_test_split", r =>
    {
        NDArray x = np.arange(10), y = np.array(new[] { 0, 0, 0, 0, 0, 0, 1, 1, 1, 1 });
        object Sizes(SplitSize? test = null, SplitSize? train = null, int? seed = null) =>
            sklearn.model_selection.train_test_split(x, test, train, seed) is var (a, b) ? new[] { a.shape[0], b.shape[0] } : null!;
        object Both((NDArray, NDArray) parts) => new[] { parts.Item1, parts.Item2 };
        r.Out("test_size 0.25", () => Sizes(.25, seed: 0));
        r.Out("test_size 0.3", () => Sizes(.3, seed: 0));
        r.Out("test_size 0.05", () => Sizes(.05, seed: 0));
        r.Out("test_size 0.99", () => Sizes(.99, seed: 0));
        r.Out("test_size 3", () => Sizes(3, seed: 0));
        r.Out("test_size None", () => Sizes(seed: 0));
        r.Out("train_size .5", () => Sizes(train: .5, seed: 0));
        r.Out("train .35 test .25", () => Sizes(.25, .35));
        r.Out("shuffle=False", () => sklearn.model_selection.train_test_split(x, x * 2, test_size: .3, shuffle: false) is var (a, b, c, d)
            ? new[] { a, b, c, d }
            : null);
        r.Out("random_state 42", () => Both(sklearn.model_selection.train_test_split(x, test_size: .3, random_state: 42)));
        r.Out("two arrays stay paired", () => sklearn.model_selection.train_test_split(x, x * 2, random_state: 1) is var (a, b, c, d)
            && np.array_equal(a * 2, c) && np.array_equal(b * 2, d));
        int[] Counts(NDArray labels) => [.. Enumerable.Range(0, 2).Select(k => labels.ToArray<int>().Count(v => v == k))];
        r.Out("stratify counts",
            () => sklearn.model_selection.train_test_split(y, test_size: .5, random_state: 0, stratify: y) is var (a, b)
            ? new[] { Counts(a), Counts(b) }
            : null);
        r.Out("stratify random_state 42",
            () => Both(sklearn.model_selection.train_test_split(x, test_size: .3, random_state: 42, stratify: y)));
        NDArray Labels(params int[] of) => np.array(of);
        r.Out("class of one", () => sklearn.model_selection.train_test_split(x, stratify: Labels(0, 0, 0, 0, 0, 0, 0, 0, 0, 1)));
        r.Out("class of two, test_size .2: in the test part?",
            () => sklearn.model_selection.train_test_split(Labels(0, 0, 0, 0, 0, 0, 0, 0, 1, 1), test_size: .2, random_state: 0,
                stratify: Labels(0, 0, 0, 0, 0, 0, 0, 0, 1, 1)) is var (_, b) ? Counts(b)[1] : -1);
        r.Out("fewer test samples than classes",
            () => sklearn.model_selection.train_test_split(np.arange(8), test_size: 2, stratify: Labels(0, 0, 1, 1, 2, 2, 3, 3)));
        r.Out("stratify, shuffle=False", () => sklearn.model_selection.train_test_split(x, stratify: y, shuffle: false));
        r.Out("test_size 1.0", () => Sizes(1.0));
        r.Out("test_size 0.0", () => Sizes(0.0));
        r.Out("test_size 10 of 10", () => Sizes(10));
        r.Out("test .8 and train .3", () => Sizes(.8, .3));
        r.Out("lengths 10 and 9", () => sklearn.model_selection.train_test_split(x, x[":9"]));
        r.Out("one sample", () => sklearn.model_selection.train_test_split(x[":1"]));
    }, without: new() { ["nothing given"] = "does not compile", ["lists stay lists"] = "arrays and frames are taken" });

    [Fact]
    public void R68_Batches_of_flow() => Report.Play("68_flow_iterator", r =>
    {
        NDArray x = np.arange(5).astype(NPTypeCode.Single).reshape(5, 1, 1, 1), y = np.arange(5) * 10, short_ = y[":3"];
        ImageDataGenerator New() => preprocessing.image.ImageDataGenerator();
        float[] V(Batch b) => b.inputs[0].astype(NPTypeCode.Single).flatten().ToArray<float>();
        var it = New().flow(x, batch_size: 2, shuffle: false);
        r.Out("len", () => it.Length);
        r.Out("seven batches", () => Enumerable.Range(0, 7).Select(_ => V(it.next())).ToArray());
        it.reset();
        r.Out("after reset", () => V(it.next()));
        r.Out("it[1] does not move it", () => new[] { V(it[1]), V(it.next()) });
        r.Out("it[3]", () => V(it[3]));
        Batch labelled = New().flow(x, y, batch_size: 2, shuffle: false).next(),
            weighted = New().flow(x, y, sample_weight: y / 10.0, batch_size: 2, shuffle: false).next();
        r.Out("with y", () => new object[] { "tuple", V(labelled), labelled.targets![0] });
        r.Out("with sample_weight", () => new object[] { 3, weighted.sample_weights![0]! });
        Batch others = New().flow((x, new[] { y, y + 1 }), y, batch_size: 2, shuffle: false).next();
        r.Out("picture and other inputs",
            () => new object[] { others.inputs.Length, others.inputs[1], others.inputs[2], others.targets![0] });
        r.Out("y too short", () => New().flow(x, short_));
        r.Out("sample_weight too short", () => New().flow(x, y, sample_weight: short_));
        float[][] Passes(int seed)
        {
            var shuffled = New().flow(x, batch_size: 2, seed: seed);
            return [.. Enumerable.Range(0, 6).Select(_ => V(shuffled.next()))];
        }
        float[][] q = Passes(3);
        r.Out("same seed, same order", () => Passes(3).SelectMany(b => b).SequenceEqual(q.SelectMany(b => b)));
        r.Out("every sample once a pass",
            () => new[] { q[..3].SelectMany(b => b).Order().ToArray(), q[3..].SelectMany(b => b).Order().ToArray() });
        r.Out("second pass in another order", () => !q[..3].SelectMany(b => b).SequenceEqual(q[3..].SelectMany(b => b)));
        ImageDataGenerator split = preprocessing.image.ImageDataGenerator(validation_split: .4);
        r.Out("subsets", () => new[] { "training", "validation" }.Select(n => V(split.flow(x, batch_size: 9, shuffle: false, subset: n)[0]))
            .ToArray());
        r.Out("unknown subset", () => split.flow(x, subset: "test"));
        r.Out("subset without a split", () => V(New().flow(x, batch_size: 9, shuffle: false, subset: "validation")[0]));
        r.Out("validation_split 1.5", () => preprocessing.image.ImageDataGenerator(validation_split: 1.5));
        r.Out("batch_size above n", () => New().flow(x, batch_size: 9) is var all
            ? new object[] { all.Length, all.next().inputs[0].shape }
            : null);
        string folder = Directory.CreateTempSubdirectory("keras").FullName;
        try
        {
            New().flow(x + 200, batch_size: 2, shuffle: false, save_to_dir: folder, save_prefix: "p", save_format: "png").next();
            r.Out("save_to_dir names", () => Directory.GetFiles(folder).Select(f => string.Join('_', Path.GetFileName(f).Split('_')[..2]))
                .Order(StringComparer.Ordinal).ToArray());
        }
        finally { Directory.Delete(folder, recursive: true); }
    }, without: new() { ["sample_weight without y"] = "a batch is a Batch whatever it holds",
    ["dtype"] = "batches of pictures are float32 or float64" });

    [Fact]
    public void R48_Classes_of_a_frame()
    {
        string folder = Directory.CreateTempSubdirectory("keras").FullName;
        try
        {
            Report.Play("48_dataframe_classes", r => ClassesOfAFrame(r, folder),
                without: new() { ["unknown class_mode"] = "a class_mode that is none is refused, by its name" });
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static void ClassesOfAFrame(Report r, string folder)
    {
        string[] names = ["a.png", "b.png", "c.png", "gone.png"];
        for (int i = 0; i < 3; i++)
        {
            new Image("RGB", 2, 2, [.. Enumerable.Repeat((byte)(40 * (i + 1)), 12)]).save(Path.Combine(folder, names[i]));
        }
        Dictionary<string, Array> Frame(params string[][] lists) => new()
        {
            ["filename"] = names, ["class"] = lists.Length > 0 ? lists : new[] { "dog", "cat", "horse", "cat" },
            ["v"] = new[] { 1.5, 2.5, 3.5, 4.5 }, ["w"] = new[] { 7.0, 8, 9, 10 },
        };
        Dictionary<string, object?> Go(string? mode = "categorical", ColumnNames? y = null, string[]? classes = null, string x = "filename",
            bool validate = true, Dictionary<string, Array>? frame = null)
        {
            using var printed = new StringWriter();
            TextWriter before = KerasDigits.Core.Output.Writer;
            KerasDigits.Core.Output.Writer = printed;
            DataFrameIterator g;
            try
            {
                g = preprocessing.image.ImageDataGenerator().flow_from_dataframe(frame ?? Frame(), folder, x_col: x, y_col: y,
                    target_size: (2, 2), batch_size: 8, shuffle: false, class_mode: mode, classes: classes, validate_filenames: validate);
            }
            finally { KerasDigits.Core.Output.Writer = before == Console.Out ? null! : before; }
            Batch b = g[0];
            NDArray[]? targets = b.targets;
            return new()
            {
                ["text"] = printed.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries),
                ["n"] = g.samples, ["files"] = g.filenames.ToArray(), ["indices"] = mode is "categorical" or "sparse" or "binary"
                ? g.class_indices
                : null,
                ["x"] = b.inputs[0][":, 0, 0, 0"], ["y"] = targets is null ? null : targets.Length > 1 ? (object)targets : targets[0],
            };
        }
        r.Out("categorical", () => Go());
        r.Out("sparse", () => Go("sparse"));
        r.Out("binary, classes=[dog, cat]", () => Go("binary", classes: ["dog", "cat"]));
        r.Out("classes with one that is not there", () => Go("sparse", classes: ["dog", "cow"]));
        r.Out("binary, three classes", () => Go("binary"));
        r.Out("raw", () => Go("raw", "v"));
        r.Out("raw, two columns", () => Go("raw", new[] { "v", "w" }));
        r.Out("multi_output", () => Go("multi_output", new[] { "v", "w" }));
        r.Out("None", () => Go(null));
        r.Out("input", () => ((NDArray)Go("input")["y"]!).shape);
        r.Out("no validation of names", () => Go("raw", "v", validate: false)["n"]);
        r.Out("numbers as classes", () => Go("categorical", "v"));
        r.Out("lists of classes", () => Go(frame: Frame(["dog", "cat"], ["cat"], ["horse"], ["cat"])));
        r.Out("weight_col", () =>
        {
            var rows = Frame().ToDictionary(c => c.Key, c => (Array)c.Value.Cast<object>().Take(3).ToArray());
            (rows["filename"], rows["class"]) = (names[..3], new[] { "dog", "cat", "horse" });
            return preprocessing.image.ImageDataGenerator()
                .flow_from_dataframe(rows, folder, target_size: (2, 2), shuffle: false, weight_col: "w")[0].sample_weights![0];
        });
        r.Out("unknown column", () => Go(x: "file"));
    }

    private static string Named(NDArray a) => a.typecode switch
    {
        NPTypeCode.Single => "float32",
        NPTypeCode.Byte => "uint8",
        var other => other.ToString()
    };
}
