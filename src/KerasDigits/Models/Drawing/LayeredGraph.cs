namespace KerasDigits.Models;

/// <summary>A graph laid out in rows: every edge goes from one row to the next, through a turning point in each row that it
/// passes.</summary>
/// <remarks>Source: Gansner, Koutsofios, North and Vo, "A technique for drawing directed graphs" (rows, order); Brandes and Köpf, "Fast and
/// simple horizontal coordinate assignment" (<see cref="LayerColumns"/>).</remarks>
internal sealed class LayeredGraph
{
    private readonly int _boxes;

    private LayeredGraph(int boxes, IReadOnlyList<(int From, int To)> edges, IReadOnlyList<double> widths)
    {
        _boxes = boxes;
        var downwards = RemoveCycles(boxes, edges);
        int[] rows = ComputeRanks(boxes, downwards);
        Row.AddRange(rows);
        Width.AddRange(widths);
        foreach (var (from, to) in downwards)
        {
            List<int> chain = [from];
            for (int row = rows[from] + 1; row < rows[to]; row++)
            {
                chain.Add(Row.Count);
                Row.Add(row);
                Width.Add(0);
            }
            chain.Add(to);
            Chains.Add(chain);
        }
        Above = [.. Row.Select(_ => new List<int>())];
        Below = [.. Row.Select(_ => new List<int>())];
        foreach (List<int> chain in Chains)
        {
            for (int i = 1; i < chain.Count; i++)
            {
                Below[chain[i - 1]].Add(chain[i]);
                Above[chain[i]].Add(chain[i - 1]);
            }
        }
        Rows = LayerOrder.Of(this);
        X = LayerColumns.Of(this);
    }

    /// <summary>The row of each point, boxes first.</summary>
    public List<int> Row { get; } = [];

    /// <summary>Its width; a turning point has none.</summary>
    public List<double> Width { get; } = [];

    /// <summary>Its neighbours in the row above.</summary>
    public List<int>[] Above { get; }

    /// <summary>Its neighbours in the row below.</summary>
    public List<int>[] Below { get; }

    /// <summary>The points of each row, from left to right.</summary>
    public List<int>[] Rows { get; }

    /// <summary>The middle of each point.</summary>
    public double[] X { get; }

    /// <summary>For each edge its points, downwards.</summary>
    public List<List<int>> Chains { get; } = [];

    public bool IsBox(int point) => point < _boxes;

    /// <summary>Lays a graph out.</summary>
    /// <param name="widths">Of the boxes.</param>
    /// <param name="edges">Between different boxes.</param>
    public static LayeredGraph Of(IReadOnlyList<double> widths, IReadOnlyList<(int From, int To)> edges) =>
        new(widths.Count, edges, widths);

    /// <summary>The edges, those turned that would close a circle: a layer that is called on its own output.</summary>
    private static List<(int From, int To)> RemoveCycles(int boxes, IReadOnlyList<(int From, int To)> edges)
    {
        var below = edges.ToLookup(e => e.From, e => e.To);
        var state = new int[boxes];
        var turned = new HashSet<(int, int)>();
        for (int start = 0; start < boxes; start++)
        {
            if (state[start] != 0) { continue; }
            var stack = new Stack<(int Box, IEnumerator<int> Next)>();
            Enter(start);
            while (stack.Count > 0)
            {
                var (box, next) = stack.Peek();
                if (!next.MoveNext())
                {
                    state[box] = 2;
                    stack.Pop();
                }
                else if (state[next.Current] == 0) { Enter(next.Current); }
                else if (state[next.Current] == 1) { turned.Add((box, next.Current)); }
            }
            void Enter(int box)
            {
                state[box] = 1;
                stack.Push((box, below[box].GetEnumerator()));
            }
        }
        return [.. edges.Select(e => turned.Contains(e) ? (e.To, e.From) : e)];
    }

    /// <summary>Rows of short edges: as high as possible, then down where that shortens edges or costs nothing.</summary>
    private static int[] ComputeRanks(int boxes, List<(int From, int To)> edges)
    {
        var above = edges.ToLookup(e => e.To, e => e.From);
        var below = edges.ToLookup(e => e.From, e => e.To);
        var rows = new int[boxes];
        int[] order = SortTopologically(boxes, above, below);
        foreach (int box in order) { rows[box] = above[box].Select(a => rows[a] + 1).DefaultIfEmpty(0).Max(); }
        for (bool moved = true; moved;)
        {
            moved = false;
            foreach (int box in order.Reverse())
            {
                int[] up = [.. above[box]], down = [.. below[box]];
                if (down.Length == 0 || up.Length > down.Length) { continue; }
                int lowest = down.Min(d => rows[d]) - 1;
                moved |= lowest != rows[box];
                rows[box] = lowest;
            }
        }
        int least = rows.Length == 0 ? 0 : rows.Min();
        return Array.ConvertAll(rows, r => r - least);
    }

    private static int[] SortTopologically(int boxes, ILookup<int, int> above, ILookup<int, int> below)
    {
        int[] waiting = [.. Enumerable.Range(0, boxes).Select(b => above[b].Count())];
        var ready = new Queue<int>(Enumerable.Range(0, boxes).Where(b => waiting[b] == 0));
        var order = new List<int>();
        while (ready.TryDequeue(out int box))
        {
            order.Add(box);
            foreach (int next in below[box].Where(n => --waiting[n] == 0)) { ready.Enqueue(next); }
        }
        return [.. order];
    }
}
