using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Tests.Planning;

/// <summary>Plans of declarations.</summary>
internal static class Plans
{
    public static KernelPlan Of(ModelSpec spec, ForcedChoices? forced = null)
    {
        Model model = ModelCompiler.Lower(spec)!;
        Graph story = ModelCompiler.Differentiate(ModelCompiler.Prepare(model.Graph));
        return ModelCompiler.Plan(model, story, ModelCompiler.Finish(story), forced);
    }
}
