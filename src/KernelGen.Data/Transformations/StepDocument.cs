using System.Text.Json.Serialization;

namespace KernelGen.Data;

/// <summary>A step of a pipeline as its JSON text says it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MeanFillDocument), "meanFill")]
[JsonDerivedType(typeof(StandardizationDocument), "standardization")]
[JsonDerivedType(typeof(MinMaxDocument), "minMax")]
[JsonDerivedType(typeof(OneHotDocument), "oneHot")]
[JsonDerivedType(typeof(FeatureMapDocument), "featureMap")]
[JsonDerivedType(typeof(NestedDocument), "pipeline")]
internal abstract record StepDocument
{
    public static StepDocument Of(Transformation step) => step switch
    {
        MeanFill fill => new MeanFillDocument([.. fill.Means]),
        Standardization s => new StandardizationDocument([.. s.Means], [.. s.Deviations]),
        MinMaxScaling scaling => new MinMaxDocument([.. scaling.Minima], [.. scaling.Ranges]),
        OneHot oneHot => new OneHotDocument(
            oneHot.InputCount, [.. oneHot.EncodedColumns.Select(static c => new CategoriesDocument(c.Column, [.. c.Categories]))],
            oneHot.Unknown == UnknownCategory.Zeros),
        FeatureMap { Document: { } document } => document,
        Pipeline pipeline => new NestedDocument([.. pipeline.Steps.Select(Of)]),
        _ => throw new InvalidOperationException(
            $"A {step.GetType().Name} of {step.InputCount} inputs has a function of the caller's own, which cannot be saved."),
    };

    public abstract Transformation ToTransformation();

    /// <summary>The items themselves: the serializer asserts of an array that it is not null, but not of what is in it.</summary>
    public static TItem[] NotNull<TItem>(TItem[] items)
        where TItem : class => items.Contains(null!)
            ? throw new ArgumentException("An item is null.")
            : items;
}

internal sealed record MeanFillDocument([property: JsonPropertyName("means")] double[] Means) : StepDocument
{
    public override Transformation ToTransformation() => new MeanFill([.. Means]);
}

internal sealed record StandardizationDocument(
    [property: JsonPropertyName("means")] double[] Means, [property: JsonPropertyName("deviations")] double[] Deviations) : StepDocument
{
    public override Transformation ToTransformation() => new Standardization([.. Means], [.. Deviations]);
}

internal sealed record MinMaxDocument(
    [property: JsonPropertyName("minima")] double[] Minima, [property: JsonPropertyName("ranges")] double[] Ranges) : StepDocument
{
    public override Transformation ToTransformation() => new MinMaxScaling([.. Minima], [.. Ranges]);
}

internal sealed record CategoriesDocument(
    [property: JsonPropertyName("column")] int Column, [property: JsonPropertyName("categories")] double[] Categories);

internal sealed record OneHotDocument(
    [property: JsonPropertyName("inputs")] int Inputs,
    [property: JsonPropertyName("columns")] CategoriesDocument[] Encoded,
    [property: JsonPropertyName("unknownAsZeros")] bool UnknownAsZeros) : StepDocument
{
    public override Transformation ToTransformation() => new OneHot(
        Inputs, [.. NotNull(Encoded).Select(static c => new CategoryColumn(c.Column, [.. c.Categories]))],
        UnknownAsZeros ? UnknownCategory.Zeros : UnknownCategory.Refuse);
}

internal sealed record FeatureMapDocument(
    [property: JsonPropertyName("map")] string Map,
    [property: JsonPropertyName("inputs")] int Inputs,
    [property: JsonPropertyName("degree")] int Degree = 0,
    [property: JsonPropertyName("crossTermsOnly")] bool CrossTermsOnly = false) : StepDocument
{
    public const string Ones = "ones";
    public const string Squares = "squares";
    public const string Products = "products";
    public const string Polynomial = "polynomial";

    public override Transformation ToTransformation() => Map switch
    {
        Ones => FeatureMap.WithOnes(Inputs),
        Squares => FeatureMap.WithSquares(Inputs),
        Products => FeatureMap.WithProducts(Inputs),
        Polynomial => FeatureMap.Polynomial(Inputs, Degree, CrossTermsOnly),
        _ => throw new ArgumentException($"There is no feature map \"{Map}\"."),
    };
}

internal sealed record NestedDocument([property: JsonPropertyName("steps")] StepDocument[] Steps) : StepDocument
{
    public override Transformation ToTransformation() => new Pipeline([.. NotNull(Steps).Select(static step => step.ToTransformation())]);
}
