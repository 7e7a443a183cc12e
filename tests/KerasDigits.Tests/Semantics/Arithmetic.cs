using System.Collections;
using System.Reflection;
using NumSharp;

namespace KerasDigits.Tests.Semantics;

/// <summary>Python's operators over numbers, texts, lists, arrays and tensors.</summary>
internal static class Arithmetic
{
    public static object? Of(string op, object? a, object? b)
    {
        if (a is long x && b is long y)
        {
            return op switch
            {
                "+" => (object)(x + y),
                "-" => (object)(x - y),
                "*" => (object)(x * y),
                "/" => (object)((double)x / y),
                "//" => (object)(long)Math.Floor((double)x / y),
                "%" => (object)(((x % y) + y) % y),
                "**" => y >= 0 ? (object)(long)Math.Pow(x, y) : (object)Math.Pow(x, y),
                _ => throw new NotReplayedException(op)
            };
        }
        if (a is long or double or bool && b is long or double or bool)
        {
            double m = Convert.ToDouble(a), n = Convert.ToDouble(b);
            return op switch
            {
                "+" => m + n,
                "-" => m - n,
                "*" => m * n,
                "/" => m / n,
                "**" => Math.Pow(m, n),
                "%" => m - (n * Math.Floor(m / n)),
                _ => throw new NotReplayedException(op)
            };
        }
        if (op == "+" && a is string s && b is string t) { return s + t; }
        if (op == "+" && a is IEnumerable l and not (string or NDArray or Tensor)
            && b is IEnumerable r and not (string or NDArray or Tensor))
        {
            return l.Cast<object?>().Concat(r.Cast<object?>()).ToList();
        }
        if (op == "*" && a is List<object?> many && b is long times)
        {
            return Enumerable.Repeat(many, (int)times).SelectMany(i => i).ToList();
        }
        if (a is KerasDigits.Layers.KerasTensor or KerasDigits.Layers.KerasTensor[] || b is KerasDigits.Layers.KerasTensor)
        {
            return Symbolic(op, a, b);
        }
        (a, b) = (a is KerasDigits.Backend.Variable v ? v.value : a, b is KerasDigits.Backend.Variable w ? w.value : b);
        if (a is Tensor || b is Tensor)
        {
            Tensor? p = a as Tensor ?? (a is NDArray x1 ? KerasDigits.Backend.Arrays.ToTensor(x1) : null), q = b as Tensor
                ?? (b is NDArray x2 ? KerasDigits.Backend.Arrays.ToTensor(x2) : null);
            double k = p is null ? Convert.ToDouble(a) : q is null ? Convert.ToDouble(b) : 0;
            return op switch
            {
                "+" => p is null ? q! + k : q is null ? p + k : p + q,
                "-" => p is null ? k - q! : q is null ? p - k : p - q,
                "*" => p is null ? q! * k : q is null ? p * k : p * q,
                "/" => p is null ? k / q! : q is null ? p / k : p / q,
                "**" when q is null => p!.pow(k),
                _ => throw new NotReplayedException(op),
            };
        }
        if (a is NDArray || b is NDArray)
        {
            NDArray p = a as NDArray ?? np.array(Convert.ToSingle(a)), q = b as NDArray ?? np.array(Convert.ToSingle(b));
            if (a is not NDArray && q.typecode is NPTypeCode.Int32 or NPTypeCode.Int64 && a is long) { p = np.array((long)a); }
            if (b is not NDArray && p.typecode is NPTypeCode.Int32 or NPTypeCode.Int64 && b is long) { q = np.array((long)b); }
            return op switch
            {
                "+" => p + q,
                "-" => p - q,
                "*" => p * q,
                "/" => p / q,
                "%" => p % q,
                "**" => np.power(p, q),
                _ => throw new NotReplayedException(op)
            };
        }
        throw new NotReplayedException($"{a?.GetType().Name} {op} {b?.GetType().Name}");
    }

    /// <summary>The operators that symbolic tensors have in C#; a power is tf's function.</summary>
    private static object? Symbolic(string op, object? a, object? b)
    {
        if (op == "**")
        {
            return PythonRunner.Invoke(new(null,
                [.. typeof(tf).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy)
                    .Where(m => m.Name == "pow")], "pow"), [a, b], []);
        }
        string name = op switch
        {
            "+" => "op_Addition",
            "-" => "op_Subtraction",
            "*" => "op_Multiply",
            "/" => "op_Division",
            "%" => "op_Modulus",
            ">" => "op_GreaterThan",
            "<" => "op_LessThan",
            _ => throw new NotReplayedException(op)
        };
        return PythonRunner.Invoke(new(null, [.. typeof(KerasDigits.Layers.KerasTensor).GetMethods().Where(m => m.Name == name)], name),
            [a, b], []);
    }

    public static object Compare(string op, object? a, object? b) => op switch
    {
        "is" => a is PythonRunner.Methods { Target: null } one && b is PythonRunner.Methods { Target: null } other
            ? one.All[0] == other.All[0]
            : a is null ? b is null : ReferenceEquals(a, b) || (a is bool && a.Equals(b)),
        "is not" => !(bool)Compare("is", a, b),
        "in" => b is PyDict d ? d.ContainsKey(a!) : b is KerasDigits.Saving.Hdf5.H5Reader file ? file.Root.Children.ContainsKey((string)a!)
            : b is NDArray numbers ? numbers.astype(NPTypeCode.Double).flatten().ToArray<double>().Contains(Convert.ToDouble(a))
            : b is string s ? s.Contains((string)a!, StringComparison.Ordinal) : PythonRunner.Items(b).Any(i => Same(i, a)),
        "not in" => !(bool)Compare("in", a, b),
        "==" => a is NDArray { size: > 1 } or Tensor || b is NDArray { size: > 1 } or Tensor
            ? throw new NotReplayedException("== of arrays")
            : Same(a, b),
        "!=" => !(bool)Compare("==", a, b),
        _ when a is Tensor t => op switch
        {
            ">" => t > Convert.ToDouble(b),
            "<" => t < Convert.ToDouble(b),
            ">=" => t >= Convert.ToDouble(b),
            _ => throw new NotReplayedException(op)
        },
        _ when a is NDArray array => op switch
        {
            ">" => array > Convert.ToDouble(b),
            "<" => array < Convert.ToDouble(b),
            _ => throw new NotReplayedException(op)
        },
        "<" => Convert.ToDouble(a) < Convert.ToDouble(b),
        ">" => Convert.ToDouble(a) > Convert.ToDouble(b),
        "<=" => Convert.ToDouble(a) <= Convert.ToDouble(b),
        ">=" => Convert.ToDouble(a) >= Convert.ToDouble(b),
        _ => throw new NotReplayedException(op),
    };

    private static bool Same(object? a, object? b) => a is long or double && b is long or double
        ? Convert.ToDouble(a) == Convert.ToDouble(b)
        : a is IEnumerable x and not string && b is IEnumerable y and not string ? x.Cast<object?>().SequenceEqual(y.Cast<object?>())
        : Equals(a, b);
}
