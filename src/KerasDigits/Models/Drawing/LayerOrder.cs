namespace KerasDigits.Models;

/// <summary>The order of points in their rows in which few edges cross: by the median of the neighbours, row after row, down and
/// up.</summary>
internal static class LayerOrder
{
    private const int Sweeps = 24;

    public static List<int>[] Of(LayeredGraph graph)
    {
        List<int>[] rows = MakeFirstOrder(graph), best = Copy(rows);
        int fewest = CountCrossings(graph, rows);
        for (int sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            bool down = sweep % 2 == 0;
            for (int i = 1; i < rows.Length; i++)
            {
                Sort(rows, down ? i : rows.Length - 1 - i, down ? graph.Above : graph.Below, down ? -1 : 1);
            }
            Transpose(graph, rows);
            int crossings = CountCrossings(graph, rows);
            if (crossings < fewest) { (best, fewest) = (Copy(rows), crossings); }
        }
        return best;
    }

    /// <summary>As a walk along the edges meets them, which keeps branches together.</summary>
    private static List<int>[] MakeFirstOrder(LayeredGraph graph)
    {
        var rows = new List<int>[graph.Row.DefaultIfEmpty(-1).Max() + 1];
        for (int i = 0; i < rows.Length; i++) { rows[i] = []; }
        var seen = new bool[graph.Row.Count];
        foreach (int start in Enumerable.Range(0, graph.Row.Count).OrderBy(p => graph.Row[p]))
        {
            var stack = new Stack<int>([start]);
            while (stack.TryPop(out int point))
            {
                if (seen[point]) { continue; }
                seen[point] = true;
                rows[graph.Row[point]].Add(point);
                for (int i = graph.Below[point].Count - 1; i >= 0; i--) { stack.Push(graph.Below[point][i]); }
            }
        }
        return rows;
    }

    private static void Sort(List<int>[] rows, int row, List<int>[] neighbours, int step)
    {
        Dictionary<int, int> places = IndexPlaces(rows[row + step]);
        // Points without neighbours keep their place.
        var keys = rows[row].Select((p, i) =>
            (Point: p, Key: neighbours[p].Count == 0 ? i : ComputeMedian([.. neighbours[p].Select(n => places[n]).Order()]))).ToArray();
        rows[row] = [.. keys.OrderBy(k => k.Key).Select(k => k.Point)];
    }

    private static double ComputeMedian(int[] places)
    {
        int middle = places.Length / 2;
        return places.Length % 2 == 1 ? places[middle] : (places[middle - 1] + places[middle]) / 2.0;
    }

    /// <summary>Neighbours change places where that takes crossings away.</summary>
    private static void Transpose(LayeredGraph graph, List<int>[] rows)
    {
        for (bool better = true; better;)
        {
            better = false;
            for (int row = 0; row < rows.Length; row++)
            {
                Dictionary<int, int> above = row > 0 ? IndexPlaces(rows[row - 1]) : [], below = row + 1 < rows.Length
                    ? IndexPlaces(rows[row + 1])
                    : [];
                for (int i = 1; i < rows[row].Count; i++)
                {
                    int left = rows[row][i - 1], right = rows[row][i];
                    int now = CountPairCrossings(graph.Above[left], graph.Above[right], above) + CountPairCrossings(graph.Below[left],
                        graph.Below[right], below);
                    int then = CountPairCrossings(graph.Above[right], graph.Above[left], above) + CountPairCrossings(graph.Below[right],
                        graph.Below[left], below);
                    if (then >= now) { continue; }
                    (rows[row][i - 1], rows[row][i]) = (right, left);
                    better = true;
                }
            }
        }
    }

    private static int CountPairCrossings(List<int> left, List<int> right, Dictionary<int, int> places) =>
        left.Sum(l => right.Count(r => places[r] < places[l]));

    private static int CountCrossings(LayeredGraph graph, List<int>[] rows)
    {
        int count = 0;
        for (int row = 1; row < rows.Length; row++)
        {
            Dictionary<int, int> places = IndexPlaces(rows[row - 1]);
            int[] ends = [.. rows[row].SelectMany(p => graph.Above[p].Select(a => places[a]).Order())];
            for (int i = 0; i < ends.Length; i++)
            {
                for (int j = i + 1; j < ends.Length; j++) { count += ends[j] < ends[i] ? 1 : 0; }
            }
        }
        return count;
    }

    private static Dictionary<int, int> IndexPlaces(List<int> row) => row.Select((p, i) => (p, i)).ToDictionary(p => p.p, p => p.i);

    private static List<int>[] Copy(List<int>[] rows) => Array.ConvertAll(rows, r => new List<int>(r));
}
