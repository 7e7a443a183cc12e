using System.Globalization;
using KerasDigits.Backend;
using KerasDigits.Data;
using NumSharp;

namespace KerasDigits.Training;

public abstract partial class TrainableModel
{
    /// <summary>Keras dtypes in which the inputs arrive.</summary>
    private protected virtual IReadOnlyList<string> InputDTypes => [];

    /// <summary>Whether the model takes its inputs in whatever dtype the arrays have.</summary>
    private string? GetInputDType(int i, NDArray array) => Texts.Holds(array) ? FindTextInput(i) : i < InputDTypes.Count ? InputDTypes[i]
        : array.typecode is NPTypeCode.Single or NPTypeCode.Double or NPTypeCode.Half or NPTypeCode.Decimal ? Settings.FloatX : null;

    private string FindTextInput(int i)
    {
        Guard.That(i >= InputDTypes.Count || !DTypes.IsFloating(InputDTypes[i]),
            $"The input \"{InputNames.ElementAtOrDefault(i)}\" takes {InputDTypes.ElementAtOrDefault(i)}. Received: texts. Make it "
            + "Input(1, dtype: \"string\") with a layer of texts behind it.", "x");
        return DTypes.Text;
    }

    private BatchSource MakeSource(ModelData x, ModelData? y, ModelData? weights, Dictionary<int, double>? classWeight, int? batchSize,
        bool shuffle = false, bool shuffleBatches = false, int? passes = null, (double Split, bool Tail)? part = null, int workers = 1,
        int queue = 10, int? steps = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.IsBatched)
        {
            Guard.That(y is null, "`y` argument is not supported when using a generator or Sequence as input: it gives the targets "
                + "itself.", nameof(y));
            Guard.That(weights is null, "`sample_weight` argument is not supported when using a generator or Sequence as input: it gives "
                + "the weights itself.", "sample_weight");
            Guard.That(part is null, "`validation_split` is only supported for arrays, not for a generator or Sequence. Pass "
                + "validation_data.", "validation_split");
            bool first = true;
            TensorBatch Convert(Batch b)
            {
                Guard.That(b is not null, "The generator or Sequence must give batches. Received: null.", nameof(x));
                (NDArray[] Inputs, NDArray?[]? Targets, NDArray?[]? Weights) all = (b!.inputs, b.targets, b.sample_weights);
                if (b.Parts is { } parts) { all = OrderData(parts.X, parts.Y, parts.Weights, warns: first); }
                CheckArrays(all.Inputs, all.Targets, all.Weights, mayBeEmpty: true);
                TensorBatch batch = ToTensors(all.Inputs, all.Targets, all.Weights, classWeight);
                if (batch.Size == 0) { return batch; }
                if (first) { CheckTargets(batch.Y); }
                first = false;
                return batch;
            }
            if (x.Dataset is { } data)
            {
                // With steps_per_epoch an epoch goes on where the last one stopped.
                long count = data.cardinality();
                return new StreamSource(() => data.Select(ToBatch).GetEnumerator(), count >= 0 ? count : null, reopens: passes is null,
                    Convert, data: data)
                {
                    IsInfinite = count == Dataset.INFINITE, CountsBatches = true,
                };
            }
            if (x.Sequence is { } s)
            {
                Guard.That(s.Length > 0, "The Sequence is empty: its Length must be above 0.", nameof(x));
                // TF 2.3.1 looks at the first batch before it starts, which moves a seeded iterator on by one; and each epoch reads the
                // Sequence from its start.
                return new StreamSource(() => Prefetch.EnumerateBatches(s, shuffle, workers, queue), s.Length, reopens: true, Convert,
                    () => s.Prepare(0), s.on_epoch_end, s as IResumable) { LengthNow = Compat.Is215 ? () => s.Length : null };
            }
            // Batches in a list are there again in each epoch; a generator goes on where it was.
            IReadOnlyCollection<Batch>? kept = x.Batches as IReadOnlyCollection<Batch>;
            return new StreamSource(() => Prefetch.EnumerateBatches(x.Batches!, workers, queue), kept?.Count, reopens: kept is not null,
                Convert,
                data: x.Batches as IResumable);
        }
        var (inputs, targets, factors) = OrderData(x, y, weights);
        CheckArrays(inputs, targets, factors);
        if (part is { } p)
        {
            long n = inputs[0].shape[0], at = (long)Math.Floor(n * (1 - p.Split));
            Guard.That(at > 0 && at < n, string.Create(CultureInfo.InvariantCulture,
                $"Training data contains {n} samples, which is not sufficient to split it into a validation and training set as specified "
                + $"by `validation_split={p.Split}`. Either provide more data, or a different value for the `validation_split` argument."),
                "validation_split");
            string range = p.Tail ? $"{at}:" : $":{at}";
            inputs = Array.ConvertAll(inputs, a => Texts.Keep(a, a[range]));
            targets = targets is null ? null : Array.ConvertAll(targets, a => a?[range]);
            factors = factors is null ? null : Array.ConvertAll(factors, a => a?[range]);
        }
        using var scope = Scopes.Step();
        ArrayRows[] rows = [.. inputs.Select((a, i) => new ArrayRows(a, GetInputDType(i, a)))];
        var (wanted, w) = ToTargets(targets, factors, classWeight);
        CheckTargets(wanted);
        long samples = Math.Max(1, inputs[0].shape[0]);
        // steps alone share the samples out
        int size = (int)Math.Min(batchSize ?? (steps is { } parts ? (samples + parts - 1) / parts : 32), samples);
        return new ArraySource(rows, wanted, w, size, shuffle, shuffleBatches, passes);
    }

    /// <summary>A data set's element: x, (x, y) or (x, y, sample_weight), each an array, a tuple, or arrays by name.</summary>
    private static Batch ToBatch(Element element)
    {
        bool isTuple = element is { Items: not null, Keys: null };
        Guard.That(!isTuple || element.Items!.Count is > 0 and <= 3,
            $"Data is expected to be in format `x`, `(x,)`, `(x, y)`, or `(x, y, sample_weight)`, found: {element.DescribeForm()}", "x");
        ModelData? TakePart(int i) => !isTuple ? (i == 0 ? element.ToModelData() : null) : i < element.Items!.Count
            ? element.Items[i].ToModelData() : null;
        return Batch.From(TakePart(0)!, TakePart(1), TakePart(2));
    }

    /// <summary>Data without end need a number of steps.</summary>
    private static void CheckEnds(BatchSource source, long? steps, string argument) =>
        Guard.That(steps is not null || source is not StreamSource { IsInfinite: true },
        $"When passing an infinitely repeating dataset, you must specify how many steps to draw: give `{argument}`.", argument);

    /// <summary>The inputs in the model's order; a subclassed model that knows no names takes a dictionary as it stands.</summary>
    private NDArray[] ReadInputs(ModelData x, bool warns)
    {
        if (!KnowsOutputs && x.Named is { } named && !named.Keys.Order().SequenceEqual(InputNames.Order()))
        {
            if (!CallsByName) { return [.. named.Values]; }
            InputKeys = [.. named.Keys.Order(StringComparer.Ordinal)];
        }
        bool byKeys = InputKeys is { } keys && (!KnowsOutputs || x.Named is null || keys.All(x.Named.ContainsKey));
        return [.. x.OrderInputs(byKeys ? InputKeys! : InputNames, warns).Select(Texts.OfLetters)];
    }

    private NDArray?[]? ReadTargets(ModelData? y, NDArray[] inputs)
    {
        if (KnowsOutputs || y?.Named is not { } named) { return y?.OrderTargets(OutputKeys ?? OutputNames); }
        if (CallsByName && OutputKeys is null && inputs.Length > 0 && inputs[0].ndim > 0 && inputs[0].shape[0] > 0)
        {
            // The first call says which outputs there are.
            using var scope = Scopes.Step();
            BuildFor(ToTensors([.. inputs.Select(a => Texts.Keep(a, a["0:1"]))], null, null, null));
        }
        return y.OrderTargets(OutputKeys ?? NumberNames("output", named.Count));
    }

    /// <summary>
    /// What was given as x, y and sample_weight in the order of the model's inputs and outputs; null where an output has no target or no
    /// weights.
    /// </summary>
    private (NDArray[] Inputs, NDArray?[]? Targets, NDArray?[]? Weights) OrderData(ModelData x, ModelData? y, ModelData? weights,
        bool warns = true)
    {
        NDArray[] inputs = ReadInputs(x, warns);
        NDArray?[]? targets = ReadTargets(y, inputs);
        return (inputs, targets, weights?.OrderWeights(OutputKeys is { } keys ? keys : targets is { Length: > 1 }
            && !KnowsOutputs ? NumberNames("output", targets.Length) : OutputNames));
    }

    /// <summary>Keras's warning when data end before the steps that were asked for.</summary>
    private static void WarnOutOfData(long steps) =>
        Log.Warning("Your input ran out of data; interrupting training. Make sure that your dataset or generator can generate at least "
            + $"`steps_per_epoch * epochs` batches (in this case, {steps} batches). You may need to use the repeat() function when "
            + "building your dataset.");

    private TensorBatch ToTensors(NDArray[] inputs, NDArray?[]? targets, NDArray?[]? factors, Dictionary<int, double>? classWeight)
    {
        Tensor[] x = [.. inputs.Select((a, i) => Arrays.ToTensor(a, GetInputDType(i, a)))];
        var (y, w) = ToTargets(targets, factors, classWeight);
        return new TensorBatch(x, y, w);
    }

    private static (Tensor?[]? Y, Tensor?[]? Weights) ToTargets(NDArray?[]? targets, NDArray?[]? factors,
        Dictionary<int, double>? classWeight)
    {
        Guard.That(targets?.Any(a => a is not null && Texts.Holds(a)) != true,
            "Targets must be numbers. Received: texts. Give the classes numbers, with np.unique or a StringLookup layer.", "y");
        Tensor?[]? y = targets is null
            ? null
            : Array.ConvertAll(targets, a => a is null
                ? null
                : Arrays.ToTensor(a, a.typecode is NPTypeCode.Single or NPTypeCode.Double or NPTypeCode.Boolean ? Settings.FloatX : null));
        Tensor?[]? w = factors is null ? null : Array.ConvertAll(factors, a => a is null ? null : Arrays.ToTensor(a, Settings.FloatX));
        if (classWeight is not null && y is not null)
        {
            Guard.That(y.Length == 1, "`class_weight` is only supported for Models with a single output.", "class_weight");
            if (y[0] is not { } only) { return (y, w); }
            Guard.That(only.dim() <= 2, "`class_weight` not supported for 3+ dimensional targets.", "class_weight");
            Tensor weight = WeighClasses(only, classWeight);
            w = [w?[0] is { } given ? given * weight : weight];
        }
        return (y, w);
    }

    private static Tensor WeighClasses(Tensor y, Dictionary<int, double> classWeight)
    {
        Guard.That(classWeight.Keys.Order().SequenceEqual(Enumerable.Range(0, classWeight.Count)),
            "Expected `class_weight` to be a dict with keys from 0 to one less than the number of classes, found "
            + $"{{{string.Join(", ", classWeight.Select(c => $"{c.Key}: {PythonNumber.FormatRepr(c.Value)}"))}}}.", "class_weight");
        Tensor classes = y.dim() == 2 && y.shape[1] > 1 ? y.argmax(1) : y.reshape(-1).to_type(DTypes.ParseTorch("int64"));
        long low = (long)classes.min().ToNumber(), high = (long)classes.max().ToNumber();
        Guard.That(low >= 0 && high < classWeight.Count,
            $"`class_weight` must hold a factor for each class of the targets, 0 to {classWeight.Count - 1} here. Received: targets from "
            + $"{low} to {high}.", "class_weight");
        float[] table = [.. Enumerable.Range(0, classWeight.Count).Select(c => (float)classWeight[c])];
        return Tensors.Of(table).index_select(0, classes);
    }

    /// <summary>Checks the number of inputs and of samples, of all data or of one batch.</summary>
    private void CheckArrays(NDArray[] inputs, NDArray?[]? targets, NDArray?[]? factors, bool mayBeEmpty = false)
    {
        Guard.That(inputs.Length > 0, "`x` must hold at least one array. Received: none.", "x");
        Guard.That(!KnowsOutputs || inputs.Length == InputNames.Count || InputNames.Count == 0,
            $"The model expects {InputNames.Count} input array(s) ({string.Join(", ", InputNames)}). Received: {inputs.Length}.", "x");
        CheckCardinality(inputs, targets, factors, mayBeEmpty);
    }

    /// <summary>Checks what evaluate and predict are told beside their data, and fit too.</summary>
    private static void CheckRun(int? batchSize, int verbose)
    {
        Guard.That(batchSize is null or > 0, $"`batch_size` must be above 0. Received: batch_size={batchSize}.", "batch_size");
        Guard.That(verbose is 0 or 1 or 2, $"`verbose` must be 0, 1 or 2. Received: verbose={verbose}.", "verbose");
    }

    private static void CheckCardinality(NDArray[] x, NDArray?[]? targets, NDArray?[]? weights, bool mayBeEmpty = false)
    {
        NDArray[]? y = targets is null ? null : [.. targets.OfType<NDArray>()], w = weights is null ? null : [.. weights.OfType<NDArray>()];
        foreach (NDArray a in x.Concat(y ?? []).Concat(w ?? []))
        {
            Guard.That(a.ndim > 0, "Data must have a first axis that counts samples. Received: a scalar.", nameof(x));
        }
        long n = x[0].shape[0];
        if (x.Concat(y ?? []).Concat(w ?? []).Any(a => a.shape[0] != n))
        {
            string GetSizes(NDArray[]? arrays) =>
                string.Join(", ", (arrays ?? []).Select(a => a.shape[0].ToString(CultureInfo.InvariantCulture)));
            throw new ArgumentException($"Data cardinality is ambiguous:\n  x sizes: {GetSizes(x)}\n  y sizes: "
                + $"{GetSizes(y)}{(w is null ? "" : $"\n  sample_weight sizes: {GetSizes(w)}")}\n"
                + $"{(Compat.Is215 ? "Make sure all arrays contain "
                + "the same number of samples." : "Please provide data which shares the same first dimension.")}");
        }
        Guard.That(n > 0 || mayBeEmpty, "Data must hold at least one sample. Received: x with shape "
            + $"({string.Join(", ", x[0].shape)}).", nameof(x));
    }

    /// <summary>
    /// Finds targets that cannot fit the outputs before the engine does, once per run: all of arrays, the first batch of what comes in
    /// batches.
    /// </summary>
    private void CheckTargets(Tensor?[]? y)
    {
        if (y is null || _loss is null || !built) { return; }
        Shape[] outputs = OutputShapes;
        Guard.That(outputs.Length == 0 || y.Length <= outputs.Length,
            $"The model has {outputs.Length} output(s) ({string.Join(", ", OutputNames)}), and `y` must hold as many arrays. Received: "
            + $"{y.Length}.", nameof(y));
        for (int i = 0; i < Math.Min(y.Length, outputs.Length); i++)
        {
            if (_loss.Losses[i] is { } loss && y[i] is { } wanted) { Targets.Check(loss, wanted, outputs[i], OutputNames[i]); }
        }
    }

    /// <summary>Shapes of the outputs, where they are known.</summary>
    private protected virtual Shape[] OutputShapes => [];
}
