namespace KerasDigits.Layers;

/// <summary>Several cells as one: each takes the output of the one before.</summary>
/// <param name="cells">The cells, the one nearest to the input first.</param>
/// <exception cref="ArgumentException">cells is empty.</exception>
/// <remarks>Input shape: (batch, features), then the states of all cells. Output shape: the last cell's output, then all new states.
/// Source: tf.keras 2.3.1, layers/recurrent.py.</remarks>
[KerasExport("keras.layers.StackedRNNCells")]
public sealed class StackedRNNCells(AbstractRNNCell[] cells) : AbstractRNNCell
{
    /// <summary>The cells.</summary>
    public AbstractRNNCell[] cells { get; } = cells.Length > 0
        ? cells
        : throw new ArgumentException("`cells` must hold at least one cell.", nameof(cells));

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> SubLayers => cells;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> state_size => [.. cells.SelectMany(c => c.state_size)];

    /// <inheritdoc/>
    public override Shape output_size => cells[^1].output_size;

    /// <inheritdoc/>
    public override void build(Shape[] input_shapes)
    {
        Shape input = input_shapes[0];
        foreach (AbstractRNNCell cell in cells)
        {
            cell.EnsureBuilt(CallArguments.Of([input, .. cell.state_size.Select(s => s.WithBatch(input[0]))]));
            input = cell.output_size.WithBatch(input[0]);
        }
    }

    /// <inheritdoc/>
    public override Tensor[] call(Tensor inputs, Tensor[] states, bool training) =>
        MakeStepper(training)(Project(inputs, training), states);

    internal override Tensor Project(Tensor inputs, bool training) => cells[0].Project(inputs, training);

    internal override Func<Tensor, Tensor[], Tensor[]> MakeStepper(bool training)
    {
        Func<Tensor, Tensor[], Tensor[]>[] steps = Array.ConvertAll(cells, c => c.MakeStepper(training));
        return (x, states) =>
        {
            var made = new Tensor[states.Length + 1];
            for (int i = 0, at = 0; i < cells.Length; i++)
            {
                int count = cells[i].state_size.Count;
                Tensor[] result = steps[i](i == 0 ? x : cells[i].Project(x, training), states[at..(at + count)]);
                x = result[0];
                result.AsSpan(1).CopyTo(made.AsSpan(at + 1));
                at += count;
            }
            made[0] = x;
            return made;
        };
    }

    /// <inheritdoc/>
    public override void reset_dropout_mask() => Array.ForEach(cells, c => c.reset_dropout_mask());

    /// <inheritdoc/>
    public override void reset_recurrent_dropout_mask() => Array.ForEach(cells, c => c.reset_recurrent_dropout_mask());
}
