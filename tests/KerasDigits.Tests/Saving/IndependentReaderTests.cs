using System.Diagnostics;
using System.Text.Json;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>Every kind of file that is written here, read by h5py and zipfile (Debian's python3-h5py): groups, types, attributes and numbers, without a warning.</summary>
public sealed class IndependentReaderTests : IDisposable
{
    /// <summary>Prints a file as JSON: attributes, and for each array its type, shape and sum.</summary>
    private const string Script = """
        import h5py, io, json, sys, zipfile
        def text(v):
            if isinstance(v, bytes): return v.decode()
            if hasattr(v, "tolist"): return [text(x) for x in v.tolist()] if v.shape else text(v.item())
            return v
        path = sys.argv[1]
        source = io.BytesIO(zipfile.ZipFile(path).read("model.weights.h5")) if zipfile.is_zipfile(path) else path
        found = {"attributes": {}, "arrays": {}}
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as z:
                assert z.testzip() is None
                found["entries"] = {n: json.loads(z.read(n)) for n in z.namelist() if n.endswith(".json")}
        with h5py.File(source, "r") as f:
            def visit(name, o):
                for k, v in o.attrs.items(): found["attributes"][name + "@" + k] = text(v)
                if isinstance(o, h5py.Dataset): found["arrays"][name] = [str(o.dtype), list(o.shape), float(o[()].astype("float64").sum()) if o.dtype.kind in "fiu" else 0.0]
            visit("", f)
            f.visititems(visit)
        print(json.dumps(found))
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("keras-h5py-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData("model.h5")]
    [InlineData("model.keras")]
    [InlineData("weights.h5")]
    [InlineData("model.weights.h5")]
    public void AnotherReaderFindsTheSame(string name)
    {
        Skip.If(Run("-c", "import h5py") is null, "python3 with h5py is not installed: apt-get install python3-h5py");
        var inner = models.Sequential([layers.Dense(4, activation: "relu", input_shape: 6), layers.BatchNormalization()], name: "inner");
        KerasTensor x = Input(6);
        var model = models.Model(x, layers.Dense(2, name: "naïve_é").Apply(inner.Apply(x)));
        model.compile(optimizer: "adam", loss: "mse", metrics: ["mae"]);
        NDArray data = np.random.RandomState(1).rand(16, 6).astype(NPTypeCode.Single), targets = data[":, :2"];
        model.fit(data, targets, verbose: 0);
        string path = Path.Combine(_folder, name);
        if (name.StartsWith("model.", StringComparison.Ordinal) && !name.EndsWith("weights.h5", StringComparison.Ordinal)) { model.save(path); }
        else { model.save_weights(path); }

        JsonElement found = JsonDocument.Parse(Run("-W", "error", "-c", Script, path)!).RootElement;
        double[] sums = [.. found.GetProperty("arrays").EnumerateObject().Select(a => a.Value[2].GetDouble())];
        foreach (var weight in model.weights)
        {
            double sum = weight.numpy().astype(NPTypeCode.Double).ToArray<double>().Sum();
            Assert.Contains(sums, s => Math.Abs(s - sum) <= 1e-5 * Math.Max(1, Math.Abs(sum)));
        }
        JsonElement attributes = found.GetProperty("attributes");
        switch (name)
        {
            case "model.h5":
                JsonElement config = JsonDocument.Parse(attributes.GetProperty("@model_config").GetString()!).RootElement;
                Assert.Equal("Functional", config.GetProperty("class_name").GetString());
                Assert.Equal("2.4.0", attributes.GetProperty("@keras_version").GetString());
                Assert.Equal("mse", JsonDocument.Parse(attributes.GetProperty("@training_config").GetString()!).RootElement.GetProperty("loss").GetString());
                Assert.Equal(["inner", "naïve_é"], attributes.GetProperty("model_weights@layer_names").EnumerateArray().Select(n => n.GetString()!).Skip(1));
                // Keras counts the inner model's own inputs and outputs as its first call.
                JsonElement last = config.GetProperty("config").GetProperty("layers").EnumerateArray().Last();
                Assert.Equal(1, last.GetProperty("inbound_nodes")[0][0][1].GetInt32());
                break;
            case "model.keras": Assert.Equal("3.12.0", found.GetProperty("entries").GetProperty("metadata.json").GetProperty("keras_version").GetString()); break;
            case "weights.h5": Assert.Equal("tensorflow", attributes.GetProperty("@backend").GetString()); break;
        }
    }

    /// <summary>What Python prints; null when there is no Python, or it fails.</summary>
    private static string? Run(params string[] arguments)
    {
        foreach (string python in (string[])["/usr/bin/python3", "python3"])
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
                string printed = process.StandardOutput.ReadToEnd(), complaint = process.StandardError.ReadToEnd();
                process.WaitForExit();
                if (process.ExitCode == 0 && complaint.Length == 0) { return printed; }
            }
            catch (System.ComponentModel.Win32Exception) { } // no such program
        }
        return null;
    }
}
