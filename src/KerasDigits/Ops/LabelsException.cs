namespace KerasDigits.Ops;

/// <summary>Labels are no numbers of classes. Who knows the model's output can say more.</summary>
internal sealed class LabelsException(string message) : ArgumentException(message, "y_true");
