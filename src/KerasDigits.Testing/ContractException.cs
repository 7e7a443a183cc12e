namespace KerasDigits.Testing;

/// <summary>What a class does not hold of its family's contract: every fault that was found, not only the first.</summary>
/// <param name="subject">What was checked.</param>
/// <param name="faults">What is wrong, a sentence each.</param>
public sealed class ContractException(string subject, IReadOnlyList<string> faults)
    : Exception($"{subject} breaks its contract:{string.Concat(faults.Select(f => $"\n- {f}"))}")
{
    /// <summary>What is wrong, a sentence each.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
