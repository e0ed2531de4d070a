using System.Reflection;
using KernelGen.Equations;
using KernelGen.Numerics;

namespace KernelGen.Tests.Equations;

/// <summary>Every operator and function that equations may use, found by reflection: a law that holds for all is tested for all.</summary>
internal static class Vocabulary
{
    /// <summary>By signature, as C# writes it.</summary>
    public static IReadOnlyDictionary<string, MethodInfo> All { get; } =
        new[] { typeof(Functions), typeof(Scalar), typeof(Vector), typeof(Matrix) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.DeclaringType == typeof(Functions) || IsArithmetic(method))
            .ToDictionary(Signature);

    /// <summary>The numbers of a scalar, vector or matrix.</summary>
    public static double[] Values(object result) => result switch
    {
        Scalar scalar => [scalar.Value],
        Vector vector => vector.Values,
        Matrix matrix => matrix.Values,
        _ => throw new ArgumentException($"{result.GetType()} has no numbers.", nameof(result)),
    };

    /// <summary>Their tangents; null where none are followed.</summary>
    public static double[]? Tangents(object result) => result switch
    {
        Scalar scalar => [scalar.Tangent],
        Vector vector => vector.Tangents,
        Matrix matrix => matrix.Tangents,
        _ => throw new ArgumentException($"{result.GetType()} has no tangents.", nameof(result)),
    };

    private static bool IsArithmetic(MethodInfo method)
        => method.IsSpecialName && method.Name.StartsWith("op_", StringComparison.Ordinal)
            && method.Name is not ("op_Implicit" or "op_Equality" or "op_Inequality");

    private static string Signature(MethodInfo method)
        => $"{method.ReturnType.Name} {method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name))})";
}

/// <summary>Random operands of one operator or function: vectors [4], matrices [3 × 4], labels 0 … 3.</summary>
internal sealed class Operands
{
    private readonly RandomSource random;
    private readonly MethodInfo method;
    private readonly bool positive;
    private readonly bool constant;
    private readonly List<Func<double, object>> draws;

    /// <summary>Draws, from half of the seeds, numbers that are probabilities too.</summary>
    /// <param name="method">Whose operands.</param>
    /// <param name="seed">Equal seeds give equal operands.</param>
    /// <param name="constant">Whether no operand carries tangents; else each does with probability ¾.</param>
    public Operands(MethodInfo method, int seed, bool constant = false)
    {
        this.method = method;
        this.constant = constant;
        random = new RandomSource((ulong)seed);
        positive = random.NextInt32(2) == 0;
        draws = [.. method.GetParameters().Select(parameter => Draw(parameter.ParameterType))];
    }

    /// <summary>The result at these operands, with its tangents.</summary>
    public object Result => Invoke(double.NaN);

    /// <summary>The values of the result after a step along the tangents.</summary>
    public double[] After(double step) => Vocabulary.Values(Invoke(step));

    /// <summary>The operands, each time in new memory.</summary>
    public object[] Build(double step) => [.. draws.Select(draw => draw(step))];

    private object Invoke(double step) => method.Invoke(null, Build(step))!;

    // What is drawn gives the operand with its tangents for NaN, else the operand a step further, without.
    private Func<double, object> Draw(Type type)
    {
        if (type == typeof(Label))
        {
            var label = new Label(random.NextInt32(4));
            return _ => label;
        }

        if (type == typeof(Entries[]))
        {
            Func<double, object>[] parts = [Draw(typeof(Vector)), Draw(typeof(Scalar))];
            return step => new Entries[] { (Vector)parts[0](step), (Scalar)parts[1](step) };
        }

        bool moving = !constant && random.NextInt32(4) > 0;
        double[] values = Numbers(type, () => positive ? random.NextDouble(0.2, 0.8) : Signed());
        double[] direction = Numbers(type, () => moving ? random.NextDouble(-1, 1) : 0);
        return step => double.IsNaN(step)
            ? Wrap(type, [.. values], moving ? [.. direction] : null)
            : Wrap(type, [.. values.Zip(direction, (value, slope) => value + step * slope)], null);

        double Signed() => (random.NextInt32(2) == 0 ? 1 : -1) * random.NextDouble(0.25, 2);
    }

    private static double[] Numbers(Type type, Func<double> next)
        => [.. Enumerable.Range(0, type == typeof(Scalar) ? 1 : type == typeof(Vector) ? 4 : 12).Select(_ => next())];

    private static object Wrap(Type type, double[] values, double[]? tangents)
        => type == typeof(Scalar) ? new Scalar(values[0], tangents is null ? 0 : tangents[0])
            : type == typeof(Vector) ? new Vector(values, tangents)
            : new Matrix(3, 4, values, tangents);
}
