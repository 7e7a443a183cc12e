namespace KerasDigits.Ops;

/// <summary>Functions of keras.backend on windows and steps.</summary>
/// <remarks>Source: tf.keras 2.3.1 and 2.15, backend.py.</remarks>
internal static class BackendWindows
{
    /// <summary>Transposed 2-D convolution, with a kernel (kh, kw, filters, channels).</summary>
    /// <param name="x">(batch, height, width, channels).</param>
    /// <param name="kernel">Weights of shape (kh, kw, filters, channels).</param>
    /// <param name="output_shape">The result's shape, batch axis included: the convolution would make x's shape of it.</param>
    /// <param name="strides">Step of the window; null: 1.</param>
    /// <param name="padding">"valid" or "same".</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: as set.</param>
    /// <param name="dilation_rate">Distance of the kernel's values; null: 1.</param>
    /// <exception cref="ArgumentException">The convolution would make another shape of output_shape.</exception>
    [KerasExport("keras.backend.conv2d_transpose")]
    public static Tensor conv2d_transpose(Tensor x, Tensor kernel, IntList output_shape, Size2? strides = null, string padding = "valid",
        string? data_format = null, Size2? dilation_rate = null)
    {
        long[] step = (strides ?? 1).ToArray(), dilation = (dilation_rate ?? 1).ToArray();
        bool same = Guard.OneOf(padding, ["valid", "same"]) == "same";
        Guard.That(output_shape.Count == 4, "`output_shape` must hold 4 numbers, the batch's among them. Received: "
            + $"({string.Join(", ", output_shape)}).", nameof(output_shape));
        int first = Guard.DataFormat(data_format) == "channels_last" ? 1 : 2;
        return BackendFunctional.InLast(x, data_format, v =>
        {
            Tensor full = NN.ConvTranspose(v, kernel, null, step, "valid", [0, 0], dilation);
            for (int i = 0; i < 2; i++)
            {
                long wanted = output_shape[first + i], reach = ((kernel.size(i) - 1) * dilation[i]) + 1, length = full.size(i + 1);
                long places = ((same ? wanted : wanted - reach + 1) + step[i] - 1) / step[i];
                Guard.That(places == v.size(i + 1), $"A convolution with strides={step[i]} and padding=\"{padding}\" makes {places} places "
                    + $"of {wanted}, and x has {v.size(i + 1)}. Received: output_shape=({string.Join(", ", output_shape)}).",
                    nameof(output_shape));
                long start = same ? Math.Max(0, length - wanted) / 2 : 0, kept = Math.Min(wanted, length - start);
                full = full.narrow(i + 1, start, kept);
                if (kept < wanted) { full = NN.Pad(full, i == 0 ? [(0, wanted - kept), (0, 0)] : [(0, 0), (0, wanted - kept)]); }
            }
            return full;
        });
    }

    /// <summary>A 1-D convolution with a kernel of its own at each place.</summary>
    /// <param name="inputs">(batch, steps, channels).</param>
    /// <param name="kernel">(places, window · channels, filters).</param>
    /// <param name="kernel_size">Length of the window.</param>
    /// <param name="strides">Step of the window.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: as set.</param>
    /// <exception cref="ArgumentException">data_format is not "channels_last" or "channels_first".</exception>
    [KerasExport("keras.backend.local_conv1d")]
    public static Tensor local_conv1d(Tensor inputs, Tensor kernel, Size1 kernel_size, Size1 strides, string? data_format = null) =>
        BackendFunctional.InLast(inputs, data_format,
            x => LocalProducts(x, kernel, kernel_size.ToArray(), strides.ToArray(), Guard.DataFormat(data_format) != "channels_last"));

    /// <summary>A 2-D convolution with a kernel of its own at each place.</summary>
    /// <param name="inputs">(batch, height, width, channels).</param>
    /// <param name="kernel">(places, window · channels, filters).</param>
    /// <param name="kernel_size">(height, width) of the window.</param>
    /// <param name="strides">Step of the window.</param>
    /// <param name="output_shape">(height, width) of the result.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: as set.</param>
    /// <exception cref="ArgumentException">The window does not fit as often as output_shape says.</exception>
    [KerasExport("keras.backend.local_conv2d")]
    public static Tensor local_conv2d(Tensor inputs, Tensor kernel, Size2 kernel_size, Size2 strides, Size2 output_shape,
        string? data_format = null) => BackendFunctional.InLast(inputs, data_format, x =>
        {
            Tensor y = LocalProducts(x, kernel, kernel_size.ToArray(), strides.ToArray(), Guard.DataFormat(data_format) != "channels_last");
            Guard.That(y.size(1) == output_shape.Height && y.size(2) == output_shape.Width, "`output_shape` must be how often the window "
                + $"fits, ({y.size(1)}, {y.size(2)}). Received: ({output_shape.Height}, {output_shape.Width}).", nameof(output_shape));
            return y;
        });

    /// <summary>Windows of data with channels last, each times the matrix of its place.</summary>
    /// <param name="x">(batch, places …, channels).</param>
    /// <param name="kernel">(places, window · channels, filters).</param>
    /// <param name="size">Length of the window along each axis.</param>
    /// <param name="step">Step of the window along each axis.</param>
    /// <param name="channelsFirst">Whether the kernel's rows count channels before the window, as Keras does where channels stand
    /// first.</param>
    internal static Tensor LocalProducts(Tensor x, Tensor kernel, long[] size, long[] step, bool channelsFirst)
    {
        Tensor windows = x;
        int axes = size.Length;
        for (int i = 0; i < axes; i++) { windows = windows.unfold(i + 1, size[i], step[i]); }
        long[] places = windows.shape[1..(axes + 1)];
        if (!channelsFirst) { windows = windows.movedim([axes + 1], [-1]); }
        Tensor rows = windows.reshape(x.size(0), places.Aggregate((a, b) => a * b), -1);
        return NN.Product(rows.transpose(0, 1), kernel).transpose(0, 1).reshape([x.size(0), .. places, kernel.size(-1)]);
    }

    /// <summary>Goes through sequences step by step.</summary>
    /// <param name="step_function">Of a step's values (batch, …) and the states, the constants behind them, makes the output and the new
    /// states.</param>
    /// <param name="inputs">(batch, steps, …).</param>
    /// <param name="initial_states">The states before the first step.</param>
    /// <param name="go_backwards">Whether the last step comes first.</param>
    /// <param name="mask">(batch, steps): where it is false the states stay and the output is the step's before; null: every step
    /// counts.</param>
    /// <param name="constants">Handed to each step behind the states; null: none.</param>
    /// <param name="unroll">Accepted for compatibility: steps are always taken one by one.</param>
    /// <param name="input_length">Accepted for compatibility and ignored: the inputs say how many steps there are.</param>
    /// <param name="time_major">Whether inputs, outputs and mask have the steps first.</param>
    /// <param name="zero_output_for_mask">Whether masked outputs are 0.</param>
    /// <param name="return_all_outputs">Whether outputs holds all steps, or only the last one.</param>
    /// <returns>The last output, all outputs, and the states after the last step.</returns>
    /// <exception cref="ArgumentException">inputs has fewer than two axes, or no step.</exception>
    [KerasExport("keras.backend.rnn")]
    public static (Tensor LastOutput, Tensor Outputs, Tensor[] NewStates) rnn(
        Func<Tensor, Tensor[], (Tensor Output, Tensor[] States)> step_function, Tensor inputs, Tensor[] initial_states,
        bool go_backwards = false, Tensor? mask = null, Tensor[]? constants = null, bool unroll = false, long? input_length = null,
        bool time_major = false, bool zero_output_for_mask = false, bool return_all_outputs = true)
    {
        Guard.That(inputs.dim() >= 2, $"`inputs` must have at least the axes batch and steps. Received: shape {Shape.Of(inputs.shape)}.",
            nameof(inputs));
        int axis = time_major ? 0 : 1;
        long steps = inputs.size(axis);
        Guard.That(steps > 0, "`inputs` must hold at least one step.", nameof(inputs));
        Tensor[] states = initial_states;
        var outputs = new List<Tensor>();
        for (long i = 0; i < steps; i++)
        {
            long at = go_backwards ? steps - 1 - i : i;
            var (output, next) = step_function(inputs.select(axis, at), [.. states, .. constants ?? []]);
            if (mask is not null)
            {
                Tensor counts = mask.select(axis, at).to_type(TorchSharp.torch.ScalarType.Bool);
                Tensor before = zero_output_for_mask || outputs.Count == 0 ? output.zeros_like() : outputs[^1];
                output = Where(counts, output, before);
                next = [.. next.Select((state, s) => Where(counts, state, states[s]))];
            }
            states = next;
            outputs.Add(output);
        }
        Tensor all = TorchSharp.torch.stack(return_all_outputs ? outputs : [outputs[^1]], axis);
        return (outputs[^1], all, states);
    }

    /// <summary>The first rows where the condition holds, else the second.</summary>
    private static Tensor Where(Tensor rows, Tensor then, Tensor other) =>
        TorchSharp.torch.where(rows.reshape([rows.size(0), .. Enumerable.Repeat(1L, (int)then.dim() - 1)]), then, other);
}
