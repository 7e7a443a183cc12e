namespace KerasDigits.Ops.Heads;

/// <summary>What the heads of an attention do, beside their numbers.</summary>
/// <param name="Heads">Heads of the queries.</param>
/// <param name="SourceHeads">Heads of keys and values, each of which serves as many heads of the queries.</param>
/// <param name="KeySize">Values of a head's query and key.</param>
/// <param name="ValueSize">Values of a head's value.</param>
/// <param name="Mask">Which values each query sees, (batch or 1, heads or 1, queries or 1, values); null: all.</param>
/// <param name="Rate">Fraction of the weights to drop; 0: none.</param>
/// <param name="Key">The number on which the choice hangs, of <see cref="DropoutMask"/>.</param>
internal sealed record HeadsForm(int Heads, int SourceHeads, int KeySize, int ValueSize, Tensor? Mask, double Rate, ulong Key)
{
    /// <summary>A call's form: in training it draws which weights are dropped.</summary>
    /// <param name="heads">As <see cref="Heads"/>.</param>
    /// <param name="sourceHeads">As <see cref="SourceHeads"/>.</param>
    /// <param name="keySize">As <see cref="KeySize"/>.</param>
    /// <param name="valueSize">As <see cref="ValueSize"/>.</param>
    /// <param name="mask">As <see cref="Mask"/>; null: none.</param>
    /// <param name="dropout">Fraction of the weights that a training drops.</param>
    /// <param name="training">Whether this is one.</param>
    public static HeadsForm Of(int heads, int sourceHeads, int keySize, int valueSize, Tensor? mask, double dropout, bool training)
    {
        double rate = training ? dropout : 0;
        return new(heads, sourceHeads, keySize, valueSize, mask, rate, rate > 0 ? DropoutMask.DrawKey(null) : 0);
    }

    /// <summary>By what queries are multiplied.</summary>
    public double Scale => 1 / Math.Sqrt(KeySize);

    /// <summary>Places of queries, keys and values in a row that holds all three.</summary>
    public (int Start, int Length)[] Places
    {
        get
        {
            int queries = Heads * KeySize, keys = SourceHeads * KeySize;
            return [(0, queries), (queries, keys), (queries + keys, SourceHeads * ValueSize)];
        }
    }

    /// <summary>The same by the engine's own operations.</summary>
    /// <param name="query">(batch, queries, heads · key size).</param>
    /// <param name="key">(batch, values, source heads · key size).</param>
    /// <param name="value">(batch, values, source heads · value size).</param>
    public Tensor Compute(Tensor query, Tensor key, Tensor value)
    {
        Tensor Split(Tensor x, int heads) => x.unflatten(2, [heads, x.size(2) / heads]).transpose(1, 2);
        Tensor Spread(Tensor x) => Heads == SourceHeads ? x : x.repeat_interleave(Heads / SourceHeads, 1);
        Tensor weights = AttentionOps.MaskedSoftmax(AttentionOps.Products(Split(query, Heads) * Scale, Spread(Split(key, SourceHeads))),
            Mask);
        if (Rate > 0) { weights = weights * DropoutMask.Draw(weights.shape, Rate, Key); }
        return NN.Product(weights, Spread(Split(value, SourceHeads))).transpose(1, 2).flatten(2);
    }
}
