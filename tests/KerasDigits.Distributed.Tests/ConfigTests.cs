using KerasDigits.Backend;

namespace KerasDigits.Distributed.Tests;

public sealed class ConfigTests
{
    [Fact]
    public void TF_CONFIG_is_read_as_TensorFlow_reads_it()
    {
        TfConfig config =
            TfConfig.Read("""{"cluster": {"chief": ["a:1"], "worker": ["b:1", "c:1"]}, "task": {"type": "worker", "index": 1}}""")!;
        Assert.Equal(["a:1", "b:1", "c:1"], config.Hosts);
        Assert.Equal(2, config.Index);
        Assert.Equal(1, TfConfig.Read("""{"cluster": {"worker": ["b:1", "c:1"]}, "task": {"type": "worker", "index": "1"}}""")!.Index);
        Assert.Null(TfConfig.Read("""{"cluster": {"worker": ["b:1", "c:1"]}}""")!.Index);
        Assert.Null(TfConfig.Read(""));
        Assert.Null(TfConfig.Read("{}"));
    }

    [Theory]
    [InlineData("""{"cluster": {"worker": ["b:1"]}, "task": {"type": "worker", "index": 1}}""",
        "its task is worker 1, of which the cluster names 1")]
    [InlineData("""{"cluster": {"worker": ["b:1"]}, "task": {"type": "ps", "index": 0}}""", "must be chief or worker")]
    [InlineData("""{"cluster": {"worker": ["b:1"], "ps": ["c:1"]}}""", "no parameter servers")]
    [InlineData("""{"cluster": {"worker": """, "TF_CONFIG must be as TensorFlow has it")]
    public void What_TensorFlow_would_not_understand_is_refused(string text, string words) =>
        Assert.Contains(words, Assert.ThrowsAny<InvalidOperationException>(() => TfConfig.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void It_must_say_what_mpirun_says()
    {
        TfConfig two = TfConfig.Read("""{"cluster": {"worker": ["b:1", "c:1"]}, "task": {"type": "worker", "index": 1}}""")!;
        World.Check(two, 1, 2);
        Assert.Contains("mpirun -n 2 --host b,c", Assert.Throws<InvalidOperationException>(() => World.Check(two, 0, 1)).Message,
            StringComparison.Ordinal);
        Assert.Contains("number 1 of the cluster, and mpirun that it is number 0",
            Assert.Throws<InvalidOperationException>(() => World.Check(two, 0, 2)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 2, 2, 2, 1)] // two processes share two cores
    [InlineData(1, 1, 2, 2, 1)] // each is bound to a core
    [InlineData(16, 16, 32, 4, 8)] // bound to two halves of the machine, two to each
    [InlineData(2, 2, 2, 4, 1)]
    [InlineData(8, null, 0, 2, 4)]
    public void Processes_share_the_cores_of_a_machine(int usable, int? bound, int all, int processes, int threads) =>
        Assert.Equal(threads, EngineShare.CountThreads(usable, bound, all, processes));

    [Fact]
    public void Alone_a_strategy_changes_nothing()
    {
        var strategy = new distribute.MirroredStrategy();
        Assert.Equal(1, strategy.num_replicas_in_sync);
        Assert.False(distribute.has_strategy());
        using (strategy.scope())
        {
            Assert.True(distribute.has_strategy());
            Assert.Same(strategy, distribute.get_strategy());
            Assert.Null(Replicas.InScope);
        }
        Assert.False(distribute.has_strategy());
        Assert.Equal(3, strategy.reduce("MEAN", 3));
        Assert.Equal(4, strategy.run(() => 4));
        Assert.Equal(("worker", 0), (strategy.cluster_resolver.task_type, strategy.cluster_resolver.task_id));
        Assert.Contains("\"SUM\" or \"MEAN\"", Assert.Throws<ArgumentException>(() => strategy.reduce("MAX", 1)).Message,
            StringComparison.Ordinal);
    }
}
