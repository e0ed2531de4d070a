using System.Reflection;
using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Tests.Speed;

/// <summary>Beyond certain sizes the JIT compiles a method without optimising it, and stops inlining.</summary>
public class MethodSizeTests
{
    private const int LargestIL = 60_000;
    private const int MostLocals = 512;

    public static TheoryData<string> Names => [.. ModelCatalog.Models.Select(static model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_generated_method_is_small_enough_to_be_optimised(string name)
    {
        Type model = ModelCatalog.Find(name)!.Type;
        Type[] types = [model, .. model.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)];
        MethodBody[] bodies =
        [
            .. types.SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
                .Select(static method => method.GetMethodBody()).OfType<MethodBody>(),
        ];
        Assert.NotEmpty(bodies);
        Assert.All(bodies, static body =>
        {
            Assert.InRange(body.GetILAsByteArray()!.Length, 0, LargestIL);
            Assert.InRange(body.LocalVariables.Count, 0, MostLocals);
        });
    }
}
