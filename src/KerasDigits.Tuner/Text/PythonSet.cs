namespace KerasDigits.Tuner;

/// <summary>
/// The order in which CPython walks a set of numbers. A numeric hyperparameter without step lists its ten samples as a set, so GridSearch's
/// order of trials depends on it.
/// </summary>
/// <remarks>Source: CPython 3.7 to 3.13, Objects/setobject.c (set_add_entry, set_insert_clean) and Python/pyhash.c
/// (_Py_HashDouble).</remarks>
internal static class PythonSet
{
    private const int LinearProbes = 9;
    private const ulong Modulus = (1UL << 61) - 1;

    /// <summary>The distinct values, in the order in which Python's tuple({…}) gives them.</summary>
    public static List<HyperValue> Order(IEnumerable<HyperValue> values)
    {
        var table = new Slot?[8];
        int used = 0;
        foreach (HyperValue value in values)
        {
            if (!Insert(table, new Slot(value, Hash(value)))) { continue; }
            used++;
            if ((ulong)used * 5 < (ulong)(table.Length - 1) * 3) { continue; }
            int size = 8;
            while (size <= used * 4) { size <<= 1; }
            Slot?[] old = table;
            table = new Slot?[size];
            foreach (Slot? slot in old) { if (slot is not null) { Insert(table, slot); } }
        }
        return [.. table.OfType<Slot>().Select(s => s.Value)];
    }

    internal static ulong Hash(HyperValue value) => value.Kind == HyperValueKind.Float ? Hash((double)value) : Hash((long)value);

    /// <summary>False when an equal value is there.</summary>
    private static bool Insert(Slot?[] table, Slot slot)
    {
        ulong mask = (ulong)table.Length - 1, perturb = slot.Hash, i = slot.Hash & mask;
        while (true)
        {
            ulong probes = i + LinearProbes <= mask ? (ulong)LinearProbes : 0;
            for (ulong k = i; k <= i + probes; k++)
            {
                if (table[k] is not { } there)
                {
                    table[k] = slot;
                    return true;
                }
                if (there.Hash == slot.Hash && there.Value == slot.Value) { return false; }
            }
            perturb >>= 5;
            i = ((i * 5) + 1 + perturb) & mask;
        }
    }

    private static ulong Hash(long x)
    {
        ulong size = (x < 0 ? (ulong)(-(x + 1)) + 1 : (ulong)x) % Modulus;
        return x < 0 ? NegateHash(size) : size;
    }

    private static ulong Hash(double x)
    {
        if (!double.IsFinite(x)) { return double.IsNaN(x) ? 0 : x > 0 ? 314159 : unchecked((ulong)-314159); }
        if (x == 0) { return 0; }
        int e = Math.ILogB(x) + 1;
        double m = Math.ScaleB(Math.Abs(x), -e);
        ulong hash = 0;
        while (m != 0)
        {
            hash = ((hash << 28) & Modulus) | (hash >> (61 - 28));
            m *= 1 << 28;
            e -= 28;
            ulong part = (ulong)m;
            m -= part;
            hash += part;
            if (hash >= Modulus) { hash -= Modulus; }
        }
        e = e >= 0 ? e % 61 : 60 - ((-1 - e) % 61);
        hash = ((hash << e) & Modulus) | (hash >> (61 - e));
        return x < 0 ? NegateHash(hash) : hash;
    }

    private static ulong NegateHash(ulong hash) => hash == 1 ? unchecked((ulong)-2L) : unchecked(0UL - hash);

    private sealed record Slot(HyperValue Value, ulong Hash);
}
