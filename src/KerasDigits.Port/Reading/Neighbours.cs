using KerasDigits.Port.Translating;

namespace KerasDigits.Port.Reading;

/// <summary>
/// A program whose own modules lie beside it: <c>from helpers import load</c> with a helpers.py. A one-file program has their lines where
/// they are imported; a main guard stays behind.
/// </summary>
internal static class Neighbours
{
    private const int MostFiles = 100;

    /// <summary>The program with its modules in it, and for each line where it comes from; the text itself where there is none.</summary>
    public static (string Text, IReadOnlyList<(string File, int Line)>? Origins, IReadOnlySet<string> Names) Join(string file, string text)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (!File.Exists(file)) { return (text, null, names); }
        var lines = new List<(string Text, string File, int Line)>();
        Add(Path.GetFullPath(file), text, Parser.Parse(Path.GetFileName(file), text), isMain: true, lines, names, []);
        return names.Count == 0
            ? (text, null, names)
            : (string.Join('\n', lines.Select(l => l.Text)), [.. lines.Select(l => (l.File, l.Line))], names);
    }

    private static void Add(string file, string text, Module module, bool isMain, List<(string Text, string File, int Line)> to,
        HashSet<string> seen, HashSet<string> variables)
    {
        string name = Path.GetFileName(file), folder = Path.GetDirectoryName(file)!;
        string[] lines = text.Split('\n');
        variables.UnionWith(new Blocks(module.Body).Stored);
        int at = 0;
        foreach (Stmt statement in module.Body)
        {
            if (!isMain && Blocks.IsMainGuard(statement))
            {
                Copy(statement.Line - 1);
                at = statement.EndLine;
                continue;
            }
            foreach (string wanted in Wanted(statement))
            {
                string beside = Path.Combine(folder, wanted.Replace('.', Path.DirectorySeparatorChar) + ".py");
                if (!File.Exists(beside) || seen.Count >= MostFiles || Api.IsKnownRoot(Api.Canonical(wanted)) || seen.Contains(wanted))
                {
                    continue;
                }
                string other = Notebooks.Magics.Hide(Internals.OrdinaryFile.ReadText(beside));
                Module read = Parser.Parse(Path.GetFileName(beside), other);
                // Two modules may each have a variable of one name, a program has one: such a module is left.
                if (new Blocks(read.Body).Stored.Any(variables.Contains)) { continue; }
                seen.Add(wanted);
                Copy(statement.Line - 1);
                Add(beside, other, read, isMain: false, to, seen, variables);
            }
        }
        Copy(lines.Length);

        void Copy(int before)
        {
            for (; at < before; at++) { to.Add((lines[at], name, at + 1)); }
        }
    }

    private static IEnumerable<string> Wanted(Stmt statement) => statement switch
    {
        ImportStmt i => i.Names.Select(n => n.Name),
        ImportFromStmt { Level: 0 or 1, Module.Length: > 0 } f => [f.Module],
        ImportFromStmt { Level: 1 } f => f.Names.Select(n => n.Name),
        _ => [],
    };
}
