namespace KerasDigits.Notebook;

/// <summary>What Python's <c>assert</c> throws: no InvalidOperationException of another kind is caught with it.</summary>
/// <param name="message">What did not hold; "": no text.</param>
public class AssertionError(string message = "") : InvalidOperationException(message);

/// <summary>What Python's <c>next</c> throws at the end of an iterator.</summary>
/// <param name="message">The text, mostly empty.</param>
public class StopIteration(string message = "") : InvalidOperationException(message);
