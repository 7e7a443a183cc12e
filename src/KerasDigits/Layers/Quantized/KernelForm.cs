namespace KerasDigits.Layers;

/// <summary>What a kernel's axes are to the sum in which it stands.</summary>
/// <param name="Shape">Sizes of the kernel's axes.</param>
/// <param name="Summed">The axes that the sum ends.</param>
/// <param name="Order">The other axes, in the order of the output.</param>
/// <param name="ScaleShape">Shape of the numbers for each output in files.</param>
/// <param name="InputAxes">The input's axes that the sum ends.</param>
internal sealed record KernelForm(long[] Shape, int[] Summed, int[] Order, long[] ScaleShape, long[] InputAxes)
{
    /// <summary>That of a Dense.</summary>
    public static KernelForm OfDense(long inputs, long outputs) => new([inputs, outputs], [0], [1], [outputs], [-1]);

    /// <summary>Number of weights of one output.</summary>
    public long Rows => Summed.Aggregate(1L, (n, axis) => n * Shape[axis]);

    /// <summary>Number of outputs.</summary>
    public long Columns => Order.Aggregate(1L, (n, axis) => n * Shape[axis]);

    /// <summary>A number for each output in front of the kernel's axes.</summary>
    public Tensor Align(Tensor scale)
    {
        Tensor inOrder = scale.reshape([.. Order.Select(a => Shape[a])]);
        int[] rising = [.. Order.Order()];
        Tensor turned = inOrder.permute([.. rising.Select(a => (long)System.Array.IndexOf(Order, a))]);
        return turned.reshape([.. Shape.Select((n, axis) => Summed.Contains(axis) ? 1 : n)]);
    }

    /// <summary>Numbers of inputs and outputs as GPTQ and AWQ see them, who take the longest axis for the model's.</summary>
    /// <exception cref="NotSupportedException">The kernel has other than two or three axes.</exception>
    public (long Rows, long Columns) Matrix => Shape switch
    {
        [var rows, var columns] => (rows, columns),
        [var a, var b, var c] => a >= b && a >= c ? (a, b * c) : (a * b, c),
        _ => throw new NotSupportedException("GPTQ and AWQ have kernels of two or three axes. Received: shape "
            + $"({string.Join(", ", Shape)})."),
    };
}
