using System.Globalization;

namespace KerasDigits.Notebook.Pandas;

/// <summary>What pandas writes below a column of categories.</summary>
/// <remarks>Source: pandas/core/arrays/categorical.py, _repr_categories_info.</remarks>
internal static class CategoryText
{
    private const int Width = 80, MostCategories = 8, EdgeCategories = 4;

    public static string Of(CategoryColumn column)
    {
        Column all = column.Categories;
        string head = string.Create(CultureInfo.InvariantCulture, $"Categories ({all.Length}, {WriteDType(all)}): ");
        string separator = column.Ordered ? " < " : ", ";
        var (text, length, first) = ("", head.Length, true);
        foreach (string category in WriteTexts(all))
        {
            if (length + separator.Length + category.Length > Width)
            {
                text += separator.TrimEnd() + "\n" + new string(' ', head.Length + 1);
                length = head.Length + 1;
            }
            else if (!first)
            {
                text += separator;
                length += category.Length;
            }
            (text, first) = (text + category, false);
        }
        return head + "[" + text.Replace(" < ... < ", " ... ", StringComparison.Ordinal) + "]";
    }

    private static string WriteDType(Column categories) => categories.Length > 0
        && categories[0] is Interval interval ? $"interval[{(interval.whole ? "int64" : "float64")}, {interval.closed}]" : categories.DType;

    private static IEnumerable<string> WriteTexts(Column categories) => categories.Length <= MostCategories ? SelectSome(categories)
        : [.. SelectSome(categories.Slice(0, EdgeCategories)), "...",
            .. SelectSome(categories.Slice(categories.Length - EdgeCategories, EdgeCategories))];

    private static string[] SelectSome(Column categories) =>
        categories.IsText ? [.. categories.ToObjects().Select(c => c is string text ? PythonText.FormatRepr(text)
            : new Scalar(c).ToString())]
        : [.. CellText.WriteLoose(categories, lead: false)];
}
