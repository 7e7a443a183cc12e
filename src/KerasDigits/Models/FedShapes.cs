using KerasDigits.Layers;

namespace KerasDigits.Models;

/// <summary>
/// What a functional model is fed beside what it was built with: a last axis of one value may be missing or added, other shapes give
/// Keras's warning, each once.
/// </summary>
/// <param name="fits">Whether a shape (second) goes without a word where another (first) was built.</param>
/// <remarks>Layers whose input_spec forbids a shape throw after the warning. Source: tf.keras 2.3.1, engine/functional.py,
/// _conform_to_reference_input.</remarks>
internal sealed class FedShapes(Func<Shape, Shape, bool> fits)
{
    private readonly HashSet<(int, Shape)> _warned = [];

    /// <summary>The inputs of a run, with their last axis added or taken away where that makes them fit.</summary>
    /// <param name="built">The symbolic inputs.</param>
    /// <param name="inputs">What came, as many.</param>
    /// <param name="look">Whether shapes are compared: when they may have changed.</param>
    public Tensor[] Conform(KerasTensor[] built, Tensor[] inputs, bool look)
    {
        Tensor[] result = inputs;
        for (int i = 0; i < built.Length; i++)
        {
            int rank = built[i].shape.Rank, came = (int)inputs[i].dim();
            if (came != rank && rank > 0 && came > 0)
            {
                Tensor? fitting = came == rank + 1 && inputs[i].size(-1) == 1 ? inputs[i].squeeze(-1) : came == rank - 1
                    && built[i].shape[^1] == 1 ? inputs[i].unsqueeze(-1) : null;
                if (fitting is not null)
                {
                    if (ReferenceEquals(result, inputs)) { result = [.. inputs]; }
                    result[i] = fitting;
                }
            }
            if (look) { Look(i, built[i], Shape.Of(result[i].shape)); }
        }
        return result;
    }

    /// <summary>Warns of an input that is shaped otherwise than the model was built; the number of samples is free.</summary>
    public void Look(int index, KerasTensor built, Shape came)
    {
        Shape shape = came.Rank > 0 ? came.With(0, null) : came;
        if (fits(built.shape, shape)) { return; }
        lock (_warned)
        {
            if (!_warned.Add((index, shape))) { return; }
        }
        Log.Warning($"Model was constructed with shape {built.shape} for input Tensor(\"{built.Producer.Layer.name}:0\", "
            + $"shape={built.shape}, dtype={built.dtype}), but it was called on an input with incompatible shape {shape}.");
    }
}
