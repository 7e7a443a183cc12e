namespace DigitsNotebook.Data;

/// <summary>The user asks for what cannot be done: one sentence that says why, before anything is written.</summary>
public sealed class Refusal(string why) : Exception(why);
