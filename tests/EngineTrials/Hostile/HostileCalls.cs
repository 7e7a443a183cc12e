using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using KerasDigits;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Losses;
using KerasDigits.Metrics;
using TorchSharp;

/// <summary>
/// Calls every public function of tensors, loss, metric and layer with what nobody should pass, and its gradient, and the gradient's: all
/// may throw, none may end the process, or give what lay in memory before.
/// </summary>
internal static class HostileCalls
{
    private static readonly string[] s_modules =
    [
        "keras.ops", "keras.backend", "keras.losses", "keras.metrics", "keras.activations", "keras.layers", "keras.random", "keras.utils",
        "keras.constraints", "keras.regularizers", "keras.initializers", "keras.legacy.layers", "tf", "tf.math", "tf.nn", "tf.image",
        "tf.linalg", "tf.random", "tf.strings", "tf.signal", "tf.sparse", "tf.keras.backend",
    ];

    /// <summary>What works on files, or sets what later calls go by.</summary>
    private static readonly string[] s_passed =
    [
        "set_", "clear_session", "load", "save", "get_file", "plot_", "enable_", "disable_", "reset_uids", "get_registered", "register",
        "unpack", "manual_variable", "image_dataset", "text_dataset", "timeseries_dataset", "function", "while_loop",
    ];

    /// <summary>The functions whose name contains a text, in order.</summary>
    public static MethodInfo[] Find(string name) =>
        [.. Modules().SelectMany(t => t.Type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m => !m.IsSpecialName && HostileArguments.CanDraw(m)
                && !s_passed.Any(p => m.Name.StartsWith(p, StringComparison.Ordinal))
                && !m.GetParameters().Any(p => p.ParameterType.Name.Contains("Symbolic") || p.ParameterType.Name.Contains("KerasTensor"))
                && $"{t.Name}.{m.Name}".Contains(name, StringComparison.Ordinal)))];

    private static IEnumerable<(string Name, Type Type)> Modules() =>
        new (string Name, Type Type)[] { ("keras", typeof(keras)), ("tf", typeof(tf)) }.SelectMany(Nested)
            .Where(t => s_modules.Any(m => t.Name == m || (m != "tf" && t.Name.StartsWith(m + ".", StringComparison.Ordinal))))
            .Concat([("fits", typeof(HostileFits)), ("windows", typeof(HostileWindows))]);

    private static IEnumerable<(string Name, Type Type)> Nested((string Name, Type Type) outer) =>
        outer.Type.GetNestedTypes().SelectMany(t => Nested(($"{outer.Name}.{t.Name}", t))).Prepend(outer);

    /// <summary>
    /// Runs cases FIRST to END - 1 in this process: for each "begin NUMBER WHAT", then "right" and what it gave, or how it failed.
    /// </summary>
    public static int RunCases(long first, long end, int seed, string name)
    {
        MethodInfo[] functions = Find(name);
        TextWriter told = Console.Out;
        Console.SetOut(TextWriter.Null);
        for (long i = first; i < end; i++)
        {
            MethodInfo function = functions[i % functions.Length];
            int chance = unchecked((int)((uint)((seed * 1_000_003) + i) * 2654435761u));
            told.WriteLine($"begin {i} {function.DeclaringType!.FullName!.Replace("KerasDigits.", "").Replace('+', '.')}.{function.Name}");
            told.Flush();
            string verdict;
            using (Scopes.Step())
            {
                keras.utils.set_random_seed(chance & int.MaxValue);
                var values = new HostileValues(new Random(chance));
                var arguments = new HostileArguments(values);
                try
                {
                    object?[] drawn = arguments.Draw(function);
                    told.WriteLine($"with {arguments.Words}");
                    told.Flush();
                    verdict = Call(function, drawn, arguments, values, told);
                }
                catch (Exception e) { verdict = Name(e); }
            }
            told.WriteLine(verdict);
        }
        told.Flush();
        return 0;
    }

    private static string Name(Exception e)
    {
        while (e is TargetInvocationException { InnerException: { } inner }) { e = inner; }
        if (e is NullReferenceException) { return $"threw {e}".ReplaceLineEndings(" "); }
        return $"threw {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")[..Math.Min(200, e.Message.Length)]}";
    }

    private static string Call(MethodInfo function, object?[] drawn, HostileArguments arguments, HostileValues values, TextWriter told)
    {
        object? made = function.Invoke(null, drawn);
        // Most inputs do not fit a layer at all: some are tried.
        for (int i = 0; i < 7 && made is Layer; i++)
        {
            told.WriteLine($"with try {i}");
            Tensor t = values.DrawTensor(values.Of(HostileValues.Shapes), out string words);
            told.WriteLine($"with {words}");
            told.Flush();
            try
            {
                ((Layer)made).ApplyAll([t], values.Yes(2));
                arguments.Tensors.Clear();
                if (t.requires_grad) { arguments.Tensors.Add(t); }
                made = Apply((Layer)made, [t], values.Yes(2), arguments);
            }
            catch (Exception e)
            {
                told.WriteLine($"with {Name(e)}");
                if (i < 6) { made = function.Invoke(null, drawn); }
            }
        }
        if (made is Layer or Loss or Metric or Delegate)
        {
            Tensor[] inputs = [.. Enumerable.Range(0, made is Layer ? values.Of([1, 1, 1, 2, 3]) : values.Of([2, 2, 2, 3])).Select(_ =>
            {
                Tensor t = values.DrawTensor(out string words);
                told.WriteLine($"with {words}");
                if (t.requires_grad) { arguments.Tensors.Add(t); }
                return t;
            })];
            told.Flush();
            made = made switch
            {
                Layer layer => Apply(layer, inputs, values.Yes(2), arguments),
                Loss loss => loss.Apply(inputs[0], inputs[1], inputs.Length > 2 ? inputs[2] : null),
                Metric metric => metric.Apply(inputs[0], inputs[1], inputs.Length > 2 ? inputs[2] : null),
                _ => null,
            };
        }
        Tensor[] results = [.. Spread(made)];
        string print = Print(results);
        told.WriteLine($"with gradients after {print}");
        told.Flush();
        Tensor[] from = [.. results.Where(r => r.requires_grad)];
        if (from.Length == 0 || arguments.Tensors.Count == 0) { return $"right {print}"; }
        bool again = values.Yes(3);
        Tensor[] gradients = [.. torch.autograd.grad([.. from], arguments.Tensors, [.. from.Select(r => torch.ones_like(r))],
            retain_graph: again, create_graph: again, allow_unused: true).Where(g => g is not null && !g.IsInvalid)];
        print += Print(gradients);
        from = [.. gradients.Where(r => r.requires_grad)];
        if (!again || from.Length == 0) { return $"right {print}"; }
        told.WriteLine("with second gradients");
        told.Flush();
        print += Print([.. torch.autograd.grad([.. from], arguments.Tensors, [.. from.Select(r => torch.ones_like(r))], allow_unused: true)
            .Where(g => g is not null && !g.IsInvalid)]);
        return $"right {print}";
    }

    private static Tensor[] Apply(Layer layer, Tensor[] inputs, bool training, HostileArguments arguments)
    {
        Tensor[] results = layer.ApplyAll(inputs, training);
        foreach (Variable v in layer.trainable_weights)
        {
            if (torch.is_floating_point(v.value)) { arguments.Tensors.Add(v.value.requires_grad_(true)); }
        }
        return arguments.Tensors.Count > inputs.Length ? layer.ApplyAll(inputs, training) : results;
    }

    private static IEnumerable<Tensor> Spread(object? made) => made switch
    {
        Tensor t => [t],
        Variable v => [v.value],
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Spread(tuple[i])),
        string => [],
        IEnumerable several and not NumSharp.NDArray => several.Cast<object?>().Take(20).SelectMany(Spread),
        _ => [],
    };

    /// <summary>A number of all values: what differs between two runs was never computed.</summary>
    private static string Print(Tensor[] results)
    {
        var text = new System.Text.StringBuilder();
        foreach (Tensor r in results)
        {
            ulong hash = 14695981039346656037;
            using Tensor plain = r.detach().contiguous();
            if (plain.numel() is > 0 and < 200000 && !plain.is_complex())
            {
                foreach (double x in plain.to(torch.ScalarType.Float64).contiguous().data<double>().ToArray())
                {
                    hash = (hash ^ (double.IsNaN(x) ? 7 : (ulong)BitConverter.DoubleToInt64Bits(x))) * 1099511628211;
                }
            }
            text.Append($"({string.Join(",", r.shape)}){hash:x} ");
        }
        return text.ToString();
    }
}
