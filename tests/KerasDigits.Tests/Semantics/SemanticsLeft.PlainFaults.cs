namespace KerasDigits.Tests.Semantics;

internal static partial class SemanticsLeft
{
    /// <summary>
    /// Results of which a version's value is a plain fault of its own: the other version's value holds under both settings.
    /// </summary>
    public static HashSet<string> OtherVersion(string version) => Read(s_plainFaults, version);

    private const string s_plainFaults = """
        the values of the call before are mixed into the next
            2.3 sample_weight/class_weight_one_hot#train_on_batch
            2.3 sample_weight/class_weight_sparse#train_on_batch
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
        a test_step of one's own gives nothing back
            2.3 own_step/predict_step_and_test_step#evaluate|test_on_batch
        a function without __name__ is an AttributeError
            2.3 metric_names/partial#fit|metrics_names|evaluate|metric_objects
            2.3 metric_names/callable_object#fit|metrics_names|evaluate|metric_objects
        the wrapper is not among keras.metrics
            2.3 metric_names/mean_metric_wrapper_names#compile|fit|metrics_names|evaluate|metric_objects
        from_generator has no output_signature
            2.3 data_ends/fit_dataset_unknown_size#fit|counter
            2.3 data_ends/fit_dataset_unknown_size_steps_larger#fit|counter
        a generator as validation data goes on where the epoch before left it, and once at its end gives nothing
            2.3 data_ends/validation_generator_with_steps#fit
            2.3 data_ends/validation_generator_steps_larger#fit
            2.3 data_ends/validation_endless_generator_with_steps#fit
        a list of x and y is taken for two inputs
            2.3 data_ends/validation_arrays_as_list#fit
            2.3 data_ends/generator_of_wrong_things#fit_as_list
        validation_split wins over validation_data, against the documentation of both versions
            2.3 data_ends/validation_split_and_data#fit
        nothing is evaluated, and an empty list comes back
            2.3 data_ends/validation_empty_arrays#fit
            2.3 data_ends/evaluate_predict_forms#evaluate_empty_arrays|evaluate_empty_dataset
        a metric's state is counted among the layer's weights, which moves the others
            2.3 add_loss/metric_objects_in_call#h|names|evaluate|evaluate_one_batch|train_on_batch|after
        data by a wrong name are taken in silence
            2.3 fit_arguments/shuffle_batch_and_dicts#dict_wrong_x|tuple_x|list_x
        2.15: a None among the weights of *_on_batch is an AttributeError
            2.15 sample_weight/two_outputs_list_with_none#train_on_batch|test_on_batch|evaluate_unweighted
        2.15: class_weight beside sample_weight of labels (n,) is an error about shapes
            2.15 sample_weight/class_weight_sparse#with_sample_weight|after_all
        """;
}
