using System.Text.Json;
using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Saving;
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

    private static string? Difference(Model model, NDArray[] inputs, double tolerance = 1e-5, bool half = false, bool fold = false) => OnnxSession.Difference(model, inputs, tolerance, half, fold);

    public static TheoryData<string, string> Models() => SavedModelPack.Cases(c => c.GetProperty("kind").GetString() == "model" && c.TryGetProperty("saved_model", out _) && !c.GetProperty("name").GetString()!.Contains("float16", StringComparison.Ordinal));

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void ModelsOfKerasPredictTheSame(string pack, string name)
    {
        JsonElement c = SavedModelPack.Case(pack, name);
        NDArray[]? inputs = SavedModelPack.Arrays(pack, c.GetProperty("inputs"));
        try { Assert.Null(Difference(models.load_model(Path.Combine(_pack.Unpack(c), c.GetProperty("saved_model").GetString()!), compile: false), inputs!)); }
        catch (ModelFileException e) { throw new SkipException(e.Reason); }
        catch (NotSupportedException e) { Skip.If(e.Message.Contains("cannot be exported to ONNX: ", StringComparison.Ordinal), e.Message); throw; }
    }

    public static TheoryData<string> Applications() => new("MobileNet", "MobileNetV2", "ResNet50", "ResNet50V2", "DenseNet121", "EfficientNetB0", "Xception", "InceptionV3", "VGG16");

    [Theory]
    [MemberData(nameof(Applications))]
    public void ApplicationsPredictTheSame(string name)
    {
        Shape shape = name is "Xception" or "InceptionV3" ? (96, 96, 3) : (64, 64, 3);
        Model model = name switch
        {
            "MobileNet" => applications.MobileNet(weights: null, input_shape: shape),
            "MobileNetV2" => applications.MobileNetV2(weights: null, input_shape: shape),
            "ResNet50" => applications.ResNet50(weights: null, input_shape: shape),
            "ResNet50V2" => applications.ResNet50V2(weights: null, input_shape: shape),
            "DenseNet121" => applications.DenseNet121(weights: null, input_shape: shape),
            "EfficientNetB0" => applications.EfficientNetB0(weights: null, input_shape: shape),
            "Xception" => applications.Xception(weights: null, input_shape: shape),
            "InceptionV3" => applications.InceptionV3(weights: null, input_shape: shape),
            _ => applications.VGG16(weights: null, include_top: false, input_shape: shape),
        };
        foreach (var weight in model.weights.Where(w => w.name.Contains("moving_variance", StringComparison.Ordinal))) { weight.assign(0.7); }
        NDArray x = np.random.rand(2, (int)shape[0]!, (int)shape[1]!, 3).astype(NPTypeCode.Single);
        Assert.Null(Difference(model, [x]));
        Assert.Null(Difference(model, [x], fold: true));
    }

    [Fact]
    public void LayersWithOptionsPredictTheSame()
    {
        Layer[][] stacks =
        [
            [layers.Conv2D(4, 3, strides: 2, padding: "same", activation: "swish"), layers.GroupNormalization(2), layers.UpSampling2D(2, interpolation: "bilinear"), layers.Cropping2D((1, 0)), layers.GlobalMaxPooling2D()],
            [layers.Conv2DTranspose(3, 3, strides: 2, padding: "same"), layers.LayerNormalization(), layers.PReLU(), layers.Flatten(), layers.Dense(3, activation: "softmax")],
            [layers.Conv2DTranspose(3, 2, strides: 3), layers.AveragePooling2D(2, padding: "same"), layers.ZeroPadding2D(1), layers.BatchNormalization(), layers.ReLU(6, 0.1, 0.2)],
            [layers.SeparableConv2D(4, 3, depth_multiplier: 2), layers.DepthwiseConv2D(2), layers.Permute((3, 1, 2)), layers.Reshape((8, -1)), layers.GRU(3, return_sequences: true, go_backwards: true), layers.LSTM(2)],
            [layers.Reshape((7, 18)), layers.Conv1D(5, 3, padding: "causal", dilation_rate: 2), layers.Bidirectional(layers.GRU(3, return_sequences: true, reset_after: false)), layers.TimeDistributed(layers.Dense(2, activation: "gelu")), layers.SimpleRNN(3)],
            [layers.Resizing(5, 9), layers.Rescaling(1 / 2.0, 0.1), layers.EinsumDense("bhwc,cd->bhwd", (5, 9, 4), activation: "mish", bias_axes: "d"), layers.UnitNormalization()],
        ];
        foreach (Layer[] stack in stacks)
        {
            Sequential model = models.Sequential([layers.InputLayer(input_shape: (7, 6, 3)), .. stack]);
            foreach (int batch in new[] { 1, 3 }) { Assert.Null(Difference(model, [np.random.rand(batch, 7, 6, 3).astype(NPTypeCode.Single)])); }
        }
    }

    [Fact]
    public void WeightsOf16BitsPredictNearly()
    {
        Sequential model = models.Sequential([layers.Conv2D(8, 3, input_shape: (9, 9, 2)), layers.Flatten(), layers.Dense(5)]);
        NDArray x = np.random.rand(2, 9, 9, 2).astype(NPTypeCode.Single);
        Assert.Null(Difference(model, [x], tolerance: 5e-3, half: true));
    }

    [Fact]
    public void EveryLayerHasAConversionOrARefusal()
    {
        string[] missing = [.. typeof(Layer).Assembly.GetTypes().Where(t => typeof(Layer).IsAssignableFrom(t) && !typeof(Model).IsAssignableFrom(t) && t is { IsAbstract: false, IsPublic: true } && t.GetCustomAttributes(typeof(KerasExportAttribute), false).Length > 0)
            .Select(t => t.Name).Where(n => !OnnxLayers.Knows(n))];
        Assert.True(missing.Length == 0, $"No conversion to ONNX and no refusal: {string.Join(", ", missing)}.");
    }

    [Fact]
    public void ARefusalNamesTheLayer()
    {
        Sequential model = models.Sequential([layers.Lambda(x => x, name: "reader", input_shape: 3)]);
        string message = Assert.Throws<NotSupportedException>(() => model.export(Path.Combine(_folder, "x.onnx"))).Message;
        Assert.Contains("\"reader\" of class Lambda", message, StringComparison.Ordinal);
        Assert.Contains("format", Assert.Throws<NotSupportedException>(() => model.export(Path.Combine(_folder, "folder"))).Message, StringComparison.Ordinal);
    }
}
