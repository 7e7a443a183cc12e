using NumSharp;

namespace KerasDigits.Tests.Saving.Checkpoints;

/// <summary>Files that are reached through links, as caches lay them out, and names that hold a colon.</summary>
public sealed class LinkedCheckpointTests
{
    [SkippableFact]
    public void A_checkpoint_behind_links_is_read()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links take rights of their own on Windows.");
        string folder = Directory.CreateTempSubdirectory().FullName;
        Directory.CreateDirectory(Path.Combine(folder, "blobs"));
        var model = Net();
        model.save_weights(Path.Combine(folder, "blobs/w"));
        foreach (string file in Directory.GetFiles(Path.Combine(folder, "blobs")))
        {
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(file)), file);
        }
        var other = Net();
        other.load_weights(Path.Combine(folder, "w"));
        Assert.Equal(model.get_weights()[0].ToArray<float>(), other.get_weights()[0].ToArray<float>());
    }

    [Fact]
    public void A_layer_with_a_colon_in_its_name_keeps_its_weights()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        var model = Net("x:0");
        model.save_weights(Path.Combine(folder, "w"));
        var other = Net("x:0");
        other.load_weights(Path.Combine(folder, "w"));
        Assert.Equal(model.predict(s_x, verbose: 0).ToArray<float>(), other.predict(s_x, verbose: 0).ToArray<float>());
    }

    [SkippableFact]
    public void A_link_in_a_linked_folder_is_followed_as_the_system_does()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links take rights of their own on Windows.");
        string folder = Directory.CreateTempSubdirectory().FullName;
        Directory.CreateDirectory(Path.Combine(folder, "real/sub"));
        Directory.CreateDirectory(Path.Combine(folder, "here"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "here/l"), "../real/sub");
        File.CreateSymbolicLink(Path.Combine(folder, "real/sub/m.h5"), "../target.h5");
        Net().save_weights(Path.Combine(folder, "here/l/m.h5"));
        Assert.True(File.Exists(Path.Combine(folder, "real/target.h5")));
        Assert.False(File.Exists(Path.Combine(folder, "here/target.h5")));
    }

    private static readonly NDArray s_x = np.ones(new[] { 2, 3 }).astype(np.float32);

    private static KerasDigits.Models.Model Net(string? name = null) =>
        keras.models.Sequential([keras.layers.Dense(2, input_shape: 3, bias_initializer: "ones", name: name)]);
}
