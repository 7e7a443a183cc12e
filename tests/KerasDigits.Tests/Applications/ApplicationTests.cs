using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Tests.Applications;

/// <summary>Arguments of the applications: what they do, and what is refused.</summary>
public sealed class ApplicationTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("keras-home").FullName;
    private readonly string? _before = Environment.GetEnvironmentVariable("KERAS_HOME");

    public ApplicationTests() => Environment.SetEnvironmentVariable("KERAS_HOME", _home);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("KERAS_HOME", _before);
        Directory.Delete(_home, recursive: true);
    }

    /// <summary>Parameters with top and 1000 classes, as Keras's documentation lists them.</summary>
    [Theory]
    [InlineData("ResNet101", 44_707_176)]
    [InlineData("ResNet152", 60_419_944)]
    [InlineData("ResNet101V2", 44_675_560)]
    [InlineData("ResNet152V2", 60_380_648)]
    [InlineData("DenseNet169", 14_307_880)]
    [InlineData("DenseNet201", 20_242_984)]
    [InlineData("MobileNet", 4_253_864)]
    [InlineData("MobileNetV2", 3_538_984)]
    [InlineData("InceptionV3", 23_851_784)]
    [InlineData("Xception", 22_910_480)]
    [InlineData("InceptionResNetV2", 55_873_736)]
    [InlineData("NASNetMobile", 5_326_716)]
    [InlineData("NASNetLarge", 88_949_818)]
    [InlineData("EfficientNetB1", 7_856_239)]
    [InlineData("EfficientNetB2", 9_177_569)]
    [InlineData("EfficientNetB3", 12_320_535)]
    [InlineData("EfficientNetB5", 30_562_527)]
    [InlineData("EfficientNetB7", 66_658_687)]
    public void Number_of_parameters_with_top(string name, long parameters)
    {
        var method = Registry.Functions["keras.applications." + name];
        var model = (Model)method.Invoke(null, [.. method.GetParameters().Select(p => p.Name == "weights" ? null : p.DefaultValue)])!;
        Assert.Equal(parameters, model.count_params());
        Assert.Equal(new Shape(null, 1000), model.output_shape);
    }

    [Fact]
    public void Alpha_pooling_classes_and_activation_take_effect()
    {
        Model quarter = keras.applications.MobileNet(input_shape: (64, 64, 3), alpha: 0.25, include_top: false, weights: null,
            pooling: "avg");
        Assert.Equal("mobilenet_0.25_64", quarter.name);
        Assert.Equal(new Shape(null, 256), quarter.output_shape);
        Model logits = keras.applications.mobilenet_v2.MobileNetV2(input_shape: (32, 32, 3), alpha: 0.35, weights: null, classes: 7,
            classifier_activation: null);
        Assert.Equal("linear", ((Dense)logits.layers[^1]).activation.name);
        Assert.Equal(new Shape(null, 7), logits.output_shape);
        Assert.Equal("max_pool", keras.applications.ResNet50(include_top: false, weights: null, pooling: "max").layers[^1].name);
    }

    [Fact]
    public void An_input_tensor_leads_back_to_its_inputs()
    {
        KerasTensor gray = keras.Input((32, 32, 1), name: "gray");
        KerasTensor colour = keras.layers.Concatenate().Apply(gray, gray, gray);
        Model model = keras.applications.VGG16(include_top: false, weights: null, input_tensor: colour);
        Assert.Equal("gray", model.inputs[0].Producer.Layer.name);
        Assert.Equal(new Shape(null, 1, 1, 512), model.output_shape);
    }

    [Fact]
    public void Weights_of_a_file_are_read()
    {
        Model a = keras.applications.MobileNetV2(input_shape: (32, 32, 3), alpha: 0.35, include_top: false, weights: null);
        string file = Path.Combine(_home, "a.h5");
        a.save_weights(file);
        Model b = keras.applications.MobileNetV2(input_shape: (32, 32, 3), alpha: 0.35, include_top: false, weights: file);
        Assert.Equal(a.weights[^3].numpy().ToArray<float>(), b.weights[^3].numpy().ToArray<float>());
    }

    [Theory]
    [InlineData("The `weights` argument should be either `None`")]
    [InlineData("`classes` should be 1000")]
    [InlineData("Input size must be at least 32x32; got `input_shape=(31, 40, 3)`")]
    [InlineData("`input_shape` must be a tuple of three integers")]
    [InlineData("When setting `include_top=True` and loading `imagenet` weights, `input_shape` should be (224, 224, 3)")]
    [InlineData("`pooling` must be null, \"avg\" or \"max\"")]
    [InlineData("The input must have 3 channels; got `input_shape=(64, 64, 1)`")]
    [InlineData("If `include_top` is True, you should specify a static `input_shape`")]
    [InlineData("Only `None` and `softmax` activations are allowed")]
    [InlineData("alpha can be one of")]
    public void Bad_arguments_are_refused_with_Kerass_sentence(string sentence)
    {
        Action make = sentence[..14] switch
        {
            "The `weights` " => () => keras.applications.VGG16(weights: "nowhere.h5"),
            "`classes` shou" => () => keras.applications.VGG16(classes: 10),
            "Input size mus" => () => keras.applications.VGG16(include_top: false, weights: null, input_shape: (31, 40, 3)),
            "`input_shape` " => () => keras.applications.ResNet50(include_top: false, weights: null, input_shape: (64, 64)),
            "When setting `" => () => keras.applications.VGG19(input_shape: (64, 64, 3)),
            "`pooling` must" => () => keras.applications.Xception(include_top: false, weights: null, pooling: "mean"),
            "The input must" => () => keras.applications.DenseNet121(include_top: false, input_shape: (64, 64, 1)),
            "If `include_to" => () => keras.applications.EfficientNetB0(weights: null, input_shape: (null, null, 3)),
            "Only `None` an" => () => keras.applications.InceptionV3(classifier_activation: "sigmoid"),
            _ => () => keras.applications.MobileNet(alpha: 0.3),
        };
        Assert.Contains(sentence, Assert.Throws<ArgumentException>(make).Message);
    }

    [Fact]
    public void Decoding_predictions_demands_a_thousand_classes()
    {
        Assert.Contains("Found array with shape: (2, 10)",
            Assert.Throws<ArgumentException>(() =>
                keras.applications.vgg16.decode_predictions(np.zeros(new NumSharp.Shape(2, 10)))).Message);
    }
}
