namespace KerasDigits.Preprocessing.Images;

/// <summary>Resizes as Pillow does, to the bit: across first, then down, each pass rounded to integers.</summary>
/// <remarks>Source: Pillow 9.4, PIL/Image.py (resize), src/libImaging/Resample.c and Geometry.c (ImagingScaleAffine).</remarks>
internal static class PillowResize
{
    public static Image Of(Image image, int width, int height, string resample,
        (double Left, double Top, double Right, double Bottom) box) =>
        Of(image, width, height, PillowFilter.ComputeNamed(resample), box);

    public static Image Of(Image image, int width, int height, PillowFilter filter,
        (double Left, double Top, double Right, double Bottom) box)
    {
        Guard.That(width > 0 && height > 0, $"height and width must be > 0. Received: ({width}, {height}).", "size");
        Guard.That(box.Left >= 0 && box.Top >= 0, $"box offset can't be negative. Received: ({box.Left}, {box.Top}).", nameof(box));
        Guard.That(box.Right <= image.width && box.Bottom <= image.height,
            $"box can't exceed original image size of {image.width} x {image.height}. Received: right {box.Right}, bottom {box.Bottom}.",
            nameof(box));
        Guard.That(box.Right > box.Left && box.Bottom > box.Top, $"box can't be empty. Received: {box}.", nameof(box));
        if (filter.Weight is null) { return PickNearest(image, width, height, box); }
        bool across = width != image.width || box.Left != 0 || box.Right != width, down = height != image.height || box.Top != 0
            || box.Bottom != height;
        PillowTaps? horizontal = across ? PillowTaps.Of(filter, image.width, box.Left, box.Right, width) : null;
        PillowTaps? vertical = down ? PillowTaps.Of(filter, image.height, box.Top, box.Bottom, height) : null;
        int channels = image.Channels;
        if (image.mode == "I")
        {
            int[] values = image.Values.ToArray();
            if (horizontal is not null) { values = ResizeWide(values, horizontal, image.height, width, (row, _) => row * image.width, 1); }
            if (vertical is not null) { values = ResizeWide(values, vertical, height, width, (_, column) => column, width, down: true); }
            return new Image(width, height, values);
        }
        bool alpha = image.mode == "RGBA";
        byte[] pixels = alpha ? ImageModes.Premultiply(image.Pixels) : image.Pixels.ToArray();
        if (horizontal is not null) { pixels = ResizeAcross(pixels, horizontal, image.width, image.height, channels); }
        if (vertical is not null) { pixels = ResizeDown(pixels, vertical, width * channels, height); }
        if (alpha) { ImageModes.Unpremultiply(pixels); }
        return new Image(image.mode, width, height, pixels);
    }

    private static Image PickNearest(Image image, int width, int height, (double Left, double Top, double Right, double Bottom) box)
    {
        // Places are added up, not multiplied: that decides ties as Pillow does.
        int[] xs = ComputePlaces(width, box.Left, box.Right), ys = ComputePlaces(height, box.Top, box.Bottom);
        if (image.mode == "I")
        {
            int[] values = new int[width * height];
            for (int i = 0; i < values.Length; i++) { values[i] = image.Values[(ys[i / width] * image.width) + xs[i % width]]; }
            return new Image(width, height, values);
        }
        int channels = image.Channels;
        byte[] pixels = new byte[width * height * channels];
        ReadOnlySpan<byte> source = image.Pixels;
        for (int y = 0, to = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, to += channels)
            {
                int from = ((ys[y] * image.width) + xs[x]) * channels;
                for (int c = 0; c < channels; c++) { pixels[to + c] = source[from + c]; }
            }
        }
        return new Image(image.mode, width, height, pixels);
    }

    private static int[] ComputePlaces(int count, double start, double end)
    {
        double step = ((float)end - (float)start) / (double)count, at = (float)start + (step * 0.5);
        int[] places = new int[count];
        for (int i = 0; i < count; i++, at += step) { places[i] = (int)at; }
        return places;
    }

    private static byte[] ResizeAcross(byte[] source, PillowTaps taps, int length, int rows, int channels)
    {
        int places = taps.First.Length;
        int[] weights = taps.ToFixed();
        byte[] result = new byte[rows * places * channels];
        for (int row = 0, to = 0; row < rows; row++)
        {
            for (int place = 0; place < places; place++)
            {
                int from = ((row * length) + taps.First[place]) * channels, count = taps.Count[place];
                ReadOnlySpan<int> k = weights.AsSpan(place * taps.Most, count);
                for (int c = 0; c < channels; c++, to++)
                {
                    int sum = 1 << (PillowTaps.Bits - 1);
                    for (int i = 0, at = from + c; i < count; i++, at += channels) { sum += source[at] * k[i]; }
                    result[to] = Cut(sum);
                }
            }
        }
        return result;
    }

    private static byte[] ResizeDown(byte[] source, PillowTaps taps, int rowLength, int places)
    {
        int[] weights = taps.ToFixed(), sums = new int[rowLength];
        byte[] result = new byte[places * rowLength];
        for (int place = 0; place < places; place++)
        {
            Array.Fill(sums, 1 << (PillowTaps.Bits - 1));
            for (int i = 0; i < taps.Count[place]; i++)
            {
                int k = weights[(place * taps.Most) + i];
                ReadOnlySpan<byte> row = source.AsSpan((taps.First[place] + i) * rowLength, rowLength);
                for (int x = 0; x < row.Length; x++) { sums[x] += row[x] * k; }
            }
            for (int x = 0; x < rowLength; x++) { result[(place * rowLength) + x] = Cut(sums[x]); }
        }
        return result;
    }

    /// <summary>One pass over 32-bit values, which Pillow computes in double.</summary>
    private static int[] ResizeWide(int[] source, PillowTaps taps, int rows, int columns, Func<int, int, int> start, int stride,
        bool down = false)
    {
        int[] result = new int[rows * columns];
        for (int i = 0; i < result.Length; i++)
        {
            int row = i / columns, column = i % columns, place = down ? row : column,
                from = start(row, column) + (taps.First[place] * stride);
            double sum = 0;
            for (int k = 0; k < taps.Count[place]; k++) { sum += source[from + (k * stride)] * taps.Weights[(place * taps.Most) + k]; }
            result[i] = (int)(sum >= 0 ? Math.Floor(sum + 0.5) : -Math.Floor(Math.Abs(sum) + 0.5));
        }
        return result;
    }

    private static byte Cut(int sum) => (byte)Math.Clamp(sum >> PillowTaps.Bits, 0, 255);
}
