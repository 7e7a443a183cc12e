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
        string path = Path.GetFullPath(file);
        Module program = Parser.Parse(Path.GetFileName(file), text);
        string[] folders = [Path.GetDirectoryName(path)!, .. FindAppended(program, Path.GetDirectoryName(path)!)];
        Add(path, text, program, isMain: true, lines, names, [], folders, []);
        return names.Count == 0
            ? (text, null, names)
            : (string.Join('\n', lines.Select(l => l.Text)), [.. lines.Select(l => (l.File, l.Line))], names);
    }

    private static void Add(string file, string text, Module module, bool isMain, List<(string Text, string File, int Line)> to,
        HashSet<string> seen, HashSet<string> variables, IReadOnlyList<string> folders, HashSet<string> files)
    {
        string name = Path.GetFileName(file);
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
            foreach (string wanted in FindWanted(statement))
            {
                string? beside = folders.Prepend(Path.GetDirectoryName(file)!)
                    .Select(f => Path.Combine(f, wanted.Replace('.', Path.DirectorySeparatorChar) + ".py")).FirstOrDefault(File.Exists);
                if (beside is null || seen.Count >= MostFiles || Api.IsKnownRoot(Api.MapPath(wanted)) || seen.Contains(wanted))
                {
                    continue;
                }
                // One module under two names: from .shapes, from package.shapes.
                if (files.Contains(Path.GetFullPath(beside))) { seen.Add(wanted); continue; }
                string other = Notebooks.Magics.Hide(PythonFile.ReadText(beside));
                Module read = Parser.Parse(Path.GetFileName(beside), other);
                // Two modules may each have a variable of one name, a program has one: such a module is left.
                if (new Blocks(read.Body).Stored.Any(variables.Contains)) { continue; }
                seen.Add(wanted);
                files.Add(Path.GetFullPath(beside));
                Copy(statement.Line - 1);
                Add(beside, other, read, isMain: false, to, seen, variables, folders, files);
            }
        }
        Copy(lines.Length);

        void Copy(int before)
        {
            for (; at < before; at++) { to.Add((lines[at], name, at + 1)); }
        }
    }

    // sys.path.append("../lib"): folders where Python looks too.
    private static IEnumerable<string> FindAppended(Module program, string folder) => program.Body.OfType<ExprStmt>()
        .Select(s => s.Value is CallExpr { Function: AttributeExpr { Name: "append" or "insert",
                Object: AttributeExpr { Name: "path", Object: NameExpr { Id: "sys" } } }, Arguments: [.., { Value: StringExpr said }] }
            ? said.Value : null)
        .OfType<string>().Select(p => Path.GetFullPath(Path.Combine(folder, p)));

    private static IEnumerable<string> FindWanted(Stmt statement) => statement switch
    {
        ImportStmt i => i.Names.Select(n => n.Name),
        ImportFromStmt { Level: 0 or 1, Module.Length: > 0 } f => f.Names.Select(n => $"{f.Module}.{n.Name}").Prepend(f.Module),
        // try: from helpers import load, except: another
        TryStmt t => t.Body.SelectMany(FindWanted),
        ImportFromStmt { Level: 1 } f => f.Names.Select(n => n.Name),
        _ => [],
    };
}
