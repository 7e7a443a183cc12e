using NumSharp;

namespace KerasDigits.Data.Csv;

/// <summary>Data sets of CSV files that are read while they are used, however large: tf.data.experimental's two.</summary>
/// <remarks>Source: TF 2.3.1, data/experimental/ops/readers.py.</remarks>
internal static class CsvDatasets
{
    private const long BatchesAhead = 2;

    /// <summary>Batches of columns by name, beside the label where one is named.</summary>
    public static Dataset MakeBatches(CsvTable table, int batch_size, string[]? column_names, object[]? column_defaults, string? label_name,
        object? select_columns, int? num_epochs, bool shuffle, int shuffle_buffer_size, int? shuffle_seed, int? prefetch_buffer_size,
        long num_rows_for_inference)
    {
        Guard.That(batch_size > 0, $"`batch_size` must be greater than zero. Received: batch_size={batch_size}.", nameof(batch_size));
        Guard.That(shuffle_buffer_size > 0, "`shuffle_buffer_size` must be greater than zero. Received: "
            + $"shuffle_buffer_size={shuffle_buffer_size}.", nameof(shuffle_buffer_size));
        Guard.That(table.Header || column_names is not null, "Cannot infer column names without a header line: give `column_names`.",
            nameof(column_names));
        string[] names = column_names ?? table.ReadNames();
        Guard.That(names.Distinct().Count() == names.Length, "Cannot have duplicate column names.", nameof(column_names));
        int[] fields = SelectColumns(select_columns, names);
        Guard.That(label_name is null || fields.Any(f => names[f] == label_name), $"`label_name` provided must be one of the columns: "
            + $"{string.Join(", ", fields.Select(f => names[f]))}. Received: label_name=\"{label_name}\".", nameof(label_name));
        Guard.That(column_defaults is null || column_defaults.Length == fields.Length, "`column_defaults` must have one default per column "
            + $"read, which are {fields.Length}. Received: {column_defaults?.Length}.", nameof(column_defaults));
        (string, object?)[] forms = column_defaults is null
            ? Array.ConvertAll(table.GuessDTypes(fields, num_rows_for_inference), t => (t, (object?)(t == "string" ? "" : 0)))
            : Array.ConvertAll(column_defaults, ReadForm);
        var order = new ShuffleOrder(shuffle_seed, reshuffles: true);
        IEnumerable<Element> Open()
        {
            CsvColumn[] columns =
                [.. fields.Select((f, i) => CsvColumn.Of(forms[i], names[f], f, table.MissingBytes))];
            int places = shuffle ? shuffle_buffer_size : 1;
            foreach (CsvColumn column in columns) { column.Reserve(places + 1, batch_size); }
            int filled = 0;
            foreach (int place in EnumeratePlaces(table, columns, names.Length, num_epochs, shuffle ? order.DrawNext() : null, places))
            {
                foreach (CsvColumn column in columns) { column.Move(place, filled); }
                if (++filled < batch_size) { continue; }
                yield return MakeBatch(columns, filled, label_name);
                filled = 0;
            }
            if (filled > 0) { yield return MakeBatch(columns, filled, label_name); }
        }
        Dataset data = Dataset.OfBatches(Open, num_epochs is null ? Dataset.INFINITE : Dataset.UNKNOWN,
            num_epochs is null ? batch_size : null);
        return (shuffle ? data.With(order) : data).prefetch(prefetch_buffer_size ?? BatchesAhead);
    }

    /// <summary>A tuple of numbers or strings for each record.</summary>
    public static Dataset MakeRows(CsvTable table, object[] record_defaults, int[]? select_cols, int[]? exclude_cols)
    {
        Guard.That(select_cols is null || exclude_cols is null, "Either select_cols or exclude_cols should be specified, not both.",
            nameof(select_cols));
        (string, object?)[] forms = Array.ConvertAll(record_defaults, ReadForm);
        IEnumerable<Element> Open()
        {
            CsvColumn[]? columns = null;
            foreach (string file in table.Files)
            {
                using CsvRecords records = table.Open(file, out _);
                int? width = null;
                // How many fields there are is known at the first record, which is read again as the columns read it.
                using (CsvRecords first = table.Open(file, out _)) { width = first.ReadNext() ? first.Count : null; }
                if (width is not { } count) { continue; }
                columns ??= ReadColumns(count);
                while (table.Read(records, columns, count, 0, file))
                {
                    foreach (CsvColumn column in columns) { column.Move(0, 0); }
                    yield return new Element([.. columns.Select(c => new Element(ReadOne(c)))]);
                }
            }
        }
        CsvColumn[] ReadColumns(int width)
        {
            int[] fields = select_cols ?? [.. Enumerable.Range(0, width).Where(i => exclude_cols?.Contains(i) != true)];
            Guard.That(fields.Length == forms.Length, $"`record_defaults` must have one default per column read, which are "
                + $"{fields.Length}. Received: {forms.Length}.", nameof(record_defaults));
            Guard.That(fields.All(f => f >= 0 && f < width), $"`select_cols` must be columns of the {width} there are. Received: "
                + $"{string.Join(", ", fields)}.", nameof(select_cols));
            CsvColumn[] made = [.. fields.Select((f, i) => CsvColumn.Of(forms[i], $"{f}", f, table.MissingBytes))];
            foreach (CsvColumn column in made) { column.Reserve(1, 1); }
            return made;
        }
        return Dataset.OfRows(Open);
    }

    private static NDArray ReadOne(CsvColumn column)
    {
        NDArray one = column.Take(1);
        return Backend.Texts.Keep(one, one[0]);
    }

    /// <summary>
    /// Places in which a record waits, in the order in which they are given out: of the shuffle's places a random one, which the next
    /// record then takes; without a shuffle always the same.
    /// </summary>
    private static IEnumerable<int> EnumeratePlaces(CsvTable table, CsvColumn[] columns, int width, int? epochs, Random? dice, int places)
    {
        int waiting = 0;
        for (int epoch = 0; epochs is null || epoch < epochs; epoch++)
        {
            bool any = false;
            foreach (string file in dice is null ? table.Files : Mix(table.Files, dice))
            {
                using CsvRecords records = table.Open(file, out _);
                while (true)
                {
                    // Full: one of those that wait is given out first, and its place is free.
                    int free = waiting;
                    if (waiting == places)
                    {
                        free = dice?.Next(waiting) ?? 0;
                        yield return free;
                        waiting--;
                        if (free != waiting) { Swap(free, waiting); }
                        free = waiting;
                    }
                    if (!table.Read(records, columns, width, free, file)) { break; }
                    any = true;
                    waiting++;
                }
            }
            if (!any && waiting == 0) { yield break; }
        }
        while (waiting > 0)
        {
            int next = dice?.Next(waiting) ?? 0;
            yield return next;
            waiting--;
            if (next != waiting) { Swap(next, waiting); }
        }

        void Swap(int to, int from)
        {
            foreach (CsvColumn column in columns) { column.Copy(from, to); }
        }
    }

    private static string[] Mix(string[] files, Random dice)
    {
        string[] mixed = [.. files];
        dice.Shuffle(mixed);
        return mixed;
    }

    private static Element MakeBatch(CsvColumn[] columns, int rows, string? label)
    {
        CsvColumn[] features = [.. columns.Where(c => c.Name != label)];
        var named = new Element([.. features.Select(c => c.Name)], [.. features.Select(c => new Element(c.Take(rows)))]);
        return label is null ? named : new Element([named, new Element(columns.Single(c => c.Name == label).Take(rows))]);
    }

    /// <summary>A dtype, for a column that must not lack values, or the value for those that are missing.</summary>
    private static (string DType, object? Default) ReadForm(object given) => given switch
    {
        "int32" or "int64" or "float32" or "float64" or "string" => ((string)given, null),
        string text => ("string", text),
        int or bool => ("int32", given),
        long => ("int64", given),
        float or double => ("float32", given),
        _ => throw new ArgumentException("A column's default must be a dtype (tf.float32, for a column without missing values), a number "
            + $"or a text. Received: {given}."),
    };

    private static int[] SelectColumns(object? chosen, string[] names) => chosen switch
    {
        null => [.. Enumerable.Range(0, names.Length)],
        string[] texts => [.. texts.Select(t => Array.IndexOf(names, t) is >= 0 and int at ? at
            : throw new ArgumentException($"`select_columns` must be names of columns: {string.Join(", ", names)}. Received: \"{t}\".",
                "select_columns")).Order()],
        int[] numbers when numbers.All(n => n >= 0 && n < names.Length) => [.. numbers.Order()],
        _ => throw new ArgumentException($"`select_columns` must be names of columns, or their numbers below {names.Length}. Received: "
            + $"{(chosen is int[] given ? string.Join(", ", given) : chosen)}.", "select_columns"),
    };
}
