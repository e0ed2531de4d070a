using BenchmarkDotNet.Running;
using KernelGen.Benchmarks.ColdBuild;
using KernelGen.Benchmarks.Roofline;

if (args is ["roofline", ..])
{
    return RooflineCommand.Create().Parse(args[1..]).Invoke();
}

if (args is ["cold-build", ..])
{
    return ColdBuildCommand.Create().Parse(args[1..]).Invoke();
}

BenchmarkSwitcher.FromAssembly(typeof(RooflineCommand).Assembly).Run(args);
return 0;
