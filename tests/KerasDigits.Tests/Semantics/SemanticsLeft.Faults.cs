namespace KerasDigits.Tests.Semantics;

internal static partial class SemanticsLeft
{
    private const string s_faults = "";

    private const string s_words = "";
}
