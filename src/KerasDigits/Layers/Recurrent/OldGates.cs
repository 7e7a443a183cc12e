using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Weights of recurrent layers in old files: Keras 1's arrays of every gate, and those of cuDNN layers.</summary>
/// <remarks>Source: tf.keras 2.3.1, saving/hdf5_format.py.</remarks>
internal static class OldGates
{
    /// <summary>Joins Keras 1's arrays (kernel, recurrent kernel, bias of one gate after the other) in today's order of gates.</summary>
    /// <param name="stored">Three arrays per gate.</param>
    /// <param name="order">Places of today's gates among Keras 1's.</param>
    public static Tensor[] Join(Tensor[] stored, params int[] order) =>
        [.. Enumerable.Range(0, 3).Select(part => NN.Concatenate([.. order.Select(gate => stored[(3 * gate) + part])], -1))];

    /// <summary>
    /// Kernels of a cuDNN layer: those of the inputs lie there in the other order, and those of the states are transposed, gate by gate.
    /// </summary>
    public static (Tensor Kernel, Tensor Recurrent) OfCudnn(Tensor kernel, Tensor recurrent, int gates)
    {
        long inputs = kernel.size(0);
        return (NN.Concatenate([.. kernel.chunk(gates, -1).Select(k => k.contiguous().reshape(-1, inputs).t())], -1),
            NN.Concatenate([.. recurrent.chunk(gates, -1).Select(k => k.t())], -1));
    }
}
