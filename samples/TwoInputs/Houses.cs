using NumSharp;

/// <summary>Draws houses: a picture of 16 × 16 whose roof tells the kind, a table of four numbers, and a price that follows from both.</summary>
internal static class Houses
{
    public static (NDArray images, NDArray tables, NDArray kinds, NDArray prices) Make(int count)
    {
        double[] noise = np.random.uniform(0, 0.3, new[] { count * 256 }).ToArray<double>();
        float[] pixels = Array.ConvertAll(noise, v => (float)v);
        int[] kinds = np.random.randint(0, 3, new[] { count }).ToArray<int>();
        NDArray tables = np.random.uniform(0, 1, new[] { count, 4 });
        double[] prices = new double[count];
        for (int n = 0; n < count; n++)
        {
            for (int y = 2; y < 14; y++)
            {
                for (int x = 2; x < 14; x++)
                {
                    bool wall = y >= 8, roof = kinds[n] switch { 0 => y >= 6, 1 => y >= x - 4 && y >= 10 - x, _ => x % 3 == 0 };
                    if (wall || roof) { pixels[(n * 256) + (y * 16) + x] += 0.7f; }
                }
            }
            prices[n] = kinds[n] + (2 * (double)tables[n, 0]) + (double)tables[n, 1] - (0.5 * (double)tables[n, 2]);
        }
        return (np.array(pixels).reshape(count, 16, 16, 1), tables, np.array(kinds), np.array(prices));
    }
}
