namespace KerasDigits.Notebook;

/// <summary>What Python's <c>assert</c> throws: no InvalidOperationException of another kind is caught with it.</summary>
/// <param name="message">What was not so; "" where nothing is said.</param>
public class AssertionError(string message = "") : InvalidOperationException(message);

/// <summary>What Python's <c>next</c> throws at the end of an iterator.</summary>
/// <param name="message">What is said of it, mostly nothing.</param>
public class StopIteration(string message = "") : InvalidOperationException(message);
