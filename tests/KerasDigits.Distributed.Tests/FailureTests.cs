using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KerasDigits.Distributed.Tests;

/// <summary>What happens when a process dies, throws, is stuck, or does something else than the others.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ranks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>
    /// The whole job ends in time, and the next goes on with the backup: equal to the last bit to a run that was never killed.
    /// </summary>
    [SkippableTheory, InlineData(0), InlineData(1)]
    public void A_killed_process_ends_all_and_the_backup_goes_on(int rank)
    {
        Mpirun.Need();
        string whole = Folder("whole"), cut = Folder("cut");
        var never = Mpirun.Run(2, ["resume", whole]);
        Assert.True(never.Code == 0, never.Output + never.Errors);
        var killed = Mpirun.Run(2, ["resume", cut, $"{rank}:13"]);
        Assert.NotEqual(0, killed.Code);
        // From the kill itself to the end of mpirun, which waits for all processes.
        DateTimeOffset died = DateTimeOffset.FromUnixTimeMilliseconds(
            long.Parse(Regex.Match(killed.Errors, "killed at ([0-9]+)").Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.InRange(killed.Ended - died, TimeSpan.Zero, TimeSpan.FromSeconds(10));
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

    /// <summary>SLURM's srun does not say how many processes a machine has.</summary>
    [SkippableFact]
    public void A_process_takes_its_share_of_the_cores_whoever_starts_it()
    {
        Mpirun.Need();
        // To each process mpirun's pipe is a terminal, which the runtime greets.
        static IEnumerable<string> Lines(string output) =>
            Regex.Matches(output, "process [0-9]+ takes [0-9]+").Select(m => m.Value).Order(StringComparer.Ordinal);
        string threads = Math.Max(1, Environment.ProcessorCount / 2).ToString(CultureInfo.InvariantCulture);
        foreach (string[] line in new string[][] { ["share"], ["share", "unsaid"] })
        {
            var run = Mpirun.Run(2, line);
            Assert.True(run.Code == 0, run.Errors);
            Assert.Equal([$"process 0 takes {threads}", $"process 1 takes {threads}"], Lines(run.Output));
        }
    }

    [SkippableFact]
    public void A_process_that_is_stuck_is_named()
    {
        Mpirun.Need();
        var run = Mpirun.Run(4, ["sleep"], ("KERASDIGITS_STALL", "1.5"));
        Assert.True(run.Code == 0, run.Errors); // it came after all
        Assert.Contains("Missing: process 1. Waiting: process 0, 2, 3.", run.Errors, StringComparison.Ordinal);
        Assert.Contains("at the numbers of a step", run.Errors, StringComparison.Ordinal);
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

    /// <summary>A library that says it is MPICH's, where one's own compiler can make it.</summary>
    [SkippableFact]
    public void MPICHs_library_is_refused()
    {
        string source = Path.Combine(_folder, "mpich.c"), library = Path.Combine(_folder, "libmpi.so");
        File.WriteAllText(source, """
            #include <string.h>
            int MPI_Get_library_version(char *text, int *length) { strcpy(text, "MPICH Version:\t4.0.2\nMPICH Release date:\tThu Apr  7 12:34:45 CDT 2022\n"); *length = strlen(text); return 0; }
            """);
        try
        {
            using Process compiler = Process.Start(new ProcessStartInfo("cc",
                ["-shared", "-fPIC", "-o", library, source]) { RedirectStandardError = true })!;
            compiler.WaitForExit();
            Skip.IfNot(compiler.ExitCode == 0, "cc makes no library here.");
        }
        catch (System.ComponentModel.Win32Exception) { Skip.If(true, "A C compiler (cc) is not here."); }
        var run = Mpirun.Run(1, ["throw"], ("OMPI_COMM_WORLD_SIZE", "2"), ("KERASDIGITS_MPI", library));
        Assert.NotEqual(0, run.Code);
        Assert.Contains("The library of MPI must be Open MPI's. Received: MPICH Version:	4.0.2. Install it", run.Errors,
            StringComparison.Ordinal);
    }

    /// <summary>MPICH's and Intel MPI's launcher is known by its variables.</summary>
    [Fact]
    public void MPICHs_launcher_is_refused()
    {
        var run = Mpirun.Run(1, ["throw"], ("PMI_SIZE", "2"), ("PMI_RANK", "0"));
        Assert.NotEqual(0, run.Code);
        Assert.Contains("must be started by Open MPI's mpirun. Received: the variables of another (PMI_SIZE=2", run.Errors,
            StringComparison.Ordinal);
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
}
