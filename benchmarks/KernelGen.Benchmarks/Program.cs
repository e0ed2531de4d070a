using BenchmarkDotNet.Running;
using KernelGen.Benchmarks.ColdBuild;
using KernelGen.Benchmarks.Compare;
using KernelGen.Benchmarks.Roofline;
using KernelGen.Benchmarks.Tune;

if (args is ["roofline", ..])
{
    return RooflineCommand.Create().Parse(args[1..]).Invoke();
}

if (args is [RooflineRun.Verb, ..])
{
    return RooflineRun.Run(args[1..]);
}

if (args is [FirstUse.Verb, var model])
{
    return FirstUse.Run(model);
}

if (args is ["cold-build", ..])
{
    return ColdBuildCommand.Create().Parse(args[1..]).Invoke();
}

if (args is ["compare", ..])
{
    return CompareCommand.Create().Parse(args[1..]).Invoke();
}

if (args is ["tune", ..])
{
    return TuneCommand.Create().Parse(args[1..]).Invoke();
}

if (args is ["measure", ..])
{
    return MeasureCommand.Run(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(RooflineCommand).Assembly).Run(args);
return 0;
