using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Tests.Planning;

/// <summary>Loop nests of many sizes: full and ragged registers, matrices that fit a cache and that do not.</summary>
internal static class NestedLoops
{
    private static readonly int[] Sizes = [1, 3, 10, 16, 17, 64, 100, 784];

    public static IEnumerable<LoopNest> All => Products.Concat(DotProducts).Concat(Gradients)
        .Concat([new ColumnSumNest(4, IsPadded: true), new TranspositionNest(64, 64), new RowBlocksNest(63, 40), new PassNest(4, 0, 3)]);

    public static IEnumerable<LoopNest> Products => Pairs.Select(static LoopNest (p) => new ProductNest(p.Summed, p.Outputs, Epilogue: 4));

    public static IEnumerable<LoopNest> DotProducts =>
        Pairs.Select(static LoopNest (p) => new DotProductNest(p.Summed, p.Outputs, IsPadded: false, AreFetched: true));

    public static IEnumerable<LoopNest> Gradients => Pairs.Select(static LoopNest (p) =>
        new OuterNest(p.Summed, p.Outputs, IsPadded: true, Epilogue: 3, HasFinish: false, CostModel.FetchesAhead(p.Summed * p.Outputs)));

    private static IEnumerable<(int Summed, int Outputs)> Pairs =>
        from summed in Sizes
        from outputs in Sizes
        select (summed, outputs);

    /// <summary>The same with twice as much to do, in every way there is.</summary>
    public static IEnumerable<LoopNest> Doubled(LoopNest nest) => nest switch
    {
        ProductNest p => [p with { Summed = 2 * p.Summed }, p with { RowLength = 2 * p.RowLength }, p with { Epilogue = 2 * p.Epilogue }],
        DotProductNest p => [p with { Summed = 2 * p.Summed }, p with { Outputs = 2 * p.Outputs }],
        OuterNest o => [o with { Runs = 2 * o.Runs }, o with { RunLength = 2 * o.RunLength }, o with { Epilogue = 2 * o.Epilogue }],
        TranspositionNest t => [t with { Runs = 2 * t.Runs }, t with { RunLength = 2 * t.RunLength }],
        ColumnSumNest s => [s with { Registers = 2 * s.Registers }],
        RowBlocksNest r => [r with { Registers = 2 * r.Registers }, r with { Epilogue = 2 * r.Epilogue }],
        PassNest p => [p with { PerExample = 2 * p.PerExample }, p with { Instructions = 2 * p.Instructions }],
        _ => throw new ArgumentException("It is not known what more of it is.", nameof(nest)),
    };
}
