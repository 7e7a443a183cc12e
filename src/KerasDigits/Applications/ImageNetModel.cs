using KerasDigits.Activations;
using KerasDigits.Downloads;
using KerasDigits.Layers;
using KerasDigits.Models;

namespace KerasDigits.Applications;

/// <summary>
/// The arguments that all architectures share, with Keras's checks, and the frame around them: input, top or pooling, model, weights.
/// </summary>
/// <param name="include_top">Whether the classifier is included on top.</param>
/// <param name="weights">"imagenet", a path, or null for random start.</param>
/// <param name="input_tensor">Symbolic tensor to start from; null: a new input.</param>
/// <param name="input_shape">Shape of one image, (height, width, channels); null: the model's usual one.</param>
/// <param name="pooling">Without top: null, "avg" or "max".</param>
/// <param name="classes">Classes of the top.</param>
/// <param name="classifier_activation">Activation of the top; null: none.</param>
internal sealed record ImageNetModel(bool include_top, string? weights, KerasTensor? input_tensor, Shape? input_shape, string? pooling,
    int classes, string? classifier_activation)
{
    private const string Storage = "https://storage.googleapis.com/tensorflow/keras-applications/";

    /// <summary>Whether Keras's own ImageNet weights are wanted.</summary>
    public bool FromImageNet => weights == "imagenet";

    /// <summary>Whether images have a fixed size without the top too.</summary>
    public bool AlwaysSized { get; init; }

    /// <summary>Activation of the top.</summary>
    public ActivationFn? Classifier => classifier_activation;

    /// <summary>Makes the model.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="size">Usual height and width.</param>
    /// <param name="least">Smallest height and width.</param>
    /// <param name="body">From the image to the last features.</param>
    /// <param name="top">The classifier on the features.</param>
    /// <param name="file">Where Keras's weights are.</param>
    /// <param name="namesPooling">Whether the pooling without top is named "avg_pool" or "max_pool".</param>
    public Model Make(string name, int size, int least, Func<KerasTensor, KerasTensor> body, Func<KerasTensor, KerasTensor> top,
        WeightFile file, bool namesPooling = true)
    {
        Check();
        Shape shape = ChooseInputShape(size, least);
        KerasTensor start = input_tensor ?? InputLayer.Input(shape);
        KerasTensor y = body(start);
        y = include_top ? top(y) : pooling switch
        {
            "avg" => y.GlobalAverage(namesPooling ? "avg_pool" : null),
            "max" => y.GlobalMax(namesPooling ? "max_pool" : null),
            _ => y,
        };
        var model = new Model(input_tensor is null ? start : FindSources(input_tensor), y, name);
        if (FromImageNet) { model.load_weights(file.GetPath(include_top)); }
        else if (weights is not null) { model.load_weights(weights); }
        return model;
    }

    /// <summary>The usual classifier: mean of each channel, then a dense layer.</summary>
    public KerasTensor AddPooledTop(KerasTensor x) => x.GlobalAverage("avg_pool").Dense(classes, Classifier, "predictions");

    private void Check()
    {
        Guard.That(weights is null or "imagenet" || File.Exists(weights),
            "The `weights` argument should be either `None` (random initialization), `imagenet` (pre-training on ImageNet), or the path "
            + $"to the weights file to be loaded. Received: weights=\"{weights}\".", nameof(weights));
        Guard.That(!(FromImageNet && include_top)
            || classes == 1000, "If using `weights` as `\"imagenet\"` with `include_top` as true, `classes` should be 1000. Received: "
            + $"classes={classes}.", nameof(classes));
        Guard.That(pooling is null or "avg" or "max", $"`pooling` must be null, \"avg\" or \"max\". Received: pooling=\"{pooling}\".",
            nameof(pooling));
        Guard.That(classes > 0, $"`classes` must be above 0. Received: classes={classes}.", nameof(classes));
        Guard.That(weights is null || !include_top || classifier_activation is null or "softmax",
            "Only `None` and `softmax` activations are allowed for the `classifier_activation` argument when using pretrained weights, "
            + $"with `include_top=True`. Received: classifier_activation=\"{classifier_activation}\".", nameof(classifier_activation));
    }

    /// <summary>Keras's obtain_input_shape.</summary>
    /// <remarks>Source: tf.keras 2.3.1, applications/imagenet_utils.py.</remarks>
    public Shape ChooseInputShape(int size, int least)
    {
        long? channels = !FromImageNet && input_shape is { Rank: 3 } given ? Build.GetSides(given).Channels : 3;
        if (channels is not (1 or 3))
        {
            Log.Warning("This model usually expects 1 or 3 input channels. However, it was passed an input_shape with "
                + $"{channels?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "None"} input channels.");
        }
        Shape usual = Build.MakePictureShape(size, size, channels);
        bool sized = include_top || AlwaysSized;
        if (FromImageNet && sized)
        {
            Guard.That(input_shape is null || input_shape == usual,
                $"When setting `include_top=True` and loading `imagenet` weights, `input_shape` should be {usual}. Received: "
                + $"input_shape={input_shape}.", nameof(input_shape));
            return usual;
        }
        if (input_shape is not { } shape) { return sized ? usual : Build.MakePictureShape(null, null, 3); }
        Guard.That(shape.Rank == 3, $"`input_shape` must be a tuple of three integers. Received: input_shape={shape}.",
            nameof(input_shape));
        var sides = Build.GetSides(shape);
        Guard.That(sides.Channels == 3 || !FromImageNet, $"The input must have 3 channels; got `input_shape={shape}`", nameof(input_shape));
        Guard.That(!(sides.Height < least) && !(sides.Width < least),
            $"Input size must be at least {least}x{least}; got `input_shape={shape}`", nameof(input_shape));
        Guard.That(!sized || shape.IsFullyDefined,
            $"If `include_top` is True, you should specify a static `input_shape`. Got `input_shape={shape}`", nameof(input_shape));
        return shape;
    }

    private static KerasTensor[] FindSources(KerasTensor tensor)
    {
        var found = new List<KerasTensor>();
        var seen = new HashSet<KerasTensor>();
        var waiting = new Stack<KerasTensor>([tensor]);
        while (waiting.TryPop(out KerasTensor? t))
        {
            if (!seen.Add(t)) { continue; }
            if (t.Producer.Inputs.Count == 0) { found.Add(t); }
            foreach (KerasTensor input in t.Producer.Inputs.Reverse()) { waiting.Push(input); }
        }
        return [.. found];
    }

    /// <summary>Where Keras keeps a pair of weight files, with and without top, and their MD5 sums.</summary>
    /// <param name="Folder">Folder below keras-applications, or a whole address.</param>
    /// <param name="Name">Name of the file with top.</param>
    /// <param name="NameWithoutTop">Name of the file without.</param>
    /// <param name="Hash">MD5 of the file with top; null: Keras publishes none.</param>
    /// <param name="HashWithoutTop">MD5 of the file without the top; null: it is not checked.</param>
    internal sealed record WeightFile(string Folder, string Name, string NameWithoutTop, string? Hash, string? HashWithoutTop)
    {
        /// <summary>Files named as most are.</summary>
        public static WeightFile Of(string folder, string model, string hash, string hashWithoutTop) =>
            new(folder, $"{model}_weights_tf_dim_ordering_tf_kernels.h5", $"{model}_weights_tf_dim_ordering_tf_kernels_notop.h5", hash,
                hashWithoutTop);

        /// <summary>Start of the files' names in the cache; null: their own.</summary>
        public string? CachedAs { get; init; }

        /// <summary>The file in the cache, downloaded if need be.</summary>
        public string GetPath(bool top)
        {
            string name = top ? Name : NameWithoutTop;
            string address = Folder.Contains("://", StringComparison.Ordinal) ? Folder : Storage + Folder + "/";
            string kept = CachedAs is null ? name : CachedAs + (top ? ".h5" : "_no_top.h5");
            return CachedFile.get_file(kept, address + name, file_hash: top ? Hash : HashWithoutTop, cache_subdir: "models");
        }
    }
}
