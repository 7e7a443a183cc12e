namespace KerasDigits.Saving;

/// <summary>Arguments of other Keras versions that a class lacks here, and the values at which they ask for nothing.</summary>
internal static class NeutralArguments
{
    /// <summary>
    /// Arguments that say nothing about what is computed here, whatever their value: hints for Keras's own engine, or what follows from the
    /// data.
    /// </summary>
    private static readonly HashSet<string> s_noEffect =
    [
        "jit_compile", "is_legacy_optimizer", "synchronized", "ragged", "input_dtype", "consume_less", "input_length", "use_cudnn",
        "flash_attention", "experimental_autocast", "autocast",
        "implementation", "batch_input_shape", "optional", "autotune", "parallel_iterations", "name", "ema_overwrite_frequency",
        "lora_alpha", "input_axes", "output_axes", "sparse", "expects_training_arg",
        "bounding_box_format", "auto_vectorize", "fused", "wants_mask", "make_vocab_size", "has_static_table", "vocabulary_size",
        "transform_bias", "gptq_unpacked_column_size",
    ];

    /// <summary>The values that change nothing: the documented defaults of arguments that some class lacks here.</summary>
    private static readonly Dictionary<string, object?[]> s_neutral = new()
    {
        ["fill_mode"] = ["constant"], ["fill_value"] = [0.0], ["data_format"] = ["channels_last"], ["interpolation"] = ["bilinear"],
        ["ema_momentum"] = [0.99], ["renorm_momentum"] = [0.99], ["weight_decay"] = [0.0],
        ["schedule_decay"] = [0.004], ["beta"] = [0.0], ["l2_shrinkage_regularization_strength"] = [0.0], ["trainable"] = [true],
        ["dropout"] = [0.0], ["groups"] = [1.0], ["num_oov_indices"] = [1.0],
        ["value_range"] = [new List<object?> { 0L, 255L }, new List<object?> { 0.0, 255.0 }], ["encoding"] = ["utf-8"], ["axis"] = [-1.0],
        ["label_smoothing"] = [0.0], ["gradient_accumulation_steps"] = [1.0],
        ["loss_scale_factor"] = [1.0], ["mode"] = [0.0], ["power_iterations"] = [1.0], ["oov_method"] = ["floormod", "farmhash"],
        ["steps_per_execution"] = [1.0],
    };

    /// <summary>Whether an argument that a class lacks may be passed over.</summary>
    /// <param name="type">The class.</param>
    /// <param name="name">The argument.</param>
    /// <param name="value">Its value.</param>
    public static bool Passes(Type type, string name, object? value)
    {
        if (value is null or false || s_noEffect.Contains(name)) { return true; }
        // A weight's dtype is its layer's; the function of a built-in loss or metric is the class's own.
        if ((name == "dtype" && typeof(Initializers.Initializer).IsAssignableFrom(type))
            || (name == "fn" && value is string && type.Assembly == typeof(NeutralArguments).Assembly))
        {
            return true;
        }
        return s_neutral.TryGetValue(name, out object?[]? neutral) && Array.Exists(neutral, n => Same(n, value));
    }

    private static bool Same(object? neutral, object? value) => (neutral, value) switch
    {
        (double a, long b) => a.Equals((double)b),
        (List<object?> a, List<object?> b) => a.Count == b.Count && a.Zip(b)
            .All(p => Same(p.First is long n ? (double)n : p.First, p.Second)),
        _ => Equals(neutral, value),
    };
}
