using KerasDigits.Backend;
using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Saving;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>Rarer values and later arguments that files hold, by what Keras's documentation says of each.</summary>
public sealed class LaterValueTests
{
    private static double[] Numbers(NDArray x) => [.. x.astype(NPTypeCode.Double).flatten().ToArray<double>()];

    /// <summary>"In a Conv2D layer set axis to [0, 1, 2] to constrain the weights of each filter."</summary>
    [Fact]
    public void Norms_run_over_several_axes()
    {
        Model model = models.Sequential([layers.Conv2D(2, 2, input_shape: (3, 3, 2), use_bias: false,
            kernel_constraint: constraints.MaxNorm(1, axis: [0, 1, 2]))]);
        Config kept = ((KerasDigits.Constraints.MaxNorm)((Conv2D)model.layers[0]).kernel_constraint!).get_config();
        Assert.Equal("""{"max_value": 1.0, "axis": [0, 1, 2]}""", ConfigJson.Write(kept));
        Assert.Equal("""{"axis": 1}""", ConfigJson.Write(constraints.UnitNorm(axis: 1).get_config()));
        Model again = models.model_from_json(model.to_json());
        again.set_weights([np.ones(new NumSharp.Shape(2, 2, 2, 2)).astype(NPTypeCode.Single) * 3]);
        again.compile(optimizer: optimizers.SGD(1e-9), loss: "mse");
        again.fit(np.ones(new NumSharp.Shape(1, 3, 3, 2)), np.zeros(new NumSharp.Shape(1, 2, 2, 2)), verbose: 0);
        Assert.All(Numbers(again.get_weights()[0]), w => Assert.Equal(1 / Math.Sqrt(8), w, 1e-5));
    }

    [Theory]
    [InlineData("2", "a|b|c|a b|b c")]
    [InlineData("[2]", "a b|b c")]
    [InlineData("[1, 3]", "a|b|c|a b c")]
    public void Words_count_together_as_asked(string ngrams, string tokens)
    {
        string json = $$$"""
            {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "InputLayer", "config": {"batch_input_shape": [null, 1], "dtype": "string", "name": "x"}},
            {"class_name": "TextVectorization", "config": {"name": "t", "dtype": "string", "max_tokens": null,
            "standardize": "lower", "split": "whitespace", "ngrams": {{{ngrams}}}, "output_mode": "int", "output_sequence_length": null, "pad_to_max_tokens": false, "vocabulary": ["a", "b", "c", "a b", "b c", "a b c"]}}]}, "keras_version": "2.15.0", "backend": "tensorflow"}
            """;
        Model model = models.model_from_json(json);
        var layer = model.layers.OfType<TextVectorization>().Single();
        string[] words = layer.get_vocabulary();
        Assert.Equal(tokens, string.Join('|', Numbers(layer.Apply("A b c")).Select(n => words[(int)n])));
        Assert.Contains($"\"ngrams\": {ngrams}", model.to_json(), StringComparison.Ordinal);
    }

    /// <summary>The momentum of a step is beta_1 · (1 − ½ · 0.96^(step · growth)).</summary>
    [Theory]
    [InlineData("2.3.1", "schedule_decay"), InlineData("2.4.0", "decay")]
    public void Nadams_momentum_grows_as_the_file_says(string version, string name)
    {
        Model model = models.Sequential([layers.Dense(1, use_bias: false, input_shape: 1)]);
        model.set_weights([np.ones(new NumSharp.Shape(1, 1)).astype(NPTypeCode.Single)]);
        var settings = new Config { ["loss"] = "mse", ["optimizer_config"] = new Config { ["class_name"] = "Nadam",
            ["config"] = new Config { ["learning_rate"] = 0.1, ["beta_1"] = 0.9, ["beta_2"] = 0.999, ["epsilon"] = 1e-7, [name] = 0.5 } } };
        using (ConfigTranslator.Open(KerasEpoch.Of(version))) { CompileSettings.Restore(model, settings, "file"); }
        Assert.Equal(0.5, model.optimizer.get_config()["decay"]);
        double w = 1, m = 0, v = 0, product = 1;
        for (int t = 1; t <= 3; t++)
        {
            double Momentum(int step) => 0.9 * (1 - (0.5 * Math.Pow(0.96, 0.5 * step)));
            double g = 2 * w, now = Momentum(t), next = Momentum(t + 1);
            product *= now;
            (m, v) = ((0.9 * m) + (0.1 * g), (0.999 * v) + (0.001 * g * g));
            double ahead = ((1 - now) * g / (1 - product)) + (next * m / (1 - (product * next)));
            w -= 0.1 * ahead / (Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-7);
            model.train_on_batch(np.ones(new NumSharp.Shape(1, 1)), np.zeros(new NumSharp.Shape(1, 1)));
        }
        Assert.Equal(w, Numbers(model.get_weights()[0])[0], 1e-5);
    }

    [Fact]
    public void Arguments_of_later_versions_compute()
    {
        NDArray x = np.array(new float[] { 1, 2, 3, 4 }).reshape(1, 2, 2);
        Model padded = models.Sequential([layers.ZeroPadding1D((1, 2), data_format: "channels_first", input_shape: (2, 2))]);
        Assert.Equal([0, 1, 2, 0, 0, 0, 3, 4, 0, 0], Numbers(models.model_from_json(padded.to_json()).predict(x)));
        Assert.DoesNotContain("data_format", models.Sequential([layers.ZeroPadding1D(1, input_shape: (2, 2))]).to_json(),
            StringComparison.Ordinal);
        var starts = new KerasDigits.Initializers.VarianceScaling(1, "fan_in", "uniform") { input_axes = 1, output_axes = 0 };
        double[] drawn = Numbers(Arrays.ToArray(starts.Call(new KerasDigits.Core.Shape(40, 300))));
        Assert.InRange(drawn.Max(), 0.98 * Math.Sqrt(3.0 / 300), Math.Sqrt(3.0 / 300));
        // The documentation's example.
        var ids = metrics.SparseTopKCategoricalAccuracy(k: 1, from_sorted_ids: true);
        NDArray firsts = np.array(new[,] { { 1, 0, 3 }, { 1, 2, 3 } });
        ids.update_state(Arrays.ToTensor(np.array(new[] { 2, 1 })), Arrays.ToTensor(firsts));
        Assert.Equal([0.5f], Arrays.ToArray(ids.result()).ToArray<float>());
    }

    [Fact]
    public void A_window_is_a_mask_of_its_own()
    {
        KerasTensor x = Input((5, 4));
        MultiHeadAttention near = layers.MultiHeadAttention(2, 3, sliding_window: 2), plain = layers.MultiHeadAttention(2, 3);
        Model one = models.Model(x, near.Apply(x, x));
        KerasTensor seen = Input((5, 5), dtype: "bool");
        Model two = models.Model([x, seen], plain.ApplyAll(x, x, attention_mask: seen)[0]);
        two.set_weights(one.get_weights());
        NDArray data = np.random.RandomState(2).rand(2, 5, 4).astype(NPTypeCode.Single);
        bool[] band = [.. Enumerable.Range(0, 50).Select(n => Math.Abs((n / 5 % 5) - (n % 5)) < 2)];
        NDArray[] given = [data, np.array(band).reshape(2, 5, 5)];
        Assert.Null(Golden.Difference(two.predict_all(given)[0], one.predict(data), 1e-6, "the window"));
        Assert.Equal(2, ((MultiHeadAttention)models.model_from_json(one.to_json()).layers[^1]).sliding_window);
        Assert.Contains("sliding_window", Assert.Throws<NotSupportedException>(() => one.export(Path.Combine(Path.GetTempPath(), "w.onnx")))
            .Message, StringComparison.Ordinal);
    }

    /// <summary>A layer that gave sparse tensors gives the same numbers, dense.</summary>
    [Fact]
    public void Sparse_results_are_read_as_dense_ones()
    {
        const string Json = """
            {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "InputLayer", "config": {"batch_input_shape": [null, 1], "dtype": "string", "name": "x"}},
            {"class_name": "StringLookup", "config": {"name": "l", "dtype": "float32", "max_tokens": null, "num_oov_indices": 1, "mask_token": null, "oov_token": "[UNK]", "vocabulary": ["a", "b"], "invert": false, "output_mode": "one_hot", "sparse": true, "pad_to_max_tokens": false}}]},
            "keras_version": "2.15.0", "backend": "tensorflow"}
            """;
        Assert.Equal([0, 0, 1], Numbers(models.model_from_json(Json).predict(new[,] { { "b" } })));
    }

    [Fact]
    public void Contrast_is_cut_to_the_range_of_a_file()
    {
        var layer = layers.RandomContrast(0.9, value_range: (0.4, 0.6));
        NDArray pictures = np.random.RandomState(2).rand(4, 3, 3, 1).astype(NPTypeCode.Single);
        double[] changed = Numbers(Arrays.ToArray(layer.Apply(Arrays.ToTensor(pictures), training: true)));
        Assert.InRange(changed.Min(), 0.3999, 0.41);
        Assert.InRange(changed.Max(), 0.59, 0.6001);
    }
}
