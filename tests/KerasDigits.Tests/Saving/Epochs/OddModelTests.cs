using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Optimizers.Schedules;
using KerasDigits.Saving;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving.Epochs;

/// <summary>Odd but legal models of each time: dtypes and policies as they were written, containers and wrappers inside others.</summary>
public sealed class OddModelTests
{
    private static string Object(string className, string config, string module = "null") =>
        $$"""{"module": {{module}}, "class_name": "{{className}}", "config": {{config}}, "registered_name": null}""";

    /// <summary>How versions wrote a layer's dtype, and the policy that it is.</summary>
    [Theory]
    [InlineData("2.2.4-tf", "\"float64\"", "float64")]
    [InlineData("2.2.4-tf", "null", "float32")]
    [InlineData("2.2.4-tf", """{"class_name": "Policy", "config": {"name": "mixed_float16", "loss_scale": {"class_name": "DynamicLossScale", "config": {"initial_loss_scale": 32768.0, "increment_period": 2000, "multiplier": 2.0}}}}""", "mixed_float16")]
    [InlineData("2.3.0-tf", """{"class_name": "Policy", "config": {"name": "mixed_bfloat16", "loss_scale": null}}""", "mixed_bfloat16")]
    [InlineData("2.4.0", """{"class_name": "PolicyV1", "config": {"name": "mixed_float16", "loss_scale": {"class_name": "FixedLossScale", "config": {"loss_scale_value": 8.0}}}}""", "mixed_float16")]
    [InlineData("2.4.0", """{"class_name": "Policy", "config": {"name": "float16"}}""", "float16")]
    [InlineData("2.9.0", """{"class_name": "Policy", "config": {"name": "mixed_float16"}, "shared_object_id": 4}""", "mixed_float16")]
    [InlineData("2.15.0", """{"module": "keras.mixed_precision", "class_name": "Policy", "config": {"name": "mixed_bfloat16"}, "registered_name": null}""", "mixed_bfloat16")]
    [InlineData("2.15.0", "\"bfloat16\"", "bfloat16")]
    [InlineData("3.0.5", "\"mixed_float16\"", "mixed_float16")]
    [InlineData("3.1.1", """{"module": "keras", "class_name": "FloatDTypePolicy", "config": {"name": "mixed_bfloat16"}, "registered_name": null}""", "mixed_bfloat16")]
    [InlineData("3.4.1", """{"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float64"}, "registered_name": null, "shared_object_id": 139}""", "float64")]
    [InlineData("3.12.0", """{"module": "keras", "class_name": "DTypePolicy", "config": {"name": "mixed_float16"}, "registered_name": null}""", "mixed_float16")]
    public void DTypes_are_read(string version, string dtype, string policy)
    {
        KerasEpoch epoch = KerasEpoch.Of(version);
        string shape = epoch.IsKeras3 ? "batch_shape" : "batch_input_shape", module = epoch.IsKeras3 ? "\"keras.layers\"" : "null";
        string json = Object("Sequential", $$"""
            {"name": "s", "layers": [{{Object("InputLayer", $$"""{"{{shape}}": [null, 3], "dtype": "float32", "name": "x"}""", module)}},
            {{Object("Dense", $$"""{"name": "d", "trainable": true, "dtype": {{dtype}}, "units": 2, "activation": "relu"}""", module)}},
            {{Object("Dropout", $$"""{"name": "o", "trainable": true, "dtype": {{dtype}}, "rate": 0.5}""", module)}}]}
            """, epoch.IsKeras3 ? "\"keras\"" : "null")[..^1] + $", \"keras_version\": \"{version}\", \"backend\": \"tensorflow\"}}";
        Model model = models.model_from_json(json);
        Assert.Equal(policy, model.get_layer("d").dtype_policy.name);
        Assert.Equal(policy, model.get_layer("o").dtype_policy.name);
        Model again = models.model_from_json(model.to_json());
        Assert.Equal(policy, again.get_layer("d").dtype_policy.name);
        Assert.Equal([2L, 2L], ((NDArray)model.predict(np.ones(new NumSharp.Shape(2, 3)))).shape);
    }

    /// <summary>Models, each with its input, and how many weights it must have.</summary>
    private static readonly Dictionary<string, (Func<Model> Make, long[][] Inputs)> s_models = new()
    {
        ["four levels"] = (() =>
        {
            Model one = models.Sequential([layers.Dense(3, activation: "tanh", input_shape: 4), layers.Dropout(0.2)], "one");
            KerasTensor a = Input(4, name: "a");
            Model two = models.Model(a, layers.Dense(2).Apply(one.Apply(a)), name: "two");
            Model three = models.Sequential([two, layers.BatchNormalization()], "three");
            KerasTensor x = Input(4, name: "x");
            return models.Model(x, layers.Add().Apply(three.Apply(x), two.Apply(x)), name: "four");
        }, [[4]]),
        ["wrappers in wrappers"] = (() =>
        {
            KerasTensor x = Input((2, 3, 4), name: "x");
            var both = layers.Bidirectional(layers.LSTM(2, return_sequences: true), merge_mode: "sum");
            KerasTensor y = layers.TimeDistributed(both).Apply(x);
            return models.Model(x, layers.TimeDistributed(layers.TimeDistributed(layers.Dense(2, kernel_constraint: "max_norm"))).Apply(y));
        }, [[2, 3, 4]]),
        ["two inputs, three outputs"] = (() =>
        {
            KerasTensor a = Input(4, name: "left"), b = Input(2, name: "right/side");
            KerasTensor both = layers.Concatenate(name: "both of them").Apply(a, b), mean = layers.Dense(2, name: "μ").Apply(both);
            return models.Model([b, a], [mean, layers.Dense(1, name: "σ.2").Apply(both), a]);
        }, [[2], [4]]),
        ["a net used three times"] = (() =>
        {
            KerasTensor step = Input(4);
            Model tower = models.Model(step, [layers.Dense(3).Apply(step), layers.Dense(2).Apply(step)], name: "tower");
            KerasTensor a = Input(4), b = Input(4), c = Input(4);
            KerasTensor[] one = tower.ApplyAll([a]), two = tower.ApplyAll([b]), three = tower.ApplyAll([c]);
            return models.Model([a, b, c], [layers.Dot(1).Apply(one[0], two[0]), layers.Subtract().Apply(two[1], three[1])]);
        }, [[4], [4], [4]]),
        ["stacked cells in both directions"] = (() =>
        {
            KerasTensor x = Input((5, 3));
            return models.Model(x,
                layers.Bidirectional(layers.RNN(
                    new AbstractRNNCell[] { layers.LSTMCell(3), layers.GRUCell(2, reset_after: false), layers.SimpleRNNCell(4) },
                    return_sequences: true)).Apply(x));
        }, [[5, 3]]),
        ["initial states and masks"] = (() =>
        {
            KerasTensor x = Input((5, 3)), y = Input((4, 3));
            KerasTensor[] encoded = layers.LSTM(3, return_state: true).ApplyAll([layers.Masking(0.5f).Apply(x)]);
            return models.Model([x, y], layers.LSTM(3, return_sequences: true).ApplyAll([y, encoded[1], encoded[2]])[0]);
        }, [[5, 3], [4, 3]]),
    };

    public static IEnumerable<object[]> Ways() => s_models.Keys
        .SelectMany(m => ((string[])["h5", "keras", "any", "weights.h5", "checkpoint"]).Select(w => new object[] { m, w }));

    /// <summary>Each goes through each kind of file, or is refused by its layer's name where a form has no words for it.</summary>
    [Theory, MemberData(nameof(Ways))]
    public void Odd_models_go_through_files(string name, string way)
    {
        var (make, inputs) = s_models[name];
        Model model = make(), again;
        NDArray[] x = [.. inputs.Select((s, i) => np.random.RandomState(i).rand([3, .. s.Select(d => (int)d)]).astype(NPTypeCode.Single))];
        NDArray[] y = model.predict_all(x);
        string folder = Directory.CreateTempSubdirectory("keras-odd-").FullName;
        string path = Path.Combine(folder, way == "any" ? "m.h5" : $"m.{way}");
        try
        {
            if (way is "weights.h5" or "checkpoint")
            {
                model.save_weights(path, save_format: way == "checkpoint" ? "tf" : null);
                again = make();
                again.load_weights(path);
            }
            else
            {
                try { model.save(path, keras_version: way == "any" ? "any" : null); }
                catch (NotSupportedException e) when (way == "any")
                {
                    Assert.Contains("layer", e.Message, StringComparison.Ordinal);
                    return;
                }
                again = models.load_model(path);
            }
            Assert.All(y.Zip(again.predict_all(x)), p => Assert.Null(Golden.Difference(p.First, p.Second, 1e-6, name)));
            Assert.Equal(model.trainable_weights.Count, again.trainable_weights.Count);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    /// <summary>Rates that follow a plan, as each version writes them: the rate of the fifth step.</summary>
    [Theory]
    [InlineData("2.2.4-tf", "ExponentialDecay", """{"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5, "staircase": false, "name": null}""", 0.0707107)]
    [InlineData("2.4.0", "InverseTimeDecay", """{"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5, "staircase": true, "name": null}""", 0.1)]
    [InlineData("2.4.0", "PiecewiseConstantDecay", """{"boundaries": [2, 7], "values": [0.1, 0.02, 0.003], "name": null}""", 0.02)]
    [InlineData("2.4.0", "PolynomialDecay", """{"initial_learning_rate": 0.1, "decay_steps": 10, "end_learning_rate": 0.02, "power": 2.0, "cycle": false, "name": null}""", 0.04)]
    [InlineData("2.9.0", "CosineDecay", """{"initial_learning_rate": 0.1, "decay_steps": 10, "alpha": 0.2, "name": null}""", 0.06)]
    [InlineData("2.9.0", "CosineDecayRestarts", """{"initial_learning_rate": 0.1, "first_decay_steps": 10, "t_mul": 1.5, "m_mul": 0.9, "alpha": 0.0, "name": null}""", 0.05)]
    [InlineData("2.13.0", "CosineDecay", """{"initial_learning_rate": 0.0, "decay_steps": 10, "alpha": 0.0, "name": "CosineDecay", "warmup_target": 0.1, "warmup_steps": 10}""", 0.05)]
    [InlineData("3.8.0", "CosineDecay", """{"initial_learning_rate": 0.1, "decay_steps": 10, "alpha": 0.2, "name": "CosineDecay", "warmup_target": null, "warmup_steps": 0}""", 0.06)]
    [InlineData("3.8.0", "PiecewiseConstantDecay", """{"boundaries": [2, 7], "values": [0.1, 0.02, 0.003], "name": "p"}""", 0.02)]
    public void Rates_that_follow_a_plan_are_read(string version, string className, string config, double rate)
    {
        KerasEpoch epoch = KerasEpoch.Of(version);
        foreach (string optimizer in (string[])["SGD", "Adam", "RMSprop", "Adagrad", "Adadelta", "Nadam", "Ftrl", "Adamax"])
        {
            // Nadam takes no plan in OptimizerV2.
            if (optimizer == "Nadam" && !epoch.IsKeras3) { continue; }
            string module = epoch.IsKeras3 ? "\"module\": \"keras.optimizers.schedules\", \"registered_name\": null, " : "";
            string ema = epoch.IsKeras3 ? "\"use_ema\": false, " : "";
            string plan3 = $"{{{module}\"class_name\": \"{className}\", \"config\": {config}}}";
            string arguments = $"{{\"name\": \"{optimizer}\", {ema}\"learning_rate\": {plan3}}}";
            string made = $"{{\"class_name\": \"{optimizer}\", \"config\": {arguments}}}";
            string text = $"{{\"{(epoch.IsKeras3 ? "optimizer" : "optimizer_config")}\": {made}, \"loss\": \"mse\"}}";
            Model model = models.Sequential([layers.Dense(1, input_shape: 1)]);
            using (ConfigTranslator.Open(epoch)) { CompileSettings.Restore(model, ConfigJson.Parse(text, "", ""), "file"); }
            var plan = (Config)model.optimizer.get_config()["learning_rate"]!;
            var schedule = (LearningRateSchedule)ConfigBinder.Deserialize(plan, typeof(LearningRateSchedule));
            Assert.Equal(rate, schedule.Apply(5), 1e-6);
        }
    }
}
