using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Ops.Heads;

/// <summary>A thread's memory for the head that it computes.</summary>
internal sealed unsafe class HeadsRoom
{
    /// <summary>Keys and values as they come, and one of them transposed on its way to being packed.</summary>
    public readonly float* PlainKeys, PlainValues, Turned;

    /// <summary>Packed: keysᵀ and values; in the backward pass the keys and valuesᵀ too.</summary>
    public readonly float* Keys, Values, KeysByRow, ValuesTurned;

    /// <summary>Of the queries in work: themselves, scaled; their weights; what these are multiplied by; results.</summary>
    public readonly float* Queries, Weights, Factors, Result;

    /// <summary>Gradients: of the results, of the scores, a stretch's part of a sum, of keys and values.</summary>
    public readonly float* Given, Slopes, Sum, OfKeys, OfValues;

    /// <summary>Takes memory.</summary>
    /// <param name="take">Gives room for so many numbers.</param>
    /// <param name="rows">Queries at once.</param>
    /// <param name="values">Values, filled up to whole vectors.</param>
    /// <param name="keySize">Numbers of a query and a key.</param>
    /// <param name="valueSize">Numbers of a value.</param>
    /// <param name="back">Whether gradients are computed.</param>
    /// <param name="drops">Whether weights are dropped.</param>
    public HeadsRoom(Func<long, nint> take, long rows, long values, int keySize, int valueSize, bool back, bool drops)
    {
        long widest = Math.Max(keySize, valueSize);
        // Products of whole vectors reach beyond the end.
        float* Take(long count) => (float*)take(count + Functions.Width);
        PlainKeys = Take(values * keySize);
        PlainValues = Take(values * valueSize);
        Turned = Take(values * widest);
        Keys = Take(PackedProduct.GetSize(keySize, (nint)values));
        Values = Take(PackedProduct.GetSize((nint)values, valueSize));
        Queries = Take(rows * keySize);
        Weights = Take(rows * values);
        Factors = drops ? Take(rows * values) : null;
        Result = Take(rows * widest);
        if (!back) { return; }
        KeysByRow = Take(PackedProduct.GetSize((nint)values, keySize));
        ValuesTurned = Take(PackedProduct.GetSize(valueSize, (nint)values));
        Given = Take(rows * valueSize);
        Slopes = Take(rows * values);
        Sum = Take(values * widest);
        OfKeys = Take(values * keySize);
        OfValues = Take(values * valueSize);
    }
}
