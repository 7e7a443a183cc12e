namespace KerasDigits.Preprocessing.Images;

/// <summary>Where an image's values lie: sizes, and the distance of neighbours along each axis.</summary>
internal readonly record struct PictureLayout(int Rows, int Columns, int Channels, int RowStride, int ColumnStride, int ChannelStride)
{
    /// <summary>Number of values.</summary>
    public int Size => Rows * Columns * Channels;

    /// <summary>The layout of an image of this shape, without gaps.</summary>
    public static PictureLayout Of(IReadOnlyList<long> shape, string dataFormat) => dataFormat == "channels_first"
        ? new((int)shape[1], (int)shape[2], (int)shape[0], (int)shape[2], 1, (int)(shape[1] * shape[2]))
        : new((int)shape[0], (int)shape[1], (int)shape[2], (int)(shape[1] * shape[2]), (int)shape[2], 1);
}
