using System;
using KernelGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generators.Reading;

/// <remarks>This part: expressions.</remarks>
internal sealed partial class EquationInterpreter
{
    /// <summary>What an expression is; null if it was refused.</summary>
    private EquationValue? Evaluate(IOperation operation, Frame frame)
    {
        EquationValue? value = Compute(operation, frame);
        if (value is not { IsRunTimeData: true })
        {
            return value;
        }

        return IsTruth(operation)
            ? Refuse(Descriptors.BranchOnData, operation.Syntax, operation.Syntax)
            : Refuse(
                Descriptors.NotPartOfEquations, operation.Syntax, $"The number inside a value ('{operation.Syntax}')",
                "compute with the value itself: it has operators and functions");
    }

    /// <summary>The same, but a comparison of data may be run-time data: only a condition can say what to write instead.</summary>
    private EquationValue? Compute(IOperation operation, Frame frame)
    {
        if (exhausted)
        {
            return null;
        }

        if (nesting >= DeepestNesting)
        {
            _ = Exhaust(operation.Syntax, TooDeep, "give intermediate results to local variables");
            return null;
        }

        nesting++;
        EquationValue? value = operation.ConstantValue is { HasValue: true, Value: { } constant } && Vocabulary.KindOf(operation.Type) is null
            ? EquationValue.Of(constant)
            : ComputeOpen(operation, frame);
        nesting--;
        return value;
    }

    private EquationValue? ComputeOpen(IOperation operation, Frame frame)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return Look(local.Local, local, frame);
            case IParameterReferenceOperation parameter:
                return Look(parameter.Parameter, parameter, frame);
            case IInvocationOperation call:
                return Invoke(call, frame);
            case IBinaryOperation binary:
                return Binary(binary, frame);
            case IUnaryOperation unary:
                return Unary(unary, frame);
            case IConversionOperation conversion:
                return Convert(conversion, frame);
            case IConditionalOperation conditional:
                return Condition(conditional.Condition, frame) is { } holds
                    ? Evaluate(holds ? conditional.WhenTrue : conditional.WhenFalse!, frame)
                    : null;
            case IPropertyReferenceOperation property:
                return Property(property, frame);
            case IRangeOperation range:
                return Range(range, frame);
            case IDefaultValueOperation when Vocabulary.KindOf(operation.Type) == ValueKind.Scalar:
                return Constant(0, operation);
            case ISimpleAssignmentOperation { IsRef: false } assignment:
                return Store(assignment.Target, Evaluate(assignment.Value, frame), frame);
            case ICompoundAssignmentOperation compound:
                return Compound(compound, frame);
            case IIncrementOrDecrementOperation step:
                return Increment(step, frame);
            case IFieldReferenceOperation field:
                return Refuse(Descriptors.OutsideValue, field.Syntax, field.Syntax, "is a field, whose value is not known when the equations are read");
            case IInvalidOperation:
                return RefuseInvalid(operation);
            default:
                return RefuseKind(operation);
        }
    }

    private EquationValue? Look(ISymbol variable, IOperation reference, Frame frame)
    {
        if (frame.Variables.TryGetValue(variable, out EquationValue? value))
        {
            return value;
        }

        if (!SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, frame.Method))
        {
            return Refuse(
                Descriptors.OutsideValue, reference.Syntax, variable.Name, "belongs to the method around this one");
        }

        // The compiler reports a variable that is used before it is assigned.
        faults++;
        complaints.AddSilently();
        return null;
    }

    private EquationValue? Store(IOperation target, EquationValue? value, Frame frame)
    {
        ISymbol? variable = target switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        if (variable is null)
        {
            return IsEntry(target) ? RefuseChange(target) : target is IInvalidOperation
                ? RefuseKind(target)
                : Refuse(Descriptors.NotPartOfEquations, target.Syntax, $"An assignment to '{target.Syntax}'", "assign to a local variable");
        }

        if (!SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, frame.Method))
        {
            return Look(variable, target, frame);
        }

        Assign(variable, value, frame);
        return value;
    }

    private EquationValue? Compound(ICompoundAssignmentOperation compound, Frame frame)
    {
        EquationValue? before = IsEntry(compound.Target) ? RefuseChange(compound.Target) : Evaluate(compound.Target, frame);
        EquationValue? operand = Evaluate(compound.Value, frame);
        return before is { } left && operand is { } right
            ? Store(compound.Target, Combine(compound.OperatorKind, compound.OperatorMethod, left, right, compound), frame)
            : null;
    }

    private EquationValue? Increment(IIncrementOrDecrementOperation step, Frame frame)
    {
        if ((IsEntry(step.Target) ? RefuseChange(step.Target) : Evaluate(step.Target, frame)) is not { } before)
        {
            return null;
        }

        object one = before.Known is double ? 1.0 : (object)1;
        BinaryOperatorKind kind = step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        EquationValue? after = Store(step.Target, Combine(kind, method: null, before, EquationValue.Of(one), step), frame);
        return step.IsPostfix ? before : after;
    }

    private EquationValue? Binary(IBinaryOperation binary, Frame frame)
    {
        bool isLogical = IsLogical(binary.OperatorKind);
        bool isBoolean = IsTruth(binary);
        EquationValue? left = isBoolean ? Compute(binary.LeftOperand, frame) : Evaluate(binary.LeftOperand, frame);
        if (isLogical && left?.Known is bool known && known == (binary.OperatorKind == BinaryOperatorKind.ConditionalOr))
        {
            return left;
        }

        EquationValue? right = isBoolean ? Compute(binary.RightOperand, frame) : Evaluate(binary.RightOperand, frame);
        if (left is not { } l || right is not { } r)
        {
            return null;
        }

        if (isBoolean && (l.IsStep || r.IsStep || l.IsRunTimeData || r.IsRunTimeData))
        {
            return EquationValue.RunTimeData;
        }

        return isLogical ? right : Combine(binary.OperatorKind, binary.OperatorMethod, l, r, binary);
    }

    private EquationValue? Combine(BinaryOperatorKind kind, IMethodSymbol? method, EquationValue left, EquationValue right, IOperation operation)
    {
        if (left.Known is { } a && right.Known is { } b)
        {
            return Known(() => ConstantArithmetic.Binary(kind, a, b), operation);
        }

        return left.IsStep && right.IsStep && Vocabulary.FunctionOf(kind, method) is { } function
            ? Step(new StepSpec(function, EquatableArray.Of(left.Step, right.Step), Vocabulary.KindOf(method!.ReturnType)!.Value), operation)
            : RefuseKind(operation);
    }

    private EquationValue? Unary(IUnaryOperation unary, Frame frame)
    {
        bool isNot = unary.OperatorKind == UnaryOperatorKind.Not;
        EquationValue? operand = isNot ? Compute(unary.Operand, frame) : Evaluate(unary.Operand, frame);
        return operand switch
        {
            null => null,
            { IsRunTimeData: true } => operand,
            { IsStep: true } step when unary.OperatorKind == UnaryOperatorKind.Minus =>
                Step(new StepSpec(Function.Negate, EquatableArray.Of(step.Step), steps[step.Step].Kind), unary),
            { IsStep: true } => RefuseKind(unary),
            { Known: int index } when unary.OperatorKind == UnaryOperatorKind.Hat => EquationValue.Of(new EntryIndex(index, FromEnd: true)),
            { } known => Known(() => ConstantArithmetic.Unary(unary.OperatorKind, known.Known!), unary),
        };
    }

    private EquationValue? Convert(IConversionOperation conversion, Frame frame)
    {
        if (conversion.Operand.ConstantValue is { HasValue: true, Value: null })
        {
            return Refuse(Descriptors.NotPartOfEquations, conversion.Syntax, "null", "every value of equations is there");
        }

        EquationValue? value = IsTruth(conversion) ? Compute(conversion.Operand, frame) : Evaluate(conversion.Operand, frame);
        if (value is not { IsRunTimeData: false } operand)
        {
            return value;
        }

        if (conversion.OperatorMethod is { } method)
        {
            // Numbers become scalars; scalars and vectors the parts of Concat, which are still themselves.
            return operand.Known switch
            {
                null when Vocabulary.IsOurs(method.ContainingType) => operand,
                int index when IsSystem(method.ContainingType, "Index") => EquationValue.Of(new EntryIndex(index, FromEnd: false)),
                { } known when Vocabulary.IsOurs(method.ContainingType) && ConstantArithmetic.Convert(known, SpecialType.System_Double) is double number =>
                    Constant(number, conversion),
                _ => RefuseKind(conversion),
            };
        }

        ValueKind? wanted = Vocabulary.KindOf(conversion.Type);
        return operand.Known switch
        {
            null when wanted == steps[operand.Step].Kind => operand,
            null when wanted is { } kind => RefuseType(conversion, steps[operand.Step].Kind.ToString(), kind),
            null when conversion.Type?.SpecialType == SpecialType.System_Boolean => EquationValue.RunTimeData,
            null => RefuseKind(conversion),
            EntryIndex or EntryRange => operand,
            not null when wanted is { } kind => RefuseType(conversion, "number", kind),
            { } known => Known(() => ConstantArithmetic.Convert(known, conversion.Type?.SpecialType ?? SpecialType.None), conversion),
        };
    }

    private EquationValue? Property(IPropertyReferenceOperation property, Frame frame)
    {
        if (property.Instance is not { } instance || Vocabulary.KindOf(property.Property.ContainingType) is not { } kind)
        {
            return Refuse(Descriptors.OutsideValue, property.Syntax, property.Syntax, "is a property, whose value is not known when the equations are read");
        }

        switch (property.Property)
        {
            case { IsIndexer: true } when kind == ValueKind.Vector:
                EquationValue? whole = Evaluate(instance, frame);
                EquationValue? place = Evaluate(property.Arguments[0].Value, frame);
                return whole is { } vector && place is { } at ? Entries(vector.Step, at.Known!, instance, property) : null;
            case { IsIndexer: true }:
                return Refuse(
                    Descriptors.NotPartOfEquations, property.Syntax, "An entry of a matrix",
                    "only vectors have entries here: take one of a product of the matrix with a vector");
            case { Name: "Length" or "Rows" or "Columns" }:
                return Evaluate(instance, frame) is { } sized
                    ? EquationValue.Of(property.Property.Name == "Columns" ? steps.SizeOf(sized.Step).Columns : steps.SizeOf(sized.Step).Rows)
                    : null;
            default:
                return EquationValue.RunTimeData;
        }
    }

    private EquationValue? Range(IRangeOperation range, Frame frame)
    {
        EquationValue? start = range.LeftOperand is { } left ? Evaluate(left, frame) : EquationValue.Of(new EntryIndex(0, FromEnd: false));
        EquationValue? end = range.RightOperand is { } right ? Evaluate(right, frame) : EquationValue.Of(new EntryIndex(0, FromEnd: true));
        return start?.Known is EntryIndex first && end?.Known is EntryIndex last ? EquationValue.Of(new EntryRange(first, last)) : null;
    }

    /// <summary>An entry or a slice of a vector, whose place is known.</summary>
    private EquationValue? Entries(int vector, object place, IOperation instance, IPropertyReferenceOperation property)
    {
        int length = steps.SizeOf(vector).Rows;
        SyntaxNode where = property.Arguments[0].Value.Syntax;
        string has = length == 1 ? "1 entry" : $"{length} entries";
        if (place is EntryRange { Start: var first, End: var last })
        {
            long start = first.Offset(length), end = last.Offset(length);
            return start < 0 || end > length || start >= end
                ? Refuse(Descriptors.IndexOutside, where, instance.Syntax, has, FormattableString.Invariant($"slice of at least one entry from {start} to before {end}"))
                : Step(new StepSpec(Function.Slice, EquatableArray.Of(vector), ValueKind.Vector, Index: (int)start, Length: (int)(end - start)), property);
        }

        long index = place is EntryIndex written ? written.Offset(length) : (int)place;
        return index < 0 || index >= length
            ? Refuse(Descriptors.IndexOutside, where, instance.Syntax, has, FormattableString.Invariant($"entry {index}; entries count from 0"))
            : Step(new StepSpec(Function.Entry, EquatableArray.Of(vector), ValueKind.Scalar, Index: (int)index), property);
    }

    private EquationValue? Constant(double value, IOperation operation) => double.IsNaN(value) || double.IsInfinity(value)
        ? Refuse(Descriptors.BadConstant, operation.Syntax, operation.Syntax, "is not a finite number, and nothing computed with it would be")
        : Step(new StepSpec(Function.Constant, EquatableArray<int>.Empty, ValueKind.Scalar, Value: value), operation);

    private EquationValue? Step(StepSpec step, IOperation operation)
    {
        if (steps.Count >= MostSteps)
        {
            _ = Exhaust(operation.Syntax, $"With this the equations have more than {MostSteps} steps, written out", "write the model on vectors and matrices instead of entry by entry");
            return null;
        }

        return EquationValue.OfStep(steps.Add(step, operation.Syntax));
    }

    /// <summary>What constants make, where C# can compute it.</summary>
    private EquationValue? Known(Func<object?> compute, IOperation operation)
    {
        try
        {
            return compute() is { } known ? EquationValue.Of(known) : RefuseKind(operation);
        }
        catch (OverflowException)
        {
            return Refuse(Descriptors.BadConstant, operation.Syntax, operation.Syntax, "is beyond what an int holds, with the values it has here");
        }
        catch (DivideByZeroException)
        {
            return Refuse(Descriptors.BadConstant, operation.Syntax, operation.Syntax, "divides by zero, with the values it has here");
        }
    }

    private static bool IsSystem(ITypeSymbol type, string name) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } && type.Name == name;
}
