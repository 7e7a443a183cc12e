namespace KerasDigits.Preprocessing.Images;

/// <summary>One transformation of an image.</summary>
/// <param name="theta">Rotation in degrees.</param>
/// <param name="tx">Shift along the rows in pixels (in 2.15 along the columns).</param>
/// <param name="ty">Shift along the columns in pixels (in 2.15 along the rows).</param>
/// <param name="shear">Shear in degrees.</param>
/// <param name="zx">Zoom of the rows; below 1 the image grows.</param>
/// <param name="zy">Zoom of the columns.</param>
/// <param name="flip_horizontal">Whether left and right are swapped.</param>
/// <param name="flip_vertical">Whether top and bottom are swapped.</param>
/// <param name="channel_shift_intensity">Added to all values, within the image's own smallest and largest; null: nothing.</param>
/// <param name="brightness">Factor of brightness; null: 1, without the rounding to integers that goes with it.</param>
public sealed record TransformParameters(double theta = 0, double tx = 0, double ty = 0, double shear = 0, double zx = 1, double zy = 1,
    bool flip_horizontal = false, bool flip_vertical = false, double? channel_shift_intensity = null, double? brightness = null);
