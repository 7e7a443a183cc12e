namespace KerasDigits.Tests.Semantics;

/// <summary>Cases in which a result is not Keras's, each with its reason; a case that is not listed and differs fails.</summary>
internal static class SemanticsLeft
{
    private const string Mixed = "TF 2.3.1 mixes the values of the call before into this one; we follow the later, sane behaviour under both settings";
    private const string Noise = "a gradient that is 0 but for rounding, which moves Keras's weight and not ours";
    private const string Half = "float16 rounds otherwise in the other engine's kernels where values overflow";
    private const string Open = "open: not built yet";
    private const string Strict = "refused with a sentence where Keras goes on";

    private static readonly Dictionary<string, string> s_reasons = new()
    {
        ["add_loss/activity_regularizer"] = "Keras counts activity penalties of the symbolic call before any batch came: open",
        ["add_loss/embedding_regularizers"] = "Keras counts activity penalties of the symbolic call before any batch came: open",
        ["add_loss/regularizers_on_all_parts"] = Mixed,
        ["data_ends/validation_empty_arrays"] = Strict,
        ["fit_arguments/history_lr"] = "params is an object here, a dictionary in Python",
        ["fit_arguments/shuffle_batch_and_dicts"] = Strict,
        ["fit_arguments/train_on_batch_forms"] = Mixed,
        ["labels/binary_crossentropy_softmax2_hot"] = "open: TF 2.3.1 takes the logits behind a softmax for a sigmoid's",
        ["labels/binary_crossentropy_units1_n11"] = Strict,
        ["labels/softmax_with_one_unit"] = Noise,
        ["labels/sparse_categorical_crossentropy_units3_n11"] = Strict,
        ["metric_names/loss_functions_as_metrics"] = "the replay cannot write new(function), which C# needs there",
        ["metric_names/not_a_metric"] = "a number among the metrics does not compile in C#",
        ["metric_names/objects_made_unique"] = "open: a metric of several thresholds is one number in the history, Keras's an array",
        ["metric_names/objects_after_objects"] = "2.15 counts predictions outside 0 to 1; TF 2.3.1, whose answer to this case is not recorded, refuses them, and so do we under 2.3",
        ["mixed_precision/bfloat16_training"] = "a layer's output in bfloat16 is float32 in NumSharp, which has no such type",
        ["mixed_precision/dtypes"] = "what is made from arrays is float32: NumSharp has no bfloat16, and float16 arrays have no arithmetic",
        ["mixed_precision/loss_scale_fixed_overflow"] = Half,
        ["mixed_precision/loss_scale_over_steps"] = Half,
        ["mixed_precision/loss_scale_adam"] = Half,
        ["mixed_precision/policy_wraps_the_optimizer"] = "one LossScaleOptimizer wraps old and new optimizers",
        ["optimizer/"] = Open,
        ["recurrent/stateful"] = Open,
        ["sample_weight/class_weight"] = Mixed,
        ["sample_weight/loss_reduction_none"] = Mixed,
        ["sample_weight/loss_reduction_sum"] = Mixed,
        ["sample_weight/two_outputs_list_with_none"] = "2.15 raises AttributeError for a None among weights in train_on_batch; 2.3.1 and we do not",
        ["sample_weight/zero_total_weight"] = Mixed,
        ["subclassed/functional_dict_outputs"] = "open: outputs given as a dictionary keep no keys",
        ["trainable/batchnorm_frozen_without_recompile"] = Noise,
        ["trainable/recompile_with_the_same_new_optimizer_object"] = "2.15's new optimizers raise a KeyError for weights that they were not built for; ours take them",
    };

    public static bool Has(string name) => s_reasons.Keys.Any(k => name.StartsWith(k, StringComparison.Ordinal));
}
