using KerasDigits.Layers;
using KerasDigits.Saving;

namespace KerasDigits.Models;

/// <summary>
/// A Sequential model of Keras 1 that begins with a Merge of other models: several inputs, which a Sequential model has no longer, so it
/// becomes a functional one of the same layers.
/// </summary>
/// <remarks>Source: keras 1.2.2, models.py (Sequential.flattened_layers, from_config).</remarks>
internal static class BranchedStack
{
    /// <summary>The Merge at the head of a Sequential model's list of layers, with the models that it joins; null: there is none.</summary>
    public static Config? FindHead(object? config) =>
        (config as List<object?> ?? (config as Config)?.Get("layers") as List<object?>) is [Config { } first, ..]
        && first.Get("class_name") is "Merge" && (first.Get("config") as Config)?.Get("layers") is List<object?> ? first : null;

    /// <param name="config">The Sequential model's configuration.</param>
    /// <param name="head">Configuration of the Merge layer at the head.</param>
    /// <param name="file">File, for messages.</param>
    /// <param name="place">Place inside it.</param>
    /// <param name="depth">How deeply models are nested here.</param>
    public static Model Of(object? config, Config head, string file, string place, int depth)
    {
        string at = $"{place}.layers[0]";
        var merge = (Config)head["config"]!;
        List<object?> joined = (List<object?>)merge["layers"]!;
        Model[] branches = [.. joined.Select((b, i) => BuildBranch(b, file, $"{at}.layers[{i}]", depth))];
        Layer? merging = merge.Get("name") is string own ? CustomObjects.Find(own) as Layer : null;
        if (merging is null && merge.Get("mode_type") is not (null or "raw"))
        {
            throw new ModelFileException(file, at, $"the Merge layer \"{merge.Get("name")}\" holds a Python function, which is never run. "
                + $"Pass a layer that joins the same way in custom_objects under its name: new() {{ [\"{merge.Get("name")}\"] = "
                + $"myLayer }}.");
        }
        merging ??= ModelBuilder.Build(new Config(head) { ["config"] = new Config(merge.Where(p => p.Key != "layers")) }, file,
            at, depth + 1);
        List<object?> rest = config as List<object?> ?? (List<object?>)((Config)config!)["layers"]!;
        var stored = new List<Layer>(branches.SelectMany(b => b.StoredOrder ?? b.layers));
        KerasTensor[] top = [.. branches.SelectMany(b => b.outputs)];
        ModelBuilder.WrapErrors(file, at, () => top = merging.ApplyAll(top));
        for (int i = 1; i < rest.Count; i++)
        {
            string here = $"{place}.layers[{i}]";
            Layer layer = ModelBuilder.Build(rest[i] as Config ?? throw new ModelFileException(file, here, "a layer must be an object."),
                file, here, depth + 1);
            ModelBuilder.WrapErrors(file, here, () => top = layer.ApplyAll(top));
            stored.Add(layer);
        }
        Model? model = null;
        ModelBuilder.WrapErrors(file, place,
            () => model = new Model(new KerasTensors([.. branches.SelectMany(b => b.inputs)]), new KerasTensors(top),
                (config as Config)?.Get("name") as string));
        model!.StoredOrder = [.. stored.Distinct()];
        return model;
    }

    private static Model BuildBranch(object? value, string file, string place, int depth)
    {
        Config serialized = value as Config ?? throw new ModelFileException(file, place, "a layer must be an object.");
        Layer branch = ModelBuilder.Build(serialized, file, place, depth + 1);
        // A single layer that says its input's shape may stand for a model.
        if (branch is not Model) { branch = ModelBuilder.Stack(new List<object?> { serialized }, file, place, depth + 1); }
        var model = (Model)branch;
        return model.built && model.outputs.Count > 0
            ? model
            : throw new ModelFileException(file, place, $"the model \"{model.name}\" of the Merge layer must say the shape of its input.");
    }
}
