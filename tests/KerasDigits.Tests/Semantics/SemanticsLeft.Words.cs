namespace KerasDigits.Tests.Semantics;

internal static partial class SemanticsLeft
{
    private const string s_words = """
        Errors say what must hold, what came and what to do, in words of our own; prints have one line more where a callback says which mode it took, and end with a line break.
            2.3,2.15 trainable/freeze_after_compile#summary printed
            2.3,2.15 sample_weight/class_weight_one_hot#too_few
            2.3,2.15 sample_weight/class_weight_sparse#too_few
            2.3,2.15 sample_weight/class_weight_sparse_column#too_few
            2.3,2.15 subclassed/list_outputs_dict_losses_by_layer_name#fit|second_fit|evaluate|evaluate_dict
            2.3,2.15 subclassed/error_unknown_loss_key#fit
            2.3,2.15 subclassed/error_unknown_metric_key#fit
            2.3,2.15 subclassed/error_wrong_number_of_metrics#fit
            2.3,2.15 subclassed/error_unknown_loss_name#fit
            2.3,2.15 subclassed/error_unknown_metric_name#fit
            2.3,2.15 subclassed/summary_text#summary printed|save_h5|input
            2.3,2.15 subclassed/single_output#summary printed
            2.3,2.15 mixed_precision/dtypes#unknown
            2.3 metric_names/objects_made_unique#fit|evaluate
            2.3,2.15 metric_names/not_a_metric#fit|evaluate
            2.3,2.15 metric_names/saved_and_loaded_lambda_h5#load
            2.3,2.15 data_ends/fit_dataset_repeated_without_steps#fit
            2.3,2.15 data_ends/fit_generator_with_y#fit
            2.3,2.15 data_ends/fit_generator_validation_split#fit
            2.3,2.15 data_ends/fit_dataset_validation_split#fit
            2.3,2.15 data_ends/fit_dataset_with_y#fit
            2.3,2.15 data_ends/fit_dataset_unbatched#fit
            2.3,2.15 data_ends/fit_lengths_differ#fit
            2.3,2.15 data_ends/fit_steps_zero#fit
            2.3,2.15 data_ends/fit_validation_split_one#fit
            2.3,2.15 data_ends/fit_no_y#fit
            2.3,2.15 data_ends/fit_empty_arrays#fit
            2.3,2.15 data_ends/fit_empty_dataset#fit
            2.3,2.15 data_ends/evaluate_predict_forms#predict_empty_arrays|predict_empty_dataset|evaluate_empty_arrays|evaluate_empty_dataset
            2.3,2.15 data_ends/generator_of_wrong_things#fit_only_x
            2.3,2.15 add_loss/layer_per_sample#fit|evaluate
            2.3,2.15 add_loss/errors#eager_metric|loss_of_another_model|eager_loss_on_model|metric_without_name
            2.3,2.15 recurrent/stateful_lstm#wrong_batch|last_batch_smaller
            2.3,2.15 recurrent/stateful_gru#wrong_batch
            2.3 recurrent/stateful_gru#last_batch_smaller
            2.3,2.15 recurrent/stateful_simplernn#wrong_batch|last_batch_smaller
            2.3,2.15 recurrent/stateful_gru_v1#wrong_batch|last_batch_smaller
            2.3,2.15 recurrent/stateful_lstm_backwards#wrong_batch|last_batch_smaller
            2.3,2.15 recurrent/stateful_errors#no_batch_size|reset_before_build|reset_wrong_number|reset_wrong_shape
            2.3 recurrent/stateful_errors#fit_uneven
            2.3,2.15 optimizer/argument_errors#momentum_range|unknown_string|get_number|new_decay|rmsprop_momentum_range|hyper_unknown
            2.3,2.15 optimizer/schedules_and_callbacks_legacy#schedule_and_scheduler|schedule_and_plateau|scheduler_returns_text
            2.3,2.15 optimizer/unused_variables#no_gradient_legacy|no_gradient_new
            2.3,2.15 optimizer/state_through_set_weights#before_build
            2.3,2.15 fit_arguments/validation_freq_zero#fit
            2.3,2.15 fit_arguments/evaluate_and_predict_forms#predict_none|unknown_argument|compile_unknown_argument
            2.3,2.15 fit_arguments/shuffle_batch_and_dicts#dict_wrong_y|extra_input|dict_wrong_x
            2.3,2.15 labels/binary_crossentropy_units2_n#evaluate|train
            2.3,2.15 labels/binary_crossentropy_units2_n1#evaluate|train
            2.3,2.15 labels/sparse_categorical_crossentropy_units3_hot#evaluate|train
            2.3,2.15 labels/categorical_crossentropy_units3_n#evaluate|train
            2.3,2.15 labels/categorical_crossentropy_units3_n1#evaluate|train
            2.3,2.15 labels/weights_broadcast#bad_weight|bad_reduction|y2_nk
            2.3,2.15 callbacks/auto_mode_val_auc#early_stopping printed|plateau printed
            2.3,2.15 callbacks/auto_mode_val_auc_1#early_stopping printed|plateau printed
            2.3,2.15 callbacks/auto_mode_val_acc#early_stopping printed|plateau printed
            2.3,2.15 callbacks/auto_mode_val_accuracy#early_stopping printed|plateau printed
            2.3,2.15 callbacks/auto_mode_val_binary_accuracy#early_stopping printed|plateau printed
            2.3,2.15 callbacks/auto_mode_val_precision#early_stopping printed|plateau printed
            2.3,2.15 callbacks/auto_mode_val_recall#early_stopping printed|plateau printed
            2.3,2.15 callbacks/auto_mode_val_fmeasure#early_stopping printed|plateau printed
            2.3,2.15 callbacks/auto_mode_val_loss#early_stopping printed|plateau printed
            2.3,2.15 callbacks/auto_mode_val_accuracy_loss#early_stopping printed|plateau printed
            2.3,2.15 callbacks/auto_mode_val_my_acc#early_stopping printed|plateau printed
            2.3,2.15 callbacks/auto_mode_val_AUC#early_stopping printed|plateau printed
            2.3,2.15 callbacks/auto_mode_val_f1_score#early_stopping printed|plateau printed
            2.3,2.15 callbacks/early_stopping_restores#stopped printed|baseline printed|min_delta printed|start_from printed|bad_mode
            2.3 callbacks/early_stopping_same_values#nan|nan_first|inf
            2.3,2.15 callbacks/several_callbacks#fit printed
            2.3,2.15 callbacks/checkpoint_forms#names|missing_key
            2.3,2.15 callbacks/checkpoint_save_freq_batches#best_by_batches printed
            2.3,2.15 callbacks/csv_lambda_terminate#terminate printed
            2.15 subclassed/error_unknown_optimizer#compile
            2.15 subclassed/summary_text#summary_unbuilt
            2.3,2.15 data_ends/validation_empty_arrays#fit
            2.15 optimizer/constraints_and_sparse#steps
            2.15 fit_arguments/evaluate_and_predict_forms#predict_1d|unbuilt_summary
            2.15 callbacks/checkpoint_forms#bad_freq
            2.3,2.15 trainable/recompile_with_the_same_new_optimizer_object#fit
            2.3,2.15 sample_weight/two_outputs_class_weight#fit_dict
            2.3,2.15 own_step/returns_a_tensor#fit
            2.3,2.15 recurrent/mask_convlstm#td_masked
            2.3,2.15 optimizer/schedules_and_callbacks_new#scheduler_returns_text
            2.3,2.15 optimizer/apply_gradients_by_hand#legacy_all_none|new_minimize|new_all_none
            2.3,2.15 fit_arguments/validation_freq_tuple#fit
            2.3,2.15 fit_arguments/validation_freq_float#fit
        """;
}
