using KerasDigits.Backend;

namespace KerasDigits.Layers;

/// <summary>One step of a recurrent layer. Subclass it and put the cell into <see cref="RNN"/>.</summary>
/// <remarks>Input shape: (batch, features), then one tensor per state. Output shape: (batch, *output_size), then the new states.
/// Source: tf.keras 2.3.1, layers/recurrent.py.</remarks>
[KerasExport("keras.layers.AbstractRNNCell")]
public abstract class AbstractRNNCell : Layer
{
    /// <summary>Shapes of the states, without the batch axis.</summary>
    public abstract IReadOnlyList<Shape> state_size { get; }

    /// <summary>Shape of the output, without the batch axis.</summary>
    public virtual Shape output_size => state_size[0];

    /// <summary>Computes one step.</summary>
    /// <param name="inputs">Inputs of the step, shape (batch, features).</param>
    /// <param name="states">The states before the step.</param>
    /// <param name="training">Whether to behave as in training.</param>
    /// <returns>The output, then the states after the step.</returns>
    public abstract Tensor[] call(Tensor inputs, Tensor[] states, bool training);

    /// <summary>States to start from: zeros.</summary>
    /// <param name="inputs">A projected sequence (time, batch, …) or step (batch, …) from which batch size and dtype are taken; null: they
    /// are given.</param>
    /// <param name="batch_size">Number of samples; null: taken from inputs, which must then be given.</param>
    /// <param name="dtype">Keras dtype; null: the compute dtype.</param>
    /// <exception cref="ArgumentException">Neither batch_size nor inputs is given.</exception>
    public virtual Tensor[] get_initial_state(Tensor? inputs = null, long? batch_size = null, string? dtype = null)
    {
        long batch = batch_size ?? inputs?.shape[inputs.dim() > 2 ? 1 : 0]
            ?? throw new ArgumentException("`batch_size` must be given when `inputs` is not.", nameof(batch_size));
        return [.. state_size.Select(s => Tensors.MakeZeros(s.WithBatch(batch), dtype
            ?? (inputs is null ? compute_dtype : DTypes.GetName(inputs.dtype))))];
    }

    /// <summary>Tells the cell the shape of a step's input, without the batch axis, before a sequence is run.</summary>
    internal virtual void Prepare(Shape step) { }

    /// <summary>What a step does only with the inputs, for all steps of a sequence at once: (time, batch, …).</summary>
    internal virtual Tensor Project(Tensor inputs, bool training) => inputs;

    /// <summary>The rest of each step, from a projected input and the states; made once per sequence.</summary>
    internal virtual Func<Tensor, Tensor[], Tensor[]> MakeStepper(bool training) => (x, states) => call(x, states, training);

    /// <summary>
    /// All steps of a sequence in one, where there is a way for that: the states that are given out (time, batch, …), a masked step's the
    /// one before, and the last states. Null: step by step.
    /// </summary>
    /// <param name="inputs">(time, batch, …), not projected.</param>
    /// <param name="states">The states to start from.</param>
    /// <param name="mask">Which steps count, (time, batch); null: all.</param>
    /// <param name="training">Whether to behave as in training.</param>
    internal virtual (Tensor Outputs, Tensor[] States)? CallAll(Tensor inputs, Tensor[] states, Tensor? mask, bool training) => null;

    /// <summary>Forgets the choice of dropped values; the next step draws a new one.</summary>
    public virtual void reset_dropout_mask() { }

    /// <summary>Forgets the choice of dropped state values; the next step draws a new one.</summary>
    public virtual void reset_recurrent_dropout_mask() { }

    /// <summary>Python's <c>cell(inputs, states)</c>: the input, then the states.</summary>
    /// <param name="inputs">The input (batch, features), then the states.</param>
    /// <param name="context">Whether the pass trains.</param>
    /// <returns>The output, then the new states.</returns>
    public override Tensor[] call(Tensor[] inputs, CallContext context) => call(inputs[0], inputs[1..], context.training);

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes)
    {
        Shape MakeBatched(Shape s) => s.WithBatch(input_shapes[0][0]);
        return [MakeBatched(output_size), .. state_size.Select(MakeBatched)];
    }
}
