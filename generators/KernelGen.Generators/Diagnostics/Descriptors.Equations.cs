using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Diagnostics;

/// <summary>What a model declared by its equations can be told.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor LayersAndEquations = Error(
        "KG0020", "A model has layers or equations, not both",
        "'{0}' is declared by its equations (the method '{1}'), where {2} has no meaning; remove it and say it in the equations, or remove the equations");

    public static readonly DiagnosticDescriptor SeveralEquations = Error(
        "KG0021", "A model has one objective and one output",
        "'{0}' already has an [{1}], the method '{2}'; remove the attribute here and call the method from that one");

    public static readonly DiagnosticDescriptor NotAnEquationMethod = Error(
        "KG0022", "An equation must be an ordinary static method",
        "'{0}' {1}, but an equation depends on its parameters alone and is called by the gradient check as it stands; declare it as a static, non-generic method with a body");

    public static readonly DiagnosticDescriptor WrongResult = Error(
        "KG0023", "An objective returns a Scalar, an output a Scalar or a Vector",
        "[{0}] returns {1}, but '{2}' returns {3}");

    public static readonly DiagnosticDescriptor RoleMissing = Error(
        "KG0024", "Every parameter of an objective needs a role",
        "'{0}' has no role, so nobody knows where its values come from; write one of {1} before it");

    public static readonly DiagnosticDescriptor RoleMisplaced = Error(
        "KG0025", "Roles are given once, on the objective",
        "[{0}] has no meaning here: {1}; remove it");

    public static readonly DiagnosticDescriptor SeveralRoles = Error(
        "KG0026", "A parameter has one role",
        "'{0}' is already [{1}] and cannot be [{2}] too; remove one of them");

    public static readonly DiagnosticDescriptor OutputUnbound = Error(
        "KG0027", "The output takes its parameters from the objective's",
        "The output takes its values from the objective's parameters of the same names, but {0}");

    public static readonly DiagnosticDescriptor WrongSize = Error(
        "KG0028", "A role states the size of its type",
        "'{0}' is a {1}, so write [{2}] here");

    public static readonly DiagnosticDescriptor WrongRole = Error(
        "KG0029", "A role that the type cannot have",
        "{0}, but '{1}' is {2}");

    public static readonly DiagnosticDescriptor SeveralWeights = Error(
        "KG0055", "An example has at most one weight",
        "'{0}' is already the weight; give what is multiplied by both as their product, or take one as an [Input]");

    public static readonly DiagnosticDescriptor SeveralTargets = Error(
        "KG0030", "A model has at most one target",
        "'{0}' is already the target; write the values of both as one [Target(…)] Vector and take them apart with indices or slices");

    public static readonly DiagnosticDescriptor NoInput = Error(
        "KG0031", "A model needs an input",
        "'{0}' has no [Input], so every example would be alike; give it one, such as [Input(4)] Vector x");

    public static readonly DiagnosticDescriptor OutputMissing = Error(
        "KG0032", "A model with a target needs an output",
        "'{0}' compares with the target '{1}', which is not known when predicting; write the prediction as a method with [Output], without '{1}', and call it here");

    public static readonly DiagnosticDescriptor GradientWithoutObjective = Error(
        "KG0033", "Without an objective there is no gradient",
        "The gradient of '{0}' is that of the objective, and '{1}' has none; remove Gradient or add a method with [Objective]");

    public static readonly DiagnosticDescriptor NotFinite = Error(
        "KG0034", "The value of a hyperparameter must be finite",
        "The value of '{0}' is {1}, but it must be a finite number");

    public static readonly DiagnosticDescriptor BranchOnData = Error(
        "KG0035", "A branch on data",
        "What '{0}' is, each example says for itself at run time, so it cannot decide which equations there are; write Where(condition, a, b), whose condition is a number: it is a where that is > 0, else b (for u > v give it u - v); or write Min, Max, Abs or Relu");

    public static readonly DiagnosticDescriptor UnknownCall = Error(
        "KG0036", "A call that cannot be read",
        "'{0}' {1}; equations call the functions of KernelGen.Equations.Functions, those of System.Math between constants, and your own static methods, whose parameters and results are Scalar, Vector, Matrix, Label, int, double or bool");

    public static readonly DiagnosticDescriptor OutsideValue = Error(
        "KG0037", "A value from outside the equations",
        "'{0}' {1}; make it a const, or pass it as a parameter: [Hyperparameter] for a number that changes between runs, [Parameter] for what is learned");

    public static readonly DiagnosticDescriptor Recursion = Error(
        "KG0038", "Equations cannot call themselves",
        "'{0}' calls itself, and calls are written out when the equations are read; use a for loop with a constant number of iterations");

    public static readonly DiagnosticDescriptor TooLong = Error(
        "KG0039", "Equations that are too long",
        "{0}; {1}");

    public static readonly DiagnosticDescriptor HidesVocabulary = Error(
        "KG0040", "A method hides a function of the vocabulary",
        "'{0}' is also the name of a function of KernelGen.Equations.Functions, which it hides, so that one word would mean two things; rename it");

    public static readonly DiagnosticDescriptor NotPartOfEquations = Error(
        "KG0041", "Not part of equations",
        "{0} cannot be part of equations; {1}");

    public static readonly DiagnosticDescriptor IndexOutside = Error(
        "KG0042", "An index outside its vector",
        "'{0}' has {1}, so there is no {2}");

    public static readonly DiagnosticDescriptor BadConstant = Error(
        "KG0043", "A constant that cannot be computed",
        "'{0}' {1}");

    public static readonly DiagnosticDescriptor NotProvedConvex = Error(
        "KG0060", "An objective that is not proved convex",
        "The objective is declared convex, and the proof fails here: {0}; {1}. Write the equations so that every step is affine, convex or concave where it may be, freeze parameters, or remove Convex = true");

    public static readonly DiagnosticDescriptor WrongShape = Error(
        "KG0044", "Shapes that do not fit",
        "{0}");
}
