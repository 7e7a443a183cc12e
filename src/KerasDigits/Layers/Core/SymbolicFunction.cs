using System.Reflection;

namespace KerasDigits.Layers;

/// <summary>Functions called on symbolic tensors: each call becomes a layer, as in tf.keras.</summary>
/// <remarks>Source: tf.keras 2.15, layers/core/tf_op_layer.py. TF 2.3.1 makes TensorFlowOpLayers of them; these stand under the names and
/// in the form of 2.4 and later.</remarks>
internal static class SymbolicFunction
{
    /// <summary>
    /// What keras.backend's functions are in TensorFlow, where arguments and meaning are the same; files and summaries then show
    /// TensorFlow's name as Keras's do.
    /// </summary>
    private static readonly Dictionary<string, (string Name, (string Ours, string Theirs)[] Renamed)> s_inTensorFlow = new()
    {
        ["mean"] = ("math.reduce_mean", []), ["sum"] = ("math.reduce_sum", []), ["max"] = ("math.reduce_max", []),
        ["min"] = ("math.reduce_min", []),
        ["prod"] = ("math.reduce_prod", []), ["var"] = ("math.reduce_variance", []), ["std"] = ("math.reduce_std", []),
        ["exp"] = ("math.exp", []), ["log"] = ("math.log", []), ["square"] = ("math.square", []), ["abs"] = ("math.abs", []),
        ["sign"] = ("math.sign", []),
        ["round"] = ("math.round", []), ["sin"] = ("math.sin", []), ["cos"] = ("math.cos", []), ["pow"] = ("math.pow", [("a", "y")]),
        ["maximum"] = ("math.maximum", []), ["minimum"] = ("math.minimum", []), ["equal"] = ("math.equal", []),
        ["not_equal"] = ("math.not_equal", []),
        ["greater"] = ("math.greater", []), ["greater_equal"] = ("math.greater_equal", []), ["less"] = ("math.less", []),
        ["less_equal"] = ("math.less_equal", []),
        ["clip"] = ("clip_by_value", [("min_value", "clip_value_min"), ("max_value", "clip_value_max")]),
        ["stop_gradient"] = ("stop_gradient", []),
        ["reshape"] = ("reshape", []), ["expand_dims"] = ("expand_dims", []), ["squeeze"] = ("squeeze", []),
        ["permute_dimensions"] = ("transpose", [("pattern", "perm")]),
        ["concatenate"] = ("concat", []), ["stack"] = ("stack", []), ["cast"] = ("cast", []), ["tile"] = ("tile", [("n", "multiples")]),
        ["sigmoid"] = ("math.sigmoid", []), ["tanh"] = ("math.tanh", []), ["softplus"] = ("math.softplus", []),
        ["argmax"] = ("math.argmax", []), ["argmin"] = ("math.argmin", []),
    };

    /// <summary>A function by its full Keras name.</summary>
    /// <param name="path">For example "keras.backend.mean".</param>
    /// <param name="arguments">All its arguments in order; symbolic tensors where the function takes tensors.</param>
    public static KerasTensor Call(string path, params object?[] arguments)
    {
        ParameterInfo[] parameters = Registry.Functions[path].GetParameters();
        var (name, renamed) = path.StartsWith("keras.backend.", StringComparison.Ordinal)
            && s_inTensorFlow.TryGetValue(path[14..], out var known) ? known : (FindTensorFlowName(path) ?? path, []);
        // Defaults are left out where they are the function's own.
        bool same = name == path || path.StartsWith("tf.", StringComparison.Ordinal);
        var inputs = new List<KerasTensor>();
        var names = new List<string?>();
        var keywords = new Config();
        for (int i = 0; i < parameters.Length; i++)
        {
            string argument = renamed.FirstOrDefault(r => r.Ours == parameters[i].Name).Theirs ?? parameters[i].Name!;
            object? value = arguments[i] is SymbolicOperand operand ? (object?)operand.Tensor ?? operand.Number : arguments[i];
            KerasTensor[] tensors = value is KerasTensor one ? [one] : value as KerasTensor[] ?? [];
            inputs.AddRange(tensors);
            names.AddRange(tensors.Select(_ => i == 0 ? null : argument));
            // What is not given is left out where the function is the same: its default is the same too.
            if (tensors.Length == 0 && !(same && Equals(value, parameters[i].DefaultValue)) && value is not null)
            {
                keywords[i == 0 ? OpLambda.Constant : argument] = ConfigBinder.ToPlain(value);
            }
        }
        return Make(name, [.. inputs], [.. names], keywords);
    }

    /// <summary>The name under which files hold a function of <c>tf</c>: tf.reduce_mean is math.reduce_mean; null for others.</summary>
    private static string? FindTensorFlowName(string path)
    {
        if (!path.StartsWith("tf.", StringComparison.Ordinal)) { return null; }
        string name = path[3..];
        return TFOpLambda.Knows("math." + name) ? "math." + name : TFOpLambda.Knows(name) ? name : null;
    }

    /// <summary>A function of TensorFlow of one or two arguments: tensors or numbers.</summary>
    internal static KerasTensor ApplyOperator(string name, SymbolicOperand x, SymbolicOperand? y = null)
    {
        var keywords = new Config();
        if (x.Tensor is null) { keywords[OpLambda.Constant] = x.Number; }
        if (y is { Tensor: null } number) { keywords["y"] = number.Number; }
        KerasTensor[] inputs = [.. new[] { x.Tensor, y?.Tensor }.OfType<KerasTensor>()];
        return Make(name, inputs, inputs.Length == 2
            || x.Tensor is null ? [.. x.Tensor is null ? Array.Empty<string?>() : [null],
                .. y?.Tensor is null ? Array.Empty<string?>() : ["y"]] : [null], keywords);
    }

    /// <summary>A part of a tensor.</summary>
    internal static KerasTensor Slice(KerasTensor x, IReadOnlyList<object?> items)
    {
        var layer = new SlicingOpLambda { name = FindFreeName("tf.__operators__.getitem", [x]) };
        return layer.ApplyAll([x], null, new Config { ["slice_spec"] = items.Count == 1 ? items[0] : items.ToList() })[0];
    }

    /// <summary>
    /// The next name that no layer before these tensors has: a model that was read may hold names that this process has not given.
    /// </summary>
    private static string FindFreeName(string start, KerasTensor[] tensors)
    {
        HashSet<KerasTensor> seen = [.. tensors];
        HashSet<string> taken = [];
        var waiting = new Stack<KerasTensor>(tensors);
        while (waiting.TryPop(out KerasTensor? t))
        {
            if (t.Producer.Layer.name is { } name && name.StartsWith(start, StringComparison.Ordinal)) { _ = taken.Add(name); }
            foreach (KerasTensor input in t.Producer.Inputs) { if (seen.Add(input)) { waiting.Push(input); } }
        }
        string free = Names.MakeUnique(start);
        while (taken.Contains(free)) { free = Names.MakeUnique(start); }
        return free;
    }

    /// <summary>The layer of a function, called.</summary>
    internal static KerasTensor Make(string function, KerasTensor[] inputs, string?[] names, Config keywords)
    {
        Guard.That(inputs.Length > 0, $"{function} must be given at least one symbolic tensor.", "x");
        var layer = new TFOpLambda(function) { name = FindFreeName("tf." + function, inputs) };
        return layer.ApplyAll(inputs, Array.TrueForAll(names, n => n is null) ? null : names, keywords.Count == 0 ? null : keywords)[0];
    }
}

/// <summary>What functions on symbolic tensors take beside one: a symbolic tensor or a number.</summary>
public readonly struct SymbolicOperand
{
    private SymbolicOperand(KerasTensor? tensor, double number) => (Tensor, Number) = (tensor, number);

    internal KerasTensor? Tensor { get; }

    internal double Number { get; }

    /// <summary>A symbolic tensor.</summary>
    public static implicit operator SymbolicOperand(KerasTensor tensor) => new(tensor, 0);

    /// <summary>A number.</summary>
    public static implicit operator SymbolicOperand(double number) => new(null, number);
}
