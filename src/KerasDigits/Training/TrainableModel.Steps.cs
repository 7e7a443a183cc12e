using KerasDigits.Backend;
using KerasDigits.Data;
using KerasDigits.Layers;
using KerasDigits.Ops;
using KerasDigits.Training.Small;
using NumSharp;

namespace KerasDigits.Training;

public abstract partial class TrainableModel
{
    private Variable[] _penalized = [];
    private Func<Tensor>[] _lossFunctions = [];

    private void TrainStep(TensorBatch batch, FlatParameters? parameters, bool validate)
    {
        if (OwnTrainStep) { RunOwn(train_step, batch, training: true); }
        else if (FindSmallStep(batch, parameters)?.TryRun(batch) != true) { Step(batch, training: true, validate, parameters); }
    }

    /// <summary>The chain of layers that the model is; null: it is none.</summary>
    private protected virtual SmallChain? Chain => null;

    /// <summary>Whether the last steps were compiled ones.</summary>
    internal bool StepIsCompiled => _small is not null && !SmallStep.IsOff;

    private SmallStep? _small;
    private (object?, object?, object?, object?) _smallOf;

    /// <summary>The compiled step; null: the model has none, and its steps go the ordinary way.</summary>
    /// <param name="batch">The first batch, of which the targets' shape is asked; null: none was read yet.</param>
    /// <param name="parameters">What is trained, flat; null: no small step.</param>
    private SmallStep? FindSmallStep(TensorBatch? batch, FlatParameters? parameters)
    {
        if (SmallStep.IsOff || parameters is null || _lossFunctions.Length > 0 || parameters.ClipsLookups || Chain is not { } chain)
        {
            return null;
        }
        if (_small?.Serves(chain, _loss!, _metrics!, parameters) == true) { return _small; }
        // What was found not to be small is not looked at again.
        (object?, object?, object?, object?) of = (chain, _loss, _metrics, parameters);
        if (batch is null || (_small is null && of == _smallOf)) { return null; }
        _smallOf = of;
        return _small = batch.Value.Y is [{ } y] && optimizer.Scaling is null
            ? SmallStep.Of(chain, _loss!, _metrics!, parameters, _penalized, y.shape)
            : null;
    }

    private void TestStep(TensorBatch batch, bool validate)
    {
        if (OwnTestStep) { RunOwn(test_step, batch, training: false); }
        else { Step(batch, training: false, validate, null); }
    }

    /// <summary>
    /// The step of fit and evaluate, and of train_step and test_step where a user's own step calls them: a pass, the loss of compile with
    /// masks, weights and penalties, the optimizer, the metrics.
    /// </summary>
    /// <param name="batch">Inputs, targets and weights of the batch.</param>
    /// <param name="training">Whether weights change.</param>
    /// <param name="validate">Whether layers look at shapes.</param>
    /// <param name="parameters">The weights to change; null: none can.</param>
    private void Step(TensorBatch batch, bool training, bool validate, FlatParameters? parameters)
    {
        batch = batch.AsColumns();
        var context = new CallContext { training = training, Validate = validate, IsTraced = true };
        using var entered = context.Enter();
        using var gradients = training ? null : Scopes.NoGradient();
        using var logits = Logits.Remember();
        using var read = training ? default : ReadWeights();
        bool counted = false;
        if (training) { parameters?.BeginPass(); }
        Tensor[] predictions = Invoke(batch.X, context);
        Masks.Note(predictions, context.output_mask);
        Tensor? loss = MakeLoss(predictions).Compute(batch.Y, predictions, batch.Weights,
            [.. context.Losses, .. _penalized.Select(v => v.Regularizer!(v.value)), .. _lossFunctions.Select(f => f())]);
        if (training && parameters is not null)
        {
            if (loss?.requires_grad != true) { throw NoGradients(parameters.Variables); }
            parameters.ZeroGradients();
            GradientFaults.Watch(optimizer.Scaling is { } scaling ? loss * scaling.Value : loss, static loss => loss.backward());
            using var _ = Scopes.NoGradient();
            // Several processes sum what is counted together with the gradients.
            if (Replicas.Running?.Open is not null) { Count(); }
            parameters.Step();
        }
        if (!counted) { Count(); }

        void Count()
        {
            counted = true;
            _metrics!.Update(batch.Y, predictions, batch.Weights);
            Note(context);
        }
    }

    private static ArgumentException NoGradients(IEnumerable<Variable> variables) => new(Compat.Is215
        ? "No loss found. You may have forgotten to provide a `loss` argument in the `compile()` method."
        : $"No gradients provided for any variable: [{string.Join(", ", variables.Select(v => $"'{v.name}'"))}].");

    private protected override WeightGate.Hold ReadWeights() => WeightGate.Read(FindGates());

    /// <summary>The gates of the weights.</summary>
    private protected virtual WeightGate[] FindGates() => WeightGate.Of(weights);

    private Tensor[] PredictStep(TensorBatch batch, bool validate)
    {
        var context = new CallContext { Validate = validate, IsTraced = true };
        using var entered = context.Enter();
        using var _ = Scopes.NoGradient();
        using var read = ReadWeights();
        return OwnPredictStep ? predict_step(new StepData(batch with { Y = null, Weights = null })) : Invoke(batch.X, context);
    }

    /// <summary>Trains on one batch.</summary>
    /// <param name="x">Inputs, an array for each input, of shape (batch, …).</param>
    /// <param name="y">Targets, an array per output; null: x holds them too, or none are needed.</param>
    /// <param name="sample_weight">Factor of the loss for each sample; null: all 1.</param>
    /// <param name="class_weight">Factor of the loss by class number; null: all 1.</param>
    /// <param name="reset_metrics">Whether the result is only this batch's (true) or runs over batches.</param>
    /// <param name="return_dict">Accepted for compatibility with Keras and ignored: the result is read by position and by name
    /// alike.</param>
    /// <returns>The loss, then the metrics, in the order of metrics_names; with names as a dictionary.</returns>
    public Evaluation train_on_batch(ModelData x, ModelData? y = null, ModelData? sample_weight = null,
        Dictionary<int, double>? class_weight = null, bool reset_metrics = true, bool return_dict = false) =>
        OnBatch(x, y, sample_weight, class_weight, reset_metrics, train: true);

    /// <summary>Evaluates one batch.</summary>
    /// <param name="x">Inputs, an array for each input, of shape (batch, …).</param>
    /// <param name="y">Targets, an array per output; null: x holds them too, or none are needed.</param>
    /// <param name="sample_weight">Factor of the loss for each sample; null: all 1.</param>
    /// <param name="reset_metrics">Whether the result is only this batch's (true) or runs over batches.</param>
    /// <param name="return_dict">Accepted for compatibility with Keras and ignored: the result is read by position and by name
    /// alike.</param>
    /// <returns>The loss, then the metrics, in the order of metrics_names; with names as a dictionary.</returns>
    public Evaluation test_on_batch(ModelData x, ModelData? y = null, ModelData? sample_weight = null, bool reset_metrics = true,
        bool return_dict = false) =>
        OnBatch(x, y, sample_weight, null, reset_metrics, train: false);

    /// <summary>Predicts one batch.</summary>
    /// <param name="x">Inputs, an array for each input, of shape (batch, …).</param>
    /// <returns>The outputs' values.</returns>
    public Predictions predict_on_batch(ModelData x)
    {
        using var open = EngineExit.Begin();
        using var scope = Scopes.Step();
        using BatchSource source = MakeSource(x, null, null, null, batchSize: int.MaxValue);
        source.BeginEpoch();
        _ = source.TryNext(out TensorBatch batch);
        if (!built) { EnsureBuilt(CallArguments.Of(Array.ConvertAll(batch.X, t => Shape.Of(t.shape)))); }
        NDArray[] outputs = Array.ConvertAll(PredictStep(batch, validate: true), Arrays.ToArray);
        return new Predictions(outputs, OutputKeys);
    }

    private Evaluation OnBatch(ModelData x, ModelData? y, ModelData? weights, Dictionary<int, double>? classWeight, bool reset, bool train)
    {
        _ = CompileArguments ?? throw NotCompiled();
        using var run = _runs.Begin(name, train ? nameof(train_on_batch) : nameof(test_on_batch), train);
        using var scope = Scopes.Step();
        using var flush = FlushDenormals();
        using var claim = new WeightClaim(name);
        using var flags = train ? _flags!.RestoreAloud() : default;
        using BatchSource source = Split(MakeSource(x, y, weights, classWeight, batchSize: int.MaxValue));
        source.BeginEpoch();
        _ = source.TryNext(out TensorBatch batch);
        BuildFor(batch);
        using var traced = train ? RestoreTraced() : default;
        using var threads = new StepThreads();
        threads.Choose(Work(batch));
        if (reset) { reset_metrics(); }
        if (train)
        {
            claim.Take(trainable_weights, this.weights);
            FlatParameters? parameters = OwnTrainStep ? null : LayParameters();
            ShareWeights(resumed: false);
            RunTogether(() => TrainStep(batch, parameters, validate: true), parameters);
        }
        else { RunTogether(() => TestStep(batch, validate: true), null); }
        return new Evaluation(ReadLogs());
    }

    /// <summary>Makes weights and compiled parts when the first batch shows the shapes.</summary>
    private void BuildFor(TensorBatch batch)
    {
        if (!built) { EnsureBuilt(CallArguments.Of(Array.ConvertAll(batch.X, t => Shape.Of(t.shape)))); }
        if (ComputesInCall && !_called)
        {
            // Layers inside make their weights at their first call: the optimizer must see them before the first step.
            using var scope = Scopes.Step();
            int outputs = PredictStep(batch, validate: true).Length;
            NameOutputs(outputs);
        }
        if (!KnowsOutputs && _inputNames.Length != batch.X.Length) { _inputNames = NumberNames("input", batch.X.Length); }
        _called = true;
        if (_loss is null) { MakeCompiled(); }
        _penalized = [.. weights.Where(v => v.Regularizer is not null)];
        _lossFunctions = [.. Flatten().SelectMany(l => l.LossFunctions)];
        _ofLayers = [.. OfLayers()];
        if (_replicas is not null) { _averaged = [.. weights.Where(w => !w.trainable && w.value.is_floating_point())]; }
    }

    private bool _called;

    /// <summary>Whether a call of a user's own takes and gives dictionaries.</summary>
    private protected virtual bool CallsByName => false;

    /// <summary>Whether the layers inside are known only to a call of a user's own.</summary>
    private protected virtual bool ComputesInCall => false;

    /// <summary>About how many multiply-adds a forward pass of this batch costs; null: not known.</summary>
    private long? Work(TensorBatch batch) => batch.X[0].dim() > 0 ? CountWork() * batch.X[0].size(0) : null;

    private static IDisposable FlushDenormals() => Denormals.Flush();
}
