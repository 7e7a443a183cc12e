using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Tests.Ops;

/// <summary>The functions of recurrent steps, at every width of vectors, against double precision.</summary>
public sealed unsafe class LaneFunctionTests
{
    private static readonly float[] s_numbers = [.. Enumerable.Range(-2200, 4401).Select(i => i * 0.0401f),
        .. Enumerable.Range(-30, 61).SelectMany(e => (float[])[MathF.Pow(10, e), -MathF.Pow(10, e)]), 0, -0f, 0.6249999f, 0.625f,
        float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, float.Epsilon];

    [Fact]
    public void Sigmoid_is_right_to_a_millionth_from_end_to_end() => Check(x => 1 / (1 + Math.Exp(-x)), Sigmoid<Lanes512>,
        Sigmoid<Lanes256>, Sigmoid<Lanes128>, Sigmoid<Lanes32>);

    [Fact]
    public void Tanh_is_right_to_a_millionth_from_end_to_end() => Check(Math.Tanh, Tanh<Lanes512>, Tanh<Lanes256>, Tanh<Lanes128>,
        Tanh<Lanes32>);

    [Fact]
    public void What_is_no_number_stays_so()
    {
        foreach (Func<float, float> f in (Func<float, float>[])[Sigmoid<Lanes512>, Tanh<Lanes512>, Sigmoid<Lanes256>, Tanh<Lanes256>,
            Sigmoid<Lanes128>, Tanh<Lanes128>, Sigmoid<Lanes32>, Tanh<Lanes32>])
        {
            Assert.True(float.IsNaN(f(float.NaN)));
        }
    }

    private static void Check(Func<double, double> truth, params Func<float, float>[] ours)
    {
        foreach (float x in s_numbers)
        {
            // Below the least float of full precision a sigmoid counts as that.
            double right = truth(x), allowed = Math.Max(1e-6 * Math.Abs(right), 1.2e-38);
            foreach (Func<float, float> f in ours)
            {
                Assert.True(Math.Abs(f(x) - right) <= allowed, $"{f.Method}({x:R}) = {f(x):R}, not {right:R}");
            }
        }
    }

    private static float Sigmoid<T>(float x) where T : struct, ILanes<T> => First(LaneFunctions.Sigmoid(T.All(x)));

    private static float Tanh<T>(float x) where T : struct, ILanes<T> => First(LaneFunctions.Tanh(T.All(x)));

    private static float First<T>(T value) where T : struct, ILanes<T>
    {
        float* room = stackalloc float[16];
        value.Store(room);
        return room[0];
    }
}
