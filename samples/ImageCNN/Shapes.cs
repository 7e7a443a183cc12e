using NumSharp;

/// <summary>Draws grey pictures of 20 × 20 with noise: a bar lying (0), a bar standing (1), or a filled square (2).</summary>
internal static class Shapes
{
    private const int Side = 20;

    public static ((NDArray, NDArray), (NDArray, NDArray)) load_data() => (Draw(1200), Draw(300));

    private static (NDArray Pictures, NDArray Labels) Draw(int count)
    {
        byte[] pixels = new byte[count * Side * Side];
        int[] kinds = [.. np.random.randint(0, 3, new[] { count }).ToArray<int>()];
        int[] places = [.. np.random.randint(2, 10, new[] { count * 2 }).ToArray<int>()];
        double[] noise = np.random.uniform(0, 110, new[] { pixels.Length }).ToArray<double>();
        for (int i = 0; i < pixels.Length; i++) { pixels[i] = (byte)noise[i]; }
        for (int n = 0; n < count; n++)
        {
            (int height, int width) = kinds[n] switch { 0 => (3, 9), 1 => (9, 3), _ => (6, 6) };
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++) { pixels[(((n * Side) + places[2 * n] + y) * Side) + places[(2 * n) + 1] + x] = 200; }
            }
        }
        return (np.array(pixels).reshape(count, Side, Side), np.array(kinds));
    }
}
