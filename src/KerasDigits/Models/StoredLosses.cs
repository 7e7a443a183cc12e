using KerasDigits.Losses;
using KerasDigits.Saving;
using KerasDigits.Training;

namespace KerasDigits.Models;

/// <summary>The losses of a file's compile settings.</summary>
internal static class StoredLosses
{
    /// <summary>From a name, an object, or lists or dictionaries of them.</summary>
    public static LossSpec? Of(object? value)
    {
        switch (value)
        {
            case null: return null;
            case string name: return FindByName(name);
            case List<object?> list: return LossSpec.Create([.. list.Select(l => Of(l)!)]);
            case Config c when c.Get("class_name") is string className:
                if (c.Get("config") is string function) { return FindByName(function); }
                Config config = c.Get("config") as Config ?? [];
                string today = OldNames.FindToday(className);
                if (today is "LossFunctionWrapper" or "MeanLossWrapper" && PlainValues.Of(config.Get("fn")) is string wrapped)
                {
                    return FindByName(wrapped);
                }
                Type type = Resolver.FindOwn(c, className) as Type ?? Resolver.FindClass<Loss>(today)
                    ?? throw Resolver.Unknown<Loss>(className, Resolver.PassOwn);
                return (Loss)ConfigBinder.Create(type, ConfigTranslator.Here.ReadArguments(type, config));
            case Config named:
                var spec = new LossSpec();
                foreach (var (output, loss) in named) { spec[output] = Of(loss)!; }
                return spec;
            default: throw new ArgumentException($"A loss must be a name or an object. Received: {value}.");
        }
    }

    /// <summary>The loss of that name in the version that wrote the file.</summary>
    private static LossSpec FindByName(string name)
    {
        KerasEpoch epoch = ConfigTranslator.Now;
        if (CustomObjects.Find(name) is not null) { return name; }
        switch (name)
        {
            // The mean over the last axis, and later the sum; an archive written here holds Keras 3's word for it.
            case "cosine_proximity" or "cosine" or "cosine_similarity" when epoch is { Major: 1 } or { Major: 2, Minor: 0 }:
                return new LossFunction((t, p) => LossFunctions.cosine_similarity(t, p) / p.size(-1), "cosine_proximity");
            case "cosine_proximity" or "cosine":
                return new LossFunction((t, p) => LossFunctions.cosine_similarity(t, p), "cosine_proximity");
            // Standalone Keras took labels of 0 for what they are until 2.3; later 0 and 1 mean -1 and 1.
            case "hinge" when epoch.TakesHingeLabelsAsTheyAre:
                return new LossFunction((t, p) => LossFunctions.hinge_of_signs(t, p), "hinge");
            case "squared_hinge" when epoch.TakesHingeLabelsAsTheyAre:
                return new LossFunction((t, p) => LossFunctions.squared_hinge_of_signs(t, p), "squared_hinge");
            default: return name;
        }
    }
}
