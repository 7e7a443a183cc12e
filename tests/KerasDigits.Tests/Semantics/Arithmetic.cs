using System.Collections;
using NumSharp;

namespace KerasDigits.Tests.Semantics;

/// <summary>Python's operators over numbers, texts, lists, arrays and tensors.</summary>
internal static class Arithmetic
{
    public static object? Of(string op, object? a, object? b)
    {
        if (a is long x && b is long y)
        {
            return op switch { "+" => x + y, "-" => x - y, "*" => x * y, "/" => (double)x / y, "//" => (long)Math.Floor((double)x / y), "%" => ((x % y) + y) % y, "**" => y >= 0 ? (long)Math.Pow(x, y) : Math.Pow(x, y), _ => throw new NotReplayedException(op) };
        }
        if (a is long or double or bool && b is long or double or bool)
        {
            double m = Convert.ToDouble(a), n = Convert.ToDouble(b);
            return op switch { "+" => m + n, "-" => m - n, "*" => m * n, "/" => m / n, "**" => Math.Pow(m, n), "%" => m - (n * Math.Floor(m / n)), _ => throw new NotReplayedException(op) };
        }
        if (op == "+" && a is string s && b is string t) { return s + t; }
        if (op == "+" && a is List<object?> l && b is List<object?> r) { return l.Concat(r).ToList(); }
        if (op == "*" && a is List<object?> many && b is long times) { return Enumerable.Repeat(many, (int)times).SelectMany(i => i).ToList(); }
        if (a is Tensor || b is Tensor)
        {
            Tensor? p = a as Tensor, q = b as Tensor;
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
            return op switch { "+" => p + q, "-" => p - q, "*" => p * q, "/" => p / q, "%" => p % q, "**" => np.power(p, q), _ => throw new NotReplayedException(op) };
        }
        throw new NotReplayedException($"{a?.GetType().Name} {op} {b?.GetType().Name}");
    }

    public static object Compare(string op, object? a, object? b) => op switch
    {
        "is" => a is null ? b is null : ReferenceEquals(a, b) || (a is bool && a.Equals(b)),
        "is not" => !(bool)Compare("is", a, b),
        "in" => b is PyDict d ? d.ContainsKey(a!) : b is string s ? s.Contains((string)a!, StringComparison.Ordinal) : PythonRunner.Items(b).Any(i => Same(i, a)),
        "not in" => !(bool)Compare("in", a, b),
        "==" => a is NDArray or Tensor || b is NDArray or Tensor ? throw new NotReplayedException("== of arrays") : Same(a, b),
        "!=" => !(bool)Compare("==", a, b),
        _ when a is NDArray array => op switch { ">" => array > Convert.ToDouble(b), "<" => array < Convert.ToDouble(b), _ => throw new NotReplayedException(op) },
        "<" => Convert.ToDouble(a) < Convert.ToDouble(b),
        ">" => Convert.ToDouble(a) > Convert.ToDouble(b),
        "<=" => Convert.ToDouble(a) <= Convert.ToDouble(b),
        ">=" => Convert.ToDouble(a) >= Convert.ToDouble(b),
        _ => throw new NotReplayedException(op),
    };

    private static bool Same(object? a, object? b) => a is long or double && b is long or double ? Convert.ToDouble(a) == Convert.ToDouble(b) : a is IEnumerable x and not string && b is IEnumerable y and not string ? x.Cast<object?>().SequenceEqual(y.Cast<object?>()) : Equals(a, b);
}
