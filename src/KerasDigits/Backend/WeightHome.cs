namespace KerasDigits.Backend;

/// <summary>Memory on which several weights lie.</summary>
internal abstract class WeightHome
{
    /// <summary>Whether a tape has read one of the weights since they were last written.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>Leaves the memory to the tapes that have read it: the weights move to other memory, with the same values.</summary>
    public abstract void Leave();

    /// <summary>To be called before the weights are written in place.</summary>
    /// <param name="weights">All weights that lie here.</param>
    protected void PrepareWrite(Variable[] weights)
    {
        if (!IsRecorded) { return; }
        IsRecorded = false;
        foreach (Variable weight in weights) { weight.PrepareWrite(); }
    }
}
