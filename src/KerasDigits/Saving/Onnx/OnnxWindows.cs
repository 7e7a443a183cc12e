using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Ops;

namespace KerasDigits.Saving.Onnx;

/// <summary>
/// What is a sum over known places with known weights, or the greatest of known places: adaptive poolings, resizing in any interpolation,
/// locally connected layers.
/// </summary>
internal static class OnnxWindows
{
    /// <summary>A spatial axis multiplied by a matrix (new places, old places); channels stand last.</summary>
    private static string MultiplyAlong(OnnxGraph g, string x, int rank, int axis, Tensor matrix)
    {
        string letters = "abcdefg"[..rank], result = letters.Replace(letters[axis], 'z');
        return g.AddOp("Einsum", [g.AddWeight(matrix), x], ("equation", $"z{letters[axis]},{letters}->{result}"));
    }

    private static long RequireKnown(OnnxCall c, int axis) =>
        c.X.Shape[axis] ?? throw c.Refused($"the size of its axis {axis} depends on the data.");

    /// <summary>Runs a conversion on a value with its channels last.</summary>
    private static OnnxValue[] ConvertLast(OnnxCall c, Func<string, string> make)
    {
        string x = c.ChannelsFirst ? c.Graph.ToChannelsLast(c.X.Name, c.Rank) : c.X.Name;
        string y = make(x);
        return c.ConvertOne(c.ChannelsFirst ? c.Graph.ToChannelsFirst(y, c.Output.Rank) : y);
    }

    public static OnnxValue[] ConvertAdaptive(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        bool max = c.Layer.GetType().Name.Contains("Max", StringComparison.Ordinal);
        long[] sizes = c.ReadSizes("output_size");
        int shift = c.ChannelsFirst ? 2 : 1;
        return ConvertLast(c, x =>
        {
            for (int i = 0; i < sizes.Length; i++)
            {
                long old = RequireKnown(c, i + shift), size = sizes[i];
                (long From, long To)[] windows = [.. Enumerable.Range(0, (int)size)
                    .Select(n => (n * old / size, (((n + 1) * old) + size - 1) / size))];
                if (max)
                {
                    string from = x;
                    int axis = i + 1;
                    x = g.AddOp("Concat",
                        [.. windows.Select(w =>
                            g.AddOp("ReduceMax", [g.AddOp("Slice", [from, g.AddLongs(w.From), g.AddLongs(w.To), g.AddLongs(axis)])],
                            ("axes", (long[])[axis]), ("keepdims", 1)))], ("axis", axis));
                    continue;
                }
                float[] matrix = new float[size * old];
                for (int n = 0; n < size; n++)
                {
                    for (long j = windows[n].From; j < windows[n].To; j++)
                    {
                        matrix[(n * old) + j] = 1f / (windows[n].To - windows[n].From);
                    }
                }
                x = MultiplyAlong(g, x, c.Rank, i + 1, Tensors.Of(matrix).reshape(size, old));
            }
            return x;
        });
    }

    public static OnnxValue[] ConvertResizing(OnnxCall c) =>
        ConvertPictures(c, (x, axes, h, w) => c.ReadFlag("crop_to_aspect_ratio")
            ? ConvertSmart(c, x, axes, h, w, c.ReadText("interpolation")!)
            : ConvertResized(c, x, axes, (0, h), (0, w), c.ReadText("interpolation")!));

    public static OnnxValue[] ConvertCrop(OnnxCall c)
    {
        if (c.Layer is RandomCrop { CutsInTrainingAlone: true }) { return c.ConvertOne(c.X.Name); }
        long height = (long)c.ReadNumber("height"), width = (long)c.ReadNumber("width");
        return ConvertPictures(c, (x, axes, h, w) => c.Layer is CenterCrop && h >= height && w >= width
            ? Cut(c.Graph, x, axes, (h - height) / 2, height, (w - width) / 2, width) : ConvertSmart(c, x, axes, h, w, "bilinear"));
    }

    private static OnnxValue[] ConvertPictures(OnnxCall c, Func<string, int, long, long, string> make)
    {
        int first = c.Rank - (c.ChannelsFirst ? 2 : 3);
        if (c.Rank != 4) { throw c.Refused("it takes a single image."); }
        string number = c.X.DType == "float32" ? c.X.Name : c.Graph.Cast(c.X.Name, OnnxGraph.Float);
        string x = c.ChannelsFirst ? c.Graph.ToChannelsLast(number, 4) : number,
            y = make(x, 1, RequireKnown(c, first), RequireKnown(c, first + 1));
        return c.ConvertOne(c.ChannelsFirst ? c.Graph.ToChannelsFirst(y, 4) : y);
    }

    private static string Cut(OnnxGraph g, string x, int axis, long top, long height, long left, long width) =>
        g.AddOp("Slice", [x, g.AddLongs(top, left), g.AddLongs(top + height, left + width), g.AddLongs(axis, axis + 1)]);

    /// <summary>As ImageResize.SmartResize cuts.</summary>
    private static string ConvertSmart(OnnxCall c, string x, int axis, long h, long w, string interpolation)
    {
        long height = (long)c.ReadNumber("height"), width = (long)c.ReadNumber("width");
        long cutHeight = Math.Min(h, (long)((double)w * height / width)), cutWidth = Math.Min(w, (long)((double)h * width / height));
        return ConvertResized(c, x, axis, ((h - cutHeight) / 2, cutHeight), ((w - cutWidth) / 2, cutWidth), interpolation);
    }

    private static string ConvertResized(OnnxCall c, string x, int axis, (long From, long Size) rows, (long From, long Size) columns,
        string interpolation)
    {
        OnnxGraph g = c.Graph;
        (long height, long width) = ((long)c.ReadNumber("height"), (long)c.ReadNumber("width"));
        string y = Cut(g, x, axis, rows.From, rows.Size, columns.From, columns.Size);
        if (rows.Size != height) { y = MultiplyAlong(g, y, 4, axis, ComputeMatrix(rows.Size, height, interpolation)); }
        return columns.Size == width ? y : MultiplyAlong(g, y, 4, axis + 1, ComputeMatrix(columns.Size, width, interpolation));
    }

    public static OnnxValue[] ConvertUpSampling(OnnxCall c, string interpolation)
    {
        long[] size = c.ReadSizes("size");
        int shift = c.ChannelsFirst ? 2 : 1;
        return ConvertLast(c, x =>
        {
            for (int i = 0; i < size.Length; i++)
            {
                x = MultiplyAlong(c.Graph, x, c.Rank, i + 1,
                    ComputeMatrix(RequireKnown(c, i + shift), RequireKnown(c, i + shift) * size[i], interpolation));
            }
            return x;
        });
    }

    /// <summary>The parts that old places have in new ones: what resizing makes of one lit place after the other.</summary>
    private static Tensor ComputeMatrix(long old, long size, string interpolation)
    {
        using var _ = Scopes.NoGradient();
        Tensor each = Tensors.Of([.. Enumerable.Range(0, (int)(old * old)).Select(i => i / old == i % old ? 1f : 0f)])
            .reshape(1, old, 1, old);
        return ImageResize.Resize(each, size, 1, interpolation).reshape(size, old);
    }

    public static OnnxValue[] ConvertLocallyConnected(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] window = c.ReadSizes("kernel_size"), step = c.ReadSizes("strides");
        Shape last = c.ChannelsFirst ? new([c.X.Shape[0], .. c.X.Shape[2..], c.X.Shape[1]]) : c.X.Shape;
        long[] places = [.. Enumerable.Range(0, window.Length).Select(i => (c.ChannelsFirst ? c.Output[i + 2] : c.Output[i + 1])!.Value)],
            sizes = [.. Enumerable.Range(1, window.Length).Select(i => last[i]!.Value)];
        long filters = c.ReadSizes("filters")[0], count = places.Aggregate((a, b) => a * b), channels = last[^1]!.Value;
        return ConvertLast(c, x =>
        {
            string y;
            Tensor kernel = c.FindWeight("kernel")!;
            if (c.ReadSizes("implementation")[0] == 1)
            {
                // The places of each window in the picture as one axis.
                long[] seen = [.. ListSpots(places)
                    .SelectMany(p => ListSpots(window)
                        .Select(w => p.Select((n, i) => (n * step[i]) + w[i]).Zip(sizes)
                            .Aggregate(0L, (at, s) => (at * s.Second) + s.First)))];
                long each = window.Aggregate((a, b) => a * b);
                string flat = g.AddOp("Reshape", [x, g.AddLongs(0, -1, channels)]),
                    parts = g.AddOp("Gather",
                        [flat, g.AddValues(Tensors.Of(NumSharp.np.array(seen), "int64").reshape(count, each), OnnxGraph.Int64)],
                            ("axis", 1));
                if (c.ChannelsFirst) { parts = g.AddOp("Transpose", [parts], ("perm", (long[])[0, 1, 3, 2])); }
                y = g.AddOp("Einsum", [g.AddOp("Reshape", [parts, g.AddLongs(0, count, each * channels)]), g.AddWeight(kernel)],
                    ("equation", "npk,pkf->npf"));
            }
            else { y = g.AddOp("MatMul", [g.AddOp("Reshape", [x, g.AddLongs(0, -1)]), g.AddWeight(((ILocalMatrix)c.Layer).MakeMatrix())]); }
            y = g.AddOp("Reshape", [y, g.AddLongs([0, .. places, filters])]);
            if (c.FindWeight("bias") is { } bias)
            {
                y = g.AddOp("Add", [y, g.AddWeight(c.ChannelsFirst ? bias.reshape([filters, .. places]).movedim([0], [-1]) : bias)]);
            }
            return c.Activate(y);
        });

        static IEnumerable<long[]> ListSpots(long[] sizes) =>
            sizes.Aggregate((IEnumerable<long[]>)[[]],
                (all, n) => all.SelectMany(p => Enumerable.Range(0, (int)n).Select(i => (long[])[.. p, i])));
    }
}
