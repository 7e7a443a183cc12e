using KerasDigits.Backend;

namespace KerasDigits.Tests.Backend;

/// <summary>Work of our own on the engine's threads.</summary>
public sealed class EngineThreadsTests
{
    [Fact]
    public void Every_part_runs_once_and_side_by_side()
    {
        for (int round = 0; round < 20; round++)
        {
            int[] calls = new int[2];
            EngineThreads.Run(2, part => Interlocked.Increment(ref calls[part]));
            Assert.Equal([1, 1], calls);
        }
    }

    [Fact]
    public void A_parts_exception_reaches_the_caller()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => EngineThreads.Run(2, part =>
        {
            if (part == 1) { throw new InvalidOperationException("the second part"); }
        }));
        Assert.Equal("the second part", thrown.Message);
        int after = 0;
        EngineThreads.Run(2, _ => Interlocked.Increment(ref after));
        Assert.Equal(2, after);
    }
}
