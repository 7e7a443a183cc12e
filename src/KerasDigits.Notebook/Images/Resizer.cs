using System.Numerics;

namespace KerasDigits.Notebook;

/// <summary>
/// OpenCV's resizing: rows first, then columns. Bytes in fixed point with its own shifts and rounding, floats with float weights.
/// </summary>
internal static class Resizer
{
    public static byte[] ResizeBytes(byte[] source, ResizeJob job, int interpolation)
    {
        interpolation = Choose(job, interpolation);
        if (interpolation == cv2.INTER_NEAREST) { return ResizeNearest(source, job); }
        if (interpolation == cv2.INTER_AREA && job.Shrinks) { return ResizeAreaOfBytes(source, job); }
        (Taps across, Taps down) = MakeTaps(job, interpolation);
        int[] weightsX = across.ToFixed(), weightsY = down.ToFixed();
        int line = job.Width * job.Channels, taps = across.Count;
        var rows = new int[job.FromHeight * line];
        for (int y = 0; y < job.FromHeight; y++)
        {
            for (int x = 0; x < line; x++)
            {
                int column = x / job.Channels, channel = x % job.Channels, sum = 0;
                for (int k = 0; k < taps; k++)
                {
                    sum += source[(((y * job.FromWidth) + across.Places[(column * taps) + k]) * job.Channels) + channel]
                        * weightsX[(column * taps) + k];
                }
                rows[(y * line) + x] = sum;
            }
        }
        var result = new byte[job.Height * line];
        for (int y = 0; y < job.Height; y++)
        {
            for (int x = 0; x < line; x++)
            {
                int value;
                if (taps == 2)
                {
                    int top = rows[(down.Places[y * 2] * line) + x] >> 4, bottom = rows[(down.Places[(y * 2) + 1] * line) + x] >> 4;
                    value = (((weightsY[y * 2] * top) >> 16) + ((weightsY[(y * 2) + 1] * bottom) >> 16) + 2) >> 2;
                }
                else
                {
                    int sum = 1 << 21;
                    for (int k = 0; k < 4; k++) { sum += rows[(down.Places[(y * 4) + k] * line) + x] * weightsY[(y * 4) + k]; }
                    value = sum >> 22;
                }
                result[(y * line) + x] = (byte)Math.Clamp(value, 0, 255);
            }
        }
        return result;
    }

    public static T[] ResizeFloats<T>(T[] source, ResizeJob job, int interpolation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        interpolation = Choose(job, interpolation);
        if (interpolation == cv2.INTER_NEAREST) { return ResizeNearest(source, job); }
        if (interpolation == cv2.INTER_AREA && job.Shrinks) { return Area.ComputeMean(source, job); }
        (Taps across, Taps down) = MakeTaps(job, interpolation);
        int line = job.Width * job.Channels, taps = across.Count;
        var rows = new T[job.FromHeight * line];
        for (int y = 0; y < job.FromHeight; y++)
        {
            for (int x = 0; x < line; x++)
            {
                int column = x / job.Channels, channel = x % job.Channels;
                T sum = T.Zero;
                for (int k = 0; k < taps; k++)
                {
                    sum += source[(((y * job.FromWidth) + across.Places[(column * taps) + k]) * job.Channels) + channel]
                        * T.CreateChecked(across.Weights[(column * taps) + k]);
                }
                rows[(y * line) + x] = sum;
            }
        }
        var result = new T[job.Height * line];
        for (int y = 0; y < job.Height; y++)
        {
            for (int x = 0; x < line; x++)
            {
                T sum = T.Zero;
                for (int k = 0; k < taps; k++)
                {
                    sum += rows[(down.Places[(y * taps) + k] * line) + x] * T.CreateChecked(down.Weights[(y * taps) + k]);
                }
                result[(y * line) + x] = sum;
            }
        }
        return result;
    }

    /// <summary>Halving linearly is OpenCV's mean over 2 x 2.</summary>
    private static int Choose(ResizeJob job, int interpolation) =>
        interpolation == cv2.INTER_LINEAR && job is { ScaleX: 2, ScaleY: 2 } ? cv2.INTER_AREA : interpolation;

    private static (Taps Across, Taps Down) MakeTaps(ResizeJob job, int interpolation)
    {
        bool cubic = interpolation == cv2.INTER_CUBIC, area = interpolation == cv2.INTER_AREA;
        return (Taps.Make(job.FromWidth, job.Width, job.ScaleX, cubic, area),
            Taps.Make(job.FromHeight, job.Height, job.ScaleY, cubic, area));
    }

    private static T[] ResizeNearest<T>(T[] source, ResizeJob job)
    {
        var result = new T[job.Height * job.Width * job.Channels];
        for (int y = 0; y < job.Height; y++)
        {
            int fromY = Math.Min((int)Math.Floor(y * job.ScaleY), job.FromHeight - 1);
            for (int x = 0; x < job.Width; x++)
            {
                int fromX = Math.Min((int)Math.Floor(x * job.ScaleX), job.FromWidth - 1);
                Array.Copy(source, ((fromY * job.FromWidth) + fromX) * job.Channels, result, ((y * job.Width) + x) * job.Channels,
                    job.Channels);
            }
        }
        return result;
    }

    private static byte[] ResizeAreaOfBytes(byte[] source, ResizeJob job)
    {
        bool half = job is { ScaleX: 2, ScaleY: 2 };
        float[] means = Area.ComputeMean([.. source.Select(b => (float)b)], job);
        return [.. means.Select(m => (byte)(half ? MathF.Floor(m + 0.5f) : Math.Clamp(MathF.Round(m, MidpointRounding.ToEven), 0, 255)))];
    }
}
