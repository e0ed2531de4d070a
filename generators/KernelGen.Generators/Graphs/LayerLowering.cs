using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Graphs;

/// <summary>Writes the layer form as a graph: the equations of one example, and the cost of a batch.</summary>
internal static class LayerLowering
{
    public static Graph Lower(ModelSpec spec)
    {
        GraphBuilder graph = new();
        int x = graph.Input(spec.Inputs, "x");
        int[] weights = new int[spec.Layers.Count];
        int[] biases = new int[spec.Layers.Count];
        int inputs = spec.Inputs;
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            LayerSpec layer = spec.Layers[i];
            weights[i] = graph.Parameter(Shape.Matrix(layer.Units, inputs), "w" + ModelSpec.Number(i));
            biases[i] = layer.Bias ? graph.Parameter(Shape.Vector(layer.Units), "b" + ModelSpec.Number(i)) : -1;
            inputs = layer.Units;
        }

        int h = x;
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            LayerSpec layer = spec.Layers[i];
            int z = graph.Apply(Operation.MatrixVector, weights[i], h);
            z = biases[i] < 0 ? z : graph.Apply(Operation.Add, z, biases[i]);
            graph.Name(z, layer.Activation == Activation.Linear ? spec.ResultName(i) : spec.SumName(i));
            h = layer.Activation switch
            {
                Activation.Relu => graph.Apply(Operation.Relu, z),
                Activation.Softplus => graph.Apply(Operation.Softplus, z),
                Activation.Logistic => graph.Apply(Operation.Logistic, z),
                Activation.Tanh => graph.Apply(Operation.Tanh, z),
                Activation.HardThreshold => graph.Apply(Operation.HardThreshold, z),
                _ => z,
            };
            graph.Name(h, spec.ResultName(i));
            h = layer.Dropout == 0 ? h : graph.Name(graph.Dropout(h, layer.Dropout, i, "m" + ModelSpec.Number(i)), spec.KeptName(i));
        }

        Finish(spec, graph, h, weights);
        return graph.Build();
    }

    private static void Finish(ModelSpec spec, GraphBuilder graph, int y, int[] weights)
    {
        if (spec.Loss is not { } loss)
        {
            graph.Ask(Role.Output, y);
            return;
        }

        int output = y;
        int example;
        int target;
        switch (loss.Loss)
        {
            case Loss.LogisticCrossEntropy:
                target = Smoothed(graph.Target(1, "t"), classes: 2);
                output = graph.Name(graph.Apply(Operation.Logistic, y), "p");
                example = graph.Apply(Operation.CrossEntropy, output, target);
                break;
            case Loss.SoftmaxCrossEntropy:
                target = Smoothed(loss.Targets == Targets.Distribution ? graph.Target(spec.Outputs, "t") : graph.Label("t"), spec.Outputs);
                output = graph.Name(graph.Apply(Operation.Softmax, y), "p");
                example = graph.Apply(Operation.CrossEntropy, output, target);
                break;
            case Loss.MulticlassHinge:
                example = graph.Apply(Operation.MulticlassHinge, y, graph.Label("t"));
                break;
            case Loss.Hinge:
                example = graph.Apply(Operation.Hinge, y, graph.Target(1, "t"));
                break;
            case Loss.AbsoluteError:
                example = graph.Apply(Operation.AbsoluteError, y, graph.Target(spec.Outputs, "t"));
                break;
            default:
                example = graph.Apply(Operation.SquaredError, y, graph.Target(spec.Outputs, "t"));
                break;
        }

        graph.Name(example, "L");
        graph.Ask(Role.Output, output);
        if (loss.Loss is not (Loss.SquaredError or Loss.AbsoluteError))
        {
            graph.Ask(Role.Scores, y);
        }

        int counted = loss.Weighted ? graph.Apply(Operation.Multiply, graph.Weight("weight"), example) : example;
        int cost = graph.Apply(Operation.Multiply, graph.Apply(Operation.BatchSum, counted), graph.BatchSizeReciprocal());
        foreach (int w in weights)
        {
            cost = AddTerm(graph, cost, spec.L1, Operation.Norm1, w);
            cost = AddTerm(graph, cost, spec.L2 / 2, Operation.SumOfSquares, w);
        }

        graph.Ask(Role.Cost, graph.Name(cost, "cost"));

        int Smoothed(int t, int classes) => loss.Smoothing == 0 ? t : Smoothing.Of(graph, t, graph.Constant(loss.Smoothing), classes);
    }

    private static int AddTerm(GraphBuilder graph, int cost, double factor, Operation norm, int w) =>
        factor == 0
            ? cost
            : graph.Apply(Operation.Add, cost, graph.Apply(Operation.Multiply, graph.Constant(factor), graph.Apply(norm, w)));
}
