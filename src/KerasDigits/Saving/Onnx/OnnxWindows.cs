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
    private static string Along(OnnxGraph g, string x, int rank, int axis, Tensor matrix)
    {
        string letters = "abcdefg"[..rank], result = letters.Replace(letters[axis], 'z');
        return g.Op("Einsum", [g.Weight(matrix), x], ("equation", $"z{letters[axis]},{letters}->{result}"));
    }

    private static long Known(OnnxCall c, int axis) =>
        c.X.Shape[axis] ?? throw c.Refused($"the size of its axis {axis} depends on the data.");

    /// <summary>Runs a conversion on a value with its channels last.</summary>
    private static OnnxValue[] Last(OnnxCall c, Func<string, string> make)
    {
        string x = c.ChannelsFirst ? c.Graph.Last(c.X.Name, c.Rank) : c.X.Name;
        string y = make(x);
        return c.One(c.ChannelsFirst ? c.Graph.First(y, c.Output.Rank) : y);
    }

    public static OnnxValue[] Adaptive(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        bool max = c.Layer.GetType().Name.Contains("Max", StringComparison.Ordinal);
        long[] sizes = c.Sizes("output_size");
        int shift = c.ChannelsFirst ? 2 : 1;
        return Last(c, x =>
        {
            for (int i = 0; i < sizes.Length; i++)
            {
                long old = Known(c, i + shift), size = sizes[i];
                (long From, long To)[] windows = [.. Enumerable.Range(0, (int)size)
                    .Select(n => (n * old / size, (((n + 1) * old) + size - 1) / size))];
                if (max)
                {
                    string from = x;
                    int axis = i + 1;
                    x = g.Op("Concat",
                        [.. windows.Select(w => g.Op("ReduceMax", [g.Op("Slice", [from, g.Longs(w.From), g.Longs(w.To), g.Longs(axis)])],
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
                x = Along(g, x, c.Rank, i + 1, Tensors.Of(matrix).reshape(size, old));
            }
            return x;
        });
    }

    public static OnnxValue[] Resizing(OnnxCall c) =>
        Pictures(c, (x, axes, h, w) => c.Flag("crop_to_aspect_ratio")
            ? Smart(c, x, axes, h, w, c.Text("interpolation")!)
            : Resized(c, x, axes, (0, h), (0, w), c.Text("interpolation")!));

    public static OnnxValue[] Crop(OnnxCall c)
    {
        if (c.Layer is RandomCrop { CutsInTrainingAlone: true }) { return c.One(c.X.Name); }
        long height = (long)c.Number("height"), width = (long)c.Number("width");
        return Pictures(c, (x, axes, h, w) => c.Layer is CenterCrop && h >= height && w >= width
            ? Cut(c.Graph, x, axes, (h - height) / 2, height, (w - width) / 2, width) : Smart(c, x, axes, h, w, "bilinear"));
    }

    private static OnnxValue[] Pictures(OnnxCall c, Func<string, int, long, long, string> make)
    {
        int first = c.Rank - (c.ChannelsFirst ? 2 : 3);
        if (c.Rank != 4) { throw c.Refused("it takes one picture alone, not several."); }
        string number = c.X.DType == "float32" ? c.X.Name : c.Graph.Cast(c.X.Name, OnnxGraph.Float);
        string x = c.ChannelsFirst ? c.Graph.Last(number, 4) : number, y = make(x, 1, Known(c, first), Known(c, first + 1));
        return c.One(c.ChannelsFirst ? c.Graph.First(y, 4) : y);
    }

    private static string Cut(OnnxGraph g, string x, int axis, long top, long height, long left, long width) =>
        g.Op("Slice", [x, g.Longs(top, left), g.Longs(top + height, left + width), g.Longs(axis, axis + 1)]);

    /// <summary>As ImageResize.SmartResize cuts.</summary>
    private static string Smart(OnnxCall c, string x, int axis, long h, long w, string interpolation)
    {
        long height = (long)c.Number("height"), width = (long)c.Number("width");
        long cutHeight = Math.Min(h, (long)((double)w * height / width)), cutWidth = Math.Min(w, (long)((double)h * width / height));
        return Resized(c, x, axis, ((h - cutHeight) / 2, cutHeight), ((w - cutWidth) / 2, cutWidth), interpolation);
    }

    private static string Resized(OnnxCall c, string x, int axis, (long From, long Size) rows, (long From, long Size) columns,
        string interpolation)
    {
        OnnxGraph g = c.Graph;
        (long height, long width) = ((long)c.Number("height"), (long)c.Number("width"));
        string y = Cut(g, x, axis, rows.From, rows.Size, columns.From, columns.Size);
        if (rows.Size != height) { y = Along(g, y, 4, axis, Matrix(rows.Size, height, interpolation)); }
        return columns.Size == width ? y : Along(g, y, 4, axis + 1, Matrix(columns.Size, width, interpolation));
    }

    public static OnnxValue[] UpSampling(OnnxCall c, string interpolation)
    {
        long[] size = c.Sizes("size");
        int shift = c.ChannelsFirst ? 2 : 1;
        return Last(c, x =>
        {
            for (int i = 0; i < size.Length; i++)
            {
                x = Along(c.Graph, x, c.Rank, i + 1, Matrix(Known(c, i + shift), Known(c, i + shift) * size[i], interpolation));
            }
            return x;
        });
    }

    /// <summary>The parts that old places have in new ones: what resizing makes of one lit place after the other.</summary>
    private static Tensor Matrix(long old, long size, string interpolation)
    {
        using var _ = Scopes.NoGradient();
        Tensor each = Tensors.Of([.. Enumerable.Range(0, (int)(old * old)).Select(i => i / old == i % old ? 1f : 0f)])
            .reshape(1, old, 1, old);
        return ImageResize.Resize(each, size, 1, interpolation).reshape(size, old);
    }

    public static OnnxValue[] LocallyConnected(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] window = c.Sizes("kernel_size"), step = c.Sizes("strides");
        Shape last = c.ChannelsFirst ? new([c.X.Shape[0], .. c.X.Shape[2..], c.X.Shape[1]]) : c.X.Shape;
        long[] places = [.. Enumerable.Range(0, window.Length).Select(i => (c.ChannelsFirst ? c.Output[i + 2] : c.Output[i + 1])!.Value)],
            sizes = [.. Enumerable.Range(1, window.Length).Select(i => last[i]!.Value)];
        long filters = c.Sizes("filters")[0], count = places.Aggregate((a, b) => a * b), channels = last[^1]!.Value;
        return Last(c, x =>
        {
            string y;
            Tensor kernel = c.Weight("kernel")!;
            if (c.Sizes("implementation")[0] == 1)
            {
                // The places of each window in the picture as one axis.
                long[] seen = [.. Spots(places)
                    .SelectMany(p => Spots(window)
                        .Select(w => p.Select((n, i) => (n * step[i]) + w[i]).Zip(sizes)
                            .Aggregate(0L, (at, s) => (at * s.Second) + s.First)))];
                long each = window.Aggregate((a, b) => a * b);
                string flat = g.Op("Reshape", [x, g.Longs(0, -1, channels)]),
                    parts = g.Op("Gather",
                        [flat, g.Values(Tensors.Of(NumSharp.np.array(seen), "int64").reshape(count, each), OnnxGraph.Int64)], ("axis", 1));
                if (c.ChannelsFirst) { parts = g.Op("Transpose", [parts], ("perm", (long[])[0, 1, 3, 2])); }
                y = g.Op("Einsum", [g.Op("Reshape", [parts, g.Longs(0, count, each * channels)]), g.Weight(kernel)],
                    ("equation", "npk,pkf->npf"));
            }
            else { y = g.Op("MatMul", [g.Op("Reshape", [x, g.Longs(0, -1)]), g.Weight(((ILocalMatrix)c.Layer).Matrix())]); }
            y = g.Op("Reshape", [y, g.Longs([0, .. places, filters])]);
            if (c.Weight("bias") is { } bias)
            {
                y = g.Op("Add", [y, g.Weight(c.ChannelsFirst ? bias.reshape([filters, .. places]).movedim([0], [-1]) : bias)]);
            }
            return c.Activate(y);
        });

        static IEnumerable<long[]> Spots(long[] sizes) =>
            sizes.Aggregate((IEnumerable<long[]>)[[]],
                (all, n) => all.SelectMany(p => Enumerable.Range(0, (int)n).Select(i => (long[])[.. p, i])));
    }
}
