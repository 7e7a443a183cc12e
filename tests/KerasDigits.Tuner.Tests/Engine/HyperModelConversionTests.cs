using KerasDigits.Models;

namespace KerasDigits.Tuner.Tests.Engine;

/// <summary>Tuners take one kind of model family, a function; a HyperModel converts to one and is found in it again.</summary>
public sealed class HyperModelConversionTests
{
    private sealed class Family : HyperModel
    {
        public override Model build(HyperParameters hp) => keras.models.Sequential();
    }

    [Fact]
    public void A_tuner_finds_the_family_in_the_function_that_it_converts_to()
    {
        var family = new Family();
        Func<HyperParameters, object> function = family;
        Assert.Same(family, HyperModel.Of(function));
    }

    [Fact]
    public void Its_build_alone_is_a_plain_function_as_in_Python()
    {
        var family = new Family();
        HyperModel found = HyperModel.Of(family.build)!;
        Assert.NotSame(family, found);
        Assert.IsType<Sequential>(found.Build(new HyperParameters()));
    }

    [Fact]
    public void No_family_converts_to_no_function()
    {
        Func<HyperParameters, object>? function = (HyperModel?)null;
        Assert.Null(function);
        Assert.Null(HyperModel.Of(function));
    }
}
