using System.Text.Json;
using KerasDigits.Backend;
using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Saving;
using NumSharp;

namespace KerasDigits.Tests.Layers;

/// <summary>Every layer case of the pack whose layer exists here: outputs, gradients, weights after a training call.</summary>
public sealed class LayerGoldenTests
{
    private const double Tolerance = 1e-5;
    private static readonly Golden s_pack = Golden.Pack("layers");

    /// <summary>Exported layers without a case in the pack, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_withoutCase = new()
    {
        ["InputLayer"] = "computes nothing",
        ["GroupQueryAttention"] = "real files of it: EpochTests",
        ["RMSNormalization"] = Formula, ["PeepholeLSTMCell"] = Formula,
        ["AdaptiveAveragePooling1D"] = Formula, ["AdaptiveAveragePooling2D"] = Formula, ["AdaptiveAveragePooling3D"] = Formula,
        ["AdaptiveMaxPooling1D"] = Formula, ["AdaptiveMaxPooling2D"] = Formula, ["AdaptiveMaxPooling3D"] = Formula,
        ["RandomFourierFeatures"] = "real files of it: EpochTests",
        ["RandomFlip"] = Pictures, ["RandomRotation"] = Pictures, ["RandomTranslation"] = Pictures, ["RandomZoom"] = Pictures,
        ["RandomContrast"] = Pictures, ["RandomBrightness"] = Pictures, ["RandomCrop"] = Pictures, ["RandomHeight"] = Pictures,
        ["RandomWidth"] = Pictures,
        ["DepthwiseConv1D"] = "ConvolutionLayerTests compare it with DepthwiseConv2D",
        ["SpatialDropout3D"] = "random: RegularizationTests",
        ["ActivityRegularization"] = "computes nothing but a penalty: RegularizationTests",
        ["Lambda"] = "a function of the user's: RegularizationTests",
        ["StringLookup"] = Texts, ["IntegerLookup"] = Texts, ["TextVectorization"] = Texts,
        ["RNN"] = "RecurrentTests compare it with LSTM, GRU and SimpleRNN",
        ["SimpleRNNCell"] = "checked by SimpleRNN's cases", ["LSTMCell"] = "checked by LSTM's cases",
        ["GRUCell"] = "checked by GRU's cases",
        ["LocallyConnected1D"] = Formula, ["LocallyConnected2D"] = Formula, ["EinsumDense"] = Formula, ["Identity"] = Formula,
        ["ConvLSTM1D"] = "ConvLSTMTests and ChannelsFirstTests compare it with ConvLSTM2D",
        ["ConvLSTM3D"] = "ConvLSTMTests compare it with ConvLSTM2D",
        ["Hashing"] = "figures of Keras's documentation: HashingTests",
        ["HashedCrossing"] = "figures of Keras's documentation: HashingTests",
        ["SpectralNormalization"] = "NormalizationLayerTests",
        ["SyncBatchNormalization"] = "NormalizationLayerTests compare it with BatchNormalization",
        ["MelSpectrogram"] = Files, ["ReversibleEmbedding"] = Files, ["ParametricSoftplus"] = Files, ["SReLU"] = Files,
        ["ModeBatchNormalization"] = Files,
        ["CategoryCrossing"] = "FurtherFunctionTests", ["Highway"] = "LegacyLayerTests", ["MaxoutDense"] = "LegacyLayerTests",
        ["AutoContrast"] = Colors, ["Equalization"] = Colors, ["Solarization"] = Colors, ["RandomGrayscale"] = Colors,
        ["RandomInvert"] = Colors, ["RandomPosterization"] = Colors,
        ["RandomSaturation"] = Colors, ["RandomHue"] = Colors, ["RandomColorDegeneration"] = Colors, ["RandomSharpness"] = Colors,
        ["RandomColorJitter"] = Colors, ["RandomErasing"] = Colors,
        ["RandomGaussianBlur"] = Colors, ["RandomShear"] = Colors, ["MixUp"] = Colors, ["CutMix"] = Colors,
        ["RandAugment"] = Colors, ["AugMix"] = Colors, ["RandomPerspective"] = Colors, ["RandomElasticTransform"] = Colors,
        ["Pipeline"] = "PipelineTests compare it with layers that stand on each other", ["MaxNumBoundingBoxes"] = "PipelineTests",
        ["ContrastLimitedAdaptiveHistogramEqualization"] = "figures of Keras 3.15: TileHistogramTests",
        ["STFTSpectrogram"] = "figures of Keras 3.15: SpectrogramTests",
        ["StackedRNNCells"] = "RecurrentTests compare it with layers that stand on each other",
    };

    private const string Texts = "cases of the pack sequence: AdaptGoldenTests";
    private const string Formula = "figures of NumPy, by the formula that Keras documents: the tests that use LayerFormula";
    private const string Files = "real files of it: EpochTests";
    private const string Colors = "figures of the formulas of Keras 3: RandomColorTests";
    private const string Pictures = "random: RandomImageLayerTests";

    public static IEnumerable<object[]> Classes() => s_pack.Cases.Select(c => c.GetProperty("class_name").GetString()!)
        .Distinct().Where(n => Registry.FindClass(n, typeof(Layer)) is not null).Select(n => new object[] { n });

    [Theory, MemberData(nameof(Classes))]
    public void Computes_what_Keras_computes(string className) =>
        Golden.Each(s_pack.Cases.Where(c => c.GetProperty("class_name").GetString() == className), Check);

    [Fact]
    public void Every_exported_layer_has_a_case()
    {
        HashSet<string> covered = [.. s_pack.Cases.Select(c => c.GetProperty("class_name").GetString()!), .. s_withoutCase.Keys];
        string[] missing = [.. Registry.Classes.Values.Where(t => typeof(Layer).IsAssignableFrom(t) && !t.IsAbstract
            && t.Namespace == "KerasDigits.Layers")
            .Select(t => Registry.NameOf(t)!).Distinct().Where(n => !covered.Contains(n))];
        Assert.True(missing.Length == 0, $"Exported layers without a golden case: {string.Join(", ", missing)}");
    }

    private static IEnumerable<string?> Check(JsonElement c)
    {
        Config config = Golden.Config(c.GetProperty("config"));
        using var scope = Scopes.Step();
        var layer = (Layer)ConfigBinder.Create(Registry.FindClass(c.GetProperty("class_name").GetString()!, typeof(Layer))!, config);
        var results = new List<string?> { RoundTrip(layer) };
        Run(layer, c, training: false, results);
        if (c.TryGetProperty("train_outputs", out JsonElement t) && t.ValueKind == JsonValueKind.Array)
        {
            Run(layer, c, training: true, results);
        }
        return results;
    }

    private static string? RoundTrip(Layer layer)
    {
        string before = ConfigJson.Write(layer.get_config()),
            after = ConfigJson.Write(((Layer)ConfigBinder.Create(layer.GetType(), layer.get_config())).get_config());
        return before == after ? null : $"get_config after from_config is {after} instead of {before}";
    }

    private static void Run(Layer layer, JsonElement c, bool training, List<string?> results)
    {
        string prefix = training ? "train_" : "";
        Tensor[] inputs = [.. Keys(c, "inputs").Select(k => Arrays.ToTensor(s_pack.Array(k)))];
        foreach (Tensor x in inputs.Where(x => x.is_floating_point())) { x.requires_grad_(true); }
        if (!layer.built) { _ = layer.ApplyAll(inputs, training: false); }
        string[] weights = [.. c.GetProperty("weights").EnumerateArray().Select(w => w.GetProperty("key").GetString()!)];
        layer.set_weights([.. weights.Select(s_pack.Array)]);
        foreach (Variable v in layer.trainable_weights)
        {
            v.value.requires_grad_(true);
            v.value.grad?.zero_();
        }
        bool asTraining = training
            || (c.TryGetProperty("training", out JsonElement flag) && flag.ValueKind == JsonValueKind.True
                && !c.TryGetProperty("train_outputs", out _));
        string[] expected = Keys(c, prefix + "outputs");
        Config? keywords = layer is MultiHeadAttention && expected.Length > 1 ? new Config { ["return_attention_scores"] = true } : null;
        Tensor?[]? mask = c.TryGetProperty("mask", out JsonElement m) && m.ValueKind == JsonValueKind.String
            ? [Arrays.ToTensor(s_pack.Array(m.GetString()!)).ne(0)]
            : null;
        Tensor[] outputs = layer.ApplyAll(inputs, training: asTraining, mask: mask, keywords: keywords);
        for (int i = 0; i < expected.Length; i++)
        {
            results.Add(Golden.Difference(s_pack.Array(expected[i]), Arrays.ToArray(outputs[i]), Tolerance, $"{prefix}output {i}"));
        }
        string[] cotangents = Keys(c, "cotangents");
        if (cotangents.Length > 0 && outputs[0].requires_grad)
        {
            Tensor sum = outputs.Zip(cotangents, (y, k) => (y * Arrays.ToTensor(s_pack.Array(k))).sum()).Aggregate((a, b) => a + b);
            sum.backward();
            Compare(Keys(c, prefix + "input_grads"), inputs.Select(x => x.grad), $"{prefix}gradient of input", results);
            Compare(Keys(c, prefix + "weight_grads"), layer.trainable_weights.Select(v => v.value.grad),
                $"{prefix}gradient of weight", results);
        }
        if (training && c.TryGetProperty("weights_after", out _))
        {
            NDArray[] after = layer.get_weights();
            string[] keys = Keys(c, "weights_after");
            for (int i = 0; i < keys.Length; i++)
            {
                results.Add(Golden.Difference(s_pack.Array(keys[i]), after[i], Tolerance, $"weight {i} after training"));
            }
        }
    }

    private static void Compare(string[] keys, IEnumerable<Tensor?> gradients, string what, List<string?> results)
    {
        Tensor?[] all = [.. gradients];
        for (int i = 0; i < keys.Length && i < all.Length; i++)
        {
            if (keys[i].Length == 0) { continue; }
            NDArray expected = s_pack.Array(keys[i]);
            results.Add(Golden.Difference(expected, all[i] is { } g ? Arrays.ToArray(g) : np.zeros_like(expected), Tolerance,
                $"{what} {i}"));
        }
    }

    private static string[] Keys(JsonElement c, string property) => c.TryGetProperty(property, out JsonElement e)
        && e.ValueKind == JsonValueKind.Array
        ? [.. e.EnumerateArray().Select(k => k.ValueKind == JsonValueKind.String ? k.GetString()! : "")] : [];
}
