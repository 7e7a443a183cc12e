using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Tests.Ops;

/// <summary>Our own products of small matrices, at every width of vectors, against sums in double precision.</summary>
public sealed unsafe class SmallProductTests
{
    private delegate void Kernel(Strided left, float* right, float* result, float* start, nint rows, nint depth, nint columns);

    private static readonly (string Name, int Width, Kernel Run)[] s_kernels =
    [
        ("the processor's widest", 1, Product.Multiply),
        ("512 bits", Lanes512.Count, Product.Multiply<Lanes512>), ("256 bits", Lanes256.Count, Product.Multiply<Lanes256>),
        ("128 bits", Lanes128.Count, Product.Multiply<Lanes128>),
        ("narrow, 512 bits", 1, NarrowProduct.Multiply<Lanes512>), ("narrow, 256 bits", 1, NarrowProduct.Multiply<Lanes256>),
        ("narrow, 128 bits", 1, NarrowProduct.Multiply<Lanes128>),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_size_up_to_70_is_right_at_every_width(bool transposed)
    {
        for (int size = 1; size <= 70; size++)
        {
            // One size goes through all numbers, the others take their turns through those about the kernels' corners.
            int other = 1 + (size * 7 % 19), third = 1 + (size * 5 % 70);
            Check(size, other, third, transposed);
            Check(other, size, third, transposed);
            Check(third, other, size, transposed);
            Check(size, 2 * 64 + (size % 5), size, transposed);
        }
    }

    private static void Check(int rows, int depth, int columns, bool transposed)
    {
        var random = new Random(rows + (100 * depth) + (10000 * columns));
        float[] left = Draw(random, rows * depth), right = Draw(random, depth * columns), start = Draw(random, columns);
        foreach (var (name, width, run) in s_kernels)
        {
            if (columns < width) { continue; }
            // A number behind the end shows what is written where it must not be.
            float[] result = [.. Enumerable.Repeat(7f, (rows * columns) + 1)];
            fixed (float* l = left, r = right, y = result, s = start)
            {
                run(transposed ? Strided.OfTransposed(l, rows) : Strided.OfPlain(l, depth), r, y, rows % 2 == 0 ? null : s, rows,
                    depth, columns);
            }
            Assert.Equal(7f, result[^1]);
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    double sum = rows % 2 == 0 ? 0 : start[j];
                    for (int k = 0; k < depth; k++)
                    {
                        sum += (double)(transposed ? left[(k * rows) + i] : left[(i * depth) + k]) * right[(k * columns) + j];
                    }
                    Assert.True(Math.Abs(sum - result[(i * columns) + j]) < 1e-5 * depth,
                        $"{name}: ({rows}, {depth}) · ({depth}, {columns}), row {i}, column {j}: "
                        + $"{result[(i * columns) + j]} instead of {sum}");
                }
            }
        }
    }

    [Fact]
    public void Every_size_up_to_70_is_transposed()
    {
        for (int rows = 1; rows <= 70; rows++)
        {
            int columns = 1 + (rows * 11 % 70);
            float[] from = [.. Enumerable.Range(0, rows * columns).Select(i => (float)i)], to = new float[(rows * columns) + 1];
            fixed (float* x = from, y = to) { Transposition.Turn(x, y, rows, columns); }
            Assert.Equal(0, to[^1]);
            for (int i = 0; i < from.Length; i++) { Assert.Equal(from[i], to[(i % columns * rows) + (i / columns)]); }
        }
    }

    private static float[] Draw(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
}
