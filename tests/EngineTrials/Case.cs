using KerasDigits.Layers;
using static KerasDigits.keras;

/// <summary>A layer, the shapes of its inputs and the circumstances under which it is compared with itself in float64.</summary>
internal sealed record Case(string What, Func<Layer> Make, long[][] Inputs, string DType, bool Training, bool Transposed,
    bool SpreadGradient, int Threads)
{
    /// <summary>What may be drawn, and what the systematic search goes through.</summary>
    public static readonly string[] Kinds =
    [
        "conv2", "conv2", "conv2", "conv2", "dilated", "conv1", "conv3", "groups", "depthwise", "separable", "transpose1", "transpose2",
        "transpose3",
        "pool1", "pool2", "pool3", "global", "batchnorm", "layernorm", "groupnorm", "dense", "lstm", "gru", "rnn", "convlstm", "attention",
        "heads", "local",
    ];

    public override string ToString() =>
        $"{What} on {string.Join(" ", Inputs.Select(s => $"({string.Join(",", s)})"))} {DType}{(Training ? " training" : "")}"
        + $"{(Transposed ? " transposed" : "")}{(SpreadGradient ? " spread" : "")} {Threads} threads";

    /// <summary>Draws a case; one that would take long is drawn again.</summary>
    /// <param name="random">Decides everything.</param>
    /// <param name="kind">Only this kind; "": any.</param>
    public static Case Draw(Random random, string kind)
    {
        while (true)
        {
            var draws = new Draws(random);
            if (Draw(draws, kind.Length > 0 ? kind : draws.Of(Kinds)) is { } drawn) { return drawn; }
        }
    }

    /// <summary>The case of a kind at a point of the grid; null: it would take long.</summary>
    public static Case? At(string kind, long point) => Draw(new Draws(point), kind);

    private static Case? Draw(Draws draws, string kind)
    {
        bool half = draws.Axis(Draws.DTypes) > 0 || (!draws.IsGrid && kind == "dilated");
        var (what, make, shapes, work) = DrawLayer(kind, draws);
        return work > 30e6
            ? null
            : new Case(what, make, shapes, half ? "mixed_bfloat16" : "float32", draws.Yes(2), draws.Yes(4), draws.Yes(3),
                draws.Yes(3) ? 2 : 1);
    }

    private static (string, Func<Layer>, long[][], double) DrawLayer(string kind, Draws d)
    {
        int axes = kind[^1] is var last && char.IsDigit(last) ? last - '0' : 2;
        int channels = d.Axis(Draws.Channels), filters = d.Axis(Draws.Filters), batch = d.Axis(Draws.Batches), heads = d.Of([1, 2, 4]);
        int[] sizes = d.Axes(axes, Draws.Sizes, alike: false), window = d.Axes(axes, Draws.Windows, d.Yes(2)),
            strides = d.Axes(axes, Draws.Strides, d.Yes(2));
        // A step below 0 is a dilation: the two exclude each other.
        int step = kind == "dilated" ? -d.Of([2, 3]) : strides[0];
        int[] dilation = [.. Enumerable.Repeat(Math.Max(1, -step), axes)];
        strides = step < 0 ? [.. Enumerable.Repeat(1, axes)] : [.. strides.Select(Math.Abs)];
        string padding = d.Axis(Draws.Paddings) == 0 ? "same" : "valid";
        bool bias = d.Yes(2);
        if (padding == "valid") { for (int i = 0; i < axes; i++) { sizes[i] = Math.Max(sizes[i], ((window[i] - 1) * dilation[i]) + 1); } }
        string settings = $"window {string.Join("x", window)} strides {string.Join("x", strides)} dilation "
            + $"{dilation[0]} {padding}{(bias ? " bias" : "")}";
        double places = batch * sizes.Aggregate(1.0, (a, b) => a * b), taps = window.Aggregate(1.0, (a, b) => a * b);
        // What steps spread over: a small input of many filters may become gigabytes.
        double spread = places * strides.Aggregate(1.0, (a, b) => a * b) * filters * 4;
        long[] picture = [batch, .. sizes.Select(s => (long)s), channels];
        switch (kind)
        {
            case "conv1":
                return ($"Conv1D {filters} {settings}",
                    () => layers.Conv1D(filters, window[0], strides[0], padding, dilation_rate: dilation[0], use_bias: bias), [picture],
                    places * taps * channels * filters);
            case "conv2" or "dilated":
                return ($"Conv2D {filters} {settings}",
                    () => layers.Conv2D(filters, (window[0], window[1]), (strides[0], strides[1]), padding,
                        dilation_rate: (dilation[0], dilation[1]), use_bias: bias), [picture], places * taps * channels * filters);
            case "conv3":
                return ($"Conv3D {filters} {settings}",
                    () => layers.Conv3D(filters, (window[0], window[1], window[2]), (strides[0], strides[1], strides[2]), padding,
                        dilation_rate: (dilation[0], dilation[1], dilation[2]), use_bias: bias), [picture],
                        places * taps * channels * filters);
            case "groups":
                int groups = d.Of([2, 3, 4, 8]), each = d.Of([1, 2, 3, 4, 8]);
                picture[^1] = groups * each;
                return ($"Conv2D {groups * heads} groups {groups} {settings}",
                    () => layers.Conv2D(groups * heads, (window[0], window[1]), (strides[0], strides[1]), padding,
                        dilation_rate: (dilation[0], dilation[1]), groups: groups, use_bias: bias), [picture],
                        places * taps * groups * each * heads * 4);
            case "depthwise":
                strides = [strides[0], strides[0]];
                return ($"DepthwiseConv2D x{heads} {settings}",
                    () => layers.DepthwiseConv2D((window[0], window[1]), (strides[0], strides[1]), padding, heads,
                        dilation_rate: (dilation[0], dilation[1]), use_bias: bias), [picture], places * taps * channels * heads * 8);
            case "separable":
                strides = [strides[0], strides[0]];
                return ($"SeparableConv2D {filters} {settings}",
                    () => layers.SeparableConv2D(filters, (window[0], window[1]), (strides[0], strides[1]), padding,
                        dilation_rate: (dilation[0], dilation[1]), depth_multiplier: heads, use_bias: bias), [picture],
                        places * channels * heads * ((taps * 8) + filters));
            case "transpose1":
                return ($"Conv1DTranspose {filters} {settings}",
                    () => layers.Conv1DTranspose(filters, window[0], strides[0], padding, dilation_rate: dilation[0], use_bias: bias),
                    [picture], Math.Max(spread, places * taps * channels * filters));
            case "transpose2":
                return ($"Conv2DTranspose {filters} {settings}",
                    () => layers.Conv2DTranspose(filters, (window[0], window[1]), (strides[0], strides[1]), padding,
                        dilation_rate: (dilation[0], dilation[1]), use_bias: bias), [picture],
                    Math.Max(spread, places * taps * channels * filters));
            case "transpose3":
                return ($"Conv3DTranspose {filters} {settings}",
                    () => layers.Conv3DTranspose(filters, (window[0], window[1], window[2]), (strides[0], strides[1], strides[2]), padding,
                        use_bias: bias), [picture],
                    Math.Max(spread, places * taps * channels * filters));
            case "pool1" or "pool2" or "pool3":
                bool greatest = d.Yes(2);
                return ($"{(greatest ? "Max" : "Average")}Pooling{axes}D {settings}", () => (axes, greatest) switch
                {
                    (1, true) => layers.MaxPooling1D(window[0], strides[0], padding),
                    (1, false) => layers.AveragePooling1D(window[0], strides[0], padding),
                    (2, true) => layers.MaxPooling2D((window[0], window[1]), (strides[0], strides[1]), padding),
                    (2, false) => layers.AveragePooling2D((window[0], window[1]), (strides[0], strides[1]), padding),
                    (3, true) => layers.MaxPooling3D((window[0], window[1], window[2]), (strides[0], strides[1], strides[2]), padding),
                    _ => (Layer)layers.AveragePooling3D((window[0], window[1], window[2]), (strides[0], strides[1], strides[2]), padding),
                }, [picture], places * taps * channels * 8);
            case "global":
                return bias
                    ? ("GlobalMaxPooling2D", () => layers.GlobalMaxPooling2D(), [picture], places * channels)
                    : ("GlobalAveragePooling2D", () => layers.GlobalAveragePooling2D(), [picture], places * channels);
            case "batchnorm":
                long[] any = d.Of([picture, [batch, channels], [batch, sizes[0], channels], [batch, sizes[0], 2, 3, channels]]);
                return ("BatchNormalization", () => layers.BatchNormalization(), [any], places * channels * 8);
            case "layernorm":
                return ($"LayerNormalization", () => layers.LayerNormalization(), [picture], places * channels * 8);
            case "groupnorm":
                return ($"GroupNormalization {channels}", () => layers.GroupNormalization(channels), [picture], places * channels * 8);
            case "dense":
                return ($"Dense {filters}", () => layers.Dense(filters, use_bias: bias), [d.Yes(2) ? picture : [batch, channels]],
                    places * channels * filters);
            case "lstm" or "gru" or "rnn":
                int steps = Math.Min(sizes[0], 17);
                bool all = d.Yes(2), backwards = d.Yes(4), after = d.Yes(2);
                string told = $"{filters}{(all ? " sequences" : "")}{(backwards ? " backwards" : "")}{(after ? " after" : "")}";
                Func<Layer> recurrent = kind switch
                {
                    "lstm" => () => layers.LSTM(filters, return_sequences: all, go_backwards: backwards),
                    "gru" => () => layers.GRU(filters, return_sequences: all, go_backwards: backwards, reset_after: after),
                    _ => () => layers.SimpleRNN(filters, return_sequences: all, go_backwards: backwards),
                };
                return ($"{kind} {told}", recurrent, [[batch, steps, channels]], batch * steps * (channels + filters) * filters * 4.0);
            case "convlstm":
                int few = Math.Min(filters, 9);
                long[] film = [batch, d.Of([1, 2, 3]), Math.Max(Math.Min(sizes[0], 9), window[0]),
                    Math.Max(Math.Min(sizes[1], 9), window[1]), Math.Min(channels, 9)];
                return ($"ConvLSTM2D {few} {settings}",
                    () => layers.ConvLSTM2D(few, (window[0], window[1]), (strides[0], strides[1]), padding, use_bias: bias), [film],
                    film.Aggregate(1.0, (a, b) => a * b) * taps * few * 8);
            case "attention":
                long[] queries = [batch, sizes[0], channels], keys = [batch, sizes[1], channels];
                return bias ? ("Attention", () => layers.Attention(), [queries, keys], batch * sizes[0] * sizes[1] * channels * 4.0)
                    : ("AdditiveAttention", () => layers.AdditiveAttention(), [queries, keys],
                        batch * sizes[0] * sizes[1] * channels * 8.0);
            case "heads":
                return ($"MultiHeadAttention {heads} heads of {filters}", () => layers.MultiHeadAttention(heads, filters, use_bias: bias),
                    [[batch, sizes[0], channels], [batch, sizes[1], channels]],
                    batch * heads * filters * (((sizes[0] + (2.0 * sizes[1])) * channels) + (2.0 * sizes[0] * sizes[1])));
            case "local":
                int small = Math.Min(filters, 9);
                return ($"LocallyConnected2D {small} {settings}",
                    () => layers.LocallyConnected2D(small, (window[0], window[1]), (strides[0], strides[1]), use_bias: bias),
                    [[batch, Math.Max(sizes[0], window[0]), Math.Max(sizes[1], window[1]), channels]],
                    places * taps * channels * small * 8);
            default:
                throw new ArgumentException($"A kind must be one of {string.Join(", ", Kinds.Distinct())}. Received: {kind}.");
        }
    }
}
