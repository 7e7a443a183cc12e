namespace KerasDigits.Models;

/// <summary>Draws a graph: boxes in rows, the frames of nested models as boxes with a picture inside, arrows between.</summary>
/// <remarks>Everything is laid out downwards and turned at the end. Sizes are Graphviz's.</remarks>
internal sealed class GraphLayout
{
    private const double Margin = 4, RowGap = 36, LeastWidth = 54, LeastHeight = 36, FramePad = 8, FrameTitle = 26, LoopRoom = 24,
        Arrow = 10, ArrowHalf = 3.5, PortGap = 12;

    private readonly DotGraph _dot;
    private readonly bool _sideways;
    private readonly Func<string, double> _textWidth;
    private readonly List<Box> _boxes = [];
    private readonly List<(double X, double Y)[]> _arrows = [];
    private readonly List<Frame> _frames = [];
    private double _width, _height;

    private GraphLayout(DotGraph dot, bool sideways, Func<string, double> textWidth)
    {
        (_dot, _sideways, _textWidth) = (dot, sideways, textWidth);
        LayOut();
    }

    /// <summary>The picture of a graph.</summary>
    /// <param name="dot">The graph to lay out.</param>
    /// <param name="textWidth">How wide a text is.</param>
    public static Drawing Of(DotGraph dot, Func<string, double> textWidth)
    {
        bool sideways = dot.rankdir is "LR" or "RL";
        var layout = new GraphLayout(dot, sideways, textWidth);
        double depth = layout._height + (2 * Margin);
        (double X, double Y) Turn(double x, double y)
        {
            (x, y) = (x + Margin, y + Margin);
            if (dot.rankdir is "BT" or "RL") { y = depth - y; }
            return sideways ? (y, x) : (x, y);
        }
        var parts = new List<DrawnPart>();
        foreach (Frame frame in layout._frames)
        {
            var (ax, ay) = Turn(frame.X, frame.Y);
            var (bx, by) = Turn(frame.X + frame.Width, frame.Y + frame.Height);
            var (left, top) = (Math.Min(ax, bx), Math.Min(ay, by));
            parts.Add(new DrawnBox(left, top, Math.Abs(ax - bx), Math.Abs(ay - by), IsDashed: true));
            // Graphviz's word stands at the left of the frame's top.
            parts.Add(new DrawnText(left + FramePad + (textWidth(frame.Name) / 2), top + 18, frame.Name));
        }
        foreach (Box box in layout._boxes)
        {
            var (x, y) = Turn(box.X, box.Y);
            var (width, height) = sideways ? (box.Height, box.Width) : (box.Width, box.Height);
            parts.Add(new DrawnBox(x - (width / 2), y - (height / 2), width, height));
            box.Label.Draw(x - (width / 2), y - (height / 2), width, height, parts);
        }
        foreach (var arrow in layout._arrows)
        {
            var points = Array.ConvertAll(arrow, p => Turn(p.X, p.Y));
            parts.Add(new DrawnCurve(points));
            parts.Add(DrawHead(Array.FindLast(points, p => p != points[^1]), points[^1]));
        }
        var (w, h) = (layout._width + (2 * Margin), depth);
        return sideways ? new Drawing(h, w, parts) : new Drawing(w, h, parts);
    }

    private void LayOut()
    {
        var units = new List<Unit>();
        var byName = new Dictionary<string, (int Unit, Box Box)>();
        foreach (DotNode node in _dot.get_nodes())
        {
            RecordLabel label = RecordLabel.Parse(node.Label, !_sideways, _textWidth);
            var (width, height) = (Math.Max(label.Size.Width, LeastWidth), Math.Max(label.Size.Height, LeastHeight));
            var box = _sideways ? new Box(label, height, width) : new Box(label, width, height);
            byName[node.Name] = (units.Count, box);
            units.Add(new Unit(box.Width, box.Height, box, null));
        }
        foreach (DotGraph cluster in _dot.get_subgraphs())
        {
            var inside = new GraphLayout(cluster, _sideways, _textWidth);
            foreach (var (name, box) in inside.Names) { byName[name] = (units.Count, box); }
            units.Add(new Unit(inside._width, inside._height, null, inside));
        }
        Names = byName.ToDictionary(n => n.Key, n => n.Value.Box);
        DotEdge[] all = [.. _dot.get_edges()];
        (int From, int To)[] ends = [.. all.Select(e => (byName[e.Source].Unit, byName[e.Destination].Unit))];
        HashSet<int> loops = [.. ends.Where(e => e.From == e.To).Select(e => e.From)];
        int[] between = [.. Enumerable.Range(0, all.Length).Where(i => ends[i].From != ends[i].To)];
        LayeredGraph graph = LayeredGraph.Of([.. units.Select((u, i) => u.Width + (loops.Contains(i) ? 2 * LoopRoom : 0))],
            [.. between.Select(i => ends[i])]);
        (double Top, double Bottom)[] rows = PlaceUnits(graph, units);
        for (int i = 0; i < between.Length; i++)
        {
            DotEdge edge = all[between[i]];
            _arrows.Add(Route(graph, i, ends[between[i]].From == graph.Chains[i][0], byName[edge.Source].Box,
                byName[edge.Destination].Box, rows));
        }
        foreach (int unit in loops) { _arrows.Add(PlaceLoop(units[unit].Box ?? MakeBoxAround(units[unit].Inside!))); }
        if (_dot.Name is not null) { AddFrame(_dot.Name); }
    }

    /// <summary>The boxes by name, those of inner frames too.</summary>
    private Dictionary<string, Box> Names { get; set; } = [];

    private (double Top, double Bottom)[] PlaceUnits(LayeredGraph graph, List<Unit> units)
    {
        double left = units.Count == 0 ? 0 : graph.X.Select((x, p) => x - (graph.Width[p] / 2)).Min();
        _width = units.Count == 0 ? 0 : graph.X.Select((x, p) => x + (graph.Width[p] / 2)).Max() - left;
        for (int p = 0; p < graph.X.Length; p++) { graph.X[p] -= left; }
        var rows = new (double Top, double Bottom)[graph.Rows.Length];
        double y = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            double height = graph.Rows[row].Where(graph.IsBox).Select(p => units[p].Height).DefaultIfEmpty(0).Max();
            rows[row] = (y, y + height);
            foreach (int p in graph.Rows[row].Where(graph.IsBox)) { Place(units[p], graph.X[p], y + (height / 2)); }
            y += height + RowGap;
        }
        _height = Math.Max(0, y - RowGap);
        return rows;
    }

    private void Place(Unit unit, double x, double y)
    {
        if (unit.Box is { } box)
        {
            (box.X, box.Y) = (x, y);
            _boxes.Add(box);
            return;
        }
        GraphLayout inside = unit.Inside!;
        var (dx, dy) = (x - (inside._width / 2), y - (inside._height / 2));
        foreach (Box inner in inside._boxes)
        {
            inner.X += dx;
            inner.Y += dy;
        }
        _boxes.AddRange(inside._boxes);
        _arrows.AddRange(inside._arrows.Select(a => Array.ConvertAll(a, p => (p.X + dx, p.Y + dy))));
        _frames.AddRange(inside._frames.Select(f => f with { X = f.X + dx, Y = f.Y + dy }));
    }

    /// <summary>From the box's lower edge through the gaps between the rows, upright beside the boxes of the rows that it passes.</summary>
    private static (double, double)[] Route(LayeredGraph graph, int edge, bool isDownwards, Box source, Box destination,
        (double Top, double Bottom)[] rows)
    {
        List<int> chain = graph.Chains[edge];
        Box upper = isDownwards ? source : destination, lower = isDownwards ? destination : source;
        double port = FindPort(graph, chain, upper.X, lower);
        double at = upper.X + (isDownwards ? 0 : FindPort(graph, [.. Enumerable.Reverse(chain)], lower.X, upper));
        double y = upper.Y + (upper.Height / 2);
        var points = new List<(double X, double Y)> { (at, y) };
        for (int i = 1; i < chain.Count; i++)
        {
            bool isEnd = i == chain.Count - 1;
            double x = isEnd ? lower.X + port : graph.X[chain[i]];
            var (above, below) = (rows[graph.Row[chain[i - 1]]].Bottom, rows[graph.Row[chain[i]]].Top);
            double end = isEnd ? lower.Y - (lower.Height / 2) : rows[graph.Row[chain[i]]].Bottom;
            if (Math.Abs(x - at) < 0.5) { To(x, end); }
            else
            {
                if (above > y) { To(at, above); }
                double bend = (below - above) * 0.5;
                points.AddRange([(at, above + bend), (x, below - bend), (x, below)]);
                (at, y) = (x, below);
                if (end > below) { To(x, end); }
            }
            void To(double px, double py)
            {
                points.AddRange([(at, y), (px, py), (px, py)]);
                (at, y) = (px, py);
            }
        }
        return [.. isDownwards ? points : Enumerable.Reverse(points)];
    }

    /// <summary>How far from its middle an edge meets a box: the straight one in the middle, others beside it.</summary>
    private static double FindPort(LayeredGraph graph, List<int> chain, double fromX, Box box)
    {
        int unit = chain[^1], before = chain[^2];
        bool fromAbove = graph.Row[before] < graph.Row[unit];
        int[] others = [.. (fromAbove ? graph.Above : graph.Below)[unit].OrderBy(p => graph.X[p])];
        if (others.Length < 2) { return 0; }
        int straight = Array.FindIndex(others, p => Math.Abs(graph.X[p] - box.X) < 0.5);
        double gap = Math.Min(PortGap, (box.Width - 12) / others.Length);
        int place = Array.IndexOf(others, before);
        return gap * (straight >= 0 ? place - straight : place - ((others.Length - 1) / 2.0));
    }

    private static (double, double)[] PlaceLoop(Box box)
    {
        double right = box.X + (box.Width / 2), up = box.Y - 6, down = box.Y + 6;
        return [(right, up), (right + LoopRoom, up), (right + LoopRoom, down), (right, down)];
    }

    private static Box MakeBoxAround(GraphLayout inside)
    {
        Frame frame = inside._frames[^1];
        Box any = inside._boxes[0];
        return new Box(any.Label, frame.Width, frame.Height) { X = any.X - inside._origin.X + (frame.Width / 2),
            Y = any.Y - inside._origin.Y + (frame.Height / 2) };
    }

    /// <summary>Where the first box is in the frame.</summary>
    private (double X, double Y) _origin;

    private void AddFrame(string name)
    {
        double title = _textWidth(name) + (2 * FramePad), before = FrameTitle - FramePad;
        // The name stands at the top of the picture, which is the left of a layout that will be turned.
        double left = FramePad + (_sideways ? before : 0), top = FramePad + (_sideways ? 0 : before);
        double width = _width + left + FramePad, height = _height + top + FramePad;
        if (!_sideways && title > width) { (left, width) = (left + ((title - width) / 2), title); }
        if (_sideways && title > height) { (top, height) = (top + ((title - height) / 2), title); }
        foreach (Box box in _boxes)
        {
            box.X += left;
            box.Y += top;
        }
        for (int i = 0; i < _arrows.Count; i++) { _arrows[i] = Array.ConvertAll(_arrows[i], p => (p.X + left, p.Y + top)); }
        for (int i = 0; i < _frames.Count; i++) { _frames[i] = _frames[i] with { X = _frames[i].X + left, Y = _frames[i].Y + top }; }
        (_width, _height) = (width, height);
        _frames.Add(new Frame(name, 0, 0, width, height));
        if (_boxes.Count > 0) { _origin = (_boxes[0].X, _boxes[0].Y); }
    }

    private static DrawnShape DrawHead((double X, double Y) from, (double X, double Y) tip)
    {
        double length = Math.Sqrt(Math.Pow(tip.X - from.X, 2) + Math.Pow(tip.Y - from.Y, 2));
        var (dx, dy) = ((tip.X - from.X) / length, (tip.Y - from.Y) / length);
        var (bx, by) = (tip.X - (Arrow * dx), tip.Y - (Arrow * dy));
        return new DrawnShape([tip, (bx - (ArrowHalf * dy), by + (ArrowHalf * dx)), (bx + (ArrowHalf * dy), by - (ArrowHalf * dx))]);
    }

    /// <summary>A layer's box; X and Y are its middle.</summary>
    private sealed class Box(RecordLabel label, double width, double height)
    {
        public RecordLabel Label { get; } = label;

        public double Width { get; } = width;

        public double Height { get; } = height;

        public double X { get; set; }

        public double Y { get; set; }
    }

    private sealed record Frame(string Name, double X, double Y, double Width, double Height);

    /// <summary>What a row holds: a box, or a whole nested picture.</summary>
    private sealed record Unit(double Width, double Height, Box? Box, GraphLayout? Inside);
}
