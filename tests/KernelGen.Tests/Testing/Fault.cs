namespace KernelGen.Tests.Testing;

/// <summary>What is wrong with a hand-written kernel, on purpose.</summary>
public enum Fault
{
    None,

    /// <summary>The adjoint of the hidden layer has the wrong sign.</summary>
    FlippedSign,

    /// <summary>W2 instead of its transpose carries the adjoint back.</summary>
    TransposedOperand,

    /// <summary>The gradient of W1 lacks the regulariser's part.</summary>
    MissingRegulariser,

    /// <summary>The gradient of b1 stays zero.</summary>
    DroppedBiasGradient,

    /// <summary>The gradient is summed over the batch.</summary>
    MissingMean,

    /// <summary>Element (2, 1) of the gradient of W1 is 1 % too large.</summary>
    OneWrongElement,

    /// <summary>The padding of the gradient is not zero.</summary>
    DirtyPadding,

    /// <summary>A NaN in the gradient of b2.</summary>
    NotANumber,

    /// <summary>The step moves b2 twice as far.</summary>
    WrongStep,

    /// <summary>The last output is off by a thousandth.</summary>
    WrongOutput,

    /// <summary>The cost lacks the regulariser.</summary>
    WrongCost,

    /// <summary>The class is decided at the wrong threshold.</summary>
    WrongClass,

    /// <summary>A frozen parameter has a gradient.</summary>
    FrozenGradient,

    /// <summary>The step moves a frozen parameter, by one unit in the last place.</summary>
    FrozenStep,

    /// <summary>The gradients in the inputs are those of the sum, not of the mean.</summary>
    InputMissingMean,

    /// <summary>The gradient in the last input of the last example is 1 % too large.</summary>
    OneWrongInput,

    /// <summary>The gradient in the last input of the last example is not written.</summary>
    InputNotWritten,

    /// <summary>The hyperparameter is taken for 1.</summary>
    IgnoredHyperparameter,
}
