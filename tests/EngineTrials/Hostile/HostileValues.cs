using TorchSharp;

/// <summary>Draws what nobody should pass: tensors of every dtype, size and layout with values that are not numbers, or no index.</summary>
internal sealed class HostileValues(Random random)
{
    /// <summary>The shapes of small tensors.</summary>
    public static readonly long[][] Shapes =
    [
        [], [0], [1], [3], [2, 3], [4, 4], [0, 3], [3, 0], [1, 1], [2, 3, 3], [2, 0, 3], [2, 4, 6], [0, 4, 4], [1, 4, 4, 1], [2, 5, 5, 3],
        [2, 0, 5, 3], [0, 5, 5, 3], [2, 4, 4, 4, 2], [1, 2, 3, 2, 2, 2],
    ];

    private static readonly long[][] s_large = [[40000], [300, 300], [2, 90, 90, 3], [64, 30, 40]];

    private static readonly torch.ScalarType[] s_dtypes =
    [
        torch.ScalarType.Float64, torch.ScalarType.Float16, torch.ScalarType.BFloat16, torch.ScalarType.Int32, torch.ScalarType.Int64,
        torch.ScalarType.Bool, torch.ScalarType.Byte, torch.ScalarType.Int8, torch.ScalarType.Int16,
    ];

    private static readonly double[] s_strange =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e30, -1e30, 3e38, 2147483648, -2147483649, 9.3e18, -1, -7,
        1000000, 0, 1e-40, 0.5,
    ];

    private long[]? _common;

    public bool Yes(int oneIn) => random.Next(oneIn) == 0;

    public T Of<T>(T[] from) => from[random.Next(from.Length)];

    /// <summary>The shape of most tensors of a call; some have their own.</summary>
    private long[] DrawShape()
    {
        _common ??= Yes(25) ? Of(s_large) : Of(Shapes);
        return Yes(4) ? Of(Shapes) : _common;
    }

    /// <summary>A tensor, in words too.</summary>
    public Tensor DrawTensor(out string words) => DrawTensor(DrawShape(), out words);

    /// <summary>A tensor of a shape.</summary>
    public Tensor DrawTensor(long[] shape, out string words)
    {
        torch.ScalarType dtype = Yes(2) ? torch.ScalarType.Float32 : Of(s_dtypes);
        string kind = Of(["small", "small", "index", "strange", "strange one", "nan", "huge"]);
        Tensor exact = kind switch
        {
            "small" => torch.randn(shape, dtype: torch.ScalarType.Float64),
            "index" => torch.randint(-1, 4, shape, dtype: torch.ScalarType.Float64),
            "nan" => torch.full(shape, double.NaN, dtype: torch.ScalarType.Float64),
            "huge" => torch.full(shape, Of(s_strange), dtype: torch.ScalarType.Float64),
            "strange" => torch.tensor([.. Enumerable.Range(0, (int)Count(shape)).Select(_ => Of(s_strange))], shape,
                torch.ScalarType.Float64),
            _ => PutOne(torch.randint(0, 3, shape, dtype: torch.ScalarType.Float64)),
        };
        Tensor made = exact.to(dtype);
        string layout = "";
        switch (random.Next(6))
        {
            case 0 when shape.Length > 1:
                layout = " transposed";
                made = made.transpose(0, shape.Length - 1).contiguous().transpose(0, shape.Length - 1);
                break;
            case 1 when shape.Length > 0 && shape[0] > 0:
                layout = " expanded";
                made = made.narrow(0, 0, 1).expand(shape);
                break;
            case 2 when shape.Length > 0:
                layout = " every second";
                made = torch.stack([made, made], -1).select(-1, 1);
                break;
            default: break;
        }
        if (torch.is_floating_point(made) && !Yes(3)) { made = made.detach().requires_grad_(true); }
        words = $"{dtype}({string.Join(",", shape)}) {kind}{layout}{(made.requires_grad ? " grad" : "")}";
        return made;
    }

    /// <summary>Whether arguments beside tensors are mostly such as they should be.</summary>
    public bool IsTame { get; } = random.Next(2) == 0;

    public int DrawInt() => IsTame ? Of([1, 1, 2, 2, 3, 4, -1])
        : Of([-2147483648, -1000000, -7, -3, -2, -1, -1, 0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 7, 16, 1000, 70000]);

    public double DrawNumber() => IsTame ? Of([0, 0.1, 0.5, 0.9, 1, 2]) : Of([.. s_strange, 0, 0.1, 0.5, 0.9, 1, 1, 1, 2, 3]);

    public string DrawWord() => Of(["same", "valid", "causal", "channels_last", "channels_first", "float32", "int32", "float16", "bool",
        "int64", "bfloat16", "reflect", "symmetric", "constant", "nearest", "bilinear", "bicubic", "mean", "sum", "none", "left", "hann",
        "ab,bc->ac", "i,i->", "...->", "relu", "softmax", "int", "one_hot", "multi_hot", "count", "tf_idf", "nonsense", ""]);

    private Tensor PutOne(Tensor t)
    {
        if (t.numel() > 0) { t.view(-1)[random.NextInt64(t.numel())] = Of(s_strange); }
        return t;
    }

    private static long Count(long[] shape) => shape.Aggregate(1L, (n, s) => n * s);
}
