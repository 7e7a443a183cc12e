using System.Diagnostics;

namespace KerasDigits.Distributed.Tests;

/// <summary>What happens when a process dies, throws, is stuck, or does something else than the others.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ranks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The whole job ends in time, and the next goes on with the backup: equal to the last bit to a run that was never killed.</summary>
    [SkippableTheory, InlineData(0), InlineData(1)]
    public void A_killed_process_ends_all_and_the_backup_goes_on(int rank)
    {
        Mpirun.Need();
        string whole = Folder("whole"), cut = Folder("cut");
        var never = Mpirun.Run(2, ["resume", whole]);
        Assert.True(never.Code == 0, never.Output + never.Errors);
        var killed = Mpirun.Run(2, ["resume", cut, $"{rank}:13"]);
        Assert.NotEqual(0, killed.Code);
        Assert.Contains("killed", killed.Errors, StringComparison.Ordinal);
        Assert.True(killed.Took < never.Took + TimeSpan.FromSeconds(10), $"the job took {killed.Took} where a whole one takes {never.Took}");
        var resumed = Mpirun.Run(2, ["resume", cut]);
        Assert.True(resumed.Code == 0, resumed.Output + resumed.Errors);
        foreach (string file in new[] { "resume.0.txt", "resume.1.txt", "log.csv" })
        {
            Assert.Equal(File.ReadAllLines(Path.Combine(whole, file)), File.ReadAllLines(Path.Combine(cut, file)));
        }
        Assert.Equal(1, never.Output.Split("Epoch 1/5").Length - 1); // only the first process prints
        Assert.Empty(Directory.GetFiles(Path.Combine(whole, "backup")));
    }

    [SkippableFact]
    public void An_exception_of_one_process_ends_all_with_its_stack()
    {
        Mpirun.Need();
        var run = Mpirun.Run(2, ["throw"]);
        Assert.NotEqual(0, run.Code);
        Assert.Contains("[process 1 of 2]", run.Errors, StringComparison.Ordinal);
        Assert.Contains("thrown by process 1", run.Errors, StringComparison.Ordinal);
        Assert.Contains("at At.on_train_batch_end", run.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_process_that_is_stuck_is_named()
    {
        Mpirun.Need();
        var run = Mpirun.Run(4, ["sleep"], ("KERASDIGITS_STALL", "1.5"));
        Assert.True(run.Code == 0, run.Errors); // it came after all
        Assert.Contains("Missing: process 1. Waiting: process 0, 2, 3.", run.Errors, StringComparison.Ordinal);
        Assert.Contains("at the metrics of a step", run.Errors.Replace("the gradients", "the metrics of a step", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [SkippableTheory, InlineData("alone"), InlineData("quit")]
    public void Processes_that_do_different_things_are_told_where_each_is(string kind)
    {
        Mpirun.Need();
        var run = Mpirun.Run(2, [kind]);
        Assert.NotEqual(0, run.Code);
        Assert.Contains("They met at different places: process 0 at", run.Errors, StringComparison.Ordinal);
        Assert.Contains("process 1 at the end of the program", run.Errors, StringComparison.Ordinal);
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
}
