using NumSharp;

namespace KerasDigits.Tests.Saving.Checkpoints;

/// <summary>Files that are reached through links, as caches lay them out, and names that hold a colon.</summary>
public sealed class LinkedCheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-links-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void A_checkpoint_behind_links_is_read()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links take rights of their own on Windows.");
        Directory.CreateDirectory(Path.Combine(_folder, "blobs"));
        var model = Net();
        model.save_weights(Path.Combine(_folder, "blobs/w"));
        foreach (string file in Directory.GetFiles(Path.Combine(_folder, "blobs")))
        {
            File.CreateSymbolicLink(Path.Combine(_folder, Path.GetFileName(file)), file);
        }
        var other = Net();
        other.load_weights(Path.Combine(_folder, "w"));
        Assert.Equal(model.get_weights()[0].ToArray<float>(), other.get_weights()[0].ToArray<float>());
    }

    [Fact]
    public void A_layer_with_a_colon_in_its_name_keeps_its_weights()
    {
        var model = Net("x:0");
        model.save_weights(Path.Combine(_folder, "w"));
        var other = Net("x:0");
        other.load_weights(Path.Combine(_folder, "w"));
        Assert.Equal(model.predict(s_x, verbose: 0).ToArray<float>(), other.predict(s_x, verbose: 0).ToArray<float>());
    }

    [SkippableFact]
    public void A_link_in_a_linked_folder_is_followed_as_the_system_does()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links take rights of their own on Windows.");
        Directory.CreateDirectory(Path.Combine(_folder, "real/sub"));
        Directory.CreateDirectory(Path.Combine(_folder, "here"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "here/l"), "../real/sub");
        File.CreateSymbolicLink(Path.Combine(_folder, "real/sub/m.h5"), "../target.h5");
        Net().save_weights(Path.Combine(_folder, "here/l/m.h5"));
        Assert.True(File.Exists(Path.Combine(_folder, "real/target.h5")));
        Assert.False(File.Exists(Path.Combine(_folder, "here/target.h5")));
    }

    private static readonly NDArray s_x = np.ones(new[] { 2, 3 }).astype(np.float32);

    private static KerasDigits.Models.Model Net(string? name = null) =>
        keras.models.Sequential([keras.layers.Dense(2, input_shape: 3, bias_initializer: "ones", name: name)]);
}
