using KerasDigits.Backend;
using KerasDigits.Data;
using KerasDigits.Layers;
using KerasDigits.Metrics;
using KerasDigits.Ops;

namespace KerasDigits.Training;

/// <content>What users override to customize training, and what they call there.</content>
public abstract partial class TrainableModel
{
    private bool? _ownTrain, _ownTest, _ownPredict, _listsMetrics;
    private Results? _stepResults;

    /// <summary>The metrics: the loss, those given to compile, those in fields of the model and its layers, and what add_metric reports.
    /// All are reset at each epoch's start. Override it to list others, which are then the only ones that evaluate gives and the logs of
    /// the built-in step show.</summary>
    public virtual IReadOnlyList<Metric> metrics => [.. _loss?.Means ?? [], .. _metrics?.All ?? [], .. OfLayers()];

    private bool ListsMetrics => _listsMetrics ??= GetType().GetMethod("get_metrics")!.DeclaringType != typeof(TrainableModel);

    /// <summary>The metrics given to compile, for train_step and test_step.</summary>
    public StepMetrics compiled_metrics => new(this);

    /// <summary>The loss given to compile, of one output; also adds to the mean that the logs show as "loss".</summary>
    /// <param name="y_true">Targets, of a shape that fits the predictions.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="sample_weight">One factor per sample; null: all 1.</param>
    /// <param name="regularization_losses">Scalars to add, usually <see cref="Layers.Layer.losses"/>; null: none.</param>
    public Tensor compiled_loss(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null,
        IReadOnlyList<Tensor>? regularization_losses = null) =>
        compiled_loss([y_true], [y_pred], sample_weight is null ? null : [sample_weight], regularization_losses);

    /// <summary>The loss given to compile, of all outputs.</summary>
    /// <param name="y_true">Targets, one for each output.</param>
    /// <param name="y_pred">Predictions, one for each output.</param>
    /// <param name="sample_weight">Weights for each output; null: all 1.</param>
    /// <param name="regularization_losses">Scalars to add, such as the layers' losses; null: none.</param>
    /// <returns>A scalar.</returns>
    public Tensor compiled_loss(Tensor[] y_true, Tensor[] y_pred, Tensor?[]? sample_weight = null,
        IReadOnlyList<Tensor>? regularization_losses = null)
    {
        return MakeLoss(y_pred).Compute(y_true, y_pred, sample_weight, regularization_losses ?? []) ?? Tensors.MakeScalar(0);
    }

    /// <summary>Trains on one batch: the very step that fit takes. Override it to customize the step.</summary>
    /// <param name="data">Inputs, targets and sample weights of the batch.</param>
    /// <returns>Numbers for the logs by name.</returns>
    public virtual StepResults train_step(StepData data)
    {
        Step(data.Batch, training: true, validate: true, LayParameters());
        return new StepResults(metrics);
    }

    /// <summary>Evaluates one batch: the very step that evaluate takes. Override it to customize the step.</summary>
    /// <param name="data">Inputs, targets and sample weights of the batch.</param>
    /// <returns>Numbers for the logs by name.</returns>
    public virtual StepResults test_step(StepData data)
    {
        Step(data.Batch, training: false, validate: true, null);
        return new StepResults(metrics);
    }

    /// <summary>Predicts one batch; override it to customize the step.</summary>
    /// <param name="data">The batch; it holds only inputs.</param>
    /// <returns>One tensor per output.</returns>
    public virtual Tensor[] predict_step(StepData data) => ApplyAll(data.inputs, training: false);

    private bool OwnTrainStep => _ownTrain ??= Overrides(nameof(train_step));

    private bool OwnTestStep => _ownTest ??= Overrides(nameof(test_step));

    private bool OwnPredictStep => _ownPredict ??= Overrides(nameof(predict_step));

    private bool Overrides(string step) => GetType().GetMethod(step, [typeof(StepData)])!.DeclaringType != typeof(TrainableModel);

    /// <summary>Runs a user's train_step or test_step and keeps its numbers for the logs.</summary>
    private void RunOwn(Func<StepData, StepResults> step, TensorBatch batch, bool training)
    {
        using var logits = Logits.Remember();
        using var passes = CallContext.Listen(Note);
        using var gradients = training ? Scopes.Gradient() : Scopes.NoGradient();
        using var write = training ? WeightGate.WriteTogether(FindGates) : null;
        StepResults results = step(new StepData(batch));
        _stepResults = [];
        foreach (var (name, value) in results) { _stepResults.Add(name, value.detach()); }
    }

    /// <summary>The metrics given to compile as Keras's compiled_metrics.</summary>
    public readonly struct StepMetrics
    {
        private readonly TrainableModel _model;

        internal StepMetrics(TrainableModel model) => _model = model;

        /// <summary>Adds a batch of a model with one output.</summary>
        /// <param name="y_true">Targets, one for each output.</param>
        /// <param name="y_pred">Predictions, one for each output.</param>
        /// <param name="sample_weight">Weight of each sample; null: all 1.</param>
        public void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
            update_state([y_true], [y_pred], sample_weight is null ? null : [sample_weight]);

        /// <summary>Adds a batch.</summary>
        /// <param name="y_true">Targets, one for each output; null: there are none.</param>
        /// <param name="y_pred">Predictions, one for each output.</param>
        /// <param name="sample_weight">Weight of each sample; null: all 1.</param>
        public void update_state(Tensor[]? y_true, Tensor[] y_pred, Tensor?[]? sample_weight = null)
        {
            _ = _model.MakeLoss(y_pred);
            _model._metrics!.Update(y_true, y_pred, sample_weight);
        }
    }
}
