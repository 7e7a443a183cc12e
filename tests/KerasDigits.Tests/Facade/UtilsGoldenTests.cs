
namespace KerasDigits.Tests.Facade;

/// <summary>keras.utils against the pack.</summary>
public sealed class UtilsGoldenTests
{
    private static readonly Golden s_pack = Golden.Pack("misc");

    [Fact]
    public void To_categorical_is_that_of_Keras() => Golden.Each(s_pack.Named("to_categorical"), c =>
        [Golden.Difference(s_pack.Array(c, "out")!, keras.utils.to_categorical(s_pack.Array(c, "labels")!), 0, "out"),
         Golden.Difference(s_pack.Array(c, "out12")!, keras.utils.to_categorical(s_pack.Array(c, "labels")!, 12), 0, "out12")]);

    [Fact]
    public void Normalize_is_that_of_Keras() => Golden.Each(s_pack.Named("normalize"), c =>
        [Golden.Difference(s_pack.Array(c, "axis1")!, keras.utils.normalize(s_pack.Array(c, "w")!, 1), 1e-6, "axis 1"),
         Golden.Difference(s_pack.Array(c, "axis0")!, keras.utils.normalize(s_pack.Array(c, "w")!, 0), 1e-6, "axis 0"),
         Golden.Difference(s_pack.Array(c, "order1")!, keras.utils.normalize(s_pack.Array(c, "w")!, -1, 1), 1e-6, "order 1")]);
}
