namespace KernelGen.Drawing;

/// <summary>
/// Places the nodes of an acyclic graph in layers, operands above what uses them (Sugiyama et al. 1981): layers by the longest path,
/// their order by barycentres, places within a layer as near to the neighbours' as their widths allow.
/// </summary>
internal sealed class LayeredLayout
{
    private const double Gap = 26;
    private const int OrderSweeps = 12;
    private const int PlaceSweeps = 100;

    /// <summary>How much more a bend pulls at the next, so that long lines are straight (Gansner et al. 1993).</summary>
    private const double StraightPull = 8;

    private readonly int count;
    private readonly int[] layers;

    /// <summary>Nodes, then the bends of lines that pass layers: those of one node share their way.</summary>
    private readonly List<Item> items = [];

    private readonly List<List<int>> rows = [];
    private readonly Dictionary<(int From, int Layer), int> bends = [];

    /// <param name="lines">From a node to one with a larger index.</param>
    /// <param name="widths">Of each node.</param>
    public LayeredLayout(IReadOnlyList<(int From, int To)> lines, IReadOnlyList<double> widths)
    {
        count = widths.Count;
        layers = LayersOf(lines);
        for (int i = 0; i < count; i++)
        {
            Append(new Item(layers[i], widths[i]));
        }

        foreach ((int from, int to) in lines)
        {
            int previous = from;
            for (int layer = layers[from] + 1; layer < layers[to]; layer++)
            {
                if (!bends.TryGetValue((from, layer), out int bend))
                {
                    bend = items.Count;
                    bends.Add((from, layer), bend);
                    Append(new Item(layer, 0));
                    Join(previous, bend);
                }

                previous = bend;
            }

            Join(previous, to);
        }

        Order();
        Place();
    }

    public int LayerCount => rows.Count;

    public int LayerOf(int node) => layers[node];

    /// <summary>The middle of a node, from the left end of the picture.</summary>
    public double Middle(int node) => items[node].X;

    /// <summary>How wide the picture is.</summary>
    public double Width => items.Max(static i => i.X + (i.Width / 2));

    /// <summary>Where a line passes each layer between its ends.</summary>
    public IEnumerable<(int Layer, double X)> Bends(int from, int to)
    {
        for (int layer = layers[from] + 1; layer < layers[to]; layer++)
        {
            yield return (layer, items[bends[(from, layer)]].X);
        }
    }

    private int[] LayersOf(IReadOnlyList<(int From, int To)> lines)
    {
        int[] result = new int[count];
        foreach ((int from, int to) in lines.OrderBy(static l => l.To))
        {
            result[to] = Math.Max(result[to], result[from] + 1);
        }

        // What comes from nowhere stands just above what uses it first.
        foreach (IGrouping<int, (int From, int To)> users in lines.GroupBy(static l => l.From))
        {
            if (!lines.Any(l => l.To == users.Key))
            {
                result[users.Key] = users.Min(l => result[l.To]) - 1;
            }
        }

        return result;
    }

    private void Append(Item item)
    {
        while (rows.Count <= item.Layer)
        {
            rows.Add([]);
        }

        rows[item.Layer].Add(items.Count);
        items.Add(item);
    }

    private void Join(int above, int below)
    {
        items[above].Below.Add(below);
        items[below].Above.Add(above);
    }

    private void Order()
    {
        for (int sweep = 0; sweep < OrderSweeps; sweep++)
        {
            bool down = sweep % 2 == 0;
            foreach (int layer in down ? Enumerable.Range(0, rows.Count) : Enumerable.Range(0, rows.Count).Reverse())
            {
                List<int> row = rows[layer];
                Dictionary<int, double> keys = row.Select((item, place) => (item, place)).ToDictionary(
                    static p => p.item, p => Mean(down ? items[p.item].Above : items[p.item].Below, PlaceOf, p.place));
                rows[layer] = [.. row.OrderBy(i => keys[i])];
                for (int place = 0; place < row.Count; place++)
                {
                    items[rows[layer][place]].Order = (double)place / row.Count;
                }
            }
        }

        double PlaceOf(int item) => items[item].Order * 1000;
    }

    private void Place()
    {
        for (int sweep = 0; sweep < PlaceSweeps; sweep++)
        {
            bool down = sweep % 2 == 0;
            foreach (int layer in down ? Enumerable.Range(0, rows.Count) : Enumerable.Range(0, rows.Count).Reverse())
            {
                List<int> row = rows[layer];
                double[] wanted = [.. row.Select(i => Pull(i))];
                double[] places = Nearest(wanted, [.. row.Select(i => items[i].Width)]);
                for (int place = 0; place < row.Count; place++)
                {
                    items[row[place]].X = places[place];
                }
            }
        }

        double left = items.Min(static i => i.X - (i.Width / 2));
        foreach (Item item in items)
        {
            item.X -= left;
        }
    }

    /// <summary>Where the neighbours of an item would have it.</summary>
    private double Pull(int item)
    {
        (double sum, double weights) = (0, 0);
        foreach (int neighbour in items[item].Above.Concat(items[item].Below))
        {
            double weight = item >= count && neighbour >= count ? StraightPull : 1;
            sum += weight * items[neighbour].X;
            weights += weight;
        }

        return weights == 0 ? items[item].X : sum / weights;
    }

    /// <summary>The places nearest to those wanted, by least squares, that keep order and distance (pooling of adjacent violators).</summary>
    private static double[] Nearest(double[] wanted, double[] widths)
    {
        double[] offsets = new double[wanted.Length];
        for (int i = 1; i < wanted.Length; i++)
        {
            offsets[i] = offsets[i - 1] + ((widths[i - 1] + widths[i]) / 2) + Gap;
        }

        Stack<(double Sum, int Count)> pools = new();
        for (int i = 0; i < wanted.Length; i++)
        {
            (double sum, int size) = (wanted[i] - offsets[i], 1);
            while (pools.TryPeek(out (double Sum, int Count) last) && last.Sum / last.Count >= sum / size)
            {
                pools.Pop();
                (sum, size) = (sum + last.Sum, size + last.Count);
            }

            pools.Push((sum, size));
        }

        double[] places = new double[wanted.Length];
        int next = 0;
        foreach ((double sum, int size) in pools.Reverse())
        {
            for (int k = 0; k < size; k++, next++)
            {
                places[next] = (sum / size) + offsets[next];
            }
        }

        return places;
    }

    private static double Mean(IEnumerable<int> neighbours, Func<int, double> value, double otherwise)
    {
        (double sum, int size) = (0, 0);
        foreach (int neighbour in neighbours)
        {
            sum += value(neighbour);
            size++;
        }

        return size == 0 ? otherwise : sum / size;
    }

    private sealed class Item(int layer, double width)
    {
        public int Layer => layer;

        public double Width => width;

        public double X { get; set; }

        public double Order { get; set; }

        public List<int> Above { get; } = [];

        public List<int> Below { get; } = [];
    }
}
