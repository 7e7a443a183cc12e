using System.ComponentModel;
using System.Reflection;

namespace KerasDigits.Tests.House;

/// <summary>What the packages show to users.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Of_the_engine_users_see_its_tensor_alone()
    {
        string[] members = [.. Repository.Files("src", "PublicAPI.*.txt").SelectMany(File.ReadLines)];
        Assert.True(members.Length > 5000, $"Only {members.Length} public members were found.");
        Assert.Contains(members, m => m.Contains("TorchSharp.torch.Tensor", StringComparison.Ordinal));
        Assert.Equal([],
            members.Where(m => m.Replace("TorchSharp.torch.Tensor", "", StringComparison.Ordinal)
                .Contains("TorchSharp", StringComparison.Ordinal)));
    }

    [Fact]
    public void Editors_do_not_show_what_is_internal_in_spirit()
    {
        Type[] types = [.. typeof(Shape).Assembly.GetExportedTypes()
            .Where(t => t is { Namespace: "KerasDigits.Internals", IsNested: false })];
        Assert.NotEmpty(types);
        Assert.Equal([], types.Where(t => t.GetCustomAttribute<EditorBrowsableAttribute>()?.State != EditorBrowsableState.Never)
            .Select(t => t.Name));
    }
}
