using System.Numerics;
using KernelGen.Numerics;

namespace KernelGen.Gallery.Digits;

/// <summary>How one hand writes one digit: slant, size, place, unsteadiness and pen, all random.</summary>
/// <remarks>
/// The spreads are chosen so that the digits stay legible while no weighting of single pixels tells them apart well: trained on
/// 6,000, softmax regression reaches about 90 % of another 1,000, a network with 128 hidden units about 98.5 %.
/// </remarks>
internal sealed class Handwriting
{
    // In units of the glyph's square.
    private const float Tremor = 0.012f;
    private const float Bending = 0.05f;

    // What the glyph's square becomes, in pixels of an image of 28 by 28.
    private static readonly Vector2 Box = new(14.5f, 19);

    private readonly Vector2 scale;
    private readonly float slant;
    private readonly float sine;
    private readonly float cosine;
    private readonly Vector2 centre;
    private readonly Vector4 waveX;
    private readonly Vector4 waveY;
    private readonly float penRadius;
    private readonly float ink;
    private readonly float noise;
    private readonly RandomSource random;

    public Handwriting(RandomSource random, int side)
    {
        this.random = random;
        float size = Uniform(0.90f, 1.05f);
        scale = size * Box * new Vector2(Uniform(0.85f, 1.1f), 1);
        slant = MathF.Tan(Uniform(-0.32f, 0.16f));
        (sine, cosine) = MathF.SinCos(Uniform(-0.19f, 0.19f));
        centre = new Vector2(side * 0.5f + Uniform(-3f, 3f), side * 0.5f + Uniform(-2.75f, 2.75f));
        waveX = Wave();
        waveY = Wave();
        penRadius = Uniform(1.3f, 2.2f);
        ink = Uniform(0.8f, 1f);
        noise = Uniform(0.02f, 0.08f);
    }

    /// <summary>Writes the glyph on an empty image.</summary>
    public void Write(Glyph glyph, Span<float> image, int side)
    {
        Span<Vector2> points = stackalloc Vector2[glyph.Strokes.Max(static stroke => stroke.Length)];
        foreach (var stroke in glyph.Strokes)
        {
            for (int i = 0; i < stroke.Length; i++)
            {
                points[i] = Place(Bend(stroke[i]) + Tremble());
            }

            Pen.Draw(image, side, points[..stroke.Length], penRadius);
        }

        foreach (ref float pixel in image)
        {
            pixel = Math.Clamp(ink * pixel + noise * (float)random.NextNormal(), 0, 1);
        }
    }

    // Scaled, slanted, turned and moved. Not through Matrix3x2, which rounds as the machine's instructions do: equal seeds are to
    // give equal bits everywhere.
    private Vector2 Place(Vector2 point)
    {
        Vector2 scaled = scale * (point - new Vector2(0.5f));
        float x = scaled.X + slant * scaled.Y;
        return centre + new Vector2(cosine * x - sine * scaled.Y, sine * x + cosine * scaled.Y);
    }

    // Strokes that meet are bent alike, so they still meet.
    private Vector2 Bend(Vector2 point) => point + new Vector2(Along(waveX, point), Along(waveY, point));

    private static float Along(Vector4 wave, Vector2 point) =>
        wave.W * MathF.Sin(wave.X * point.X + wave.Y * point.Y + wave.Z);

    private Vector2 Tremble() => Tremor * new Vector2((float)random.NextNormal(), (float)random.NextNormal());

    /// <summary>A slow sine over the unit square: two frequencies, phase, amplitude.</summary>
    private Vector4 Wave() => new(Uniform(-6, 6), Uniform(-6, 6), Uniform(0, MathF.Tau), Uniform(0, Bending));

    private float Uniform(float minimum, float maximum) => (float)random.NextDouble(minimum, maximum);
}
