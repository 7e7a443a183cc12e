using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>Chooses a frame's rows and reads their classes, targets and weights.</summary>
internal sealed class FrameListing(FrameColumns frame, string directory, string x_col, ColumnNames y_col, string? weight_col,
    string[]? classes, string? class_mode)
{
    private readonly bool _hasClasses = class_mode is "categorical" or "binary" or "sparse";

    /// <summary>The chosen rows.</summary>
    public ListedPictures List(string? subset, double validation_split, bool validate)
    {
        string[] names = Check();
        int[] rows = [.. Enumerable.Range(0, names.Length)];
        string FindLocated(int row) => Path.Combine(directory, names[row]);
        if (validate)
        {
            int[] valid = [.. rows.Where(r => PictureFolders.Ends(names[r], PictureFolders.Endings) && File.Exists(FindLocated(r)))];
            if (valid.Length < rows.Length)
            {
                Log.Warning($"Found {rows.Length - valid.Length} invalid image filename(s) in x_col=\"{x_col}\". These filename(s) will "
                    + "be ignored.");
            }
            rows = valid;
        }
        IReadOnlyDictionary<string, int> indices = new Dictionary<string, int>();
        string[][] labels = [];
        if (_hasClasses)
        {
            labels = Array.ConvertAll(frame.ReadObjects(y_col.Names[0]), v => v is string one ? [one] : (string[])v!);
            // TF 2.3.1 sorts given classes too.
            string[] known = classes is { Length: > 0 }
                ? [.. Compat.Is215 ? classes.Distinct() : classes.Distinct().Order(StringComparer.Ordinal)]
                : [.. rows.SelectMany(r => labels[r]).Distinct().Order(StringComparer.Ordinal)];
            indices = DirectoryIterator.NumberClasses(known);
            if (classes is { Length: > 0 })
            {
                labels = Array.ConvertAll(labels, l => Array.FindAll(l, indices.ContainsKey));
                rows = [.. rows.Where(r => labels[r].Length > 0)];
            }
        }
        var (start, stop) = FileSettings.ChoosePart(subset, validation_split, rows.Length);
        rows = rows[start..stop];
        string found = $"Found {rows.Length} {(validate ? "validated" : "non-validated")} image filenames";
        Output.WriteLine(_hasClasses ? $"{found} belonging to {indices.Count} classes." : $"{found}.");
        Guard.That(rows.Length > 0, $"No row is left of the {names.Length} in the "
            + $"frame{(subset is null ? "" : $" for the subset \"{subset}\" (validation_split={validation_split})")}. Files ending in "
            + $"{string.Join(", ", PictureFolders.Endings)} were looked for in "
            + $"'{(directory.Length == 0 ? Directory.GetCurrentDirectory() : directory)}'; the first name is '{names.FirstOrDefault()}'.",
            "dataframe");
        return new ListedPictures([.. rows.Select(r => names[r])], [.. rows.Select(FindLocated)], indices,
            _hasClasses ? [.. rows.Select(r => labels[r].Select(l => indices[l]).ToArray())] : null,
            MakeTargets(rows), weight_col is null ? null : frame.ReadNumbers(weight_col, rows));
    }

    private NDArray[]? MakeTargets(int[] rows) => class_mode switch
    {
        "multi_output" => [.. y_col.Names.Select(c => frame.ReadNumbers(c, rows))],
        "raw" => [y_col.IsList
            ? np.stack([.. y_col.Names.Select(c => StackColumn(frame.ReadNumbers(c, rows)))], 1)
            : frame.ReadNumbers(y_col.Names[0], rows)],
        _ => null,
    };

    /// <summary>Columns of different dtypes become one array of float64.</summary>
    private NDArray StackColumn(NDArray column) => y_col.Names.Select(c => frame[c].GetType()).Distinct().Count() == 1
        ? column
        : column.astype(NPTypeCode.Double);

    /// <summary>What keras-preprocessing checks before it looks at any file.</summary>
    private string[] Check()
    {
        Guard.That(class_mode != "multi_output" || y_col.IsList,
            $"If class_mode=\"multi_output\", y_col must be a list. Received: \"{y_col}\".", nameof(y_col));
        string?[] names = frame.ReadText(x_col);
        Guard.That(names.All(n => n is not null), $"All values in column x_col={x_col} must be strings.", nameof(x_col));
        if (_hasClasses)
        {
            Guard.That(!y_col.IsList, $"If class_mode=\"{class_mode}\", y_col must be one column. Received: {y_col}.", nameof(y_col));
            object?[] labels = frame.ReadObjects(y_col.Names[0]);
            Guard.That(class_mode == "categorical" || labels.All(l => l is string),
                $"If class_mode=\"{class_mode}\", y_col=\"{y_col}\" column values must be strings.", nameof(y_col));
            Guard.That(labels.All(l => l is string or string[]),
                $"If class_mode=\"categorical\", y_col=\"{y_col}\" column values must be type string, list or tuple.", nameof(y_col));
            if (class_mode == "binary")
            {
                int count = (classes is { Length: > 0 } ? classes : labels).Distinct().Count();
                Guard.That(count == 2, classes is { Length: > 0 } ? $"If class_mode=\"binary\" there must be 2 classes. {count} class/es "
                    + "were given." : $"If class_mode=\"binary\" there must be 2 classes. Found {count} classes.", nameof(classes));
            }
        }
        else if (classes is { Length: > 0 })
        {
            Log.Warning($"`classes` will be ignored given the class_mode=\"{class_mode ?? "None"}\"");
        }
        if (weight_col is not null)
        {
            Guard.That(frame.IsNumeric(weight_col), $"Column weight_col={weight_col} must be numeric.", nameof(weight_col));
        }
        return names!;
    }
}
