using System.Text;

namespace KerasDigits.Notebook.Pandas;

/// <summary>Words in brackets as NumPy prints an array of them, in lines of 75 letters.</summary>
internal static class WordLines
{
    public static string Of(IEnumerable<string> words)
    {
        var (text, width) = (new StringBuilder("["), 1);
        foreach (string word in words)
        {
            bool isFirst = width == 1;
            if (!isFirst && width + 1 + word.Length > 74)
            {
                (width, isFirst) = (1, true);
                text.Append("\n ");
            }
            text.Append(isFirst ? "" : " ").Append(word);
            width += word.Length + (isFirst ? 0 : 1);
        }
        return text.Append(']').ToString();
    }
}
