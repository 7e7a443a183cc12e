using System.Text.RegularExpressions;

namespace KerasDigits.Tests.House;

/// <summary>Names of keras_api.json (Keras 2.15) that are not here, each with its reason; "*" stands for any ending or beginning.</summary>
internal static class ApiAbsences
{
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>
    {
        ["keras.applications.RegNet*"] = "came with 2.8 to 2.12, after the version that is followed; files of such models load as "
        + "any other",
        ["keras.applications.regnet.*"] = "as above",
        ["keras.applications.ResNetRS*"] = "came with 2.9",
        ["keras.applications.resnet_rs.*"] = "came with 2.9",
        ["keras.applications.ConvNeXt*"] = "came with 2.10",
        ["keras.applications.convnext.*"] = "came with 2.10",
        ["keras.applications.EfficientNetV2*"] = "came with 2.8",
        ["keras.applications.efficientnet_v2.*"] = "came with 2.8",
        ["keras.applications.MobileNetV3*"] = "came with 2.4, whose weights are TensorFlow's",
        ["keras.applications.mobilenet_v3.*"] = "as above",
        ["keras.backend.backend"] = "a C# method cannot be called as the class that holds it",
        ["keras.backend.ctc_label_dense_to_sparse"] = "there are no sparse tensors",
        ["keras.backend.experimental.*"] = "say how TensorFlow draws",
        ["keras.backend.manual_variable_initialization"] = "TensorFlow's sessions",
        ["keras.backend.name_scope"] = "TensorFlow's graphs: names of weights hold those of their layers",
        ["keras.callbacks.Callback"] = "a base class",
        ["keras.callbacks.SidecarEvaluatorModelExport"] = "runs beside TensorFlow's own programs",
        ["keras.constraints.Constraint"] = "a base class, which C# derives from by its type",
        ["keras.initializers.Initializer"] = "a base class",
        ["keras.layers.Layer"] = "a base class",
        ["keras.losses.Loss"] = "a base class",
        ["keras.metrics.Metric"] = "a base class",
        ["keras.regularizers.Regularizer"] = "a base class",
        ["keras.optimizers.Optimizer"] = "a base class",
        ["keras.optimizers.experimental.Optimizer"] = "a base class",
        ["keras.optimizers.legacy.Optimizer"] = "a base class",
        ["keras.optimizers.schedules.LearningRateSchedule"] = "a base class",
        ["keras.layers.experimental.preprocessing.PreprocessingLayer"] = "a base class",
        ["keras.layers.DenseFeatures"] = "TensorFlow's feature columns",
        ["keras.losses.Reduction"] = "words: \"auto\", \"none\", \"sum\", \"sum_over_batch_size\"",
        ["keras.metrics.experimental.PyMetric"] = "every metric here is plain code already",
        ["keras.models.experimental.SharpnessAwareMinimization"] = "an experiment that Keras 3 has no longer",
        ["keras.models.model_from_yaml"] = "removed from Keras for its danger",
        ["keras.utils.audio_dataset_from_directory"] = "needs a decoder of sounds",
        ["keras.utils.FeatureSpace"] = "came with 2.12: one object round the preprocessing layers, which are here",
        ["keras.utils.*Enqueuer"] = "fit prepares a Sequence's batches by itself",
        ["keras.utils.TimedThread"] = "as above",
        ["keras.utils.SidecarEvaluator"] = "runs beside TensorFlow's own programs",
        ["keras.utils.StepsPerExecutionTuner"] = "says how TensorFlow runs a step",
        ["keras.utils.*_interactive_logging*"] = "the progress bar follows the console by itself",
        ["keras.utils.experimental.DatasetCreator"] = "a pipeline of tf.data",
        ["keras.utils.legacy.*"] = "keras.utils has both under the same name; forms are told apart without being told",
        ["keras.utils.pack_x_y_sample_weight"] = "C# tuples",
        ["keras.utils.unpack_x_y_sample_weight"] = "C# tuples",
        ["keras.utils.split_dataset"] = "came with 2.9: take and skip split data sets, train_test_split arrays",
        ["keras.utils.warmstart_embedding_matrix"] = "came with 2.11, for TextVectorization's changes",
    };

    /// <summary>The entry that a name falls under; null: none.</summary>
    public static string? Entry(string name) =>
        Names.Keys.FirstOrDefault(k => Regex.IsMatch(name, $"^{Regex.Escape(k).Replace("\\*", ".*", StringComparison.Ordinal)}$"));
}
