using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers;

/// <summary>Global poolings beyond the recorded cases.</summary>
public sealed class GlobalPoolingTests
{
    [Fact]
    public void Masked_steps_do_not_count_in_the_mean()
    {
        var model = models.Sequential([layers.Embedding(9, 4, mask_zero: true), layers.GlobalAveragePooling1D()]);
        Assert.Null(Golden.Difference(model.predict(np.array(new[,] { { 3, 4 } })), model.predict(np.array(new[,] { { 3, 4, 0, 0 } })),
            1e-6, "values"));
    }
}
