using System.Numerics;

namespace KernelGen.Gallery.Digits;

/// <summary>A round pen that leaves ink between 0 and 1 on a square image, with soft edges.</summary>
internal static class Pen
{
    private const int StepsBetweenPoints = 6;

    /// <summary>Draws a smooth curve through the points (Catmull and Rom 1974), both ends included.</summary>
    /// <param name="image">[side, side], rows from the top; drawn ink never makes a pixel lighter.</param>
    /// <param name="side">Pixels of a row.</param>
    /// <param name="points">At least two, in pixels; pixel (0, 0) has its centre at (0.5, 0.5).</param>
    /// <param name="radius">Half the width of the stroke, in pixels.</param>
    public static void Draw(Span<float> image, int side, ReadOnlySpan<Vector2> points, float radius)
    {
        for (int i = 0; i + 1 < points.Length; i++)
        {
            Vector2 before = points[Math.Max(i - 1, 0)];
            Vector2 start = points[i];
            Vector2 end = points[i + 1];
            Vector2 after = points[Math.Min(i + 2, points.Length - 1)];
            Vector2 from = start;
            for (int step = 1; step <= StepsBetweenPoints; step++)
            {
                Vector2 to = Between(before, start, end, after, step / (float)StepsBetweenPoints);
                DrawSegment(image, side, from, to, radius);
                from = to;
            }
        }
    }

    private static Vector2 Between(Vector2 before, Vector2 start, Vector2 end, Vector2 after, float t)
    {
        Vector2 linear = end - before;
        Vector2 square = 2 * before - 5 * start + 4 * end - after;
        Vector2 cube = 3 * (start - end) + after - before;
        return start + 0.5f * t * (linear + t * (square + t * cube));
    }

    private static void DrawSegment(Span<float> image, int side, Vector2 from, Vector2 to, float radius)
    {
        Vector2 reach = new(radius + 1);
        Vector2 low = Vector2.Clamp(Vector2.Min(from, to) - reach, Vector2.Zero, new(side - 1));
        Vector2 high = Vector2.Clamp(Vector2.Max(from, to) + reach, Vector2.Zero, new(side - 1));
        Vector2 along = to - from;
        float squaredLength = Math.Max(Dot(along, along), float.Epsilon);
        for (int y = (int)low.Y; y <= (int)high.Y; y++)
        {
            for (int x = (int)low.X; x <= (int)high.X; x++)
            {
                Vector2 pixel = new(x + 0.5f, y + 0.5f);
                float nearest = Math.Clamp(Dot(pixel - from, along) / squaredLength, 0, 1);
                Vector2 apart = pixel - (from + nearest * along);
                float distance = MathF.Sqrt(Dot(apart, apart));
                ref float ink = ref image[y * side + x];
                ink = Math.Max(ink, Math.Clamp(radius + 0.5f - distance, 0, 1));
            }
        }
    }

    // Not Vector2.Dot, which rounds as the machine's instructions do: equal seeds are to give equal bits everywhere.
    private static float Dot(Vector2 a, Vector2 b) => a.X * b.X + a.Y * b.Y;
}
