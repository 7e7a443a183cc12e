using KerasDigits.Core;
using KerasDigits.Models;
using KerasDigits.Saving;
using Xunit.Abstractions;

namespace KerasDigits.Tests.Saving.Epochs;

/// <summary>
/// Each argument of each class of each version at other values than its default: the object that is read says the value again, or the
/// argument is refused by its name; nothing is passed over in silence but what has no effect.
/// </summary>
public sealed class ArgumentTests(ITestOutputHelper output)
{
    /// <summary>What changes nothing here, with the reason.</summary>
    private static readonly Dictionary<string, string> s_without = new()
    {
        ["seed"] = "the draws of another library cannot be repeated",
        ["consume_less"] = "how fast Keras 1 ran", ["implementation"] = "how fast Keras runs",
        ["input_length"] = "the input's shape, which stands elsewhere too", ["input_dim"] = "the input's shape, which stands elsewhere too",
        ["dim_ordering = \"tf\""] = "the default, written out", ["data_format = \"channels_last\""] = "the default, written out",
        ["encoding = \"utf-8\""] = "the default, written out",
        ["renorm_momentum"] = "says something with renorm alone", ["renorm_clipping"] = "says something with renorm alone",
        ["Embedding.dropout"] = "Keras 2 drops it too, with a warning", ["RandomRotation.value_range"] = "Keras computes nothing by it",
        ["SeparableConv1D.kernel_initializer"] = BaseClass, ["SeparableConv2D.kernel_initializer"] = BaseClass,
        ["SeparableConv1D.kernel_regularizer"] = BaseClass, ["SeparableConv2D.kernel_regularizer"] = BaseClass,
        ["SeparableConv1D.kernel_constraint"] = BaseClass, ["SeparableConv2D.kernel_constraint"] = BaseClass,
        ["sparse"] = "how a result is stored: here all are dense, with a warning",
        ["Adamax.clipnorm"] = "TensorFlow 2.1 did not clip in fit: left out with a warning",
        ["ema_overwrite_frequency"] = "says something with use_ema alone",
    };

    /// <summary>What is refused, with the reason.</summary>
    private static readonly Dictionary<string, string> s_refused = new()
    {
        ["virtual_batch_size"] = "normalization of parts of a batch in training",
        ["TextVectorization.ragged"] = "the engine has no ragged tensors",
        ["Resizing.fill_mode"] = "Keras's documentation allows one value",
    };

    private const string BaseClass = "the base class notes it, and Keras computes nothing by it";

    private static readonly KerasDigits.Models.Model s_compiled = keras.models.Sequential([keras.layers.Dense(1, input_shape: 1)]);

    [Fact]
    public void Every_argument_is_read_or_named()
    {
        var findings = new List<(string Kind, string Place, string Version, string What)>();
        int read = 0;
        foreach (Signature c in SignatureTests.Readable())
        {
            Config standard = c.Serialized(), plain = (Config)standard["config"]!;
            string before;
            try { before = Text(Read(c, standard)); }
            catch (ModelFileException e)
            {
                findings.Add(("default", c.ClassName, c.Version, e.Message));
                continue;
            }
            foreach (string argument in plain.Keys.ToArray())
            {
                foreach (object? value in ArgumentValues.Of(c, argument, plain[argument]))
                {
                    Config changed = c.Serialized();
                    ((Config)changed["config"]!)[argument] = value;
                    string place = $"{c.ClassName}.{argument} = {Written(value)}";
                    try
                    {
                        if (Text(Read(c, changed)) == before) { findings.Add(("without effect", place, c.Version, "")); }
                        else { read++; }
                    }
                    catch (Exception e)
                    {
                        bool named = e is ModelFileException or ArgumentException or NotSupportedException
                            && e.Message.Contains(argument, StringComparison.Ordinal);
                        findings.Add((named ? "refused" : "UNNAMED", place, c.Version, $"{e.GetType().Name}: {e.Message.Split('\n')[0]}"));
                    }
                }
            }
        }
        string[] open = [.. findings.Where(f => !IsKnown(f.Kind, f.Place)).GroupBy(f => (f.Kind, f.Place, f.What))
            .Select(g => $"{g.Key.Kind}: {g.Key.Place} ({string.Join(" ", g.Select(f => f.Version))}) {g.Key.What}")
            .Order(StringComparer.Ordinal)];
        output.WriteLine($"{read} values read");
        Assert.True(read > 5000, $"only {read} values read");
        Assert.True(open.Length == 0, $"{open.Length} findings beside {read}:\n{string.Join('\n', open)}");
    }

    private static bool IsKnown(string kind, string place)
    {
        string argument = place.Split(" = ")[0], name = argument[(argument.IndexOf('.', StringComparison.Ordinal) + 1)..];
        Dictionary<string, string> known = kind switch { "without effect" => s_without, "refused" => s_refused, _ => [] };
        string value = place[(place.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return known.ContainsKey(argument) || known.ContainsKey(name) || known.ContainsKey(place) || known.ContainsKey(value);
    }

    private static string Written(object? value) => ConfigJson.Write(new Config { ["v"] = value })[6..^1];

    private static string Text(IKerasObject made) => made.GetType().Name + ConfigJson.Write(made.get_config());

    private static IKerasObject Read(Signature c, Config serialized)
    {
        using ConfigTranslator reading = ConfigTranslator.Open(c.Epoch);
        if (c.Kind != "optimizers" || c.IsSchedule) { return SignatureTests.Read(c, serialized); }
        var settings = new Config { ["optimizer_config"] = serialized, ["loss"] = "mse" };
        CompileSettings.Restore(s_compiled, settings, "generated", c.Epoch.IsKeras3 ? true : null);
        return s_compiled.optimizer;
    }
}
