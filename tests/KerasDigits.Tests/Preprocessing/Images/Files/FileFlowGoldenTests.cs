using System.Text.Json;
using KerasDigits.Core;
using KerasDigits.Data;
using KerasDigits.Preprocessing.Images;
using NumSharp;

namespace KerasDigits.Tests.Preprocessing;

/// <summary>
/// flow_from_directory and flow_from_dataframe against keras-preprocessing 1.1 with Pillow 9.4 on the same files: what is listed and
/// printed, and batches for a seed to 1e-4 of 255.
/// </summary>
public sealed class FileFlowGoldenTests : IDisposable
{
    private static readonly Golden s_pack = Golden.Own("imagefiles");
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-flow-").FullName;

    public FileFlowGoldenTests() => WriteTree(_folder);

    public static IEnumerable<object[]> Names(string kind) =>
        s_pack.Cases.Where(c => c.GetProperty("kind").GetString() == kind).Select(c => new object[] { c.GetProperty("name").GetString()! });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Writes the pack's files as the folders that the goldens were made from.</summary>
    internal static void WriteTree(string folder)
    {
        foreach (JsonElement pair in s_pack.Root.GetProperty("tree").EnumerateArray())
        {
            string path = Path.Combine(folder, pair[0].GetString()!);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, pair[1].GetString() is { } file ? s_pack.Array("file/" + file).ToArray<byte>() : "hello"u8.ToArray());
        }
    }

    [Theory, MemberData(nameof(Names), "directory")]
    public void Folders_are_those_of_Keras(string name) => Check(name, (generator, a) => generator.flow_from_directory(_folder, a.Size,
        a.Text("color_mode") ?? "rgb", a.Texts("classes"), a.Mode, a.Number("batch_size") ?? 32, a.Flag("shuffle") ?? true,
        a.Number("seed"), subset: a.Text("subset"), interpolation: a.Text("interpolation") ?? "nearest"));

    [Theory, MemberData(nameof(Names), "dataframe")]
    public void Frames_are_those_of_Keras(string name) => Check(name, (generator, a) => generator.flow_from_dataframe(Frame(), _folder,
        y_col: a.Columns("y_col"), weight_col: a.Text("weight_col"), target_size: a.Size, classes: a.Texts("classes"), class_mode: a.Mode,
        batch_size: a.Number("batch_size") ?? 32, shuffle: a.Flag("shuffle") ?? true, seed: a.Number("seed"), subset: a.Text("subset")));

    private static void Check(string name, Func<ImageDataGenerator, Arguments, FileIterator> make)
    {
        using var version = Golden.Made215();
        JsonElement c = s_pack.Cases.First(x => x.GetProperty("name").GetString() == name);
        using var text = new StringWriter();
        FileIterator flow;
        Output.Writer = text;
        try { flow = make(ImageGoldenTests.Generator(c.GetProperty("config")), new Arguments(c.GetProperty("args"))); }
        finally { Output.Writer = null!; }
        Assert.Equal(c.GetProperty("text").GetString(), text.ToString());
        Assert.Equal(c.GetProperty("filenames").EnumerateArray().Select(e => e.GetString()!), flow.filenames);
        Assert.Equal((c.GetProperty("n").GetInt32(), c.GetProperty("length").GetInt32()), ((int)flow.n, flow.Length));
        Assert.Equal(c.GetProperty("image_shape").EnumerateArray().Select(e => e.GetInt64()), flow.image_shape.ToArray());
        if (c.TryGetProperty("class_indices", out JsonElement indices))
        {
            Assert.Equal(indices.EnumerateObject().Select(p => (p.Name, p.Value.GetInt32())),
                flow.class_indices.Select(p => (p.Key, p.Value)));
            Assert.Equal(c.GetProperty("classes").EnumerateArray()
                .Select(e => e.ValueKind == JsonValueKind.Number ? [e.GetInt32()] : e.EnumerateArray().Select(x => x.GetInt32()).ToArray()),
                flow.class_lists!);
        }
        Golden.Report(Batches(c, flow));
        Assert.Equal(c.GetProperty("seen").GetInt32(), flow.total_batches_seen);
        Assert.Equal(c.GetProperty("batch_index").GetInt32(), flow.batch_index);
    }

    private static IEnumerable<string?> Batches(JsonElement c, FileIterator flow)
    {
        int number = 0;
        foreach (JsonElement expected in c.GetProperty("batches").EnumerateArray())
        {
            Batch batch = flow.next();
            NDArray[] actual = [.. batch.inputs, .. batch.targets ?? [], .. batch.sample_weights?.OfType<NDArray>() ?? []];
            string[] keys = [.. expected.EnumerateArray().Select(k => k.GetString()!)];
            yield return keys.Length == actual.Length ? null : $"batch {number}: {actual.Length} arrays instead of {keys.Length}";
            for (int i = 0; i < Math.Min(keys.Length, actual.Length); i++)
            {
                yield return ImageGoldenTests.Close(s_pack.Array(keys[i]), actual[i], $"batch {number}, array {i}");
            }
            number++;
        }
    }

    private static Dictionary<string, Array> Frame() => s_pack.Root.GetProperty("frame").EnumerateObject().ToDictionary(p => p.Name, p =>
    {
        JsonElement[] values = [.. p.Value.EnumerateArray()];
        return values[0].ValueKind switch
        {
            JsonValueKind.String => (Array)values.Select(v => v.GetString()!).ToArray(),
            JsonValueKind.Array => values.Select(v => v.EnumerateArray().Select(x => x.GetString()!).ToArray()).ToArray(),
            _ => values.All(v => v.TryGetInt64(out _) && !v.GetRawText().Contains('.', StringComparison.Ordinal))
                ? values.Select(v => v.GetInt64()).ToArray()
                : values.Select(v => v.GetDouble()).ToArray(),
        };
    });

    private sealed class Arguments(JsonElement args)
    {
        public Size2 Size => (args.GetProperty("target_size")[0].GetInt32(), args.GetProperty("target_size")[1].GetInt32());

        public string? Mode => args.TryGetProperty("class_mode", out JsonElement e) ? e.GetString() : "categorical";

        public string? Text(string name) => args.TryGetProperty(name, out JsonElement e)
            && e.ValueKind == JsonValueKind.String ? e.GetString() : null;

        public string[]? Texts(string name) => args.TryGetProperty(name, out JsonElement e)
            && e.ValueKind == JsonValueKind.Array ? [.. e.EnumerateArray().Select(x => x.GetString()!)] : null;

        public ColumnNames? Columns(string name)
        {
            if (Text(name) is { } one) { return one; }
            return Texts(name) is { } several ? several : (ColumnNames?)null;
        }

        public int? Number(string name) => args.TryGetProperty(name, out JsonElement e)
            && e.ValueKind == JsonValueKind.Number ? e.GetInt32() : null;

        public bool? Flag(string name) => args.TryGetProperty(name, out JsonElement e)
            && e.ValueKind is JsonValueKind.True or JsonValueKind.False ? e.GetBoolean() : null;
    }
}
