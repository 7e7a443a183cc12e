
namespace KerasDigits.Tests.Core;

/// <summary>Names as Keras makes them, and checks that say what must hold.</summary>
public sealed class NamesTests
{
    [Fact]
    public void Names_are_counted_for_each_base_and_anew_after_a_reset()
    {
        using var own = Names.StartAnew();
        Assert.Equal(["dense", "dense_1", "conv", "dense_2"], ((string[])["dense", "dense", "conv", "dense"]).Select(Names.MakeUnique));
        Assert.Equal(["input_1", "input_2"], new[] { "input", "input" }.Select(Names.MakeUniqueFromOne));
        using (Names.StartAnew()) { Assert.Equal("dense", Names.MakeUnique("dense")); }
        Assert.Equal("dense_3", Names.MakeUnique("dense"));
        Names.Reset();
        Assert.Equal("dense", Names.MakeUnique("dense"));
    }

    [Theory]
    [InlineData("dense/kernel:0", "dense/kernel")]
    [InlineData("kernel:12", "kernel")]
    [InlineData("a:b", "a:b")]
    [InlineData("a:1b", "a:1b")]
    [InlineData(":0", "")]
    [InlineData("kernel", "kernel")]
    public void The_number_of_an_output_is_not_part_of_a_name(string name, string plain) => Assert.Equal(plain, Names.ToPlain(name));

    /// <summary>Keras's two rules, of 2 and of 3, differ in digits.</summary>
    [Theory]
    [InlineData("Conv2DTranspose", "conv2d_transpose", "conv2d_transpose")]
    [InlineData("MaxPooling2D", "max_pooling2d", "max_pooling2d")]
    [InlineData("LSTM", "lstm", "lstm")]
    [InlineData("GRUCell", "gru_cell", "gru_cell")]
    [InlineData("MyLayer", "my_layer", "my_layer")]
    [InlineData("Block2Layer", "block2_layer", "block2_layer")]
    public void A_class_name_becomes_a_layer_s_name(string name, string two, string three) =>
        Assert.Equal((two, three), (Names.ToSnakeCase(name), Names.ToSnakeCase3(name)));

    [Theory]
    [InlineData("<Main>g__mine|0_1", "mine")]
    [InlineData("losses.mine", "mine")]
    [InlineData("mine", "mine")]
    [InlineData("x => x + 1", "x => x + 1")]
    public void A_function_has_its_own_name(string text, string name) => Assert.Equal(name, Names.OfFunction(text));

    [Theory]
    [InlineData(0, true)]
    [InlineData(0.999, true)]
    [InlineData(1, false)]
    [InlineData(-0.001, false)]
    [InlineData(double.NaN, false)]
    public void A_rate_is_at_least_0_and_below_1(double rate, bool holds)
    {
        if (holds) { Assert.Equal(rate, Guard.Rate(rate)); return; }
        Assert.Contains("`rate` must be at least 0 and below 1", Assert.Throws<ArgumentOutOfRangeException>(() => Guard.Rate(rate)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_makes_its_sentence_only_where_it_fails()
    {
        int asked = 0;
        int Ask() => ++asked;
        Guard.That(true, $"{Ask()}");
        Assert.Equal(0, asked);
        Assert.Equal("1 (Parameter 'x')", Assert.Throws<ArgumentException>(() => Guard.That(false, $"{Ask()}", "x")).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Guard.Positive(0));
        Assert.Equal(1, Guard.Positive(1));
    }

    [Fact]
    public void The_nearest_names_are_those_that_hold_the_name_then_those_that_differ_least()
    {
        // "formal" is nearer by its letters, but "normal_x" holds the name.
        Assert.Equal(["normal_x", "formal", "zeros"], UnknownName.ListNearest("normal", ["zeros", "formal", "normal_x", "ones_like"]));
        Assert.Equal(["RandomNormal"], UnknownName.ListNearest("RandomNorm", ["random_normal", "RandomNormal"]));
        Assert.Equal("adam", UnknownName.ListNearest("adm", ["sgd", "adam", "adamax", "nadam"])[0]);
        Assert.Contains("The only known one is \"adam\"", UnknownName.Describe("optimizer", "x", ["adam"]), StringComparison.Ordinal);
        Assert.Contains("None is known", UnknownName.Describe("optimizer", "x", []), StringComparison.Ordinal);
    }
}
