using System.Collections;
using System.Globalization;
using KerasDigits.Backend;
using KerasDigits.Data;
using KerasDigits.Layers;
using KerasDigits.Saving.Hdf5;
using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Tests.Semantics;

/// <content>Expressions.</content>
internal sealed partial class PythonRunner
{
    private object? Value(Node node, Scope scope)
    {
        switch (node.Kind)
        {
            case "constant": return node.Value;
            case "format": return string.Concat(node.Parts.Select(p => PythonText.Str(Value(p!, scope))));
            case "name" when node.Value is "super": return new PyFunction("super", (_, _) => Super(scope));
            case "name": return Named((string)node.Value!, scope);
            case "list":
                return node.Parts.SelectMany(p => p!.Kind == "star" ? Items(Value(p.Parts[0]!, scope)) : [Value(p, scope)]).ToList();
            case "tuple": return node.Parts.Select(p => Value(p!, scope)).ToArray();
            case "dict":
                var dictionary = new PyDict();
                for (int i = 0; i < node.Parts.Length; i += 2)
                {
                    dictionary[Value(node.Parts[i]!, scope)!] = Value(node.Parts[i + 1]!, scope);
                }
                return dictionary;
            case "lambda": return Define("<lambda>", (List<(string, Node?)>)node.Value!, node.Parts[0]!, scope);
            case "choose": return Truth(Value(node.Parts[0]!, scope)) ? Value(node.Parts[1]!, scope) : Value(node.Parts[2]!, scope);
            case "and": return Value(node.Parts[0]!, scope) is var a && !Truth(a) ? a : Value(node.Parts[1]!, scope);
            case "or": return Value(node.Parts[0]!, scope) is var o && Truth(o) ? o : Value(node.Parts[1]!, scope);
            case "not": return !Truth(Value(node.Parts[0]!, scope));
            case "minus":
                return Value(node.Parts[0]!, scope) switch
                {
                    long n => -n,
                    double d => -d,
                    NDArray x => -x,
                    Tensor t => -t,
                    KerasTensor k => -k,
                    var other => throw new NotReplayedException($"minus {other}")
                };
            case "binary": return Arithmetic.Of((string)node.Value!, Value(node.Parts[0]!, scope), Value(node.Parts[1]!, scope));
            case "compare": return Arithmetic.Compare((string)node.Value!, Value(node.Parts[0]!, scope), Value(node.Parts[1]!, scope));
            case "comprehension": return Comprehension(node, scope);
            case "subscript": return Subscript(node, scope);
            case "attribute": return Member(Value(node.Parts[0]!, scope), (string)node.Value!);
            case "call": return Call(node, scope);
            default: throw new NotReplayedException($"the expression {node.Kind}");
        }
    }

    private object Comprehension(Node node, Scope outer)
    {
        var list = new List<object?>();
        var dictionary = new PyDict();
        var scope = new Scope(outer);
        foreach (object? item in Items(Value(node.Parts[1]!, outer)))
        {
            Assign(node.Parts[0]!, item, scope);
            if (node.Parts[2] is { } condition && !Truth(Value(condition, scope))) { continue; }
            if ((string)node.Value! == "dict") { dictionary[Value(node.Parts[3]!, scope)!] = Value(node.Parts[4]!, scope); }
            else { list.Add(Value(node.Parts[3]!, scope)); }
        }
        return (string)node.Value! == "dict" ? dictionary : list;
    }

    private object? Subscript(Node node, Scope scope)
    {
        object? container = Value(node.Parts[0]!, scope);
        switch (container)
        {
            case PyFunction concatenation when concatenation.Name == "r_":
                return concatenation.Call([.. node.Parts.Skip(1).Select(p => Value(p!, scope))], []);
            case KerasDigits.Core.Config c: return FromNet(c[(string)Value(node.Parts[1]!, scope)!]);
            case OrderedDictionary<string, object> attributes:
                return attributes[(string)Value(node.Parts[1]!, scope)!] is string[] names
                    ? names.ToList<object?>()
                    : attributes[(string)Value(node.Parts[1]!, scope)!];
            case PyDict d: return d[Value(node.Parts[1]!, scope)!];
            case Evaluation e when node.Parts[1]!.Kind != "slice" && Value(node.Parts[1]!, scope) is string name: return e[name];
            case H5Reader or H5Group:
                return ((container as H5Group) ?? ((H5Reader)container).Root).Find((string)Value(node.Parts[1]!, scope)!);
            case IDictionary<string, double> logs when node.Parts[1]!.Kind != "slice": return logs[(string)Value(node.Parts[1]!, scope)!];
            case Tensor t: return t[Indices(node, scope)];
            case KerasTensor symbolic: return symbolic[Index(node, scope)];
            case Variable v: return v.value[Indices(node, scope)];
            case NDArray a when node.Parts.Length == 2 && node.Parts[1]!.Kind is not "slice" and not "tuple"
                && Value(node.Parts[1]!, scope) is NDArray chosen:
                return a[chosen.astype(NPTypeCode.Int32)];
            case NDArray a:
                string index = Index(node, scope);
                if (!index.Contains("None", StringComparison.Ordinal)) { return a[index]; }
                string[] parts = index.Split(", ");
                if (!parts.All(p => p is "None" or ":" or "...")) { throw new NotReplayedException($"the index {index}"); }
                var dims = new List<long>();
                int axis = 0, given = parts.Count(p => p is ":");
                foreach (string part in parts)
                {
                    if (part == "None") { dims.Add(1); }
                    else if (part == ":") { dims.Add(a.shape[axis++]); }
                    else { while (axis < a.ndim - given) { dims.Add(a.shape[axis++]); } }
                }
                dims.AddRange(a.shape.Skip(axis));
                return a.reshape(new NumSharp.Shape([.. dims]));
        }
        object?[] items = [.. Items(container)];
        if (node.Parts[1]!.Kind != "slice")
        {
            object? key = Value(node.Parts[1]!, scope);
            if (key is not long) { throw new NotReplayedException($"an item of {container?.GetType().Name} by {key}"); }
            int at = (int)(long)key;
            return items[at < 0 ? at + items.Length : at];
        }
        int Bound(Node? n, int otherwise) => n is null ? otherwise : (int)(long)Value(n, scope)! is var i
            && i < 0 ? Math.Max(0, i + items.Length) : Math.Min(items.Length, (int)(long)Value(n, scope)!);
        return items[Bound(node.Parts[1]!.Parts[0], 0)..Bound(node.Parts[1]!.Parts[1], items.Length)].ToList();
    }

    private string Index(Node node, Scope scope) =>
        string.Join(", ", node.Parts.Skip(1).SelectMany(p => p!.Kind == "tuple" ? p.Parts : [p]).Select(p => p!.Kind switch
    {
        "slice" => string.Join(":", p.Parts.Take(p.Parts[2] is null ? 2 : 3).Select(x => x is null ? "" : Value(x, scope)!.ToString())),
        _ => Value(p, scope) is { } v ? v is long n ? n.ToString(CultureInfo.InvariantCulture) : v is "..." ? "..."
            : throw new NotReplayedException($"an index of {v.GetType().Name}") : "None",
    }));

    /// <summary>The parts of an index, as libtorch takes them.</summary>
    private TorchSharp.torch.TensorIndex[] Indices(Node node, Scope scope) =>
        [.. node.Parts.Skip(1).SelectMany(p => p!.Kind == "tuple" ? p.Parts : [p]).Select(p =>
    {
        if (p!.Kind == "slice") { return TorchSharp.torch.TensorIndex.Slice(Bound(p.Parts[0]), Bound(p.Parts[1]), Bound(p.Parts[2])); }
        return Value(p, scope) switch
        {
            null => TorchSharp.torch.TensorIndex.Null,
            "..." => TorchSharp.torch.TensorIndex.Ellipsis,
            long n => TorchSharp.torch.TensorIndex.Single(n),
            var other => throw new NotReplayedException($"an index of {other.GetType().Name}"),
        };

        long? Bound(Node? part) => part is null ? null : (long?)Value(part, scope);
    })];

    public static IEnumerable<object?> Items(object? value) => value switch
    {
        PyDict d => d.Keys,
        KerasDigits.Core.Config c => c.Keys,
        string s => s.Select(c => (object?)c.ToString()),
        Predictions { outputs.Count: > 1 } p => p.outputs,
        NDArray a => Enumerable.Range(0, (int)a.shape[0]).Select(i => (object?)a[$"{i}"]),
        Tensor t => Enumerable.Range(0, (int)t.shape[0]).Select(i => (object?)t[i]),
        Evaluation e => e.Select(v => (object?)v),
        IDictionary<string, double> logs => logs.Keys,
        PyGenerator g => g.Items,
        History => throw new NotReplayedException("a loop over History"),
        IEnumerable e => e.Cast<object?>(),
        System.Runtime.CompilerServices.ITuple t => Enumerable.Range(0, t.Length).Select(i => t[i]),
        _ => throw new NotReplayedException($"a loop over {value?.GetType().Name}"),
    };

    public static bool Truth(object? value) => value switch
    {
        null => false, bool b => b, long n => n != 0, double d => d != 0, string s => s.Length > 0, NDArray { size: 1 } a =>
            Convert.ToDouble(a.GetAtIndex(0)) != 0,
        Tensor t => t.ToNumber() != 0, ICollection c => c.Count > 0, _ => true,
    };

    public static object? FromNet(object? value) => value switch
    {
        int n => (long)n,
        float f => (double)f,
        Shape s => s.ToArray(none: -1).Select(d => d < 0 ? null : (object?)d).ToArray(),
        Predictions { HasNames: true } p => Unordered(p.ToDictionary().Select(o => ((object)o.Key, (object?)o.Value))),
        Predictions p => p.outputs.Count == 1 ? p.outputs[0] : p.outputs.ToList<object?>(),
        History h => h,
        FitParams p => Ordered([("verbose", (long)p.verbose), ("epochs", (long)p.epochs), ("steps", p.steps is { } s ? (long)s : null)]),
        NDArray[] arrays => arrays.ToList<object?>(),
        Tensor[] tensors => tensors.ToList<object?>(),
        Element e => e.Items is { } items ? items.Select(FromNet).ToArray() : e.numpy(),
        IDictionary<string, List<double>> history =>
            Ordered(history.Select(h => ((object)h.Key, (object?)h.Value.Select(v => (object?)v).ToList()))),
        _ => value,
    };

    private static PyDict Unordered(IEnumerable<(object, object?)> pairs)
    {
        var result = new PyDict { Unordered = true };
        foreach (var (key, value) in pairs) { result[key] = value; }
        return result;
    }

    private static PyDict Ordered(IEnumerable<(object, object?)> pairs)
    {
        var result = new PyDict();
        foreach (var (key, value) in pairs) { result[key] = value; }
        return result;
    }
}
