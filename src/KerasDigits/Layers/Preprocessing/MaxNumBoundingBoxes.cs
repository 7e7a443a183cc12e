namespace KerasDigits.Layers;

/// <summary>Brings the bounding boxes of images to a fixed number; images, the only data of a model here, stay as they are.</summary>
/// <param name="max_number">Number of boxes, above 0.</param>
/// <param name="fill_value">Value of the boxes and labels that are added.</param>
/// <exception cref="ArgumentOutOfRangeException">max_number is not above 0.</exception>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.15,
/// layers/preprocessing/image_preprocessing/max_num_bounding_box.py.</remarks>
[KerasExport("keras.layers.MaxNumBoundingBoxes")]
public sealed class MaxNumBoundingBoxes(int max_number, int fill_value = -1) : ImageLayer
{
    /// <summary>Number of boxes.</summary>
    public int max_number { get; } = Guard.Positive(max_number);

    /// <summary>Value of what is added.</summary>
    public int fill_value { get; } = fill_value;

    internal override bool PassesThrough => true;

    private protected override Tensor Change(Tensor x, bool training) => x.alias();
}
