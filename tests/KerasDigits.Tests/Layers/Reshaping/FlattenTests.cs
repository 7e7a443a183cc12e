using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers.Reshaping;

/// <summary>What the recorded cases of Flatten do not say: channels first, a single axis, sizes that are unknown, a wrong word.</summary>
public sealed class FlattenTests
{
    [Fact]
    public void Channels_first_are_moved_to_the_end_before_the_values_are_joined()
    {
        NDArray x = np.arange(8).astype(NPTypeCode.Single).reshape(1, 2, 2, 2); // (batch, channels, height, width)
        Assert.Equal([0f, 4, 1, 5, 2, 6, 3, 7], layers.Flatten("channels_first").Apply(x).ToArray<float>());
    }

    [Fact]
    public void A_batch_of_single_values_gets_an_axis()
    {
        NDArray y = layers.Flatten().Apply(np.array(new[] { 1f, 2f, 3f }));
        Assert.Equal([3L, 1L], y.shape);
        Assert.Equal(new Shape(null, 1), layers.Flatten().compute_output_shape(new Shape((long?)null)));
    }

    [Fact]
    public void An_unknown_size_stays_unknown() =>
        Assert.Equal(new Shape(null, null), layers.Flatten().compute_output_shape(new Shape(null, null, 3)));

    [Fact]
    public void A_wrong_word_is_refused_when_it_is_given() =>
        Assert.Contains("\"channels_last\", \"channels_first\"", Assert.Throws<ArgumentException>("data_format",
            () => layers.Flatten("channels_middle")).Message, StringComparison.Ordinal);
}
