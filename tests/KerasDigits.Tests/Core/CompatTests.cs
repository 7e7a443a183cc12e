using KerasDigits.Core;

namespace KerasDigits.Tests.Core;

public class CompatTests
{
    [Fact]
    public void Keras_2_4_is_followed_unless_another_is_named() => Assert.Equal("2.3", keras.compat);

    [Fact]
    public void An_unknown_version_is_refused_with_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => keras.compat = "2.9");
        Assert.Contains("\"2.3\"", error.Message);
        Assert.Contains("\"2.15\"", error.Message);
        Assert.False(Compat.Is215);
    }
}
