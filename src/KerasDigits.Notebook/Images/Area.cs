using System.Numerics;

namespace KerasDigits.Notebook;

/// <summary>The mean over each target pixel's area, for shrinking. Source pixels cut by an edge count by the part inside.</summary>
internal static class Area
{
    public static T[] ComputeMean<T>(T[] source, ResizeJob job)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        List<(int From, int To, float Weight)> across = ComputeParts(job.FromWidth, job.Width, job.ScaleX),
            down = ComputeParts(job.FromHeight, job.Height, job.ScaleY);
        int line = job.Width * job.Channels;
        var result = new T[job.Height * line];
        var row = new T[line];
        foreach ((int y, int targetY, float weightY) in down)
        {
            Array.Clear(row);
            foreach ((int x, int targetX, float weightX) in across)
            {
                for (int c = 0; c < job.Channels; c++)
                {
                    row[(targetX * job.Channels) + c] += source[(((y * job.FromWidth) + x) * job.Channels) + c]
                        * T.CreateChecked(job.IsWhole ? 1 : weightX);
                }
            }
            for (int i = 0; i < line; i++) { result[(targetY * line) + i] += row[i] * T.CreateChecked(job.IsWhole ? 1 : weightY); }
        }
        if (job.IsWhole)
        {
            T share = T.CreateChecked(1f / (float)(Math.Round(job.ScaleX) * Math.Round(job.ScaleY)));
            for (int i = 0; i < result.Length; i++) { result[i] *= share; }
        }
        return result;
    }

    private static List<(int From, int To, float Weight)> ComputeParts(int from, int to, double scale)
    {
        var parts = new List<(int, int, float)>();
        for (int d = 0; d < to; d++)
        {
            double start = d * scale, end = start + scale, cell = Math.Min(scale, from - start);
            int first = (int)Math.Ceiling(start), last = Math.Min((int)Math.Floor(end), from - 1);
            first = Math.Min(first, last);
            if (first - start > 1e-3) { parts.Add((first - 1, d, (float)((first - start) / cell))); }
            for (int s = first; s < last; s++) { parts.Add((s, d, (float)(1 / cell))); }
            if (end - last > 1e-3) { parts.Add((last, d, (float)(Math.Min(Math.Min(end - last, 1), cell) / cell))); }
        }
        return parts;
    }
}
