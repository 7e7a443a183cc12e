using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Core;
using KerasDigits.Initializers;
using KerasDigits.Losses;
using KerasDigits.Metrics;
using KerasDigits.Optimizers;
using KerasDigits.Regularizers;
using NumSharp;

namespace KerasDigits.Tests.Core;

/// <summary>Names become objects by one rule, wherever they are given.</summary>
public sealed class ResolverTests
{
    private static readonly (Type Kind, string? Package)[] s_kinds =
    [
        (typeof(Loss), "keras.losses"), (typeof(Metric), "keras.metrics"), (typeof(Initializer), null), (typeof(Constraint), null),
        (typeof(Regularizer), null), (typeof(Optimizer), null), (typeof(KerasDigits.Layers.Layer), null), (null!, "keras.activations"),
    ];

    [Theory]
    [InlineData("precision")]
    [InlineData("recall")]
    [InlineData("root_mean_squared_error")]
    [InlineData("Precision")]
    [InlineData("auc")]
    [InlineData("ACC")]
    [InlineData("mse")]
    [InlineData("meanSquaredError")]
    [InlineData("cosine_proximity")]
    [InlineData("bce")]
    public void A_metrics_name_means_the_same_to_get_and_to_compile(string name)
    {
        Metric got = keras.metrics.get(name)!;
        var model = keras.Sequential([keras.layers.Dense(2, activation: "softmax", input_shape: 3)]);
        model.compile(loss: "mse", metrics: [name]);
        model.train_on_batch(np.ones((4, 3)).astype(np.float32), np.ones((4, 2)).astype(np.float32));
        Metric compiled = model.metrics[^1];
        Assert.Equal(got.GetType(), compiled.GetType());
        Assert.Equal(got.get_config().Get("fn"), compiled.get_config().Get("fn"));
    }

    [Theory]
    [InlineData("acc")]
    [InlineData("accuracy")]
    [InlineData("ACC")]
    public void Accuracy_by_name_outside_of_compile_counts_equal_values(string name)
    {
        Metric metric = keras.metrics.get(name)!;
        metric.update_state(np.array([1f, 2f, 3f, 4f]), np.array([0f, 2f, 3f, 4f]));
        Assert.Equal(0.75f, metric.result().item<float>());
    }

    [Fact]
    public void What_compile_alone_knows_is_said_where_get_is_asked() => Assert.Contains("compile takes \"crossentropy\"",
        Assert.Throws<ArgumentException>(() => keras.metrics.get("crossentropy")).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_of_one_kind_that_differ_in_case_and_underscores_mean_one_thing()
    {
        foreach (var (kind, package) in s_kinds)
        {
            IEnumerable<(string Name, object Meaning)> classes = kind is null ? []
                : Registry.ListClasses(kind).Select(n => (n, (object)Registry.FindClass(n, kind)!));
            IEnumerable<(string Name, object Meaning)> functions = package is null ? []
                : Registry.ListFunctions(package).Select(n => (n, (object)Registry.Functions[$"{package}.{n}"]));
            foreach (var named in (IEnumerable<(string Name, object Meaning)>[])[classes, functions])
            {
                string[] several = [.. named.GroupBy(n => Names.Fold(n.Name)).Where(g => g.Select(n => n.Meaning).Distinct().Count() > 1)
                    .Select(g => string.Join(" and ", g.Select(n => n.Name)))];
                Assert.True(several.Length == 0, $"{kind?.Name ?? package}: {string.Join("; ", several)} mean different things.");
            }
        }
    }

    [Fact]
    public void Every_kind_takes_every_spelling()
    {
        foreach (string name in (string[])["GlorotUniform", "glorot_uniform", "glorotUniform", "glorotuniform"])
        {
            Assert.IsType<GlorotUniform>(Initializer.Get(name));
        }
        foreach (string name in (string[])["MaxNorm", "max_norm", "maxNorm", "maxnorm"]) { Assert.IsType<MaxNorm>(Constraint.Get(name)); }
        foreach (string name in (string[])["L1", "l1"]) { Assert.IsType<L1>(Regularizer.Get(name)); }
        foreach (string name in (string[])["MeanSquaredError", "mean_squared_error", "meanSquaredError", "meansquarederror"])
        {
            Assert.IsType<KerasDigits.Losses.MeanSquaredError>(Loss.Get(name));
        }
        foreach (string name in (string[])["RMSprop", "rmsprop", "RMSProp", "rms_prop"]) { Assert.IsType<RMSprop>(Optimizer.Get(name)); }
        foreach (string name in (string[])["hard_sigmoid", "hardSigmoid", "HardSigmoid", "HARD_SIGMOID"])
        {
            Assert.Equal("hard_sigmoid", ActivationFn.Get(name).name);
        }
    }

    [Fact]
    public void Both_factors_by_name_are_those_of_the_function_and_the_class()
    {
        Assert.Equal(0.01, Assert.IsType<L1L2>(Regularizer.Get("l1_l2")).l1, 6);
        Assert.Equal(0.01, Assert.IsType<L1L2>(Regularizer.Get("l1l2")).l1, 6);
        Assert.Equal(0, Assert.IsType<L1L2>(Regularizer.Get("L1L2")).l1);
    }

    [Fact]
    public void A_layer_of_another_slope_is_no_activation_by_its_name() => Assert.Contains("LeakyReLU is a layer",
        Assert.Throws<ArgumentException>(() => keras.layers.Dense(2, activation: "LeakyReLU")).Message, StringComparison.Ordinal);

    [Fact]
    public void Files_hold_names_as_Keras_spells_them()
    {
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 2)]);
        model.compile(loss: "meanAbsoluteError", metrics: ["precision", "Mse", "kld"]);
        Assert.Equal("MeanAbsoluteError", ((KerasDigits.Training.LossSpec)"meanAbsoluteError").ToPlain());
        Assert.Equal("Precision", ((KerasDigits.Training.MetricSpec)"precision").ToPlain());
        Assert.Equal("mean_absolute_error", ((KerasDigits.Training.LossSpec)"mean_absolute_error").ToPlain());
    }

    [Theory]
    [InlineData("Adm", new[] { "Adam" })]
    [InlineData("sgdd", new[] { "SGD" })]
    public void The_error_for_an_unknown_name_says_the_nearest(string name, string[] near)
    {
        string message = Assert.Throws<ArgumentException>(() => Optimizer.Get(name)).Message;
        Assert.All(near, n => Assert.Contains($"\"{n}\"", message, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_spellings_of_one_name_are_said_once()
    {
        string[] near = UnknownName.ListNearest("l3", Registry.ListClasses(typeof(Regularizer)));
        Assert.Equal(["l1", "l2", "L1L2"], near);
        Assert.Equal("Unknown metric: x. None is known.", UnknownName.Describe("metric", "x", []));
        Assert.Equal("Unknown metric: x. The only known one is \"loss\".", UnknownName.Describe("metric", "x", ["loss"]));
    }

    [Fact]
    public void A_files_unknown_class_is_answered_with_the_nearest()
    {
        Config Make(string className) => new() { ["class_name"] = className, ["config"] = new Config() };
        foreach (var (read, near) in ((Action Read, string Near)[])[
            (() => keras.initializers.deserialize(Make("GlorotUnifrm")), "GlorotUniform"),
            (() => keras.layers.deserialize(Make("Dens")), "Dense"), (() => keras.losses.deserialize(Make("Hubr")), "Huber"),
            (() => keras.metrics.deserialize(Make("Precison")), "Precision"),
            (() => keras.optimizers.deserialize(Make("Adm")), "Adam")])
        {
            string message = Assert.Throws<ArgumentException>(read).Message;
            Assert.Contains("nearest", message, StringComparison.Ordinal);
            Assert.Contains($"\"{near}\"", message, StringComparison.Ordinal);
            Assert.True(message.Length < 250, message);
        }
    }
}
