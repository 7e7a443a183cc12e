using System.IO.Compression;
using System.Text.RegularExpressions;
using KerasDigits.Models;
using PureHDF;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// What is written for a model has the same groups, attributes, kinds, shapes and dtypes as what Keras wrote for it, entry by entry.
/// </summary>
public sealed class TreeTests : IDisposable
{
    /// <summary>The differences that remain, with reasons: the entry's end, what Keras wrote, what is written here.</summary>
    private static readonly (string Entry, string Keras, string Ours, string Why)[] s_allowed =
    [
        ("@layer_names", "VariableLength", "String",
            "fixed-length byte strings are read by loaders that call .decode on names and by those that do not"),
        ("@weight_names", "VariableLength", "String", "the same"),
        ("/metrics", "", "absent", "the sums of the last epoch's metrics, which 2.13 to 2.15 write into .keras and .weights.h5; the next "
            + "fit starts them at 0"),
        ("@name", "absent", "", "Keras 3's note of the layer's name, which 2.13 to 2.15 do not write and pass over"),
        ("optimizer/", "", "", "2.13 to 2.15 number the optimizer's state without the rate; here it is written as Keras 3 does"),
        ("/layer/", "", "absent", "a wrapper's template layer without weights, which 2.13 to 2.15 write as empty groups"),
        ("/query_dense", "absent", "", "Keras 3's names of attention's parts, beside 2.15's with an underscore"),
        ("/key_dense", "absent", "", "the same"), ("/value_dense", "absent", "", "the same"), ("/output_dense", "absent", "", "the same"),
        ("/_softmax", "", "absent", "a part of attention without weights"), ("/_dropout_layer", "", "absent", "the same"),
    ];

    /// <summary>Files of the full packs whose trees are not ours to match.</summary>
    private static readonly Dictionary<string, string> s_otherwise = new()
    {
        ["norms.h5"] = "2.15 names the weights of a Normalization that was adapted before the model was made without its layer; they are "
        + "read by their order",
        ["norms.keras"] = "Keras 3.15 counts a Normalization's batches in 32 bits, 2.15 and we in 64; it reads both",
        ["semantics_mixed_float16.h5"] = "TensorFlow 2.15 put the branch of a graph (cond_1) into the names of the optimizer's state, "
        + "which is read by its order",
        ["text_vectorization.h5"] = "TF-Keras fails while it writes this file, so its tree is cut off",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("keras-trees-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Files()
    {
        var data = new TheoryData<string>();
        // Keras 3's own .h5 is left out: .h5 is written in Keras 2's form.
        foreach (string file in Directory.GetFiles(Path.Combine(Golden.Folder, "files")).Order(StringComparer.Ordinal)
            .Where(f => Path.GetExtension(f) is ".h5" or ".keras" && !ModelFileTests.HoldsOwnClasses(f)))
        {
            string name = Path.GetFileName(file);
            bool ownH5OfKeras3 = name.StartsWith("keras3_", StringComparison.Ordinal) && name.EndsWith(".h5", StringComparison.Ordinal)
                && !name.EndsWith(".weights.h5", StringComparison.Ordinal);
            if (!ownH5OfKeras3 && (!name.EndsWith(".weights.h5", StringComparison.Ordinal) || File.Exists(Full(file)))) { data.Add(file); }
        }
        // The twins of the full packs: TF-Keras 2.15's .h5, Keras 3.15's .keras.
        string twins = Path.Combine(Golden.Folder, "twins");
        foreach (var (folder, ending) in Directory.Exists(twins) ? ((string, string)[])[("tf", "*.h5"), ("k3", "*.keras")] : [])
        {
            foreach (string file in Directory.GetFiles(Path.Combine(twins, folder), ending).Order(StringComparer.Ordinal)
                .Where(f => !f.EndsWith(".weights.h5", StringComparison.Ordinal)))
            {
                data.Add(file);
            }
        }
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void The_same_tree_as_Keras(string file)
    {
        Skip.If(s_otherwise.TryGetValue(Path.GetFileName(file), out string? why), why);
        // The files are of 2.15 and later, where cells have no numbers.
        using var scope = new VersionScope("2.15");
        bool weights = file.EndsWith(".weights.h5", StringComparison.Ordinal);
        Model model = models.load_model(weights ? Full(file) : file, compile: !weights);
        string target = Path.Combine(_folder, Path.GetFileName(file));
        if (weights) { model.save_weights(target); }
        else { model.save(target); }
        Dictionary<string, string> keras = Entries(file), ours = Entries(target);
        var differences = new List<string?>();
        foreach (string entry in keras.Keys.Union(ours.Keys))
        {
            string theirs = keras.GetValueOrDefault(entry, "absent"), mine = ours.GetValueOrDefault(entry, "absent");
            // 2.15's names of attention's parts, beside Keras 3's.
            bool second = theirs == "absent" && Regex.IsMatch(entry, "/_(query|key|value|output)_dense/");
            if (theirs == mine || second || (weights && entry.StartsWith("/optimizer", StringComparison.Ordinal))
                || s_allowed.Any(a => Allows(a.Entry, entry) && theirs.StartsWith(a.Keras, StringComparison.Ordinal)
                    && mine.StartsWith(a.Ours, StringComparison.Ordinal)))
            {
                continue;
            }
            differences.Add($"{entry}: {mine} instead of {theirs}");
        }
        Assert.NotEmpty(ours);
        Golden.Report(differences);

        // Only files of 2.13 to 2.15 may differ in more than the names' kind.
        bool Allows(string pattern, string entry) => pattern.StartsWith('@')
            && pattern != "@name" ? entry.EndsWith(pattern, StringComparison.Ordinal)
            : !Path.GetFileName(file).StartsWith("keras3_", StringComparison.Ordinal)
            && !(file.EndsWith(".h5", StringComparison.Ordinal) && !weights) && entry.Contains(pattern, StringComparison.Ordinal);
    }

    private static string Full(string weights)
    {
        string stem = weights[..^".weights.h5".Length];
        return File.Exists(stem + ".keras") ? stem + ".keras" : stem + ".h5";
    }

    private static Dictionary<string, string> Entries(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (path.EndsWith(".keras", StringComparison.Ordinal))
        {
            using var zip = new ZipArchive(new MemoryStream(bytes));
            using Stream entry = zip.GetEntry("model.weights.h5")!.Open();
            var copy = new MemoryStream();
            entry.CopyTo(copy);
            bytes = copy.ToArray();
        }
        using var file = H5File.Open(new MemoryStream(bytes));
        var found = new Dictionary<string, string>();
        Walk(file, "");
        return found;

        void Walk(IH5Object node, string place)
        {
            foreach (IH5Attribute a in node.Attributes())
            {
                found[$"{place}@{a.Name}"] = $"{a.Type.Class} ({string.Join(", ", a.Space.Dimensions)})";
            }
            if (node is IH5Dataset d) { found[place] = $"{d.Type.Class} of {d.Type.Size} bytes ({string.Join(", ", d.Space.Dimensions)})"; }
            if (node is not IH5Group group) { return; }
            found[place + "/"] = "group";
            foreach (IH5Object child in group.Children()) { Walk(child, $"{place}/{child.Name}"); }
        }
    }
}
