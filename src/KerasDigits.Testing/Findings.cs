namespace KerasDigits.Testing;

/// <summary>Gathers what is wrong while a contract is gone through.</summary>
internal sealed class Findings(string subject)
{
    private readonly List<string> _faults = [];

    /// <summary>Notes a fault where a rule does not hold.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="fault">What is wrong and what to do.</param>
    public void Expect(bool holds, string fault)
    {
        if (!holds) { _faults.Add(fault); }
    }

    /// <summary>Notes the difference where there is one.</summary>
    /// <param name="difference">What differs; null: nothing.</param>
    /// <param name="rule">What should have been the same.</param>
    public void ExpectNone(string? difference, string rule) => Expect(difference is null, $"{rule}: {difference}.");

    /// <summary>Runs a part of the contract; an exception is a fault of its own, and the other parts still run.</summary>
    /// <param name="part">What is tried.</param>
    /// <param name="check">Name of the check.</param>
    public void Try(string part, Action check)
    {
        try { check(); }
        catch (Exception e) when (e is not OutOfMemoryException) { _faults.Add($"{part} throws {e.GetType().Name}: {e.Message}"); }
    }

    /// <summary>Ends the contract.</summary>
    /// <exception cref="ContractException">Something was wrong.</exception>
    public void Judge()
    {
        if (_faults.Count > 0) { throw new ContractException(subject, _faults); }
    }
}
