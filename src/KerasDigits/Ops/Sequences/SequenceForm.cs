namespace KerasDigits.Ops.Sequences;

/// <summary>What a run over a sequence does, beside its numbers.</summary>
/// <param name="Recurrence">The cell's arithmetic.</param>
/// <param name="Mask">Which steps count, (time, batch); null: all.</param>
/// <param name="Drop">Factors of the states in the products, (batch, units); null: none are dropped.</param>
/// <param name="Stepper">
/// The same step by step in the engine's operations, from the state's product, for gradients that are differentiated again.
/// </param>
internal sealed record SequenceForm(Recurrence Recurrence, Tensor? Mask, Tensor? Drop,
    Func<Func<Tensor, Tensor>, Func<Tensor, Tensor[], Tensor[]>> Stepper)
{
    /// <summary>
    /// The inputs' weights, where no gradients are needed and the inputs' products are computed step by step; null: they come computed.
    /// </summary>
    public Tensor? Kernel { get; init; }

    /// <summary>What is then added to each of them; null: nothing.</summary>
    public Tensor? Bias { get; init; }
}
