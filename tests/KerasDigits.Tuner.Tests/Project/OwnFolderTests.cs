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

    private static string Folder() => Directory.CreateTempSubdirectory("keras-search-").FullName;
}
