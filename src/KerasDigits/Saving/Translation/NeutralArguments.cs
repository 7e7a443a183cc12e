namespace KerasDigits.Saving;

/// <summary>Arguments of other Keras versions that a class lacks here, and the values at which they ask for nothing.</summary>
internal static class NeutralArguments
{
    /// <summary>
    /// Arguments that change nothing that is computed here, with the classes that Keras gives them and what they may hold. Elsewhere, or
    /// with other values, they are errors like any other.
    /// </summary>
    private static readonly Dictionary<string, Func<Type, object?, bool>> s_noEffect = new()
    {
        // How fast Keras's engine runs, not what it computes.
        ["jit_compile"] = (_, v) => v is true or "auto", ["use_cudnn"] = (_, v) => v is true or "auto",
        ["flash_attention"] = (t, v) => v is true && Is<Layers.Layer>(t), ["fused"] = (t, v) => v is true && Is<Layers.Layer>(t),
        ["consume_less"] = (t, v) => v is "cpu" or "mem" or "gpu" && Is<Layers.Layer>(t),
        ["implementation"] = (t, v) => v is 0L or 1L or 2L && (Is<Layers.RNN>(t) || Is<Layers.AbstractRNNCell>(t) || Is<Layers.Wrapper>(t)),
        ["parallel_iterations"] = (_, v) => v is long, ["autotune"] = (_, v) => v is true, ["auto_vectorize"] = (_, v) => v is true,
        // Marks of how the file came to be.
        ["is_legacy_optimizer"] = (t, v) => v is true && Is<Optimizers.Optimizer>(t),
        ["expects_training_arg"] = (t, v) => v is true && Is<Layers.Layer>(t), ["wants_mask"] = (t, v) => v is true && Is<Layers.Layer>(t),
        ["name"] = (_, v) => v is string,
        // Inputs are cast to the layer's dtype; the dtype of Keras 1's inputs follows from the data.
        ["experimental_autocast"] = (t, v) => v is true && Is<Layers.Layer>(t), ["autocast"] = (t, v) => v is true && Is<Layers.Layer>(t),
        ["input_dtype"] = (t, v) => v is string && Is<Layers.Layer>(t),
        // Shapes that the layer before, or the weights, say too.
        ["input_length"] = (t, v) => v is long or List<object?> && Is<Layers.Layer>(t),
        ["batch_input_shape"] = (t, v) => v is List<object?> && Is<Layers.Layer>(t),
        ["gptq_unpacked_column_size"] = (t, v) => v is long && Is<Layers.Layer>(t),
        // Of what nothing is done unless another argument asks for it, which is an error then.
        ["ema_overwrite_frequency"] = (t, v) => v is long && Is<Optimizers.Optimizer>(t),
        ["lora_alpha"] = (t, v) => v is long or double && Is<Layers.Layer>(t),
        // Of starts, which weights from a file do not have: the bias of a gate.
        ["transform_bias"] = (t, v) => v is long or double && t == typeof(Layers.Highway),
        // Statistics over several machines' batches: one process sees the whole batch.
        ["synchronized"] = (t, v) => v is true && Is<Layers.BatchNormalization>(t),
        // How results are stored: here all are dense.
        ["sparse"] = (t, v) => v is true && KeepsResults(t),
        // Keras 3.0 to 3.4 note it and compute nothing by it.
        ["value_range"] = (t, v) => v is List<object?> && t == typeof(Layers.RandomRotation),
        // Boxes beside pictures, which are not taken here.
        ["bounding_box_format"] = (t, v) => v is string && Is<Layers.ImageLayer>(t),
        // The vocabulary itself is in the file.
        ["vocabulary_size"] = (t, v) => v is long && Is<Layers.ITokenTable>(t),
        ["make_vocab_size"] = (t, v) => v is long && Is<Layers.ITokenTable>(t),
        // Keras 3.15 spreads unknown texts by their hash, whatever this says.
        ["oov_method"] = (t, v) => v is "floormod" or "farmhash" && t == typeof(Layers.StringLookup),
        ["has_static_table"] = (t, v) => v is true && Is<Layers.ITokenTable>(t),
    };

    /// <summary>Whether the class can give its results as sparse tensors in Keras.</summary>
    public static bool KeepsResults(Type type) => Is<Layers.ITokenTable>(type) || type == typeof(Layers.CategoryEncoding)
        || type == typeof(Layers.Hashing) || type == typeof(Layers.HashedCrossing) || type == typeof(Layers.Discretization);

    private static bool Is<T>(Type type) => typeof(T).IsAssignableFrom(type);

    /// <summary>The values that change nothing: the documented defaults of arguments that some class lacks here.</summary>
    private static readonly Dictionary<string, object?[]> s_neutral = new()
    {
        ["fill_mode"] = ["constant"], ["fill_value"] = [0.0], ["data_format"] = ["channels_last"], ["interpolation"] = ["bilinear"],
        ["ema_momentum"] = [0.99], ["renorm_momentum"] = [0.99], ["weight_decay"] = [0.0],
        ["schedule_decay"] = [0.004], ["beta"] = [0.0], ["l2_shrinkage_regularization_strength"] = [0.0], ["trainable"] = [true],
        ["dropout"] = [0.0], ["groups"] = [1.0], ["num_oov_indices"] = [1.0],
        ["value_range"] = [new List<object?> { 0L, 255L }, new List<object?> { 0.0, 255.0 }], ["encoding"] = ["utf-8"], ["axis"] = [-1.0],
        ["label_smoothing"] = [0.0], ["gradient_accumulation_steps"] = [1.0],
        ["loss_scale_factor"] = [1.0], ["mode"] = [0.0], ["power_iterations"] = [1.0],
        ["steps_per_execution"] = [1.0],
    };

    /// <summary>Whether an argument that a class lacks may be passed over.</summary>
    /// <param name="type">Class to look at.</param>
    /// <param name="name">Name of the argument.</param>
    /// <param name="value">Value of the argument, null too.</param>
    public static bool Passes(Type type, string name, object? value)
    {
        if (value is null or false || (s_noEffect.TryGetValue(name, out var passes) && passes(type, value))) { return true; }
        // A weight's dtype is its layer's; the function of a built-in loss or metric is the class's own.
        if ((name == "dtype" && typeof(Initializers.Initializer).IsAssignableFrom(type))
            || (name == "fn" && value is string && type.Assembly == typeof(NeutralArguments).Assembly))
        {
            return true;
        }
        return s_neutral.TryGetValue(name, out object?[]? neutral) && Array.Exists(neutral, n => IsSame(n, value));
    }

    private static bool IsSame(object? neutral, object? value) => (neutral, value) switch
    {
        (double a, long b) => a.Equals((double)b),
        (List<object?> a, List<object?> b) => a.Count == b.Count && a.Zip(b)
            .All(p => IsSame(p.First is long n ? (double)n : p.First, p.Second)),
        _ => Equals(neutral, value),
    };
}
