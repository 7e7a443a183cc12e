namespace KerasDigits.Tests.Semantics;

internal static partial class SemanticsLeft
{
    private const string s_faults = """
        a gradient that is 0 but for rounding, which moves Keras's weight and not ours
            2.3,2.15 trainable/batchnorm_frozen_without_recompile#changed_by_fit
        rounding: around 0, or of an optimizer's step that it blows up
            2.3,2.15 batchnorm_single/4d_fused_no_scale_no_center#training
            2.3,2.15 recurrent/mask_gru_last#after
            2.3,2.15 optimizer/legacy_adam_clipvalue_clipnorm#weights
            2.3,2.15 optimizer/new_adam_ema_no_overwrite#weights
            2.3,2.15 callbacks/backup_and_restore_new#interrupted
        follows from the call before it, of which 2.15 dies
            2.3,2.15 sample_weight/class_weight_sparse#train_on_batch
        unknown names are errors where they are written
            2.3,2.15 subclassed/error_unknown_loss_name#compile
            2.3,2.15 subclassed/error_unknown_metric_name#compile
        a model of one's own knows its output's shape once it was called; it has no configuration to save
            2.3,2.15 subclassed/summary_text#output_shape
            2.15 subclassed/summary_text#to_json|get_config
        where float16 overflows, TensorFlow's gradient of relu is infinity times 0, ours 0
            2.3,2.15 mixed_precision/loss_scale_over_steps_new#steps
            2.3,2.15 mixed_precision/loss_scale_fixed_overflow#after
        TF 2.3.1 does not count the steps that loss scaling leaves out, 2.15, which recorded these, does
            2.3 mixed_precision/loss_scale_over_steps_legacy#steps
            2.3 mixed_precision/loss_scale_adam_legacy#steps
        one LossScaleOptimizer wraps old and new optimizers, and "adam" is Keras 2.4's
            2.3,2.15 mixed_precision/policy_wraps_the_optimizer#string
        arrays of predictions are float32, of bfloat16 too, which NumSharp has not (docs/PORTING.md)
            2.3,2.15 mixed_precision/dtypes#predict_dtype
        objects inside configurations are written with class and arguments alone, without module and registered_name (docs/VERSIONS.md)
            2.3,2.15 mixed_precision/saved_config_mixed_float16#model_config|training_config
            2.3,2.15 mixed_precision/saved_config_mixed_bfloat16#model_config|training_config
            2.3,2.15 optimizer/new_adam_schedule#config
            2.15 optimizer/legacy_adam_amsgrad_schedule#config
        the step there was traced inside a condition, whose name stands in front
            2.3,2.15 mixed_precision/saved_config_mixed_float16#optimizer_weights
        2.15 counts predictions outside 0 to 1; TF 2.3.1 refuses them, and so do we under 2.3; no result of it was recorded
            2.3 metric_names/objects_after_objects#InvalidOperationException
            2.3 metric_names/saved_and_loaded_h5#InvalidOperationException
        the replay makes an object by Python's __init__, which a .NET constructor does not call
            2.15 metric_names/saved_and_loaded_h5#ArgumentNullException
        a number among the metrics does not compile
            2.3,2.15 metric_names/not_a_metric#compile|metrics_names|metric_objects
        TF's MeanRelativeError refuses a normalizer of one number for columns; here it is spread
            2.3,2.15 metric_names/mean_metric_wrapper_names#fit|evaluate
        metrics are written as what their names stand for (docs/VERSIONS.md)
            2.3 metric_names/saved_and_loaded_lambda_h5#training_config
        an iterator as validation data starts anew each epoch
            2.3,2.15 data_ends/validation_generator_without_steps#fit
        targets are asked for where there is a loss: no val_loss of 0
            2.3,2.15 data_ends/validation_arrays_one_element#fit
        no data are refused before the first epoch
            2.3,2.15 data_ends/validation_empty_arrays#metrics_names
        a whole number that a schedule returns is a double in C#; what follows has taken another step
            2.3,2.15 optimizer/schedules_and_callbacks_legacy#scheduler_returns_int|scheduler_returns_numpy
            2.3,2.15 optimizer/schedules_and_callbacks_new#scheduler_returns_int|scheduler_returns_numpy
        slots are made for weights without a gradient too
            2.3,2.15 optimizer/unused_variables#slots
        apply_gradients gives nothing back
            2.3,2.15 optimizer/apply_gradients_by_hand#new_empty
        the replay makes a list of a set, which does not compile
            2.3,2.15 fit_arguments/validation_freq_set#order|fit
        a frequency below 1 is refused
            2.3,2.15 fit_arguments/validation_freq_negative#fit|not run
        not recorded with TF 2.3.1, which has no start_from_epoch and another baseline (docs/VERSIONS.md)
            2.3 callbacks/early_stopping_restores#baseline|baseline_epochs|baseline_weight|min_delta
        trained from weights that are drawn
            2.15 recurrent/stateful_errors#fit_uneven
        callbacks show their mode as a property here
            2.3,2.15 callbacks/early_stopping_restores#bad_mode
        TF 2.3.1 dies when there are no weights to restore; here the run ends at the same epoch as it is
            2.3 callbacks/early_stopping_same_values#nan|nan_epochs|nan_first|nan_first_epochs|inf|inf_epochs
        not recorded with TF 2.3.1, whose ModelCheckpoint does not see what a callback puts into the logs
            2.3 callbacks/several_callbacks#FileNotFoundException
        an unknown argument does not compile
            2.3,2.15 callbacks/checkpoint_forms#unknown
        the History of a run that goes on holds all its epochs; save_freq null is "epoch"; a model counts the epochs of its own run
            2.3,2.15 callbacks/backup_and_restore_legacy#h|epoch|same_object_without_the_callback|mid_again|save_freq_again|no_freq
            2.3,2.15 callbacks/backup_and_restore_new#h|epoch|same_object_without_the_callback|mid_again|save_freq_again|no_freq
        a delegate's parameters have no names for the caller
            2.3,2.15 callbacks/csv_lambda_terminate#lambda_parameter_name
        """;
}
