namespace KerasDigits.Tuner;

/// <summary>
/// The order in which CPython walks a set of numbers. A numeric hyperparameter without step lists its ten samples as a set, so GridSearch's
/// order of trials depends on it.
/// </summary>
/// <remarks>Source: CPython 3.7 to 3.13, Objects/setobject.c (set_add_entry, set_insert_clean).</remarks>
internal static class PythonSet
{
    private const int LinearProbes = 9;

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

    internal static ulong Hash(HyperValue value) => unchecked((ulong)(value.Kind == HyperValueKind.Float
        ? PythonHash.OfFraction((double)value)
        : PythonHash.OfWhole((long)value)));

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

    private sealed record Slot(HyperValue Value, ulong Hash);
}
