using KerasDigits.Core;
using KerasDigits.Models;
using KerasDigits.Saving;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving.Epochs;

/// <summary>
/// Every name that a version of Keras takes for a function or object, long or short: files of that version hold it, so it is read.
/// </summary>
/// <remarks>Source: the tables, aliases and modules that get() looks into, in keras 1.0 to 3.15 and tf.keras 1.13 to 2.15.</remarks>
public class KnownNameTests
{
    private const string First = "1.2.2", Second = "2.0.0 2.2.5 2.3.1", Tf = "2.2.4-tf 2.4.0 2.6.0 2.15.0", Third = "3.0.0 3.12.0 3.15.0";

    /// <summary>Of each kind: the names, and the versions that know them.</summary>
    private static readonly (string Kind, string Versions, string Names)[] s_known =
    [
        ("activation", $"{First} {Second} {Tf} {Third}", "softmax elu softplus softsign relu tanh sigmoid hard_sigmoid linear"),
        ("activation", $"2.2.5 2.3.1 {Tf} {Third}", "selu exponential"),
        ("activation", $"{Tf} {Third}", "swish gelu"),
        ("activation", "2.2.4-tf 2.4.0 2.6.0", "softmax_v2"),
        ("activation", "2.15.0", "mish leaky_relu relu6 silu log_softmax"),
        ("activation", Third, "leaky_relu relu6 silu hard_silu hard_swish mish log_softmax"),
        ("activation", "3.12.0 3.15.0", "celu glu hard_tanh hard_shrink log_sigmoid soft_shrink squareplus sparse_plus sparse_sigmoid "
            + "sparsemax tanh_shrink"),
        ("initializer", $"{First} {Second} {Tf} {Third}",
            "glorot_normal glorot_uniform he_normal he_uniform identity lecun_uniform normal one orthogonal uniform zero"),
        ("initializer", $"{Second} {Tf} {Third}",
            "Constant Identity Ones Orthogonal RandomNormal RandomUniform TruncatedNormal VarianceScaling Zeros constant ones "
            + "random_normal random_uniform truncated_normal variance_scaling zeros"),
        ("initializer", $"2.2.5 2.3.1 {Tf} {Third}", "lecun_normal"),
        ("initializer", $"{Tf} {Third}", "GlorotNormal GlorotUniform HeNormal HeUniform LecunNormal LecunUniform"),
        ("initializer", "2.2.4-tf", "RandomNormalV2 RandomUniformV2 TruncatedNormalV2 VarianceScalingV2 OrthogonalV2 IdentityV2 ZerosV2 "
            + "OnesV2 ConstantV2 GlorotNormalV2 GlorotUniformV2"),
        ("initializer", Third, "OrthogonalInitializer orthogonal_initializer"),
        ("initializer", "3.12.0 3.15.0", "IdentityInitializer identity_initializer"),
        ("regularizer", $"{Second} {Tf} {Third}", "L1L2"),
        ("regularizer", $"{Tf} {Third}", "L1 L2 l1 l2"),
        ("regularizer", $"{First} {Second} {Tf}", "l1 l2"),
        ("regularizer", $"{Second} {Tf} {Third}", "l1_l2"),
        ("regularizer", $"2.15.0 {Third}", "OrthogonalRegularizer orthogonal_regularizer"),
        ("constraint", $"{First} {Second} {Tf} {Third}", "MaxNorm NonNeg UnitNorm"),
        ("constraint", $"{First} {Second} {Tf}", "maxnorm nonneg unitnorm"),
        ("constraint", $"{Second} {Tf} {Third}", "MinMaxNorm max_norm min_max_norm non_neg unit_norm"),
        ("constraint", Tf, "RadialConstraint radial_constraint"),
        ("loss", $"{First} {Second} {Tf} {Third}",
            "binary_crossentropy categorical_crossentropy hinge mae MAE mape MAPE mean_absolute_error mean_absolute_percentage_error "
            + "mean_squared_error mean_squared_logarithmic_error mse MSE msle MSLE kld KLD poisson sparse_categorical_crossentropy "
            + "squared_hinge"),
        ("loss", $"{First} {Second} 2.2.4-tf", "cosine_proximity cosine"),
        ("loss", $"{First} {Second} {Tf}", "kullback_leibler_divergence"),
        ("loss", $"{Second} {Tf}", "logcosh"),
        ("loss", $"{Second} {Tf} {Third}", "categorical_hinge"),
        ("loss", $"2.3.1 {Tf}", "huber_loss"),
        ("loss", $"2.3.1 {Tf} {Third}", "cosine_similarity BinaryCrossentropy CategoricalCrossentropy CategoricalHinge Hinge Huber "
            + "KLDivergence LogCosh MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson "
            + "SparseCategoricalCrossentropy SquaredHinge"),
        ("loss", $"{Tf} {Third}", "bce BCE kl_divergence log_cosh huber CosineSimilarity"),
        ("loss", $"2.15.0 {Third}", "binary_focal_crossentropy BinaryFocalCrossentropy categorical_focal_crossentropy "
            + "CategoricalFocalCrossentropy"),
        ("loss", "3.12.0 3.15.0", "dice tversky Dice Tversky"),
        ("metric", $"{First} {Second} {Tf} {Third}",
            "acc accuracy binary_accuracy categorical_accuracy sparse_categorical_accuracy top_k_categorical_accuracy binary_crossentropy "
            + "categorical_crossentropy sparse_categorical_crossentropy hinge squared_hinge mae MAE mse MSE mape MAPE msle MSLE "
            + "mean_absolute_error mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error poisson"),
        ("metric", $"{First} {Second} {Tf}", "cosine_proximity kullback_leibler_divergence"),
        ("metric", $"{First} {Second}", "cosine"),
        ("metric", First, "precision recall fbeta_score fmeasure fscore f1score matthews_correlation"),
        ("metric", $"2.2.5 2.3.1 {Tf} {Third}", "sparse_top_k_categorical_accuracy"),
        ("metric", $"2.2.5 2.3.1 {Tf}", "logcosh"),
        ("metric", $"2.3.1 {Tf} {Third}", "AUC FalseNegatives FalsePositives KLDivergence LogCoshError Mean MeanSquaredError Precision "
            + "Recall RootMeanSquaredError SensitivityAtSpecificity:0.5 SparseTopKCategoricalAccuracy TopKCategoricalAccuracy "
            + "TrueNegatives TruePositives"),
        ("metric", $"{Tf} {Third}", "bce BCE cosine_similarity ce crossentropy"),
        ("metric", Tf, "ACC log_cosh"),
        ("metric", Third, "auc false_negatives false_positives true_negatives true_positives precision recall kl_divergence "
            + "log_cosh_error mean sum r2_score root_mean_squared_error f1_score f_beta_score binary_io_u BinaryIoU F1Score FBetaScore "
            + "R2Score categorical_hinge cosine_similarity"),
        ("metric", "3.12.0 3.15.0", "pearson_correlation PearsonCorrelation concordance_correlation ConcordanceCorrelation"),
        ("optimizer", $"{First} {Second} {Tf} {Third}",
            "adadelta Adadelta adagrad Adagrad adam Adam adamax Adamax nadam Nadam rmsprop RMSprop sgd SGD"),
        ("optimizer", $"{Tf} {Third}", "ftrl Ftrl"),
        ("optimizer", $"2.15.0 {Third}", "adamw AdamW adafactor Adafactor lion Lion"),
        ("optimizer", "3.12.0 3.15.0", "lamb Lamb muon Muon"),
    ];

    public static TheoryData<string, string> Kinds()
    {
        var data = new TheoryData<string, string>();
        foreach (var (kind, version) in s_known.SelectMany(k => k.Versions.Split(' ').Select(v => (k.Kind, v))).Distinct().Order())
        {
            data.Add(kind, version);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_versions_names_are_known(string kind, string version)
    {
        var faults = new List<string>();
        foreach (string name in s_known.Where(k => k.Kind == kind && k.Versions.Split(' ').Contains(version))
            .SelectMany(k => k.Names.Split(' ')))
        {
            using (ConfigTranslator.Open(KerasEpoch.Of(version)))
            {
                try { Read(kind, name.Split(':')[0]); }
                catch (Exception e) { faults.Add($"{name}: {e.GetType().Name} {e.Message}"); }
            }
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public void Of_metrics_of_one_name_standalone_Keras_logs_the_last()
    {
        var model = models.Sequential([layers.Dense(4, activation: "softmax", input_shape: 3)]);
        var second = new Config { ["class_name"] = "TopKCategoricalAccuracy",
            ["config"] = new Config { ["name"] = "top_k_categorical_accuracy", ["k"] = 2L } };
        var settings = new Config { ["optimizer_config"] = new Config { ["class_name"] = "Adam", ["config"] = new Config() },
            ["loss"] = "categorical_crossentropy", ["metrics"] = new List<object?> { "top_k_categorical_accuracy", second } };
        using (ConfigTranslator.Open(KerasEpoch.Of("2.3.1"))) { CompileSettings.Restore(model, settings, "file"); }
        NDArray x = np.ones(new NumSharp.Shape(1, 3)).astype(NPTypeCode.Single),
            worst = np.zeros(new NumSharp.Shape(1, 4)).astype(NPTypeCode.Single);
        worst[0, np.argmin(model.predict(x).flatten())] = 1f;
        Assert.Equal(0, model.evaluate(x, worst, verbose: 0)["top_k_categorical_accuracy"]);
    }

    private static void Read(string kind, string name)
    {
        switch (kind)
        {
            case "activation": Layer("Activation", new Config { ["activation"] = name }); break;
            case "initializer": Layer("Dense", new Config { ["units"] = 2L, ["kernel_initializer"] = name }); break;
            case "regularizer": Layer("Dense", new Config { ["units"] = 2L, ["kernel_regularizer"] = name }); break;
            case "constraint": Layer("Dense", new Config { ["units"] = 2L, ["kernel_constraint"] = name }); break;
            default:
                var model = models.Sequential([layers.Dense(2, activation: "softmax", input_shape: 3)]);
                var settings = new Config { ["optimizer_config"] = new Config { ["class_name"] = kind == "optimizer" ? name : "Adam",
                    ["config"] = new Config() }, ["loss"] = kind == "loss" ? name : "mean_squared_error",
                    ["metrics"] = kind == "metric" ? new List<object?> { name } : null };
                CompileSettings.Restore(model, settings, "file");
                NDArray x = np.ones(new NumSharp.Shape(2, 3)).astype(NPTypeCode.Single),
                    y = name.StartsWith("sparse", StringComparison.OrdinalIgnoreCase)
                    ? np.zeros(new NumSharp.Shape(2)).astype(NPTypeCode.Int32)
                    : np.array(new float[,] { { 0, 1 }, { 1, 0 } });
                _ = kind == "metric" ? null : model.evaluate(x, y, verbose: 0);
                break;
        }
    }

    private static void Layer(string className, Config config) =>
        _ = ConfigBinder.Deserialize(new Config { ["class_name"] = className, ["config"] = config }, typeof(KerasDigits.Layers.Layer));
}
