namespace DigitsNotebook.Running;

/// <summary>The user has pressed Ctrl-C: nothing more runs, and what is not whole is no result.</summary>
/// <param name="where">What ran: "model n°2, conv, in its epoch 7".</param>
public sealed class Interruption(string where) : Exception($"Interrupted: {where}.")
{
    /// <summary>What ran.</summary>
    public string Where { get; } = where;
}
