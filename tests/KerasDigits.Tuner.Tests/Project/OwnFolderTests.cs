using KerasDigits.Tuner.Project;

namespace KerasDigits.Tuner.Tests.Project;

/// <summary>Folders that go with their process.</summary>
public sealed class OwnFolderTests
{
    [Fact]
    public void What_a_killed_process_left_goes_with_the_next_and_nothing_else_does()
    {
        string dead = Folder(), alive = Folder(), strange = Folder();
        try
        {
            File.WriteAllText(Path.Combine(dead, OwnFolder.Mark), "");
            File.WriteAllText(Path.Combine(dead, "oracle.json"), "{}");
            Directory.CreateDirectory(Path.Combine(dead, "trial_00"));
            using (new FileStream(Path.Combine(alive, OwnFolder.Mark), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                var own = new OwnFolder();
                Assert.False(Directory.Exists(dead));
                Assert.True(Directory.Exists(alive)); // its process lives
                Assert.True(Directory.Exists(strange)); // somebody else's, or kept
                OwnFolder.Sweep();
                Assert.True(Directory.Exists(own.Path));
                own.Keep();
                OwnFolder.Sweep();
                Assert.True(Directory.Exists(own.Path)); // what is in it outlives the process
                Directory.Delete(own.Path, recursive: true);
            }
            OwnFolder.Sweep();
            Assert.False(Directory.Exists(alive));
        }
        finally
        {
            foreach (string folder in new[] { dead, alive, strange }.Where(Directory.Exists)) { Directory.Delete(folder, recursive: true); }
        }
    }

    /// <summary>A mark stands for a moment before its lock does.</summary>
    [Fact]
    public void Many_that_begin_and_sweep_at_once_all_have_their_folder()
    {
        var found = new System.Collections.Concurrent.ConcurrentBag<string>();
        using var done = new CancellationTokenSource();
        Thread[] sweepers = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            while (!done.IsCancellationRequested) { OwnFolder.Sweep(); }
        }))];
        foreach (Thread sweeper in sweepers) { sweeper.Start(); }
        try
        {
            Parallel.For(0, 200, _ =>
            {
                var own = new OwnFolder();
                Assert.True(File.Exists(Path.Combine(own.Path, OwnFolder.Mark)));
                own.Keep();
                found.Add(own.Path);
            });
            Assert.Equal(200, found.Distinct().Count(Directory.Exists));
        }
        finally
        {
            done.Cancel();
            foreach (Thread sweeper in sweepers) { sweeper.Join(); }
            foreach (string folder in found.Where(Directory.Exists)) { Directory.Delete(folder, recursive: true); }
        }
    }

    private static string Folder() => Directory.CreateTempSubdirectory("keras-search-").FullName;
}
