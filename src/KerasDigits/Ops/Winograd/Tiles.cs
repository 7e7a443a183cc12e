namespace KerasDigits.Ops.Winograd;

/// <summary>How a batch of pictures (height, width, channels) is cut into square tiles.</summary>
/// <param name="Height">Rows of a picture.</param>
/// <param name="Width">Columns of a picture.</param>
/// <param name="Channels">Values of a point.</param>
/// <param name="Across">Tiles side by side.</param>
/// <param name="Down">Tiles one below the other.</param>
/// <param name="Step">From one tile to the next, in points.</param>
/// <param name="Size">Points of a tile along an axis: more than Step where tiles overlap.</param>
/// <param name="Edge">How far the first tile begins before the picture.</param>
internal readonly record struct Tiles(int Height, int Width, int Channels, int Across, int Down, int Step, int Size, int Edge)
{
    public long PerPicture => (long)Across * Down;

    /// <summary>Values from one row of a picture to the next.</summary>
    public nint RowStep => (nint)Width * Channels;

    /// <summary>Where a tile lies.</summary>
    /// <param name="pictures">Images of the batch.</param>
    /// <param name="tile">Number of the tile in the batch.</param>
    /// <param name="rows">Rows of it that lie in the picture, from its first to before its last.</param>
    /// <param name="columns">The same for columns.</param>
    /// <returns>The first value of the tile; it can lie outside of the picture.</returns>
    public unsafe float* GetPlace(float* pictures, long tile, out Range rows, out Range columns)
    {
        long picture = tile / PerPicture, within = tile % PerPicture;
        int row = ((int)(within / Across) * Step) - Edge, column = ((int)(within % Across) * Step) - Edge;
        rows = Math.Max(0, -row)..Math.Min(Size, Height - row);
        columns = Math.Max(0, -column)..Math.Min(Size, Width - column);
        return pictures + (((((picture * Height) + row) * Width) + column) * Channels);
    }

    /// <summary>Whether rows and columns of a tile are all of it.</summary>
    public bool IsWhole(Range rows, Range columns) => rows.Start.Value == 0 && columns.Start.Value == 0 && rows.End.Value == Size
        && columns.End.Value == Size;

    /// <summary>The values of a tile: in the picture itself, or, with zeros for what lies outside, in <paramref name="patch"/>.</summary>
    /// <param name="pictures">Images of the batch.</param>
    /// <param name="tile">Number of the tile in the batch.</param>
    /// <param name="patch">Room for a tile.</param>
    /// <param name="rowStep">Values from one row of the answer to the next.</param>
    public unsafe float* Read(float* pictures, long tile, float* patch, out nint rowStep)
    {
        float* place = GetPlace(pictures, tile, out Range rows, out Range columns);
        rowStep = RowStep;
        if (IsWhole(rows, columns)) { return place; }
        rowStep = Size * Channels;
        new Span<float>(patch, Size * Size * Channels).Clear();
        Copy(place + (columns.Start.Value * Channels), RowStep, patch + (columns.Start.Value * Channels), rowStep, rows, columns);
        return patch;
    }

    /// <summary>Writes what of a tile lies in the picture.</summary>
    public unsafe void Write(float* tileValues, float* place, Range rows, Range columns) =>
        Copy(tileValues, Size * Channels, place, RowStep, rows, columns);

    private unsafe void Copy(float* from, nint fromStep, float* to, nint toStep, Range rows, Range columns)
    {
        int count = (columns.End.Value - columns.Start.Value) * Channels;
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            new Span<float>(from + (row * fromStep), count).CopyTo(new Span<float>(to + (row * toStep), count));
        }
    }
}
