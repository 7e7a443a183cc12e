using System.Text.Json;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Saving.Onnx;
using KerasDigits.Tests.Saving.Checkpoints;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving.Onnx;

/// <summary>Exported models in ONNX Runtime against our own predictions.</summary>
public sealed class OnnxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-onnx-").FullName;
    private readonly SavedModelPack _pack = new();

    public void Dispose()
    {
        _pack.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string? Difference(Model model, NDArray[] inputs, double tolerance = 1e-5, bool half = false, bool fold = false) =>
        OnnxSession.Difference(model, inputs, tolerance, half, fold);

    public static TheoryData<string, string> Models() =>
        SavedModelPack.Cases(c => c.GetProperty("kind").GetString() == "model" && c.TryGetProperty("saved_model", out _)
            && !c.GetProperty("name").GetString()!.Contains("float16", StringComparison.Ordinal)
            && !SavedModelPack.OfPython.ContainsKey(c.GetProperty("name").GetString()!));

    /// <summary>Models that ONNX cannot say, and what is said of them.</summary>
    private static readonly Dictionary<string, string> s_refused = new()
    {
        ["rnn_stateful"] = "cannot be exported to ONNX: it keeps its state from one call to the next",
        ["text_vectorization_counts"] = "cannot be exported to ONNX: it cuts texts into words",
        ["text_vectorization_given"] = "cannot be exported to ONNX: it cuts texts into words",
        ["text_vectorization_int"] = "cannot be exported to ONNX: it cuts texts into words",
        ["hashing_category"] = "cannot be exported to ONNX: it hashes as TensorFlow does",
        ["twins/tf/text_vectorization.keras"] = "cannot be exported to ONNX: it cuts texts into words",
    };

    /// <summary>A model predicts the same in ONNX Runtime, or is listed with what is said of it.</summary>
    private static void Check(string name, Model model, NDArray[] inputs, double tolerance = 1e-5)
    {
        if (!s_refused.TryGetValue(name.Replace('\\', '/'), out string? reason))
        {
            Assert.Null(Difference(model, inputs, tolerance));
            return;
        }
        Assert.Contains(reason, Assert.Throws<NotSupportedException>(() => Difference(model, inputs, tolerance)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Models_of_Keras_predict_the_same(string pack, string name)
    {
        JsonElement c = SavedModelPack.Case(pack, name);
        NDArray[]? inputs = SavedModelPack.Arrays(pack, c.GetProperty("inputs"));
        Check(name, models.load_model(Path.Combine(_pack.Unpack(c), c.GetProperty("saved_model").GetString()!), compile: false), inputs!);
    }

    private static readonly Dictionary<string, Func<Shape, Model>> s_applications = new()
    {
        ["VGG16"] = s => applications.VGG16(weights: null, include_top: false, input_shape: s),
        ["VGG19"] = s => applications.VGG19(weights: null, include_top: false, input_shape: s),
        ["ResNet50"] = s => applications.ResNet50(weights: null, input_shape: s),
        ["ResNet101"] = s => applications.ResNet101(weights: null, input_shape: s),
        ["ResNet152"] = s => applications.ResNet152(weights: null, input_shape: s),
        ["ResNet50V2"] = s => applications.ResNet50V2(weights: null, input_shape: s),
        ["ResNet101V2"] = s => applications.ResNet101V2(weights: null, input_shape: s),
        ["ResNet152V2"] = s => applications.ResNet152V2(weights: null, input_shape: s),
        ["MobileNet"] = s => applications.MobileNet(weights: null, input_shape: s),
        ["MobileNetV2"] = s => applications.MobileNetV2(weights: null, input_shape: s),
        ["DenseNet121"] = s => applications.DenseNet121(weights: null, input_shape: s),
        ["DenseNet169"] = s => applications.DenseNet169(weights: null, input_shape: s),
        ["DenseNet201"] = s => applications.DenseNet201(weights: null, input_shape: s),
        ["InceptionV3"] = s => applications.InceptionV3(weights: null, input_shape: s),
        ["Xception"] = s => applications.Xception(weights: null, input_shape: s),
        ["EfficientNetB0"] = s => applications.EfficientNetB0(weights: null, input_shape: s),
        ["EfficientNetB1"] = s => applications.EfficientNetB1(weights: null, input_shape: s),
        ["EfficientNetB2"] = s => applications.EfficientNetB2(weights: null, input_shape: s),
        ["EfficientNetB3"] = s => applications.EfficientNetB3(weights: null, input_shape: s),
        ["EfficientNetB4"] = s => applications.EfficientNetB4(weights: null, input_shape: s),
        ["EfficientNetB5"] = s => applications.EfficientNetB5(weights: null, input_shape: s),
        ["EfficientNetB6"] = s => applications.EfficientNetB6(weights: null, input_shape: s),
        ["EfficientNetB7"] = s => applications.EfficientNetB7(weights: null, input_shape: s),
    };

    /// <summary>One of each family; all with KERAS_ONNX_ALL=1, which takes minutes.</summary>
    public static TheoryData<string> Applications() =>
        [.. s_applications.Keys.Where(n => Environment.GetEnvironmentVariable("KERAS_ONNX_ALL") is { Length: > 0 }
        || n is "MobileNet" or "MobileNetV2" or "ResNet50" or "ResNet50V2" or "DenseNet121" or "EfficientNetB0" or "Xception"
        or "InceptionV3" or "VGG16")];

    [Theory]
    [MemberData(nameof(Applications))]
    public void Applications_predict_the_same(string name)
    {
        Shape shape = name is "Xception" or "InceptionV3" ? (96, 96, 3) : (64, 64, 3);
        Model model = s_applications[name](shape);
        foreach (var weight in model.weights.Where(w => w.name.Contains("moving_variance", StringComparison.Ordinal)))
        {
            weight.assign(0.7);
        }
        NDArray x = np.random.rand(2, (int)shape[0]!, (int)shape[1]!, 3).astype(NPTypeCode.Single);
        NDArray? exact = null;
        foreach (bool fold in (bool[])[false, true])
        {
            if (Difference(model, [x], fold: fold) is not { } difference) { continue; }
            // So deep a net may round further than 1e-5 in float32: ONNX Runtime must then come as near as we do to what float64 gives.
            exact ??= InFloat64(s_applications[name], shape, model, x);
            double ours = OnnxSession.Distance(exact, model.predict(x)), theirs = OnnxSession.Distance(model, x, exact, fold);
            Assert.True(theirs <= 2 * ours, $"{difference}; ONNX Runtime is {theirs} away from float64, we are {ours}");
        }
    }

    /// <summary>What the same model computes in float64.</summary>
    private static NDArray InFloat64(Func<Shape, Model> make, Shape shape, Model model, NDArray x)
    {
        backend.set_floatx("float64");
        try
        {
            Model wide = make(shape);
            wide.set_weights([.. model.get_weights().Select(w => w.astype(NPTypeCode.Double))]);
            return wide.predict(x.astype(NPTypeCode.Double));
        }
        finally { backend.set_floatx("float32"); }
    }

    [Fact]
    public void Layers_with_options_predict_the_same()
    {
        Layer[][] stacks =
        [
            [layers.Conv2D(4, 3, strides: 2, padding: "same", activation: "swish"), layers.GroupNormalization(2),
                layers.UpSampling2D(2, interpolation: "bilinear"), layers.Cropping2D((1, 0)), layers.GlobalMaxPooling2D()],
            [layers.Conv2DTranspose(3, 3, strides: 2, padding: "same"), layers.LayerNormalization(), layers.PReLU(), layers.Flatten(),
                layers.Dense(3, activation: "softmax")],
            [layers.Conv2DTranspose(3, 2, strides: 3), layers.AveragePooling2D(2, padding: "same"), layers.ZeroPadding2D(1),
                layers.BatchNormalization(), layers.ReLU(6, 0.1, 0.2)],
            [layers.SeparableConv2D(4, 3, depth_multiplier: 2), layers.DepthwiseConv2D(2), layers.Permute((3, 1, 2)),
                layers.Reshape((8, -1)), layers.GRU(3, return_sequences: true, go_backwards: true), layers.LSTM(2)],
            [layers.Reshape((7, 18)), layers.Conv1D(5, 3, padding: "causal", dilation_rate: 2),
                layers.Bidirectional(layers.GRU(3, return_sequences: true, reset_after: false)),
                layers.TimeDistributed(layers.Dense(2, activation: "gelu")), layers.SimpleRNN(3)],
            [layers.Resizing(5, 9), layers.Rescaling(1 / 2.0, 0.1),
                layers.EinsumDense("bhwc,cd->bhwd", (5, 9, 4), activation: "mish", bias_axes: "d"), layers.UnitNormalization()],
        ];
        foreach (Layer[] stack in stacks)
        {
            Sequential model = models.Sequential([layers.InputLayer(input_shape: (7, 6, 3)), .. stack]);
            foreach (int batch in new[] { 1, 3 })
            {
                Assert.Null(Difference(model, [np.random.rand(batch, 7, 6, 3).astype(NPTypeCode.Single)]));
            }
        }
    }

    /// <summary>Files of weights or arrays alone, and the one that TF-Keras failed to write to its end.</summary>
    private static bool HoldsNoModel(string file) =>
        Path.GetFileName(Path.GetDirectoryName(file)) is "legacy" or "h5" or "hdf5matrix"
            || file.EndsWith("tf/text_vectorization.h5", StringComparison.Ordinal);

    /// <summary>Whole models in the packs' files: written by Keras 2 and 3.</summary>
    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Golden.Folder, "*.*", new EnumerationOptions { RecurseSubdirectories = true })
        .Where(f => (f.EndsWith(".h5", StringComparison.Ordinal) || f.EndsWith(".keras", StringComparison.Ordinal))
            && !f.Contains("weights", StringComparison.Ordinal) && !HoldsNoModel(f))
        .Select(f => Path.GetRelativePath(Golden.Folder, f)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Model_files_predict_the_same(string file)
    {
        Model model = models.load_model(Path.Combine(Golden.Folder, file), compile: false);
        NDArray[] inputs = [.. model.inputs.Select(i =>
        {
            int[] shape = [2, .. i.shape[1..].Select(d => (int)(d ?? 5))];
            return i.dtype is "int32" or "int64"
                ? np.random.randint(0, 3, shape).astype(NPTypeCode.Int32)
                : np.random.rand(shape).astype(NPTypeCode.Single);
        })];
        // Half types round; what the file computes in them differs by as much.
        double tolerance = model.layers.Any(l => l.dtype_policy.compute_dtype is "float16" or "bfloat16") ? 3e-2 : 1e-5;
        Check(file, model, inputs, tolerance);
    }

    [Fact]
    public void Weights_of16_bits_predict_nearly()
    {
        Sequential model = models.Sequential([layers.Conv2D(8, 3, input_shape: (9, 9, 2)), layers.Flatten(), layers.Dense(5)]);
        NDArray x = np.random.rand(2, 9, 9, 2).astype(NPTypeCode.Single);
        Assert.Null(Difference(model, [x], tolerance: 5e-3, half: true));
    }

    [Fact]
    public void Every_layer_has_a_conversion_or_a_refusal()
    {
        string[] missing = [.. typeof(Layer).Assembly.GetTypes()
            .Where(t => typeof(Layer).IsAssignableFrom(t) && !typeof(Model).IsAssignableFrom(t)
                && t is { IsAbstract: false, IsPublic: true } && t.GetCustomAttributes(typeof(KerasExportAttribute), false).Length > 0)
            .Select(t => t.Name).Where(n => !OnnxLayers.Knows(n))];
        Assert.True(missing.Length == 0, $"No conversion to ONNX and no refusal: {string.Join(", ", missing)}.");
    }

    [Fact]
    public void A_refusal_names_the_layer()
    {
        Sequential model = models.Sequential([layers.Lambda(x => x, name: "reader", input_shape: 3)]);
        string message = Assert.Throws<NotSupportedException>(() => model.export(Path.Combine(_folder, "x.onnx"))).Message;
        Assert.Contains("\"reader\" of class Lambda", message, StringComparison.Ordinal);
        Assert.Contains("format", Assert.Throws<NotSupportedException>(() => model.export(Path.Combine(_folder, "folder"))).Message,
            StringComparison.Ordinal);
    }
}
