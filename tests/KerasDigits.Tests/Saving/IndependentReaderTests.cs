using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// Every kind of file that is written here, read by h5py and zipfile (Debian's python3-h5py), and by a few lines of Python where it is
/// neither HDF5 nor zip: trees, types, attributes and numbers, without a warning. ONNX Runtime reads what is exported (OnnxTests).
/// </summary>
public sealed class IndependentReaderTests : IDisposable
{
    /// <summary>Prints a file as JSON: attributes with their types, and for each array its type, shape and sum.</summary>
    private const string Script = """
        import h5py, io, json, pathlib, struct, sys, zipfile
        import numpy as np
        path = sys.argv[1]
        found = {"attributes": {}, "types": {}, "arrays": {}, "groups": []}

        def text(v):
            if isinstance(v, bytes): return v.decode()
            if hasattr(v, "tolist"): return [text(x) for x in v.tolist()] if v.shape else text(v.item())
            return v

        def kind(dtype):
            known = h5py.check_string_dtype(dtype)
            return str(dtype) if known is None else (f"{known.encoding} of any length" if known.length is None else f"{known.encoding} of {known.length} bytes")

        def add(name, array): found["arrays"][name] = [str(array.dtype), list(array.shape), float(array.astype("float64").sum()) if array.dtype.kind in "fiu" else 0.0]

        def hdf5(source):
            with h5py.File(source, "r") as f:
                def visit(name, o):
                    for k in o.attrs:
                        found["attributes"][name + "@" + k] = text(o.attrs[k])
                        found["types"][name + "@" + k] = kind(o.attrs.get_id(k).dtype)
                    if isinstance(o, h5py.Dataset): add(name, o[()] if o.shape else np.array(o[()]))
                    else: found["groups"].append(name)
                visit("", f)
                f.visititems(visit)

        def safetensors():
            raw = pathlib.Path(path).read_bytes()
            length = struct.unpack("<Q", raw[:8])[0]
            header, data, end = json.loads(raw[8:8 + length]), raw[8 + length:], 0
            header.pop("__metadata__", None)
            for name, t in header.items():
                begin, stop = t["data_offsets"]
                assert begin == end
                end = stop
                add(name, np.frombuffer(data[begin:stop], {"F32": "<f4", "I64": "<i8"}[t["dtype"]]).reshape(t["shape"]))
            assert end == len(data)

        def varint(b, i):
            n = s = 0
            while True:
                n |= (b[i] & 127) << s; s += 7; i += 1
                if b[i - 1] < 128: return n, i

        def message(b):
            fields, i = {}, 0
            while i < len(b):
                tag, i = varint(b, i)
                if tag & 7 == 0: v, i = varint(b, i)
                elif tag & 7 == 2: n, i = varint(b, i); v = b[i:i + n]; i += n
                else: n = 8 if tag & 7 == 1 else 4; v = b[i:i + n]; i += n
                fields.setdefault(tag >> 3, []).append(v)
            return fields

        def block(b, at):
            offset, at = varint(b, at); size, _ = varint(b, at)
            assert b[offset + size] == 0  # not packed
            body = b[offset:offset + size]
            end, i, key = len(body) - 4 - 4 * struct.unpack("<I", body[-4:])[0], 0, b""
            while i < end:
                shared, i = varint(body, i); rest, i = varint(body, i); n, i = varint(body, i)
                key = key[:shared] + body[i:i + rest]; i += rest
                yield key, body[i:i + n]; i += n

        def checkpoint():
            index, data = pathlib.Path(path + ".index").read_bytes(), pathlib.Path(path + ".data-00000-of-00001").read_bytes()
            footer = index[-48:]
            assert struct.unpack("<Q", footer[40:])[0] == 0xdb4775248b80fb57
            _, at = varint(footer, 0); _, at = varint(footer, at)
            for _, place in block(index, len(index) - 48 + at):
                handle = place + b"\0" * 16
                for key, value in block(index + handle, len(index)):
                    if not key: continue
                    e = message(value)
                    size, offset = e.get(5, [0])[0], e.get(4, [0])[0]
                    shape = [message(d).get(1, [0])[0] for d in message(e[2][0]).get(2, [])] if 2 in e else []
                    name = {1: "<f4", 9: "<i8"}.get(e.get(1, [0])[0])
                    if name: add(key.decode(), np.frombuffer(data[offset:offset + size], name).reshape(shape))

        if path.endswith(".safetensors"): safetensors()
        elif path.endswith("checkpoint"): checkpoint()
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as z:
                assert z.testzip() is None
                assert all(i.compress_type == zipfile.ZIP_STORED for i in z.infolist())
                found["names"] = z.namelist()
                found["entries"] = {n: json.loads(z.read(n)) for n in z.namelist() if n.endswith(".json")}
                hdf5(io.BytesIO(z.read("model.weights.h5")))
        else: hdf5(path)
        print(json.dumps(found))
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("keras-h5py-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData("model.h5")]
    [InlineData("any.h5")]
    [InlineData("model.keras")]
    [InlineData("weights.h5")]
    [InlineData("model.weights.h5")]
    [InlineData("weights.safetensors")]
    [InlineData("weights.checkpoint")]
    public void Another_reader_finds_the_same(string name)
    {
        Skip.If(Run("-c", "import h5py") is null, "python3 with h5py is not installed: apt-get install python3-h5py");
        keras.backend.clear_session();
        var inner = models.Sequential([layers.Dense(4, activation: "relu", input_shape: 6), layers.BatchNormalization()], name: "inner");
        KerasTensor x = Input(6);
        // A model inside a functional one has no form that every Keras reads.
        Model model = name == "any.h5"
            ? models.Sequential([layers.Dense(4, input_shape: 6), layers.BatchNormalization(), layers.Dense(2, name: "naïve_é")])
            : models.Model(x, layers.Dense(2, name: "naïve_é").Apply(inner.Apply(x)));
        model.compile(optimizer: "adam", loss: "mse", metrics: ["mae"]);
        NDArray data = np.random.RandomState(1).rand(16, 6).astype(NPTypeCode.Single), targets = data[":, :2"];
        model.fit(data, targets, verbose: 0);
        string path = Path.Combine(_folder, name);
        if (name == "any.h5") { model.save(path, keras_version: "any"); }
        else if (name is "model.h5" or "model.keras") { model.save(path); }
        else { model.save_weights(path); }

        JsonElement found = JsonDocument.Parse(Run("-W", "error", "-c", Script, path)!).RootElement, arrays = found.GetProperty("arrays"),
            attributes = found.GetProperty("attributes"), types = found.GetProperty("types");
        // Each weight lies under its own name, with its type, shape and values.
        int state = 0;
        foreach (Layer layer in model.layers)
        {
            for (int i = 0; i < layer.weights.Count; i++)
            {
                var weight = layer.weights[i];
                string place = name switch
                {
                    "model.h5" or "any.h5" => $"model_weights/{layer.name}/{weight.name}",
                    "weights.h5" => $"{layer.name}/{weight.name}",
                    "weights.safetensors" => weight.name.Split(':')[0],
                    "weights.checkpoint" => layer == inner
                        ? $"layer_with_weights-0/layer_with_weights-{(i < 2 ? 0 : 1)}/"
                        + $"{weight.name.Split('/', ':')[^2]}/.ATTRIBUTES/VARIABLE_VALUE"
                        : $"layer_with_weights-1/{weight.name.Split('/', ':')[^2]}/.ATTRIBUTES/VARIABLE_VALUE",
                    _ => layer == inner
                        ? $"layers/sequential/layers/{(i < 2 ? "dense" : "batch_normalization")}/vars/{(i < 2 ? i : i - 2)}"
                        : $"layers/dense/vars/{i}",
                };
                Assert.True(arrays.TryGetProperty(place, out JsonElement array),
                    $"{place} is not among {string.Join(", ", arrays.EnumerateObject().Select(a => a.Name))}");
                Assert.Equal("float32", array[0].GetString());
                Assert.Equal(weight.shape, Shape.Of([.. array[1].EnumerateArray().Select(d => d.GetInt64())]));
                Assert.Equal(weight.numpy().astype(NPTypeCode.Double).flatten().ToArray<double>().Sum(), array[2].GetDouble(), 1e-5);
                state++;
            }
        }
        int more = arrays.EnumerateObject().Count() - state;
        // Adam's step and two slots for each of six weights; Keras 3 adds the rate, a checkpoint the counter of saves and the numbers of
        // the optimizer.
        if (name == "weights.checkpoint") { Assert.True(more >= 14, string.Join(", ", arrays.EnumerateObject().Select(a => a.Name))); }
        else { Assert.Equal(name switch { "model.h5" => 13, "model.keras" or "model.weights.h5" => 14, _ => 0 }, more); }
        switch (name)
        {
            case "model.h5" or "any.h5":
                JsonElement config = JsonDocument.Parse(attributes.GetProperty("@model_config").GetString()!).RootElement;
                Assert.Equal(name == "any.h5" ? "Sequential" : "Functional", config.GetProperty("class_name").GetString());
                Assert.Equal("2.4.0", attributes.GetProperty("@keras_version").GetString());
                Assert.Equal("utf-8 of any length", types.GetProperty("@keras_version").GetString());
                Assert.Equal("ascii of any length", types.GetProperty("@model_config").GetString());
                Assert.Equal(name == "any.h5" ? "mean_squared_error" : "mse",
                    JsonDocument.Parse(attributes.GetProperty("@training_config").GetString()!).RootElement.GetProperty("loss")
                    .GetString());
                Assert.Equal("naïve_é", attributes.GetProperty("model_weights@layer_names").EnumerateArray().Last().GetString());
                Assert.Matches("^(ascii|utf-8) of [0-9]+ bytes$", types.GetProperty("model_weights@layer_names").GetString()!);
                Assert.Equal(["naïve_é/kernel:0", "naïve_é/bias:0"], attributes.GetProperty("model_weights/naïve_é@weight_names")
                    .EnumerateArray().Select(n => n.GetString()!));
                if (name == "any.h5") { break; }
                // Keras counts the inner model's own inputs and outputs as its first call.
                JsonElement last = config.GetProperty("config").GetProperty("layers").EnumerateArray().Last();
                Assert.Equal(1, last.GetProperty("inbound_nodes")[0][0][1].GetInt32());
                Assert.Equal("Adam/iter:0", attributes.GetProperty("optimizer_weights@weight_names")[0].GetString());
                break;
            case "model.keras":
                Assert.Equal(["metadata.json", "config.json", "model.weights.h5"],
                    found.GetProperty("names").EnumerateArray().Select(n => n.GetString()!));
                Assert.Equal("3.12.0", found.GetProperty("entries").GetProperty("metadata.json").GetProperty("keras_version").GetString());
                Assert.Equal("Functional", found.GetProperty("entries").GetProperty("config.json").GetProperty("class_name").GetString());
                Assert.Equal("naïve_é", attributes.GetProperty("layers/dense/vars@name").GetString());
                break;
            case "weights.h5": Assert.Equal("tensorflow", attributes.GetProperty("@backend").GetString()); break;
            case "model.weights.h5": Assert.Equal("naïve_é", attributes.GetProperty("layers/dense/vars@name").GetString()); break;
        }
    }

    /// <summary>
    /// Keras 3 looks for attention's projections by names without an underscore, 2.15 with one: both lead to the same arrays, which stand
    /// in the file once.
    /// </summary>
    [SkippableFact]
    public void Attention_stands_under_the_names_of_both_Keras()
    {
        Skip.If(Run("-c", "import h5py") is null, "python3 with h5py is not installed: apt-get install python3-h5py");
        KerasTensor x = Input((5, 4));
        Model model = models.Model(x, layers.MultiHeadAttention(2, 3).ApplyAll([x, x])[0]);
        string path = Path.Combine(_folder, "a.weights.h5");
        model.save_weights(path);
        const string Both = "import h5py, sys; f = h5py.File(sys.argv[1], 'r'); g = f['layers/multi_head_attention']; "
            + "parts = ['query_dense', 'key_dense', 'value_dense', 'output_dense']; "
            + "print(all(g[p] == g['_' + p] and h5py.h5o.get_info(g[p].id).rc == 2 and len(g['_' + p]['vars']) == 2 for p in parts), "
            + "g['query_dense/vars/0'].shape)";
        Assert.Equal("True (4, 2, 3)\n", Run("-W", "error", "-c", Both, path));
        NDArray[] expected = model.get_weights();
        model.set_weights([.. expected.Select(w => w * 0)]);
        model.load_weights(path);
        Assert.All(expected.Zip(model.get_weights()), p => Assert.Null(Golden.Difference(p.First, p.Second, 0, "a weight")));
    }

    /// <summary>h5py puts a block of the user's own in front of its files, in the early and the late form of HDF5.</summary>
    [SkippableTheory]
    [InlineData("None", 512)]
    [InlineData("None", 1024)]
    [InlineData("'latest'", 512)]
    [InlineData("'latest'", 4096)]
    public void Files_behind_a_users_block_are_read(string version, int size)
    {
        Skip.If(Run("-c", "import h5py") is null, "python3 with h5py is not installed: apt-get install python3-h5py");
        string path = Path.Combine(_folder, "block.h5");
        string write = $"import h5py, numpy as np; f = h5py.File(r'{path}', 'w', userblock_size={size}, libver={version}); "
            + "f['a/plain'] = np.arange(12, dtype='f4').reshape(3, 4); f.attrs['text'] = 'größe'; "
            + "f.create_dataset('packed', data=np.arange(600, dtype='i4').reshape(20, 30), compression='gzip', chunks=(7, 30)); f.close(); "
            + $"b = open(r'{path}', 'r+b'); b.write(b'mine'); b.close(); print('written')";
        Assert.Equal("written\n", Run("-W", "error", "-c", write));
        using H5Reader reader = H5Reader.Open(path);
        Assert.Equal("größe", reader.Root.Attributes["text"]);
        byte[] plain = H5Values.ReadBytes((H5Dataset)reader.Root.Find("a/plain")!),
            packed = H5Values.ReadBytes((H5Dataset)reader.Root.Find("packed")!);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (float)i), MemoryMarshal.Cast<byte, float>(plain).ToArray());
        Assert.Equal(Enumerable.Range(0, 600), MemoryMarshal.Cast<byte, int>(packed).ToArray());
    }

    /// <summary>What Python prints; null when there is no Python, or it fails.</summary>
    private static string? Run(params string[] arguments)
    {
        foreach (string python in (string[])["/usr/bin/python3", "python3"])
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true,
                    RedirectStandardError = true })!;
                string printed = process.StandardOutput.ReadToEnd(), complaint = process.StandardError.ReadToEnd();
                process.WaitForExit();
                if (process.ExitCode == 0 && complaint.Length == 0) { return printed; }
            }
            catch (System.ComponentModel.Win32Exception) { } // no such program
        }
        return null;
    }
}
