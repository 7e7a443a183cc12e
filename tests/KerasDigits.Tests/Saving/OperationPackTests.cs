using System.IO.Compression;
using System.Text.Json;
using KerasDigits.Data;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// Functional models of Keras 3 with an operation between input and output, as three versions wrote them with what they predicted
/// (tools/goldens/operations.py).
/// </summary>
public sealed class OperationPackTests
{
    /// <summary>Operations that are not here, with the reason.</summary>
    private static readonly Dictionary<string, string> s_missing = new()
    {
        ["view_as_complex/1"] = Complex, ["rfft/1"] = Complex, ["polar/2"] = Complex,
        ["lu_factor/1"] = "its pivots are those of another library", ["qr/1"] = "the signs of its columns are free",
        ["svd/1"] = "the signs of its vectors are free", ["linspace/2"] = Grid, ["logspace/2"] = Grid,
        ["geomspace/2"] = Grid, ["meshgrid/2"] = Grid,
        ["nancumsum/1"] = Running, ["nancumprod/1"] = Running, ["nanargmax/1"] = Running, ["nanargmin/1"] = Running,
        ["nanmedian/1"] = Running,
        ["cdist/2"] = "distances of all pairs, of 3.15 alone",
        ["full_like/2"] = "a filling that is a tensor",
        ["array/1"] = "its result is what it was given, an array", ["empty_like/1"] = "its values are not set",
        ["view/1"] = "numbers read as another format",
    };

    private const string Complex = "no model here computes with complex numbers", Grid = "a grid between two tensors",
        Running = "a scan or a place beside what is no number";

    public static IEnumerable<object[]> Versions() => Pack().Select(v => new object[] { v.Name });

    [Theory]
    [MemberData(nameof(Versions))]
    public void Each_operation_gives_what_Keras_gave(string version)
    {
        var faults = new List<string>();
        int right = 0;
        // Of equal values each engine takes another first, and chances outside of 0 to 1 are cut by each at another place.
        foreach (JsonProperty one in Pack().Single(v => v.Name == version).Value.EnumerateObject()
            .Where(c => c.Name is not ("top_k/by hand" or "binary_crossentropy/2")))
        {
            string? fault = Fault(one.Value);
            if (s_missing.ContainsKey(one.Name) ? fault is null : fault is not null)
            {
                faults.Add($"{one.Name}: {fault ?? "is read now; take it off the list"}");
            }
            if (fault is null) { right++; }
        }
        Assert.True(faults.Count == 0, $"{faults.Count} beside {right}:\n{string.Join('\n', faults)}");
        Assert.True(right > 15, $"only {right} cases");
    }

    /// <summary>
    /// Up to 3.10 an operation with options takes no name, later ones do: what was read is written as it was, its tensors by their places.
    /// </summary>
    [Theory]
    [InlineData("stack/by hand", "3.6.0", false)]
    [InlineData("nansum/by hand", "3.15.1", true)]
    public void An_operation_keeps_the_form_of_its_version(string name, string version, bool named)
    {
        Model model = models.model_from_json(Pack().Single(v => v.Name == version).Value.GetProperty(name).GetProperty("config")
            .GetString()!);
        string path = Path.Combine(Directory.CreateTempSubdirectory("keras-operations-").FullName, "m.keras");
        model.save(path);
        using (var archive = new KerasDigits.Saving.KerasArchive(path))
        {
            JsonElement last = JsonDocument.Parse(archive.ReadText("config.json")).RootElement.GetProperty("config").GetProperty("layers")
                .EnumerateArray().Last();
            Assert.Equal(named, last.GetProperty("config").TryGetProperty("name", out _));
            JsonElement call = last.GetProperty("inbound_nodes")[0];
            Assert.Equal(1, call.GetProperty("args").GetArrayLength());
            Assert.DoesNotContain(call.GetProperty("kwargs").EnumerateObject(), k => k.Value.ValueKind == JsonValueKind.Object);
        }
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static string? Fault(JsonElement c)
    {
        try
        {
            Model model = models.model_from_json(c.GetProperty("config").GetString()!);
            NDArray[] expected = [.. c.GetProperty("outputs").EnumerateArray().Select(Of)];
            foreach (Model one in new[] { model, models.model_from_json(model.to_json()) })
            {
                NDArray[] made = one.predict_all(ModelData.Create([.. c.GetProperty("inputs").EnumerateArray().Select(Of)]),
                    batch_size: 4);
                if (made.Length != expected.Length) { return $"{made.Length} outputs instead of {expected.Length}"; }
                if (expected.Select((e, i) => Golden.Difference(e, made[i].astype(NPTypeCode.Single), 2e-5, "the output"))
                    .FirstOrDefault(d => d is not null) is { } difference)
                {
                    return difference;
                }
            }
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException) { return e.Message.Split('\n')[0]; }
    }

    private static NDArray Of(JsonElement array) => np.array([.. array.GetProperty("values").EnumerateArray().Select(v => v.GetSingle())])
        .reshape([.. array.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())]);

    private static IEnumerable<JsonProperty> Pack()
    {
        using var plain = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Goldens", "operations.json.gz")),
            CompressionMode.Decompress);
        return [.. JsonDocument.Parse(plain).RootElement.EnumerateObject()];
    }
}
