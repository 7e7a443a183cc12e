namespace KerasDigits.Ops.SmallNets;

/// <summary>What a loss or metric is of: predictions and targets of as many rows.</summary>
/// <param name="Predictions">Predictions of shape (rows, columns).</param>
/// <param name="Logits">The values behind a softmax or sigmoid that the predictions are; null: not known.</param>
/// <param name="Targets">(rows, columns), or the number of a class for each row.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Numbers in a row.</param>
internal readonly unsafe record struct RowData(nint Predictions, nint Logits, nint Targets, int Rows, int Columns)
{
    public float* P => (float*)Predictions;

    public float* Z => (float*)Logits;

    public float* T => (float*)Targets;
}

/// <summary>A number for each row of predictions and targets.</summary>
internal abstract unsafe class RowValues
{
    /// <summary>Whether targets are numbers of classes.</summary>
    public virtual bool TakesClasses => false;

    /// <summary>Computes the numbers.</summary>
    /// <param name="data">Predictions and targets.</param>
    /// <param name="values">One for each row.</param>
    public abstract void Compute(in RowData data, float* values);
}

/// <summary>A number for each row that has a gradient.</summary>
internal abstract unsafe class RowLoss : RowValues
{
    /// <summary>Whether the gradient is that of the logits, not of the predictions.</summary>
    public virtual bool IsByLogits => false;

    /// <summary>Makes what is kept between the numbers and their gradients.</summary>
    /// <param name="take">Gives memory for so many values.</param>
    /// <param name="values">Of a greatest batch's predictions.</param>
    /// <param name="rows">Of a greatest batch.</param>
    public virtual void Reserve(Func<nint, nint> take, int values, int rows) { }

    /// <summary>
    /// Computes the gradient of the predictions or logits. Called after <see cref="RowValues.Compute"/> of the same data.
    /// </summary>
    /// <param name="data">Predictions and targets.</param>
    /// <param name="factors">How much each row's number counts.</param>
    /// <param name="gradient">Gradient of shape (rows, columns), written.</param>
    public abstract void AddSlope(in RowData data, float* factors, float* gradient);
}
