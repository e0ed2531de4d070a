using System.Runtime.Intrinsics;
using KernelGen.Gallery.Tests.Running;

namespace KernelGen.Gallery.Tests.Speed;

public class MachineCodeTests
{
    private const string Listing =
        """
        ; Assembly listing for method Model+Kernels`1[Lanes]:Dense(byref,nuint) (FullOpts)
        ; optimized code

        G_M000_IG02:                ;; offset=0x000F
               mov      r14, qword ptr [rsp+0x08]

        G_M000_IG03:                ;; offset=0x0042
               vmovups  zmm0, zmmword ptr [rdx+4*rdi]

        G_M000_IG04:                ;; offset=0x00AE
               vbroadcastss zmm18, dword ptr [rax+r14]
               vfmadd231ps zmm0, zmm16, zmm18
               vfmadd231ps zmm1, zmm16, zmm18
               vfmadd231ps zmm2, zmm16, zmm18
               vfmadd213ps zmm18, zmm17, zmm3
               vmovaps  zmm3, zmm18
               jne      SHORT G_M000_IG04

        G_M000_IG05:                ;; offset=0x00FE
               jb       G_M000_IG03
               ret
        """;

    [Fact]
    public void The_listing_is_read_loop_by_loop()
    {
        MachineCode method = Assert.Single(MachineCode.Read(Listing));
        Assert.Equal(("Model+Kernels`1[Lanes]:Dense(byref,nuint)", "FullOpts"), (method.Name, method.Tier));
        string[] loop = Assert.Single(method.HotLoops());
        Assert.Equal(("vbroadcastss zmm18, dword ptr [rax+r14]", "jne      SHORT G_M000_IG04"), (loop[0], loop[^1]));
        Assert.Equal(["vmovaps  zmm3, zmm18"], loop.Where(MachineCode.MovesRegister));
        Assert.DoesNotContain(loop, MachineCode.TouchesStack);
        Assert.Contains(method.Lines, MachineCode.TouchesStack);
    }

    [Avx512Fact]
    public void The_hot_loops_of_the_first_workload_touch_no_stack_and_move_no_registers()
    {
        string file = Path.GetTempFileName();
        try
        {
            GalleryProcess.Start([("DOTNET_JitStdOutFile", file), ("DOTNET_JitDisasm", "Dense784To128Relu* Gradient784By128*")]).Succeeded();
            MachineCode[] methods = [.. MachineCode.Read(File.ReadAllText(file)).Where(static method => method.HotLoops().Any())];
            Assert.Contains(methods, static method => method.Name.Contains(":Dense784To128Relu", StringComparison.Ordinal));
            Assert.Contains(methods, static method => method.Name.Contains(":Gradient784By128", StringComparison.Ordinal));
            Assert.All(methods, static method => Assert.All(method.HotLoops(), loop =>
            {
                // Compiled at once, or again because a caller that it was inlined into is called often.
                Assert.Contains(method.Tier, new[] { "FullOpts", "Tier1" });
                Assert.DoesNotContain(loop, MachineCode.TouchesStack);
                Assert.DoesNotContain(loop, MachineCode.MovesRegister);
            }));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Runs where registers have 512 bits: there the tiles are made for.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class Avx512FactAttribute : FactAttribute
    {
        public Avx512FactAttribute() => Skip = Vector512.IsHardwareAccelerated ? null : "The processor has no registers of 512 bits.";
    }
}
