using KerasDigits.Layers;

namespace KerasDigits.Saving.Safetensors;

/// <summary>
/// The rows of a Dense layer behind a Flatten of images: PyTorch's images have their channels first, so there the rows stand channel by
/// channel, here place by place.
/// </summary>
internal static class FlattenedRows
{
    /// <summary>PyTorch's rows (channels · places, units) in Keras's order.</summary>
    public static Tensor FromTorch(Tensor kernel, Layer owner) => GetFlattened(owner) is { } sizes && Fits(kernel, sizes)
        ? kernel.reshape([sizes[^1], .. sizes[..^1], kernel.size(1)]).movedim([0], [sizes.Length - 1]).reshape(kernel.shape)
        : kernel;

    /// <summary>Keras's rows in PyTorch's order.</summary>
    public static Tensor ToTorch(Tensor kernel, Layer owner) => GetFlattened(owner) is { } sizes && Fits(kernel, sizes)
        ? kernel.reshape([.. sizes, kernel.size(1)]).movedim([sizes.Length - 1], [0]).reshape(kernel.shape)
        : kernel;

    private static bool Fits(Tensor kernel, long[] sizes) => kernel.dim() == 2 && kernel.size(0) == sizes.Aggregate((a, b) => a * b);

    /// <summary>
    /// Sizes of the places and channels that the layer's input was flattened from, the channels last; null where the orders agree: no
    /// image stands before it, or its channels stand first as it is flattened.
    /// </summary>
    private static long[]? GetFlattened(Layer owner)
    {
        if (owner is not Dense || owner.inbound_nodes.Count == 0
            || GetBehind(owner.inbound_nodes[0].Inputs[0]) is not { Layer: Flatten flatten } node)
        {
            return null;
        }
        KerasTensor flattened = node.Inputs[0];
        if (flattened.shape.Rank < 3 || flattened.shape[1..].Any(d => d is null) || GetChannelsLast(flattened) is not { } last)
        {
            return null;
        }
        long[] sizes = [.. flattened.shape[1..].Select(d => d!.Value)];
        // Flatten moves the channels behind the places where it is told that they stand first.
        bool first = flatten.data_format == "channels_first";
        return first == last ? null : first ? [.. sizes[1..], sizes[0]] : sizes;
    }

    /// <summary>The call that a value comes from, behind those that change no place.</summary>
    private static Node? GetBehind(KerasTensor tensor)
    {
        while (true)
        {
            Node node = tensor.Producer;
            if (node.Layer.InnerOutputs is { } inside) { tensor = inside[tensor.TensorIndex]; }
            else if (node.Inputs.Count == 1 && node.Layer is { PassesThrough: true } or Activation or ReLU or LeakyReLU or ELU or PReLU
                or BatchNormalization or Softmax)
            {
                tensor = node.Inputs[0];
            }
            else { return node; }
        }
    }

    /// <summary>Whether an image's channels stand last; null: it is none.</summary>
    private static bool? GetChannelsLast(KerasTensor tensor)
    {
        Node? node = GetBehind(tensor);
        while (node is { Layer: Merge or Concatenate }) { node = GetBehind(node.Inputs[0]); }
        return node?.Layer switch
        {
            ChannelsLayer spatial => spatial.data_format != "channels_first",
            // A picture as it comes.
            InputLayer when tensor.shape.Rank is 4 or 5 => true,
            _ => null,
        };
    }
}
