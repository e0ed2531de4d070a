using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generators.Reading;

/// <summary>Words for what equations cannot contain, and for what to write instead.</summary>
internal static class ForeignSyntax
{
    private const string Loop = "write a for loop whose number of iterations is known when the equations are read";
    private const string Functions = "write it with the functions and operators of KernelGen.Equations";
    private const string Statements = "write local variables, assignments to them, for loops with a constant number of iterations, if on constants, and return";

    public static (string What, string Instead) Describe(IOperation operation) => operation.Kind switch
    {
        OperationKind.Loop => operation is IForEachLoopOperation
            ? ("A foreach loop", Loop + ", and index the vector with its counter")
            : ("A while loop", Loop),
        OperationKind.Switch or OperationKind.SwitchExpression => ("A switch", "write if or ?: on constants, or Where(condition, a, b) on data"),
        OperationKind.IsPattern => ("A pattern", "compare constants with the operators < <= == != >= >"),
        OperationKind.AnonymousFunction or OperationKind.DelegateCreation => ("A delegate", "write a static method and call it by its name"),
        OperationKind.Throw => ("An exception", "shapes are checked when the model is built, and data where it enters the model"),
        OperationKind.Try => ("Exception handling", "nothing in equations throws while kernels run"),
        OperationKind.Tuple or OperationKind.DeconstructionAssignment or OperationKind.DeclarationExpression =>
            ("A tuple", "return one value: Concat joins vectors, indices and slices take them apart"),
        OperationKind.ObjectCreation => operation.Type is { } type && Vocabulary.IsOurs(type)
            ? ($"new {type.Name}(…)", "a number is a Scalar as it stands, and Concat(…) makes a Vector of scalars")
            : ("An object", Functions),
        OperationKind.ArrayCreation or OperationKind.ArrayElementReference or OperationKind.CollectionExpression =>
            ("An array", "Concat(…) makes a Vector of scalars, and v[i] takes an entry"),
        OperationKind.InstanceReference => ("The model itself", "equations are static: pass what they need as parameters"),
        OperationKind.Branch or OperationKind.Labeled => ("A jump", Statements),
        OperationKind.Await => ("await", Functions),
        OperationKind.AddressOf => ("A pointer", Functions),
        _ => operation.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.StatementSyntax ? ("This statement", Statements) : ("This expression", Functions),
    };
}
