using System.Text.Json;
using System.Text.RegularExpressions;
using KerasDigits.Core;
using KerasDigits.Models;
using KerasDigits.Saving;
using PureHDF;
using PureHDF.VOL.Native;

namespace KerasDigits.Tests.Saving.Twins;

/// <summary>The same models made, trained and written here and by TF-Keras 2.15 and Keras 3.15: histories, trees, types, texts of attributes, sums of values and configurations, entry by entry. All of the full pack with KERAS_GOLDENS.</summary>
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
    public void OurTwinIsTheSame(string name, string by)
    {
        Twin twin = Twin.Of(name, by);
        Skip.If(twin.Missing is not null, twin.Missing);
        Model model = twin.Make(out IReadOnlyDictionary<string, List<double>> history);
        var differences = new List<string>();
        foreach (JsonProperty log in twin.Element.GetProperty("history").EnumerateObject())
        {
            double[] expected = [.. log.Value.EnumerateArray().Select(v => v.GetDouble())];
            if (!history.TryGetValue(log.Name, out var values)) { differences.Add($"history: {log.Name} is absent: {string.Join(", ", history.Keys)}"); }
            else if (expected.Zip(values).Any(p => Math.Abs(p.First - p.Second) > twin.Tolerance * Math.Max(1, Math.Abs(p.First)))) { differences.Add($"history: {log.Name} is {string.Join(", ", values)} instead of {string.Join(", ", expected)}"); }
        }
        foreach (string form in by == "tf" ? (string[])["m.h5", "m.weights.h5", "w.h5"] : ["m.keras", "m.weights.h5"])
        {
            string path = Path.Combine(_folder, form);
            if (form is "m.h5" or "m.keras") { model.save(path); }
            else { model.save_weights(path); }
            string entry = form switch { "m.h5" => "h5", "w.h5" => "legacy_h5", _ => "weights_h5" };
            JsonElement recorded = form == "m.keras" || (entry == "weights_h5" && twin.Element.GetProperty(entry).ValueKind == JsonValueKind.String)
                ? twin.Element.GetProperty("keras").GetProperty("model.weights.h5") : twin.Element.GetProperty(entry);
            if (recorded.ValueKind != JsonValueKind.Object) { continue; }
            using (NativeFile file = FileTree.Open(path)) { differences.AddRange(FileTree.Differences(recorded, file, OfKeras2).Select(d => $"{by} {form} {d}")); }
            if (form != "m.keras") { continue; }
            using var archive = new KerasArchive(path);
            differences.AddRange(FileTree.Compare("config.json", Golden.Plain(twin.Element.GetProperty("keras").GetProperty("config.json")), Golden.Plain(JsonDocument.Parse(archive.Text("config.json")).RootElement)).Select(d => $"{by} {form} {d}"));
        }
        Golden.Report(differences.Where(d => !s_allowed.Any(a => Regex.IsMatch(d, a.Pattern))));
    }

    /// <summary>A configuration of TF-Keras 2.15 beside ours, which is in 2.4's form: without modules, registered names and what came later and asks for nothing.</summary>
    private static IEnumerable<string> OfKeras2(string place, object? theirs, object? ours) => FileTree.Compare(place, LaterArguments.Left(Bare(theirs)), ours);

    private static object? Bare(object? value) => value switch
    {
        Config c => new Config(c.Where(p => p.Key is not ("module" or "registered_name" or "build_config")).Select(p => KeyValuePair.Create(p.Key, Bare(p.Value)))),
        List<object?> list => list.Select(Bare).ToList(),
        _ => value,
    };

    /// <summary>The differences that remain, each with its reason.</summary>
    private static readonly (string Pattern, string Why)[] s_allowed =
    [
        (@"@keras_version: ", "each says the version whose form it has"),
        (@"^tf m\.h5 .*\.optimizer_config\.config\.(clipnorm|global_clipnorm|clipvalue): absent instead of null", "clipping is named where it is asked for, as in 2.4"),
        (@"\.config\.jit_compile: ", "how Keras compiles its steps"),
        (@"^tf m\.h5 .*\.config\.(groups|kernel_initializer|kernel_regularizer|kernel_constraint): absent", "2.15 writes arguments of a base class that the layer does not take"),
        (@"^tf m\.h5 .*\.config\.trainable: absent instead of true", "models name it from 2.13 on"),
        (@"^tf m\.h5 .*\.loss\.config\.fn: absent", "the function of a loss's own class"),
        (@"^tf m\.h5 .*\.metrics.*\.thresholds: null instead of nothing", "2.4 names an AUC's thresholds, null where they are the default ones"),
        (@"^tf m\.h5 /optimizer_weights/SGD/m/.*: values of sum 0, 0 ", "TF-Keras keeps the last step where there is no momentum, and does not use it"),
        (@"^tf m\.weights\.h5 .*(@name: written|/metrics|/optimizer/|/layer(/|:))", "2.13 to 2.15's layout: without names, with the epoch's metrics and a wrapper's pattern, the optimizer without its rate; they read ours"),
    ];
}
