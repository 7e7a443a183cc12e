using System.Text.Json;
using System.Text.RegularExpressions;
using KerasDigits.Core;
using KerasDigits.Models;
using KerasDigits.Saving;
using PureHDF.VOL.Native;

namespace KerasDigits.Tests.Saving.Twins;

/// <summary>
/// The same models made, trained and written here and by TF-Keras 2.15 and Keras 3.15: histories, trees, types, texts of attributes, sums
/// of values and configurations, entry by entry. All of the full pack with KERAS_GOLDENS.
/// </summary>
public sealed class TwinTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-twins-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string> Names()
    {
        var data = new TheoryData<string, string>();
        foreach (var (name, by) in Twin.All()) { data.Add(name, by); }
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Our_twin_is_the_same(string name, string by)
    {
        using var version = new VersionScope("2.15");
        Twin twin = Twin.Of(name, by);
        Skip.If(twin.Missing is not null, twin.Missing);
        Model model = twin.Make(out IReadOnlyDictionary<string, List<double>> history);
        var differences = new List<string>();
        foreach (JsonProperty log in twin.Element.GetProperty("history").EnumerateObject())
        {
            double[] expected = [.. log.Value.EnumerateArray().Select(v => v.GetDouble())];
            if (!history.TryGetValue(log.Name, out var values))
            {
                differences.Add($"history: {log.Name} is absent: {string.Join(", ", history.Keys)}");
            }
            else if (expected.Zip(values).Any(p => Math.Abs(p.First - p.Second) > twin.Tolerance * Math.Max(1, Math.Abs(p.First))))
            {
                differences.Add($"history: {log.Name} is {string.Join(", ", values)} instead of {string.Join(", ", expected)}");
            }
        }
        foreach (string form in by == "tf" ? (string[])["m.h5", "m.weights.h5", "w.h5"] : ["m.keras", "m.weights.h5"])
        {
            string path = Path.Combine(_folder, form);
            if (form is "m.h5" or "m.keras") { model.save(path); }
            else { model.save_weights(path); }
            string entry = form switch { "m.h5" => "h5", "w.h5" => "legacy_h5", _ => "weights_h5" };
            JsonElement recorded = form == "m.keras"
                || (entry == "weights_h5" && twin.Element.GetProperty(entry).ValueKind == JsonValueKind.String)
                ? twin.Element.GetProperty("keras").GetProperty("model.weights.h5") : twin.Element.GetProperty(entry);
            if (recorded.ValueKind != JsonValueKind.Object) { continue; }
            using (NativeFile file = FileTree.Open(path))
            {
                differences.AddRange(FileTree.Differences(recorded, file, twin.IsRough ? 0.1 : 1e-2, OfKeras2)
                    .Select(d => $"{by} {form} {d}"));
            }
            if (form != "m.keras") { continue; }
            using var archive = new KerasArchive(path);
            differences.AddRange(FileTree.Compare("config.json", Golden.Plain(twin.Element.GetProperty("keras").GetProperty("config.json")),
                Golden.Plain(JsonDocument.Parse(archive.ReadText("config.json")).RootElement)).Select(d => $"{by} {form} {d}"));
        }
        Golden.Report(differences.Where(d => !s_allowed.Any(a => Regex.IsMatch(d, a.Pattern) || Regex.IsMatch($"{name}: {d}", a.Pattern))));
    }

    /// <summary>
    /// A configuration of TF-Keras 2.15 beside ours, which is in 2.4's form: without modules, registered names and what came later and asks
    /// for nothing.
    /// </summary>
    private static IEnumerable<string> OfKeras2(string place, object? theirs, object? ours) =>
        FileTree.Compare(place, LaterArguments.ConvertLeft(Bare(theirs)), ours);

    private static object? Bare(object? value) => value switch
    {
        Config c =>
            new Config(c.Where(p => p.Key is not ("module" or "registered_name" or "build_config"))
                .Select(p => KeyValuePair.Create(p.Key, Bare(p.Value)))),
        List<object?> list => list.Select(Bare).ToList(),
        _ => value,
    };

    /// <summary>The differences that remain, each with its reason; one that is a single model's begins with its name.</summary>
    private static readonly (string Pattern, string Why)[] s_allowed =
    [
        (@"^groupnorm: .*/conv2d/(conv2d/bias:0|vars/1): values of sum ",
            "an offset before a normalization has a gradient of 0 but for rounding, which Adam blows up; processors round otherwise"),
        (@"@keras_version: ", "each says the version whose form it has"),
        (@"^tf m\.h5 .*\.optimizer_config\.config\.(clipnorm|global_clipnorm|clipvalue): absent instead of null",
            "clipping is named where it is asked for, as in 2.4"),
        (@"\.config\.jit_compile: ", "how Keras compiles its steps"),
        (@"^tf m\.h5 .*\.config\.(groups|kernel_initializer|kernel_regularizer|kernel_constraint): absent",
            "2.15 writes arguments of a base class that the layer does not take"),
        (@"^tf m\.h5 .*\.config\.trainable: absent instead of true", "models name it from 2.13 on"),
        (@"^tf m\.h5 .*\.loss\.config\.fn: absent", "the function of a loss's own class"),
        (@"^tf m\.h5 .*\.metrics.*\.thresholds: null instead of nothing",
            "2.4 names an AUC's thresholds, null where they are the default ones"),
        (@"^tf m\.h5 /optimizer_weights/SGD/m/.*: values of sum 0, 0 ",
            "TF-Keras keeps the last step where there is no momentum, and does not use it"),
        (@"^tf m\.weights\.h5 /layers/multi_head_attention(/(query|key|value|output)_dense|: group)",
            "Keras 3's names of attention's parts stand beside 2.15's, for the same groups"),
        (@"^k3 .*/layers/multi_head_attention(/_(query|key|value|output)_dense|: group)", "2.15's names beside Keras 3's"),
        (@"^tf m\.weights\.h5 .*(@name: written|/metrics|/optimizer/|/layer(/|:))",
            "2.15's layout: without names, with the epoch's metrics and a wrapper's pattern, the optimizer without its rate; by its loader "
            + "it reads the weights of ours"),
        (@"^k3 .*\.recurrent_initializer: ""orthogonal"" instead of \{", "the word, since Keras 3 up to 3.6 has another name for the class"),
        (@"^k3 .*\.shared_object_id: absent", "tells which policies and initializers were one object, which changes nothing"),
        (@"^k3 .*\.config\.(optional|input_axes|output_axes|quantization_config|renorm|renorm_clipping|renorm_momentum|zero_output_for_mask|seed|use_gate|sliding_window|rms_scaling|axis): absent instead of (null|false|0\.99|-1)$",
            "later arguments at their defaults"),
        (@"^k3 .*\.optimizer\.(module|registered_name): ", "its own class for PyTorch; the module of all is Keras's"),
        (@"^k3 .*\.kwargs\.mask: absent instead of (null|\[null, null\])$", "no mask, said aloud"),
        (@"/layers/normalization/vars/2: (type <i8 instead of <i4|0 instead of 32)$",
            "how much a normalization has seen, in TensorFlow's type; here it was given its numbers without seeing data"),
        (@"^tf .*/normalization(@weight_names|/normalization|/(mean|variance|count):0)",
            "TF-Keras names the weights without the layer where it is adapted before it stands in a model"),
        (@"^k3 .*\.layer\.config\.name: ""lstm"" instead of ""forward_lstm""$", "Keras 3 puts the prefix there where it is not"),
        (@"^k3 .*\.build_config\.input_shape\[0\]: null instead of 32$", "the size of the data that a normalization was adapted to"),
        (@"^k3 .*\.build_config: absent", "layers without weights and layers inside others are built without"),
        (@"^k3 .*\.inbound_nodes\[0\]\.(args: |kwargs\.value: .* instead of nothing)", "attention's value goes by its name"),
        (@"^k3 .*\.config\.axis: \[-1\] instead of -1$", "one axis, as a list"),
        (@"^k3 .*config\.json\.config\.dtype\.config\.name: ""float32""",
            "a Sequential model computes nothing itself: its layers have their policies"),
        (@"^k3 .*\.thresholds: null instead of nothing", "an AUC's thresholds, null where they are the default ones"),
    ];
}
