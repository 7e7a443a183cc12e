namespace KerasDigits.Saving;

/// <summary>The form of .h5 that TF-Keras 2.3 to 2.15 and Keras 3 both read, compiled too: Keras 2's without what Keras 3 refuses, layers
/// inside wrappers in Keras 3's, losses and metrics by words that both know, no state of the optimizer.
/// Where no such form exists, the layer is named.</summary>
/// <remarks>Found by trying forms on both programs. Neither reads the other's form of a model inside a functional model, of
/// MultiHeadAttention, of "hard_sigmoid".</remarks>
internal static class SharedForm
{
    /// <summary>Arguments by class that Keras 3 refuses, and the values at which they ask for nothing; "*": of every class.</summary>
    private static readonly Dictionary<string, (string Name, object?[] Neutral)[]> s_left = new()
    {
        ["*"] = [("time_major", [false, null]), ("ragged", [false, null]), ("fused", [true, null]), ("virtual_batch_size", [null]),
            ("adjustment", [null]), ("renorm", [false]), ("renorm_clipping", [null]), ("renorm_momentum", [0.99]), ("causal", [false]),
            ("implementation", [])],
        ["Conv1DTranspose"] = [("groups", [1L])], ["Conv2DTranspose"] = [("groups", [1L])], ["Conv3DTranspose"] = [("groups", [1L])],
        ["DepthwiseConv1D"] = ConvertInherited(), ["DepthwiseConv2D"] = ConvertInherited(), ["SeparableConv1D"] = ConvertInherited()[1..],
        ["SeparableConv2D"] = ConvertInherited()[1..],
        ["SpatialDropout1D"] = OfDropout(), ["SpatialDropout2D"] = OfDropout(), ["SpatialDropout3D"] = OfDropout(),
    };

    /// <summary>Layers that TF-Keras 2.15 lacks: Keras 3's later ones, and those of old files that neither has.</summary>
    internal static IReadOnlySet<string> NotInKeras2 { get; } = new HashSet<string>
    {
        "AdaptiveAveragePooling1D", "AdaptiveAveragePooling2D", "AdaptiveAveragePooling3D", "AdaptiveMaxPooling1D", "AdaptiveMaxPooling2D",
        "AdaptiveMaxPooling3D", "AugMix", "AutoContrast", "ContrastLimitedAdaptiveHistogramEqualization", "CutMix", "Equalization",
        "GroupQueryAttention", "MaxNumBoundingBoxes", "MelSpectrogram", "MixUp", "Pipeline", "RMSNormalization", "RandAugment",
        "RandomColorDegeneration", "RandomColorJitter", "RandomElasticTransform", "RandomErasing", "RandomGaussianBlur", "RandomGrayscale",
        "RandomHue", "RandomInvert", "RandomPerspective", "RandomPosterization", "RandomSaturation", "RandomSharpness", "RandomShear",
        "ReversibleEmbedding", "STFTSpectrogram", "Solarization",
        "CategoryCrossing", "Highway", "MaxoutDense", "ModeBatchNormalization", "ParametricSoftplus", "SReLU",
    };

    /// <summary>Arguments that TF-Keras's classes lack; at their defaults they have gone before.</summary>
    private static readonly Dictionary<string, string[]> s_keras3s = new()
    {
        ["Resizing"] = ["antialias", "fill_mode", "fill_value", "pad_to_aspect_ratio"], ["LayerNormalization"] = ["rms_scaling"],
    };

    /// <summary>What both programs' optimizers take.</summary>
    private static readonly string[] s_optimizer =
        ["name", "learning_rate", "rho", "momentum", "epsilon", "centered", "beta_1", "beta_2", "amsgrad", "nesterov",
            "initial_accumulator_value", "learning_rate_power", "l1_regularization_strength",
            "l2_regularization_strength", "l2_shrinkage_regularization_strength", "clipnorm", "clipvalue", "global_clipnorm"];

    private static readonly string[] s_optimizers = ["SGD", "RMSprop", "Adam", "Adagrad", "Adadelta", "Adamax", "Nadam", "Ftrl"];

    private static (string, object?[])[] ConvertInherited() =>
        [("filters", [null]), ("groups", [1L]), ("kernel_initializer", []), ("kernel_regularizer", [null]), ("kernel_constraint", [null])];

    private static (string, object?[])[] OfDropout() => [("trainable", [true]), ("noise_shape", [null])];

    /// <summary>A model's {"class_name", "config"}.</summary>
    /// <exception cref="NotSupportedException">A layer has no form that both read.</exception>
    public static Config ConvertModel(Config model) =>
        new(model) { ["config"] = ConvertInner((string)model["class_name"]!, (Config)model["config"]!) };

    private static Config ConvertInner(string className, Config config)
    {
        bool functional = className is "Functional" or "Model";
        var result = new Config(config);
        if (config.Get("layers") is List<object?> layers)
        {
            result["layers"] = layers.Select(l =>
            {
                var layer = (Config)l!;
                string kind = (string)layer["class_name"]!;
                if (Layers.KerasOperation.Fits(layer, keras3: true))
                {
                    throw Refused(layer.Get("name"), $"Keras 2 has no operation {kind}");
                }
                CheckCalls(kind, layer);
                if (kind is "Functional" or "Model" or "Sequential")
                {
                    var inside = (Config)layer["config"]!;
                    if (functional)
                    {
                        throw Refused(inside.Get("name"), "it is a model inside a functional model, whose calls Keras 2 counts from 1 and "
                            + "Keras 3 from 0");
                    }
                    Config made = ConvertInner(kind, inside);
                    foreach (string ends in (string[])["input_layers", "output_layers"])
                    {
                        if (made.Get(ends) is List<object?> { Count: 1 } one && one[0] is List<object?> flat) { made[ends] = flat; }
                    }
                    return (object?)new Config(layer) { ["config"] = made };
                }
                return kind == "ThresholdedReLU"
                    ? new Config(layer) { ["class_name"] = "ReLU",
                        ["config"] = ConvertLayer("ReLU", ModernConfig.AsReLU((Config)layer["config"]!)) }
                    : new Config(layer) { ["config"] = ConvertLayer(kind, (Config)layer["config"]!) };
            }).ToList();
        }
        return result;
    }

    /// <summary>
    /// Keras 3 reads Keras 2's calls only by their tensors: it does not find those that come by keyword, nor a recurrent layer's states
    /// among its inputs.
    /// </summary>
    private static void CheckCalls(string className, Config layer)
    {
        static bool IsTensor(object? value) => value is List<object?> { Count: > 0 } list
            && (list[0] is string ? list.Count >= 3 : list.Exists(IsTensor));
        foreach (List<object?> call in (layer.Get("inbound_nodes") as List<object?> ?? []).OfType<List<object?>>())
        {
            if (call.Count > 1 && className is "LSTM" or "GRU" or "SimpleRNN" or "RNN" or "Bidirectional" or "ConvLSTM1D" or "ConvLSTM2D"
                or "ConvLSTM3D")
            {
                throw Refused(layer.Get("name"), "its first state is a tensor, which Keras 2 counts among the inputs and Keras 3 does not");
            }
            foreach (List<object?> input in call.OfType<List<object?>>())
            {
                if (input is [_, _, _, Config keywords, ..] && keywords.FirstOrDefault(k => IsTensor(k.Value)).Key is { } keyword)
                {
                    throw Refused(layer.Get("name"), $"its call gets the tensor `{keyword}` by keyword, which Keras 3 does not find in "
                        + "Keras 2's form");
                }
            }
        }
    }

    private static Config ConvertLayer(string className, Config config)
    {
        object? name = config.Get("name");
        if (NotInKeras2.Contains(className)) { throw Refused(name, $"Keras 2 has no {className}"); }
        if (s_keras3s.GetValueOrDefault(className)?.FirstOrDefault(config.ContainsKey) is { } younger)
        {
            throw Refused(name, $"Keras 2's {className} has no argument `{younger}`, which is {ConfigJson.Write(config[younger])} here");
        }
        if (QuantizedWords.IsQuantized(config.Get("dtype"))) { throw Refused(name, "Keras 2 knows no kernels of few bits"); }
        if (className == "MultiHeadAttention")
        {
            throw Refused(name, "Keras 2 must find the shapes of MultiHeadAttention's inputs in its configuration, and Keras 3 refuses "
                + "them there");
        }
        if (className is "TFOpLambda" or "SlicingOpLambda" or "TensorFlowOpLayer" or "Lambda")
        {
            throw Refused(name, $"Keras 3 has no {className}");
        }
        (string Name, object?[] Neutral)[] left = [.. s_left["*"], .. s_left.GetValueOrDefault(className, [])];
        var result = new Config();
        foreach (var (key, value) in config)
        {
            if (key == "batch_input_shape" && className != "InputLayer") { continue; }
            if (value is "hard_sigmoid" or Activations.ActivationFn.HardSigmoidOfKeras3
                && key.EndsWith("activation", StringComparison.Ordinal))
            {
                throw Refused(name, "\"hard_sigmoid\" is one function in Keras 2 and another in Keras 3");
            }
            if (value is Config activation && key.EndsWith("activation", StringComparison.Ordinal))
            {
                throw Refused(name, $"its {key} is the layer {activation.Get("class_name")}, which Keras 2 and Keras 3 write each in "
                    + "its own way");
            }
            if (Array.Find(left, l => l.Name == key) is { Name: not null } gone)
            {
                if (gone.Neutral.Length > 0 && !Array.Exists(gone.Neutral, n => Equals(n, value)))
                {
                    throw Refused(name, $"Keras 3's {className} has no argument `{key}`, which is {ConfigJson.Write(value)} here");
                }
                continue;
            }
            result[key] = (key, value) switch
            {
                ("layer" or "backward_layer" or "cell", Config inner) => ConvertWrapped(inner),
                ("cells", List<object?> cells) => cells.Select(c => c is Config inner ? (object?)ConvertWrapped(inner) : c).ToList(),
                ("dtype", Config policy) => policy.Get("config") is Config { } named ? named.Get("name") : policy,
                ("axis", List<object?> { Count: 1 } one) when className == "BatchNormalization" => one[0],
                (_, Config initializer) when key.EndsWith("_initializer", StringComparison.Ordinal) => ConvertInitializer(initializer),
                _ => value,
            };
        }
        return result;
    }

    /// <summary>
    /// Initializers whose classes Keras 3 named otherwise at first are called by the words that every version knows, as far as a word says
    /// it.
    /// </summary>
    private static object ConvertInitializer(Config initializer)
    {
        Config config = initializer.Get("config") as Config ?? [];
        return initializer.Get("class_name") is "Orthogonal" or "Identity" && config.Get("gain") is null or 1L or 1.0
            ? ((string)initializer["class_name"]!).ToLowerInvariant()
            : initializer;
    }

    /// <summary>A layer inside another one, as both read it.</summary>
    private static Config ConvertWrapped(Config inner)
    {
        string className = (string)inner["class_name"]!;
        if (className is "Functional" or "Model")
        {
            throw Refused((inner.Get("config") as Config)?.Get("name"),
                "it is a functional model inside a layer, whose calls Keras 2 counts from 1 and Keras 3 from 0");
        }
        Config config = inner.Get("config") as Config ?? [];
        return new Config
        {
            ["module"] = className == "Sequential" ? "keras" : "keras.layers", ["class_name"] = className,
            ["config"] = className == "Sequential" ? ConvertInner(className, config) : ConvertLayer(className, config),
                ["registered_name"] = null,
        };
    }

    /// <summary>training_config.</summary>
    /// <exception cref="NotSupportedException">The optimizer, a loss or a metric has no form that both read.</exception>
    public static Config ConvertTraining(Config settings) => new()
    {
        ["loss"] = Keras3Words.ConvertLoss(settings.Get("loss"), inH5: true),
        ["metrics"] = Keras3Words.ConvertMetrics(settings.Get("metrics"), inH5: true),
        ["weighted_metrics"] = Keras3Words.ConvertMetrics(settings.Get("weighted_metrics"), inH5: true),
        ["loss_weights"] = settings.Get("loss_weights"),
        ["optimizer_config"] = ConvertOptimizer((Config)settings["optimizer_config"]!),
    };

    private static Config ConvertOptimizer(Config serialized)
    {
        var config = (Config)serialized["config"]!;
        // The policy mixed_float16 brings the scaling back.
        if (config.Get("inner_optimizer") is Config inner) { return ConvertOptimizer(inner); }
        string name = OldNames.FindToday((string)serialized["class_name"]!);
        double[] others = [.. new[] { "weight_decay", "decay" }.Select(k => config.Get(k) is double d
            && !(name == "Nadam" && k == "decay") ? d : 0)];
        if (!s_optimizers.Contains(name) || others.Any(o => o != 0) || config.Get("use_ema") is true
            || config.Get("gradient_accumulation_steps") is not null)
        {
            throw new NotSupportedException($"The optimizer {name} with these settings has no form that both Keras 2 and Keras 3 read "
                + $"({string.Join(", ", s_optimizers)} have one, without decay, weight_decay, ema and accumulation). Save with "
                + "include_optimizer: false, and compile again in Python.");
        }
        return new Config
        {
            ["class_name"] = name,
            ["config"] = new Config(config.Where(p => s_optimizer.Contains(p.Key) && p.Value is not null)
                .Select(p => KeyValuePair.Create(p.Key, p.Key == "learning_rate" ? ConvertRate(p.Value) : p.Value))),
        };
    }

    private static object? ConvertRate(object? value)
    {
        if (value is not Config schedule || schedule.Get("class_name") is not string className) { return value; }
        var config = new Config(schedule.Get("config") as Config ?? []);
        config["name"] = config.Get("name") ?? className;
        return new Config { ["module"] = "keras.optimizers.schedules", ["class_name"] = className, ["config"] = config,
            ["registered_name"] = null };
    }

    private static NotSupportedException Refused(object? layer, string why) =>
        new($"The layer \"{layer}\" has no form that both Keras 2 and Keras 3 read: {why}. Save for one of them: `.h5` without "
            + "keras_version for Keras 2, `.keras` for Keras 3.");
}
