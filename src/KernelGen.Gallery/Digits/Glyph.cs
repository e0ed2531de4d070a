using System.Collections.Immutable;
using System.Numerics;

namespace KernelGen.Gallery.Digits;

/// <summary>One way to write a digit: strokes in the unit square, x to the right, y down.</summary>
/// <param name="Strokes">Each a row of points that the pen passes through, smoothly.</param>
internal sealed record Glyph(ImmutableArray<ImmutableArray<Vector2>> Strokes)
{
    private static readonly ImmutableArray<ImmutableArray<Glyph>> Digits =
    [
        [
            Of([(.50f, .00f), (.16f, .22f), (.14f, .62f), (.42f, .99f), (.80f, .76f), (.84f, .32f), (.52f, .00f)]),
            Of([(.62f, .03f), (.30f, .10f), (.18f, .50f), (.34f, .96f), (.70f, .90f), (.82f, .48f), (.66f, .08f), (.40f, .10f)]),
        ],
        [
            Of([(.50f, .00f), (.50f, .50f), (.50f, 1.0f)]),
            Of([(.28f, .22f), (.56f, .00f)], [(.56f, .00f), (.55f, .50f), (.54f, 1.0f)]),
            Of([(.28f, .20f), (.52f, .00f)], [(.52f, .00f), (.52f, 1.0f)], [(.24f, 1.0f), (.80f, .99f)]),
        ],
        [
            Of([(.16f, .24f), (.40f, .00f), (.78f, .14f), (.74f, .44f), (.42f, .76f), (.12f, 1.0f)], [(.12f, 1.0f), (.50f, .99f), (.88f, .98f)]),
            Of([(.18f, .18f), (.50f, .00f), (.80f, .22f), (.62f, .58f), (.28f, .94f), (.14f, .84f), (.34f, .76f), (.62f, .94f), (.90f, .94f)]),
            Of([(.22f, .08f), (.60f, .00f), (.82f, .24f), (.56f, .66f), (.16f, .98f)], [(.16f, .98f), (.48f, .92f), (.86f, 1.0f)]),
        ],
        [
            Of([(.18f, .12f), (.48f, .00f), (.78f, .18f), (.68f, .40f), (.42f, .48f)], [(.42f, .48f), (.76f, .56f), (.84f, .80f), (.52f, 1.0f), (.14f, .88f)]),
            Of([(.18f, .04f), (.78f, .02f)], [(.78f, .02f), (.46f, .40f)], [(.46f, .40f), (.80f, .54f), (.80f, .84f), (.48f, 1.0f), (.16f, .90f)]),
        ],
        [
            Of([(.30f, .00f), (.24f, .28f), (.14f, .58f)], [(.14f, .58f), (.50f, .57f), (.90f, .54f)], [(.70f, .18f), (.66f, .60f), (.64f, 1.0f)]),
            Of([(.66f, 1.0f), (.68f, .00f)], [(.68f, .00f), (.36f, .34f), (.08f, .66f)], [(.08f, .66f), (.92f, .66f)]),
            Of([(.20f, .04f), (.16f, .36f), (.40f, .50f), (.78f, .38f)], [(.80f, .02f), (.76f, .50f), (.74f, 1.0f)]),
        ],
        [
            Of([(.82f, .02f), (.26f, .04f)], [(.26f, .04f), (.22f, .42f)], [(.22f, .42f), (.58f, .36f), (.84f, .62f), (.66f, .94f), (.14f, .96f)]),
            Of([(.84f, .04f), (.44f, .02f), (.22f, .24f), (.40f, .44f), (.74f, .58f), (.74f, .88f), (.42f, 1.0f), (.14f, .86f)]),
        ],
        [
            Of([(.70f, .00f), (.32f, .26f), (.14f, .68f), (.38f, .98f), (.76f, .88f), (.78f, .60f), (.48f, .50f), (.20f, .70f)]),
            Of([(.46f, .00f), (.24f, .40f), (.20f, .80f), (.48f, 1.0f), (.76f, .82f), (.62f, .60f), (.26f, .72f)]),
        ],
        [
            Of([(.12f, .04f), (.48f, .03f), (.86f, .02f)], [(.86f, .02f), (.58f, .44f), (.42f, 1.0f)]),
            Of([(.12f, .04f), (.86f, .04f)], [(.86f, .04f), (.56f, .50f), (.40f, 1.0f)], [(.32f, .50f), (.80f, .48f)]),
            Of([(.14f, .22f), (.16f, .04f)], [(.16f, .04f), (.50f, .08f), (.84f, .02f)], [(.84f, .02f), (.66f, .50f), (.60f, 1.0f)]),
        ],
        [
            Of([(.76f, .14f), (.46f, .00f), (.20f, .18f), (.46f, .46f), (.78f, .74f), (.50f, 1.0f), (.18f, .80f), (.44f, .52f), (.74f, .28f), (.72f, .10f)]),
            Of([(.50f, .00f), (.24f, .22f), (.50f, .46f), (.76f, .22f), (.50f, .00f)], [(.50f, .46f), (.16f, .74f), (.50f, 1.0f), (.84f, .74f), (.50f, .46f)]),
        ],
        [
            Of([(.78f, .16f), (.46f, .00f), (.18f, .24f), (.38f, .48f), (.70f, .40f), (.80f, .14f)], [(.80f, .14f), (.76f, .56f), (.68f, 1.0f)]),
            Of([(.76f, .20f), (.48f, .00f), (.20f, .22f), (.42f, .48f), (.76f, .28f), (.82f, .56f), (.64f, .94f), (.22f, .96f)]),
        ],
    ];

    /// <summary>The ways to write a digit, 0 … 9.</summary>
    public static ImmutableArray<Glyph> WaysToWrite(int digit) => Digits[digit];

    private static Glyph Of(params ReadOnlySpan<(float X, float Y)[]> strokes)
    {
        var points = ImmutableArray.CreateBuilder<ImmutableArray<Vector2>>(strokes.Length);
        foreach ((float X, float Y)[] stroke in strokes)
        {
            points.Add([.. stroke.Select(static p => new Vector2(p.X, p.Y))]);
        }

        return new Glyph(points.MoveToImmutable());
    }
}
