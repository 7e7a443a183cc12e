namespace KerasDigits.Layers;

/// <summary>A layer that may keep its states from batch to batch.</summary>
internal interface IStatefulLayer
{
    /// <summary>Whether it does.</summary>
    bool stateful { get; }

    /// <summary>Sets the states.</summary>
    /// <param name="states">One array per state; null: zeros.</param>
    void reset_states(NumSharp.NDArray[]? states = null);
}
