namespace KerasDigits.Preprocessing.Images;

/// <summary>Changes of an image in place.</summary>
internal static class PictureOps
{
    /// <summary>Adds a value to all, within the image's own smallest and largest value.</summary>
    public static void ShiftChannels(Span<float> picture, float shift)
    {
        var (least, greatest) = FindEnds(picture);
        for (int i = 0; i < picture.Length; i++) { picture[i] = Math.Clamp(picture[i] + shift, least, greatest); }
    }

    /// <summary>Swaps left and right, or top and bottom.</summary>
    public static void Flip(Span<float> picture, PictureLayout layout, bool horizontal)
    {
        var (lines, lineStride) = horizontal ? (layout.Rows, layout.RowStride) : (layout.Columns, layout.ColumnStride);
        var (length, stride) = horizontal ? (layout.Columns, layout.ColumnStride) : (layout.Rows, layout.RowStride);
        for (int line = 0; line < lines; line++)
        {
            for (int channel = 0; channel < layout.Channels; channel++)
            {
                int a = (line * lineStride) + (channel * layout.ChannelStride), b = a + ((length - 1) * stride);
                for (; a < b; a += stride, b -= stride) { (picture[a], picture[b]) = (picture[b], picture[a]); }
            }
        }
    }

    /// <summary>
    /// Multiplies brightness as Pillow does: on integers from 0 to 255, cut off and not rounded, an alpha channel is not changed.
    /// </summary>
    /// <remarks>Keras-Preprocessing 1.1.2, which TF 2.3.1 uses, stretches every image to that range first; later Keras only images
    /// beyond it, and back afterwards.</remarks>
    public static void Brighten(Span<float> picture, PictureLayout layout, float factor)
    {
        Guard.That(layout.Channels is 1 or 3 or 4,
            $"Unsupported channel number: {layout.Channels}. Brightness is changed in pictures of 1, 3 or 4 channels.", "brightness_range");
        var (least, greatest) = FindEnds(picture);
        bool back = Compat.Is215, stretched = !back || least < 0 || greatest > 255;
        float range = greatest - least;
        for (int i = 0; i < picture.Length; i++)
        {
            float value = stretched ? (range != 0 ? (picture[i] - least) / range : picture[i] - least) * 255 : picture[i];
            bool alpha = layout.Channels == 4 && i / layout.ChannelStride % 4 == 3; // stays as it is
            float bright = alpha ? (byte)value : factor * (byte)value;
            byte whole = bright <= 0 ? (byte)0 : bright >= 255 ? (byte)255 : (byte)bright;
            picture[i] = stretched && back ? ((float)whole / 255 * range) + least : whole;
        }
    }

    /// <summary>Multiplies all values.</summary>
    public static void Scale(Span<float> values, float factor)
    {
        for (int i = 0; i < values.Length; i++) { values[i] *= factor; }
    }

    /// <summary>Subtracts a value from all and divides.</summary>
    public static void Normalize(Span<float> values, float offset, float divisor)
    {
        for (int i = 0; i < values.Length; i++) { values[i] = (values[i] - offset) / divisor; }
    }

    private static (float Least, float Greatest) FindEnds(ReadOnlySpan<float> values)
    {
        var (least, greatest) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (float v in values) { (least, greatest) = (Math.Min(least, v), Math.Max(greatest, v)); }
        return (least, greatest);
    }
}
