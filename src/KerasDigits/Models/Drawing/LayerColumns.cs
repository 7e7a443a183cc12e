namespace KerasDigits.Models;

/// <summary>Where the points of each row stand: chains of neighbours share a column, so that their edges are straight.</summary>
/// <remarks>Source: Brandes and Köpf. Four layouts are made, from above and below, from the left and the right; a point is in the
/// middle of its four places.
/// Of two middle neighbours a box is preferred to a turning point, so that a chain of layers stays straight where a shortcut leaves and
/// joins it.</remarks>
internal sealed class LayerColumns
{
    /// <summary>Room between boxes, and beside turning points, in points.</summary>
    private const double BoxGap = 18, LineGap = 12;

    private readonly LayeredGraph _graph;
    private readonly HashSet<(int, int)> _conflicts;

    private LayerColumns(LayeredGraph graph) => (_graph, _conflicts) = (graph, Conflicts(graph));

    public static double[] Of(LayeredGraph graph)
    {
        var columns = new LayerColumns(graph);
        double[][] layouts = [.. from up in new[] { true, false } from left in new[] { true, false } select columns.PlaceColumns(up, left)];
        if (graph.Row.Count == 0) { return []; }
        // All four lean on the narrowest: those from the left by their left ends, those from the right by their right ends.
        (double Least, double Greatest)[] ends = Array.ConvertAll(layouts, l =>
            (l.Select((x, p) => x - (graph.Width[p] / 2)).Min(), l.Select((x, p) => x + (graph.Width[p] / 2)).Max()));
        var narrowest = ends.MinBy(e => e.Greatest - e.Least);
        for (int i = 0; i < 4; i++)
        {
            double shift = i % 2 == 0 ? narrowest.Least - ends[i].Least : narrowest.Greatest - ends[i].Greatest;
            layouts[i] = Array.ConvertAll(layouts[i], x => x + shift);
        }
        return [.. Enumerable.Range(0, graph.Row.Count).Select(p =>
        {
            double[] places = [.. layouts.Select(l => l[p]).Order()];
            return (places[1] + places[2]) / 2;
        })];
    }

    /// <summary>Edges that cross a line between two turning points: the line is the one that stays straight.</summary>
    private static HashSet<(int, int)> Conflicts(LayeredGraph graph)
    {
        var conflicts = new HashSet<(int, int)>();
        for (int row = 1; row < graph.Rows.Length; row++)
        {
            Dictionary<int, int> places = graph.Rows[row - 1].Select((p, i) => (p, i)).ToDictionary(p => p.p, p => p.i);
            var edges = graph.Rows[row].SelectMany((p, i) =>
                graph.Above[p].Select(a => (Above: a, Below: p, From: places[a], To: i))).ToArray();
            foreach (var line in edges.Where(e => !graph.IsBox(e.Above) && !graph.IsBox(e.Below)))
            {
                foreach (var edge in edges.Where(e => graph.IsBox(e.Above) || graph.IsBox(e.Below)))
                {
                    if ((edge.From - line.From) * (edge.To - line.To) < 0) { conflicts.Add((edge.Above, edge.Below)); }
                }
            }
        }
        return conflicts;
    }

    private double[] PlaceColumns(bool up, bool left)
    {
        List<int>[] rows = Array.ConvertAll(_graph.Rows, r => left ? r : [.. Enumerable.Reverse(r)]);
        int count = _graph.Row.Count;
        int[] root = [.. Enumerable.Range(0, count)], align = [.. root], place = new int[count];
        foreach (List<int> row in rows) { for (int i = 0; i < row.Count; i++) { place[row[i]] = i; } }
        foreach (List<int> row in up ? rows : rows.Reverse())
        {
            int last = -1;
            foreach (int point in row)
            {
                foreach (int other in FindMiddle((up ? _graph.Above : _graph.Below)[point], place))
                {
                    if (align[point] != point || last >= place[other] || _conflicts.Contains(up ? (other, point) : (point, other))
                        || IsBesideChain(point, other, up))
                    {
                        continue;
                    }
                    (align[other], root[point], align[point], last) = (point, root[other], root[other], place[other]);
                }
            }
        }
        double[] x = PlaceCompactly(rows, root);
        return left ? x : Array.ConvertAll(x, v => -v);
    }

    /// <summary>Whether a shortcut's turning point would take the column of a box from the next box of its chain.</summary>
    private bool IsBesideChain(int point, int other, bool up) =>
        !_graph.IsBox(point) && _graph.IsBox(other) && (up ? _graph.Below : _graph.Above)[other].Any(_graph.IsBox);

    private int[] FindMiddle(List<int> neighbours, int[] place)
    {
        int[] sorted = [.. neighbours.OrderBy(n => place[n])];
        if (sorted.Length == 0) { return []; }
        int low = sorted[(sorted.Length - 1) / 2], high = sorted[sorted.Length / 2];
        return low == high ? [low] : _graph.IsBox(high) && !_graph.IsBox(low) ? [high, low] : [low, high];
    }

    /// <summary>Columns as far to the left as their neighbours allow, then those that stand alone nearer to their right
    /// neighbours.</summary>
    private double[] PlaceCompactly(List<int>[] rows, int[] root)
    {
        var gaps = new Dictionary<(int Left, int Right), double>();
        foreach (List<int> row in rows)
        {
            for (int i = 1; i < row.Count; i++)
            {
                var (a, b) = (row[i - 1], row[i]);
                double gap = ((_graph.Width[a] + _graph.Width[b]) / 2) + (_graph.IsBox(a) && _graph.IsBox(b) ? BoxGap : LineGap);
                gaps[(root[a], root[b])] = Math.Max(gaps.GetValueOrDefault((root[a], root[b])), gap);
            }
        }
        var lefts = gaps.ToLookup(g => g.Key.Right, g => (Other: g.Key.Left, Gap: g.Value));
        var rights = gaps.ToLookup(g => g.Key.Left, g => (Other: g.Key.Right, Gap: g.Value));
        int[] order = Sort(root.Distinct(), lefts, rights);
        var x = new double[root.Length];
        foreach (int block in order) { x[block] = lefts[block].Select(l => x[l.Other] + l.Gap).DefaultIfEmpty(0).Max(); }
        foreach (int block in order.Reverse())
        {
            double room = rights[block].Select(r => x[r.Other] - r.Gap).DefaultIfEmpty(double.PositiveInfinity).Min();
            if (double.IsFinite(room)) { x[block] = Math.Max(x[block], room); }
        }
        return [.. root.Select(r => x[r])];
    }

    private static int[] Sort(IEnumerable<int> blocks, ILookup<int, (int Other, double Gap)> lefts, ILookup<int,
        (int Other, double Gap)> rights)
    {
        Dictionary<int, int> waiting = blocks.ToDictionary(b => b, b => lefts[b].Count());
        var ready = new Queue<int>(waiting.Where(w => w.Value == 0).Select(w => w.Key).Order());
        var order = new List<int>();
        while (ready.TryDequeue(out int block))
        {
            order.Add(block);
            foreach (var (next, _) in rights[block]) { if (--waiting[next] == 0) { ready.Enqueue(next); } }
        }
        return [.. order];
    }
}
