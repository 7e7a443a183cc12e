using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Models;

namespace KerasDigits.Tests.Core;

/// <summary>Values of a program that hold themselves end in a sentence, never in a stack that is used up, which ends the process.</summary>
public sealed class NestingTests
{
    public static TheoryData<string, Action> Walks() => new()
    {
        { "an argument of a layer", () => new OfList(MakeList()).get_config() },
        { "a layer that is its own argument", () => { var l = new OfLayer(); l.other = l; _ = l.get_config(); } },
        { "a model's configuration", () => MakeModel(new OwnWords()).to_json() },
        { "a model's file", () => MakeModel(new OwnWords()).save(Path.Combine(Path.GetTempPath(), $"nest-{Guid.NewGuid():N}.keras")) },
        { "a model's old file", () => MakeModel(new OwnWords()).save(Path.Combine(Path.GetTempPath(), $"nest-{Guid.NewGuid():N}.h5")) },
        { "serialize", () => keras.layers.serialize(new OwnWords()) },
        { "deserialize", () => keras.layers.deserialize(MakeConfig()) },
        { "a tensor", () => { object[] items = [1, 0]; items[1] = items; _ = tf.constant(items); } },
        { "tf.print", () => tf.print(MakeList()) },
        { "a data set", () =>
            {
                var named = new Dictionary<string, object> { ["x"] = 1 };
                named["self"] = named;
                _ = tf.data.Dataset.from_tensors(named);
            }
        },
        { "callbacks", () => { var list = keras.callbacks.CallbackList(); list.append(list); } },
    };

    [Theory, MemberData(nameof(Walks))]
    public void What_holds_itself_is_refused(string what, Action walk)
    {
        Exception e = Assert.ThrowsAny<Exception>(walk);
        Assert.True(e is InvalidOperationException or ArgumentException && (e.Message.Contains("must have an end", StringComparison.Ordinal)
            || e.Message.Contains("cannot be in itself", StringComparison.Ordinal)), $"{what}: {e}");
    }

    private static List<object> MakeList()
    {
        var list = new List<object> { 1 };
        list.Add(list);
        return list;
    }

    private static Config MakeConfig()
    {
        var config = new Config { ["class_name"] = "TimeDistributed" };
        config["config"] = new Config { ["layer"] = config };
        return config;
    }

    private static Sequential MakeModel(Layer layer) => keras.models.Sequential([keras.layers.Dense(2, input_shape: 2), layer]);

    private sealed class OfList(List<object> items) : Layer
    {
        public List<object> items { get; } = items;
    }

    private sealed class OfLayer(Layer? other = null) : Layer
    {
        public Layer? other { get; set; } = other;

        public override IReadOnlyList<Layer> SubLayers => [];
    }

    private sealed class OwnWords : Layer
    {
        public override Tensor call(Tensor inputs, bool training) => inputs;

        public override Config get_config()
        {
            Config config = base.get_config();
            config["words"] = new List<object?> { config };
            return config;
        }
    }
}
