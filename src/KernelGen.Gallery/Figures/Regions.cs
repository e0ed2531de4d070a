using System.Collections.Immutable;
using KernelGen.Gallery.Drawing;
using KernelGen.Training;

namespace KernelGen.Gallery.Figures;

/// <summary>What a model of the plane decides where: a plot of its outputs, and of examples with their true classes.</summary>
internal static class Regions
{
    private const int Cells = 72;
    private const int BatchSize = 64;
    private const int MostDots = 160;
    private const double Opacity = 0.6;

    private static readonly Hue[] Hues = [Hue.Vermilion, Hue.Blue, Hue.Green];
    private static readonly Sign[] Signs = [Sign.Circle, Sign.Triangle, Sign.Square];

    /// <summary>A trained model whose one output is a probability, over examples whose targets are 0 and 1.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">Examples to show.</param>
    /// <param name="side">The plane from here to there, in both directions.</param>
    /// <param name="description">For one who cannot see it.</param>
    public static Plot OfProbability<TModel>(TModel model, Dataset<float, float> examples, LinearScale side, string description)
        where TModel : IModel<float>
    {
        float[] corners = Outputs(model, side, Cells + 1, centred: false);
        var values = new double[Cells + 1, Cells + 1];
        for (int i = 0; i < corners.Length; i++)
        {
            values[i / (Cells + 1), i % (Cells + 1)] = corners[i];
        }

        float[] middles = Outputs(model, side, Cells, centred: true);
        var pixels = new Pixel[Cells, Cells];
        for (int i = 0; i < middles.Length; i++)
        {
            pixels[Cells - 1 - i / Cells, i % Cells] = Pixel.Signed(Opacity * (2 * middles[i] - 1));
        }

        return Between(
            side,
            [
                new Backdrop(pixels),
                new Contours("probability ½", Hue.Grey, values, [0.5]),
                .. Enumerable.Range(0, 2).Select(c => DotsOf($"class {c}", c, examples, label => label > 0.5f == (c == 1))),
            ],
            description);
    }

    /// <summary>A trained model that decides between three classes.</summary>
    public static Plot OfClasses<TModel>(TModel model, Dataset<float, int> examples, LinearScale side, string description)
        where TModel : IClassifier<float>
    {
        float[] outputs = Outputs(model, side, Cells, centred: true);
        var pixels = new Pixel[Cells, Cells];
        for (int i = 0; i < Cells * Cells; i++)
        {
            int best = Enumerable.Range(0, Hues.Length).MaxBy(c => outputs[i * Hues.Length + c]);
            pixels[Cells - 1 - i / Cells, i % Cells] = Pixel.Of(Hues[best], Opacity * (1.5 * outputs[i * Hues.Length + best] - 0.5));
        }

        return Between(
            side, [new Backdrop(pixels), .. Enumerable.Range(0, Hues.Length).Select(c => DotsOf($"class {c}", c, examples, label => label == c))], description);
    }

    private static Plot Between(LinearScale side, ImmutableArray<Mark> marks, string description)
        => new(new Axis("input x₁", "", side), new Axis("input x₂", "", side), marks) { FrameHeight = 0, Description = description };

    private static Dots DotsOf<TTarget>(string name, int c, Dataset<float, TTarget> examples, Func<TTarget, bool> isOfClass)
        where TTarget : unmanaged
    {
        float[] inputs = examples.Inputs.ToArray();
        return new Dots(
            name, Hues[c],
            [
                .. examples.Targets.ToArray().Index().Take(MostDots).Where(example => isOfClass(example.Item))
                    .Select(example => ((double)inputs[2 * example.Index], (double)inputs[2 * example.Index + 1])),
            ])
        {
            Sign = Signs[c],
            Radius = 2.6,
        };
    }

    /// <summary>Outputs on a grid, from the least x₂ upwards and in each row from the least x₁.</summary>
    private static float[] Outputs<TModel>(TModel model, LinearScale side, int count, bool centred)
        where TModel : IModel<float>
    {
        double half = centred ? (side.Max - side.Min) / (2 * count) : 0;
        float[] places = [.. new LinearScale(side.Min + half, side.Max - half).Spread(count).Select(static v => (float)v)];
        float[] inputs = [.. places.SelectMany(y => places.SelectMany(x => new[] { x, y }))];
        var outputs = new float[count * count * TModel.Info.OutputCount];
        Workspace<float> workspace = model.CreateWorkspace(BatchSize);
        for (int start = 0; start < count * count; start += BatchSize)
        {
            int rows = Math.Min(BatchSize, count * count - start);
            model.Predict(
                inputs.AsSpan(2 * start, 2 * rows), outputs.AsSpan(start * TModel.Info.OutputCount, rows * TModel.Info.OutputCount), workspace);
        }

        return outputs;
    }
}
