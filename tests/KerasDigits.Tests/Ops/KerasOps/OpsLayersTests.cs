using TorchSharp;
using static KerasDigits.keras;
using static KerasDigits.Tests.Ops.OpsValues;

namespace KerasDigits.Tests.Ops;

/// <summary>What NumPy gives for the formulas of attention, normalizations and blocks of pixels.</summary>
public sealed class OpsLayersTests
{
    private static readonly Tensor s_query = (((Count(1, 3, 2, 2) % 5) - 2) / 2), s_key = ((((Count(1, 4, 2, 2) * 3) % 7) - 3) / 2),
        s_value = (((Count(1, 4, 2, 2) * 5) % 11) - 5);

    [Fact]
    public void Attention_is_that_of_Keras()
    {
        Same([-1.7786922f, .80625182f, 1.6567176f, -1.4865080f, 2.9919495f, -1.5295764f, 1.1459958f, -.5258249f, 1.0896678f, -1.5365274f,
            .68386133f, .46586438f], [1, 3, 2, 2], ops.dot_product_attention(s_query, s_key, s_value));
        Same([-5, 0, 5, -1, 3.3012535f, -1.8447230f, 3.825042f, -2.174958f, 1.3504239f, -3.1007104f, 2.5497289f, -3.4502711f],
            ops.dot_product_attention(s_query, s_key, s_value, is_causal: true));
        Tensor mask = torch.tensor(new[] { true, false, true, false }).reshape(1, 1, 1, 4);
        Same([-2.6383529f, -1.3495126f, 2.7759444f, -3.2240556f, -1.5f, -2, 2.7022299f, -3.2977701f, -.36164714f, -2.6504873f, 2.6293336f,
            -3.3706664f], ops.dot_product_attention(s_query, s_key, s_value, mask: mask, scale: .3));
        Same([.25f, -.25f, 2, -1.25f, .25f, -.25f, 2, -1.25f, .25f, -.25f, 2, -1.25f],
            ops.dot_product_attention(s_query, s_key, s_value, mask: torch.zeros([1, 1, 1, 4], torch.ScalarType.Bool)));
        Same([-1.5729096f, .89168561f, .22163135f, .28935598f, 3.3743685f, -1.6235832f, -.67341723f, .71703684f, 1.0013687f, -.41105708f,
            -1.5729096f, .89168561f], ops.dot_product_attention(s_query, s_key[.., .., ..1], s_value[.., .., ..1], bias: T(0, .5f, -1, 0)));
        Assert.Throws<ArgumentException>(() => ops.dot_product_attention(s_query[0], s_key[0], s_value[0]));
        Assert.Throws<ArgumentException>(() => ops.dot_product_attention(s_query, s_key, s_value, flash_attention: true));
    }

    [Fact]
    public void Normalizations_are_those_of_Keras()
    {
        Tensor x = T([2, 3], 1, 2, 4, 0, -1, 3);
        Same([-1.0690449f, -.26726123f, 1.3363062f, -.39223226f, -.98058066f, 1.3728129f], ops.layer_normalization(x));
        Same([-1.0690449f, .46547753f, -.33184692f, -.39223226f, -.96116132f, -.31359354f],
            ops.layer_normalization(x, T(1, 2, .5f), T(0, 1, -1)));
        Same([1, 1, 1, -1, -1, -1], ops.layer_normalization(x, axis: 0));
        Same([.37796447f, 1.5118579f, .75592894f, 0, -1.0954451f, .82158382f], ops.rms_normalization(x, T(1, 2, .5f)));
        // Keras's threshold takes the sum of the running sums.
        Same([0, 0, 0, 0, 1, 0, 0, 0, 0.25f, 0.25f, 0.25f, 0.25f], ops.sparsemax(T([3, 4], .5f, .3f, -1, .9f, 3, 0, 0, 1, 0, 0, 0, 0)));
        Same([1, 0, 0, 0], [2, 2], ops.sparsemax(T([2, 2], 3, 1, 0, 1), axis: 0));
    }

    [Fact]
    public void Pixels_are_those_of_Keras()
    {
        Tensor x = Count(1, 5, 4, 1);
        Same([4.5f, 5.5f, 6.5f, 12.5f, 13.5f, 14.5f], [1, 2, 3, 1], ops.adaptive_average_pool(x, (2, 3)));
        Same([9, 10, 11, 17, 18, 19], [1, 1, 2, 3], ops.adaptive_max_pool(x.permute(0, 3, 1, 2), (2, 3), data_format: "channels_first"));
        Same([0, 1, 4, 5, 2, 3, 6, 7], [1, 2, 4, 1], ops.depth_to_space(Count(1, 1, 2, 4), 2));
        Same([0, 1, 4, 5, 2, 3, 6, 7], [1, 1, 2, 4], ops.space_to_depth(Count(1, 2, 4, 1), 2));
        Same([0, 1, 3, 4, 1, 2, 4, 5, 3, 4, 6, 7, 4, 5, 7, 8], [1, 4, 4], ops.unfold(Count(1, 1, 3, 3), 2));
        Same([0, 2, 6, 8], [1, 4, 1], ops.unfold(Count(1, 1, 3, 3), (2, 2), dilation: 2));
        Same([0, 2, 2, 6, 16, 10, 6, 14, 8], [1, 1, 3, 3], ops.fold(ops.unfold(Count(1, 1, 3, 3), 2), 3, 2));
        Assert.Throws<ArgumentException>(() => ops.adaptive_max_pool(x, (2, 3, 4)));
        Assert.Throws<ArgumentException>(() => ops.depth_to_space(Count(1, 2, 2, 3), 2));
    }

    [Fact]
    public void Sequences_without_known_places()
    {
        // Two steps, one label: blank and label, label and blank, label twice, each with probability 1/9 of nine ways.
        Tensor logits = torch.zeros(1, 2, 3);
        Same([1.0986123f], ops.ctc_loss(torch.tensor(new[,] { { 1 } }), logits, Whole(1), Whole(2)));
        Same([1.0986123f], ops.ctc_loss(torch.tensor(new[,] { { 0 } }), logits, Whole(1), Whole(2), mask_index: 2));
        Assert.Throws<ArgumentException>(() => ops.ctc_loss(torch.tensor(new[,] { { 7 } }), logits, Whole(1), Whole(2)));
        Assert.Throws<ArgumentException>(() => ops.ctc_loss(torch.tensor(new[,] { { 1 } }), logits, Whole(1), Whole(3)));
    }
}
