using KerasDigits.Preprocessing.Images;
using NumSharp;

namespace KerasDigits.Preprocessing;

/// <summary>
/// The files of a folder that holds one folder per class, with their class numbers, as Keras's ..._from_directory find them.
/// </summary>
/// <param name="Paths">Paths of the files.</param>
/// <param name="Numbers">The class of each; null: they have none.</param>
/// <param name="Names">The classes in the order of their numbers; none without labels.</param>
/// <remarks>Source: tf.keras 2.3.1, preprocessing/dataset_utils.py.</remarks>
internal sealed record LabelledFiles(string[] Paths, int[]? Numbers, string[] Names)
{
    /// <summary>How the files are shuffled and labelled; null where they are not.</summary>
    public int? Seed { get; private init; }

    /// <summary>"int", "categorical" or "binary"; null: there are no labels.</summary>
    public string? Mode { get; private init; }

    /// <summary>Finds the files, shuffles them, and takes the part that a subset names.</summary>
    /// <param name="directory">Folder that holds one folder for each class.</param>
    /// <param name="endings">Endings of the files' names.</param>
    /// <param name="kind">What the files are, for messages: "image" or "text".</param>
    /// <param name="labels">Which labels are wanted; null: "inferred", the folders' names.</param>
    /// <param name="label_mode">"int", "categorical" or "binary"; null: no labels.</param>
    /// <param name="class_names">The folders in the order of the classes' numbers; null: sorted.</param>
    /// <param name="shuffle">Whether files are shuffled.</param>
    /// <param name="seed">By which seed; null: a drawn one.</param>
    /// <param name="validation_split">Part of the files, from the end, for validation; null: no split.</param>
    /// <param name="subset">"training" or "validation", needed with a validation split; null: all.</param>
    /// <param name="follow_links">Whether links to folders are followed.</param>
    public static LabelledFiles Find(string directory, string[] endings, string kind, DatasetLabels? labels, string? label_mode,
        string[]? class_names, bool shuffle, int? seed, double? validation_split, string? subset, bool follow_links)
    {
        PictureFolders.CheckFolder(directory);
        DatasetLabels given = labels ?? "inferred";
        Guard.That(given.Numbers is null || class_names is null,
            "You can only pass `class_names` if the labels are inferred from the subdirectory names in the target directory "
            + "(`labels=\"inferred\"`).", nameof(class_names));
        Guard.That(label_mode is null or "int" or "categorical" or "binary",
            $"`label_mode` argument must be one of \"int\", \"categorical\", \"binary\", or None. Received: {label_mode}",
            nameof(label_mode));
        CheckSplit(validation_split, subset, shuffle, seed);
        bool labelled = given.Wanted && label_mode is not null;
        int? drawn = seed ?? Backend.Seeds.DrawInt(1_000_000);
        var (paths, numbers, names) = Index(directory, endings, given, labelled, class_names, shuffle ? drawn : null, follow_links);
        Guard.That(label_mode != "binary" || !labelled || names.Length == 2,
            $"When passing `label_mode=\"binary\", there must exactly 2 classes. Found the following classes: {string.Join(", ", names)}",
            nameof(label_mode));
        if (validation_split is { } part and not 0)
        {
            int held = (int)(part * paths.Length);
            Range range = subset == "training" ? ..^held : ^held..;
            Output.WriteLine($"Using {(subset == "training" ? paths.Length - held : held)} files for {subset}.");
            (paths, numbers) = (paths[range], numbers[range]);
        }
        string classes = names.Length == 0 ? "there is none" : string.Join(", ", names.Take(10));
        Guard.That(paths.Length > 0, $"No {kind}s found. Files ending in {string.Join(", ", endings)} are looked for in "
            + $"'{directory}'{(labelled ? $", in one folder per class ({classes})" : "")}.",
            nameof(directory));
        return new(paths, labelled ? numbers : null, names) { Seed = shuffle ? drawn : null, Mode = labelled ? label_mode : null };
    }

    /// <summary>np.random.RandomState(seed).permutation(count), with NumPy's global generator left as it was.</summary>
    public static int[] DrawPermutation(int seed, int count) =>
        Backend.Seeds.MakeNumPy(seed).permutation(count).astype(NPTypeCode.Int32).ToArray<int>();

    private static (string[] Paths, int[] Numbers, string[] Names) Index(string directory, string[] endings, DatasetLabels labels,
        bool labelled, string[]? classNames, int? seed, bool followLinks)
    {
        string[] folders = labelled ? PictureFolders.ListClasses(directory) : [""];
        string[] names = classNames is { Length: > 0 } && labelled ? classNames : folders;
        Guard.That(names.Length == folders.Length && names.ToHashSet().SetEquals(folders),
            "The `class_names` passed did not match the names of the subdirectories of the target directory. Expected: "
            + $"{string.Join(", ", folders)}, but received: {string.Join(", ", names)}", "class_names");
        List<string> paths = [];
        List<int> numbers = [];
        foreach (string folder in folders)
        {
            string[] files = [.. PictureFolders.EnumerateFiles(Path.Combine(directory, folder), endings, followLinks)];
            paths.AddRange(files);
            numbers.AddRange(Enumerable.Repeat(Array.IndexOf(names, folder), files.Length));
        }
        if (labelled && labels.Numbers is { } own)
        {
            Guard.That(own.Count == paths.Count, "Expected the lengths of `labels` to match the number of files in the target directory. "
                + $"len(labels) is {own.Count} while we found {paths.Count} files in {directory}.", nameof(labels));
            numbers = [.. own];
        }
        Output.WriteLine(labelled
            ? $"Found {paths.Count} files belonging to {names.Length} classes."
            : $"Found {paths.Count} files belonging to 1 classes.");
        if (seed is not { } s) { return ([.. paths], [.. numbers], names); }
        int[] order = DrawPermutation(s, paths.Count);
        return (Array.ConvertAll(order, i => paths[i]), Array.ConvertAll(order, i => numbers[i]), names);
    }

    private static void CheckSplit(double? split, string? subset, bool shuffle, int? seed)
    {
        bool splits = split is not (null or 0);
        Guard.That(!splits || split is > 0 and < 1, $"`validation_split` must be between 0 and 1, received: {split}", "validation_split");
        Guard.That(splits == subset is not null, "If `subset` is set, `validation_split` must be set, and inversely.", nameof(subset));
        Guard.That(subset is null or "training" or "validation",
            $"`subset` must be either \"training\" or \"validation\", received: {subset}", nameof(subset));
        Guard.That(!splits || !shuffle || seed is not null,
            "If using `validation_split` and shuffling the data, you must provide a `seed` argument, to make sure that there is no "
            + "overlap between the training and validation subset.", nameof(seed));
    }
}
