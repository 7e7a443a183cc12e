namespace KerasDigits.Port.Translating;

/// <summary>Arguments as Keras 1 had them, by the names and forms that took their place with the same meaning.</summary>
internal static class Keras1
{
    private static readonly Dictionary<string, string> s_everywhere = new()
    {
        ["nb_words"] = "num_words", ["init"] = "kernel_initializer", ["W_regularizer"] = "kernel_regularizer",
        ["b_regularizer"] = "bias_regularizer", ["W_constraint"] = "kernel_constraint", ["b_constraint"] = "bias_constraint",
        ["bias"] = "use_bias", ["nb_filter"] = "filters", ["border_mode"] = "padding", ["subsample"] = "strides",
        ["inner_activation"] = "recurrent_activation", ["inner_init"] = "recurrent_initializer", ["dropout_W"] = "dropout",
        ["dropout_U"] = "recurrent_dropout", ["filter_length"] = "kernel_size", ["subsample_length"] = "strides",
        ["pool_length"] = "pool_size", ["U_regularizer"] = "recurrent_regularizer", ["nb_epoch"] = "epochs", ["std"] = "stddev",
    };

    // Words that mean something else with other layers.
    private static readonly Dictionary<string, string> s_units = new() { ["output_dim"] = "units" };

    private static readonly Dictionary<string, string> s_embedding = new() { ["init"] = "embeddings_initializer",
        ["W_regularizer"] = "embeddings_regularizer", ["W_constraint"] = "embeddings_constraint" };

    private static readonly Dictionary<string, string> s_model = new() { ["input"] = "inputs", ["output"] = "outputs" };

    private static readonly HashSet<string> s_withUnits = ["Dense", "LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU"];

    /// <summary>
    /// normal(shape, scale=0.01, name=name): today's class and its arguments, and the shape; null where the call is none of these.
    /// </summary>
    public static (string Class, IReadOnlyList<(string Name, Expr Value)> Arguments, Expr Shape)? FindInitializer(string name,
        CallExpr call)
    {
        Argument[] rest = [.. call.Arguments.Skip(1)];
        if (call.Arguments is not [{ Name: null or "shape", Stars: 0, Value: not (NumberExpr or UnaryExpr) } shape, ..]
            || rest.Any(a => a.Name is not ("scale" or "name" or "dim_ordering")) || !rest.Any(a => a.Name is "scale" or "name"))
        {
            return null;
        }
        Expr scale = rest.FirstOrDefault(a => a.Name == "scale")?.Value
            ?? new NumberExpr(name is "identity" or "orthogonal" ? "1.0" : "0.05", NumberKind.Float);
        (string Class, (string, Expr)[] Arguments)? made = name switch
        {
            "normal" => ("RandomNormal", [("stddev", scale)]),
            "uniform" => ("RandomUniform", [("minval", new UnaryExpr("-", scale)), ("maxval", scale)]),
            "identity" => ("Identity", [("gain", scale)]),
            "zero" or "zeros" => ("Zeros", []),
            "one" or "ones" => ("Ones", []),
            "glorot_uniform" => ("GlorotUniform", []),
            "glorot_normal" => ("GlorotNormal", []),
            "he_normal" => ("HeNormal", []),
            "he_uniform" => ("HeUniform", []),
            _ => null,
        };
        return made is { } known ? (known.Class, known.Arguments, shape.Value) : null;
    }

    /// <summary>
    /// The call with today's names, where it has old ones; <paramref name="has"/>: whether today's function has an argument.
    /// </summary>
    public static CallExpr Renew(string path, CallExpr call, Func<string, bool> has)
    {
        if (!path.StartsWith("keras.", StringComparison.Ordinal)) { return call; }
        string name = path[(path.LastIndexOf('.') + 1)..];
        bool isOld = call.Arguments.Any(a => a.Name is "border_mode" or "subsample" or "nb_filter" or "nb_row" or "init" or "W_regularizer"
            or "dim_ordering" or "filter_length" or "W_constraint");
        Dictionary<string, string> own = s_withUnits.Contains(name) ? s_units : name == "Model" ? s_model
            : name == "Embedding" ? s_embedding : [];
        var given = call.Arguments.Select(a => a.Name is { } n && !has(n)
            && (own.TryGetValue(n, out string? now) || s_everywhere.TryGetValue(n, out now)) && has(now)
            ? a with { Name = now }
            : a).ToList();
        // Input(batch_shape=(32, 10)): the first size is the batch's.
        if (name == "Input" && given.FindIndex(a =>
            a is { Name: "batch_shape", Value: TupleExpr { Items.Count: > 1 } }) is >= 0 and var whole
            && !has("batch_shape"))
        {
            IReadOnlyList<Expr> sizes2 = ((TupleExpr)given[whole].Value).Items;
            given[whole] = new Argument("shape", new TupleExpr([.. sizes2.Skip(1)]), 0);
            if (sizes2[0] is not Constant { Text: "None" }) { given.Add(new Argument("batch_size", sizes2[0], 0)); }
        }
        // Convolution2D(32, 3, 3): rows and columns beside each other.
        if (name == "Convolution2D" || isOld && name is "Conv2D" or "ConvLSTM2D" or "SeparableConvolution2D" && isOld)
        {
            if (given.Take(3).Count(a => a.Name is null) == 3)
            {
                given[1] = new Argument(null, new TupleExpr([given[1].Value, given[2].Value]), 0);
                given.RemoveAt(2);
            }
        }
        Argument? row = given.FirstOrDefault(a => a.Name == "nb_row"), column = given.FirstOrDefault(a => a.Name == "nb_col");
        if (row is not null && column is not null && has("kernel_size"))
        {
            given[given.IndexOf(row)] = new Argument("kernel_size", new TupleExpr([row.Value, column.Value]), 0);
            given.Remove(column);
        }
        Argument[] sizes = [.. new[] { "kernel_dim1", "kernel_dim2", "kernel_dim3" }.Select(n => given.FirstOrDefault(a => a.Name == n))
            .OfType<Argument>()];
        if (sizes.Length == 3 && has("kernel_size"))
        {
            given[given.IndexOf(sizes[0])] = new Argument("kernel_size", new TupleExpr([.. sizes.Select(a => a.Value)]), 0);
            given.RemoveAll(a => a == sizes[1] || a == sizes[2]);
        }
        int order = given.FindIndex(a => a is { Name: "dim_ordering", Value: StringExpr { Value: "tf" or "th" } });
        if (order >= 0 && has("data_format"))
        {
            bool isLast = ((StringExpr)given[order].Value).Value == "tf";
            given[order] = new Argument("data_format", new StringExpr(isLast ? "channels_last" : "channels_first", false), 0);
        }
        return given.SequenceEqual(call.Arguments) ? call : call with { Arguments = given };
    }
}
