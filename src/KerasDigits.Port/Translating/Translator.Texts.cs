namespace KerasDigits.Port.Translating;

/// <content>What texts of the program say: patterns.</content>
public sealed partial class Translator
{
    private static int CountGroups(string pattern)
    {
        int groups = 0;
        bool isClass = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\') { i++; continue; }
            if (isClass) { isClass = pattern[i] != ']'; continue; }
            isClass = pattern[i] == '[';
            if (pattern[i] == '(' && (i + 1 == pattern.Length || pattern[i + 1] != '?'
                || string.CompareOrdinal(pattern, i, "(?P<", 0, 4) == 0)) { groups++; }
        }
        return groups;
    }
}
