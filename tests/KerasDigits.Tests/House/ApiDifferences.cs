namespace KerasDigits.Tests.House;

/// <summary>Where our public names differ from keras_api.json (Keras 2.15) on purpose, each with its reason.</summary>
internal static class ApiDifferences
{
    private const string TensorFlow = "TensorFlow's sparse, ragged and outer tensors do not exist in the engine";
    private const string Old = "a name of Keras 2.0 to 2.4, which 2.15 has no longer";
    private const string Later = "a name of Keras 3, which people use already";
    private const string Keywords = "Python's **kwargs of a layer";
    private const string Form23 = "the order of 2.3.1, which has include_optimizer; by name both spellings work";
    private const string Verbose = "the defaults of 2.3.1: 1 for fit and evaluate, 0 for predict; x must be given in Keras too";
    private const string Sizes = "null is 256 by 256 and the word of the default, as C# has no constant of such types";
    private const string Axes = "the axes that count as inputs and outputs came with Keras 3.15";
    private const string Windows = "null is (1, 1), as C# has no constant of such a type";
    private const string Typed = "Python's one method of many types is a family of typed methods here; training and masks stand in the "
        + "context";

    private const string Inferred = "null is \"inferred\", as C# has no constant of a type that is a word or numbers";

    /// <summary>Names whose arguments are those of another Keras name.</summary>
    private static readonly Dictionary<string, string> s_comparedWith = new(
        new[] { "Adadelta", "Adagrad", "Adam", "Adamax", "Ftrl", "Nadam", "RMSprop", "SGD" }
            // keras.optimizers.X of 2.4 is what 2.15 calls keras.optimizers.legacy.X.
            .Select(n => KeyValuePair.Create($"keras.optimizers.{n}", $"keras.optimizers.legacy.{n}")));

    /// <summary>The Keras name whose arguments a name of ours must have.</summary>
    // Keras 2's module
    public static string ComparedWith(string path) =>
        s_comparedWith.GetValueOrDefault(path, path.Replace(".np_utils.", ".", StringComparison.Ordinal));

    /// <summary>Whether a name stands in a module that came with Keras 3, of which keras_api.json knows nothing.</summary>
    public static bool IsLater(string path) => path.StartsWith("keras.ops.", StringComparison.Ordinal)
        || path.StartsWith("keras.random.", StringComparison.Ordinal);

    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>
    {
        ["keras.wrappers.scikit_learn.KerasClassifier"] = Old, ["keras.wrappers.scikit_learn.KerasRegressor"] = Old,
        ["*.serialize"] = "use_legacy_format chooses between the forms of 2.x and 3, which writing a file does here",
        ["*.deserialize"] = "use_legacy_format: the forms of 2.x and 3 are told apart without being told",
        ["keras.initializers.GlorotNormal"] = Axes, ["keras.initializers.glorot_normal"] = Axes,
        ["keras.initializers.GlorotUniform"] = Axes, ["keras.initializers.glorot_uniform"] = Axes,
        ["keras.initializers.HeNormal"] = Axes, ["keras.initializers.he_normal"] = Axes,
        ["keras.initializers.HeUniform"] = Axes, ["keras.initializers.he_uniform"] = Axes,
        ["keras.initializers.LecunNormal"] = Axes, ["keras.initializers.lecun_normal"] = Axes,
        ["keras.initializers.LecunUniform"] = Axes, ["keras.initializers.lecun_uniform"] = Axes,
        ["keras.initializers.VarianceScaling"] = Axes, ["keras.initializers.variance_scaling"] = Axes,
        ["keras.metrics.SparseTopKCategoricalAccuracy"] = "from_sorted_ids came with Keras 3.8",
        ["keras.utils.HDF5Matrix"] = "Keras had it until 2.3, tf.keras until TensorFlow 2.3",
        ["keras.utils.io_utils.HDF5Matrix"] = "Keras had it until 2.3",
        ["keras.Input"] = TensorFlow,
        ["keras.layers.Input"] = TensorFlow,
        ["keras.layers.InputLayer"] = TensorFlow,
        ["keras.layers.InputSpec"] = "inputs are cast to the layer's dtype, so a dtype cannot be demanded; axes of 1 are not squeezed away",
        ["keras.layers.experimental.preprocessing.StringLookup"] = "the arguments of TF 2.3, which has it there alone",
        ["keras.layers.experimental.preprocessing.IntegerLookup"] = "the arguments of TF 2.3, which has it there alone",
        ["keras.layers.experimental.preprocessing.Discretization"] = "the arguments of TF 2.3, which has it there alone, and num_bins",
        ["keras.applications.inception_resnet_v2.CustomScaleLayer"] = "the class that files of InceptionResNetV2 hold; Keras has it in "
        + "that module without publishing it",
        ["keras.Sequential"] = Keywords,
        ["keras.models.Sequential"] = Keywords,
        ["keras.activations.leaky_relu"] = Later,
        ["keras.activations.relu6"] = Later,
        ["keras.layers.GroupQueryAttention"] = Later,
        ["keras.layers.RMSNormalization"] = Later,
        ["keras.layers.MelSpectrogram"] = Later,
        ["keras.layers.ReversibleEmbedding"] = Later,
        ["keras.optimizers.Lamb"] = Later,
        ["keras.optimizers.Muon"] = Later,
        ["keras.optimizers.experimental.Lamb"] = Later,
        ["keras.optimizers.experimental.Muon"] = Later,
        ["keras.layers.AutoContrast"] = Later,
        ["keras.layers.Equalization"] = Later,
        ["keras.layers.Solarization"] = Later,
        ["keras.layers.RandomGrayscale"] = Later,
        ["keras.layers.RandomInvert"] = Later,
        ["keras.layers.RandomPosterization"] = Later,
        ["keras.layers.RandomSaturation"] = Later,
        ["keras.layers.RandomHue"] = Later,
        ["keras.layers.RandomColorDegeneration"] = Later,
        ["keras.layers.RandomSharpness"] = Later,
        ["keras.layers.RandomColorJitter"] = Later,
        ["keras.layers.RandomErasing"] = Later,
        ["keras.layers.RandomGaussianBlur"] = Later,
        ["keras.layers.RandomShear"] = Later,
        ["keras.layers.MixUp"] = Later,
        ["keras.layers.RandAugment"] = Later,
        ["keras.layers.AugMix"] = Later,
        ["keras.layers.RandomPerspective"] = Later,
        ["keras.layers.RandomElasticTransform"] = Later, ["keras.layers.Pipeline"] = Later,
        ["keras.layers.MaxNumBoundingBoxes"] = Later, ["keras.layers.ContrastLimitedAdaptiveHistogramEqualization"] = Later,
        ["keras.layers.STFTSpectrogram"] = Later,
        ["keras.initializers.STFT"] = Later,
        ["keras.layers.CutMix"] = Later,
        ["keras.legacy.layers.CategoryCrossing"] = Old,
        ["keras.legacy.layers.Highway"] = Old,
        ["keras.legacy.layers.MaxoutDense"] = Old,
        ["keras.legacy.layers.ModeBatchNormalization"] = Old,
        ["keras.legacy.layers.ParametricSoftplus"] = Old,
        ["keras.legacy.layers.SReLU"] = Old,
        ["keras.layers.AdaptiveAveragePooling1D"] = Later,
        ["keras.layers.AdaptiveAveragePooling2D"] = Later,
        ["keras.layers.AdaptiveAveragePooling3D"] = Later,
        ["keras.layers.AdaptiveMaxPooling1D"] = Later,
        ["keras.layers.AdaptiveMaxPooling2D"] = Later,
        ["keras.layers.AdaptiveMaxPooling3D"] = Later,
        ["keras.layers.BatchNormalization"] = "renorm and its settings, which Keras takes as **kwargs, stand before the keywords that all "
        + "layers take",
        ["keras.activations.silu"] = Later,
        ["keras.activations.hard_silu"] = Later,
        ["keras.activations.hard_swish"] = Later,
        ["keras.activations.celu"] = Later,
        ["keras.activations.glu"] = Later,
        ["keras.activations.log_softmax"] = Later,
        ["keras.activations.log_sigmoid"] = Later,
        ["keras.activations.hard_tanh"] = Later,
        ["keras.activations.soft_shrink"] = Later,
        ["keras.activations.hard_shrink"] = Later,
        ["keras.activations.tanh_shrink"] = Later,
        ["keras.activations.squareplus"] = Later,
        ["keras.activations.sparse_plus"] = Later,
        ["keras.activations.sparse_sigmoid"] = Later,
        ["keras.activations.sparsemax"] = Later,
        ["keras.activations.threshold"] = Later,
        ["keras.losses.Dice"] = Later,
        ["keras.losses.CategoricalGeneralizedCrossEntropy"] = Later,
        ["keras.losses.categorical_generalized_cross_entropy"] = Later,
        ["keras.metrics.PearsonCorrelation"] = Later,
        ["keras.metrics.pearson_correlation"] = Later,
        ["keras.metrics.ConcordanceCorrelation"] = Later,
        ["keras.metrics.concordance_correlation"] = Later,
        ["keras.losses.Tversky"] = Later,
        ["keras.losses.CTC"] = Later,
        ["keras.layers.experimental.RandomFourierFeatures"] = Old,
        ["keras.metrics.cosine_similarity"] = Old,
        ["keras.metrics.cosine_proximity"] = Old,
        ["keras.backend.conv2d"] = Windows,
        ["keras.backend.conv3d"] = Windows,
        ["keras.backend.depthwise_conv2d"] = Windows,
        ["keras.backend.separable_conv2d"] = Windows,
        ["keras.backend.pool3d"] = Windows,
        ["keras.backend.function"] = "updates are assignments inside TensorFlow's graph",
        ["keras.backend.pool2d"] = Windows,
        ["keras.backend.conv2d_transpose"] = Windows,
        ["keras.backend.spatial_2d_padding"] = Windows,
        ["keras.backend.spatial_3d_padding"] = Windows,
        ["keras.backend.temporal_padding"] = Windows,
        ["keras.backend.set_device"] = "chooses the device; Keras leaves that to TensorFlow",
        ["keras.callbacks.BackupAndRestore"] = "save_freq null is \"epoch\", as C# has no constant of a type that is a word or a number",
        ["keras.callbacks.TensorBoard"] = "update_freq null is \"epoch\", as C# has no constant of a type that is a word or a number",
        ["keras.callbacks.ModelCheckpoint"] = "options are TensorFlow's own file options; save_freq null is \"epoch\", as C# has no "
        + "constant of a type that is a word or a number",
        ["keras.experimental.PeepholeLSTMCell"] = Old,
        ["keras.experimental.LinearCosineDecay"] = Old,
        ["keras.experimental.NoisyLinearCosineDecay"] = Old,
        ["keras.experimental.CosineDecay"] = Old,
        ["keras.experimental.CosineDecayRestarts"] = Old,
        ["keras.initializers.normal"] = Old,
        ["keras.initializers.uniform"] = Old,
        ["keras.layers.Embedding"] = "sparse is a hint to TensorFlow's gradients; embeddings_initializer null is \"uniform\"",
        ["keras.layers.Identity"] = "the keywords of every layer stand in one order; dynamic says how TensorFlow runs a layer",
        ["keras.losses.huber_loss"] = Old,
        ["keras.metrics.categorical_hinge"] = Old,
        ["keras.mixed_precision.experimental.Policy"] = Old,
        ["keras.mixed_precision.experimental.set_policy"] = Old,
        ["keras.models.load_model"] = "no file is ever run as code here, so there is no unsafe mode to ask for",
        ["keras.models.save_model"] = Form23,
        ["keras.optimizers.experimental.Lion"] = "stands with the other optimizers that have the later formulas",
        ["keras.preprocessing.image.ImageDataGenerator"] = "ranges are a number, a list or a pair; null is 0.0, as C# has no constant of "
        + "such a type",
        ["keras.preprocessing.image.DataFrameIterator"] = Old,
        ["keras.preprocessing.image.DirectoryIterator"] = Sizes,
        ["keras.preprocessing.image.apply_affine_transform"] = "null is the axis of the version that keras.compat names",
        ["keras.preprocessing.image.list_pictures"] = Old,
        ["keras.preprocessing.image_dataset_from_directory"] = Sizes,
        ["keras.preprocessing.text_dataset_from_directory"] = Inferred,
        ["keras.utils.text_dataset_from_directory"] = Inferred,
        ["keras.utils.image_dataset_from_directory"] = Sizes,
        ["keras.utils.deserialize_keras_object"] = "nothing that is read is ever run as code here, so there is no unsafe mode to ask for",
        ["keras.utils.register_keras_serializable"] = "the decorator is an attribute of that name; as a call, the class is an argument",
    };

    /// <summary>Differences of methods; "*.m" stands for the method m of any class.</summary>
    public static IReadOnlyDictionary<string, string> Methods { get; } = new Dictionary<string, string>
    {
        ["*.call"] = Typed,
        ["keras.layers.EinsumDense.compute_output_shape"] = "Keras's argument is called _ there",
        ["keras.layers.Lambda.from_config"] = "custom objects stand in the scope that load_model opens",
        ["keras.layers.Wrapper.build"] = Typed,
        ["keras.Model.compile"] = "jit_compile and shards say how TensorFlow runs a step; optimizer null is \"rmsprop\"",
        ["keras.Model.evaluate"] = Verbose,
        ["keras.Model.export"] = "format is Keras 3's; what an ONNX file may hold is said by arguments of our own",
        ["keras.Model.fit"] = Verbose + "; cancel is .NET's way to end a run; shuffle null is true, as C# has no constant of a type that "
        + "is a truth or a word",
        ["keras.Model.predict"] = Verbose,
        ["keras.Model.load_weights"] = "the order of 2.3.1; options are TensorFlow's own",
        ["keras.Model.save"] = Form23,
        ["keras.Model.save_weights"] = "options are TensorFlow's own file options",
        ["keras.Model.summary"] = "the form of 2.3.1, which has no columns or ranges of later versions",
        ["keras.preprocessing.image.ImageDataGenerator.flow_from_dataframe"] = Sizes,
        ["keras.preprocessing.image.ImageDataGenerator.flow_from_directory"] = Sizes,
    };
}
