namespace KerasDigits.Tests.Semantics;

internal static partial class SemanticsLeft
{
    private const string s_faults = """
        variables are listed kind by kind; Keras lists those of a later compile behind
            2.3,2.15 trainable/recompile_with_the_same_optimizer_object#optimizer_weights
        2.15's new optimizers raise a KeyError for weights that they were not built for; ours take them
            2.3,2.15 trainable/recompile_with_the_same_new_optimizer_object#fit
        a gradient that is 0 but for rounding, which moves Keras's weight and not ours
            2.3,2.15 trainable/batchnorm_frozen_without_recompile#changed_by_fit
            2.3 labels/softmax_with_one_unit#after
        rounding around 0, or to the last bit of the variance's root
            2.3,2.15 batchnorm_single/4d_fused_no_scale_no_center#training
            2.3,2.15 batchnorm_single/3d_two_values#gradients
        class_weight by output does not compile
            2.3,2.15 sample_weight/two_outputs_class_weight#not run
        TF 2.3.1 mixes the values of the call before into this one; the later, sane behaviour holds under both settings
            2.3 sample_weight/class_weight_one_hot#train_on_batch
            2.3,2.15 sample_weight/class_weight_sparse#train_on_batch
            2.3 sample_weight/class_weight_sparse_column#train_on_batch
            2.3 sample_weight/zero_total_weight#train_on_batch
            2.3 sample_weight/loss_reduction_sum#train_on_batch
            2.3 sample_weight/loss_reduction_none#train_on_batch
            2.3 data_ends/generator_of_unequal_batches#losses
            2.3 add_loss/regularizers_on_all_parts#train_on_batch
            2.3 recurrent/stateful_lstm#train_on_batch
            2.3 recurrent/stateful_gru#train_on_batch
            2.3 recurrent/stateful_simplernn#train_on_batch
            2.3 recurrent/stateful_gru_v1#train_on_batch
            2.3 recurrent/stateful_lstm_backwards#train_on_batch
            2.3 recurrent/stateful_metrics_between_epochs#train_on_batch|test_on_batch
            2.3 fit_arguments/train_on_batch_forms#kept|then_reset|test_kept|metrics_now
        a model of one's own is called input_1, output_1 … before and after its first batch; Keras gives None
            2.3,2.15 subclassed/list_outputs_list_losses#names_before|names_after
            2.3,2.15 subclassed/tuple_outputs_loss_weights#names_before
            2.3,2.15 subclassed/list_outputs_dict_losses_by_output_name#names_before|names_after
            2.3,2.15 subclassed/list_outputs_dict_losses_by_layer_name#names_before|names_after
            2.3,2.15 subclassed/one_loss_for_all#names_before|names_after
            2.3,2.15 subclassed/one_loss_and_flat_metrics_list#names_before|names_after
            2.3,2.15 subclassed/flat_metrics_list_of_three#names_before|names_after
            2.3,2.15 subclassed/loss_none_for_the_first#names_before|names_after
            2.3,2.15 subclassed/metric_objects_shared#names_before|names_after
            2.3,2.15 subclassed/weighted_and_plain_metrics#names_before|names_after
        open: weights of a model of one's own do not bear its name in front
            2.3,2.15 subclassed/list_outputs_list_losses#after
            2.3,2.15 subclassed/tuple_outputs_loss_weights#after
            2.3,2.15 subclassed/list_outputs_dict_losses_by_output_name#after
            2.3,2.15 subclassed/list_outputs_dict_losses_by_layer_name#after
            2.3,2.15 subclassed/one_loss_for_all#after
            2.3,2.15 subclassed/one_loss_and_flat_metrics_list#after
            2.3,2.15 subclassed/flat_metrics_list_of_three#after
            2.3,2.15 subclassed/loss_none_for_the_first#after
            2.3,2.15 subclassed/metric_objects_shared#after
            2.3,2.15 subclassed/weighted_and_plain_metrics#after
            2.3,2.15 subclassed/single_output#names|after
        a list with None among metrics is read as one list for each output; Keras, which finds no list in it, gives all of it to every output
            2.3,2.15 subclassed/tuple_outputs_loss_weights#fit|names_after|second_fit|evaluate|evaluate_dict|metrics_names_at_the_end
        the replay's own class gives a list; in C# a model that gives a dictionary overrides another form of call
            2.3,2.15 subclassed/dict_outputs_dict_losses#ArgumentException
            2.3,2.15 subclassed/dict_outputs_missing_loss#ArgumentException
        TF takes lists of another length in silence where nothing asks for the rest
            2.3,2.15 subclassed/error_wrong_number_of_losses#fit
            2.3,2.15 subclassed/error_wrong_number_of_loss_weights#fit
        unknown names are errors where they are written
            2.3,2.15 subclassed/error_unknown_loss_name#compile
            2.3,2.15 subclassed/error_unknown_metric_name#compile
        a model of one's own has no configuration; its output_shape is known once it was called
            2.3,2.15 subclassed/summary_text#output_shape
            2.15 subclassed/summary_text#to_json|get_config
        float16 rounds otherwise in the other engine's kernels where values overflow
            2.3,2.15 mixed_precision/loss_scale_over_steps_new#steps
            2.3,2.15 mixed_precision/loss_scale_fixed_overflow#after
        one LossScaleOptimizer wraps old and new optimizers
            2.3,2.15 mixed_precision/policy_wraps_the_optimizer#string
        what is made from arrays is float32: NumSharp has no bfloat16, and float16 arrays have no arithmetic; dtype is the policy
            2.3,2.15 mixed_precision/dtypes#layers|predict_dtype
        the replay has no h5py; the files are read back in the tests of Saving
            2.3,2.15 mixed_precision/saved_config_mixed_float16#not run
            2.3,2.15 mixed_precision/saved_config_mixed_bfloat16#not run
            2.3,2.15 metric_names/saved_and_loaded_lambda_h5#not run
        a metric's class is not Keras's: functions stand behind names
            2.3 metric_names/Accuracy_capital#metric_objects
            2.3 metric_names/strings_all_different#metric_objects
            2.3 metric_names/partial#metric_objects
            2.3 metric_names/callable_object#metric_objects
            2.3,2.15 metric_names/loss_functions_as_metrics#metric_objects
            2.3,2.15 metric_names/metric_named_loss#metric_objects
            2.3,2.15 metric_names/not_a_metric#metric_objects
            2.3 metric_names/mean_metric_wrapper_names#metric_objects
        2.15 counts predictions outside 0 to 1; TF 2.3.1 refuses them, and so do we under 2.3
            2.3 metric_names/objects_after_objects#InvalidOperationException
            2.3 metric_names/saved_and_loaded_h5#InvalidOperationException
        TF 2.3.1 asks functions for their name and fails without one; a function has its name here
            2.3 metric_names/partial#fit|metrics_names|evaluate
            2.3 metric_names/callable_object#fit|metrics_names|evaluate
        the replay cannot write new(function), which C# needs there
            2.3,2.15 metric_names/loss_functions_as_metrics#compile|fit|metrics_names|evaluate
        a number among the metrics does not compile
            2.3,2.15 metric_names/not_a_metric#compile|metrics_names
        TF's wrapper finds two metrics of one name, or in 2.3.1 is none of keras.metrics
            2.3 metric_names/mean_metric_wrapper_names#compile|metrics_names
            2.3,2.15 metric_names/mean_metric_wrapper_names#fit|evaluate
        the number of steps is that of the data when fit begins
            2.3,2.15 data_ends/fit_arrays_steps_without_batch_size#batches_after_epoch|fit|counter
            2.3,2.15 data_ends/sequence_changing_length#batches_after_epoch|fit|counter
        from_generator takes output_signature in both versions; TF 2.3 has other arguments
            2.3 data_ends/fit_dataset_unknown_size#fit|counter
            2.3 data_ends/fit_dataset_unknown_size_steps_larger#fit|counter
        no data, or a batch without samples, is refused with a sentence
            2.3,2.15 data_ends/fit_sequence_longer_than_data#fit|counter|not run
            2.3 data_ends/validation_empty_arrays#fit
            2.3,2.15 data_ends/validation_empty_arrays#metrics_names
            2.3 data_ends/evaluate_predict_forms#evaluate_empty_arrays|evaluate_empty_dataset
        an iterator as validation data starts anew each epoch
            2.3,2.15 data_ends/validation_generator_without_steps#fit
            2.3 data_ends/validation_generator_with_steps#fit
            2.3 data_ends/validation_generator_steps_larger#fit
            2.3 data_ends/validation_endless_generator_with_steps#fit
        a list counts as a tuple in both versions; targets are asked for
            2.3 data_ends/validation_arrays_as_list#fit
            2.3,2.15 data_ends/validation_arrays_one_element#fit
            2.3 data_ends/generator_of_wrong_things#fit_as_list
        validation_split is left alone where validation_data are given, as in later versions
            2.3 data_ends/validation_split_and_data#fit
        open: not wholly run by the replay
            2.3,2.15 own_step/functional_mask#not run
            2.3,2.15 own_step/functional_mask_weighted#not run
            2.3,2.15 own_step/regularized#not run
            2.3,2.15 own_step/regularized_weighted#not run
            2.3,2.15 optimizer/apply_gradients_by_hand#not run
            2.3,2.15 optimizer/state_through_set_weights#restored|after|not run
            2.3,2.15 labels/accuracy_by_shapes#not run
        open: metrics in fields of a model with a step of its own are not reset or counted by evaluate
            2.3,2.15 own_step/own_metrics_listed#evaluate
            2.3,2.15 own_step/attribute_metrics#h|names
        a step gives numbers by name, each a scalar
            2.3,2.15 own_step/returns_a_tensor#not run
            2.3,2.15 own_step/returns_a_vector#fit
        a vector of targets becomes a column before a step of one's own sees it
            2.3,2.15 own_step/labels_shape_seen#h_flat|after_flat|not run
        TF 2.3.1 gives nothing back from a test_step of one's own
            2.3 own_step/predict_step_and_test_step#evaluate|test_on_batch
        add_loss takes one number; add it twice
            2.3,2.15 add_loss/layer_two_losses_and_metrics#InvalidCastException
        before the first batch a model inside counts once
            2.3,2.15 add_loss/layer_in_nested_model#n_losses
        metrics of add_metric are listed in the order of the graph
            2.3,2.15 add_loss/model_symbolic#h|names|evaluate|evaluate_one_batch|train_on_batch
        add_loss takes no function
            2.3,2.15 add_loss/model_callable#n_losses|h|evaluate|evaluate_one_batch|train_on_batch|after|not run
        losses take no symbolic tensors
            2.3,2.15 add_loss/variational_autoencoder#after|evaluate|not run
        aggregation has one value; the arguments of symbolic values are typed
            2.3,2.15 add_loss/errors#aggregation_sum|inputs_argument|not run
        add_metric takes values, not metric objects
            2.3,2.15 add_loss/metric_objects_in_call#h|names|evaluate|evaluate_one_batch|train_on_batch
            2.3 add_loss/metric_objects_in_call#after
        open: run by the replay, not looked into yet
            2.3,2.15 recurrent/stateful_lstm#predict_given_states|not run
            2.3,2.15 recurrent/stateful_gru#predict_given_states|not run
            2.3,2.15 recurrent/stateful_simplernn#predict_given_states|not run
            2.3,2.15 recurrent/stateful_gru_v1#predict_given_states|not run
            2.3,2.15 recurrent/stateful_lstm_backwards#predict_given_states|not run
            2.3,2.15 optimizer/schedules_and_callbacks_legacy#schedule|after_schedule|scheduler|again|after_scheduler
            2.3,2.15 optimizer/schedules_and_callbacks_legacy#scheduler_and_plateau|after_both|scheduler_returns_int
            2.3,2.15 optimizer/schedules_and_callbacks_legacy#scheduler_returns_numpy|not run
            2.3,2.15 optimizer/schedules_and_callbacks_new#schedule|after_schedule|schedule_and_scheduler|schedule_and_plateau|scheduler
            2.3,2.15 optimizer/schedules_and_callbacks_new#again|after_scheduler|scheduler_and_plateau|after_both|scheduler_returns_int
            2.3,2.15 optimizer/schedules_and_callbacks_new#scheduler_returns_numpy|not run
            2.3,2.15 optimizer/sparse_adamax#embeddings|after|slots
            2.3,2.15 callbacks/auto_mode_val_auc#early_stopping|early_stopping_epochs|early_stopping_weight|plateau|plateau_epochs
            2.3,2.15 callbacks/auto_mode_val_auc#plateau_weight|plateau_lr|checkpoint|checkpoint_epochs|checkpoint_weight|not run
            2.3,2.15 callbacks/auto_mode_val_auc_1#early_stopping|early_stopping_epochs|early_stopping_weight|plateau|plateau_epochs
            2.3,2.15 callbacks/auto_mode_val_auc_1#plateau_weight|plateau_lr|checkpoint|checkpoint_epochs|checkpoint_weight|not run
            2.3,2.15 callbacks/auto_mode_val_acc#early_stopping|early_stopping_epochs|early_stopping_weight|plateau|plateau_epochs
            2.3,2.15 callbacks/auto_mode_val_acc#plateau_weight|plateau_lr|checkpoint|checkpoint_epochs|checkpoint_weight|not run
            2.3,2.15 callbacks/auto_mode_val_accuracy#early_stopping|early_stopping_epochs|early_stopping_weight|plateau|plateau_epochs
            2.3,2.15 callbacks/auto_mode_val_accuracy#plateau_weight|plateau_lr|checkpoint|checkpoint_epochs|checkpoint_weight|not run
            2.3,2.15 callbacks/auto_mode_val_binary_accuracy#early_stopping|early_stopping_epochs|early_stopping_weight|plateau
            2.3,2.15 callbacks/auto_mode_val_binary_accuracy#plateau_epochs|plateau_weight|plateau_lr|checkpoint|checkpoint_epochs
            2.3,2.15 callbacks/auto_mode_val_binary_accuracy#checkpoint_weight|not run
            2.3,2.15 callbacks/auto_mode_val_precision#early_stopping|early_stopping_epochs|early_stopping_weight|plateau|plateau_epochs
            2.3,2.15 callbacks/auto_mode_val_precision#plateau_weight|plateau_lr|checkpoint|checkpoint_epochs|checkpoint_weight|not run
            2.3,2.15 callbacks/auto_mode_val_recall#early_stopping|early_stopping_epochs|early_stopping_weight|plateau|plateau_epochs
            2.3,2.15 callbacks/auto_mode_val_recall#plateau_weight|plateau_lr|checkpoint|checkpoint_epochs|checkpoint_weight|not run
            2.3,2.15 callbacks/auto_mode_val_fmeasure#early_stopping|early_stopping_epochs|early_stopping_weight|plateau|plateau_epochs
            2.3,2.15 callbacks/auto_mode_val_fmeasure#plateau_weight|plateau_lr|checkpoint|checkpoint_epochs|checkpoint_weight|not run
            2.3,2.15 callbacks/auto_mode_val_loss#early_stopping|early_stopping_epochs|early_stopping_weight|plateau|plateau_epochs
            2.3,2.15 callbacks/auto_mode_val_loss#plateau_weight|plateau_lr|checkpoint|checkpoint_epochs|checkpoint_weight|not run
            2.3,2.15 callbacks/auto_mode_val_accuracy_loss#early_stopping|early_stopping_epochs|early_stopping_weight|plateau
            2.3,2.15 callbacks/auto_mode_val_accuracy_loss#plateau_epochs|plateau_weight|plateau_lr|checkpoint|checkpoint_epochs
            2.3,2.15 callbacks/auto_mode_val_accuracy_loss#checkpoint_weight|not run
            2.3,2.15 callbacks/auto_mode_val_my_acc#early_stopping|early_stopping_epochs|early_stopping_weight|plateau|plateau_epochs
            2.3,2.15 callbacks/auto_mode_val_my_acc#plateau_weight|plateau_lr|checkpoint|checkpoint_epochs|checkpoint_weight|not run
            2.3,2.15 callbacks/auto_mode_val_AUC#early_stopping|early_stopping_epochs|early_stopping_weight|plateau|plateau_epochs
            2.3,2.15 callbacks/auto_mode_val_AUC#plateau_weight|plateau_lr|checkpoint|checkpoint_epochs|checkpoint_weight|not run
            2.3,2.15 callbacks/auto_mode_val_f1_score#early_stopping|early_stopping_epochs|early_stopping_weight|plateau|plateau_epochs
            2.3,2.15 callbacks/auto_mode_val_f1_score#plateau_weight|plateau_lr|checkpoint|checkpoint_epochs|checkpoint_weight|not run
            2.3,2.15 callbacks/early_stopping_restores#stopped|stopped_epochs|stopped_weight|stopped_no_restore|stopped_no_restore_epochs
            2.3,2.15 callbacks/early_stopping_restores#stopped_no_restore_weight|not_stopped|not_stopped_epochs|not_stopped_weight
            2.3,2.15 callbacks/early_stopping_restores#baseline|baseline_epochs|baseline_weight|min_delta|min_delta_epochs
            2.3,2.15 callbacks/early_stopping_restores#min_delta_weight|start_from|start_from_epochs|start_from_weight|first_use
            2.3,2.15 callbacks/early_stopping_restores#first_use_epochs|first_use_weight|best|second_use|second_use_epochs
            2.3,2.15 callbacks/early_stopping_restores#second_use_weight|best2|patience_0|patience_0_epochs|patience_0_weight|missing
            2.3,2.15 callbacks/early_stopping_restores#missing_epochs|missing_weight|one_epoch|one_epoch_epochs|one_epoch_weight|bad_mode
            2.3,2.15 callbacks/early_stopping_restores#not run
            2.3,2.15 callbacks/early_stopping_same_values#constant|constant_epochs|constant_weight|nan_weight|nan_first_weight|inf_weight
            2.3,2.15 callbacks/early_stopping_same_values#not run
            2.3,2.15 callbacks/several_callbacks#fit|weight|not run
            2.3,2.15 callbacks/checkpoint_forms#names_weight|missing_key_weight|missing_monitor|missing_monitor_epochs
            2.3,2.15 callbacks/checkpoint_forms#missing_monitor_weight|threshold|threshold_epochs|threshold_weight|unknown|period_run
            2.3,2.15 callbacks/checkpoint_forms#period_run_epochs|period_run_weight|files_period|not run
            2.3,2.15 callbacks/backup_and_restore_legacy#h|epoch|same_object_without_the_callback|uninterrupted|uninterrupted_after
            2.3,2.15 callbacks/backup_and_restore_legacy#mid_again|after_mid|save_freq_again|no_freq|not run
            2.3,2.15 callbacks/backup_and_restore_new#interrupted|h|epoch|same_object_without_the_callback|uninterrupted
            2.3,2.15 callbacks/backup_and_restore_new#uninterrupted_after|mid_again|after_mid|save_freq_again|no_freq|not run
            2.3,2.15 callbacks/csv_lambda_terminate#csv|csv_epochs|csv_weight|text|csv_append|csv_append_epochs|csv_append_weight|text2
            2.3,2.15 callbacks/csv_lambda_terminate#lambda_parameter_name|not run
            2.15 callbacks/auto_mode_val_auc#files
            2.15 callbacks/auto_mode_val_auc_1#files
            2.15 callbacks/auto_mode_val_acc#files
            2.15 callbacks/auto_mode_val_accuracy#files
            2.15 callbacks/auto_mode_val_binary_accuracy#files
            2.15 callbacks/auto_mode_val_precision#files
            2.15 callbacks/auto_mode_val_recall#files
            2.15 callbacks/auto_mode_val_fmeasure#files
            2.15 callbacks/auto_mode_val_loss#files
            2.15 callbacks/auto_mode_val_accuracy_loss#files
            2.15 callbacks/auto_mode_val_my_acc#files
            2.15 callbacks/auto_mode_val_AUC#files
            2.15 callbacks/auto_mode_val_f1_score#files
            2.15 callbacks/early_stopping_same_values#nan|nan_epochs|nan_first|nan_first_epochs|inf|inf_epochs
            2.15 callbacks/checkpoint_forms#names|names_epochs|files|files_threshold
        rounding of a step with a learning rate of 0.2, just beyond the tolerance
            2.3,2.15 recurrent/mask_gru_last#after
        open: a LayerNormalization between recurrent layers loses the mask
            2.3,2.15 recurrent/mask_stacked_with_dropout_and_norm#predict|mask|h|evaluate|after
        open: attention scores carry no mask
            2.3,2.15 recurrent/mask_attention#masks
        TimeDistributed takes a mask here
            2.3,2.15 recurrent/mask_convlstm#td_masked
        the replay's Lambda takes no mask function
            2.3,2.15 recurrent/mask_layer_methods#not run
        a configuration's numbers are doubles, Keras's went through float32; a schedule is written in the form of 2.3
            2.3,2.15 optimizer/legacy_sgd_clipnorm#config
            2.3,2.15 optimizer/legacy_sgd_clipvalue#config
            2.3,2.15 optimizer/legacy_sgd_global_clipnorm#config
            2.3,2.15 optimizer/legacy_adam_clipnorm_decay#config
            2.3,2.15 optimizer/legacy_adam_clipvalue_clipnorm#config
            2.3,2.15 optimizer/legacy_sgd_decay#config
            2.3,2.15 optimizer/legacy_rmsprop_decay_momentum_centered#config
            2.3,2.15 optimizer/legacy_adagrad_decay#config
            2.3,2.15 optimizer/legacy_adam_amsgrad_schedule#config
            2.3,2.15 optimizer/legacy_lr_alias#config
            2.3,2.15 optimizer/new_sgd_clipnorm#config
            2.3,2.15 optimizer/new_sgd_global_clipnorm#config
            2.3,2.15 optimizer/new_adam_clipvalue#config
            2.3,2.15 optimizer/new_sgd_weight_decay#config
            2.3,2.15 optimizer/new_adam_weight_decay#config
            2.3,2.15 optimizer/new_adamw#config
            2.3,2.15 optimizer/new_sgd_ema#config
            2.3,2.15 optimizer/new_adam_ema_no_overwrite#config
            2.3,2.15 optimizer/new_rmsprop_momentum#config
            2.3,2.15 optimizer/new_adam_schedule#config
        open: by value and by norm together, the two versions clip in another order
            2.3 optimizer/legacy_adam_clipvalue_clipnorm#loss
            2.3,2.15 optimizer/legacy_adam_clipvalue_clipnorm#weights
        the new SGD keeps momenta of 0 in Keras; state that nothing reads is not made
            2.3,2.15 optimizer/new_sgd_global_clipnorm#variables
            2.3,2.15 optimizer/new_sgd_weight_decay#variables
            2.3,2.15 optimizer/new_sgd_ema#variables
        rounding of a running average
            2.3,2.15 optimizer/new_adam_ema_no_overwrite#weights
        open: not all arguments are checked as in Keras; options of optimizers are set when they are made
            2.3,2.15 optimizer/argument_errors#clip_both|new_decay|negative_decay|rmsprop_momentum_range|momentum_set|not run
        slots are made for weights without a gradient too
            2.3,2.15 optimizer/unused_variables#slots
        the replay compared a number with rows
            2.3,2.15 optimizer/sparse_sgd#untouched_rows
            2.3,2.15 optimizer/sparse_sgd_momentum#untouched_rows
            2.3,2.15 optimizer/sparse_sgd_nesterov#untouched_rows
            2.3,2.15 optimizer/sparse_adam#untouched_rows
            2.3,2.15 optimizer/sparse_adam_amsgrad#untouched_rows
            2.3,2.15 optimizer/sparse_rmsprop#untouched_rows
            2.3,2.15 optimizer/sparse_rmsprop_momentum#untouched_rows
            2.3,2.15 optimizer/sparse_rmsprop_centered#untouched_rows
            2.3,2.15 optimizer/sparse_adagrad#untouched_rows
            2.3,2.15 optimizer/sparse_adadelta#untouched_rows
            2.3,2.15 optimizer/sparse_adamax#untouched_rows
            2.3,2.15 optimizer/sparse_nadam#untouched_rows
            2.3,2.15 optimizer/sparse_ftrl#untouched_rows
            2.3,2.15 optimizer/sparse_sgd_clipnorm#untouched_rows
            2.3,2.15 optimizer/sparse_adam_global_clipnorm#untouched_rows
            2.3,2.15 optimizer/sparse_sgd_clipvalue#untouched_rows
            2.3,2.15 optimizer/sparse_new_adam#untouched_rows
            2.3,2.15 optimizer/sparse_new_rmsprop_momentum#untouched_rows
            2.3,2.15 optimizer/sparse_new_sgd_momentum#untouched_rows
            2.3,2.15 optimizer/sparse_new_adagrad#untouched_rows
        state is listed kind by kind; Nadam's product of momenta is no variable
            2.3,2.15 optimizer/sparse_nadam#slots
            2.3,2.15 optimizer/sparse_ftrl#slots
        open: TF clips the rows of each look-up, before they are added up
            2.3,2.15 optimizer/sparse_sgd_clipnorm#loss|embeddings|after
            2.3,2.15 optimizer/sparse_adam_global_clipnorm#loss|embeddings|after|slots
            2.3,2.15 optimizer/sparse_sgd_clipvalue#loss|embeddings|after
        epochs are asked for as a number or as a list; what is no such is refused before the first epoch
            2.3,2.15 fit_arguments/validation_freq_set#order|fit
            2.3,2.15 fit_arguments/validation_freq_tuple#order|fit
            2.3,2.15 fit_arguments/validation_freq_zero#not run
            2.3,2.15 fit_arguments/validation_freq_float#not run
            2.3,2.15 fit_arguments/validation_freq_negative#fit|not run
        params is an object here, a dictionary in Python
            2.3,2.15 fit_arguments/validation_split_rounding#p0.1|p0.25|p0.5|p0.9
            2.3,2.15 fit_arguments/history_lr#params
        what *_on_batch gives is read by position and by name alike
            2.3,2.15 fit_arguments/train_on_batch_forms#no_metrics_dict
        an input too many or by a wrong name is refused under both settings
            2.3 fit_arguments/shuffle_batch_and_dicts#dict_wrong_x|tuple_x|list_x
        by hand Keras squeezes tensors, not NumPy's arrays; here arrays become tensors, and a function got by its name is a loss that gives its mean
            2.3,2.15 labels/functions_broadcast#functions|objects
        weights that do not spread are an error of the engine in TensorFlow, here they spread by its own rules
            2.3,2.15 labels/weights_broadcast#y2_nk|not run
        2.15 raises AttributeError for a None among the weights of *_on_batch; 2.3.1 and we do not
            2.15 sample_weight/two_outputs_list_with_none#train_on_batch|test_on_batch|evaluate_unweighted
        open: 2.15 refuses class_weight beside sample_weight here
            2.15 sample_weight/class_weight_sparse#with_sample_weight|after_all
        thresholds have an array in `history.arrays`; the number is their mean
            2.15 metric_names/objects_made_unique#fit|evaluate
        custom objects are given by type or delegate, and the saved file asks for them by name
            2.15 metric_names/saved_and_loaded_h5#ArgumentNullException
        an epoch without a batch leaves the last values; Keras logs 0
            2.15 data_ends/fit_arrays_steps_larger#fit
            2.15 data_ends/fit_dataset_steps_smaller#fit
            2.15 data_ends/fit_generator_finite#fit
        a batch of another size than the states' is refused with a sentence
            2.15 recurrent/stateful_gru#last_batch_smaller
            2.15 recurrent/stateful_errors#fit_uneven
        open: outputs given as a dictionary keep no keys
            2.3,2.15 subclassed/functional_dict_outputs#not run
        open: targets are asked for outputs without a loss too
            2.3,2.15 subclassed/functional_output_without_loss#not run
        """;
}
