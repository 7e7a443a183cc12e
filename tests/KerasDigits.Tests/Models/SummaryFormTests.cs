using KerasDigits.Core;
using KerasDigits.Models;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Models;

/// <summary>
/// summary() of functional and nested models, in the form of TF 2.3.1's print_summary: columns cut at their ends, "Connected to" line by
/// line.
/// </summary>
public sealed class SummaryFormTests
{
    private const string TwoTowers = """
        Model: "two_towers"
        __________________________________________________________________________________________________
        Layer (type)                    Output Shape         Param #     Connected to                     
        ==================================================================================================
        image (InputLayer)              [(None, 28, 28, 1)]  0                                            
        __________________________________________________________________________________________________
        left (Conv2D)                   (None, 28, 28, 6)    60          image[0][0]                      
        __________________________________________________________________________________________________
        right (Conv2D)                  (None, 28, 28, 6)    156         image[0][0]                      
        __________________________________________________________________________________________________
        concatenate (Concatenate)       (None, 28, 28, 12)   0           left[0][0]                       
                                                                         right[0][0]                      
        __________________________________________________________________________________________________
        mix (Conv2D)                    (None, 28, 28, 12)   156         concatenate[0][0]                
        __________________________________________________________________________________________________
        add (Add)                       (None, 28, 28, 12)   0           concatenate[0][0]                
                                                                         mix[0][0]                        
        __________________________________________________________________________________________________
        global_average_pooling2d (Globa (None, 12)           0           add[0][0]                        
        __________________________________________________________________________________________________
        digit (Dense)                   (None, 10)           130         global_average_pooling2d[0][0]   
        ==================================================================================================
        Total params: 502
        Trainable params: 502
        Non-trainable params: 0
        __________________________________________________________________________________________________
        """;

    private const string Nested = """
        Model: "sequential"
        _________________________________________________________________
        Layer (type)                 Output Shape              Param #   
        =================================================================
        base (Sequential)            (None, 13, 13, 4)         40        
        _________________________________________________________________
        flatten (Flatten)            (None, 676)               0         
        _________________________________________________________________
        dense (Dense)                (None, 10)                6770      
        =================================================================
        Total params: 6,810
        Trainable params: 6,770
        Non-trainable params: 40
        _________________________________________________________________
        """;

    private const string Narrow = """
        Model: "sequential"
        __________________________________________________
        Layer (type)        Output Shape        Param #   
        ==================================================
        base (Sequential)   (None, 13, 13, 4)   40        
        __________________________________________________
        flatten (Flatten)   (None, 676)         0         
        __________________________________________________
        dense (Dense)       (None, 10)          6770      
        ==================================================
        Total params: 6,810
        Trainable params: 6,770
        Non-trainable params: 40
        __________________________________________________
        """;

    private static string Text(Model model, int? line_length = null, double[]? positions = null, bool expand_nested = false)
    {
        var lines = new List<string>();
        model.summary(line_length, positions, lines.Add, expand_nested);
        return string.Join("\n", lines);
    }

    private static Sequential NestedModel()
    {
        Names.Reset();
        var inner = models.Sequential([layers.Conv2D(4, 3, activation: "relu", input_shape: (28, 28, 1)), layers.MaxPooling2D(2)],
            name: "base");
        inner.trainable = false;
        return models.Sequential([inner, layers.Flatten(), layers.Dense(10)]);
    }

    [Fact]
    public void A_functional_model_shows_its_connections()
    {
        Names.Reset();
        var image = Input((28, 28, 1), name: "image");
        var left = layers.Conv2D(6, 3, padding: "same", name: "left").Apply(image);
        var right = layers.Conv2D(6, 5, padding: "same", name: "right").Apply(image);
        var both = layers.concatenate([left, right]);
        var mix = layers.Conv2D(12, 1, name: "mix").Apply(both);
        var top = layers.GlobalAveragePooling2D().Apply(layers.add([both, mix]));
        Assert.Equal(TwoTowers, Text(Model(image, layers.Dense(10, name: "digit").Apply(top), name: "two_towers")));
    }

    [Fact]
    public void A_model_inside_is_one_line_with_its_frozen_weights_counted() => Assert.Equal(Nested, Text(NestedModel()));

    [Fact]
    public void Widths_and_column_ends_are_the_callers() => Assert.Equal(Narrow, Text(NestedModel(), 50, [0.4, 0.8, 1]));

    [Fact]
    public void Column_ends_may_be_characters() => Assert.Equal(Narrow, Text(NestedModel(), 50, [20, 40, 50]));

    [Fact]
    public void Nested_layers_are_listed_on_demand()
    {
        string text = Text(NestedModel(), expand_nested: true);
        Assert.Contains("  conv2d (Conv2D)", text, StringComparison.Ordinal);
        Assert.Contains("  max_pooling2d (MaxPool", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_goes_to_the_console_and_an_unbuilt_model_says_what_to_do()
    {
        using var printed = new StringWriter();
        Output.Writer = printed;
        try { NestedModel().summary(); }
        finally { Output.Writer = null!; }
        Assert.Equal(Nested + "\n", printed.ToString());
        Assert.Contains("not yet been built",
            Assert.Throws<InvalidOperationException>(() => models.Sequential([layers.Dense(1)]).summary()).Message,
            StringComparison.Ordinal);
    }
}
